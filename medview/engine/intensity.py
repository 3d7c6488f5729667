"""The closed vocabulary of intensity normalisations: what a package names becomes the network's input."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.catalog.schema import Intensity

Float = NDArray[np.float32]
Exact = NDArray[np.float64]
Mask = NDArray[np.bool_]
Way = Callable[[Exact], Exact]

SLAB = 1 << 20
"""Voxels worked on at once: float64 is only ever held of so many."""


def normalise(intensity: Intensity, array: NDArray[Any], filled: Mask | None = None, own: bool = False) -> Float:
    """Normalise a crop or a whole image.

    Args:
        intensity: What the package states.
        array: Intensities of any shape, unit and range; what is no finite number counts as 0.
        filled: Same shape: what lies within the image, for ``filled``; None: what is not zero.
        own: Whether the array is the caller's to be overwritten, which saves a copy of it.

    Returns:
        Same shape, float32; zeros where there is nothing to measure.
    """
    flat = np.asarray(array).reshape(-1)
    inside = _INSIDE[intensity.over](flat, filled)
    values = _finite(flat, np.float32) if inside is None else _finite(flat[inside], np.float32)
    if values.size == 0:
        return np.zeros(array.shape, np.float32)
    low, high = intensity.clip or _limits(intensity, values)
    way = _KINDS[intensity.kind](intensity, values, low, high)
    result = flat if own and flat.dtype == np.float32 else np.empty(flat.shape, np.float32)
    for part in _parts(flat.size):
        result[part] = way(np.clip(_finite(flat[part], np.float64), low, high))
    if inside is not None and intensity.over in _OUTSIDE_IS_ZERO:
        result[~inside] = 0.0
    return result.reshape(array.shape)


def _zscore(intensity: Intensity, values: Float, low: float, high: float) -> Way:
    mean, std = intensity.mean, intensity.std
    if mean is None or std is None:
        measured = _moments(values, low, high)
        mean = measured[0] if mean is None else mean
        std = max(measured[1], _least(values)) if std is None else std
    return lambda part: np.asarray((part - mean) / std)


def _minmax(intensity: Intensity, values: Float, low: float, high: float) -> Way:
    least, greatest = (float(np.clip(end, low, high)) for end in (values.min(), values.max()))
    return _scaled(intensity, least, max(greatest - least, _least(values)))


def _range(intensity: Intensity, values: Float, low: float, high: float) -> Way:
    if not np.isfinite(low):
        return _minmax(intensity, values, low, high)
    return _scaled(intensity, low, max(high - low, _least(values)))


def _scaled(intensity: Intensity, low: float, length: float) -> Way:
    bottom, top = intensity.scaled
    return lambda part: np.asarray((part - low) / length * (top - bottom) + bottom)


_KINDS: Mapping[str, Callable[[Intensity, Float, float, float], Way]] = {
    "zscore": _zscore,
    "minmax": _minmax,
    "range": _range,
    "none": lambda intensity, values, low, high: lambda part: part,
}


def _nonzero(flat: NDArray[Any], _: Mask | None) -> Mask | None:
    return np.asarray(flat != 0)


_INSIDE: Mapping[str, Callable[[NDArray[Any], Mask | None], Mask | None]] = {
    "all": lambda flat, filled: None,
    "nonzero": _nonzero,
    "nonzero-kept": _nonzero,
    "filled": lambda flat, filled: _nonzero(flat, None) if filled is None else filled.reshape(-1),
}
"""Of which voxels the statistics are; None: of all."""

_OUTSIDE_IS_ZERO = frozenset(("nonzero", "filled"))


def _limits(intensity: Intensity, values: Float) -> tuple[float, float]:
    if intensity.percentiles == (0.0, 100.0):
        return -np.inf, np.inf
    low, high = np.percentile(values, intensity.percentiles)
    return float(low), float(high)


def _moments(values: Float, low: float, high: float) -> tuple[float, float]:
    """Mean and standard deviation of clipped values, in float64."""
    total = sum(float(np.clip(values[part], low, high, dtype=np.float64).sum()) for part in _parts(values.size))
    mean = total / values.size
    squares = (np.square(np.clip(values[part], low, high, dtype=np.float64) - mean) for part in _parts(values.size))
    return mean, float(np.sqrt(sum(float(square.sum()) for square in squares) / values.size))


def _least(values: Float) -> float:
    """The least spread that is told from rounding."""
    return 1e-6 * max(abs(float(values.min())), abs(float(values.max())), 1e-30)


def _parts(size: int) -> Iterator[slice]:
    return (slice(first, first + SLAB) for first in range(0, size, SLAB))


def _finite(array: NDArray[Any], kind: type[np.floating[Any]]) -> NDArray[Any]:
    values = np.asarray(array, dtype=kind)
    return values if np.isfinite(values).all() else np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)
