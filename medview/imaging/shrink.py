"""A small copy of a volume, light enough to be drawn in 3D without a graphics card."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.geometry import Geometry
from medview.core.volume import Quantity, Volume

LIMIT = 160
"""Voxels along the longest side, up to half as many again: a frame of so many takes 35 to 90 ms on two cores, without a
graphics card."""

_RANGES = {Quantity.HU: (-1000.0, 1550.0)}
"""Values that become 0 and 255; for quantities without a scale the percentiles say."""
_PERCENTILES = (1.0, 99.5)


@dataclass(frozen=True, eq=False)
class Small:
    """A shrunken volume.

    Args:
        geometry: Its grid.
        array: (k, j, i) uint8.
        low: The value stored as 0.
        high: The value stored as 255.
        surface: The grey (0..255) between air and the body.
    """

    geometry: Geometry
    array: NDArray[np.uint8]
    low: float
    high: float
    surface: float


def shrunk(volume: Volume, limit: int = LIMIT, tick: Callable[[float], None] = lambda _: None) -> Small:
    """Average blocks of voxels until the longest side has about ``limit`` of them.

    Args:
        volume: The volume; a mapped one is read slab by slab.
        limit: About how many voxels along the longest side.
        tick: Told the part done, 0..1.
    """
    factors = _factors(volume.geometry, limit)
    shape = tuple(max(1, n // f) for n, f in zip(volume.geometry.shape, factors, strict=True))
    means = np.empty(shape, dtype=np.float32)
    for k in range(shape[0]):
        means[k] = _block_means(volume.array[k * factors[0] : (k + 1) * factors[0]], factors, shape)
        if k % 16 == 0:
            tick(k / shape[0])
    low, high = _RANGES.get(volume.quantity) or _range(means)
    array = np.clip((means - low) * (255.0 / (high - low)) + 0.5, 0, 255).astype(np.uint8)
    return Small(_coarse(volume.geometry, factors, shape), array, low, high, otsu(array))


def otsu(array: NDArray[np.uint8]) -> float:
    """The grey that parts dark from bright best (Otsu 1979)."""
    counts = np.bincount(array.ravel(), minlength=256).astype(np.float64)
    below = np.cumsum(counts)
    sums = np.cumsum(counts * np.arange(256))
    above = below[-1] - below
    with np.errstate(invalid="ignore", divide="ignore"):
        between = below * above * (sums / below - (sums[-1] - sums) / above) ** 2
    return float(np.argmax(np.nan_to_num(between)))


def _factors(geometry: Geometry, limit: int) -> tuple[int, int, int]:
    spacing = geometry.spacing_mm
    step = max(float((spacing * geometry.shape).max()) / limit, float(spacing.min()))
    k, j, i = (max(1, round(step / side)) for side in spacing)
    return (k, j, i)


def _block_means(slab: NDArray[Any], factors: tuple[int, int, int], shape: tuple[int, ...]) -> NDArray[np.float32]:
    _, j, i = factors
    flat = np.asarray(slab, dtype=np.float32).mean(axis=0)[: shape[1] * j, : shape[2] * i]
    blocks: NDArray[np.float32] = flat.reshape(shape[1], j, shape[2], i).mean(axis=(1, 3))
    return blocks


def _range(means: NDArray[np.float32]) -> tuple[float, float]:
    low, high = (float(value) for value in np.percentile(np.nan_to_num(means), _PERCENTILES))
    return (low, high) if high > low else (low, low + 1.0)


def _coarse(geometry: Geometry, factors: tuple[int, int, int], shape: tuple[int, ...]) -> Geometry:
    affine = geometry.affine.copy()
    affine[:3, :3] *= factors
    affine[:3, 3] = geometry.to_lps((np.array(factors) - 1) / 2.0)
    return Geometry((shape[0], shape[1], shape[2]), affine)
