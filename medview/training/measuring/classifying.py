"""How good probabilities are: how well they tell classes apart, and whether they mean what they say."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf, expit
from sklearn.metrics import (
    average_precision_score,
    precision_recall_curve,
    roc_auc_score,
    roc_curve,
)

from medview.training.measuring.bootstrap import Float, Statistics
from medview.training.measuring.curves import Curve, thinned
from medview.training.measuring.ordered import Ordered

Bool = NDArray[np.bool_]

BINS = 10
"""Bins of a reliability diagram and of the calibration error, each with as many cases as any other."""

_LEAST = 1e-6
"""Probabilities nearer to 0 or 1 count as this near: their logits would be endless."""


@dataclass(frozen=True, eq=False)
class Chances:
    """Probabilities of one class and the truth.

    Args:
        true: (cases,) whether a case is of the class.
        given: (cases,) its probability.
        threshold: From which probability on it counts as positive.
    """

    true: Bool
    given: Float
    threshold: float

    @property
    def positive(self) -> Bool:
        """(cases,) what is said to be of the class."""
        return self.given >= self.threshold


def auroc(chances: Chances, times: Float) -> float:
    """Area under the receiver operating characteristic; NaN where one class is missing."""
    if not _both(chances, times):
        return math.nan
    return float(roc_auc_score(chances.true, chances.given, sample_weight=times))


def auprc(chances: Chances, times: Float) -> float:
    """Average precision, the area under the curve of precision and recall; NaN without a positive case."""
    if not _both(chances, times):
        return math.nan
    return float(average_precision_score(chances.true, chances.given, sample_weight=times))


def decided(chances: Chances, times: Float) -> dict[str, float]:
    """Sensitivity, specificity, accuracy and F1 at the threshold; NaN where there is no case they are of."""
    right, wrong = chances.true & chances.positive, ~chances.true & chances.positive
    hits, alarms, positive, total = (float(times @ one) for one in (right, wrong, chances.true, np.ones(len(times))))
    return {
        "Sensitivity": _part(hits, positive),
        "Specificity": _part(total - positive - alarms, total - positive),
        "Accuracy": _part(hits + total - positive - alarms, total),
        "F1": _part(2.0 * hits, positive + hits + alarms) if positive else math.nan,
    }


def _part(some: float, whole: float) -> float:
    return some / whole if whole else math.nan


def brier(chances: Chances, times: Float) -> float:
    """Mean squared difference of probability and truth."""
    return float(np.average((_within(chances.given) - chances.true) ** 2, weights=times))


def _within(given: Float) -> Float:
    return np.clip(given, 0.0, 1.0)


@dataclass(frozen=True)
class Bin:
    """One bin of a reliability diagram: mean probability, part of positive cases, and how many cases."""

    given: float
    found: float
    cases: float


def bins(chances: Chances, times: Float, count: int = BINS) -> tuple[Bin, ...]:
    """Cases in order of their probability, in so many bins of the same size (fewer where there are few cases).

    Equal probabilities stay together, so that the bins do not depend on the order of the cases.
    """
    total = float(times.sum())
    values, place = np.unique(chances.given, return_inverse=True)
    cases = np.bincount(place, times)
    positive = np.bincount(place, times * chances.true)
    middle = np.cumsum(cases) - cases / 2
    number = np.minimum((middle / max(total, 1.0) * count).astype(int), count - 1)
    weights = np.bincount(number, cases, count)
    given, found = np.bincount(number, cases * values, count), np.bincount(number, positive, count)
    return tuple(
        Bin(float(g / w), float(f / w), float(w)) for g, f, w in zip(given, found, weights, strict=True) if w > 0
    )


def calibration_error(chances: Chances, times: Float) -> float:
    """Expected calibration error: the mean distance of probability and frequency over the bins."""
    found = bins(chances, times)
    total = sum(one.cases for one in found)
    return sum(one.cases * abs(one.given - one.found) for one in found) / total if total else math.nan


def debiased_calibration_error(chances: Chances, times: Float, noise: float = 1.0) -> float:
    """The expected calibration error without what chance alone adds to it (Kumar, Liang and Ma 2019, arXiv:1909.10155).

    A bin's frequency is taken as normally distributed about the truth; what its distance grows by on average is
    subtracted. Below 0 it is 0.

    Args:
        chances: The probabilities.
        times: How often each case counts.
        noise: Variance of a bin's frequency, in that of drawing its cases once: 2 in a resample of a sample.
    """
    found = bins(chances, times)
    total = sum(one.cases for one in found)
    if not total:
        return math.nan
    excess = sum(one.cases * (_folded_mean(one, noise) - abs(one.given - one.found)) for one in found) / total
    return max(0.0, calibration_error(chances, times) - excess)


def _folded_mean(one: Bin, noise: float) -> float:
    """Mean of |distance + normal noise| (the folded normal distribution)."""
    distance = abs(one.given - one.found)
    chance = min(max(one.found, 0.5 / one.cases), 1.0 - 0.5 / one.cases) if one.cases > 1 else 0.5
    spread = math.sqrt(noise * chance * (1.0 - chance) / one.cases)
    if spread == 0.0:
        return distance
    scaled = distance / spread
    return spread * math.sqrt(2.0 / math.pi) * math.exp(-scaled * scaled / 2.0) + distance * float(
        erf(scaled / math.sqrt(2.0))
    )


def squared_calibration_error(chances: Chances, times: Float, noise: float = 1.0) -> float:
    """Root of the mean squared distance over the bins, less what chance adds (Bröcker 2012; Kumar 2019, section 4).

    Args:
        chances: The probabilities.
        times: How often each case counts.
        noise: As of ``debiased_calibration_error``.
    """
    found = [one for one in bins(chances, times) if one.cases > 1]
    total = sum(one.cases for one in found)
    if not total:
        return math.nan
    squares = [(one.given - one.found) ** 2 - noise * one.found * (1.0 - one.found) / (one.cases - 1) for one in found]
    return math.sqrt(max(0.0, sum(one.cases * square for one, square in zip(found, squares, strict=True)) / total))


def calibration_line(chances: Chances, times: Float) -> tuple[float, float]:
    """Slope and intercept of the truth's log odds over those of the probability (Cox 1958).

    1 and 0 are right; with a slope below 1 the probabilities are too sure. NaN where the fit has no end.
    """
    given = np.clip(chances.given, _LEAST, 1.0 - _LEAST)
    logits = np.log(given / (1.0 - given))[:, None]
    if not _both(chances, times) or np.ptp(logits[times > 0]) == 0.0:
        return math.nan, math.nan
    if _separated(logits[:, 0], chances, times):
        return math.nan, math.nan  # the fit has no end
    return _logistic(logits[:, 0], chances.true, times)


def _logistic(x: Float, true: Bool, times: Float) -> tuple[float, float]:
    """Slope and intercept of a logistic regression without penalty, by Newton's method from no slope."""
    terms = np.stack((x, np.ones_like(x)), 1)
    line = np.zeros(2)
    for _ in range(_MOST_STEPS):
        given = expit(terms @ line)
        spread = times * given * (1.0 - given)
        step = np.linalg.lstsq(terms.T @ (terms * spread[:, None]), terms.T @ (times * (true - given)), rcond=None)[0]
        line = line + step
        if np.abs(step).max() < _NEAR:
            return float(line[0]), float(line[1])
    return math.nan, math.nan


