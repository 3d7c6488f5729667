"""Figures of a map of evidence: where it lies, and whether what it points at matters.

Plain functions of arrays, for evaluations and cards; nothing here knows how a map was made.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]

STEPS = 16
"""Parts that are deleted one after the other."""

BLOCKS = 16
"""Blocks along the longer side of a picture: what is deleted at once, so that no single pixel decides."""


def part_inside(evidence: NDArray[np.floating], mask: NDArray[np.generic]) -> float:
    """Which part of all evidence lies inside a mask.

    Args:
        evidence: (rows, columns) or (k, j, i); what is not above zero counts nothing.
        mask: Of the same shape; inside where it is not zero.

    Returns:
        0..1; NaN where there is no evidence at all.
    """
    values = np.where(np.isfinite(evidence), np.maximum(evidence, 0.0), 0.0).astype(np.float64)
    total = float(values.sum())
    return float(values[np.asarray(mask) != 0].sum()) / total if total > 0.0 else float("nan")


@dataclass(frozen=True, eq=False)
class Deletion:
    """How a score falls while a picture is deleted, the strongest evidence first, and in random order.

    Args:
        parts: (n,) part of the picture that is deleted.
        scores: (n,) the score then.
        random: (n,) the mean score when blocks are deleted in random order.
    """

    parts: Float
    scores: Float
    random: Float

    @property
    def area(self) -> float:
        """Area under the curve of the scores, over parts 0..1: the smaller, the better the map."""
        return float(np.trapezoid(self.scores, self.parts))

    @property
    def random_area(self) -> float:
        """The same of random orders."""
        return float(np.trapezoid(self.random, self.parts))

    @property
    def beats_random(self) -> bool:
        """Whether the score falls faster than by chance."""
        return self.area < self.random_area


def deletion(
    score: Callable[[NDArray[np.float32]], Float],
    given: NDArray[np.float32],
    evidence: NDArray[np.floating],
    orders: int = 5,
    seed: int = 0,
    blocks: int = BLOCKS,
) -> Deletion:
    """Delete what a map points at, and see how the score falls (Petsiuk 2018, RISE, arXiv:1806.07421).

    Args:
        score: From a batch (n, channels, *spatial) to (n,) scores, such as probabilities.
        given: (channels, *spatial) the network's input.
        evidence: (*spatial) the map.
        orders: How many random orders are averaged.
        seed: Of the random orders.
        blocks: Blocks along the longest side.

    Returns:
        The curves; what is deleted becomes the mean of its channel.
    """
    places = _blocks(evidence.shape, blocks)
    count = int(places.max()) + 1
    strength = np.bincount(places.ravel(), np.maximum(evidence, 0.0).ravel().astype(np.float64), count)
    sizes = np.bincount(places.ravel(), minlength=count)
    generator = np.random.default_rng(seed)
    best = np.lexsort((generator.random(count), -strength / sizes))  # blocks without evidence go in no order
    drawn = [generator.permutation(count) for _ in range(orders)]
    cuts = np.unique(np.linspace(0, count, STEPS + 1).round().astype(int))
    curves = [_curve(score, given, places, order, cuts) for order in (best, *drawn)]
    return Deletion(cuts / count, curves[0], np.mean(curves[1:], axis=0))


def _curve(
    score: Callable[[NDArray[np.float32]], Float],
    given: NDArray[np.float32],
    places: NDArray[np.int64],
    order: NDArray[np.int64],
    cuts: Sequence[int] | NDArray[np.int64],
) -> Float:
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    turn = rank[places]
    mean = given.reshape(len(given), -1).mean(1).reshape(-1, *(1,) * (given.ndim - 1))
    return score(np.stack([np.where(turn < cut, mean, given) for cut in cuts]).astype(np.float32))


def _blocks(shape: Sequence[int], blocks: int) -> NDArray[np.int64]:
    """(*shape) the number of the block each place belongs to; all blocks are about as long as they are wide."""
    side = max(1, -(-max(shape) // blocks))
    numbers = np.zeros(shape, np.int64)
    for axis, length in enumerate(shape):
        along = np.arange(length) // side
        numbers = numbers * (int(along[-1]) + 1) + along.reshape([-1 if n == axis else 1 for n in range(len(shape))])
    return numbers
