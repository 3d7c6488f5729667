"""Values between voxels: linear interpolation that knows where there is nothing."""

from __future__ import annotations

from itertools import product

import numpy as np

from medview.core.geometry import Float
from medview.core.volume import Volume

_AT_VOXEL = 1e-9
"""Part of a voxel within which a place is the voxel's centre."""


def sampled(volume: Volume, places_lps: Float) -> Float:
    """Linear interpolation at places.

    A voxel that has no part in a value cannot spoil it: exactly at a voxel's centre only that voxel counts.

    Args:
        volume: The voxels.
        places_lps: (..., 3) LPS mm.

    Returns:
        (...) values; NaN beyond the outermost voxels' centres, and where a voxel that counts is no finite number.
    """
    index = volume.geometry.to_index(places_lps.reshape(-1, 3))
    nearest = np.rint(index)
    index = np.where(np.abs(index - nearest) < _AT_VOXEL, nearest, index)
    last = np.array(volume.geometry.shape) - 1
    found = np.full(len(index), np.nan)
    inside = ((index >= 0) & (index <= last)).all(axis=1)
    if inside.any():
        found[inside] = _inside(volume, index[inside], last)
    return found.reshape(places_lps.shape[:-1])


def _inside(volume: Volume, index: Float, last: np.ndarray) -> Float:
    low = np.minimum(np.floor(index).astype(int), np.maximum(last - 1, 0))
    part = index - low
    total = np.zeros(len(index))
    start, stop = low.min(axis=0), np.minimum(low.max(axis=0) + 2, last + 1)
    block = np.asarray(volume.array[tuple(slice(a, b) for a, b in zip(start, stop, strict=True))], dtype=np.float64)
    low = low - start
    for corner in product((0, 1), repeat=3):
        weight = np.prod(np.where(corner, part, 1.0 - part), axis=1)
        at = np.minimum(low + corner, np.array(block.shape) - 1)
        value = block[at[:, 0], at[:, 1], at[:, 2]]
        with np.errstate(over="ignore", invalid="ignore"):  # the sum of two infinities is no number
            total += np.where(weight > 0.0, weight * np.where(weight > 0.0, value, 0.0), 0.0)
    return np.where(np.isfinite(total), total, np.nan)
