"""Scores become probabilities that grow, thresholds balance what is found and what is wrong, counts have intervals."""

from __future__ import annotations

import numpy as np
import pytest

from medview.training.detecting.calibration import (
    LEAST_THRESHOLD,
    LEAST_WORTH,
    best_threshold,
    count_interval,
    fit_points,
    floor_of,
    mapped_scores,
)
from medview.training.measuring.detecting import Matched


def overconfident(seed: int, count: int = 4000) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    scores = random.random(count)
    return scores, random.random(count) < scores**2


def test_calibrated_scores_mean_what_they_say() -> None:
    points = fit_points(*overconfident(0))
    x, y = np.array(points).T
    assert (np.diff(x) > 0).all()
    assert (np.diff(y) >= 0).all()
    assert y[0] == 0.0
    assert y[-1] < 1.0
    scores, right = overconfident(1)
    mapped = mapped_scores(points, scores)
    for low in (0.1, 0.4, 0.7):
        inside = (mapped >= low) & (mapped < low + 0.2)
        assert right[inside].mean() == pytest.approx(mapped[inside].mean(), abs=0.06)


def test_the_order_of_boxes_stays() -> None:
    scores = np.sort(np.random.default_rng(2).random(200))
    assert (np.diff(mapped_scores(fit_points(*overconfident(3, 300)), scores)) >= 0).all()


@pytest.mark.parametrize("right", [[False] * 4, [True] * 4, [True, False, False, False]])
def test_too_few_boxes_say_nothing(right: list[bool]) -> None:
    points = fit_points(np.array([0.9, 0.6, 0.4, 0.2]), np.array(right))
    assert points == ()
    assert mapped_scores(points, np.array([0.3])).tolist() == [0.3]


def of_class(scores: list[float], right: list[bool], pictures: list[int], true: list[float]) -> Matched:
    return Matched(np.array(scores), np.array(pictures), np.array([right]), np.array(true))


def test_the_threshold_lies_between_what_is_right_and_what_is_wrong() -> None:
    matched = of_class([0.9, 0.8, 0.4, 0.2], [True, True, False, False], [0, 1, 0, 1], [1.0, 1.0])
    assert best_threshold(matched) == pytest.approx(0.6)


def test_the_threshold_is_never_lower_than_what_is_worth_a_look() -> None:
    assert best_threshold(of_class([0.04], [True], [0], [1.0])) == LEAST_THRESHOLD
    assert best_threshold(of_class([], [], [], [3.0])) == 0.5


def test_intervals_of_counts_hold_the_truth_as_often_as_they_say() -> None:
    random = np.random.default_rng(4)
    true = random.integers(5, 20, 400).astype(float)
    found = [int(one + random.integers(-2, 3)) for one in true]
    pictures = np.repeat(np.arange(400), found)
    matched = Matched(np.full(len(pictures), 0.8), pictures, np.ones((1, len(pictures)), bool), true)
    interval = count_interval(matched, 0.5, 1, 0.9)
    assert interval.classes == (2,)
    assert interval.scale == "ambiguous"
    reach = interval.high * 0.16 * np.array(found)
    assert 0.87 < np.mean(np.abs(true - found) <= reach) <= 0.97


def test_pictures_without_any_box_have_an_interval_too() -> None:
    matched = of_class([0.9], [True], [0], [1.0, 2.0, 0.0])
    interval = count_interval(matched, 0.5, 0, 0.9)
    assert interval.scale == "absolute"
    assert interval.high >= 1.0


def test_boxes_that_are_hardly_ever_right_are_not_given() -> None:
    assert floor_of(()) == 0.0
    points = ((0.0, 0.0), (0.1, LEAST_WORTH - 0.001), (0.3, LEAST_WORTH + 0.001), (1.0, 0.9))
    assert floor_of(points) == pytest.approx(0.2)
    assert floor_of(((0.0, LEAST_WORTH), (1.0, 0.9))) == 0.0
