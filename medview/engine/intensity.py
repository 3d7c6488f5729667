"""The closed vocabulary of intensity normalisations: what a package names becomes the network's input."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.catalog.schema import Intensity

Float = NDArray[np.float32]


def _zscore(array: NDArray[np.float64], inside: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray((array - inside.mean()) / max(float(inside.std()), _least(inside)))


def _minmax(array: NDArray[np.float64], inside: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray((array - inside.min()) / max(float(np.ptp(inside)), _least(inside)))


def _least(inside: NDArray[np.float64]) -> float:
    """The least spread that is told from rounding."""
    return 1e-6 * max(float(np.abs(inside).max()), 1e-30)


_KINDS: Mapping[str, Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]]] = {
    "zscore": _zscore,
    "minmax": _minmax,
}


def normalise(intensity: Intensity, array: NDArray[Any]) -> Float:
    """Normalise a crop; percentiles, mean and spread are those of its non-zero voxels (zero is outside the image).

    Args:
        intensity: What the package states.
        array: Intensities of any shape, unit and range.

    Returns:
        Same shape, float32; zeros where no voxel differs from zero or all are equal.
    """
    values = np.asarray(array, dtype=np.float64)
    inside = values[values != 0]
    if inside.size == 0:
        return np.zeros(values.shape, np.float32)
    low, high = np.percentile(inside, intensity.percentiles)
    return _KINDS[intensity.kind](np.clip(values, low, high), np.clip(inside, low, high)).astype(np.float32)
