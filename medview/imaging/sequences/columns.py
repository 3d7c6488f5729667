"""What the columns of an alignment have in common: consensus, identity, conservation; the middle line of a pair."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from medview.core.alphabet import GAPS, STOP, Alphabet
from medview.core.text import tr
from medview.imaging.sequences.strands import Checkpoint, Codes, quiet

Float = NDArray[np.float64]

STRONG = ("STA", "NEQK", "NHQK", "NDEQ", "QHRK", "MILV", "MILF", "HY", "FYW")
WEAK = ("CSA", "ATV", "SAG", "STNK", "STPA", "SGND", "SNDEQK", "NDEQHK", "NEQHRK", "FVLIM", "HFY")
"""Amino acids that replace each other often, and sometimes: the groups of Clustal X, those that score more than 0.5 and
less in the Gonnet PAM 250 matrix (Thompson et al. 1997, Nucleic Acids Res 25:4876)."""

_GAP, _OTHER = 26, 27
_CLASSES = 28
_T, _U = ord("T") - ord("A"), ord("U") - ord("A")
_CELLS = 1 << 22
_HALF = 0.5


@dataclass(frozen=True, eq=False)
class Columns:
    """An alignment's columns.

    Args:
        rows: How many rows were counted.
        consensus: (columns,) ASCII of the letter most rows have, ambiguity codes aside; lower case below half of all
            rows, ``-`` where most rows have a gap.
        identity: (columns,) part of all rows that have that letter.
        conservation: (columns,) information of the letters in 0..1, see ``conservation``.
        occupancy: (columns,) part of all rows that have a letter.
    """

    rows: int
    consensus: Codes
    identity: Float
    conservation: Float
    occupancy: Float


def columns(rows: Codes, alphabet: Alphabet, checkpoint: Checkpoint = quiet) -> Columns:
    """Count the columns of an alignment in bounded pieces.

    Args:
        rows: (rows, columns) ASCII, perhaps a mapped file.
        alphabet: Of the letters.
        checkpoint: Told how far it is.
    """
    counts = column_counts(rows, checkpoint)
    if alphabet.is_nucleic:
        counts[:, _T] += counts[:, _U]
    spelled = np.frombuffer(alphabet.letters.encode("ascii"), np.uint8)
    letters, whole = _of_alphabet(counts, alphabet), max(1, len(rows))
    most, named = letters.max(axis=1, initial=0), spelled[letters.argmax(axis=1)]
    shown = np.where(most / whole < _HALF, named + 32, named)
    gaps = counts[:, _GAP]
    consensus = np.where((most == 0) | (gaps > whole / 2), ord("-"), shown).astype(np.uint8)
    return Columns(len(rows), consensus, most / whole, conservation(counts, alphabet), 1.0 - gaps / whole)


def column_counts(rows: Codes, checkpoint: Checkpoint = quiet) -> NDArray[np.int64]:
    """(columns, 28) rows with each of A to Z in either case, with a gap, and with something else."""
    count, width = rows.shape
    total = np.zeros(width * _CLASSES, np.int64)
    places = np.arange(width, dtype=np.int32) * _CLASSES
    block = max(1, _CELLS // max(1, width))
    for first in range(0, count, block):
        checkpoint(first / count, tr("Counting columns"))
        found = _class_of()[rows[first : first + block]]
        total += np.bincount((places + found).ravel(), minlength=len(total))
    return total.reshape(width, _CLASSES)


def conservation(counts: NDArray[np.int64], alphabet: Alphabet) -> Float:
    """(columns,) information of each column as a part of the most it could have, 0..1.

    log2(s) - (H + e(n)) with the entropy H of the letters and the correction for few rows e(n) = (s - 1) / (2 ln 2 n),
    s = 4 or 20 (Schneider and Stephens 1990, Nucleic Acids Res 18:6097), divided by log2(s) and multiplied by the part
    of rows that have a letter (Capra and Singh 2007, Bioinformatics 23:1875).

    Args:
        counts: (columns, 28) as of ``column_counts``.
        alphabet: Of the letters.
    """
    size = 4 if alphabet.is_nucleic else 20
    letters = _of_alphabet(counts, alphabet)[:, :size]
    known = letters.sum(axis=1)
    parts = letters / np.maximum(known, 1)[:, None]
    entropy = -np.sum(parts * np.log2(parts, out=np.zeros_like(parts), where=parts > 0), axis=1)
    few = (size - 1) / (2.0 * np.log(2.0) * np.maximum(known, 1))
    occupied = known / np.maximum(counts.sum(axis=1), 1)
    information = np.clip((np.log2(size) - entropy - few) / np.log2(size), 0.0, 1.0)
    return np.where(known > 0, information * occupied, 0.0)


def row_identity(rows: Codes, reference: Codes) -> Float:
    """(rows,) part of the columns in which each row has the reference's letter, of those in which both have one.

    PID2 of Raghava and Barton 2006, BMC Bioinformatics 7:415: identical positions over aligned positions.
    """
    upper = _upper()
    there = ~_is_gap()[reference]
    aligned = there & ~_is_gap()[rows]
    same = aligned & (upper[rows] == upper[reference])
    count = aligned.sum(axis=1)
    identity: Float = np.divide(same.sum(axis=1), count, out=np.zeros(len(rows)), where=count > 0)
    return identity


def middle_line(one: Codes, other: Codes, alphabet: Alphabet) -> Codes:
    """(columns,) between two rows: ``|`` the same letter, ``:`` and ``.`` alike amino acids, else a blank.

    Args:
        one: (columns,) ASCII of a row.
        other: Of the other.
        alphabet: Of the letters; nucleotides are the same or not.
    """
    upper = _upper()
    first, second = upper[one], upper[other]
    if alphabet.is_nucleic:
        first, second = (np.where(row == ord("U"), ord("T"), row) for row in (first, second))
    signs = np.where(first == second, ord("|"), ord(" "))
    if alphabet is Alphabet.PROTEIN:
        signs = np.where(first == second, ord("|"), _likeness()[first, second])
    gaps = _is_gap()
    return np.where(gaps[one] | gaps[other], ord(" "), signs).astype(np.uint8)


def differing(rows: Codes, reference: Codes) -> Codes:
    """The rows with ``.`` wherever they have the reference's letter; gaps and all else stay.

    Args:
        rows: (rows, columns) ASCII.
        reference: (columns,) ASCII.
    """
    upper = _upper()
    same = (upper[rows] == upper[reference]) & ~_is_gap()[reference]
    return np.where(same, np.uint8(ord(".")), rows)


def _of_alphabet(counts: NDArray[np.int64], alphabet: Alphabet) -> NDArray[np.int64]:
    """(columns, letters) rows with each letter of the alphabet, in its order; T and U are one."""
    places = [ord(letter) - ord("A") for letter in alphabet.letters]
    found: NDArray[np.int64] = counts[:, [_T if one == _U and alphabet.is_nucleic else one for one in places]]
    return found


@lru_cache(maxsize=1)
def _class_of() -> NDArray[np.int32]:
    table = np.full(256, _OTHER, np.int32)
    for number in range(26):
        table[[ord("A") + number, ord("a") + number]] = number
    table[[ord(gap) for gap in GAPS]] = _GAP
    return table


@lru_cache(maxsize=1)
def _upper() -> Codes:
    return np.frombuffer(bytes(range(256)).upper(), np.uint8)


@lru_cache(maxsize=1)
def _is_gap() -> NDArray[np.bool_]:
    table = np.zeros(256, np.bool_)
    table[[ord(gap) for gap in GAPS + " ~"]] = True
    return table


@lru_cache(maxsize=1)
def _likeness() -> Codes:
    """(256, 256) of upper case letters -> sign of how alike they are."""
    table = np.full((256, 256), ord(" "), np.uint8)
    for groups, sign in ((WEAK, "."), (STRONG, ":")):
        for group in groups:
            members = [ord(letter) for letter in group]
            table[np.ix_(members, members)] = ord(sign)
    table[ord(STOP)] = ord(" ")
    return table
