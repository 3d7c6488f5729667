"""Contours cut by the slices of a grid: where they lie in a slice, and where they cross it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from medview.core.geometry import Float

FLAT_VOXELS = 0.6
"""A contour whose points differ by less than this along an axis lies in one slice of it."""

_NEIGHBOURS = 1.5
"""Contours this many times their usual distance apart are still one body."""


@dataclass(frozen=True, eq=False)
class Outlined:
    """One contour or open line.

    Args:
        points: (n, 3) voxel indices (k, j, i), fractional.
        closed: Whether the last point joins the first.
        group: What it is part of: contours of one group bound one body.
        crosses: Whether other planes show where it crosses them; what was drawn on one picture lies in that alone.
    """

    points: Float
    closed: bool
    group: int
    crosses: bool = True


@dataclass(frozen=True, eq=False)
class Cut:
    """What a slice shows of contours that lie in other planes.

    Args:
        lines: (n, 2, 2) border of the body they bound, as segments in the slice's two other axes, ascending.
        dots: (n, 2) places where what bounds no body crosses the slice.
    """

    lines: Float
    dots: Float


class ContourIndex:
    """Contours sorted by the slices they lie in, and ready to be cut by any other.

    Args:
        outlines: The contours; none is empty.
        spacing_mm: (3,) distance between voxels.
    """

    def __init__(self, outlines: Sequence[Outlined], spacing_mm: Float) -> None:
        self.outlines = tuple(outlines)
        self._edges = _edges(self.outlines)
        self._axis, self._height = _flat_axes(self._edges, spacing_mm)
        self._group = np.array([outline.group for outline in self.outlines], dtype=np.int64)
        self._lying: dict[tuple[int, int], list[int]] = {}
        slices = np.rint(self._height).astype(np.int64).tolist()
        for number, lies in enumerate(zip(self._axis.tolist(), slices, strict=True)):
            self._lying.setdefault(lies, []).append(number)
        self._bounding = self._axis >= 0
        self._bounding &= np.array([outline.closed for outline in self.outlines], dtype=bool)
        self._crossing: dict[int, NDArray[np.bool_]] = {}
        self._steps: dict[int, Float] = {}
        self._last: dict[int, tuple[int, dict[int, Cut]]] = {}

    def lying(self, axis: int, number: int) -> list[int]:
        """The contours that lie within half a slice of slice ``number`` of an axis."""
        return self._lying.get((axis, number), [])

    def cut(self, axis: int, number: int) -> dict[int, Cut]:
        """What slice ``number`` of an axis shows of the contours that lie in other planes, by group."""
        last = self._last.get(axis)
        if last is None or last[0] != number:
            last = self._last[axis] = number, self._cut(axis, number)
        return last[1]

    def _cut(self, axis: int, number: int) -> dict[int, Cut]:
        outlines, points = self._crossed(axis, number)
        others = [other for other in range(3) if other != axis]
        bounding = self._bounding[outlines]
        lines, owners = [np.empty((0, 2, 2))], [np.empty(0, dtype=np.int64)]
        for place, flat in enumerate(others):
            mine = bounding & (self._axis[outlines] == flat)
            found, whose = self._borders(outlines[mine], points[mine, others[1 - place]], flat)
            lines.append(found[:, :, ::-1] if place else found)
            owners.append(whose)
        return _by_group(np.concatenate(lines), np.concatenate(owners), points[~bounding][:, others],
                         self._group[outlines[~bounding]])  # fmt: skip

    def _crossed(self, axis: int, number: int) -> tuple[NDArray[np.int64], Float]:
        """The outlines whose edges cross a plane, and where; half open, so that a corner on the plane counts once."""
        edges = self._edges
        if axis not in self._crossing:
            able = np.array([outline.crosses for outline in self.outlines], dtype=bool) & (self._axis != axis)
            self._crossing[axis] = edges.real & able[edges.outline]
        below = edges.start[:, axis] <= number
        crossing = np.flatnonzero((below != below[edges.following]) & self._crossing[axis])
        start, stop = edges.start[crossing], edges.start[edges.following[crossing]]
        share = (number - start[:, axis]) / (stop[:, axis] - start[:, axis])
        return edges.outline[crossing], start + share[:, np.newaxis] * (stop - start)

    def _borders(self, outlines: NDArray[np.int64], places: Float, flat: int) -> tuple[Float, NDArray[np.int64]]:
        """The borders of the bodies between crossings, as (height, place) segments, and their groups."""
        if not outlines.size:
            return np.empty((0, 2, 2)), np.empty(0, dtype=np.int64)
        groups, heights = self._group[outlines], self._height[outlines]
        order = np.lexsort((places, heights, groups))
        stack = _Stack.of(groups[order], heights[order], places[order], self._steps_of(flat))
        return stack.border()

    def _steps_of(self, axis: int) -> Float:
        """For each group the usual distance between its contours along an axis, voxels."""
        if axis not in self._steps:
            steps = np.ones(int(self._group.max(initial=-1)) + 1)
            for group in np.unique(self._group):
                heights = np.unique(self._height[(self._group == group) & (self._axis == axis)])
                steps[group] = np.median(np.diff(heights)) if heights.size > 1 else 1.0
            self._steps[axis] = steps
        return self._steps[axis]


@dataclass(frozen=True, eq=False)
class _Edges:
    """All edges: from each point to the following one of its outline.

    Args:
        start: (n, 3) where each begins.
        following: (n,) which point it leads to.
        outline: (n,) which outline it belongs to.
        real: (n,) whether it is one: an open line does not return to its start.
    """

    start: Float
    following: NDArray[np.int64]
    outline: NDArray[np.int64]
    real: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class _Stack:
    """Crossings sorted by body, height and place, in levels of one height each.

    Args:
        level: (n,) the level of each crossing.
        places: (n,) where they are.
        group: (m,) the body of each level.
        start: (m,) where each level begins.
        stop: (m,) where it ends.
        joined: (m,) whether the level above begins where it ends.
    """

    level: NDArray[np.int64]
    places: Float
    group: NDArray[np.int64]
    start: Float
    stop: Float
    joined: NDArray[np.bool_]

    @classmethod
    def of(cls, groups: NDArray[np.int64], heights: Float, places: Float, steps: Float) -> _Stack:
        """The stack of sorted crossings; ``steps`` is the usual distance between levels of each group."""
        first = np.concatenate(([True], (np.diff(groups) != 0) | (np.diff(heights) != 0)))
        group, height = groups[first], heights[first]
        gap = np.diff(height)
        near = (np.diff(group) == 0) & (gap <= _NEIGHBOURS * steps[group[1:]])
        middle, half = (height[1:] + height[:-1]) / 2.0, steps[group] / 2.0
        start, stop = height - half, height + half
        start[1:], stop[:-1] = np.where(near, middle, start[1:]), np.where(near, middle, stop[:-1])
        return cls(np.cumsum(first) - 1, places, group, start, stop, np.concatenate((near, [False])))

    def border(self) -> tuple[Float, NDArray[np.int64]]:
        """Sides at every crossing, and a lid wherever only one of two joined levels is filled."""
        start, stop = self.start[self.level], self.stop[self.level]
        sides = np.stack((np.column_stack((start, self.places)), np.column_stack((stop, self.places))), axis=1)
        above = np.where(self.joined, 2 * np.arange(len(self.joined)) + 2, 2 * np.arange(len(self.joined)) + 1)
        lid = np.concatenate((2 * self.level, above[self.level]))
        height, place = np.concatenate((start, stop)), np.concatenate((self.places, self.places))
        order = np.lexsort((place, lid))
        ends = np.column_stack((height[order], place[order])).reshape(-1, 2, 2)  # every lid has an even number
        wide = ends[:, 1, 1] > ends[:, 0, 1]
        lines = np.concatenate((sides, ends[wide]))
        return lines, self.group[np.concatenate((self.level, lid[order][::2][wide] // 2))]


def ellipse_points(ends: Float, count: int = 72) -> Float:
    """Points of an ellipse.

    Args:
        ends: (4, n) ends of the major axis, then of the minor axis (PS3.3 C.18.6.1.2).
        count: How many.

    Returns:
        (count, n) points around it.
    """
    centre, turn = ends.mean(axis=0), np.linspace(0.0, 2.0 * np.pi, count, endpoint=False)[:, np.newaxis]
    major, minor = (ends[1] - ends[0]) / 2.0, (ends[3] - ends[2]) / 2.0
    return np.asarray(centre + np.cos(turn) * major + np.sin(turn) * minor)


def circle_points(centre: Float, rim: Float, count: int = 72) -> Float:
    """Points of a circle in a picture.

    Args:
        centre: (2,) its centre.
        rim: (2,) a point on it.
        count: How many.
    """
    radius = rim - centre
    across = np.array((-radius[1], radius[0]))
    turn = np.linspace(0.0, 2.0 * np.pi, count, endpoint=False)[:, np.newaxis]
    return np.asarray(centre + np.cos(turn) * radius + np.sin(turn) * across)


def _flat_axes(edges: _Edges, spacing_mm: Float) -> tuple[NDArray[np.int64], Float]:
    """The axis across which each outline is flat, -1 when there is none, and where it lies on it."""
    if not edges.outline.size:
        return np.empty(0, dtype=np.int64), np.empty(0)
    first = np.flatnonzero(np.diff(edges.outline, prepend=-1))
    low, high = np.minimum.reduceat(edges.start, first), np.maximum.reduceat(edges.start, first)
    axis = np.argmin((high - low) * spacing_mm, axis=1)
    rows = np.arange(len(axis))
    flat = (high - low)[rows, axis] <= FLAT_VOXELS
    height = np.round((low + high)[rows, axis] / 2.0, 3)
    return np.where(flat, axis, -1), np.where(flat, height, 0.0)


def _edges(outlines: Sequence[Outlined]) -> _Edges:
    counts = np.array([len(outline.points) for outline in outlines], dtype=np.int64)
    ends = np.cumsum(counts)
    following, real = np.arange(1, int(counts.sum()) + 1), np.ones(int(counts.sum()), dtype=bool)
    following[ends - 1] = ends - counts
    real[ends - 1] = [outline.closed for outline in outlines]
    start = np.concatenate([outline.points for outline in outlines]) if outlines else np.empty((0, 3))
    return _Edges(start, following, np.repeat(np.arange(len(outlines)), counts), real)


def _by_group(
    lines: Float, line_groups: NDArray[np.int64], dots: Float, dot_groups: NDArray[np.int64]
) -> dict[int, Cut]:
    groups = np.union1d(line_groups, dot_groups)
    return {int(group): Cut(lines[line_groups == group], dots[dot_groups == group]) for group in groups}
