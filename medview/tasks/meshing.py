"""Tasks of the files pool that write the surfaces of segmentations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.errors import MedViewError
from medview.core.mesh import MeshLabel, MeshSource, MeshWish, WrittenMesh
from medview.core.text import tr
from medview.imaging.colour_blind import OKABE_ITO
from medview.imaging.filling import filled
from medview.imaging.surfaces import Mesh, decimated, label_surfaces, region_surface
from medview.io.meshes import MeshPart, safe_stem, write_meshes
from medview.jobs.protocol import Context
from medview.tasks.interactive import mapped_labels

_MOST_LABEL, _MOST_LABELS = 65535, 1000


def export_surfaces(
    context: Context, sources: tuple[MeshSource, ...], path: str, wish: MeshWish
) -> tuple[WrittenMesh, ...]:
    """Write the surfaces of labels.

    Args:
        context: The job's.
        sources: Segmentations and which of their labels.
        path: The file; with a file for each label, the label's name goes before the suffix.
        wish: How.

    Raises:
        MedViewError: No label has voxels, or a map is gone.
        WriteError: They cannot be written.
    """
    found = [
        (label, mesh, voxels_ml) for source in sources for label, mesh, voxels_ml in _meshes(context, source, wish)
    ]
    if not found:
        raise MedViewError(tr("None of the chosen labels has voxels."), tr("Choose others."))
    parts = [MeshPart(label.name, label.colour, mesh.points_lps, mesh.triangles) for label, mesh, _ in found]
    files = _files(Path(path), [part.name for part in parts]) if wish.separate else [Path(path)] * len(parts)

    def tick(part: float) -> None:
        context.checkpoint(0.7 + 0.3 * part, tr("Writing surfaces"))

    if wish.separate:
        for part, file in zip(parts, files, strict=True):
            write_meshes([part], file, wish.format, wish.unreviewed, tick)
    else:
        write_meshes(parts, files[0], wish.format, wish.unreviewed, tick)
    return tuple(
        WrittenMesh(label.name, str(file), len(mesh.triangles), mesh.volume_ml, voxels_ml)
        for (label, mesh, voxels_ml), file in zip(found, files, strict=True)
    )


def _meshes(context: Context, source: MeshSource, wish: MeshWish) -> Iterator[tuple[MeshLabel, Mesh, float]]:
    def tick(part: float) -> None:
        context.checkpoint(0.7 * part, tr("Building surfaces"))

    tick(0.0)
    if source.mask:
        labels = _whole(mapped_labels(source.mask))
        known = {label.value: label for label in source.labels or _all_labels(labels)}
        for value, mesh in label_surfaces(labels, tuple(known), source.geometry, wish.smoothing, tick):
            tick(0.7)
            yield known[value], decimated(mesh, wish.fewer), _voxels_ml(labels, value, source)
        return
    for label in source.labels:
        tick(0.3)
        outlines = [points for group, points in source.outlines if group == label.value]
        inside = filled(outlines, source.geometry.shape)
        found = region_surface(inside, 1, source.geometry, wish.smoothing)
        if found is not None:
            yield label, decimated(found, wish.fewer), _voxels_ml(inside, 1, source)


def _whole(array: NDArray[Any]) -> NDArray[Any]:
    """A label map in whole numbers; formats without them store it as fractions.

    Raises:
        MedViewError: It holds values between them, or many more than labels.
    """
    if array.ndim == 3 and array.dtype.kind in "ui":
        return array
    values = np.rint(array) if array.ndim == 3 else None
    if values is None or not (values == array).all() or values.min() < 0 or values.max() > _MOST_LABEL:
        raise MedViewError(
            tr("This is no label map: labels are whole numbers from 0 to {most}.").format(most=_MOST_LABEL),
            tr("Choose a segmentation, not the images it was made of."),
        )
    whole: NDArray[np.uint16] = values.astype(np.uint16)
    return whole


def _all_labels(labels: NDArray[Any]) -> tuple[MeshLabel, ...]:
    """The labels of a map that has no names for them.

    Raises:
        MedViewError: There are more than a segmentation has.
    """
    values: set[int] = set()
    for plane in labels:
        values |= set(np.unique(plane).tolist())
        if len(values) > _MOST_LABELS:
            raise MedViewError(
                tr("The map holds more than {most} values: it looks like an image.").format(most=_MOST_LABELS),
                tr("Choose a segmentation, or name the labels you want."),
            )
    found = sorted(value for value in values if value > 0)
    return tuple(MeshLabel(value, str(value), OKABE_ITO[n % len(OKABE_ITO)]) for n, value in enumerate(found))


def _voxels_ml(labels: NDArray[Any], value: int, source: MeshSource) -> float:
    return float(sum(int(np.count_nonzero(plane == value)) for plane in labels)) * source.geometry.voxel_ml


def _files(path: Path, names: list[str]) -> list[Path]:
    """A file for each label, all different."""
    found: list[Path] = []
    for name in names:
        stem, number = f"{path.stem}-{safe_stem(name)}", 1
        file = path.with_name(f"{stem}{path.suffix}")
        while file in found:
            number += 1
            file = path.with_name(f"{stem}-{number}{path.suffix}")
        found.append(file)
    return found
