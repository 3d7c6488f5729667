"""Whether a closed border crosses or touches itself: then the shoelace formula does not tell the area inside."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from medview.core.geometry import Float

Indices = NDArray[np.intp]

_SLACK = 1e-9
"""Part of the border's extent within which a place is on a side; rounding of places in space is far less."""
_AT_ONCE = 200_000
"""Pairs of sides looked at together."""


def crosses_itself(points: Float) -> bool:
    """Whether two sides of a closed polygon that are no neighbours have a place in common, be it a corner.

    Args:
        points: (n, 2) corners; those repeated on the spot count once.
    """
    slack = _SLACK * max(float(np.ptp(points, axis=0).max()), 1e-300)
    corners = points[np.hypot(*(points - np.roll(points, 1, axis=0)).T) > slack]
    if len(corners) < 4:
        return False
    ends = np.roll(corners, -1, axis=0)
    return any(_meet(corners, ends, one, other, slack) for one, other in side_pairs(corners, ends, slack))


def side_pairs(starts: Float, ends: Float, slack: float) -> Iterator[tuple[Indices, Indices]]:
    """Pairs of sides that reach over the same part of an axis, some at once: few where sides are short.

    Args:
        starts: (n, 2) where sides begin.
        ends: (n, 2) where they end.
        slack: How far apart they may be.
    """
    lows, highs = np.minimum(starts, ends), np.maximum(starts, ends) + slack
    swept = [_sweep(lows[:, axis], highs[:, axis]) for axis in (0, 1)]
    order, counts = min(swept, key=lambda one: int(one[1].sum()))
    groups = np.cumsum(counts) // _AT_ONCE
    for group in np.unique(groups):
        first = np.flatnonzero(groups == group)
        some = counts[first]
        one = np.repeat(first, some)
        other = one + 1 + np.arange(len(one)) - np.repeat(np.cumsum(some) - some, some)
        yield order[one], order[other]


def _sweep(lows: Float, highs: Float) -> tuple[Indices, Indices]:
    """Sides in the order they begin along an axis, and for each how many of those after it begin before it ends."""
    order = np.argsort(lows)
    return order, np.searchsorted(lows[order], highs[order], side="right") - np.arange(len(order)) - 1


def _meet(starts: Float, ends: Float, one: Indices, other: Indices, slack: float) -> bool:
    """Whether any of these pairs have a place in common: each side's ends lie on both sides of the other, or on it."""
    apart = np.abs(one - other)
    far = (apart > 1) & (apart < len(starts) - 1)
    one, other = one[far], other[far]
    a, b, c, d = starts[one], ends[one], starts[other], ends[other]
    near = (np.minimum(a, b) <= np.maximum(c, d) + slack) & (np.minimum(c, d) <= np.maximum(a, b) + slack)
    a, b, c, d = (place[near.all(axis=1)] for place in (a, b, c, d))
    return bool((_parts(a, b, c, d, slack) & _parts(c, d, a, b, slack)).any())


def _parts(a: Float, b: Float, c: Float, d: Float, slack: float) -> NDArray[np.bool_]:
    """Whether the line through a and b has c and d on different sides, or goes through one of them."""
    way = b - a
    length = np.hypot(way[:, 0], way[:, 1])
    gaps = [(way[:, 0] * (place - a)[:, 1] - way[:, 1] * (place - a)[:, 0]) / length for place in (c, d)]
    sides = [np.where(np.abs(gap) <= slack, 0.0, np.sign(gap)) for gap in gaps]
    return np.asarray(sides[0] * sides[1] <= 0.0)
