"""Axial pictures of a volume as a radiologist sees them, for packages that read pictures; and their places in it.

A picture's columns grow to the patient's left, its rows to the back; its pixels are squares.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from torch.nn import functional

from medview.core.geometry import Float, Geometry
from medview.core.volume import Volume

STEP_MM = 2.0
"""Slices closer than this are not all read: what is found in one is found in the next."""

SQUARE = 0.01
"""Sides of pixels that differ by less than this part are equal."""

PERCENTILES = (0.5, 99.5)
"""Of the values of a volume that are not at their least: what becomes black and white in its pictures, which are so
alike from slice to slice."""

SAMPLES = 2_000_000
"""Voxels the percentiles are taken of."""


@dataclass(frozen=True, eq=False)
class Axial:
    """The axial slices of a grid.

    Args:
        geometry: The grid.
        axes: Which of (k, j, i) the slices are counted along, and which of them rows and columns are.
        turned: Whether each is counted from its other end.
        numbers: Slices that are read, from the feet to the head.
        high: Rows of a picture; more than the slice's where its pixels are no squares.
        wide: Columns of a picture.
        step_mm: From one slice that is read to the next.
    """

    geometry: Geometry
    axes: tuple[int, int, int]
    turned: tuple[bool, bool, bool]
    numbers: tuple[int, ...]
    high: int
    wide: int
    step_mm: float

    def picture(self, volume: Volume, number: int, low: float, high: float) -> NDArray[np.float32]:
        """A slice as a picture of 0 to 255.

        Args:
            volume: On this grid.
            number: One of ``numbers``.
            low: What becomes black.
            high: What becomes white.
        """
        axis, row, column = self.axes
        part = np.asarray(np.take(volume.array, number, axis), np.float32)
        part = part if row < column else part.T
        part = part[:: -1 if self.turned[1] else 1, :: -1 if self.turned[2] else 1]
        grey = np.clip((np.nan_to_num(part) - low) * (255.0 / max(high - low, 1e-12)), 0.0, 255.0)
        if grey.shape == (self.high, self.wide):
            return np.ascontiguousarray(grey)
        given = torch.from_numpy(np.ascontiguousarray(grey))[None, None]
        return functional.interpolate(given, (self.high, self.wide), mode="bilinear", antialias=True)[0, 0].numpy()

    def corners(self, box: Float, slices: tuple[int, int]) -> tuple[Float, Float]:
        """Lowest and highest LPS mm of a box on the pictures from one slice to another, both included.

        Args:
            box: x0, y0, x1, y1 in the picture's pixels, edges.
            slices: The first and the last.
        """
        x0, y0, x1, y1 = (float(end) for end in box)
        axis, row, column = self.axes
        half = self.step_mm / self.geometry.spacing_mm[axis] / 2.0
        ends: dict[int, tuple[float, float]] = {
            axis: (min(slices) - half, max(slices) + half),
            row: self._index(1, y0 / self.high, y1 / self.high),
            column: self._index(2, x0 / self.wide, x1 / self.wide),
        }
        points = self.geometry.to_lps([(k, j, i) for k in ends[0] for j in ends[1] for i in ends[2]])
        return points.min(axis=0), points.max(axis=0)

    def flat(
        self, low_lps: tuple[float, float, float], high_lps: tuple[float, float, float]
    ) -> tuple[tuple[float, float], tuple[float, float]]:
        """Corners (column, row) in a picture's pixels, edges, of a box in LPS mm; ``corners``, backwards.

        Args:
            low_lps: Lowest corner.
            high_lps: Highest.
        """
        points = [(x, y, z) for x, y, z in product(*zip(low_lps, high_lps, strict=True))]
        index = self.geometry.to_index(points)
        rows, columns = (self._edges(which, index, side) for which, side in ((1, self.high), (2, self.wide)))
        return (columns[0], rows[0]), (columns[1], rows[1])

    def _edges(self, which: int, index: Float, side: int) -> tuple[float, float]:
        """Ends of a box along rows or columns of a picture, from voxel indices."""
        length = self.geometry.shape[self.axes[which]]
        parts = (index[:, self.axes[which]] + 0.5) / length
        parts = 1.0 - parts if self.turned[which] else parts
        return float(parts.min() * side), float(parts.max() * side)

    def _index(self, which: int, low: float, high: float) -> tuple[float, float]:
        """Voxel indices of two edges given as parts of a side."""
        length = self.geometry.shape[self.axes[which]]
        first, last = (1.0 - high, 1.0 - low) if self.turned[which] else (low, high)
        return first * length - 0.5, last * length - 0.5


def axial(geometry: Geometry) -> Axial:
    """The axial slices of a grid, along the axis that lies nearest to the patient's own."""
    wanted = np.eye(3)[[2, 1, 0]]  # head, back, left
    closeness = wanted @ geometry.directions
    axes = linear_sum_assignment(-np.abs(closeness))[1]
    turned = closeness[range(3), axes] < 0
    spacing = geometry.spacing_mm[axes]
    rows, columns = (geometry.shape[axis] for axis in axes[1:])
    finest = min(spacing[1:])
    square = abs(spacing[1] / spacing[2] - 1.0) <= SQUARE
    high, wide = (
        (rows, columns) if square else (round(rows * spacing[1] / finest), round(columns * spacing[2] / finest))
    )
    every = max(1, int(STEP_MM / spacing[0]))
    count = geometry.shape[axes[0]]
    numbers = range((count - 1) % every // 2, count, every)
    ordered = tuple(numbers[::-1] if turned[0] else numbers)
    axis, row, column = (int(n) for n in axes)
    flags = (bool(turned[0]), bool(turned[1]), bool(turned[2]))
    return Axial(geometry, (axis, row, column), flags, ordered, int(high), int(wide), float(every * spacing[0]))


def grey_range(array: NDArray[Any]) -> tuple[float, float]:
    """What becomes black and white in all pictures of a volume; what is at its least value counts for nothing."""
    sample = np.asarray(array.reshape(-1)[:: max(1, array.size // SAMPLES)], np.float64)
    sample = sample[np.isfinite(sample)]
    image = sample[sample > sample.min()] if sample.size else sample
    if not image.size:
        return 0.0, 1.0
    low, high = (float(end) for end in np.percentile(image, PERCENTILES))
    return low if low < high else float(sample.min()), high
