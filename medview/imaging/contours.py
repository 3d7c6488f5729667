"""Contours cut by the slices of a grid: where they lie in a slice, and where they cross it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.geometry import Float

FLAT_VOXELS = 0.6
"""A contour whose points differ by less than this along an axis lies in one slice of it."""

_NEIGHBOURS = 1.5
"""Contours this many times their usual distance apart are still one body."""

Span = tuple[float, float]


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


@dataclass(frozen=True, eq=False)
class _Crossings:
    """Where edges cross the planes of one axis, sorted by plane."""

    plane: NDArray[np.int64]
    outline: NDArray[np.int64]
    point: Float


class ContourIndex:
    """Contours sorted by the slices they lie in or cross, so that a slice is found without looking at all of them.

    Args:
        outlines: The contours.
        spacing_mm: (3,) distance between voxels.
    """

    def __init__(self, outlines: Sequence[Outlined], spacing_mm: Float) -> None:
        self.outlines = tuple(outlines)
        found = [_flat_axis(outline.points, spacing_mm) for outline in self.outlines]
        self._axis = np.array([axis for axis, _ in found], dtype=np.int64)
        self._height = np.array([height for _, height in found])
        self._group = np.array([outline.group for outline in self.outlines], dtype=np.int64)
        self._lying: dict[tuple[int, int], list[int]] = {}
        for number, (axis, height) in enumerate(found):
            self._lying.setdefault((axis, int(np.rint(height))), []).append(number)
        self._crossings: dict[int, _Crossings] = {}
        self._steps: dict[tuple[int, int], float] = {}

    def lying(self, axis: int, number: int) -> list[int]:
        """The contours that lie within half a slice of slice ``number`` of an axis."""
        return self._lying.get((axis, number), [])

    def cut(self, axis: int, number: int) -> dict[int, Cut]:
        """What slice ``number`` of an axis shows of the contours that lie in other planes, by group."""
        crossings = self._crossings_of(axis)
        first, last = np.searchsorted(crossings.plane, (number, number + 1))
        outlines, points = crossings.outline[first:last], crossings.point[first:last]
        groups = self._group[outlines]
        others = [other for other in range(3) if other != axis]
        return {
            int(group): self._cut(int(group), outlines[groups == group], points[groups == group], others)
            for group in np.unique(groups)
        }

    def _cut(self, group: int, outlines: NDArray[np.int64], points: Float, others: list[int]) -> Cut:
        bounding = np.array([self.outlines[n].closed for n in outlines]) & (self._axis[outlines] >= 0)
        lines: list[Any] = []
        for place, flat in enumerate(others):
            mine = bounding & (self._axis[outlines] == flat)
            if mine.any():
                heights = np.round(self._height[outlines[mine]], 3)
                border = _border(heights, points[mine, others[1 - place]], self._step(group, flat))
                lines += [[end[::-1] for end in line] for line in border] if place else border
        drawn = np.array(lines, dtype=np.float64).reshape(-1, 2, 2)
        return Cut(drawn, points[~bounding][:, others])

    def _step(self, group: int, axis: int) -> float:
        """The usual distance between a group's contours along an axis, voxels."""
        if (group, axis) not in self._steps:
            heights = np.unique(np.round(self._height[(self._group == group) & (self._axis == axis)], 3))
            self._steps[group, axis] = float(np.median(np.diff(heights))) if heights.size > 1 else 1.0
        return self._steps[group, axis]

    def _crossings_of(self, axis: int) -> _Crossings:
        if axis not in self._crossings:
            self._crossings[axis] = self._crossed(axis)
        return self._crossings[axis]

    def _crossed(self, axis: int) -> _Crossings:
        found = enumerate(zip(self.outlines, self._axis, strict=True))
        crossing = [n for n, (one, flat) in found if flat != axis and one.crosses and len(one.points) > 1]
        edges = [_edges(self.outlines[n]) for n in crossing]
        if not edges:
            return _Crossings(np.empty(0, np.int64), np.empty(0, np.int64), np.empty((0, 3)))
        which = np.repeat(crossing, [len(edge) for edge in edges])
        ends = np.concatenate(edges)
        low, high = ends[:, :, axis].min(axis=1), ends[:, :, axis].max(axis=1)
        first = np.ceil(low)  # half open, so that a corner on the plane counts once
        counts = np.maximum(np.ceil(high) - first, 0).astype(np.int64)
        edge = np.repeat(np.arange(len(ends)), counts)
        within = np.arange(edge.size) - np.repeat(np.cumsum(counts) - counts, counts)
        plane = first[edge] + within
        start, stop = ends[edge, 0], ends[edge, 1]
        share = (plane - start[:, axis]) / (stop[:, axis] - start[:, axis])
        points = start + share[:, np.newaxis] * (stop - start)
        order = np.argsort(plane, kind="stable")
        return _Crossings(plane[order].astype(np.int64), which[edge][order], points[order])


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


def _flat_axis(points: Float, spacing_mm: Float) -> tuple[int, float]:
    """The axis across which a contour is flat and where it lies on it; -1 when there is none."""
    low, high = points.min(axis=0), points.max(axis=0)
    axis = int(np.argmin((high - low) * spacing_mm))
    if high[axis] - low[axis] > FLAT_VOXELS:
        return -1, 0.0
    return axis, float((low[axis] + high[axis]) / 2.0)


def _edges(outline: Outlined) -> Float:
    following = np.roll(outline.points, -1, axis=0)
    edges = np.stack((outline.points, following), axis=1)
    return edges if outline.closed else edges[:-1]


def _border(heights: Float, places: Float, step: float) -> list[list[list[float]]]:
    """The border of a stack of slabs, each filled between every other crossing, as (height, place) segments."""
    stack = {float(h): sorted(places[heights == h].tolist()) for h in np.unique(heights)}
    half, lines, levels = step / 2.0, [], list(stack)
    for number, height in enumerate(levels):
        below = levels[number - 1] if number and height - levels[number - 1] <= _NEIGHBOURS * step else None
        above = levels[number + 1] if number + 1 < len(levels) else None
        joined = above is not None and above - height <= _NEIGHBOURS * step
        start = height - half if below is None else (below + height) / 2.0
        stop = (height + above) / 2.0 if joined and above is not None else height + half
        lines += [[[start, place], [stop, place]] for place in stack[height]]
        lines += [
            [[start, a], [start, b]] for a, b in _differing(stack[height], stack[below] if below is not None else [])
        ]
        if not joined:
            lines += [[[stop, a], [stop, b]] for a, b in _differing(stack[height], [])]
    return lines


def _differing(one: list[float], other: list[float]) -> list[Span]:
    """Where exactly one of two sets of spans is filled; each is given by its ascending ends."""
    ends = sorted((*one, *other))
    return [(a, b) for a, b in zip(ends[::2], ends[1::2], strict=False) if b > a]
