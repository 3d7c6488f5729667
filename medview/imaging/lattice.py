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
Indices = NDArray[np.intp]
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
    start, size, beyond = _span(corners, lattice)
    if shape in (Shape.ELLIPSE, Shape.RECTANGLE):
        return Area(start, _in_box(shape, flat, lattice, start, size), beyond)
    return Area(start, inside_polygon(lattice.indices(flat) - start, size), beyond)


def pixels_of_polygon(flat: Float, lattice: Lattice) -> int:
    """How many pixels' centres lie inside a closed polygon: those of ``area_of``, at the cost of its border only.

    Args:
        flat: (n, 2) its corners.
        lattice: The pixels.
    """
    start, (rows, columns), _ = _span(flat, lattice)
    row, at = _crossings(lattice.indices(flat) - start, rows, columns)
    along = at[np.lexsort((at, row))]  # into and out of the polygon by turns, in each row
    return int((along[1::2] - along[::2]).sum())


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
    np.bitwise_xor.at(toggles, _crossings(vertices, rows, columns), 1)
    return np.asarray(np.bitwise_xor.accumulate(toggles, axis=1)[:, :columns].astype(np.bool_))


def _crossings(vertices: Float, rows: int, columns: int) -> tuple[Indices, Indices]:
    """Where sides cross rows of centres (top <= row < bottom): the row, and the first column behind the side."""
    others = np.roll(vertices, -1, axis=0)
    down = (vertices[:, 0] < others[:, 0])[:, np.newaxis]
    (top, left), (bottom, right) = np.where(down, vertices, others).T, np.where(down, others, vertices).T
    first, last = (np.clip(np.ceil(end), 0, rows).astype(np.intp) for end in (top, bottom))
    counts = last - first
    side = np.repeat(np.arange(len(counts)), counts)
    row = np.arange(len(side)) - (np.cumsum(counts) - counts - first)[side]
    part = (row - top[side]) / (bottom - top)[side]
    at = np.ceil(left[side] + (right - left)[side] * part)
    return row, np.clip(at, 0, columns).astype(np.intp)


def _span(corners: Float, lattice: Lattice) -> tuple[tuple[int, int], tuple[int, int], bool]:
    """The first (row, column) and the (rows, columns) around corners, and whether they reach beyond the picture."""
    around = lattice.indices(corners)
    lowest, highest = np.floor(around.min(axis=0)).astype(int), np.ceil(around.max(axis=0)).astype(int) + 1
    low, high = np.maximum(lowest, lattice.low), np.minimum(highest, lattice.high)
    outer = (around.min(axis=0) < np.array(lattice.low) - 0.5 - _SLACK).any()
    beyond = bool(outer or (around.max(axis=0) > np.array(lattice.high) - 0.5 + _SLACK).any())
    rows, columns = (int(n) for n in np.maximum(high - low, 0))
    return (int(low[0]), int(low[1])), (rows, columns), beyond


def _in_box(shape: Shape, flat: Float, lattice: Lattice, start: tuple[int, int], size: tuple[int, int]) -> Bits:
    rows = np.arange(start[0], start[0] + size[0])[:, np.newaxis]
    columns = np.arange(start[1], start[1] + size[1])[np.newaxis, :]
    centre, half = flat.mean(axis=0), np.abs(flat[1] - flat[0]) / 2.0
    if not half.all():
        return np.zeros((size[0], size[1]), dtype=np.bool_)
    away = (
        np.abs(lattice.first[axis] + rows * lattice.row[axis] + columns * lattice.column[axis] - centre[axis])
        for axis in (0, 1)
    )
    # far outside is as good as just outside: squares of parts of a tiny half axis overflow
    right, down = (np.minimum(part, 2.0 * side) / side for part, side in zip(away, half, strict=True))
    if shape is Shape.RECTANGLE:
        return np.asarray((right <= 1.0 + _SLACK) & (down <= 1.0 + _SLACK))
    return np.asarray(right * right + down * down <= 1.0 + _SLACK)
