"""Copies of a volume made for the ray caster: a small one, light enough for every frame, and the voxels themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.geometry import Geometry
from medview.core.transfer import Greys
from medview.core.volume import Quantity, Volume

LIMIT = 160
"""Voxels along the longest side, up to half as many again: a frame of so many takes 35 to 90 ms on two cores, without a
graphics card."""
MOST_VOXELS = 120_000_000
"""A larger volume is drawn thinned even when it rests: light on its voxels takes three bytes for each, beside them."""
BINS = 128
_STEPS = 65535.0
_LABELLED = 4_000_000
"""Connected air is looked for in about so many voxels."""
_RANGES = {Quantity.HU: (-1024.0, 3071.0)}
"""Values worth telling apart; for quantities without a scale those that are there."""
_BEYOND = 1024
_OTSU_RANGES = {Quantity.HU: (-1000.0, 1550.0)}
_PERCENTILES = (1.0, 99.5)
_ENDS = (0.02, 99.98)

Tick = Callable[[float], None]


@dataclass(frozen=True, eq=False)
class Castable:
    """Voxels the ray caster takes: whole numbers of 8 or 16 bits, at least two along each side.

    Args:
        geometry: Their grid.
        array: (k, j, i).
        offset: The value stored as 0.
        step: By how much the value grows for each 1 stored.
    """

    geometry: Geometry
    array: NDArray[Any]
    offset: float
    step: float


@dataclass(frozen=True, eq=False)
class Small:
    """A shrunken volume.

    Args:
        voxels: The voxels.
        greys: What is known of its values.
    """

    voxels: Castable
    greys: Greys


def shrunk(volume: Volume, limit: int = LIMIT, tick: Tick = lambda _: None) -> Small:
    """Average blocks of voxels until the longest side has about ``limit`` of them.

    Args:
        volume: The volume; a mapped one is read slab by slab.
        limit: About how many voxels along the longest side.
        tick: Told the part done, 0..1.
    """
    factors = _factors(volume.geometry, limit)
    means = _means(volume, factors, tick)
    return Small(
        _castable(means, _coarse(volume.geometry, factors, means.shape), volume.quantity), greys(volume, means)
    )


def whole(volume: Volume, most: int = MOST_VOXELS, tick: Tick = lambda _: None) -> Castable:
    """The voxels as they are, where the ray caster takes them so: without a copy; thinned where they are too many."""
    factors = (1, 1, 1)
    while int(np.prod([n // f for n, f in zip(volume.geometry.shape, factors, strict=True)])) > most:
        sides = volume.geometry.spacing_mm * factors
        shortest = int(np.argmin(sides))
        factors = tuple(f + (axis == shortest) for axis, f in enumerate(factors))  # type: ignore[assignment]
    if factors != (1, 1, 1):
        means = _means(volume, factors, tick)
        return _castable(means, _coarse(volume.geometry, factors, means.shape), volume.quantity)
    array, low, high = volume.array, *_RANGES.get(volume.quantity, (-np.inf, np.inf))
    small = array.dtype in (np.uint8, np.int16, np.uint16) and min(array.shape) > 1
    if small and int(array.min()) >= low - _BEYOND and int(array.max()) <= high + _BEYOND:
        return Castable(volume.geometry, array, 0.0, 1.0)
    return _castable(_finite(array), volume.geometry, volume.quantity)


def without_air(voxels: Castable, border: float) -> Castable:
    """A copy in which the air around the body has the greatest value: it hides nothing where least values are shown.

    Air that reaches the sides of the slices is around the body; at the first and last slice lungs may be cut.

    Args:
        voxels: The voxels.
        border: The value between air and the body.
    """
    from scipy import ndimage

    array, step = voxels.array, max(1, round((voxels.array.size / _LABELLED) ** (1.0 / 3.0)))
    air = array < (border - voxels.offset) / voxels.step
    parts, _ = ndimage.label(air[::step, ::step, ::step])
    sides = (parts[:, 0], parts[:, -1], parts[:, :, 0], parts[:, :, -1])
    around = np.unique(np.concatenate([side.ravel() for side in sides]))
    outside = np.isin(parts, around[around > 0])
    for axis in range(3):
        outside = np.repeat(outside, step, axis=axis)
    k, j, i = array.shape
    filled = np.where(outside[:k, :j, :i] & air, array.max(), array)
    return Castable(voxels.geometry, filled, voxels.offset, voxels.step)


def windowed(voxels: Castable, low: float, high: float) -> Castable:
    """A copy whose 16 bits reach from one value to another; two corners hold the ends, so that VTK sees the range."""
    step = (high - low) / _STEPS
    parts = voxels.array.astype(np.float32)
    parts *= np.float32(voxels.step / step)
    parts += np.float32((voxels.offset - low) / step + 0.5)
    stored = np.clip(parts, 0, _STEPS).astype(np.uint16)
    stored[0, 0, 0], stored[-1, -1, -1] = 0, int(_STEPS)
    return Castable(voxels.geometry, stored, low, step)


def greys(volume: Volume, means: NDArray[np.float32]) -> Greys:
    """Histogram, border of the body and white of a shrunken volume."""
    low, high = _span(means, _ENDS)
    least, most = _RANGES.get(volume.quantity, (low, high))
    low, high = max(low, least), min(high, most)
    high = high if high > low else low + 1.0
    counts, _ = np.histogram(means, BINS, (low, high))
    dark, white = _OTSU_RANGES.get(volume.quantity) or _span(means, _PERCENTILES)
    stored = np.clip((means - dark) * (255.0 / (white - dark)) + 0.5, 0, 255).astype(np.uint8)
    border = dark + otsu(stored) / 255.0 * (white - dark)
    return Greys(low, high, border, max(white, border + 1e-6 * max(1.0, abs(border))), tuple(counts.tolist()))


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
    k, j, i = (max(1, min(round(step / side), n)) for side, n in zip(spacing, geometry.shape, strict=True))
    return (k, j, i)


def _means(volume: Volume, factors: tuple[int, int, int], tick: Tick) -> NDArray[np.float32]:
    shape = tuple(max(1, n // f) for n, f in zip(volume.geometry.shape, factors, strict=True))
    means = np.empty(shape, dtype=np.float32)
    for k in range(shape[0]):
        means[k] = _block_means(volume.array[k * factors[0] : (k + 1) * factors[0]], factors, shape)
        if k % 16 == 0:
            tick(k / shape[0])
    return means


def _block_means(slab: NDArray[Any], factors: tuple[int, int, int], shape: tuple[int, ...]) -> NDArray[np.float32]:
    _, j, i = factors
    flat = _finite(slab).mean(axis=0)[: shape[1] * j, : shape[2] * i]
    blocks: NDArray[np.float32] = flat.reshape(shape[1], j, shape[2], i).mean(axis=(1, 3))
    return blocks


def _finite(array: NDArray[Any]) -> NDArray[np.float32]:
    """As float32; what is no number becomes the least value beside it."""
    values = np.asarray(array, dtype=np.float32)
    good = np.isfinite(values)
    if good.all():
        return values
    return np.where(good, values, values[good].min() if good.any() else np.float32(0))


def _castable(values: NDArray[np.float32], geometry: Geometry, quantity: Quantity) -> Castable:
    """Values in 16 bits, over all that are there (of HU over all that mean something)."""
    for axis in range(3):
        values, geometry = _doubled(values, geometry, axis) if values.shape[axis] == 1 else (values, geometry)
    low, high = float(values.min()), float(values.max())
    least, most = _RANGES.get(quantity, (low, high))
    low, high = max(low, least), min(high, most)
    step = (high - low) / _STEPS if high > low else 1.0
    stored = np.clip((values - low) / step + 0.5, 0, _STEPS).astype(np.uint16)
    return Castable(geometry, stored, low, step)


def _doubled(values: NDArray[Any], geometry: Geometry, axis: int) -> tuple[NDArray[Any], Geometry]:
    """A single slice as two, half as far apart: it stays where it is."""
    affine = geometry.affine.copy()
    affine[:3, 3] -= affine[:3, axis] / 4.0
    affine[:3, axis] /= 2.0
    k, j, i = (n * (2 if at == axis else 1) for at, n in enumerate(values.shape))
    return np.repeat(values, 2, axis=axis), Geometry((k, j, i), affine)


def _span(means: NDArray[np.float32], percentiles: tuple[float, float]) -> tuple[float, float]:
    low, high = (float(value) for value in np.percentile(means, percentiles))
    return (low, high) if high > low else (low, low + 1.0)


def _coarse(geometry: Geometry, factors: tuple[int, int, int], shape: tuple[int, ...]) -> Geometry:
    affine = geometry.affine.copy()
    affine[:3, :3] *= factors
    affine[:3, 3] = geometry.to_lps((np.array(factors) - 1) / 2.0)
    return Geometry((shape[0], shape[1], shape[2]), affine)
