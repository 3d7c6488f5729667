"""Microscopy Bulk Simple Annotations: groups of points and outlines on slides (PS3.3 A.87, C.37.1)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from medview.core.content import Node, Tree
from medview.core.errors import ReadError
from medview.core.geometry import Float
from medview.core.overlay import Colour, Shape, ShapeKind, ShapeLayer
from medview.core.study import Kind, Series
from medview.core.text import tr
from medview.io.objects import content_items
from medview.io.objects.reading import (
    Source,
    array,
    code,
    integer,
    is_big_endian,
    item,
    items,
    meaning,
    number,
    raw_bytes,
    references,
    text,
    tip,
    vector,
)  # fmt: skip
from medview.io.objects.segments import spread_colour, srgb
from medview.io.objects.slide import is_tiled, matrix_size, tile_starts
from medview.io.objects.target import check_patient
from medview.io.pixels import open_object
from medview.io.slide import layout

MOST_SHAPES = 50_000
"""So many outlines are drawn; slides hold millions of cells, whose outlines melt into one another."""

_KINDS = {
    "POINT": (ShapeKind.POINT, 1),
    "ELLIPSE": (ShapeKind.ELLIPSE, 4),
    "RECTANGLE": (ShapeKind.POLYGON, 4),
    "POLYLINE": (ShapeKind.POLYLINE, 0),
    "POLYGON": (ShapeKind.POLYGON, 0),
}
"""Graphic Type to what is drawn, and how many points make one; 0 where Long Primitive Point Index List says so."""


@dataclass(frozen=True, eq=False)
class Group:
    """One annotation group.

    Args:
        label: Annotation Group Label.
        lines: What else is said of it.
        colour: sRGB.
        kind: How its points are meant.
        points: (n, 2) column and row, or (n, 3) mm in the slide's coordinates.
        starts: (m,) the first point of each annotation.
        count: Number of Annotations, as stated.
    """

    label: str
    lines: tuple[Node, ...]
    colour: Colour
    kind: ShapeKind
    points: Float
    starts: NDArray[np.int64]
    count: int

    def shapes(self, image: tuple[str, int], most: int) -> list[Shape]:
        """At most so many of its annotations; points all in one shape."""
        if self.kind is ShapeKind.POINT:
            return [Shape(self.kind, self.points[:, :2], self.label, colour=self.colour, image=image)]
        ends = np.append(self.starts[1:], len(self.points))
        pairs = list(zip(self.starts, ends, strict=True))[:most]
        return [
            Shape(self.kind, self.points[start:end, :2], self.label, colour=self.colour, image=image)
            for start, end in pairs
            if end > start
        ]


def overlaid(source: Source, onto: Series) -> ShapeLayer:
    """The annotations, on the slide they were made on.

    Raises:
        ReadError: It belongs to another patient or slide.
    """
    dataset = source.dataset
    check_patient(dataset, onto)
    own = {one.sop_instance_uid: one.path for one in onto.instances}
    named = next(((uid, frames) for uid, frames in _images(dataset) if uid in own), None)
    if named is None:
        raise ReadError(tr("The annotations were made on another slide."), tr("Open the slide they name."))
    slide = open_object(own[named[0]]).dataset
    image, scale, shift = _picture(onto, named[0], slide)
    if text(dataset, "PixelOriginInterpretation").upper() == "FRAME" and named[1]:
        shift = shift + scale * tile_starts(slide, named[1][0] + 1)[named[1][0], ::-1]
    notes: list[str] = []
    shapes: list[Shape] = []
    for group in groups_of(dataset):
        placed = group if group.points.shape[1] == 2 else _on_matrix(group, slide)
        if placed is None:
            notes.append(tr("{label} has no place on the slide's pixels.").format(label=group.label))
            continue
        placed = replace(placed, points=placed.points * scale + shift)
        shapes += placed.shapes(image, max(0, MOST_SHAPES - len(shapes)))
        if group.count and group.count > len(group.starts):
            told = tr("{label}: {found} of {count} annotations can be read.")
            notes.append(told.format(label=group.label, found=len(group.starts), count=group.count))
    if len(shapes) >= MOST_SHAPES:
        notes.append(tr("Only the first {count} annotations are drawn.").format(count=MOST_SHAPES))
    return ShapeLayer(source.uid, source.title, tuple(shapes), " ".join(notes))


def _picture(onto: Series, uid: str, slide: Dataset) -> tuple[tuple[str, int], Float, Float]:
    """The picture that shows an image of a slide; scale and shift of (column, row) from its matrix to the picture."""
    tissue = [one for one in layout(onto) if one.tissue] if onto.kind is Kind.SLIDE else []
    if not tissue:
        return (uid, 0), np.ones(2), np.zeros(2)
    one = next((one for one in tissue if one.uid == uid), tissue[0])
    matrix = np.array(matrix_size(slide) if is_tiled(slide) else one.matrix, np.float64)
    return (one.uid, 0), (np.array(one.size) / matrix)[::-1], np.array(one.start, np.float64)[::-1]


def _images(dataset: Dataset) -> list[tuple[str, tuple[int, ...]]]:
    found = references(dataset, "ReferencedImageSequence")
    for series in items(dataset, "ReferencedSeriesSequence"):
        found += references(series, "ReferencedInstanceSequence")
    return found


def groups_of(dataset: Dataset) -> list[Group]:
    """All groups."""
    flat = text(dataset, "AnnotationCoordinateType").upper() != "3D"
    return [_group(one, flat, is_big_endian(dataset)) for one in items(dataset, "AnnotationGroupSequence")]


def _group(one: Dataset, flat: bool, big_endian: bool) -> Group:
    kind, size = _KINDS.get(text(one, "GraphicType").upper(), (ShapeKind.POLYLINE, 0))
    points = _points(one, flat, big_endian)
    starts = np.arange(0, len(points), size) if size else _starts(one, points, big_endian)
    group = integer(one, "AnnotationGroupNumber")
    lab = vector(one, "RecommendedDisplayCIELabValue", 3)
    label = text(one, "AnnotationGroupLabel") or tr("Group {number}").format(number=group)
    colour = srgb(lab) if lab is not None else spread_colour(group)
    return Group(label, _lines(one), colour, kind, points, starts.astype(np.int64), integer(one, "NumberOfAnnotations"))


def _points(one: Dataset, flat: bool, big_endian: bool) -> Float:
    raw = raw_bytes(one, "PointCoordinatesData")
    numbers = array(raw, "f4", big_endian=big_endian)
    if not raw:
        numbers = array(raw_bytes(one, "DoublePointCoordinatesData"), "f8", big_endian=big_endian)
    common = number(one, "CommonZCoordinateValue", np.nan)
    sides = 2 if flat or np.isfinite(common) else 3
    points = numbers[: len(numbers) // sides * sides].reshape(-1, sides).astype(np.float64)
    if not flat and sides == 2:
        points = np.hstack([points, np.full((len(points), 1), common)])
    return np.asarray(points)


def _starts(one: Dataset, points: Float, big_endian: bool) -> NDArray[np.int64]:
    """Long Primitive Point Index List counts coordinates from 1 (PS3.3 C.37.1.1.4)."""
    indices = array(raw_bytes(one, "LongPrimitivePointIndexList"), "u4", big_endian=big_endian).astype(np.int64)
    sides = 2 if points.shape[1] == 2 or np.isfinite(number(one, "CommonZCoordinateValue", np.nan)) else 3
    starts = (indices - 1) // sides
    inside = starts[(starts >= 0) & (starts < len(points))]
    return inside if len(inside) else np.zeros(min(len(points), 1), np.int64)


def _on_matrix(group: Group, dataset: Dataset) -> Group | None:
    """Points in the slide's millimetres taken to columns and rows of the image's total pixel matrix (C.8.12.4.1)."""
    origin = item(dataset, "TotalPixelMatrixOriginSequence")
    x, y = (number(origin, f"{axis}OffsetInSlideCoordinateSystem", np.nan) for axis in "XY")
    directions = vector(dataset, "ImageOrientationSlide", 6)
    spacing = vector(item(dataset, "SharedFunctionalGroupsSequence", "PixelMeasuresSequence"), "PixelSpacing", 2)
    if directions is None or spacing is None or not np.isfinite([x, y]).all() or spacing.min() <= 0:
        return None
    moved = group.points[:, :2] - [x, y]
    column, row = moved @ directions[:2] / spacing[1], moved @ directions[3:5] / spacing[0]
    points = np.stack([column, row], axis=1) + 0.5  # the origin is the centre of the first pixel
    return replace(group, points=points)


def _lines(one: Dataset) -> tuple[Node, ...]:
    named = (
        (tr("Category"), "AnnotationPropertyCategoryCodeSequence"),
        (tr("Type"), "AnnotationPropertyTypeCodeSequence"),
    )
    coded = [Node(name, meaning(one, keyword), tip(code(one, keyword))) for name, keyword in named]
    algorithm = text(item(one, "AnnotationGroupAlgorithmIdentificationSequence"), "AlgorithmName")
    drawn_by = ", ".join(part for part in (text(one, "AnnotationGroupGenerationType"), algorithm) if part)
    plain = (
        Node(tr("Drawn as"), text(one, "GraphicType").lower()),
        Node(tr("Drawn by"), drawn_by),
        Node(tr("Description"), text(one, "AnnotationGroupDescription")),
    )
    measured = [_measured(line) for line in items(one, "MeasurementsSequence")]
    return tuple(line for line in (*coded, *plain, *measured) if line.value)


def _measured(line: Dataset) -> Node:
    """One kind of measurement, over all annotations of a group."""
    values = array(raw_bytes(item(line, "MeasurementValuesSequence"), "FloatingPointValues"), "f4")
    finite = values[np.isfinite(values)]
    shown = f"{finite.min():.4g} … {finite.max():.4g} {content_items.unit(line)}".rstrip() if len(finite) else ""
    return Node(meaning(line, "ConceptNameCodeSequence") or tr("Measured"), shown)


def content(source: Source) -> Tree:
    """The groups, line by line."""
    groups = groups_of(source.dataset)
    lines = [Node(group.label, str(group.count or len(group.starts)), children=group.lines) for group in groups]
    images = tuple(dict.fromkeys(uid for uid, _ in _images(source.dataset)))
    notes = () if groups else (tr("It has no annotation."),)
    return Tree(source.title, Node(source.title, children=tuple(lines), images=images), notes=notes)
