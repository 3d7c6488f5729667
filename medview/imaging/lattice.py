"""Where pixels lie in a flattened plane, and which of them belong to a drawn region.

The rule everywhere: a pixel belongs to a region when its centre lies inside. A centre exactly on an ellipse's or
rectangle's border is inside; on a polygon's it is inside at the left and top and outside at the right and bottom, so
that regions side by side share no pixel.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.geometry import Float
from medview.core.measurement import Shape

Array = NDArray[Any]
Bits = NDArray[np.bool_]
_SLACK = 1e-9
"""Part of a region's half axis by which rounding may put a centre on its border outside."""


@dataclass(frozen=True, eq=False)
class Lattice:
    """Pixels in a flattened plane.

    Args:
        first: (2,) centre of pixel (0, 0): (right, down).
        row: (2,) from one row to the next.
        column: (2,) from one column to the next.
        low: First (row, column) there is.
        high: First (row, column) there is no more.
        read: Gives the values of rows and columns between (first row, first column) and (after last row, after last
            column).
    """

    first: Float
    row: Float
    column: Float
    low: tuple[int, int]
    high: tuple[int, int]
    read: Callable[[tuple[int, int], tuple[int, int]], Array]

    @property
    def pixel_area(self) -> float:
        """Area of a pixel, in units of the plane squared."""
        return float(abs(self.row[0] * self.column[1] - self.row[1] * self.column[0]))

    def indices(self, flat: Float) -> Float:
        """Take (..., 2) (right, down) to (..., 2) fractional (row, column)."""
        matrix = np.column_stack((self.row, self.column))
        found = np.linalg.solve(matrix, (flat - self.first).reshape(-1, 2).T).T
        return np.asarray(found).reshape(flat.shape)


@dataclass(frozen=True, eq=False)
class Area:
    """Pixels of a region.

    Args:
        start: (row, column) of the first pixel of ``mask``.
        mask: Which pixels belong to it.
        beyond: Whether the region reaches beyond the picture.
    """

    start: tuple[int, int]
    mask: Bits
    beyond: bool

    @property
    def stop(self) -> tuple[int, int]:
        """(row, column) after the last pixel of ``mask``."""
        return self.start[0] + self.mask.shape[0], self.start[1] + self.mask.shape[1]


def area_of(shape: Shape, flat: Float, lattice: Lattice) -> Area:
    """The pixels inside a region.

    Args:
        shape: Ellipse, rectangle, polygon or freehand.
        flat: (n, 2) its points.
        lattice: The pixels.
    """
    corners = box_corners(flat) if shape in (Shape.ELLIPSE, Shape.RECTANGLE) else flat
    around = lattice.indices(corners)
    lowest, highest = np.floor(around.min(axis=0)).astype(int), np.ceil(around.max(axis=0)).astype(int) + 1
    low, high = np.maximum(lowest, lattice.low), np.minimum(highest, lattice.high)
    outer = (around.min(axis=0) < np.array(lattice.low) - 0.5 - _SLACK).any()
    beyond = bool(outer or (around.max(axis=0) > np.array(lattice.high) - 0.5 + _SLACK).any())
    start = (int(low[0]), int(low[1]))
    size = tuple(int(n) for n in np.maximum(high - low, 0))
    if shape in (Shape.ELLIPSE, Shape.RECTANGLE):
        return Area(start, _in_box(shape, flat, lattice, start, size), beyond)
    return Area(start, inside_polygon(lattice.indices(flat) - start, (size[0], size[1])), beyond)


def box_corners(flat: Float) -> Float:
    """(4, 2) corners of the box with two opposite corners at (2, 2) points, in turn."""
    (left, top), (right, bottom) = flat
    return np.array(((left, top), (right, top), (right, bottom), (left, bottom)))


def inside_polygon(vertices: Float, shape: tuple[int, int]) -> Bits:
    """Which pixels' centres lie inside a closed polygon, by the even-odd rule.

    Args:
        vertices: (n, 2) fractional (row, column); whole numbers are centres.
        shape: (rows, columns).
    """
    rows, columns = shape
    toggles = np.zeros((rows, columns + 1), dtype=np.uint8)
    if not toggles.size:
        return np.zeros(shape, dtype=np.bool_)
    for (y0, x0), (y1, x1) in zip(vertices, np.roll(vertices, -1, axis=0), strict=True):
        if y0 == y1:
            continue
        top, bottom, left, right = (y0, y1, x0, x1) if y0 < y1 else (y1, y0, x1, x0)
        crossed = np.arange(max(0, int(np.ceil(top))), min(rows, int(np.ceil(bottom))))  # top <= row < bottom
        at = np.ceil(left + (right - left) * (crossed - top) / (bottom - top))
        toggles[crossed, np.clip(at, 0, columns).astype(int)] ^= 1
    return np.asarray(np.bitwise_xor.accumulate(toggles, axis=1)[:, :columns].astype(np.bool_))


def _in_box(shape: Shape, flat: Float, lattice: Lattice, start: tuple[int, int], size: tuple[int, ...]) -> Bits:
    rows = np.arange(start[0], start[0] + size[0])[:, np.newaxis]
    columns = np.arange(start[1], start[1] + size[1])[np.newaxis, :]
    centre, half = flat.mean(axis=0), np.abs(flat[1] - flat[0]) / 2.0
    if not half.all():
        return np.zeros((size[0], size[1]), dtype=np.bool_)
    parts = (
        (lattice.first[axis] + rows * lattice.row[axis] + columns * lattice.column[axis] - centre[axis]) / half[axis]
        for axis in (0, 1)
    )
    right, down = (np.abs(part) for part in parts)
    if shape is Shape.RECTANGLE:
        return np.asarray((right <= 1.0 + _SLACK) & (down <= 1.0 + _SLACK))
    return np.asarray(right * right + down * down <= 1.0 + _SLACK)
