"""Calibration on held-out cases: the softmax's temperature, and conformal intervals of the volumes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import logsumexp

from medview.catalog.schema import Interval

TEMPERATURES = (0.25, 4.0)
"""Where the temperature is sought; outside, something else is wrong with the network."""


@dataclass(frozen=True)
class Estimate:
    """A volume as the network gave it, its predicted spread and the truth, all in mL."""

    found_ml: float
    scale: float
    true_ml: float


def negative_log_likelihood(logits: NDArray[np.floating], labels: NDArray[np.integer], temperature: float) -> float:
    """Mean over voxels of the cross entropy; ``logits`` is (voxels, classes), ``labels`` (voxels,)."""
    scaled = np.asarray(logits, dtype=np.float64) / temperature
    chosen = np.take_along_axis(scaled, np.asarray(labels)[:, None], axis=1)[:, 0]
    return float((logsumexp(scaled, axis=1) - chosen).mean())


def fit_temperature(logits: NDArray[np.floating], labels: NDArray[np.integer]) -> float:
    """The temperature under which held-out voxels are most likely (Guo et al. 2017).

    Args:
        logits: (voxels, classes).
        labels: (voxels,).
    """
    low, high = np.log(TEMPERATURES)
    best = minimize_scalar(
        lambda log: negative_log_likelihood(logits, labels, float(np.exp(log))), bounds=(low, high), method="bounded"
    )
    return float(np.exp(best.x))


def conformal_quantiles(estimates: Sequence[Estimate], coverage: float) -> tuple[float, float]:
    """The symmetric interval of (true - found) / scale that holds a new case with probability ``coverage``.

    Its half width is the quantile of the absolute scores at rank (n + 1) ``coverage``, interpolated between
    neighbours: exchangeability gives a new case's rank a uniform distribution over n + 1 places (split conformal
    prediction, Vovk et al. 2005; Lei et al. 2018). Two signed quantiles would hang on the most extreme case at
    either end, and a few cases in every data set are labelled wrongly.

    Args:
        estimates: Held-out cases.
        coverage: Nominal coverage, such as 0.9.
    """
    scores = [abs(case.true_ml - case.found_ml) / case.scale for case in estimates]
    reach = float(np.quantile(scores, coverage, method="weibull"))
    return -reach, reach


def bounds_ml(interval: Interval, found_ml: float, scale: float) -> tuple[float, float]:
    """The interval of one volume in mL."""
    return max(found_ml + interval.low * scale, 0.0), found_ml + interval.high * scale


def covered(interval: Interval, estimates: Sequence[Estimate]) -> float:
    """The part of cases whose true volume lies within its interval."""
    ends = [(case.true_ml, bounds_ml(interval, case.found_ml, case.scale)) for case in estimates]
    return sum(low <= true <= high for true, (low, high) in ends) / len(ends)
