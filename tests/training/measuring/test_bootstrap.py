from __future__ import annotations

import math

import numpy as np
import pytest

from medview.training.measuring.bootstrap import Estimate, estimates, interval, means


def test_interval_of_a_mean_is_that_of_theory() -> None:
    values = np.random.default_rng(0).normal(0.9, 0.02, 400)
    found = means({"Dice": list(values)}, [str(n) for n in range(400)])["Dice"]
    half = 1.96 * values.std() / math.sqrt(400)
    assert found.value == pytest.approx(values.mean())
    assert found.high - found.value == pytest.approx(half, rel=0.12)
    assert found.value - found.low == pytest.approx(half, rel=0.12)
    assert (found.cases, found.groups) == (400, 400)


def test_copies_in_one_group_do_not_narrow_the_interval() -> None:
    values = list(np.random.default_rng(1).normal(0.5, 0.1, 50))
    alone = means({"x": values}, [str(n) for n in range(50)])["x"]
    copied = means({"x": values * 8}, [str(n) for n in range(50)] * 8)["x"]
    apart = means({"x": values * 8}, [str(n) for n in range(400)])["x"]
    assert copied.high - copied.low == pytest.approx(alone.high - alone.low, rel=0.1)
    assert apart.high - apart.low < 0.5 * (alone.high - alone.low)
    assert (copied.cases, copied.groups) == (400, 50)


def test_cases_without_a_value_are_left_out_and_the_rest_repeats_itself() -> None:
    groups = ["a", "b", "c"]
    found = means({"x": [1.0, math.nan, 3.0]}, groups)
    assert (found["x"].value, found["x"].cases) == (2.0, 2)
    assert found == means({"x": [1.0, math.nan, 3.0]}, groups)


def test_a_single_group_has_no_interval() -> None:
    found = means({"x": [1.0, 3.0]}, ["a", "a"])["x"]
    assert found.value == 2.0
    assert math.isnan(found.low)
    assert math.isnan(found.high)


def test_a_figure_most_resamples_do_not_have_has_no_interval() -> None:
    low, high = interval(np.array([1.0, math.nan, math.nan]), 1.0)
    assert math.isnan(low)
    assert math.isnan(high)
    assert interval(np.array([1.0, 2.0, math.nan]), 1.0) == pytest.approx((1.025, 1.975))


def test_statistics_know_which_draw_is_a_resample() -> None:
    told = []

    def statistics(times: np.ndarray, again: bool) -> dict[str, float]:
        told.append(again)
        assert times.sum() == 3
        return {"x": 1.0}

    assert estimates(statistics, ["a", "b", "c"], resamples=4)["x"] == Estimate(1.0, 1.0, 1.0, 3, 3)
    assert told == [False, True, True, True, True]
