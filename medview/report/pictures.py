"""Key pictures of a segmentation: an overview, and each side in detail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from medview.core.card import Label
from medview.core.finding import Analysis, Region
from medview.core.geometry import Geometry
from medview.core.text import tr
from medview.core.volume import Volume, Window
from medview.imaging.cut import Cut, Point, through
from medview.imaging.picture import Overlay, Scene, full_field_mm, side_by_side
from medview.imaging.reslice import PLANES
from medview.imaging.windowing import fitting_window
from medview.io.atomic import writing_errors
from medview.report.report import KeyPicture, Legend

PANEL_PIXELS = 480
"""Side of one slice: at a third of an A4 text width this is 200 dots per inch."""
DETAIL_MARGIN_MM = 12.0
"""Surroundings shown around a region: enough to judge its border by its neighbours."""
DETAIL_FIELD_MM = 50.0
"""The smallest detail, so that small regions are not blown up beyond the scanner's resolution."""
_WORTH_AN_OVERVIEW = 1.5
"""An input hardly larger than the detail needs no overview."""


@dataclass(frozen=True)
class _Detail:
    """One row of pictures: labels of one side, both sides at one scale so that they can be compared."""

    name: str
    centre_lps: Point
    field_mm: float


def key_pictures(
    volume: Volume,
    window: Window | None,
    analysis: Analysis,
    shown: frozenset[int],
    unreviewed: bool,
    folder: Path,
    inverted: bool = False,
) -> tuple[KeyPicture, ...]:
    """Render the key pictures of an analysis.

    Args:
        volume: The source's grey values.
        window: How they are shown; None takes a range from the values, as one does that hides nearly all of them.
        analysis: With findings on one label map of the volume's grid.
        shown: Label values that may be drawn.
        unreviewed: Whether each picture says so.
        folder: Where the PNG files go.
        inverted: Low values are meant to be white (MONOCHROME1).

    Raises:
        WriteError: A file cannot be written.
    """
    masks = {finding.where.mask for finding in analysis.findings if isinstance(finding.where, Region)}
    labels = tuple(label for label in analysis.labels if label.value in shown)
    if not masks or not labels:
        return ()
    array = np.load(sorted(masks)[0], mmap_mode="r", allow_pickle=False)
    chosen = fitting_window(volume.array, window) or window
    assert chosen is not None
    scene = Scene(volume, chosen, Overlay(array, labels), unreviewed, inverted)
    return tuple(_saved(folder, *row) for row in _rows(scene))


def legend(analysis: Analysis, shown: frozenset[int]) -> Legend:
    """Name and colour of each label drawn."""
    return tuple((label.name, label.colour) for label in analysis.labels if label.value in shown)


def _rows(scene: Scene) -> Iterator[tuple[str, str, Image.Image]]:
    details = _details(scene)
    if not details:
        return
    whole_mm = full_field_mm(scene.volume.geometry)
    if whole_mm > _WORTH_AN_OVERVIEW * details[0].field_mm:
        frames = tuple((detail.centre_lps, detail.field_mm) for detail in details)
        caption = tr("Overview, reformatted along the patient's axes; the frames show where the details lie.")
        yield "overview", caption, side_by_side(replace(scene, frames=frames), _overview(scene, details, whole_mm))
    for number, detail in enumerate(details, start=1):
        caption = tr("{name}: slices through the region's centre, {mm:.0f} mm wide, reformatted.").format(
            name=detail.name, mm=detail.field_mm
        )
        cuts = tuple(Cut(plane, detail.centre_lps, detail.field_mm, PANEL_PIXELS) for plane in PLANES)
        yield f"detail-{number}", caption, side_by_side(scene, cuts)


def _overview(scene: Scene, details: list[_Detail], field_mm: float) -> tuple[Cut, ...]:
    """The whole field; the sagittal slice goes through the first side, as the midline holds neither."""
    middle = _point(scene.volume.geometry.centre_lps)
    both = _point(np.mean([detail.centre_lps for detail in details], axis=0))
    places = zip(PLANES, (both, both, details[0].centre_lps), strict=True)
    return tuple(Cut(plane, through(plane, place, middle), field_mm, PANEL_PIXELS) for plane, place in places)


def _details(scene: Scene) -> list[_Detail]:
    sides: dict[str, list[Label]] = {}
    for label in scene.overlay.labels:
        sides.setdefault(label.laterality.meaning if label.laterality else tr("Side not stated"), []).append(label)
    found = (_detail(name, labels, scene.overlay.array, scene.volume.geometry) for name, labels in sides.items())
    details = [detail for detail in found if detail is not None]
    widest = max((detail.field_mm for detail in details), default=0.0)
    return [replace(detail, field_mm=widest) for detail in details]


def _detail(name: str, labels: list[Label], array: NDArray[Any], geometry: Geometry) -> _Detail | None:
    index = np.argwhere(np.isin(array, [label.value for label in labels]))
    if not len(index):
        return None
    points = geometry.to_lps(index)
    field_mm = max(float(np.ptp(points, axis=0).max()) + 2 * DETAIL_MARGIN_MM, DETAIL_FIELD_MM)
    return _Detail(name, _point(points.mean(axis=0)), field_mm)


def _point(values: Any) -> Point:
    x, y, z = (float(value) for value in values)
    return (x, y, z)


def _saved(folder: Path, name: str, caption: str, image: Image.Image) -> KeyPicture:
    path = folder / f"key-picture-{name}.png"
    with writing_errors(path):
        image.save(path)
    return KeyPicture(str(path), caption)
