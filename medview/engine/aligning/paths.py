"""The best alignment of pairs of sequences: of the highest score, or of the greatest expected accuracy.

Sources: Gotoh 1982, J Mol Biol 162:705; maximum expected accuracy, Do et al. 2005 (ProbCons), Genome Res 15:330.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from medview.engine.aligning.lattice import ANY, MX, Band, Block, Lattice, M, Step, X, Y, still
from medview.engine.aligning.scores import Scores, diagonal, plain_gaps
from medview.engine.aligning.sums import swept

Numbers = NDArray[np.int64]

LEAST = 1e-3
"""Least probability of a pair of letters worth a column of its own."""


@dataclass(frozen=True, eq=False)
class Aligned:
    """The best alignment of one pair of sequences.

    Args:
        score: What it scores.
        first: (columns,) letters of the first sequence that are paired, ascending.
        second: (columns,) those of the second sequence they are paired with.
    """

    score: float
    first: Numbers
    second: Numbers


def best(lattice: Lattice, step: Step = still) -> list[Aligned]:
    """The alignment of each pair of sequences that scores most; of equal ones that with its gaps last.

    Args:
        lattice: The sequences and their scores; its ``join`` is not used.
        step: Told the done part before each block; may raise to stop.
    """
    lattice = replace(lattice, join=torch.maximum)
    befores, total, found = swept(lattice, lambda done: step(done / 2))
    walk = _Walk(lattice, total.numpy())
    for number in reversed(range(len(lattice.starts))):
        step(1.0 - (number + 1) / (2 * len(lattice.starts)))
        block = lattice.block(lattice.starts[number])
        if number < len(lattice.starts) - 1:
            found = lattice.forward(block, befores[number])
        walk.through(block, found)
    return walk.paths()


def most_accurate(pairs: Tensor, band: Band, lengths: Tensor, step: Step = still) -> list[Aligned]:
    """The alignment of each pair of sequences with the most columns expected to be right, and their sum.

    Args:
        pairs: (diagonals, width, n) the probability of each pair of letters.
        band: The cells they are of.
        lengths: (n, 2) letters of each.
        step: Told the done part; may raise to stop.
    """
    count, (rows, columns) = pairs.shape[2], (int(most) for most in lengths.amax(0))
    gaps, further = (plain_gaps(0.0, 0.0, count, length) for length in (rows, columns))
    return best(Lattice(Scores(diagonal(pairs, LEAST), gaps, further, lengths), band), step)


class _Walk:
    """The way back along the best paths of all pairs at once, block by block.

    Args:
        lattice: What it goes through.
        total: (n,) what the best path of each scores.
    """

    def __init__(self, lattice: Lattice, total: NDArray[np.float32]) -> None:
        self._lattice, self._total = lattice, total
        lengths = lattice.scores.lengths.numpy()
        self._i, self._j = lengths[:, 0].astype(np.int64), lengths[:, 1].astype(np.int64)
        self._state = np.full(len(total), ANY)
        self._walking = np.full(len(total), not lattice.local)
        self._waiting = total > 0 if lattice.local else np.zeros(len(total), bool)
        self._columns = list[tuple[Numbers, Numbers, Numbers]]()

    def through(self, block: Block, found: Tensor) -> None:
        """Go back through a block, whose values ``Lattice.forward`` gave."""
        values = found.numpy()
        self._set_out(block, values)
        while len(here := np.flatnonzero(self._walking & (self._i + self._j >= max(block.first, 1)))):
            self._take_step(here, block, values)

    def paths(self) -> list[Aligned]:
        """The paths, once all blocks were gone through."""
        item, first, second = (np.concatenate(parts) for parts in zip(*self._columns, strict=True))
        found = []
        for number, total in enumerate(self._total):
            own = np.flatnonzero(item == number)[::-1]
            found.append(Aligned(float(total), first[own], second[own]))
        return found

    def _set_out(self, block: Block, values: NDArray[np.float32]) -> None:
        """Begin local paths whose last column lies in this block."""
        for number in np.flatnonzero(self._waiting):
            states = values[2:, M, 1:-1, number]
            place = int(states.argmax())
            diagonal, cell = divmod(place, states.shape[1])
            if states[diagonal, cell] == self._total[number]:
                diagonal += block.first
                self._i[number] = self._lattice.band.lows[diagonal] + cell
                self._j[number] = diagonal - self._i[number]
                self._state[number], self._walking[number], self._waiting[number] = M, True, False

    def _take_step(self, here: Numbers, block: Block, values: NDArray[np.float32]) -> None:
        i, j = self._i[here], self._j[here]
        lows, number = self._lattice.band.lows, i + j - block.first
        cell = i - lows[i + j]

        def at(row: int | Numbers, back: int, left: int) -> NDArray[np.float32]:
            """A state some diagonals back, at an i that is less by ``left``."""
            before = np.maximum(i + j - back, 0)
            cells = np.clip(i - left - lows[before] + 1, 0, values.shape[2] - 1)
            found: NDArray[np.float32] = values[number + 2 - back, row, cells, here]
            return found

        state = self._state[here]
        state = np.where((state == ANY) & (at(Y, 0, 0) >= at(MX, 0, 0)), Y, state)
        state = np.where((state == ANY) | (state == MX), np.where(at(X, 0, 0) >= at(M, 0, 0), X, M), state)
        scores = {name: getattr(block, name).numpy()[number, cell, here] for name in _GAPS}
        again_x = at(X, 1, 1) + scores["extend_x"] >= at(M, 1, 1) + scores["open_x"]
        again_y = at(Y, 1, 0) + scores["extend_y"] >= at(MX, 1, 0) + scores["open_y"]
        paired, out_x = state == M, state == X
        self._columns.append((here[paired], i[paired] - 1, j[paired] - 1))
        began = paired & (at(ANY, 2, 1) <= 0) if self._lattice.local else np.zeros(len(here), bool)
        self._i[here] -= paired | out_x
        self._j[here] -= ~out_x
        self._state[here] = np.select([paired, out_x], [ANY, np.where(again_x, X, M)], np.where(again_y, Y, MX))
        self._walking[here] = ~began & ((self._i[here] > 0) | (self._j[here] > 0))


_GAPS = ("open_x", "extend_x", "open_y", "extend_y")
