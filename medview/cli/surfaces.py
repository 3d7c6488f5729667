"""``medview surfaces``: the labels of a segmentation as surfaces for other programs and printers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Group
from rich.table import Table
from rich.text import Text

from medview.cli.analyse import check_writable
from medview.cli.choosing import Chosen, only, scanned
from medview.cli.desk import Desk, Work, stopping
from medview.cli.exits import Exit, Stop
from medview.core.derived import DRAWN, target
from medview.core.errors import MedViewError
from medview.core.mesh import MESH_FORMATS, MeshLabel, MeshSource, MeshWish, WrittenMesh
from medview.core.overlay import LabelLayer, Overlaid, ShapeKind, ShapeLayer
from medview.core.study import Kind, Series
from medview.core.text import tr

SegmentationArgument = Annotated[
    str,
    typer.Argument(metavar="SEGMENTATION", help="A label map (NIfTI, NRRD, MetaImage, MGH), DICOM SEG or RTSTRUCT."),
]
OutOption = Annotated[Path, typer.Option("--out", metavar="FILE", help="The file: .stl, .obj or .ply.")]
ImagesOption = Annotated[
    str | None, typer.Option("--images", metavar="PATH", help="The images a SEG or RTSTRUCT was drawn on.")
]
LabelsOption = Annotated[str, typer.Option("--labels", metavar="LIST", help="Only these values, as 1,2,5.")]
SmoothingOption = Annotated[int, typer.Option("--smoothing", min=0, max=60, help="Rounds; 0 keeps the voxels' steps.")]
FewerOption = Annotated[int, typer.Option("--fewer", min=0, max=95, help="Percent of the triangles that go.")]
SeparateOption = Annotated[bool, typer.Option("--separate", help="A file for each label.")]

_ROUNDS = MeshWish().smoothing
_KINDS = frozenset({Kind.SEGMENTATION, Kind.STRUCTURES}) & DRAWN


def surfaces(
    context: typer.Context,
    segmentation: SegmentationArgument,
    out: OutOption,
    images: ImagesOption = None,
    labels: LabelsOption = "",
    smoothing: SmoothingOption = _ROUNDS,
    fewer: FewerOption = 0,
    separate: SeparateOption = False,
) -> None:
    """Write the surfaces of a segmentation's labels as STL, OBJ (with colours) or PLY (with colours).

    Coordinates are LPS millimetres, as in DICOM, and the files say so. What is known to be unreviewed says so, too.
    """
    desk: Desk = context.obj
    wanted = _values(labels)
    suffix = out.suffix.lower().removeprefix(".")
    if suffix not in MESH_FORMATS:
        told = tr("{name} is no STL, OBJ or PLY file.").format(name=out.name)
        raise Stop(Exit.USAGE, MedViewError(told, tr("End its name with .stl, .obj or .ply.")))
    with stopping(Exit.WRITE):
        check_writable(out.parent)
    with desk.work() as work:
        found = scanned(work, (segmentation, *((images,) if images else ())))
        source, unreviewed = _source(work, found, segmentation)
        if wanted:
            source = _only(source, wanted)
        wish = MeshWish(suffix, smoothing, fewer / 100.0, separate, unreviewed)
        written: tuple[WrittenMesh, ...] = work.run(
            tr("Writing {name}").format(name=out.name),
            Exit.WRITE,
            "files",
            "export_surfaces",
            sources=(source,),
            path=str(out),
            wish=wish,
        )
    desk.output.result(_document(written, unreviewed), _shown(written, unreviewed))


def _values(labels: str) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in labels.split(",") if part.strip())
    except ValueError as error:
        told = tr("{text} is no list of labels.").format(text=labels)
        raise Stop(Exit.USAGE, MedViewError(told, tr("Write numbers with commas between them: 1,2,5."))) from error


def _source(work: Work, found: tuple[Chosen, ...], path: str) -> tuple[MeshSource, bool]:
    """The segmentation, and whether it is known to be unreviewed."""
    derived = tuple(one for one in found if one.series.kind in _KINDS)
    if derived:
        one = only(derived, tr("There are several segmentations."))
        onto = target(one.series, tuple(chosen.study for chosen in found))
        if onto is None or onto.geometry is None:
            told = tr("The images this segmentation was drawn on were not found.")
            raise Stop(Exit.INPUT, MedViewError(told, tr("Name them with --images PATH.")))
        layer = work.run(tr("Reading"), Exit.INPUT, "files", "overlaid", series=one.series, onto=onto)
        return _of_layer(layer, onto)
    volumes = tuple(one for one in found if one.series.kind is Kind.VOLUME and one.series.source_format != "dicom")
    if not volumes:
        told = tr("There is no label map, DICOM SEG or RTSTRUCT.")
        raise Stop(Exit.INPUT, MedViewError(told, tr("Name the file that holds the segmentation.")))
    one = only(volumes, tr("There are several label maps."))
    volume = work.run(tr("Loading"), Exit.INPUT, "files", "load", series=one.series)
    names, unreviewed = _notes(Path(path))
    return MeshSource(volume.geometry, names, mask=volume.path), unreviewed


def _of_layer(layer: Overlaid, onto: Series) -> tuple[MeshSource, bool]:
    assert onto.geometry is not None
    unreviewed = layer.unreviewed
    if isinstance(layer, LabelLayer):
        labels = tuple(MeshLabel(label.value, label.name, label.colour) for label in layer.labels)
        return MeshSource(onto.geometry, labels, mask=layer.path), unreviewed
    if not isinstance(layer, ShapeLayer):
        raise Stop(Exit.INPUT, MedViewError(tr("This object has no surfaces."), tr("Choose a SEG or an RTSTRUCT.")))
    bodies = [one for one in layer.shapes if one.kind is ShapeKind.POLYGON and one.image is None]
    numbers = {key: number for number, key in enumerate(dict.fromkeys((one.name, one.colour) for one in bodies), 1)}
    outlines = tuple(
        (numbers[one.name, one.colour], onto.geometry.to_index(one.points).astype("float32")) for one in bodies
    )
    labels = tuple(MeshLabel(number, name, colour) for (name, colour), number in numbers.items())
    return MeshSource(onto.geometry, labels, outlines=outlines), unreviewed


def _notes(path: Path) -> tuple[tuple[MeshLabel, ...], bool]:
    """What the JSON file beside a label map of ours says of its labels, and whether they are unreviewed."""
    stem = path.name.removesuffix(".gz").rpartition(".")[0]
    try:
        data: Any = json.loads(path.with_name(f"{stem}.json").read_text(encoding="utf-8"))
        labels = tuple(
            MeshLabel(int(one["value"]), str(one["name"]), tuple(int(part) for part in one["colour"]))  # type: ignore[arg-type]
            for one in data["labels"]
        )
        return labels, "UNREVIEWED" in str(data.get("status", "")).upper()
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return (), False


def _only(source: MeshSource, wanted: tuple[int, ...]) -> MeshSource:
    known = {label.value: label for label in source.labels}
    labels = tuple(known.get(value, MeshLabel(value, str(value), (222, 205, 178))) for value in wanted)
    return MeshSource(source.geometry, labels, source.mask, source.outlines)


def _document(written: tuple[WrittenMesh, ...], unreviewed: bool) -> dict[str, Any]:
    rows = [
        {
            "name": one.name,
            "file": one.file,
            "triangles": one.triangles,
            "volume_ml": one.volume_ml,
            "voxels_ml": one.voxels_ml,
        }
        for one in written
    ]
    return {"surfaces": rows, "coordinates": "LPS mm", "unreviewed": unreviewed}


def _shown(written: tuple[WrittenMesh, ...], unreviewed: bool) -> Group:
    table = Table(
        tr("Label"), tr("Triangles"), tr("Surface, mL"), tr("Voxels, mL"), tr("File"), box=None, pad_edge=False
    )
    for one in written:
        volumes = f"{one.volume_ml:.2f}", f"{one.voxels_ml:.2f}"
        table.add_row(Text(one.name), f"{one.triangles}", *volumes, Text(Path(one.file).name))
    told = [Text(tr("UNREVIEWED: nobody has reviewed this segmentation."), style="bold yellow")] if unreviewed else []
    last = Text(tr("Coordinates are LPS millimetres. Not a medical device. For research and education."))
    return Group(table, *told, last)
