"""How good a segmentation is: overlap, surface distance, volume error; and what the mean over cases is worth."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_erosion, distance_transform_edt

Mask = NDArray[np.bool_]

RESAMPLES = 10_000
"""Bootstrap resamples; the ends of the interval then vary by less than the third digit."""


@dataclass(frozen=True)
class Mean:
    """A mean over cases with its bootstrap interval.

    Args:
        value: The mean.
        low: Lower end of the 95 % interval.
        high: Upper end of it.
        cases: Cases it was taken over; those without a value are left out.
    """

    value: float
    low: float
    high: float
    cases: int


def dice(found: Mask, true: Mask) -> float:
    """Dice's coefficient of two masks of one shape; 1 when both are empty."""
    total = int(found.sum()) + int(true.sum())
    return 2.0 * int((found & true).sum()) / total if total else 1.0


def hd95_mm(found: Mask, true: Mask, spacing_mm: Sequence[float]) -> float:
    """The 95th percentile Hausdorff distance between the surfaces, the larger of both directions.

    Args:
        found: A mask.
        true: A mask of the same shape.
        spacing_mm: Voxel side along each axis.

    Returns:
        Millimetres; NaN when exactly one mask is empty, 0 when both are.
    """
    if not found.any() or not true.any():
        return 0.0 if found.any() == true.any() else math.nan
    one, other = _surface(found), _surface(true)
    return max(_directed(one, other, spacing_mm), _directed(other, one, spacing_mm))


def _surface(mask: Mask) -> Mask:
    return np.asarray(mask & ~binary_erosion(mask, border_value=0))


def _directed(start: Mask, goal: Mask, spacing_mm: Sequence[float]) -> float:
    distance = np.asarray(distance_transform_edt(~goal, sampling=list(spacing_mm)))
    return float(np.percentile(distance[start], 95))


def volume_ml(mask: Mask, voxel_ml: float) -> float:
    """Volume of a mask in millilitres."""
    return int(mask.sum()) * voxel_ml


def bootstrap_mean(values: Sequence[float], seed: int = 0) -> Mean:
    """The mean over cases with its 95 % percentile bootstrap interval (Efron and Tibshirani 1993, chapter 13).

    Args:
        values: One value per case; NaN where a case has none.
        seed: Seed of the resampling.
    """
    known: NDArray[Any] = np.array([value for value in values if not math.isnan(value)], dtype=np.float64)
    if known.size == 0:
        return Mean(math.nan, math.nan, math.nan, 0)
    draws = np.random.default_rng(seed).integers(0, known.size, (RESAMPLES, known.size))
    low, high = np.percentile(known[draws].mean(axis=1), [2.5, 97.5])
    return Mean(float(known.mean()), float(low), float(high), int(known.size))
