"""Histogram matching: quantiles come to lie where they should, whatever the picture's own curve."""

from __future__ import annotations

import numpy as np
import pytest

from medview.engine.histogram import matched, matching, quantiles

LANDMARKS = tuple(np.linspace(-2.0, 2.0, 21))


def test_any_growing_curve_of_a_picture_gives_the_same() -> None:
    plain = np.random.default_rng(0).uniform(0, 1, (1, 60, 60)).astype(np.float32)
    one, other = matched(plain, LANDMARKS), matched(1000 * plain**3 + 5, LANDMARKS)
    assert np.abs(one - other).max() < 0.1
    assert quantiles(one, 21) == pytest.approx(LANDMARKS, abs=0.02)


def test_a_blank_picture_becomes_one_value() -> None:
    found = matched(np.full((1, 4, 4), 9.0, np.float32), LANDMARKS)
    assert np.unique(found).size == 1
    assert np.isfinite(found).all()


def test_without_landmarks_values_are_spread_evenly() -> None:
    values = np.arange(101, dtype=np.float32) ** 2
    assert matching(values, ())(values) == pytest.approx(np.linspace(0, 1, 101), abs=0.03)


def test_values_beyond_those_measured_stay_within_the_landmarks() -> None:
    curve = matching(np.arange(10.0), LANDMARKS)
    assert curve(np.array([-50.0, 50.0], np.float32)).tolist() == [-2.0, 2.0]
