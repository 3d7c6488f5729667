"""Paths through two sequences along the diagonals of a band: sums over all of them, and the best one.

A cell (i, j) stands behind i letters of the first sequence and j of the second; the cells of one anti-diagonal
i + j do not depend on each other and are computed at once. States: M ends with a pair of letters, X leaves out a
letter of the first sequence, Y one of the second; behind a gap in one sequence may come one in the other, in the order
X, Y only, so that no alignment has two paths. Only the first diagonals of blocks are kept, and blocks are computed
again on the way back: memory grows with a block, not with the product of the lengths.

Sources: affine gaps in quadratic time, Gotoh 1982, J Mol Biol 162:705; sums over alignments, forward and backward,
Durbin et al. 1998, Biological Sequence Analysis, chapter 4; keeping some diagonals, Grice et al. 1997, CABIOS 13:45.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from medview.engine.aligning.scores import BESIDE, END_EXTEND, END_OPEN, EXTEND, OPEN, Scores

Join = Callable[..., Tensor]
Step = Callable[[float], None]
Numbers = NDArray[np.int64]

NEVER = -1e30
"""The logarithm of what cannot be: sums of many of it are still numbers."""

BLOCK = 1 << 19
"""Cells of a block."""

M, X, MX, Y, ANY = range(5)
"""Rows of a diagonal going forward: the states, M or X, and any of them."""

PAIR, FIRST_X, FURTHER_X, FIRST_Y, FURTHER_Y = range(5)
"""Rows of a diagonal going back: from before each way of coming to a cell to the ends."""


def still(_: float) -> None:
    """Nobody waits."""


@dataclass(frozen=True, eq=False)
class Band:
    """Which cells are looked at.

    Args:
        lows: (diagonals,) i of the first cell of each; from one to the next it stays or grows by 1.
        width: Cells of a diagonal; those outside the two sequences count for nothing.
    """

    lows: Numbers
    width: int


def whole(shape: tuple[int, int]) -> Band:
    """All cells of sequences of these lengths."""
    rows, columns = shape
    return Band(np.maximum(np.arange(rows + columns + 1) - columns, 0), min(rows, columns) + 1)


@dataclass(frozen=True, eq=False)
class Block:
    """Scores on some diagonals, each (diagonals, width, n).

    Args:
        first: The first diagonal.
        match: Of coming to a cell by a pair of letters.
        open_x: By the first letter of a gap, of the first sequence.
        extend_x: By a further one.
        open_y: By the first one of the second sequence.
        extend_y: By a further one.
    """

    first: int
    match: Tensor
    open_x: Tensor
    extend_x: Tensor
    open_y: Tensor
    extend_y: Tensor

    @property
    def behind(self) -> int:
        """Behind the last diagonal."""
        return self.first + len(self.match)


@dataclass(frozen=True, eq=False)
class Lattice:
    """The paths of some pairs of sequences.

    Args:
        scores: Of their columns.
        band: Which cells are looked at.
        local: Whether paths begin and end at any pair of letters, rather than with the sequences.
        join: ``torch.logaddexp`` sums over paths, ``torch.maximum`` takes the best one.
        cells: Of a block.
    """

    scores: Scores
    band: Band
    local: bool = False
    join: Join = torch.logaddexp
    cells: int = BLOCK

    @property
    def diagonals(self) -> int:
        """How many there are."""
        return len(self.band.lows)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The first diagonal of each block."""
        return tuple(range(0, self.diagonals, max(2, self.cells // (self.scores.count * self.band.width))))

    def places(self, first: int, behind: int) -> tuple[Tensor, Tensor]:
        """(diagonals, width) i and j of cells."""
        lows = torch.from_numpy(self.band.lows[first:behind].astype(np.int32))
        i = lows[:, None] + torch.arange(self.band.width, dtype=torch.int32)
        return i, torch.arange(first, behind, dtype=torch.int32)[:, None] - i

    def inside(self, i: Tensor, j: Tensor) -> Tensor:
        """(diagonals, width, n) which cells lie within the sequences of each pair."""
        rows, columns = self.scores.lengths.int().unbind(1)
        return ((i >= 0) & (j >= 0))[..., None] & (i[..., None] <= rows) & (j[..., None] <= columns)

    def at_ends(self, i: Tensor, j: Tensor) -> tuple[Tensor, Tensor]:
        """(diagonals, width, n) each: where a gap of X or of Y lies before or behind all of the other sequence."""
        rows, columns = self.scores.lengths.int().unbind(1)
        return ((j == 0)[..., None] | (j[..., None] == columns)), ((i == 0)[..., None] | (i[..., None] == rows))

    def block(self, first: int) -> Block:
        """The scores on the diagonals of the block that begins with one."""
        number = self.starts.index(first)
        behind = (*self.starts, self.diagonals)[number + 1]
        i, j = self.places(first, behind)
        inside, (end_x, end_y) = self.inside(i, j), self.at_ends(i, j)
        scored = self.scores.match(*self.letters(i, j), slice(first, behind))
        match = scored.masked_fill(~(inside & ((i > 0) & (j > 0))[..., None]), NEVER)
        one, other = self._along(self.scores.first, i[:, 0] - 1, 1), self._along(self.scores.second, j[:, 0] - 1, -1)
        gaps = list[Tensor]()
        for mine, beside, ends, come in ((one, other, end_x, i), (other, one, end_y, j)):
            unfit = ~(inside & (come > 0)[..., None])
            gaps += [
                torch.where(ends, mine[END_OPEN], mine[OPEN] + beside[BESIDE]).masked_fill_(unfit, NEVER),
                torch.where(ends, mine[END_EXTEND], mine[EXTEND]).masked_fill_(unfit, NEVER),
            ]
        return Block(first, match, *gaps)

    def _along(self, values: Tensor, firsts: Tensor, way: int) -> Tensor:
        """(5, diagonals, width, n) numbers of the letters of cells, one behind (or before) the other in a diagonal.

        Args:
            values: (5, length, n) of each letter.
            firsts: (diagonals,) the letter of each first cell.
            way: 1 for the first sequence, -1 for the second.
        """
        width, length = self.band.width, values.shape[1]
        if way < 0:
            values, firsts = values.flip(1), length - 1 - firsts
        padded = functional.pad(values, (0, 0, width, width))
        starts = (firsts + width).clamp(0, length + width).tolist()
        return torch.stack([padded[:, start : start + width] for start in starts], 1)

    def letters(self, i: Tensor, j: Tensor) -> tuple[Tensor, Tensor]:
        """Numbers of the letters a cell stands behind; of cells outside the sequences some letter."""
        rows, columns = self.scores.shape
        return (i - 1).clamp(0, rows - 1), (j - 1).clamp(0, columns - 1)

    def forward(self, block: Block, before: Tensor) -> Tensor:
        """What paths to the cells of a block score.

        Args:
            block: The block.
            before: (2, 5, width + 2, n) the two diagonals before it; outside the first block.

        Returns:
            (2 + diagonals, 5, width + 2, n): of ``before`` and of the block, each between two cells of nothing.
        """
        count, width = self.scores.count, self.band.width
        found = torch.full((2 + block.behind - block.first, 5, width + 2, count), NEVER, dtype=before.dtype)
        found[:2] = before
        for number in range(block.behind - block.first):
            self._forward(block, number, found[number], found[number + 1], found[number + 2])
        return found

    def _forward(self, block: Block, number: int, two: Tensor, one: Tensor, here: Tensor) -> None:
        """One diagonal from the two before it."""
        diagonal, join = block.first + number, self.join
        m, x, mx, y, every = here[:, 1:-1]
        if diagonal:
            up, left = self.before(diagonal, 0), self.before(diagonal, 1)
            cross = self._shift(diagonal, diagonal - 2, 1) if diagonal > 1 else slice(1, -1)
            came = two[ANY, cross]
            torch.add(self._begun(came), block.match[number], out=m)
            join(one[M, up] + block.open_x[number], one[X, up] + block.extend_x[number], out=x)
            join(one[MX, left] + block.open_y[number], one[Y, left] + block.extend_y[number], out=y)
        elif not self.local:
            m[-self.band.lows[0]] = 0.0
        join(m, x, out=mx)
        join(mx, y, out=every)

    def _begun(self, came: Tensor) -> Tensor:
        """What leads to a pair of letters: of local paths also nothing."""
        return self.join(came, torch.zeros_like(came)) if self.local else came

    def _shift(self, diagonal: int, other: int, less: int = 0) -> slice:
        """Where in another diagonal, between its two cells of nothing, the cells of the same i (less ``less``) lie."""
        start = int(self.band.lows[diagonal] - self.band.lows[other]) - less + 1
        return slice(start, start + self.band.width)

    def back(self, block: Block, after: Tensor) -> Tensor:
        """What paths from the cells of a block to their ends score.

        Args:
            block: The block.
            after: (2, 5, width + 2, n) of the two diagonals behind it, the farther one last.

        Returns:
            (diagonals + 2, 5, width + 2, n): of the block and of ``after``; for each way of coming to a cell, what
            it scores and what follows.
        """
        count = block.behind - block.first
        found = torch.full((count + 2, *after.shape[1:]), NEVER, dtype=after.dtype)
        found[count:] = after
        for number in reversed(range(count)):
            self._back(block, number, found[number], found[number + 1], found[number + 2])
        return found

    def _back(self, block: Block, number: int, here: Tensor, one: Tensor, two: Tensor) -> None:
        """One diagonal from the two behind it."""
        diagonal, join = block.first + number, self.join
        left = self._shift(diagonal, min(diagonal + 1, self.diagonals - 1))
        down = slice(left.start + 1, left.stop + 1)
        cross = self._shift(diagonal, min(diagonal + 2, self.diagonals - 1), -1)
        pair = two[PAIR, cross]
        y = join(pair, one[FURTHER_Y, left])
        both = join(pair, one[FIRST_Y, left])
        x, m = join(both, one[FURTHER_X, down]), join(both, one[FIRST_X, down])
        if self.local:
            m = join(m, torch.zeros_like(m))
        for place, cell in self.ending(diagonal):
            x[cell, place] = y[cell, place] = m[cell, place] = 0.0
        inner = here[:, 1:-1]
        torch.add(m, block.match[number], out=inner[PAIR])
        torch.add(x, block.open_x[number], out=inner[FIRST_X])
        torch.add(x, block.extend_x[number], out=inner[FURTHER_X])
        torch.add(y, block.open_y[number], out=inner[FIRST_Y])
        torch.add(y, block.extend_y[number], out=inner[FURTHER_Y])

    def ending(self, diagonal: int) -> Sequence[tuple[int, int]]:
        """Pairs whose sequences end on a diagonal, and in which of its cells."""
        return () if self.local else self._ends.get(diagonal, ())

    @cached_property
    def _ends(self) -> Mapping[int, Sequence[tuple[int, int]]]:
        found: dict[int, list[tuple[int, int]]] = {}
        for place, (rows, columns) in enumerate(self.scores.lengths.tolist()):
            found.setdefault(rows + columns, []).append((place, rows - int(self.band.lows[rows + columns])))
        return found

    def before(self, diagonal: int, right: int) -> slice:
        """Where in the diagonal before lies what comes to its cells by a letter of the first or (1) second sequence."""
        return self._shift(diagonal, diagonal - 1, 1 - right)

    def nothing(self, dtype: torch.dtype) -> Tensor:
        """(2, 5, width + 2, n) what is before the first diagonal."""
        return torch.full((2, 5, self.band.width + 2, self.scores.count), NEVER, dtype=dtype)
