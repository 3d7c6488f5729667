"""Small alignments counted one by one: what sums and best paths over all of them must give."""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import Tensor

from medview.engine.aligning.scores import BESIDE, END_EXTEND, END_OPEN, EXTEND, GAPS, OPEN, Mode, Scores, dense

Alignment = tuple[tuple[str, int, int], ...]
"""Columns: (state, i, j) with i and j letters behind the column."""


def random_scores(rows: int, columns: int, seed: int, dtype: torch.dtype = torch.float64) -> tuple[Tensor, ...]:
    """Scores of one pair: (rows, columns, 1) and (5, length, 1) twice, and (1, 2) lengths."""
    made = torch.Generator().manual_seed(seed)
    match = torch.randn(rows, columns, 1, generator=made, dtype=dtype)
    gaps = [-torch.rand(GAPS, length, 1, generator=made, dtype=dtype) * 2 for length in (rows, columns)]
    return match, *gaps, torch.tensor([[rows, columns]])


def scores(given: tuple[Tensor, ...], mode: Mode) -> Scores:
    """As the engine takes them."""
    match, first, second, lengths = given
    return Scores(dense(match), first, second, lengths).in_mode(mode)


def alignments(rows: int, columns: int, mode: Mode) -> Iterator[Alignment]:
    """All of them, gaps of the first sequence before those of the second."""
    if mode != "local":
        yield from _from(0, 0, "M", rows, columns, ())
        return
    yield ()
    for i in range(rows):
        for j in range(columns):
            for last_i in range(i + 1, rows + 1):
                for last_j in range(j + 1, columns + 1):
                    for one in _from(i, j, "M", last_i, last_j, ()):
                        if one[0][0] == "M" == one[-1][0]:
                            yield one


def _from(i: int, j: int, state: str, rows: int, columns: int, so_far: Alignment) -> Iterator[Alignment]:
    if (i, j) == (rows, columns):
        yield so_far
        return
    for taken, di, dj in (("M", 1, 1), ("X", 1, 0), ("Y", 0, 1)):
        if i + di <= rows and j + dj <= columns and not (state == "Y" and taken == "X"):
            yield from _from(i + di, j + dj, taken, rows, columns, (*so_far, (taken, i + di, j + dj)))


def score(one: Alignment, given: tuple[Tensor, ...], mode: Mode) -> float:
    """What an alignment scores."""
    match, first, second, lengths = given
    (rows, columns), found, before = lengths[0].tolist(), 0.0, "M"
    for state, i, j in one:
        if state == "M":
            found += float(match[i - 1, j - 1, 0])
        else:
            mine, other = (first, second) if state == "X" else (second, first)
            letter, beside = (i, j) if state == "X" else (j, i)
            ended = beside in (0, columns if state == "X" else rows)
            row = (END_EXTEND if ended else EXTEND) if before == state else (END_OPEN if ended else OPEN)
            found += 0.0 if ended and mode == "semi-global" else float(mine[row, letter - 1, 0])
            if before != state and not ended:
                found += float(other[BESIDE, beside - 1, 0])
        before = state
    return found
