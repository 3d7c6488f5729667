"""Boxes of neighbouring slices as boxes in space: experimental, as the networks never saw more than one slice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from medview.engine.fusing import Boxes, overlaps

Float = NDArray[np.float64]

SHARED = 0.2
"""Boxes of two slices that overlap more than this (intersection over union) are one thing."""

GAP = 1
"""Slices in which a thing may be missing between two in which it is found."""


@dataclass(eq=False)
class _Chain:
    """Boxes of one thing from slice to slice.

    Args:
        rows: Its rows (x0, y0, x1, y1, score, class), slice after slice.
        places: Which of the slices each is of.
        low: Least score of any pass of each.
        high: Greatest.
    """

    rows: list[Float]
    places: list[int]
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class Stacked:
    """One thing through several slices.

    Args:
        box: x0, y0, x1, y1 around its boxes of all slices, in the pictures' pixels.
        number: Of its class.
        places: Which of the slices that were read are its first and its last, and which one scores best.
        slices: In how many it was found.
        score: The greatest of them.
        low: Of that slice, the least of any pass.
        high: The greatest.
    """

    box: Float
    number: int
    places: tuple[int, int, int]
    slices: int
    score: float
    low: float
    high: float


def stacked(found: Sequence[Boxes]) -> tuple[Stacked, ...]:
    """Things through slices, the best first.

    Args:
        found: The boxes of each slice that was read, in order.
    """
    open_chains: list[_Chain] = []
    done: list[_Chain] = []
    for place, boxes in enumerate(found):
        done += [chain for chain in open_chains if place - chain.places[-1] > GAP + 1]
        open_chains = [chain for chain in open_chains if place - chain.places[-1] <= GAP + 1]
        for index in range(len(boxes.rows)):
            _join(open_chains, boxes, index, place)
    things = [_thing(chain) for chain in (*done, *open_chains)]
    return tuple(sorted(things, key=lambda one: -one.score))


def _join(chains: list[_Chain], boxes: Boxes, index: int, place: int) -> None:
    row = boxes.rows[index]
    waiting = [chain for chain in chains if chain.rows[-1][5] == row[5] and chain.places[-1] < place]
    shared = overlaps(np.array([chain.rows[-1] for chain in waiting]).reshape(-1, len(row)), row)
    best = int(np.argmax(shared)) if len(shared) else -1
    if best >= 0 and shared[best] > SHARED:
        chain = waiting[best]
    else:
        chain = _Chain([], [])
        chains.append(chain)
    chain.rows.append(row)
    chain.places.append(place)
    chain.low.append(float(boxes.low[index]))
    chain.high.append(float(boxes.high[index]))


def _thing(chain: _Chain) -> Stacked:
    rows = np.stack(chain.rows)
    best = int(rows[:, 4].argmax())
    box = np.concatenate((rows[:, :2].min(0), rows[:, 2:4].max(0)))
    places = (chain.places[0], chain.places[-1], chain.places[best])
    score = float(rows[best, 4])
    return Stacked(box, int(rows[0, 5]), places, len(rows), score, chain.low[best], chain.high[best])
