"""FASTA, A2M and A3M: titles after ``>``, letters in lines below."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from medview.core.alphabet import Alphabet
from medview.core.errors import ReadError
from medview.core.sequence import LISTED, Alignment, Refused, SequenceFile, SequenceRecord
from medview.core.text import tr
from medview.io.sequences.fasta_index import COLUMNS, FastaIndex, index_fasta, indexed
from medview.io.sequences.fasta_letters import (
    Knots,
    even_letters,
    first_odd,
    first_of,
    knots,
    uneven_letters,
)
from medview.io.sequences.ids import LONGEST_TITLE, alike, id_hashes, repeated, title, without_letters
from medview.io.sequences.reader import Codes, Sequences
from medview.io.sequences.remembering import Columns, remembered
from medview.io.sequences.source import Refusals, Source, nothing_left
from medview.io.sequences.spelling import (
    ALPHABETS,
    DNA,
    GAP,
    NONE,
    ODD,
    PROTEIN,
    RNA,
    THYMINE,
    URACIL,
    spelt,
    wrong_letter,
)

_KNOTS_KEPT = 256
_ONLY_AMINO = b"EFILPQZJOefilpqzjo"
"""What a nucleic acid cannot have and an amino acid can."""


def open_fasta(source: Source) -> Sequences:
    """Open a FASTA file.

    Raises:
        ReadError: None of its records can be used.
    """
    columns = remembered(source, "fasta", lambda: _made(source), lambda found: _fits(found, source.content.size))
    checked = _checked(source, indexed(columns, int(columns["before"])), columns["again"])
    if not len(checked.index):
        raise nothing_left(source.shown, checked.refusals.first)
    return FastaSequences(source, checked)


def _made(source: Source) -> Columns:
    """Where records lie, how many lines lie before them, and which of them share their ids with others."""
    found = index_fasta(source.content, source.checkpoint, source.end_of_line, source.start)
    again = alike(id_hashes(source.content, found.title, found.start))
    return {**{name: getattr(found, name) for name in COLUMNS}, "before": np.array(found.before), "again": again}


def _fits(columns: Columns, size: int) -> bool:
    if set(columns) != {*COLUMNS, "before", "again"} or len({columns[name].shape for name in COLUMNS}) != 1:
        return False
    places = [columns[name] for name in ("title", "start", "end")]
    inside = all(bool(((place >= 0) & (place <= size)).all()) for place in places)
    return inside and bool((columns["width"] > 0).all())


@dataclass(frozen=True, eq=False)
class _Checked:
    """The records that can be used.

    Args:
        index: Where they lie; letters are counted exactly.
        numbers: (records,) which records of the file they are, counted from 1.
        spelt: (records,) places in ``ALPHABETS``.
        refusals: The others.
        notes: What is odd.
    """

    index: FastaIndex
    numbers: NDArray[np.int64]
    spelt: NDArray[np.uint8]
    refusals: Refusals
    notes: tuple[str, ...]


def _checked(source: Source, index: FastaIndex, again: NDArray[np.int64]) -> _Checked:
    refusals, keep = Refusals(), np.ones(len(index), np.bool_)
    found, mistaken = spelt(index.kinds, index.nucleic, index.letters)
    doubtful = (index.kinds & ODD != 0) | mistaken
    if source.content.fault and len(index):
        doubtful[-1] = True
    for place in np.flatnonzero(doubtful).tolist():
        refused = _refused(source, index, place, ALPHABETS[found[place]] if mistaken[place] else None)
        if refused is not None:
            refusals.add(refused)
            keep[place] = False
    kept, numbers = index.kept(keep), np.flatnonzero(keep) + 1
    kinds = _of_one_alignment(kept, found[keep])
    return _Checked(kept, numbers, kinds, refusals, _notes(source, kept, numbers, kinds, again))


def _refused(source: Source, index: FastaIndex, place: int, acid: Alphabet | None) -> Refused | None:
    """Why a doubtful record cannot be used; None where it only has blanks, which are not counted any more then."""
    content, start, end = source.content, int(index.start[place]), int(index.end[place])
    if content.fault and place == len(index) - 1:
        return _told(source, index, place, 0, tr("The file ends within it: {why}").format(why=content.fault))
    try:
        odd = first_of(content, start, end, _ONLY_AMINO) if acid else first_odd(content, start, end)
        if odd is not None:
            return _told(source, index, place, 1 + odd[1], wrong_letter(odd[0], acid))
        index.letters[place] = knots(content, start, end).count
    except ReadError as error:
        return _told(source, index, place, 0, error.message)
    return None


def _told(source: Source, index: FastaIndex, place: int, lines: int, reason: str) -> Refused:
    return Refused(place + 1, _title(source, index, place)[0], int(index.line[place]) + lines, reason)


def _title(source: Source, index: FastaIndex, place: int) -> tuple[str, str]:
    begin = int(index.title[place]) + 1
    end = max(begin, min(int(index.start[place]), begin + LONGEST_TITLE))
    try:
        return title(source.content.read(begin, end))
    except ReadError:
        return "", ""


def _of_one_alignment(index: FastaIndex, found: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Rows of an alignment spell the same kind of molecule, however few letters one of them has."""
    if not _is_alignment(index):
        return found
    present = [kind for kind in (PROTEIN, RNA, DNA) if (found == kind).any()]
    return np.full_like(found, present[0] if present else NONE)


