"""What the columns of an alignment of two sequences score: natural logarithms of odds, of pairs and of gaps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from medview.core.pair_alignment import AlignmentMode
from medview.engine.gaps import BESIDE as BESIDE
from medview.engine.gaps import END_EXTEND as END_EXTEND
from medview.engine.gaps import END_OPEN as END_OPEN
from medview.engine.gaps import EXTEND as EXTEND
from medview.engine.gaps import GAPS as GAPS
from medview.engine.gaps import OPEN as OPEN

Mode = AlignmentMode

Match = Callable[[Tensor, Tensor, slice], Tensor]
"""From numbers of letters, each (diagonals, width) and within the sequences, and which diagonals these are, to the
scores (diagonals, width, n) of pairing them."""

MOST_DENSE = 1 << 25
"""Pairs of letters whose scores are kept at once; of longer sequences they are computed where they are needed."""


@dataclass(frozen=True, eq=False)
class Scores:
    """What columns of alignments of ``n`` pairs of sequences score.

    Args:
        match: Of pairs of letters.
        first: (5, length, n) gap scores of the letters of the first sequences.
        second: (5, length, n) those of the second ones.
        lengths: (n, 2) letters of each; shorter ones are filled up.
    """

    match: Match
    first: Tensor
    second: Tensor
    lengths: Tensor

    @property
    def shape(self) -> tuple[int, int]:
        """Letters of the longest first and of the longest second sequence."""
        return self.first.shape[1], self.second.shape[1]

    @property
    def count(self) -> int:
        """How many pairs."""
        return self.first.shape[2]

    def in_mode(self, mode: Mode) -> Scores:
        """The same with free ends where a mode has them."""
        return self if mode != "semi-global" else replace(self, first=_free(self.first), second=_free(self.second))


def _free(gaps: Tensor) -> Tensor:
    return torch.cat([gaps[:END_OPEN], torch.zeros_like(gaps[END_OPEN:])])


def dense(values: Tensor) -> Match:
    """Scores that were computed already: (letters of the first, letters of the second, n)."""
    flat, width = values.flatten(0, 1), values.shape[1]
    return lambda i, j, _: flat.index_select(0, (i * width + j).flatten()).view(*i.shape, flat.shape[1])


def featured(first: Tensor, second: Tensor) -> Match:
    """Inner products of features, (n, length, features) of each sequence, computed where they are needed."""
    return lambda i, j, _: (first[:, i] * second[:, j]).sum(-1).movedim(0, -1)


def spelled(table: Tensor, first: Tensor, second: Tensor) -> Match:
    """Entries of a table (letters, letters) for sequences as numbers of letters, (n, length) each."""
    return lambda i, j, _: table[first[:, i], second[:, j]].movedim(0, -1)


def diagonal(values: Tensor, less: float) -> Match:
    """Scores kept as the diagonals of a band, (diagonals, width, n), each a little less."""
    return lambda i, j, which: values[which] - less


def plain_gaps(opening: float, extending: float, count: int, length: int) -> Tensor:
    """(5, length, count) scores of gaps that cost the same everywhere, ends included; costs are positive."""
    rows = torch.zeros(GAPS)
    rows[[OPEN, END_OPEN]], rows[[EXTEND, END_EXTEND]] = -opening, -extending
    return rows[:, None, None].expand(GAPS, length, count)
