"""Which cells of two long sequences are looked at: a band around the words they share.

Source: chains of shared words, as in Delcher et al. 1999 (MUMmer), NAR 27:2369; bands around a diagonal, Chao et al.
1992, CABIOS 8:481.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from medview.engine.aligning.lattice import Band

Numbers = NDArray[np.int64]

WORD: Mapping[bool, int] = {True: 14, False: 5}
"""Letters of a word of nucleotides, or of residues: long enough to be found by chance seldom."""

LEAST, _MARGIN = 512, 4
"""Cells a diagonal of a band has at least, and how near to its ends a path may come before it is too narrow."""


def anchors(first: Numbers, second: Numbers, letters: int, word: int) -> Numbers:
    """(n, 2) places of words both sequences have once, of which none goes back in either.

    Args:
        first: (length,) its letters as numbers from 0; others count as none.
        second: The same of the other sequence.
        letters: How many there are.
        word: Letters of a word.
    """
    (ours, mine), (theirs, other) = (_once(_words(codes, letters, word)) for codes in (first, second))
    _, here, there = np.intersect1d(ours, theirs, assume_unique=True, return_indices=True)
    places = np.stack([mine[here], other[there]], 1)
    places = places[np.argsort(places[:, 0])]
    return places[_rising(places[:, 1])]


def _words(codes: Numbers, letters: int, word: int) -> Numbers:
    """(length - word + 1,) a number for each word; -1 where it has a letter that counts as none."""
    if len(codes) < word:
        return np.empty(0, np.int64)
    windows = np.lib.stride_tricks.sliding_window_view(codes, word)
    found = windows @ (letters ** np.arange(word, dtype=np.int64))
    return np.where(((windows < 0) | (windows >= letters)).any(1), -1, found)


def _once(words: Numbers) -> tuple[Numbers, Numbers]:
    """The words that occur once, and where."""
    found, places, counts = np.unique(words, return_index=True, return_counts=True)
    kept = (counts == 1) & (found >= 0)
    return found[kept], places[kept]


def _rising(values: Numbers) -> Numbers:
    """Places of a longest rising part (Fredman 1975, Discrete Math 11:29)."""
    ends, tails, before = list[int](), list[int](), np.full(len(values), -1)
    for place, value in enumerate(values.tolist()):
        where = int(np.searchsorted(ends, value))
        ends[where : where + 1] = [value]
        tails[where : where + 1] = [place]
        before[place] = tails[where - 1] if where else -1
    found, place = list[int](), tails[-1] if tails else -1
    while place >= 0:
        found.append(place)
        place = int(before[place])
    return np.array(found[::-1], np.int64)


def around(points: Numbers, shape: tuple[int, int], width: int) -> Band:
    """A band around a line from the beginning of both sequences through points to their ends.

    Args:
        points: (n, 2) rising in both.
        shape: Letters of both sequences.
        width: Cells of a diagonal.
    """
    line = np.concatenate([[[0, 0]], points, [shape]])
    diagonals = np.arange(sum(shape) + 1)
    middle = np.interp(diagonals, line.sum(1), line[:, 0])
    return Band(np.floor(middle).astype(np.int64) - width // 2, width)


def is_narrow(band: Band, shape: tuple[int, int], first: Numbers, second: Numbers) -> bool:
    """Whether a path comes to a side of its band behind which there are cells.

    Args:
        band: The band.
        shape: Letters of both sequences.
        first: (columns,) letters of the first sequence that are paired.
        second: (columns,) the letters they are paired with.
    """
    points = np.concatenate([[[0, 0]], np.stack([first, second], 1) + 1, [shape]])
    corners = np.concatenate([points, np.stack([points[1:, 0], points[:-1, 1]], 1)])  # gaps of X come first
    i, diagonal = corners[:, 0], corners.sum(1)
    low, high = band.lows[diagonal], band.lows[diagonal] + band.width - 1
    below = (i - low < _MARGIN) & (low > np.maximum(diagonal - shape[1], 0))
    above = (high - i < _MARGIN) & (high < np.minimum(diagonal, shape[0]))
    return bool((below | above).any())
