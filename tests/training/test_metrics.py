from __future__ import annotations

import math

import numpy as np
import pytest

from medview.training.metrics import bootstrap_mean, dice, hd95_mm, iou, nsd, volume_ml


def _box(*slices: slice) -> np.ndarray:
    mask = np.zeros((10, 10, 10), bool)
    mask[slices] = True
    return mask


def test_dice_by_hand() -> None:
    found, true = _box(slice(0, 2), slice(0, 2), slice(0, 2)), _box(slice(1, 3), slice(0, 2), slice(0, 2))
    assert dice(found, true) == pytest.approx(2 * 4 / (8 + 8))
    assert dice(found, found) == 1.0
    assert dice(found, np.zeros_like(found)) == 0.0
    assert dice(np.zeros_like(found), np.zeros_like(found)) == 1.0


def test_hd95_of_two_parallel_plates_is_their_distance_in_mm() -> None:
    found, true = _box(slice(2, 3), slice(0, 10), slice(0, 10)), _box(slice(5, 6), slice(0, 10), slice(0, 10))
    assert hd95_mm(found, true, (2.0, 1.0, 1.0)) == pytest.approx(6.0)
    assert hd95_mm(found, true, (0.5, 1.0, 1.0)) == pytest.approx(1.5)


def test_hd95_takes_the_larger_direction() -> None:
    true = _box(slice(5, 6), slice(5, 6), slice(5, 6))
    found = true | _box(slice(5, 6), slice(5, 6), slice(0, 1))
    assert hd95_mm(found, true, (1.0, 1.0, 1.0)) == pytest.approx(0.95 * 5)
    assert hd95_mm(true, found, (1.0, 1.0, 1.0)) == pytest.approx(0.95 * 5)


def test_hd95_forgives_a_stray_voxel_among_many() -> None:
    true = _box(slice(3, 7), slice(3, 7), slice(3, 7))
    stray = true.copy()
    stray[0, 0, 0] = True
    assert hd95_mm(stray, true, (1.0, 1.0, 1.0)) == 0.0


def test_hd95_of_empty_masks() -> None:
    box, empty = _box(slice(3, 7)), _box(slice(0, 0))
    assert math.isnan(hd95_mm(box, empty, (1.0, 1.0, 1.0)))
    assert hd95_mm(empty, empty, (1.0, 1.0, 1.0)) == 0.0


def test_iou_by_hand() -> None:
    found, true = _box(slice(0, 2), slice(0, 2), slice(0, 2)), _box(slice(1, 3), slice(0, 2), slice(0, 2))
    assert iou(found, true) == pytest.approx(4 / 12)
    assert iou(np.zeros_like(found), np.zeros_like(found)) == 1.0
    assert iou(found, np.zeros_like(found)) == 0.0


def test_nsd_counts_what_lies_within_the_tolerance() -> None:
    found, true = _box(slice(2, 3), slice(0, 10), slice(0, 10)), _box(slice(5, 6), slice(0, 10), slice(0, 10))
    assert nsd(found, true, (2.0, 1.0, 1.0), 6.0) == 1.0
    assert nsd(found, true, (2.0, 1.0, 1.0), 5.9) == 0.0
    stray = true.copy()
    stray[0, 0, 0] = True
    assert nsd(stray, true, (1.0, 1.0, 1.0), 1.0) == pytest.approx(200 / 201)


def test_nsd_of_empty_masks() -> None:
    box, empty = _box(slice(3, 7)), _box(slice(0, 0))
    assert nsd(box, empty, (1.0, 1.0, 1.0), 1.0) == 0.0
    assert nsd(empty, empty, (1.0, 1.0, 1.0), 1.0) == 1.0


def test_volume() -> None:
    assert volume_ml(_box(slice(0, 2), slice(0, 5), slice(0, 10)), 0.002) == pytest.approx(0.2)


def test_bootstrap_interval_is_that_of_a_mean() -> None:
    values = np.random.default_rng(0).normal(0.9, 0.02, 400)
    mean = bootstrap_mean(list(values))
    expected = 1.96 * values.std() / math.sqrt(400)
    assert mean.value == pytest.approx(values.mean())
    assert mean.high - mean.value == pytest.approx(expected, rel=0.1)
    assert mean.value - mean.low == pytest.approx(expected, rel=0.1)


def test_bootstrap_leaves_out_cases_without_a_value_and_repeats_itself() -> None:
    mean = bootstrap_mean([1.0, math.nan, 3.0])
    assert (mean.value, mean.cases) == (2.0, 2)
    assert mean == bootstrap_mean([1.0, math.nan, 3.0])
    assert bootstrap_mean([math.nan]).cases == 0
