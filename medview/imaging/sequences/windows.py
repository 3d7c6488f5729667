"""Letters counted in windows around places, such as those a content is plotted over."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from medview.imaging.sequences.strands import Codes


def counted_around(
    letters: Codes, table: Codes, centres: NDArray[np.int64], window: int, classes: int
) -> NDArray[np.int64]:
    """(n, classes) letters of each class in the window around each place, cut at the record's ends.

    Args:
        letters: (length,) ASCII.
        table: (256,) ASCII -> class.
        centres: (n,) places in growing order.
        window: Letters.
        classes: How many classes there are; the last is that of all other letters.
    """
    counts = np.zeros((len(centres), classes), np.int64)
    if not len(centres) or not len(letters):
        return counts
    starts = np.clip(centres - window // 2, 0, len(letters))
    ends = np.clip(centres - window // 2 + window, 0, len(letters))
    first = int(starts[0])
    found = table[letters[first : int(ends[-1])]]
    sums = np.zeros(len(found) + 1, np.int32)
    for number in range(classes - 1):
        np.cumsum(found == number, out=sums[1:])
        counts[:, number] = sums[ends - first] - sums[starts - first]
    counts[:, -1] = ends - starts - counts[:, :-1].sum(axis=1)
    return counts
