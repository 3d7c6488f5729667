"""Stretches of a record in lanes in which none lies over another, and how densely they lie."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Places = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Laid:
    """Stretches, each in a lane.

    Args:
        starts: (n,) first letters, in the order they were given.
        ends: (n,) behind the last ones.
        lanes: (n,) lane of each, counted from 0.
        order: (lanes,) of arrays: numbers of the stretches of each lane, in the order they lie.
        sorted_starts: (n,) starts in growing order.
        sorted_ends: (n,) ends in growing order.
    """

    starts: Places
    ends: Places
    lanes: Places
    order: tuple[Places, ...]
    sorted_starts: Places
    sorted_ends: Places

    def __len__(self) -> int:
        return len(self.starts)

    def count_in(self, start: int, end: int) -> int:
        """How many lie within or reach into a stretch; asked in no time."""
        begun = int(np.searchsorted(self.sorted_starts, end, "left"))
        return begun - int(np.searchsorted(self.sorted_ends, start, "right"))

    def seen(self, lane: int, start: int, end: int) -> Places:
        """Numbers of those of a lane that lie within or reach into a stretch, in their order."""
        numbers = self.order[lane]
        first = int(np.searchsorted(self.ends[numbers], start, "right"))
        last = int(np.searchsorted(self.starts[numbers], end, "left"))
        return numbers[first:last]

    def density(self, edges: NDArray[np.int64]) -> Places:
        """(n - 1,) how many lie within or reach into the stretch between each two following edges."""
        begun = np.searchsorted(self.sorted_starts, edges[1:], "left")
        gone = np.searchsorted(self.sorted_ends, edges[:-1], "right")
        return np.asarray(begun - gone, np.int64)


def laid(starts: ArrayLike, ends: ArrayLike, gap: int = 0) -> Laid:
    """Give each stretch the first lane that is free where it begins; of those that begin together the longer first.

    Args:
        starts: (n,) first letters.
        ends: (n,) behind the last ones; at least one letter is taken.
        gap: Letters that are left free behind each.
    """
    first, given = np.asarray(starts, np.int64).reshape(-1), np.asarray(ends, np.int64).reshape(-1)
    behind = np.maximum(given, first + 1)
    order = np.lexsort((-behind, first))
    lanes = np.zeros(len(first), np.int64)
    free: list[int] = []
    busy: list[tuple[int, int]] = []
    count = 0
    for number, start, end in zip(order.tolist(), first[order].tolist(), behind[order].tolist(), strict=True):
        while busy and busy[0][0] + gap <= start:
            heapq.heappush(free, heapq.heappop(busy)[1])
        if free:
            lane = heapq.heappop(free)
        else:
            lane, count = count, count + 1
        lanes[number] = lane
        heapq.heappush(busy, (end, lane))
    by_lane = order[np.argsort(lanes[order], kind="stable")]
    cuts = np.cumsum(np.bincount(lanes, minlength=count))[:-1] if count else np.empty(0, np.int64)
    parts = tuple(np.split(by_lane, cuts)) if count else ()
    return Laid(first, behind, lanes, parts, np.sort(first), np.sort(behind))


def one_lane(starts: Places, ends: Places) -> Laid:
    """All stretches in one lane, over each other where they overlap; there may be millions of them.

    Args:
        starts: (n,) first letters in growing order.
        ends: (n,) behind the last ones.
    """
    behind = np.maximum(ends, starts + 1)
    lanes, order = np.zeros(len(starts), np.int64), np.arange(len(starts))
    return Laid(starts, behind, lanes, (order,) if len(starts) else (), starts, np.sort(behind))
