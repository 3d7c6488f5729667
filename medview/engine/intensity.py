"""The closed vocabulary of intensity normalisations: a name and an array become the network's input."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.errors import ModelError

Normalise = Callable[[NDArray[Any]], NDArray[np.float32]]

CLIP_PERCENTILES = (0.5, 99.5)
"""Intensities outside these percentiles of the non-zero voxels are clipped before mean and spread are taken."""


def robust_zscore(array: NDArray[Any]) -> NDArray[np.float32]:
    """Clip to percentiles and scale to mean 0 and standard deviation 1, both over the non-zero voxels.

    Args:
        array: Intensities of any shape, unit and range.

    Returns:
        Same shape, float32; a constant input gives zeros.
    """
    values = array[array != 0]
    if values.size == 0:
        return np.zeros(array.shape, np.float32)
    low, high = np.percentile(values, CLIP_PERCENTILES)
    inside = np.clip(values, low, high).astype(np.float64)
    spread = max(float(inside.std()), 1e-6 * max(abs(float(high)), 1e-30))
    return np.asarray((np.clip(array, low, high) - inside.mean()) / spread, dtype=np.float32)


INTENSITIES: Mapping[str, Normalise] = {"robust_zscore": robust_zscore}


def normalise(name: str, array: NDArray[Any]) -> NDArray[np.float32]:
    """Normalise by name.

    Raises:
        ModelError: The name is not in the vocabulary.
    """
    function = INTENSITIES.get(name)
    if function is None:
        raise ModelError(
            f"The model names the intensity normalisation “{name}”; known are {', '.join(sorted(INTENSITIES))}.",
            "Use a package made for this version of MedView.",
        )
    return function(array)
