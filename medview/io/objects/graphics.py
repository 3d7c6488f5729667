"""Graphics and texts of presentation states on the images they annotate (PS3.3 C.10.5, C.10.7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from pydicom.dataset import Dataset

from medview.core.geometry import Float
from medview.core.overlay import Colour, Presented, Shape, ShapeKind
from medview.core.text import tr
from medview.io.objects.reading import floats, integer, items, references, text, vector
from medview.io.objects.segments import srgb

ImageKey = tuple[str, int]

DEFAULT_COLOUR: Colour = (255, 220, 0)

_KINDS = {
    "POINT": ShapeKind.POINT,
    "POLYLINE": ShapeKind.POLYLINE,
    "INTERPOLATED": ShapeKind.POLYLINE,
    "CIRCLE": ShapeKind.CIRCLE,
    "ELLIPSE": ShapeKind.ELLIPSE,
}
_COUNTS = {ShapeKind.CIRCLE: 2, ShapeKind.ELLIPSE: 4}
_SPLINE_STEPS = 8


@dataclass(frozen=True)
class Area:
    """The displayed part of an image, in which DISPLAY units go from 0 to 1.

    Args:
        low: (column, row) of its first corner in the stored image, (0, 0) the outer corner of the first pixel.
        high: (column, row) of its last corner.
        rotation: Degrees clockwise it is turned for display.
        flipped: Mirrored left to right after that.
    """

    low: tuple[float, float]
    high: tuple[float, float]
    rotation: int
    flipped: bool

    @classmethod
    def of(cls, one: Presented) -> Area | None:
        """That of a presented image, or None where it is not stated."""
        if one.area is None:
            return None
        left, top, right, bottom = one.area
        return cls((left, top), (right + 1, bottom + 1), one.rotation, one.flipped)

    def to_image(self, display: Float) -> Float:
        """Take (n, 2) fractions (across, down) of the display to (column, row) of the stored image."""
        part = display.copy()
        if self.flipped:
            part[:, 0] = 1 - part[:, 0]
        for _ in range(self.rotation // 90):  # each turn clockwise is undone by one the other way
            part = np.stack([part[:, 1], 1 - part[:, 0]], axis=1)
        low, high = np.array(self.low), np.array(self.high)
        return np.asarray(low + part * (high - low))


Areas = Mapping[ImageKey, Area | None]


def shapes_of(dataset: Dataset, areas: Areas) -> tuple[tuple[Shape, ...], list[str]]:
    """All graphics and texts on the presented images, and what could not be drawn.

    Args:
        dataset: The presentation state.
        areas: The presented images, each with its displayed area.
    """
    layers = {text(one, "GraphicLayer"): one for one in items(dataset, "GraphicLayerSequence")}
    shapes: list[Shape] = []
    unplaced = 0
    annotations = items(dataset, "GraphicAnnotationSequence")
    annotations.sort(key=lambda one: integer(layers.get(text(one, "GraphicLayer"), Dataset()), "GraphicLayerOrder"))
    for one in annotations:
        layer = layers.get(text(one, "GraphicLayer"), Dataset())
        named = references(one, "ReferencedImageSequence")
        keys = [(uid, frame) for uid, frames in named for frame in frames or (-1,)] if named else list(areas)
        for key in keys:
            area = areas.get(key, areas.get((key[0], -1)))
            if key not in areas and (key[0], -1) not in areas and not any(uid == key[0] for uid, _ in areas):
                continue
            made, lost = _annotation(one, _colour(layer), text(layer, "GraphicLayer"), key, area)
            shapes += made
            unplaced += lost
    told = tr("{count} annotations are placed on a display whose area is not stated; they are left out.")
    return tuple(shapes), [told.format(count=unplaced)] if unplaced else []


def _annotation(
    one: Dataset, colour: Colour, layer: str, image: ImageKey, area: Area | None
) -> tuple[list[Shape], int]:
    made = [_graphic(graphic, area) for graphic in items(one, "GraphicObjectSequence")]
    made += [part for words in items(one, "TextObjectSequence") for part in _text(words, area)]
    shapes = [Shape(kind, points, layer, words, colour, image) for kind, points, words in made if points is not None]
    return shapes, len(made) - len(shapes)


_Made = tuple[ShapeKind, Float | None, str]


def _graphic(one: Dataset, area: Area | None) -> _Made:
    kind = _KINDS.get(text(one, "GraphicType").upper(), ShapeKind.POLYLINE)
    numbers = floats(one, "GraphicData")
    points = _placed(numbers[: len(numbers) // 2 * 2].reshape(-1, 2), text(one, "GraphicAnnotationUnits"), area)
    if points is None:
        return kind, None, ""
    if text(one, "GraphicType").upper() == "INTERPOLATED":
        points = _spline(points)
    if kind is ShapeKind.POLYLINE and len(points) > 3 and np.array_equal(points[0], points[-1]):
        return ShapeKind.POLYGON, points[:-1], ""
    if len(points) < _COUNTS.get(kind, 1):
        return ShapeKind.POLYLINE, points, ""
    return kind, points[: _COUNTS.get(kind, len(points))], ""


def _text(one: Dataset, area: Area | None) -> list[_Made]:
    """A text at its anchor or in its box, and the line from the box to what it is about."""
    words = text(one, "UnformattedTextValue").replace("\r\n", "\n").replace("\r", "\n")
    corner, end = vector(one, "BoundingBoxTopLeftHandCorner", 2), vector(one, "BoundingBoxBottomRightHandCorner", 2)
    anchor = vector(one, "AnchorPoint", 2)
    box_units, units = text(one, "BoundingBoxAnnotationUnits"), text(one, "AnchorPointAnnotationUnits")
    box = _placed(np.array([corner]), box_units, area) if corner is not None else None
    point = _placed(np.array([anchor]), units, area) if anchor is not None else None
    if box is None:
        return [(ShapeKind.TEXT, point, words)]
    made: list[_Made] = [(ShapeKind.TEXT, box, words)]
    if point is not None and text(one, "AnchorPointVisibility").upper() == "Y":
        corners = [one for one in (corner, end) if one is not None]
        middle = _placed(np.array([np.mean(corners, axis=0)]), box_units, area)
        made.append((ShapeKind.POLYLINE, np.concatenate([box if middle is None else middle, point]), ""))
    return made


def _placed(points: Float, units: str, area: Area | None) -> Float | None:
    """(n, 2) (column, row) of the image; None where they are damaged or need an area that is not stated.

    PIXEL units begin with 0 at the outer corner of the first pixel, as shapes do (PS3.3 C.10.5.1.2).
    """
    if not len(points) or not np.isfinite(points).all():
        return None
    if units.upper() != "DISPLAY":
        return points
    return area.to_image(points) if area is not None else None


def _spline(points: Float) -> Float:
    """A smooth curve through the points (Catmull-Rom), as INTERPOLATED asks for."""
    if len(points) < 3:
        return points
    padded = np.concatenate([points[:1], points, points[-1:]])
    t = np.linspace(0, 1, _SPLINE_STEPS, endpoint=False)[:, None]
    parts = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        parts.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return np.concatenate([*parts, points[-1:]])


def _colour(layer: Dataset) -> Colour:
    lab = vector(layer, "GraphicLayerRecommendedDisplayCIELabValue", 3)
    if lab is not None:
        return srgb(lab)
    grey = floats(layer, "GraphicLayerRecommendedDisplayGrayscaleValue")
    if len(grey):
        shade = int(np.clip(grey[0] / 257, 0, 255))
        return shade, shade, shade
    return DEFAULT_COLOUR
