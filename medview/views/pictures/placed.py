"""Where the shapes of derived objects lie in an open volume: in voxels, sorted by slice once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from medview.core.geometry import Float, Geometry
from medview.core.overlay import Colour, Shape, ShapeKind
from medview.core.study import Series
from medview.imaging.contours import ContourIndex, Outlined, circle_points, ellipse_points
from medview.imaging.oblique import ObliqueFrame

CLOSED = frozenset({ShapeKind.POLYGON, ShapeKind.CIRCLE, ShapeKind.ELLIPSE})
_SINGLE = frozenset({ShapeKind.POINT, ShapeKind.TEXT})
_ALL_FRAMES = -1

Group = tuple[str, Colour]
"""Name and colour: shapes that share them are one thing to the reader."""


@dataclass(frozen=True, eq=False)
class Placed:
    """Shapes in the voxels of a grid.

    Args:
        groups: What the shapes are parts of; their place here is the group's number in the index.
        lines: Shapes with an extent, in the order of the index.
        index: Their outlines.
        points: Points and texts.
        points_kji: (n, 3) where those are.
        lost: How many shapes lie on images that are not part of the grid.
    """

    groups: tuple[Group, ...]
    lines: tuple[Shape, ...]
    index: ContourIndex
    points: tuple[Shape, ...]
    points_kji: Float
    lost: int


def placed(shapes: Sequence[Shape], geometry: Geometry, series: Series) -> Placed:
    """Place shapes in a grid.

    Args:
        shapes: What is to be drawn.
        geometry: The grid of the volume.
        series: What it was read from; it tells which slice an image is.
    """
    slices = _slices(series, geometry)
    groups: dict[Group, int] = {}
    lines: list[tuple[Shape, Outlined]] = []
    points: list[tuple[Shape, Float]] = []
    lost = 0
    for shape, indices in zip(shapes, _all_indices(shapes, geometry, series, slices), strict=True):
        found = [kji for kji in indices if len(kji) and np.isfinite(kji).all()]
        lost += not found
        for kji in found:
            if shape.kind in _SINGLE:
                points += [(shape, point) for point in kji]
            else:
                group = groups.setdefault((shape.name, shape.colour), len(groups))
                lines.append((shape, Outlined(kji, shape.kind in CLOSED, group, shape.image is None)))
    index = ContourIndex([outlined for _, outlined in lines], geometry.spacing_mm)
    where = np.array([point for _, point in points], dtype=np.float64).reshape(-1, 3)
    return Placed(
        tuple(groups), tuple(shape for shape, _ in lines), index, tuple(shape for shape, _ in points), where, lost
    )


def turned(placed: Placed, frame: ObliqueFrame) -> Placed:
    """The shapes in the (slice, row, column) of an oblique plane: where those that lie in no slice cross it is seen."""
    geometry, outlines = frame.geometry, placed.index.outlines
    points = np.concatenate([one.points for one in outlines]) if outlines else np.empty((0, 3))
    ends = np.cumsum([len(one.points) for one in outlines])[:-1]
    pieces = np.split(frame.positions(geometry.to_lps(points)), ends) if outlines else []
    moved = [Outlined(piece, one.closed, one.group, one.crosses) for one, piece in zip(outlines, pieces, strict=True)]
    index = ContourIndex(moved, np.array((frame.step_mm, *frame.spacing_mm)))
    return replace(placed, index=index, points_kji=frame.positions(geometry.to_lps(placed.points_kji)))


def outline_points(shape: Shape) -> Float:
    """The corners of a shape: those of a circle or an ellipse are made, (n, 2) or (n, 3)."""
    points = np.asarray(shape.points, dtype=np.float64)
    if shape.kind is ShapeKind.CIRCLE and points.shape == (2, 2):
        return circle_points(points[0], points[1])
    if shape.kind is ShapeKind.ELLIPSE and len(points) == 4:
        return ellipse_points(points)
    return points


def _slices(series: Series, geometry: Geometry) -> dict[str, dict[int, int]]:
    """For each object the place of each of its frames among the stored images; there are as many slices as one volume
    has, and they run fastest (``Series.instances``).
    """
    found: dict[str, dict[int, int]] = {}
    for place, image in enumerate(series.instances):
        found.setdefault(image.sop_instance_uid, {})[image.number] = place % geometry.shape[0]
    return found


def _all_indices(
    shapes: Sequence[Shape], geometry: Geometry, series: Series, slices: dict[str, dict[int, int]]
) -> list[list[Float]]:
    """For each shape its (n, 3) voxel indices on each slice it lies on; none when its image is none of the grid's."""
    points = [outline_points(shape) for shape in shapes]
    placed_ = [n for n, shape in enumerate(shapes) if shape.image is None and points[n].shape[-1] == 3]
    found: list[list[Float]] = [[] for _ in shapes]
    if placed_:  # one look-up for all: a structure set has thousands of contours
        ends = np.cumsum([len(points[n]) for n in placed_])[:-1]
        pieces = np.split(geometry.to_index(np.concatenate([points[n] for n in placed_])), ends)
        for n, piece in zip(placed_, pieces, strict=True):
            found[n] = [piece]
    for n, shape in enumerate(shapes):
        if shape.image is not None and points[n].shape[-1] == 2:
            numbers = _numbers(shape.image, slices)
            found[n] = [_on_slice(points[n], number, geometry, series) for number in numbers]
    return found


def _numbers(image: tuple[str, int], slices: dict[str, dict[int, int]]) -> set[int]:
    """The slices an image is; all those of its object where no frame is named."""
    frames = slices.get(image[0], {})
    if image[1] == _ALL_FRAMES:
        return set(frames.values())
    return {frames[image[1]]} if image[1] in frames else set()


def _on_slice(points: Float, number: int, geometry: Geometry, series: Series) -> Float:
    """Voxel indices of (column, row) points of a stored slice."""
    pixels = points[:, ::-1] - 0.5  # a shape counts from the pixel's corner, a grid from its centre (PS3.3 C.10.5)
    if series.resampled and series.correction is not None:
        flat = geometry.affine[:3, 1:3] @ pixels.T
        return geometry.to_index(series.correction.positions_lps[number] + flat.T)
    return np.column_stack((np.full(len(pixels), float(number)), pixels))
