"""``medview convert``: every volume under a path as a research image."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.console import Group
from rich.table import Table
from rich.text import Text

from medview.cli.analyse import check_writable
from medview.cli.choosing import Chosen, scanned, with_uid
from medview.cli.desk import Desk, Work, stopping
from medview.cli.exits import Exit, Stop
from medview.core.kinds import kind_word
from medview.core.study import Kind, Series, corrected
from medview.core.text import tr
from medview.core.volume import StoredVolume
from medview.io.sidecar import told

Format = Literal["nifti", "nrrd", "mha"]

PathArgument = Annotated[str, typer.Argument(metavar="PATH", help="A folder, file, zip or tar with images.")]
OutOption = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the files; made if missing.")]
ToOption = Annotated[Format, typer.Option("--to", help="The format.")]
SeriesOption = Annotated[str | None, typer.Option("--series", metavar="UID", help="Only this series.")]
KeepOption = Annotated[bool, typer.Option("--keep-identity", help="Tell patient, study and UIDs in the JSON files.")]

LONGEST_NAME = 80
"""Characters of a description that go into a file's name."""

_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
"""Names that Windows keeps for itself."""

_ON = (Exit.INPUT, Exit.BUG, Exit.MEMORY)
"""What ends one series and not the others."""


@dataclass
class _Outcome:
    """What became of the series."""

    written: list[dict[str, Any]] = field(default_factory=list)
    left_out: list[dict[str, str]] = field(default_factory=list)

    def leave_out(self, series: Series, reason: str) -> None:
        self.left_out.append({"series_uid": series.uid, "description": series.description, "reason": reason})


def convert(
    context: typer.Context,
    path: PathArgument,
    out: OutOption,
    to: ToOption = "nifti",
    series: SeriesOption = None,
    keep_identity: KeepOption = False,
) -> None:
    """Write every volume as NIfTI (or NRRD, MetaImage) with its exact matrix and values, and a JSON file beside it.

    Several volumes on one grid (time, b-value, echo) are one file. Tilted and uneven stacks are resampled, and say so.
    The JSON file names no patient unless asked to. Descriptions are kept as they are: look at them before sharing.
    """
    desk: Desk = context.obj
    with stopping(Exit.WRITE):
        check_writable(out)
    outcome = _Outcome()
    with desk.work() as work:
        chosen = with_uid(scanned(work, (path,)), series)
        names = unique_names([one.series for one in chosen])
        for one, name in zip(chosen, names, strict=True):
            _convert(work, one, out / name, to, keep_identity, outcome)
    desk.output.result({"written": outcome.written, "left_out": outcome.left_out}, _shown(outcome))
    if outcome.left_out:
        raise typer.Exit(Exit.INCOMPLETE if outcome.written else Exit.INPUT)


def _convert(work: Work, chosen: Chosen, path: Path, to: Format, keep: bool, outcome: _Outcome) -> None:
    series = chosen.series
    resample = series.geometry is None and series.correction is not None
    if not resample and (series.kind is not Kind.VOLUME or series.geometry is None):
        outcome.leave_out(series, series.irregular or tr("It is no volume ({kind}).").format(kind=kind_word(series)))
        return
    title = series.description or series.uid
    try:
        volume = work.run(
            tr("Loading {name}").format(name=title), Exit.INPUT, "files", "load", series=series, resample=resample
        )
    except Stop as stop:
        if stop.code not in _ON:
            raise
        outcome.leave_out(series, str(stop.error))
        return
    series = corrected(series) if resample else series
    written = work.run(
        tr("Writing {name}").format(name=path.name),
        Exit.WRITE,
        "files",
        "convert",
        series=series,
        volume=volume,
        path=str(path),
        to=to,
        study=chosen.study if keep else None,
    )
    outcome.written.append(_document(series, volume, written, f"{path}.json"))


def _document(series: Series, volume: StoredVolume, file: str, notes: str) -> dict[str, Any]:
    return {
        "series_uid": series.uid,
        "description": series.description,
        "part": series.part,
        "file": file,
        "sidecar": notes,
        "shape": list(volume.geometry.shape),
        "dimensions": [{"name": one.name, "count": len(one.values)} for one in series.dimensions],
        "resampled": series.resampled,
        "notes": told(series, volume),
    }


def unique_names(series: list[Series]) -> list[str]:
    """A file name for each, from its number, description and part; safe on every system and all different."""
    taken: dict[str, int] = {}
    names = []
    for one in series:
        name = safe_name(one)
        count = taken[name.casefold()] = taken.get(name.casefold(), 0) + 1
        while count > 1 and f"{name}-{count}".casefold() in taken:
            count += 1
        if count > 1:
            name = f"{name}-{count}"
            taken[name.casefold()] = 1
        names.append(name)
    return names


def safe_name(series: Series) -> str:
    """Number, description and part, of letters, digits, dots and hyphens only."""
    number = "" if series.number is None else f"{series.number:03d}"
    described = series.description if series.source_format == "dicom" else _stem(series.description)
    parts = [number, described or series.modality, series.part]
    text = unicodedata.normalize("NFKC", "_".join(filter(None, parts)))
    name = re.sub(r"[^\w.-]+", "_", text)[:LONGEST_NAME].strip("._-")
    return f"_{name}" if not name or _RESERVED.match(name) else name


def _stem(name: str) -> str:
    """A file's name without the suffix of its format."""
    bare = re.sub(r"(\.nii|\.hdr|\.mgh|\.mnc|\.nrrd|\.nhdr|\.mh[ad]|\.mgz)?(\.gz)?( \(.*\))?$", "", name)
    return bare or name


def _shown(outcome: _Outcome) -> Group:
    table = Table(tr("File"), tr("Size"), tr("Told"), box=None, pad_edge=False)
    for one in outcome.written:
        sizes = [*(f"{dimension['count']} {dimension['name']}" for dimension in one["dimensions"])]
        size = ", ".join(["×".join(map(str, one["shape"])), *sizes])
        table.add_row(Text(Path(one["file"]).name), size, Text("\n".join(one["notes"])))
    left_out = [Text(f"{one['description'] or one['series_uid']}: {one['reason']}") for one in outcome.left_out]
    summary = tr("{written} series written, {left_out} left out.").format(
        written=len(outcome.written), left_out=len(outcome.left_out)
    )
    return Group(table, *left_out, Text(summary))
