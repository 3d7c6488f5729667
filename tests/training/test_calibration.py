from __future__ import annotations

import numpy as np
import pytest

from medview.catalog.schema import Interval
from medview.training.calibration import Estimate, bounds_ml, conformal_quantiles, covered, fit_temperature


def _cases(random: np.random.Generator, count: int) -> list[Estimate]:
    """Skewed, biased errors that grow with a known scale."""
    scales = random.uniform(0.2, 0.6, count)
    errors = scales * (random.gamma(2.0, 1.0, count) - 1.0)
    return [Estimate(2.0, float(s), float(2.0 + e)) for s, e in zip(scales, errors, strict=True)]


def test_intervals_cover_what_they_promise_over_many_repetitions() -> None:
    random = np.random.default_rng(1)
    parts = []
    for _ in range(200):
        low, high = conformal_quantiles(_cases(random, 26), 0.9)
        parts.append(covered(Interval((1,), "ambiguous", low, high), _cases(random, 200)))
    assert np.mean(parts) == pytest.approx(0.9, abs=0.015)


def test_quantiles_by_hand() -> None:
    signed = [score * (-1) ** score for score in range(1, 20)]
    cases = [Estimate(1.0, 0.5, 1.0 + 0.5 * score) for score in signed]
    assert conformal_quantiles(cases, 0.9) == (pytest.approx(-18.0), pytest.approx(18.0))


def test_bounds_never_fall_below_nothing() -> None:
    assert bounds_ml(Interval((1,), "absolute", -1.0, 0.5), 0.4, 1.0) == (0.0, pytest.approx(0.9))


def test_temperature_is_found_again() -> None:
    random = np.random.default_rng(2)
    logits = random.normal(0, 2, (20_000, 3))
    chances = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    labels = np.array([random.choice(3, p=row) for row in chances])
    assert fit_temperature(logits * 2.5, labels) == pytest.approx(2.5, rel=0.05)
