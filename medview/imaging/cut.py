"""Slices along the patient's own axes, whatever the grid's: interpolated, and all pictures at one scale.

The window shows voxels as they are (``reslice``); key pictures of an oblique series would have thick, tilted pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import map_coordinates

from medview.core.geometry import Float, Geometry, direction_letters
from medview.imaging.reslice import Plane

Point = tuple[float, float, float]


def letters(plane: Plane) -> tuple[str, str, str, str]:
    """Orientation letters at the (left, right, top, bottom) edge of a picture along the patient's axes."""
    right, down = np.array(plane.right_lps), np.array(plane.down_lps)
    return direction_letters(-right), direction_letters(right), direction_letters(-down), direction_letters(down)


def through(plane: Plane, point_lps: Point, middle_lps: Point) -> Point:
    """The point in front of ``middle_lps`` on the parallel plane that holds ``point_lps``."""
    normal = np.cross(plane.right_lps, plane.down_lps)
    depth = (np.array(point_lps) - np.array(middle_lps)) @ normal
    x, y, z = (float(value) for value in np.array(middle_lps) + depth * normal)
    return (x, y, z)


@dataclass(frozen=True)
class Cut:
    """A square piece of a plane.

    Args:
        plane: The viewing plane.
        centre_lps: LPS millimetres of the middle of the picture.
        field_mm: Length of its side.
        pixels: Pixels along its side.
    """

    plane: Plane
    centre_lps: Point
    field_mm: float
    pixels: int

    def points_lps(self) -> Float:
        """(pixels, pixels, 3) LPS millimetres of the pixel centres, rows downwards."""
        offset = ((np.arange(self.pixels) + 0.5) / self.pixels - 0.5) * self.field_mm
        right = offset[None, :, None] * np.array(self.plane.right_lps)
        down = offset[:, None, None] * np.array(self.plane.down_lps)
        return np.asarray(np.array(self.centre_lps) + right + down)

    def pixel(self, point_lps: Point) -> tuple[float, float]:
        """(x, y) of the pixel a point falls on when dropped perpendicularly onto the plane."""
        offset = np.array(point_lps) - np.array(self.centre_lps)
        scale, middle = self.pixels / self.field_mm, self.pixels / 2
        return float(offset @ self.plane.right_lps) * scale + middle, float(
            offset @ self.plane.down_lps
        ) * scale + middle


def sample(array: NDArray[Any], geometry: Geometry, cut: Cut) -> NDArray[np.float32]:
    """Values on a cut, linearly interpolated; NaN outside the grid.

    Args:
        array: (k, j, i) values.
        geometry: Their grid.
        cut: Where to look.

    Returns:
        (pixels, pixels) float32.
    """
    index = np.moveaxis(geometry.to_index(cut.points_lps()), -1, 0)
    limits = np.array(geometry.shape)[:, None, None]
    inside = ((index >= -0.5) & (index <= limits - 0.5)).all(axis=0)
    values = np.full(inside.shape, np.nan, dtype=np.float32)
    if inside.any():
        values[inside] = _interpolated(array, np.clip(index[:, inside], 0, limits[:, :, 0] - 1))
    return values


def sample_labels(array: NDArray[Any], geometry: Geometry, cut: Cut, values: frozenset[int]) -> NDArray[np.uint8]:
    """Label values on a cut: indicators are interpolated; where together they exceed a half, the greatest wins.

    Returns:
        (pixels, pixels) uint8, 0 where none of ``values`` is.
    """
    index = np.moveaxis(geometry.to_index(cut.points_lps()), -1, 0)
    low = np.clip(np.floor(index.min(axis=(1, 2))).astype(int) - 1, 0, np.array(geometry.shape) - 1)
    high = np.clip(np.ceil(index.max(axis=(1, 2))).astype(int) + 2, low + 1, geometry.shape)
    block = np.asarray(array[low[0] : high[0], low[1] : high[1], low[2] : high[2]])
    present = [value for value in np.unique(block).tolist() if value in values]
    if not present:
        return np.zeros((cut.pixels, cut.pixels), dtype=np.uint8)
    local = index - low[:, None, None]
    shares = np.stack([map_coordinates((block == value).astype(np.float32), local, order=1) for value in present])
    winner = np.array(present, dtype=np.uint8)[shares.argmax(axis=0)]
    return np.where(shares.sum(axis=0) > 0.5, winner, np.uint8(0))


def _interpolated(array: NDArray[Any], index: Float) -> NDArray[np.float32]:
    low = np.floor(index.min(axis=1)).astype(int)
    high = np.ceil(index.max(axis=1)).astype(int) + 1
    block = np.asarray(array[low[0] : high[0], low[1] : high[1], low[2] : high[2]], dtype=np.float32)
    return np.asarray(map_coordinates(block, index - low[:, None], order=1, mode="nearest"), dtype=np.float32)
