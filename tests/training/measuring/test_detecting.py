from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
from monai.apps.detection.metrics.coco import COCOMetric
from monai.apps.detection.metrics.matching import matching_batch
from monai.data.box_utils import box_iou

from medview.training.measuring import detecting
from medview.training.measuring.detecting import IOUS, NONE, Boxes, Matched, average_precision, figures_of, match


def _boxes(*rows: tuple[float, float, float, float, int, float]) -> Boxes:
    table = np.array(rows, np.float64).reshape(-1, 6)
    return Boxes(table[:, :4], table[:, 4].astype(np.int64), table[:, 5])


def _figures(matched: Sequence[Matched], thresholds: Sequence[float]) -> dict[str, float]:
    return dict(figures_of(matched, thresholds)(np.ones(len(matched[0].true)), False))


TRUE = [_boxes((0, 0, 10, 10, 0, 1), (20, 0, 30, 10, 0, 1)), _boxes((0, 0, 10, 10, 0, 1))]
"""Three boxes on two pictures."""

FOUND = [
    _boxes((0, 0, 10, 10, 0, 0.9), (50, 50, 60, 60, 0, 0.8), (20, 0, 30, 10, 0, 0.7)),
    _boxes((0, 0, 10, 10, 0, 0.6)),
]
"""In order of score: right, wrong, right, right."""


def test_average_precision_worked_by_hand() -> None:
    """Recall 1/3 at precision 1, then 2/3 at 2/3, then 1 at 3/4: 34 of 101 recalls read 1, the other 67 read 3/4."""
    (matched,) = match(FOUND, TRUE, 1)
    expected = (34 * 1 + 67 * 0.75) / 101
    assert average_precision(matched, (0,), np.ones(2)) == pytest.approx(expected)
    assert average_precision(matched, range(10), np.ones(2)) == pytest.approx(expected)


def test_overlaps_decide_between_50_and_95() -> None:
    """A box of 10 × 7 in one of 10 × 10 overlaps by 0.7: it is right at 0.5 … 0.7, five of ten."""
    (matched,) = match([_boxes((0, 0, 10, 7, 0, 0.9))], [_boxes((0, 0, 10, 10, 0, 1))], 1)
    found = _figures([matched], [0.5])
    assert found["mAP@50"] == 1.0
    assert found["mAP@50-95"] == pytest.approx(0.5)


def test_a_second_box_on_one_true_box_is_wrong() -> None:
    (matched,) = match([_boxes((0, 0, 10, 10, 0, 0.9), (0, 0, 10, 9, 0, 0.8))], [_boxes((0, 0, 10, 10, 0, 1))], 1)
    assert matched.right[0].tolist() == [True, False]


def test_a_box_of_another_class_is_wrong() -> None:
    one, other = match([_boxes((0, 0, 10, 10, 1, 0.9))], [_boxes((0, 0, 10, 10, 0, 1))], 2)
    assert average_precision(one, (0,), np.ones(1)) == 0.0
    assert math.isnan(average_precision(other, (0,), np.ones(1)))
    assert _figures([one, other], [0.5, 0.5])["mAP@50"] == 0.0


def test_pictures_without_boxes_count() -> None:
    (matched,) = match([NONE, _boxes((0, 0, 5, 5, 0, 0.4)), NONE], [TRUE[1], NONE, NONE], 1)
    found = _figures([matched], [0.3])
    assert found["mAP@50"] == 0.0
    assert found["False positives per picture at the threshold"] == pytest.approx(1 / 3)
    assert found["Sensitivity at the threshold"] == 0.0
    assert found["Sensitivity at 8 false positives per picture"] == 0.0


def test_froc_worked_by_hand() -> None:
    """One false positive on two pictures: at 1/4 per picture it must not pass, so only the best box is found."""
    (matched,) = match(FOUND, TRUE, 1)
    found = _figures([matched], [0.75])
    assert found["Sensitivity at 1/8 false positives per picture"] == pytest.approx(1 / 3)
    assert found["Sensitivity at 1/4 false positives per picture"] == pytest.approx(1 / 3)
    assert found["Sensitivity at 1/2 false positives per picture"] == pytest.approx(1.0)
    assert found["FROC score"] == pytest.approx((2 / 3 + 5) / 7)
    assert found["Precision at the threshold"] == pytest.approx(0.5)
    assert found["Sensitivity at the threshold"] == pytest.approx(1 / 3)
    assert detecting.froc([matched])[-1] == pytest.approx((0.5, 1.0))


def test_boxes_of_one_score_pass_together() -> None:
    (matched,) = match([_boxes((0, 0, 10, 10, 0, 0.5), (50, 50, 60, 60, 0, 0.5))], [TRUE[1]], 1)
    assert _figures([matched], [0.5])["Sensitivity at 1/8 false positives per picture"] == 0.0


