"""Between the source grid (LPS) and the model's frame (RAS): orientation, spacing, and exactly back.

A model grid is a ``Geometry`` whose array axes are (x, y, z), growing to the patient's Right, Anterior and Superior;
its matrix still gives LPS millimetres, so both directions are one chain of matrices and nothing is ever flipped by
hand. A mirrored grid grows to the Left instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, map_coordinates
from scipy.optimize import linear_sum_assignment

from medview.core.geometry import Float, Geometry
from medview.core.volume import Volume

RAS_AXES_LPS = np.diag([-1.0, -1.0, 1.0])
"""Columns: Right, Anterior and Superior as LPS directions."""

SAME_SPACING = 0.01
"""Voxels within 1 % of the model's are left as they are: resampling would only blur."""

SLAB_VOXELS = 1_000_000
"""How many source voxels are worked on at once on the way back (about 60 MB)."""


@dataclass(frozen=True, eq=False)
class Slab:
    """Part of the source grid on which a model's output was resampled.

    Args:
        place: Slices (k, j, i) into the source grid.
        labels: Class of the greatest probability, 0 outside the model grid.
        uncertainty: The uncertainty there, 0 outside the model grid.
    """

    place: tuple[slice, slice, slice]
    labels: NDArray[np.uint8]
    uncertainty: NDArray[np.float16]


def aligned_grid(geometry: Geometry, spacing_mm: tuple[float, float, float]) -> Geometry:
    """The model grid that covers a source grid along its own axes, taken for the nearest of R, A and S.

    Args:
        geometry: The source grid.
        spacing_mm: Voxel sides (x, y, z) of the model.
    """
    closeness = RAS_AXES_LPS.T @ geometry.directions
    axes = linear_sum_assignment(-np.abs(closeness))[1]
    signs = np.sign(closeness[range(3), axes])
    found, wanted = geometry.spacing_mm[axes], np.array(spacing_mm)
    spacing = np.where(np.abs(found / wanted - 1.0) <= SAME_SPACING, found, wanted)
    shape = np.maximum(1, np.round(np.array(geometry.shape)[axes] * found / spacing)).astype(int)
    return centred_grid(geometry.centre_lps, geometry.directions[:, axes] * signs, shape, spacing)


def centred_grid(centre_lps: Float, directions: Float, shape: NDArray[np.int_], spacing_mm: Float) -> Geometry:
    """A grid around a centre; ``directions`` are unit LPS columns."""
    origin = centre_lps - directions @ (spacing_mm * (shape - 1) / 2.0)
    x, y, z = (int(n) for n in shape)
    return Geometry.from_axes((x, y, z), spacing_mm, directions, origin)


def to_model(volume: Volume, grid: Geometry) -> NDArray[np.float32]:
    """Sample a volume on a model grid: trilinear, smoothed first where the source is finer.

    What lies outside the source, and voxels that hold no number, count as 0.

    Args:
        volume: The source; only the part the grid covers is read.
        grid: The model grid.

    Returns:
        (x, y, z) float32.
    """
    points = volume.geometry.to_index(grid.corners_lps())
    sigma = _smoothing(volume.geometry, grid)
    margin = np.ceil(4.0 * sigma) + 1.0
    low = np.clip(np.floor(points.min(axis=0) - margin), 0, volume.geometry.shape).astype(int)
    high = np.clip(np.ceil(points.max(axis=0) + margin) + 1, 0, volume.geometry.shape).astype(int)
    if np.any(high <= low):
        return np.zeros(grid.shape, np.float32)
    part = np.asarray(volume.array[tuple(map(slice, low, high))], dtype=np.float32)
    finite = np.isfinite(part)
    if not finite.all():
        part = np.where(finite, part, np.float32(0.0))
    if sigma.any():
        part = gaussian_filter(part, sigma, mode="nearest")
    index = _indices(grid, volume.geometry, (slice(0, n) for n in grid.shape))
    values = map_coordinates(part, index - low[:, None, None, None], order=1, mode="nearest")
    return np.where(_inside(index, volume.geometry.shape), values, np.float32(0.0))


def from_model(
    probabilities: NDArray[np.float32], uncertainty: NDArray[np.float32], grid: Geometry, source: Geometry
) -> Iterator[Slab]:
    """Resample a model's output onto the source grid, class by class and slab by slab.

    Args:
        probabilities: (classes, x, y, z), background first.
        uncertainty: (x, y, z).
        grid: Their grid.
        source: The source grid.
    """
    corners = source.to_index(
        grid.to_lps([(x, y, z) for x in _ends(grid, 0) for y in _ends(grid, 1) for z in _ends(grid, 2)])
    )
    low = np.clip(np.floor(corners.min(axis=0)), 0, source.shape).astype(int)
    high = np.clip(np.ceil(corners.max(axis=0)) + 1, 0, source.shape).astype(int)
    if np.any(high <= low):
        return
    depth = max(1, SLAB_VOXELS // int(np.prod(high[1:] - low[1:])))
    for first in range(int(low[0]), int(high[0]), depth):
        place = (slice(first, min(first + depth, int(high[0]))), slice(low[1], high[1]), slice(low[2], high[2]))
        index = _indices(source, grid, place)
        inside = _inside(index, grid.shape)
        entropy = map_coordinates(uncertainty, index, order=1, mode="nearest")
        yield Slab(place, np.where(inside, _winner(probabilities, index), 0), (entropy * inside).astype(np.float16))


def _winner(probabilities: NDArray[np.float32], index: Float) -> NDArray[np.uint8]:
    best = map_coordinates(probabilities[0], index, order=1, mode="nearest")
    winner = np.zeros(best.shape, np.uint8)
    for number in range(1, len(probabilities)):
        here = map_coordinates(probabilities[number], index, order=1, mode="nearest")
        winner[here > best] = number
        np.maximum(best, here, out=best)
    return winner


def _smoothing(source: Geometry, grid: Geometry) -> Float:
    """(3,) sigma in source voxels that widens the source's voxel to the model's (full width at half maximum)."""
    wanted = np.abs(source.directions.T @ grid.directions) @ grid.spacing_mm
    missing = np.maximum(0.0, wanted**2 - source.spacing_mm**2)
    sigma = np.sqrt(missing) / (2.0 * np.sqrt(2.0 * np.log(2.0))) / source.spacing_mm
    return np.where(wanted > (1.0 + 2 * SAME_SPACING) * source.spacing_mm, sigma, 0.0)


def _ends(grid: Geometry, axis: int) -> tuple[float, float]:
    return -0.5, grid.shape[axis] - 0.5


def _indices(start: Geometry, end: Geometry, place: Iterator[slice] | tuple[slice, ...]) -> Float:
    """(3, ...) indices in ``end`` of the voxels of ``start`` in a box."""
    chain = np.linalg.solve(end.affine, start.affine)
    a, b, c = (np.arange(part.start, part.stop, dtype=np.float64) for part in place)
    return np.stack(
        [
            row[0] * a[:, None, None] + row[1] * b[None, :, None] + row[2] * c[None, None, :] + row[3]
            for row in chain[:3]
        ]
    )


def _inside(index: Float, shape: tuple[int, int, int]) -> NDArray[np.bool_]:
    """Whether indices lie within a grid, half a voxel around the outer centres included."""
    inside = np.ones(index.shape[1:], bool)
    for axis, length in enumerate(shape):
        inside &= (index[axis] >= -0.5 - 1e-6) & (index[axis] < length - 0.5 - 1e-6)
    return inside
