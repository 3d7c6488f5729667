"""Where the shapes of derived objects lie in an open volume: in voxels, sorted by slice once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from medview.core.geometry import Float, Geometry
from medview.core.overlay import Colour, Shape, ShapeKind
from medview.core.study import Series
from medview.imaging.contours import ContourIndex, Outlined, circle_points, ellipse_points

CLOSED = frozenset({ShapeKind.POLYGON, ShapeKind.CIRCLE, ShapeKind.ELLIPSE})
_SINGLE = frozenset({ShapeKind.POINT, ShapeKind.TEXT})

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
    for shape in shapes:
        kji = _indices(shape, geometry, series, slices)
        if kji is None or not len(kji) or not np.isfinite(kji).all():
            lost += 1
        elif shape.kind in _SINGLE:
            points += [(shape, point) for point in kji]
        else:
            group = groups.setdefault((shape.name, shape.colour), len(groups))
            lines.append((shape, Outlined(kji, shape.kind in CLOSED, group)))
    index = ContourIndex([outlined for _, outlined in lines], geometry.spacing_mm)
    where = np.array([point for _, point in points], dtype=np.float64).reshape(-1, 3)
    return Placed(
        tuple(groups), tuple(shape for shape, _ in lines), index, tuple(shape for shape, _ in points), where, lost
    )


def outline_points(shape: Shape) -> Float:
    """The corners of a shape: those of a circle or an ellipse are made, (n, 2) or (n, 3)."""
    points = np.asarray(shape.points, dtype=np.float64)
    if shape.kind is ShapeKind.CIRCLE and points.shape == (2, 2):
        return circle_points(points[0], points[1])
    if shape.kind is ShapeKind.ELLIPSE and len(points) == 4:
        return ellipse_points(points)
    return points


def _slices(series: Series, geometry: Geometry) -> dict[tuple[str, int], int]:
    """The stored slice of each image; slices run fastest (``Series.instances``)."""
    count = geometry.shape[0]
    return {(image.sop_instance_uid, image.number): n % count for n, image in enumerate(series.instances)}


def _indices(shape: Shape, geometry: Geometry, series: Series, slices: dict[tuple[str, int], int]) -> Float | None:
    """(n, 3) voxel indices of a shape; None when its image is none of the grid's."""
    points = outline_points(shape)
    if shape.image is None:
        return geometry.to_index(points) if points.shape[-1] == 3 else None
    number = slices.get(shape.image)
    if number is None or points.shape[-1] != 2:
        return None
    pixels = points[:, ::-1] - 0.5  # a shape counts from the pixel's corner, a grid from its centre (PS3.3 C.10.5)
    kji = np.column_stack((np.full(len(pixels), float(number)), pixels))
    if not series.resampled or series.correction is None:
        return kji
    positions = series.correction.positions_lps
    flat = geometry.affine[:3, 1:3] @ pixels.T
    return geometry.to_index(positions[number] + flat.T)
