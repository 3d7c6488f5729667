"""Boxes in patient space cut by planes: what a slice shows of a box, whichever way the slice lies."""

from __future__ import annotations

from itertools import product

import numpy as np

from medview.core.geometry import Float

_SIDES = np.array(list(product((0, 1), repeat=3)))
"""(8, 3) which end of each axis a corner lies at."""
EDGES = np.array([(a, b) for a in range(8) for b in range(a + 1, 8) if np.abs(_SIDES[a] - _SIDES[b]).sum() == 1])
"""(12, 2) corners that an edge joins."""
_INSIDE = 1e-3
"""Part of a box's thickness by which a plane along one of its faces is moved into it."""
_WITHIN = 1.0 - 1e-6
"""A box that ends where a slice begins is not in it."""
_ALIGNED = 1.0 - 1e-9
"""A normal with a component above this runs along an axis of the boxes."""
_AROUND = np.array([np.insert(((0, 0), (1, 0), (1, 1), (0, 1)), axis, 0, axis=1) for axis in range(3)])
"""(3, 4, 3) for a cut across each axis: which end of each axis the corners of the outline lie at, in order."""


def corners(low: Float, high: Float) -> Float:
    """(n, 8, 3) corners of boxes.

    Args:
        low: (n, 3) lower corners, LPS mm.
        high: (n, 3) upper corners.
    """
    return np.asarray(np.where(_SIDES[None] == 0, low[:, None], high[:, None]))


def cut(low: Float, high: Float, through: Float, normal: Float, half_mm: float) -> list[tuple[int, Float]]:
    """Which boxes a slice meets, and the outline of each there.

    A box that reaches into the slice without reaching its middle is cut where it comes nearest.

    Args:
        low: (n, 3) lower corners, LPS mm.
        high: (n, 3) upper corners.
        through: (3,) a point of the slice's middle plane.
        normal: (3,) unit vector across it.
        half_mm: Half of the slice's thickness.

    Returns:
        Number of the box and its (m, 3) outline in order, for each that is met.
    """
    middle, reach = (high + low) @ normal / 2.0 - through @ normal, (high - low) @ np.abs(normal) / 2.0
    found = np.flatnonzero(np.abs(middle) < reach + half_mm * _WITHIN)
    if not len(found):
        return []
    if np.abs(normal).max() > _ALIGNED:
        outlines = _rectangles(low[found], high[found], through, int(np.argmax(np.abs(normal))))
        return list(zip(found.tolist(), outlines, strict=True))
    return list(zip(found.tolist(), _outlines(corners(low[found], high[found]), through, normal), strict=True))


def _rectangles(low: Float, high: Float, through: Float, axis: int) -> Float:
    """(n, 4, 3) outlines of boxes cut across one of their own axes: many at once, as every slice shows them."""
    outlines = np.where(_AROUND[axis] == 0, low[:, None], high[:, None])
    outlines[:, :, axis] = np.clip(through[axis], low[:, axis], high[:, axis])[:, None]
    return np.asarray(outlines)


def _outlines(points: Float, through: Float, normal: Float) -> list[Float]:
    """The outlines in which planes, the nearest to the wanted one that meet each box, cut them: convex, in order.

    Args:
        points: (n, 8, 3) corners of the boxes.
        through: (3,) a point of the wanted plane.
        normal: (3,) unit vector across it.
    """
    away = (points - through) @ normal
    least, most = away.min(axis=1), away.max(axis=1)
    inset = _INSIDE * (most - least)
    level = np.clip(0.0, least + inset, most - inset)[:, None]
    before, behind = away[:, EDGES[:, 0]] - level, away[:, EDGES[:, 1]] - level
    crossed = (before < 0.0) != (behind < 0.0)
    part = before / np.where(crossed, before - behind, 1.0)
    one, other = points[:, EDGES[:, 0]], points[:, EDGES[:, 1]]
    ends = one + part[:, :, None] * (other - one)
    count = crossed.sum(axis=1)
    middle = (ends * crossed[:, :, None]).sum(axis=1) / np.maximum(count, 1)[:, None]
    right = np.cross(normal, np.eye(3)[np.argmin(np.abs(normal))])
    flat = (ends - middle[:, None]) @ np.stack((right, np.cross(normal, right))).T
    turn = np.where(crossed, np.arctan2(flat[:, :, 1], flat[:, :, 0]), np.inf)
    ordered = np.take_along_axis(ends, np.argsort(turn, axis=1)[:, :, None], axis=1)
    return [outline[:number] for outline, number in zip(ordered, count.tolist(), strict=True)]
