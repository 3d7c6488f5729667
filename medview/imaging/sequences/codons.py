"""What codons mean at every place of both strands, and the open reading frames of all six frames."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from medview.core.alphabet import Alphabet
from medview.core.genetic_code import STANDARD, GeneticCode, translate
from medview.core.text import tr
from medview.imaging.sequences.strands import Checkpoint, Codes, complements, pieces, quiet, strand_codes

Places = NDArray[np.int64]

_LETTERS = "ACGTRYSWKMBDHVN-"
"""What a letter of a codon may be; all else counts as unknown."""
_UNKNOWN = _LETTERS.index("N")
_STOP = ord("*")
_MEANT = ord("M")
_LEAST = 90
"""Letters of the shortest frame looked for, its stop among them: 29 amino acids."""


@dataclass(frozen=True, eq=False)
class Orfs:
    """Open reading frames in the order of their starts.

    Args:
        starts: (n,) first letter on the stored strand.
        ends: (n,) behind the last one; the stop codon is a part.
        strands: (n,) int8, 1 or -1.
        frames: (n,) int8, 0 to 2: letters between the beginning of the strand and the first whole codon.
        whole: (n,) bool; False where it is cut by an end of the record.
    """

    starts: Places
    ends: Places
    strands: NDArray[np.int8]
    frames: NDArray[np.int8]
    whole: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.starts)


NO_ORFS = Orfs(
    np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int8), np.empty(0, np.int8), np.empty(0, np.bool_)
)


def amino_acids(letters: Codes, code: GeneticCode = STANDARD, reverse: bool = False) -> Codes:
    """(n - 2,) ASCII of the amino acid meant by the three letters from each place on.

    Args:
        letters: (n,) ASCII of the stored strand.
        code: The genetic code.
        reverse: The codon is read on the other strand, from the third of the letters to the first.
    """
    return _read(_meanings(code), letters, reverse)


def begins(letters: Codes, code: GeneticCode = STANDARD, reverse: bool = False) -> NDArray[np.bool_]:
    """(n - 2,) whether a translation may begin with the codon at each place; see ``amino_acids``."""
    may: NDArray[np.bool_] = _read(_beginnings(code), letters, reverse) == _MEANT
    return may


def find_orfs(
    letters: Codes,
    code: GeneticCode = STANDARD,
    least: int = _LEAST,
    methionine: bool = True,
    checkpoint: Checkpoint = quiet,
) -> Orfs:
    """Open reading frames of all six frames; those cut by an end of the record are among them.

    One begins with the first start codon behind a stop and ends with the next stop; a cut one begins or ends with the
    record's first or last whole codon.

    Args:
        letters: (n,) ASCII of DNA or RNA, perhaps a mapped file; it is read in bounded pieces.
        code: The genetic code.
        least: Letters of the shortest one.
        methionine: One begins with a codon that means methionine; otherwise with any start codon of the code.
        checkpoint: Told how far it is.
    """
    found: list[Orfs] = []
    for strand, share in ((1, 0.0), (-1, 0.5)):
        walk = _Walk(letters, strand, code, least, methionine)
        found += walk.run(share, checkpoint)
    return _in_order(found)


def _in_order(parts: list[Orfs]) -> Orfs:
    columns = [np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(Orfs)]
    order = np.lexsort((columns[1], columns[0]))
    return Orfs(*(column[order] for column in columns))


class _Walk:
    """Goes along one strand, piece by piece, in three frames at once."""

    def __init__(self, letters: Codes, strand: int, code: GeneticCode, least: int, methionine: bool) -> None:
        self._letters = letters
        self._strand = strand
        self._code = code
        self._least = least
        self._methionine = methionine
        self._open = [_Open(frame) for frame in range(3)]

    def run(self, share: float, checkpoint: Checkpoint) -> list[Orfs]:
        length, found = len(self._letters), []
        for start, end in pieces(max(length - 2, 0)):
            checkpoint(share + start / length / 2.0, tr("Reading six frames"))
            codes = strand_codes(self._letters, start, end + 2, self._strand, Alphabet.DNA)
            meant = amino_acids(codes, self._code)
            first = meant == _MEANT if self._methionine else begins(codes, self._code)
            stop = meant == _STOP
            found += [self._step(one, _places(stop, one, start), _places(first, one, start)) for one in self._open]
        return found + [self._last(one) for one in self._open]

    def _step(self, frame: _Open, stops: Places, firsts: Places) -> Orfs:
        """Frames that end in this piece; the one that is open at its end is kept in mind."""
        if frame.first is not None:
            firsts = np.concatenate(([frame.first], firsts))
        after = np.concatenate(([frame.begin], stops + 3))
        at = np.searchsorted(firsts, after)
        nearest = np.append(firsts, np.iinfo(np.int64).max)[at]
        begin, end = nearest[:-1], stops + 3
        whole = np.ones(len(stops), np.bool_)
        if frame.cut and len(stops):
            begin[0], whole[0] = frame.begin, False
        frame.begin, frame.cut = int(after[-1]), frame.cut and not len(stops)
        frame.first = int(nearest[-1]) if at[-1] < len(firsts) else None
        kept = (begin < stops) & (end - begin >= self._least)
        return self._placed(frame, begin[kept], end[kept], whole[kept])

    def _last(self, frame: _Open) -> Orfs:
        """The one that the record's end cuts."""
        begin = frame.begin if frame.cut else frame.first
        end = frame.number + (len(self._letters) - frame.number) // 3 * 3
        there = [begin] if begin is not None and end - begin >= self._least else []
        cut = np.array(there, np.int64)
        return self._placed(frame, cut, np.full(len(cut), end), np.zeros(len(cut), np.bool_))

    def _placed(self, frame: _Open, begin: Places, end: Places, whole: NDArray[np.bool_]) -> Orfs:
        length, count = len(self._letters), len(begin)
        starts, ends = (begin, end) if self._strand > 0 else (length - end, length - begin)
        strands, frames = np.full(count, self._strand, np.int8), np.full(count, frame.number, np.int8)
        return Orfs(starts, ends, strands, frames, whole)


