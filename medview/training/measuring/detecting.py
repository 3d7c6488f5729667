"""How good boxes are: mean average precision as COCO counts it, and sensitivity over false positives per picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from monai.apps.detection.metrics.matching import matching_batch
from numpy.typing import NDArray

from medview.training.measuring.bootstrap import Float, Statistics
from medview.training.measuring.classifying import Chances, debiased_calibration_error
from medview.training.measuring.curves import Curve, thinned

IOUS = tuple(round(0.5 + 0.05 * step, 2) for step in range(10))
"""Overlaps from which on a box counts as found: 0.5, 0.55 … 0.95 (COCO)."""

RECALLS = np.linspace(0.0, 1.0, 101)
"""Where COCO reads precision off."""

FALSE_POSITIVES = (0.125, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
"""False positives per picture of the FROC curve (LUNA16)."""

MOST_BOXES = 300
"""Boxes of one picture and class that count, the best first."""


@dataclass(frozen=True, eq=False)
class Boxes:
    """Boxes of one picture.

    Args:
        corners: (n, 4) x0, y0, x1, y1 in pixels.
        labels: (n,) numbers of their classes.
        scores: (n,); of the truth not asked for.
    """

    corners: Float
    labels: NDArray[np.int64]
    scores: Float


NONE = Boxes(np.zeros((0, 4)), np.zeros(0, np.int64), np.zeros(0))


@dataclass(frozen=True, eq=False)
class Matched:
    """Boxes of one class over all pictures, the best first.

    Args:
        scores: (n,).
        pictures: (n,) number of the picture each is on.
        right: (overlaps, n) whether it is a true box not found by a better one.
        true: (pictures,) how many true boxes there are.
    """

    scores: Float
    pictures: NDArray[np.int64]
    right: NDArray[np.bool_]
    true: Float


def match(found: Sequence[Boxes], true: Sequence[Boxes], classes: int) -> tuple[Matched, ...]:
    """Match the boxes of each class, as COCO does: the best first, each with the true box it overlaps most.

    Args:
        found: What the model says of each picture.
        true: What is there.
        classes: Number of classes.
    """
    results = matching_batch(
        _overlaps,
        IOUS,
        [boxes.corners for boxes in found],
        [boxes.labels for boxes in found],
        [boxes.scores for boxes in found],
        [boxes.corners for boxes in true],
        [boxes.labels for boxes in true],
        max_detections=MOST_BOXES,
    )
    counts = [np.array([(boxes.labels == number).sum() for boxes in true], np.float64) for number in range(classes)]
    return tuple(_of_class(number, results, counts[number]) for number in range(classes))


def _overlaps(found: Float, true: Float) -> Float:
    """(found, true) intersections over unions, so exact that a box of just 0.5 counts (MONAI's are not)."""
    low, high = np.maximum(found[:, None, :2], true[None, :, :2]), np.minimum(found[:, None, 2:], true[None, :, 2:])
    shared = np.prod(np.clip(high - low, 0.0, None), axis=2)
    areas = [np.prod(boxes[:, 2:] - boxes[:, :2], axis=1) for boxes in (found, true)]
    whole = areas[0][:, None] + areas[1][None] - shared
    return np.asarray(np.round(shared / np.maximum(whole, _ROUNDING), 9), np.float64)


def _of_class(number: int, results: Sequence[dict[int, dict[str, NDArray[np.float64]]]], true: Float) -> Matched:
    here = [(place, result[number]) for place, result in enumerate(results) if number in result]
    scores = np.concatenate([np.zeros(0), *(one["dtScores"] for _, one in here)])
    pictures = np.concatenate([np.zeros(0, np.int64), *(np.full(len(one["dtScores"]), place) for place, one in here)])
    right = np.concatenate([np.zeros((len(IOUS), 0)), *(one["dtMatches"] for _, one in here)], axis=1)
    order = np.argsort(-scores, kind="mergesort")
    return Matched(scores[order], pictures[order].astype(np.int64), right[:, order] > 0, true)


def average_precision(matched: Matched, overlaps: Sequence[int], times: Float) -> float:
    """Mean over some overlaps of the precision read off at 101 recalls (COCO); NaN without a true box.

    Args:
        matched: The boxes of a class.
        overlaps: Which of ``IOUS``.
        times: (pictures,) how often each counts.
    """
    total = float(matched.true @ times)
    if not total:
        return math.nan
    counted = times[matched.pictures]
    return float(np.mean([_precision(matched.right[one], counted, total) for one in overlaps]))


def _precision(right: NDArray[np.bool_], counted: Float, total: float) -> float:
    kept = counted > 0
    hits, all_of = np.cumsum((right * counted)[kept]), np.cumsum(counted[kept])
    if not len(hits):
        return 0.0
    best = np.maximum.accumulate((hits / all_of)[::-1])[::-1]
    place = np.searchsorted(hits / total, RECALLS - _ROUNDING, side="left")
    return float(np.where(place < len(best), best[np.minimum(place, len(best) - 1)], 0.0).mean())


_ROUNDING = 1e-9


@dataclass(frozen=True, eq=False)
class Pool:
    """Boxes of several classes together, the best first, at overlap 0.5.

    Args:
        scores: (n,).
        pictures: (n,).
        right: (n,).
        last: (n,) whether the next box has another score: boxes of one score pass a threshold together.
        true: (pictures,) true boxes.
    """

    scores: Float
    pictures: NDArray[np.int64]
    right: NDArray[np.bool_]
    last: NDArray[np.bool_]
    true: Float


def pool(matched: Sequence[Matched]) -> Pool:
    """All boxes of some classes."""
    scores = np.concatenate([one.scores for one in matched])
    order = np.argsort(-scores, kind="mergesort")
    pictures, right = (
        np.concatenate(parts)[order] for parts in ([one.pictures for one in matched], [one.right[0] for one in matched])
    )
    ordered = scores[order]
    last = np.append(ordered[1:] != ordered[:-1], True) if len(ordered) else np.zeros(0, bool)
    return Pool(ordered, pictures, right, last, np.sum([one.true for one in matched], axis=0))


def froc_points(found: Pool, times: Float) -> tuple[Float, Float]:
    """False positives per picture and sensitivity after each score, from the best box down."""
    counted = times[found.pictures]
    wrong, hits = np.cumsum(counted * ~found.right)[found.last], np.cumsum(counted * found.right)[found.last]
    return wrong / times.sum(), hits / (found.true @ times)


def sensitivities(found: Pool, times: Float) -> list[float]:
    """The part of true boxes found when each of ``FALSE_POSITIVES`` per picture is let pass; NaN without a true box."""
    if not found.true @ times:
        return [math.nan] * len(FALSE_POSITIVES)
    wrong, hits = froc_points(found, times)
    place = np.searchsorted(wrong, np.array(FALSE_POSITIVES) + _ROUNDING, side="right") - 1
    return [float(hits[one]) if one >= 0 else 0.0 for one in place]


@dataclass(frozen=True)
class Decided:
    """Boxes at the threshold a package draws them from: how many are right, wrong, and missing."""

    right: float
    wrong: float
    missing: float

    @property
    def sensitivity(self) -> float:
        """The part of true boxes that is found."""
        return _part(self.right, self.right + self.missing)

    @property
    def precision(self) -> float:
        """The part of boxes that is right."""
        return _part(self.right, self.right + self.wrong)


def decided(matched: Sequence[Matched], thresholds: Sequence[float], times: Float) -> Decided:
    """What is drawn at the thresholds of the classes, at overlap 0.5."""
    right = wrong = 0.0
    for one, threshold in zip(matched, thresholds, strict=True):
        counted = times[one.pictures] * (one.scores >= threshold)
        right += float((counted * one.right[0]).sum())
        wrong += float((counted * ~one.right[0]).sum())
    return Decided(right, wrong, sum(float(one.true @ times) for one in matched) - right)


def count_errors(matched: Matched, threshold: float) -> Float:
    """(pictures,) boxes drawn less true ones."""
    drawn = np.bincount(matched.pictures[matched.scores >= threshold], minlength=len(matched.true))
    return np.asarray(drawn - matched.true, np.float64)


def _part(some: float, whole: float) -> float:
    return some / whole if whole else math.nan


def figures_of(matched: Sequence[Matched], thresholds: Sequence[float]) -> Statistics:
    """Every figure of one class, or of several as means and together.

    Args:
        matched: Of each class.
        thresholds: From which score a box of each class is drawn.
    """
    together = pool(matched)
    errors = np.stack([count_errors(one, limit) for one, limit in zip(matched, thresholds, strict=True)])

    def statistics(times: Float, _: bool) -> dict[str, float]:
        drawn, pictures = decided(matched, thresholds, times), float(times.sum())
        found = sensitivities(together, times)
        return {
            "mAP@50": _over(matched, (0,), times),
            "mAP@50-95": _over(matched, range(len(IOUS)), times),
            "FROC score": float(np.mean(found)),
            **{_rate_name(rate): value for rate, value in zip(FALSE_POSITIVES, found, strict=True)},
            "Sensitivity at the threshold": drawn.sensitivity,
            "Precision at the threshold": drawn.precision,
            "False positives per picture at the threshold": drawn.wrong / pictures,
            "ECE of the scores": _calibration_error(together, times),
            "Count error": float((errors @ times).mean() / pictures),
            "Absolute count error": float((abs(errors) @ times).mean() / pictures),
        }

    return statistics


def scores_of(found: Pool) -> Chances:
    """Whether each box is right, and the score that says how likely that is."""
    return Chances(found.right, found.scores, _HALF)


def _calibration_error(found: Pool, times: Float) -> float:
    """Debiased; NaN without a box."""
    return debiased_calibration_error(scores_of(found), times[found.pictures]) if len(found.scores) else math.nan


_HALF = 0.5


def _rate_name(rate: float) -> str:
    shown = f"{rate:g}" if rate >= 1 else f"1/{1 / rate:g}"
    return f"Sensitivity at {shown} false positives per picture"


def _over(matched: Sequence[Matched], overlaps: Sequence[int], times: Float) -> float:
    """Mean over the classes that are there."""
    known = [value for one in matched if not math.isnan(value := average_precision(one, overlaps, times))]
    return sum(known) / len(known) if known else math.nan


def froc(matched: Sequence[Matched]) -> Curve:
    """(false positives per picture, sensitivity) from the best box down; empty without a true box."""
    found = pool(matched)
    if not found.true.sum():
        return ()
    return thinned(*froc_points(found, np.ones(len(found.true))))


def precision_recall(matched: Matched) -> Curve:
    """(recall, precision) at overlap 0.5, from the best box down; empty without a true box."""
    if not matched.true.sum():
        return ()
    hits = np.cumsum(matched.right[0])
    return thinned(hits / matched.true.sum(), hits / np.arange(1, len(hits) + 1))
