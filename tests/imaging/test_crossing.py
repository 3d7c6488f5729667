"""Borders that cross or touch themselves."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medview.imaging.crossing import crosses_itself, side_pairs
from tests.imaging.test_measuring_table import turned

SQUARE = ((0, 0), (10, 0), (10, 10), (0, 10))


@pytest.mark.parametrize(
    ("corners", "crosses"),
    [
        (SQUARE, False),
        (((0, 0), (10, 10), (10, 0), (0, 10)), True),
        (((0, 0), (10, 10), (20, 20), (20, 0), (10, 10), (0, 20)), True),
        (((0, 0), (10, 10), (20, 20), (20, 0), (0, 20)), True),
        (((0, 0), (0, 0), (10, 0), (10, 10), (10, 10), (0, 10), (0, 0)), False),
        (((0, 0), (5, 0), (10, 0), (10, 10), (5, 10), (0, 10)), False),
        (((0, 0), (5, 5), (10, 10), (20, 20), (10, 40)), False),
        (((0, 0), (20, 0), (20, 10), (10, 0), (0, 10)), True),
        (((0, 0), (10, 0), (10, 0)), False),
        (((3, 3), (3, 3), (3, 3), (3, 3)), False),
    ],
    ids=["square", "bow tie", "at a corner of both", "at a corner of one", "repeated", "on a side", "straight",
         "touching", "triangle", "nothing"],
)  # fmt: skip
@pytest.mark.parametrize("degrees", [0.0, 17.0, 45.0, 90.0])
def test_crossing_at_a_corner_counts_in_every_direction(
    corners: tuple[tuple[float, float], ...], crosses: bool, degrees: float
) -> None:
    rotation = turned((0, 0, 1), degrees)[:2, :2]
    for scale in (1e-3, 1.0, 1e4):
        assert crosses_itself(np.array(corners, dtype=float) @ rotation.T * scale + (123.4, -5.6)) is crosses


def meet(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int], d: tuple[int, int]) -> bool:
    """Whether two sides with whole numbers meet, exactly."""

    def turn(p: tuple[int, int], q: tuple[int, int], r: tuple[int, int]) -> int:
        value = (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
        return (value > 0) - (value < 0)

    boxes = all(min(a[n], b[n]) <= max(c[n], d[n]) and min(c[n], d[n]) <= max(a[n], b[n]) for n in (0, 1))
    return boxes and turn(a, b, c) * turn(a, b, d) <= 0 and turn(c, d, a) * turn(c, d, b) <= 0


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=4, max_size=9))
def test_it_is_what_comparing_all_sides_tells(points: list[tuple[int, int]]) -> None:
    kept = [one for n, one in enumerate(points) if one != points[n - 1]]
    sides = [(one, kept[(n + 1) % len(kept)]) for n, one in enumerate(kept)]
    pairs = [(m, n) for m, n in combinations(range(len(sides)), 2) if 1 < n - m < len(sides) - 1]
    wanted = any(meet(*sides[m], *sides[n]) for m, n in pairs)
    assert crosses_itself(np.array(points, dtype=float)) is wanted


def test_a_long_border_needs_no_comparison_of_all_sides() -> None:
    angles = np.linspace(0.0, 2.0 * math.pi, 4000, endpoint=False)
    ring = np.stack((256.0 + 100.0 * np.cos(angles), 256.0 + 100.0 * np.sin(angles)), axis=1)
    compared = sum(len(one) for one, _ in side_pairs(ring, np.roll(ring, -1, axis=0), 0.0))
    assert 4000 <= compared < 40 * 4000
    assert not crosses_itself(ring)
