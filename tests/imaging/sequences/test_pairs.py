from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from medview.imaging.sequences.pairs import corners, doubtful, nearest, pooled


def rows(*texts: str) -> np.ndarray:
    return np.stack([np.frombuffer(text.encode(), np.uint8) for text in texts])


def test_the_way_counts_the_letters_before_each_column() -> None:
    way = corners(rows("AC-G", "A-TG"), (10, 0))
    assert way.tolist() == [[10, 0], [11, 1], [12, 1], [12, 2], [13, 3]]
    assert corners(rows("", ""), (2, 3)).tolist() == [[2, 3]]


@given(st.lists(st.floats(0, 1, width=32), max_size=40))
def test_doubtful_stretches_hold_what_is_below_the_limit_and_nothing_else(values: list[float]) -> None:
    chances = np.array(values, np.float32)
    found = doubtful(chances, 0.5).tolist()
    inside = {column for start, end in found for column in range(start, end)}
    assert inside == set(np.flatnonzero(chances < 0.5).tolist())
    assert all(before[1] < after[0] for before, after in pairwise(found))


def test_the_nearest_column_is_found_from_any_place() -> None:
    way = corners(rows("ACGT--ACGT", "ACGTTTACGT"), (0, 0))
    assert nearest(way, 2.5, 2.5) == 2
    assert nearest(way, 4.0, 4.6) == 4
    assert nearest(way, 100.0, 100.0) == 9
    assert nearest(corners(rows("", ""), (0, 0)), 1.0, 1.0) == -1


@given(st.integers(1, 30), st.integers(1, 30), st.integers(1, 30), st.integers(1, 30), st.integers(0, 9))
def test_a_smaller_map_shows_the_greatest_of_what_each_pixel_stands_for(r: int, c: int, h: int, w: int, n: int) -> None:
    values = np.random.default_rng(n).random((r, c)).astype(np.float32)
    found = pooled(values, h, w)
    assert found.shape == (min(r, h), min(c, w))
    known = np.zeros(found.shape, np.float32)
    for i in range(r):
        for j in range(c):
            at = [next(k for k in range(n) if (k + 1) * size // n > place) if size > n else place
                  for place, size, n in ((i, r, h), (j, c, w))]  # fmt: skip
            known[at[0], at[1]] = max(known[at[0], at[1]], values[i, j])
    assert np.array_equal(found, known)
