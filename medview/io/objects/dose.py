"""RT Dose as a map in gray on the images of its frame of reference (PS3.3 C.8.8.3)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from medview.core.content import Node, Tree
from medview.core.errors import ReadError
from medview.core.geometry import Float, Geometry
from medview.core.overlay import FieldLayer
from medview.core.study import Series
from medview.core.text import tr
from medview.io.objects.layers import check_in_memory, new_layer, resample
from medview.io.objects.reading import Source, floats, integer, items, number, text, vector
from medview.io.objects.target import check_frame_of_reference, check_patient, referred_images, target_of
from medview.io.pixels import frames as pixels_of

SHOWN_FROM = 0.1
"""Below this part of the largest dose nothing is drawn."""

_UNITS = {"GY": "Gy", "RELATIVE": ""}
"""Dose Units to UCUM; relative ones have none."""

MOST_PLANES = 10_000
"""An uneven dose is brought to at most so many planes."""

_EVEN_MM = 1e-3
_UPRIGHT = 0.999


@dataclass(frozen=True, eq=False)
class Grid:
    """A dose grid, its planes evenly spaced.

    Args:
        geometry: Where it is.
        planes: (k,) which of the stored planes, between two of them where not whole, lies on each of its slices.
    """

    geometry: Geometry
    planes: Float


def overlaid(source: Source, onto: Series) -> FieldLayer:
    """Bring the dose onto the grid of a series, between its points trilinearly; NaN outside.

    Raises:
        ReadError: It belongs to another patient or place, or its grid is not stated.
    """
    dataset = source.dataset
    check_patient(dataset, onto)
    target = target_of(onto)
    told = check_frame_of_reference({text(dataset, "FrameOfReferenceUID")} - {""}, target, referred_images(dataset))
    if target.geometry is None:
        raise ReadError(
            tr("A dose is laid over volumes; these images are single pictures."), tr("Open the planning CT.")
        )
    grid = grid_of(dataset)
    dose = doses(source, grid)
    path = source.folder / "overlaid.npy"
    into = new_layer(path, target.geometry.shape, np.float32)
    resample(dose, grid.geometry, into, target.geometry, order=1, outside=np.nan, checkpoint=source.checkpoint)
    highest = float(dose.max())
    kinds = [f"{name}: {value}." for name, value in _kinds(dataset)]
    note = " ".join(part for part in (told, *kinds, _maximum(highest, dataset)) if part)
    return FieldLayer(source.uid, source.title, str(path), _unit(dataset), SHOWN_FROM * highest, highest, note)


def grid_of(dataset: Dataset) -> Grid:
    """Where the dose points are; planes that lie unevenly are brought to the smallest of their distances.

    Raises:
        ReadError: That is not stated.
    """
    position, orientation = vector(dataset, "ImagePositionPatient", 3), vector(dataset, "ImageOrientationPatient", 6)
    spacing = vector(dataset, "PixelSpacing", 2)
    if position is None or orientation is None or spacing is None:
        raise ReadError(tr("The dose does not say where its grid lies."), tr("Export it again as a dose grid."))
    right, down = orientation[:3], orientation[3:]
    normal = np.cross(right, down)
    along = offsets(dataset, position, normal)
    order = np.argsort(along)
    even, step = _even(along[order], number(dataset, "SliceThickness", 0.0))
    affine = np.eye(4)
    affine[:3, 0], affine[:3, 1], affine[:3, 2] = normal * step, down * spacing[0], right * spacing[1]
    affine[:3, 3] = position + normal * even[0]
    geometry = Geometry((len(even), integer(dataset, "Rows"), integer(dataset, "Columns")), affine)
    return Grid(geometry, np.interp(even, along[order], order.astype(np.float64)) if len(along) > 1 else np.zeros(1))


def offsets(dataset: Dataset, position: Float, normal: Float) -> Float:
    """(k,) place of each plane along the normal, mm from the first (PS3.3 C.8.8.3.2).

    Grid Frame Offset Vector begins with 0 and holds distances from the first plane, or begins with the z of Image
    Position and holds the z of each plane.
    """
    count = max(1, integer(dataset, "NumberOfFrames", 1))
    stated = floats(dataset, "GridFrameOffsetVector")[:count]
    if len(stated) < count or not np.isfinite(stated).all():
        if count == 1:
            return np.zeros(1)
        raise ReadError(
            tr("The dose states the place of {stated} of its {count} planes.").format(stated=len(stated), count=count),
            tr("Export it again with a Grid Frame Offset Vector."),
        )
    absolute = stated[0] != 0 and abs(stated[0] - position[2]) < abs(stated[0])
    along = (stated - position[2]) * normal[2] if absolute and abs(normal[2]) > _UPRIGHT else stated - stated[0]
    if len(np.unique(along)) < count:
        raise ReadError(tr("Several planes of the dose lie at one place."), tr("Export it again."))
    return np.asarray(along)


def _even(along: Float, thickness: float) -> tuple[Float, float]:
    if len(along) == 1:
        return along, thickness if thickness > 0 else 1.0
    gaps = np.diff(along)
    step = float(gaps.mean() if np.ptp(gaps) < _EVEN_MM else gaps.min())
    count = round((along[-1] - along[0]) / step) if np.ptp(gaps) < _EVEN_MM else int((along[-1] - along[0]) / step)
    return along[0] + step * np.arange(min(count, MOST_PLANES - 1) + 1), step


def doses(source: Source, grid: Grid) -> NDArray[np.float32]:
    """(k, j, i) dose on its own grid, in its unit.

    Raises:
        ReadError: The pixels cannot be decoded.
    """
    stored = pixels_of(source.path)
    scaling = np.float32(number(source.dataset, "DoseGridScaling", 1.0))
    check_in_memory(grid.geometry.shape)
    values = np.empty(grid.geometry.shape, np.float32)
    for number_, plane in enumerate(grid.planes):
        source.checkpoint(number_ / len(values), tr("Reading the dose"))
        below = int(np.floor(plane))
        values[number_] = stored.stored(below)
        if plane > below:
            part = np.float32(plane - below)
            values[number_] += part * (stored.stored(below + 1).astype(np.float32) - values[number_])
    values *= scaling
    return values


def _unit(dataset: Dataset) -> str:
    return _UNITS.get(text(dataset, "DoseUnits").upper(), text(dataset, "DoseUnits"))


def _maximum(highest: float, dataset: Dataset) -> str:
    return tr("Maximum {dose}.").format(dose=f"{highest:.4g} {_unit(dataset)}".rstrip())


def _kinds(dataset: Dataset) -> tuple[tuple[str, str], ...]:
    named = ((tr("Type"), "DoseType"), (tr("Sum of"), "DoseSummationType"), (tr("Comment"), "DoseComment"))
    found = [(name, text(dataset, keyword)) for name, keyword in named]
    relative = text(dataset, "DoseUnits").upper() == "RELATIVE"
    warned = [(tr("Unit"), tr("relative to the prescription, not gray"))] if relative else []
    return tuple((name, value) for name, value in (*found, *warned) if value)


def content(source: Source) -> Tree:
    """A dose without its images: its kind, grid, maximum and histograms."""
    dataset = source.dataset
    lines = [Node(name, value) for name, value in _kinds(dataset)]
    if integer(dataset, "Rows"):
        grid = grid_of(dataset)
        sides = " × ".join(f"{side:.3g}" for side in grid.geometry.spacing_mm)
        lines.append(Node(tr("Grid"), f"{' × '.join(map(str, grid.geometry.shape))}, {sides} mm"))
        lines.append(Node(tr("Maximum"), f"{float(doses(source, grid).max()):.4g} {_unit(dataset)}".rstrip()))
    histograms = tuple(_histogram(one) for one in items(dataset, "DVHSequence"))
    if histograms:
        lines.append(Node(tr("Dose-volume histograms"), str(len(histograms)), children=histograms))
    return Tree(source.title, Node(source.title, children=tuple(lines)))


def _histogram(one: Dataset) -> Node:
    unit = _unit(one)
    regions = [text(region, "ReferencedROINumber") for region in items(one, "DVHReferencedROISequence")]
    named = ((tr("Minimum"), "DVHMinimumDose"), (tr("Mean"), "DVHMeanDose"), (tr("Maximum"), "DVHMaximumDose"))
    children = tuple(Node(name, f"{text(one, keyword)} {unit}") for name, keyword in named if text(one, keyword))
    return Node(
        tr("Region {number}").format(number=", ".join(regions)), text(one, "DVHType").capitalize(), "", children
    )
