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
from medview.engine.aligning.scores import BESIDE, END_OPEN, GAPS, Mode, Scores, dense


@dataclass(frozen=True, eq=False)
class Visited:
    """A block that was passed both ways.

    Args:
        lattice: What it is part of.
        block: Its scores.
        forward: (2 + diagonals, 5, width + 2, n) as ``Lattice.forward`` gives it.
        back: (diagonals + 2, 5, width + 2, n) as ``Lattice.back`` gives it.
        total: (n,) the logarithm of the sum over all paths.
    """

    lattice: Lattice
    block: Block
    forward: Tensor
    back: Tensor
    total: Tensor

    @property
    def pairs(self) -> Tensor:
        """(diagonals, width, n) the probability of each pair of letters."""
        score = self.forward[2:, M, 1:-1] - self.block.match + self.back[:-2, PAIR, 1:-1] - self.total
        return score.clamp_max_(0.0).exp_()

    def gaps(self, number: int) -> Tensor:
        """The probability of coming to the cells of a diagonal by each letter of a gap.

        Args:
            number: Which diagonal of the block.

        Returns:
            (4, width, n): by the first one of X, by a further one, and the same of Y.
        """
        before, here = self.forward[number + 1], self.back[number, :, 1:-1]
        up, left = (self.lattice.before(self.block.first + number, right) for right in (0, 1))
        score = torch.empty(4, *here.shape[1:], dtype=here.dtype)
        torch.add(before[M : X + 1, up], here[FIRST_X : FURTHER_X + 1], out=score[:2])
        torch.add(before[MX : Y + 1, left], here[FIRST_Y : FURTHER_Y + 1], out=score[2:])
        return score.sub_(self.total).clamp_max_(0.0).exp_()


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
        ended = reduce(found[2:, M], (0, 1))
        return lattice.join(ended, torch.zeros_like(ended)) if block.first == 0 else ended
    ended = torch.full((lattice.scores.count,), NEVER, dtype=found.dtype)
    for diagonal in range(block.first, block.behind):
        for place, cell in lattice.ending(diagonal):
            ended[place] = found[diagonal - block.first + 2, ANY, cell + 1, place]
    return ended


class _Total(torch.autograd.Function):
    """The logarithm of the sum over all alignments; its gradient is what is expected of each score."""

    @staticmethod
    def forward(context: Any, match: Tensor, first: Tensor, second: Tensor, lengths: Tensor, local: bool) -> Tensor:
        """(n,) of scores (rows, columns, n) and (5, …, n)."""
        rows, columns, _ = match.shape
        lattice = Lattice(Scores(dense(match), first, second, lengths), whole((rows, columns)), local, cells=_AT_ONCE)
        expected = _Expected(lattice, match.dtype)
        found = torch.zeros(match.shape[2], dtype=match.dtype)
        for part in visited(lattice):
            expected.add(part)
            found = part.total
        context.save_for_backward(expected.match, expected.first, expected.second)
        return found

    @staticmethod
    def backward(context: Any, *given: Tensor) -> tuple[Tensor | None, ...]:
        """What is expected, times what follows from the total."""
        return (*(expected * given[0] for expected in context.saved_tensors), None, None)


_AT_ONCE = 1 << 24
"""Cells of a block while something is learned: of usual pairs all, so that nothing is computed twice."""


class _Expected:
    """How often each score is expected to be used.

    Args:
        lattice: Whose scores.
        dtype: Of the numbers.
    """

    def __init__(self, lattice: Lattice, dtype: torch.dtype) -> None:
        rows, columns = lattice.scores.shape
        count, self._margin = lattice.scores.count, lattice.band.width
        self.match = torch.zeros(rows, columns, count, dtype=dtype)
        self._sums = [torch.zeros(GAPS, length + 2 * self._margin, count, dtype=dtype) for length in (rows, columns)]

    @property
    def first(self) -> Tensor:
        """(5, rows, n) of the gap scores of the first sequences."""
        return self._sums[0][:, self._margin : -self._margin]

    @property
    def second(self) -> Tensor:
        """(5, columns, n) of those of the second ones."""
        return self._sums[1][:, self._margin : -self._margin]

    def add(self, part: Visited) -> None:
        """Add what is expected in a block."""
        lattice, block = part.lattice, part.block
        i, j = lattice.places(block.first, block.behind)
        rows, columns, _ = self.match.shape
        within = (i > 0) & (j > 0) & (i <= rows) & (j <= columns)
        a, b = lattice.letters(i, j)
        self.match.flatten(0, 1)[(a * columns + b)[within]] = part.pairs[within]
        ends = [end.to(self.match.dtype) for end in lattice.at_ends(i, j)]
        for number in range(max(1 - block.first, 0), block.behind - block.first):
            low = int(lattice.band.lows[block.first + number])
            self._add(part.gaps(number), low, block.first + number, [end[number] for end in ends])

    def _add(self, gaps: Tensor, low: int, diagonal: int, ends: list[Tensor]) -> None:
        """Add the gaps of a diagonal; its cells stand behind rising letters of the first sequence."""
        width, margin = gaps.shape[1], self._margin
        one = self._sums[0][:, low - 1 + margin : low - 1 + margin + width]
        last = diagonal - low + margin  # behind the letter of the first cell
        other = self._sums[1][:, last - width : last]
        gaps_x, gaps_y = gaps[:2], gaps[2:].flip(1)
        end_x, end_y = ends[0], ends[1].flip(0)
        for sums, counts, end in ((one, gaps_x, end_x), (other, gaps_y, end_y)):
            at_end = counts * end
            sums[END_OPEN:] += at_end
            sums[:BESIDE] += counts.sub_(at_end)
        other[BESIDE] += gaps_x[0].flip(0)
        one[BESIDE] += gaps_y[0].flip(0)


def total(match: Tensor, first: Tensor, second: Tensor, lengths: Tensor, mode: Mode) -> Tensor:
    """The logarithm of the sum over all alignments of what they score; differentiable.

    Args:
        match: (rows, columns, n) of pairs of letters.
        first: (5, rows, n) gap scores of the first sequences, as ``Scores`` has them.
        second: (5, columns, n) those of the second ones.
        lengths: (n, 2) letters of each.
        mode: Which alignments count.

    Returns:
        (n,)
    """
    scores = Scores(dense(match), first, second, lengths).in_mode(mode)
    found: Tensor = _Total.apply(match, scores.first, scores.second, lengths, mode == "local")  # type: ignore[no-untyped-call]
    return found