def _is_alignment(index: FastaIndex) -> bool:
    return len(index) > 1 and bool((index.letters == index.letters[0]).all() and (index.kinds & GAP).any())


def _notes(
    source: Source,
    index: FastaIndex,
    numbers: NDArray[np.int64],
    found: NDArray[np.uint8],
    again: NDArray[np.int64],
) -> tuple[str, ...]:
    notes = list(source.notes)
    if index.before:
        notes.append(tr("Lines before its first record were left out: {count}.").format(count=index.before))
    counts = [(ALPHABETS[kind], int((found == kind).sum())) for kind in (DNA, RNA, PROTEIN)]
    several = [f"{alphabet.value} {count}" for alphabet, count in counts if alphabet and count]
    if len(several) > 1:
        notes.append(tr("Its records are of different kinds: {counts}.").format(counts=", ".join(several)))
    both = int(((index.kinds & THYMINE != 0) & (index.kinds & URACIL != 0) & (found != PROTEIN)).sum())
    if both:
        notes.append(tr("Records with both T and U: {count}.").format(count=both))
    empty = np.flatnonzero(index.letters == 0)
    notes += without_letters(empty, numbers, index.line, lambda place: _title(source, index, place)[0])
    shared = np.flatnonzero(np.isin(numbers - 1, again))
    return (*notes, *repeated(shared, numbers, lambda place: _title(source, index, place)[0]))


class FastaSequences(Sequences):
    """An open FASTA file.

    Args:
        source: The file.
        checked: Its records.
    """

    def __init__(self, source: Source, checked: _Checked) -> None:
        self._source, self._checked = source, checked
        self._index = checked.index
        self._knots = lru_cache(maxsize=_KNOTS_KEPT)(self._found_knots)
        super().__init__(_file(source, checked, tuple(map(self._record, range(min(LISTED, len(self._index)))))))

    def _record(self, index: int) -> SequenceRecord:
        name, description = _title(self._source, self._index, index)
        known = self._index
        return SequenceRecord(
            index,
            name or str(int(self._checked.numbers[index])),
            name or str(int(self._checked.numbers[index])),
            description,
            ALPHABETS[self._checked.spelt[index]],
            int(known.letters[index]),
            offset=int(known.title[index]),
            line=int(known.line[index]),
            notes=() if known.letters[index] else (tr("It has no letters."),),
        )

    def _extent(self, index: int) -> tuple[int, str]:
        return int(self._index.letters[index]), ""

    def _codes(self, record: int, start: int, end: int) -> Codes:
        known, content = self._index, self._source.content
        if known.uneven[record]:
            letters = uneven_letters(content, self._knots(record), int(known.end[record]), start, end)
        else:
            bases, width = int(known.bases[record]), int(known.width[record])
            letters = even_letters(content, int(known.start[record]), bases, width, start, end)
        return np.frombuffer(letters, np.uint8)

    def _found_knots(self, record: int) -> Knots:
        return knots(self._source.content, int(self._index.start[record]), int(self._index.end[record]))

    def close(self) -> None:
        """Let go of the file."""
        self._knots.cache_clear()
        self._source.content.close()


def _file(source: Source, checked: _Checked, records: tuple[SequenceRecord, ...]) -> SequenceFile:
    index = checked.index
    kinds = np.unique(checked.spelt[checked.spelt != NONE])
    rows = (Alignment(0, len(index), int(index.letters[0])),) if _is_alignment(index) else ()
    return SequenceFile(
        source.path,
        source.format,
        source.fingerprint.result(),
        len(index),
        int(index.letters.sum()),
        records,
        ALPHABETS[int(kinds[0])] if len(kinds) == 1 else None,
        alignments=rows,
        notes=checked.notes,
        refused=tuple(checked.refusals.first),
        refused_count=checked.refusals.count,
    )
