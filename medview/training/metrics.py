"""How good a segmentation is: overlap, surface distance, volume error; and what the mean over cases is worth."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from monai.metrics import compute_dice, compute_hausdorff_distance, compute_iou, compute_surface_dice
from numpy.typing import NDArray

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
    return float(compute_dice(_batch(found), _batch(true), ignore_empty=False))


def iou(found: Mask, true: Mask) -> float:
    """Intersection over union of two masks of one shape; 1 when both are empty."""
    return float(compute_iou(_batch(found), _batch(true), ignore_empty=False))


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
    with _quiet():
        return float(
            compute_hausdorff_distance(
                _batch(found), _batch(true), include_background=True, percentile=95, spacing=list(spacing_mm)
            )
        )


def nsd(found: Mask, true: Mask, spacing_mm: Sequence[float], tolerance_mm: float) -> float:
    """Normalised surface Dice: the part of both surfaces that lies within a tolerance of the other (Nikolov 2021).

    Args:
        found: A mask.
        true: A mask of the same shape.
        spacing_mm: Voxel side along each axis.
        tolerance_mm: The distance up to which a surface counts as right.

    Returns:
        0 to 1; 0 when exactly one mask is empty, 1 when both are.
    """
    if not found.any() or not true.any():
        return float(found.any() == true.any())
    with _quiet():
        return float(
            compute_surface_dice(
                _batch(found), _batch(true), [tolerance_mm], include_background=True, spacing=list(spacing_mm)
            )
        )


def _batch(mask: Mask) -> torch.Tensor:
    return torch.from_numpy(np.ascontiguousarray(mask)[None, None])


@contextmanager
def _quiet() -> Iterator[None]:
    """MONAI 1.6 warns of its own use of what it deprecated."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        yield


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
