"""Calibration of a detector on pictures it was not trained on: scores, thresholds, and intervals of counts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression

from medview.catalog.schema import Interval
from medview.training.calibration import Estimate, conformal_quantiles
from medview.training.measuring.detecting import Matched

Float = NDArray[np.float64]
Points = tuple[tuple[float, float], ...]

LEAST_WORTH = 0.005
"""Boxes that are right less often are not given at all: hundreds of them hide how well the others are calibrated."""

LEAST_THRESHOLD = 0.05
"""No threshold is lower: such boxes are nearly all wrong."""


def fit_points(scores: Float, right: NDArray[np.bool_]) -> Points:
    """The growing map from scores to the part of boxes that are right (Zadrozny and Elkan 2002).

    Isotonic regression gives steps; the map is linear between their middles, so that boxes keep their order.

    Args:
        scores: Of every box.
        right: Which of them are true.

    Returns:
        (score, probability), both growing; empty where there are too few boxes to say anything.
    """
    if right.sum() < 2 or right.all():
        return ()
    order = np.argsort(scores, kind="stable")
    scores, right = scores[order], right[order]
    steps = IsotonicRegression(y_min=0.0, y_max=1.0).fit(scores, right).predict(scores)
    blocks = np.unique(steps, return_inverse=True)[1]
    sizes = np.bincount(blocks)
    middles = np.bincount(blocks, scores) / sizes
    parts = np.maximum.accumulate((np.bincount(blocks, right) + 0.5) / (sizes + 1.0))  # no box is wholly sure
    points = [(0.0, 0.0), *zip(middles.tolist(), parts.tolist(), strict=True), (1.0, max(1.0 - 1e-3, parts[-1]))]
    kept = [a for a, b in pairwise(points) if a[0] < b[0] - 1e-6]
    return tuple((float(x), float(y)) for x, y in (*kept, points[-1]))


def mapped_scores(points: Points, scores: Float) -> Float:
    """Scores after the map; as they are without one."""
    if not points:
        return scores
    x, y = np.array(points).T
    return np.asarray(np.interp(scores, x, y))


def floor_of(points: Points) -> float:
    """The score below which less than one box in two hundred is right; 0 where nothing is known."""
    if not points:
        return 0.0
    x, y = np.array(points).T
    return float(np.interp(LEAST_WORTH, y, x))


def best_threshold(matched: Matched) -> float:
    """The score at which found and true boxes agree most (F1); in the middle between two boxes.

    Args:
        matched: Boxes of one class with calibrated scores.
    """
    true = float(matched.true.sum())
    if not true or not len(matched.scores):
        return 0.5
    hits, drawn = np.cumsum(matched.right[0]), np.arange(1, len(matched.scores) + 1)
    place = int(np.argmax(2 * hits / (drawn + true)))
    below = matched.scores[place + 1] if place + 1 < len(matched.scores) else 0.0
    return max(LEAST_THRESHOLD, round(float(matched.scores[place] + below) / 2, 3))


def count_interval(matched: Matched, threshold: float, number: int, coverage: float) -> Interval:
    """The conformal interval of how many boxes of a class a picture has.

    Args:
        matched: Boxes of the class with calibrated scores.
        threshold: From which score a box is counted.
        number: Of the class, from 0.
        coverage: Nominal coverage.
    """
    pictures = len(matched.true)
    counts = np.bincount(matched.pictures[matched.scores >= threshold], minlength=pictures)
    doubts = np.bincount(matched.pictures, matched.scores * (1 - matched.scores), minlength=pictures)
    is_doubted = bool((doubts > 0).all())
    scales: Sequence[float] = doubts.tolist() if is_doubted else [1.0] * pictures
    estimates = [
        Estimate(float(found), scale, float(true))
        for found, scale, true in zip(counts, scales, matched.true, strict=True)
    ]
    low, high = conformal_quantiles(estimates, coverage)
    return Interval((number + 1,), "ambiguous" if is_doubted else "absolute", low, high)
