"""How often each kind of letter comes in any stretch of a record, without reading the stretch.

Counts are kept as running sums at every ``step``-th letter: a stretch is the difference of two of them, whatever its
length, so that one table serves every zoom. A chromosome of 250 million letters takes 32 MB.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from medview.core.text import tr
from medview.imaging.sequences.strands import Checkpoint, Codes, pieces, quiet

Counts = NDArray[np.int64]
Edges = NDArray[np.int64]
Float = NDArray[np.float64]

NUCLEOTIDES = ("A", "C", "G", "TU")
"""The classes of nucleotides; ambiguity codes and gaps are of none."""
A, C, G, T, OTHER = range(5)

LEAST_STEP = 64
MOST_SUMS = 1 << 21
"""Stretches of a record that running sums are kept for; the step grows with the record."""


@dataclass(frozen=True, eq=False)
class Tally:
    """Running counts of a record's letters.

    Args:
        table: (256,) uint8, ASCII -> class.
        step: Letters between two sums.
        sums: (length // step + 1, classes) uint32: letters of each class but the last before letter ``n * step``.
        length: Letters of the record.
    """

    table: Codes
    step: int
    sums: NDArray[np.uint32]
    length: int

    @property
    def classes(self) -> int:
        """How many classes there are, that of all other letters among them."""
        return int(self.sums.shape[1]) + 1

    def count(self, letters: Codes, edges: Edges) -> Counts:
        """(n - 1, classes) letters between each two following edges.

        Args:
            letters: The record's.
            edges: (n,) places in growing order; where they lie further apart than two steps they are moved to the
                nearest step, else each letter between the first and last is looked at.
        """
        if len(edges) < 2:
            return np.zeros((0, self.classes), np.int64)
        if (edges[-1] - edges[0]) < 2 * self.step * (len(edges) - 1):
            return counted(letters, self.table, edges, self.classes)
        nearest = self._nearest(edges)
        return _with_others(self.sums[nearest], nearest * self.step)

    def composition(self, letters: Codes, start: int, end: int) -> Counts:
        """(classes,) letters of a stretch, exactly: its ends are looked at, what lies between is known."""
        first, last = -(-start // self.step), end // self.step
        if last <= first:
            looked: Counts = counted(letters, self.table, np.array([start, end]), self.classes)[0]
            return looked
        places = np.array([first, last], np.int64)
        known = _with_others(self.sums[places], places * self.step)[0]
        before = counted(letters, self.table, np.array([start, first * self.step]), self.classes)[0]
        after = counted(letters, self.table, np.array([last * self.step, end]), self.classes)[0]
        total: Counts = known + before + after
        return total

    def _nearest(self, edges: Edges) -> Edges:
        nearest: Edges = np.clip((edges + self.step // 2) // self.step, 0, len(self.sums) - 1)
        return nearest


def class_table(groups: Sequence[str]) -> Codes:
    """(256,) ASCII -> number of the group a letter of either case is in; one more than the last for all others."""
    table = np.full(256, len(groups), np.uint8)
    for number, letters in enumerate(groups):
        table[[ord(letter) for letter in letters.upper() + letters.lower()]] = number
    return table


def tally(letters: Codes, groups: Sequence[str] = NUCLEOTIDES, checkpoint: Checkpoint = quiet) -> Tally:
    """Count a record once, in bounded pieces.

    Args:
        letters: (n,) ASCII, perhaps a mapped file.
        groups: Letters of each class.
        checkpoint: Told how far it is.
    """
    table, step = class_table(groups), _step(len(letters))
    bins = len(letters) // step
    sums = np.zeros((bins + 1, len(groups)), np.uint32)
    for start, end in pieces(bins * step):
        checkpoint(start / len(letters), tr("Counting letters"))
        found = table[letters[start:end]].reshape(-1, step)
        rows = sums[start // step + 1 : end // step + 1]
        for number in range(len(groups)):
            rows[:, number] = np.count_nonzero(found == number, axis=1)
    np.cumsum(sums, axis=0, out=sums)
    return Tally(table, step, sums, len(letters))


def counted(letters: Codes, table: Codes, edges: Edges, classes: int) -> Counts:
    """(n - 1, classes) letters between each two following edges, every letter looked at.

    Args:
        letters: (n,) ASCII.
        table: (256,) ASCII -> class.
        edges: (n,) places in growing order, none beyond the record.
        classes: How many classes there are.
    """
    first = int(edges[0])
    found = table[letters[first : int(edges[-1])]]
    counts = np.zeros((len(edges) - 1, classes), np.int64)
    if not found.size:
        return counts
    wide = np.diff(edges)
    starts = np.minimum(edges[:-1] - first, found.size - 1)
    for number in range(classes - 1):
        counts[:, number] = np.add.reduceat((found == number).view(np.uint8), starts, dtype=np.int64)
    counts[wide == 0] = 0  # reduceat gives the one letter that begins there
    counts[:, -1] = wide - counts[:, :-1].sum(axis=1)
    return counts


def gc_content(counts: Counts) -> Float:
    """(n,) part of G and C among A, C, G and T; NaN where there are none.

    Args:
        counts: (n, 5) of ``NUCLEOTIDES`` and others.
    """
    known = counts[:, :OTHER].sum(axis=1)
    return _ratio(counts[:, G] + counts[:, C], known)


def gc_skew(counts: Counts) -> Float:
    """(n,) (G - C) / (G + C), in -1..1 (Lobry 1996, Mol Biol Evol 13:660); NaN where there are neither.

    Args:
        counts: (n, 5) of ``NUCLEOTIDES`` and others.
    """
    return _ratio(counts[:, G] - counts[:, C], counts[:, G] + counts[:, C])


def _ratio(part: Counts, whole: Counts) -> Float:
    ratio: Float = np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0)
    return ratio


def _with_others(sums: NDArray[np.uint32], edges: Edges) -> Counts:
    """Differences of following sums, and what is missing to the letters between."""
    known = np.diff(sums.astype(np.int64), axis=0)
    found: Counts = np.column_stack((known, np.diff(edges) - known.sum(axis=1)))
    return found


def _step(length: int) -> int:
    step = LEAST_STEP
    while length // step > MOST_SUMS:
        step *= 2
    return step
