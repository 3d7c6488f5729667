"""Sums over all alignments of pairs of sequences, and what they say: how probable each pair of letters is.

Sources: Durbin et al. 1998, Biological Sequence Analysis, chapter 4; the gradient of such a sum is what is expected,
Lafferty et al. 2001 (conditional random fields), and for alignments Morton et al. 2020 (DeepBLAST), bioRxiv
2020.11.03.365932.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from medview.engine.aligning.lattice import (
    ANY,
    FIRST_X,
    FIRST_Y,
    FURTHER_X,
    FURTHER_Y,
    MX,
    NEVER,
    PAIR,
    Block,
    Lattice,
    M,
    Step,
    X,
    Y,
    still,
    whole,
)
from medview.engine.aligning.scores import (
    BESIDE,
    END_EXTEND,
    END_OPEN,
    EXTEND,
    OPEN,
    Mode,
    Scores,
    dense,
)


@dataclass(frozen=True, eq=False)
class Visited:
    """A block that was passed both ways.

    Args:
        lattice: What it is part of.
        block: Its scores.
        forward: (2 + diagonals, 5, n, width + 2) as ``Lattice.forward`` gives it.
        back: (diagonals + 2, 5, n, width + 2) as ``Lattice.back`` gives it.
        total: (n,) the logarithm of the sum over all paths.
    """

    lattice: Lattice
    block: Block
    forward: Tensor
    back: Tensor
    total: Tensor

    @property
    def pairs(self) -> Tensor:
        """(n, diagonals, width) the probability of each pair of letters."""
        came = self.forward[2:, M, :, 1:-1].transpose(0, 1) - self.block.match
        return self._chance(came + self.back[:-2, PAIR, :, 1:-1].transpose(0, 1))

    def gaps(self) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """(n, diagonals, width) each: the probability of coming to a cell by each letter of a gap.

        Returns:
            By the first one of X, by a further one, and the same of Y.
        """
        ways = ((M, FIRST_X, 0), (X, FURTHER_X, 0), (MX, FIRST_Y, 1), (Y, FURTHER_Y, 1))
        first, second, third, fourth = (self._chance(self._came(*way)) for way in ways)
        return first, second, third, fourth

    def _came(self, state: int, way: int, right: int) -> Tensor:
        """(n, diagonals, width) what paths score that come to a cell from a state of the diagonal before."""
        found = torch.full_like(self.block.match, NEVER)
        for number in range(found.shape[1]):
            diagonal = self.block.first + number
            if diagonal:
                before = self.forward[number + 1, state, :, self.lattice.before(diagonal, right)]
                torch.add(before, self.back[number, way, :, 1:-1], out=found[:, number])
        return found

    def _chance(self, score: Tensor) -> Tensor:
        return torch.exp((score - self.total[:, None, None]).clamp_max(0.0))


def visited(lattice: Lattice, step: Step = still) -> Iterator[Visited]:
    """Pass all blocks forward, then give them one by one on the way back.

    Args:
        lattice: Whose sums are wanted.
        step: Told the done part before each block; may raise to stop.
    """
    befores, total, last = swept(lattice, lambda done: step(done / 2))
    after = lattice.nothing(last.dtype)
    for number in reversed(range(len(lattice.starts))):
        step(1.0 - (number + 1) / (2 * len(lattice.starts)))
        block = lattice.block(lattice.starts[number])
        forward = last if number == len(lattice.starts) - 1 else lattice.forward(block, befores[number])
        back = lattice.back(block, after)
        after = back[:2]
        yield Visited(lattice, block, forward, back, total)


def swept(lattice: Lattice, step: Step = still) -> tuple[list[Tensor], Tensor, Tensor]:
    """Pass all blocks forward.

    Args:
        lattice: Whose sums are wanted.
        step: Told the done part before each block; may raise to stop.

    Returns:
        What comes before each block, (n,) the score of all paths, and all of the last block.
    """
    before = lattice.nothing(lattice.scores.first.dtype)
    befores, totals = list[Tensor](), list[Tensor]()
    found = before
    for number, first in enumerate(lattice.starts):
        step(number / len(lattice.starts))
        befores.append(before)
        block = lattice.block(first)
        found = lattice.forward(block, before)
        before = found[-2:].clone()
        totals.append(_ended(lattice, block, found))
    total = totals[0]
    for one in totals[1:]:
        total = lattice.join(total, one)
    return befores, total, found


def _ended(lattice: Lattice, block: Block, found: Tensor) -> Tensor:
    """(n,) the score of the paths that end in a block; of local ones that of nothing is one of them, once."""
    if lattice.local:
        reduce = torch.logsumexp if lattice.join is torch.logaddexp else torch.amax
        ended = reduce(found[2:, M], (0, 2))
        return lattice.join(ended, torch.zeros_like(ended)) if block.first == 0 else ended
    ended = torch.full((lattice.scores.count,), NEVER, dtype=found.dtype)
    for diagonal in range(block.first, block.behind):
        for place, cell in lattice.ending(diagonal):
            ended[place] = found[diagonal - block.first + 2, ANY, place, cell + 1]
    return ended


class _Total(torch.autograd.Function):
    """The logarithm of the sum over all alignments; its gradient is what is expected of each score."""

    @staticmethod
    def forward(context: Any, match: Tensor, first: Tensor, second: Tensor, lengths: Tensor, local: bool) -> Tensor:
        """(n,) of scores (n, rows, columns) and (5, n, …)."""
        lattice = Lattice(Scores(dense(match), first, second, lengths), whole(tuple(match.shape[1:])), local)
        grads = torch.zeros_like(match), torch.zeros_like(first), torch.zeros_like(second)
        total = torch.zeros(len(match), dtype=match.dtype)
        for part in visited(lattice):
            _gather(part, *grads)
            total = part.total
        context.save_for_backward(*grads)
        return total

    @staticmethod
    def backward(context: Any, *given: Tensor) -> tuple[Tensor | None, ...]:
        """What is expected, times what follows from the total."""
        match, first, second = context.saved_tensors
        times = given[0]
        return match * times[:, None, None], first * times[:, None], second * times[:, None], None, None


def _gather(part: Visited, match: Tensor, first: Tensor, second: Tensor) -> None:
    """Add what is expected in a block to how often each score is used."""
    lattice, block = part.lattice, part.block
    i, j = lattice.places(block.first, block.behind)
    end_x, end_y = lattice.at_ends(i, j)
    (rows, columns), (a, b) = lattice.scores.shape, lattice.letters(i, j)
    within = (i > 0) & (j > 0) & (i <= rows) & (j <= columns)
    match.flatten(1)[:, (a * columns + b)[within]] += part.pairs[:, within]
    first_x, further_x, first_y, further_y = part.gaps()
    for counts, ends, one, other, mine, others in (
        ((first_x, further_x), end_x, first, second, a, b),
        ((first_y, further_y), end_y, second, first, b, a),
    ):
        opened, extended = (count * ~ends for count in counts)
        for row, values, letters in ((OPEN, opened, mine), (EXTEND, extended, mine)):
            one[row].index_add_(1, letters.flatten(), values.flatten(1))
        other[BESIDE].index_add_(1, others.flatten(), opened.flatten(1))
        for row, values in zip((END_OPEN, END_EXTEND), counts, strict=True):
            one[row].index_add_(1, mine.flatten(), (values * ends).flatten(1))


def total(match: Tensor, first: Tensor, second: Tensor, lengths: Tensor, mode: Mode) -> Tensor:
    """The logarithm of the sum over all alignments of what they score; differentiable.

    Args:
        match: (n, rows, columns) of pairs of letters.
        first: (5, n, rows) gap scores of the first sequences, as ``Scores`` has them.
        second: (5, n, columns) those of the second ones.
        lengths: (n, 2) letters of each.
        mode: Which alignments count.

    Returns:
        (n,)
    """
    scores = Scores(dense(match), first, second, lengths).in_mode(mode)
    found: Tensor = _Total.apply(match, scores.first, scores.second, lengths, mode == "local")  # type: ignore[no-untyped-call]
    return found