_MOST_STEPS, _NEAR = 50, 1e-8
"""Newton's method: steps at most, and the step at which it has arrived."""


def _separated(logits: Float, chances: Chances, times: Float) -> bool:
    yes, no = logits[chances.true & (times > 0)], logits[~chances.true & (times > 0)]
    return bool(yes.min() >= no.max() or yes.max() <= no.min())


def _both(chances: Chances, times: Float) -> bool:
    return bool(times[chances.true].sum() > 0 and times[~chances.true].sum() > 0)


def figures_of(chances: Chances) -> Statistics:
    """Every figure of one class. ``ECE`` and its root mean square are debiased."""
    ordered = Ordered(chances.true, chances.given)

    def statistics(times: Float, again: bool) -> dict[str, float]:
        areas = ordered.areas(times) if again else (auroc(chances, times), auprc(chances, times))
        slope, intercept = calibration_line(chances, times)
        noise = 2.0 if again else 1.0
        return {
            "AUROC": areas[0],
            "AUPRC": areas[1],
            **decided(chances, times),
            "Brier": brier(chances, times),
            "ECE": debiased_calibration_error(chances, times, noise),
            "ECE (plug-in)": calibration_error(chances, times),
            "Calibration error (RMS)": squared_calibration_error(chances, times, noise),
            "Calibration slope": slope,
            "Calibration intercept": intercept,
        }

    return statistics


@dataclass(frozen=True, eq=False)
class Several:
    """Probabilities of classes that exclude each other.

    Args:
        true: (cases,) number of the class.
        given: (cases, classes).
    """

    true: NDArray[np.int64]
    given: Float

    def of(self, number: int) -> Chances:
        """One class against all others."""
        return Chances(self.true == number, self.given[:, number], 0.5)


def figures_together(several: Several) -> Statistics:
    """Figures of all classes together: means over the classes, and how often the most likely one is right."""
    ones = [several.of(number) for number in range(several.given.shape[1])]
    ordered = [Ordered(one.true, one.given) for one in ones]
    chosen = several.given.argmax(1)

    def statistics(times: Float, again: bool) -> dict[str, float]:
        areas = [
            o.areas(times) if again else (auroc(c, times), auprc(c, times)) for o, c in zip(ordered, ones, strict=True)
        ]
        f1s = [
            decided(Chances(one.true, (chosen == number).astype(np.float64), 0.5), times)["F1"]
            for number, one in enumerate(ones)
        ]
        return {
            "AUROC": _mean([area for area, _ in areas]),
            "AUPRC": _mean([area for _, area in areas]),
            "Accuracy": float(np.average(chosen == several.true, weights=times)),
            "F1": _mean(f1s),
            "Brier": sum(brier(one, times) for one in ones),
        }

    return statistics


def _mean(values: Sequence[float]) -> float:
    known = [value for value in values if not math.isnan(value)]
    return sum(known) / len(known) if known else math.nan


def roc(chances: Chances) -> Curve:
    """(1 - specificity, sensitivity) from the strictest threshold to the loosest; empty where one class is missing."""
    if not _both(chances, np.ones(len(chances.true))):
        return ()
    wrong, right, _ = roc_curve(chances.true, chances.given)
    return thinned(wrong, right)


def precision_recall(chances: Chances) -> Curve:
    """(recall, precision) from the loosest threshold to the strictest; empty where one class is missing."""
    if not _both(chances, np.ones(len(chances.true))):
        return ()
    precision, recall, _ = precision_recall_curve(chances.true, chances.given)
    return thinned(recall, precision)