def test_counts() -> None:
    (matched,) = match(FOUND, TRUE, 1)
    assert detecting.count_errors(matched, 0.65).tolist() == [1.0, -1.0]
    found = _figures([matched], [0.65])
    assert found["Count error"] == 0.0
    assert found["Absolute count error"] == 1.0


def _random(seed: int) -> tuple[list[Boxes], list[Boxes]]:
    """30 pictures of two classes: true boxes, and shifted, missing and added ones."""
    random = np.random.default_rng(seed)
    found, true = [], []
    for _ in range(30):
        low = random.uniform(0, 80, (random.integers(0, 6), 2))
        corners = np.concatenate([low, low + random.uniform(8, 25, low.shape)], axis=1)
        labels = random.integers(0, 2, len(low))
        true.append(Boxes(corners, labels, np.ones(len(low))))
        kept = random.random(len(low)) < 0.85
        moved = corners[kept] + random.normal(0, 1.5, (int(kept.sum()), 4))
        extra = random.uniform(0, 80, (random.integers(0, 3), 2))
        boxes = np.concatenate([moved, np.concatenate([extra, extra + 12], axis=1)])
        kinds = np.concatenate([labels[kept], random.integers(0, 2, len(extra))])
        found.append(Boxes(boxes, kinds, random.uniform(0.05, 1, len(boxes))))
    return found, true


@pytest.mark.parametrize("seed", [0, 1])
def test_mean_average_precision_is_that_of_monai(seed: int) -> None:
    found, true = _random(seed)
    metric = COCOMetric(classes=["a", "b"], iou_list=[0.5], iou_range=(0.5, 0.95, 0.05), max_detection=[100])
    results = matching_batch(
        box_iou,
        metric.iou_thresholds,
        *([getattr(one, name) for one in found] for name in ("corners", "labels", "scores")),
        *([getattr(one, name) for one in true] for name in ("corners", "labels")),
    )
    expected, _ = metric(results)
    measured = _figures(match(found, true, 2), [0.5, 0.5])
    assert measured["mAP@50"] == pytest.approx(expected["AP_IoU_0.50_MaxDet_100"], abs=1e-4)
    assert measured["mAP@50-95"] == pytest.approx(expected["mAP_IoU_0.50_0.95_0.05_MaxDet_100"], abs=1e-4)


def _slow_average_precision(found: Sequence[Boxes], true: Sequence[Boxes], label: int, overlap: float) -> float:
    """COCO's definition word by word, one box after the other."""
    listed = [
        (score, picture, corners)
        for picture, boxes in enumerate(found)
        for corners, kind, score in zip(boxes.corners, boxes.labels, boxes.scores, strict=True)
        if kind == label
    ]
    goals = [[list(c) for c, kind in zip(t.corners, t.labels, strict=True) if kind == label] for t in true]
    taken: set[tuple[int, int]] = set()
    points, hits = [], 0
    for number, (_, picture, corners) in enumerate(sorted(listed, key=lambda one: -one[0]), start=1):
        free = [n for n in range(len(goals[picture])) if (picture, n) not in taken]
        best = max(free, key=lambda n: _overlap(corners, goals[picture][n]), default=None)
        if best is not None and _overlap(corners, goals[picture][best]) >= overlap:
            taken.add((picture, best))
            hits += 1
        points.append((hits / sum(map(len, goals)), hits / number))
    read = [max((p for r, p in points if r >= step / 100 - 1e-12), default=0.0) for step in range(101)]
    return sum(read) / 101


def _overlap(one: Sequence[float], other: Sequence[float]) -> float:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    shared = max(width, 0.0) * max(height, 0.0)
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return shared / (sum(areas) - shared)


@pytest.mark.parametrize("seed", [2, 3])
def test_average_precision_is_that_of_the_definition_word_by_word(seed: int) -> None:
    found, true = _random(seed)
    matched = match(found, true, 2)
    for label in range(2):
        for place, overlap in ((0, 0.5), (5, 0.75)):
            assert IOUS[place] == overlap
            expected = _slow_average_precision(found, true, label, overlap)
            assert average_precision(matched[label], (place,), np.ones(len(true))) == pytest.approx(expected)


def test_a_picture_that_counts_twice_is_two_pictures() -> None:
    found, true = _random(4)
    twice = match([*found, found[3]], [*true, true[3]], 2)
    times = np.ones(len(found))
    times[3] = 2.0
    weighted = figures_of(match(found, true, 2), [0.5, 0.5])(times, True)
    for name, value in _figures(twice, [0.5, 0.5]).items():
        assert weighted[name] == pytest.approx(value), name


def test_a_picture_that_was_not_drawn_counts_not() -> None:
    found, true = _random(5)
    times = np.ones(len(found))
    times[7] = 0.0
    less = match([one for n, one in enumerate(found) if n != 7], [one for n, one in enumerate(true) if n != 7], 2)
    weighted = figures_of(match(found, true, 2), [0.5, 0.5])(times, True)
    for name, value in _figures(less, [0.5, 0.5]).items():
        assert weighted[name] == pytest.approx(value), name
