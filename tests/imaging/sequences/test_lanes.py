from __future__ import annotations

import itertools

import numpy as np
import pytest

from medview.imaging.sequences.lanes import laid, one_lane


@pytest.fixture
def stretches() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    starts = rng.integers(0, 5000, 400)
    return starts, starts + rng.integers(0, 300, 400)


def test_no_stretch_lies_over_another_of_its_lane(stretches: tuple[np.ndarray, np.ndarray]) -> None:
    found = laid(*stretches, gap=3)
    for numbers in found.order:
        assert (found.starts[numbers][1:] >= found.ends[numbers][:-1] + 3).all()
    assert sorted(np.concatenate(found.order).tolist()) == list(range(400))
    assert all(found.lanes[number] == lane for lane, numbers in enumerate(found.order) for number in numbers)


def test_there_are_no_more_lanes_than_stretches_above_each_other(stretches: tuple[np.ndarray, np.ndarray]) -> None:
    found = laid(*stretches)
    deep = max(int(((found.starts <= at) & (found.ends > at)).sum()) for at in found.starts)
    assert len(found.order) == deep


def test_what_is_seen_and_counted_is_what_reaches_into_a_stretch(stretches: tuple[np.ndarray, np.ndarray]) -> None:
    found = laid(*stretches)
    for start, end in ((0, 5300), (100, 101), (2000, 2500), (6000, 7000)):
        expected = set(np.flatnonzero((found.starts < end) & (found.ends > start)).tolist())
        seen = [n for lane in range(len(found.order)) for n in found.seen(lane, start, end).tolist()]
        assert set(seen) == expected
        assert len(seen) == len(expected) == found.count_in(start, end)
    edges = np.linspace(0, 5300, 54).astype(np.int64)
    assert found.density(edges).tolist() == [found.count_in(a, b) for a, b in itertools.pairwise(edges)]


def test_the_longer_of_two_that_begin_together_comes_first() -> None:
    found = laid([10, 10, 0], [20, 500, 5])
    assert found.lanes.tolist() == [1, 0, 0]


def test_nothing_has_no_lanes() -> None:
    found = laid([], [])
    assert len(found) == 0
    assert found.order == ()
    assert found.count_in(0, 100) == 0
    assert found.density(np.array([0, 5, 10])).tolist() == [0, 0]


def test_one_lane_counts_what_overlaps() -> None:
    starts, ends = np.array([0, 5, 5, 90]), np.array([10, 5, 30, 100])
    found = one_lane(starts, ends)
    assert found.count_in(5, 6) == 3
    assert found.count_in(30, 90) == 0
    assert found.density(np.array([0, 20, 95])).tolist() == [3, 2]
    assert len(one_lane(starts[:0], ends[:0])) == 0