class _Open:
    """What is open in one frame."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.begin = number
        self.first: int | None = None
        self.cut = True


def _places(marked: NDArray[np.bool_], frame: _Open, start: int) -> Places:
    """Places on the strand, of one frame, in growing order."""
    skipped = (frame.number - start) % 3
    return np.flatnonzero(marked[skipped::3]) * 3 + skipped + start


def _read(table: NDArray[np.uint8], letters: Codes, reverse: bool) -> Codes:
    if len(letters) < 3:
        return np.empty(0, np.uint8)
    classes = _classes()[complements(Alphabet.DNA)[letters] if reverse else letters].astype(np.uint16)
    first, middle, last = classes[:-2], classes[1:-1], classes[2:]
    if reverse:
        first, last = last, first
    found: Codes = table[first << 8 | middle << 4 | last]
    return found


@lru_cache(maxsize=1)
def _classes() -> NDArray[np.uint8]:
    """(256,) ASCII -> place in ``_LETTERS``."""
    table = np.full(256, _UNKNOWN, np.uint8)
    for number, letter in enumerate(_LETTERS):
        table[[ord(letter), ord(letter.lower())]] = number
    table[[ord("U"), ord("u")]] = _LETTERS.index("T")
    table[ord(".")] = _LETTERS.index("-")
    return table


@lru_cache(maxsize=40)
def _meanings(code: GeneticCode) -> NDArray[np.uint8]:
    """(4096,) each three of ``_LETTERS``, the last changing fastest -> ASCII of the amino acid."""
    every = "".join(a + b + c for a in _LETTERS for b in _LETTERS for c in _LETTERS)
    return np.frombuffer(translate(every, code).encode("ascii"), np.uint8)


@lru_cache(maxsize=40)
def _beginnings(code: GeneticCode) -> NDArray[np.uint8]:
    """The same, ``M`` where every meaning of the three letters is a start codon."""
    marked = "".join("M" if one == "M" else "X" for one in code.starts)
    return _meanings(GeneticCode(-code.number, code.name, marked, code.starts))
