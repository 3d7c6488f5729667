"""Two aligned rows: the way through both sequences, where it is doubtful, and a map of probabilities at any size."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.alphabet import GAPS

Numbers = NDArray[np.int64]

_GAPS = np.frombuffer(GAPS.encode(), np.uint8)


def corners(rows: NDArray[np.uint8], starts: tuple[int, int]) -> Numbers:
    """How many letters of both sequences lie before each column, and behind the last one.

    Args:
        rows: (2, columns) ASCII.
        starts: The first letter of each row, counted from 0.

    Returns:
        (columns + 1, 2)
    """
    found = np.zeros((rows.shape[1] + 1, 2), np.int64)
    np.cumsum(~np.isin(rows, _GAPS).T, axis=0, out=found[1:])
    found += np.array(starts)
    return found


def doubtful(chances: NDArray[Any], limit: float) -> Numbers:
    """(n, 2) the first column and the one behind the last of stretches whose probability is less than a limit."""
    edges = np.diff(np.concatenate([[0], chances < limit, [0]]).astype(np.int8))
    return np.stack([np.flatnonzero(edges > 0), np.flatnonzero(edges < 0)], axis=1)


def nearest(way: Numbers, first: float, second: float) -> int:
    """The column whose letters lie nearest to a place in both sequences; -1 where there is none.

    Args:
        way: What ``corners`` gave.
        first: Letters of the first sequence before the place.
        second: Likewise of the second one.
    """
    if len(way) < 2:
        return -1
    middles = (way[1:] + way[:-1]) / 2.0
    return int(np.abs(middles - (first, second)).max(axis=1).argmin())


def pooled(values: NDArray[np.float32], rows: int, columns: int) -> NDArray[np.float32]:
    """The greatest value of each part of a map, in at most so many rows and columns; what is smaller stays.

    Args:
        values: (r, c)
        rows: Rows there is room for, at least 1.
        columns: Columns likewise.
    """
    for axis, room in enumerate((rows, columns)):
        size = values.shape[axis]
        if size > room:
            values = np.maximum.reduceat(values, np.arange(room) * size // room, axis=axis)
    return values
