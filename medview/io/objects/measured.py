"""The coordinates of a structured report as shapes on the images they were drawn on (PS3.3 C.18.6, C.18.9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from pydicom.dataset import Dataset

from medview.core.geometry import Float
from medview.core.overlay import Shape, ShapeKind
from medview.io.objects import content_items as item_
from medview.io.objects.reading import floats, references, text

MOST_SHAPES = 20_000
"""So many are drawn; a report with more is a list of cells, not something a person reads."""

MOST_DEPTH = 64
"""Reports nest this deep at most."""

_MOST_TEXTS = 4

_KINDS = {
    "POINT": ShapeKind.POINT,
    "MULTIPOINT": ShapeKind.POINT,
    "POLYLINE": ShapeKind.POLYLINE,
    "POLYGON": ShapeKind.POLYGON,
    "CIRCLE": ShapeKind.CIRCLE,
    "ELLIPSE": ShapeKind.ELLIPSE,
    "ELLIPSOID": ShapeKind.ELLIPSE,
}
_COUNTS = {ShapeKind.CIRCLE: 2, ShapeKind.ELLIPSE: 4}
"""How many points these are made of; an ellipsoid is drawn in the plane of its first two axes."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """A shape, and the frame of reference its LPS points hold in; empty for one on an image."""

    shape: Shape
    frame_of_reference: str = ""


def drawn(root: Dataset) -> list[Drawn]:
    """All coordinates of a report, each with what was measured there."""
    found: list[Drawn] = []
    for one, parent, group in _coordinates(root):
        found += _shapes(root, one, parent, group)
        if len(found) >= MOST_SHAPES:
            break
    return found[:MOST_SHAPES]


def _coordinates(root: Dataset) -> Iterator[tuple[Dataset, Dataset, Dataset]]:
    """(coordinates, the item above them, the container they are in); references by place are followed."""
    stack = [(child, root, root, 0) for child in item_.children(root)]
    while stack:
        one, parent, group, depth = stack.pop()
        if not text(one, "ValueType"):
            one = item_.target(root, one) or one
            if item_.is_kind(one, "SCOORD", "SCOORD3D") and item_.is_kind(parent, "NUM"):
                yield one, parent, group
            continue
        if item_.is_kind(one, "SCOORD", "SCOORD3D"):
            yield one, parent, group
        if depth < MOST_DEPTH:
            inner = one if item_.is_kind(one, "CONTAINER") else group
            stack += [(child, one, inner, depth + 1) for child in reversed(item_.children(one))]


def _shapes(root: Dataset, one: Dataset, parent: Dataset, group: Dataset) -> list[Drawn]:
    name, words = _said(one, parent, group)
    made = _points(one)
    if item_.is_kind(one, "SCOORD3D"):
        frame = text(one, "ReferencedFrameOfReferenceUID")
        return [Drawn(Shape(kind, points, name, words), frame) for kind, points in made]
    images = _images(root, one)
    return [Drawn(Shape(kind, points, name, words, image=image)) for image in images for kind, points in made]


def _images(root: Dataset, one: Dataset) -> list[tuple[str, int]]:
    sources = [child if text(child, "ValueType") else item_.target(root, child) for child in item_.children(one)]
    found = [pair for source in sources if source is not None for pair in references(source, "ReferencedSOPSequence")]
    return [(uid, frame) for uid, frames in found for frame in frames or (0,)]


def _points(one: Dataset) -> list[tuple[ShapeKind, Float]]:
    """What the graphic data draw; nothing where they are damaged."""
    sides = 3 if item_.is_kind(one, "SCOORD3D") else 2
    numbers = floats(one, "GraphicData")
    points = numbers[: len(numbers) // sides * sides].reshape(-1, sides)
    kind = _KINDS.get(text(one, "GraphicType").upper(), ShapeKind.POLYLINE)
    if not len(points) or not np.isfinite(points).all():
        return []
    if kind is ShapeKind.POINT:
        return [(kind, point[None]) for point in points]
    if kind is ShapeKind.POLYLINE and len(points) > 3 and np.array_equal(points[0], points[-1]):
        return [(ShapeKind.POLYGON, points[:-1])]
    if len(points) < _COUNTS.get(kind, 1):
        return [(ShapeKind.POLYLINE, points)]
    return [(kind, points[: _COUNTS.get(kind, len(points))])]


def _said(one: Dataset, parent: Dataset, group: Dataset) -> tuple[str, str]:
    """Name and text: the number measured there, or all numbers of the group that have no coordinates of their own."""
    name = _named(group) or item_.name(one)
    if item_.is_kind(parent, "NUM"):
        return name, f"{item_.name(parent)}: {item_.measured(parent)}"
    if item_.is_kind(parent, "CODE", "TEXT") and not _named(group):
        name = item_.value(parent) or name
    numbers = [child for child in item_.children(group) if item_.is_kind(child, "NUM") and not _has_own(child)]
    words = [f"{item_.name(child)}: {item_.measured(child)}" for child in numbers[:_MOST_TEXTS]]
    return name, "\n".join([*words, *["…"] * (len(numbers) > _MOST_TEXTS)])


def _has_own(number: Dataset) -> bool:
    return any(
        item_.is_kind(child, "SCOORD", "SCOORD3D") or not text(child, "ValueType") for child in item_.children(number)
    )


def _named(group: Dataset) -> str:
    for code in (item_.TRACKING_IDENTIFIER, item_.FINDING):
        found = next((child for child in item_.children(group) if item_.has_name(child, code)), None)
        if found is not None:
            return item_.value(found)
    return ""
