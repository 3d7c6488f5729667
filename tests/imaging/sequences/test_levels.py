from __future__ import annotations

import itertools

import numpy as np
import pytest

from medview.imaging.sequences.levels import SMALL, levels, thinned
from medview.imaging.sequences.strands import PIECE


def values(count: int) -> np.ndarray:
    rng = np.random.default_rng(4)
    found = rng.normal(0, 1, count).astype(np.float32)
    found[rng.random(count) < 0.2] = np.nan
    return found


def test_few_values_are_looked_at_as_they_are() -> None:
    some = values(1000)
    assert levels(some) == ()
    edges = np.linspace(0, 1000, 38).astype(np.int64)
    found = thinned(some, (), edges)
    for n, (a, b) in enumerate(itertools.pairwise(edges)):
        assert found.least[n] == pytest.approx(np.nanmin(some[a:b]))
        assert found.mean[n] == pytest.approx(np.nanmean(some[a:b]), abs=1e-6)
        assert found.most[n] == pytest.approx(np.nanmax(some[a:b]))


def test_levels_keep_peaks_and_means_of_many_values() -> None:
    many = values(PIECE + 3 * SMALL + 5)
    many[2_000_003], many[2_000_005] = 50.0, -50.0
    known = levels(many)
    assert [level.step for level in known] == [16, 256]
    edges = np.linspace(0, len(many), 1001).astype(np.int64)
    found = thinned(many, known, edges)
    assert found.most.max() == 50.0
    assert found.least.min() == -50.0
    assert np.argmax(found.most) == pytest.approx(2_000_003 / len(many) * 1000, abs=1)
    moved = edges // 256 * 256
    for n in (0, 17, 500, 998):
        assert found.mean[n] == pytest.approx(np.nanmean(many[moved[n] : moved[n + 1]]), abs=1e-6)


def test_what_is_unknown_stays_unknown() -> None:
    some = np.full(3 * SMALL, np.nan, np.float32)
    some[-1] = 2.0
    found = thinned(some, levels(some), np.array([0, SMALL, 3 * SMALL]))
    assert np.isnan(found.mean[0])
    assert np.isnan(found.least[0])
    assert (found.least[1], found.mean[1], found.most[1]) == (2.0, 2.0, 2.0)


def test_stretches_narrower_than_a_value_take_the_one_they_lie_in() -> None:
    found = thinned(np.array([1.0, 2.0, 3.0]), (), np.array([0, 0, 1, 1, 2, 2, 3]))
    assert found.mean.tolist() == [1.0, 1.0, 2.0, 2.0, 3.0, 3.0]
    nothing = thinned(np.empty(0), (), np.array([0, 0, 0]))
    assert np.isnan(nothing.mean).all()
