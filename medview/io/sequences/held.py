"""Records whose letters were put into a private mapped file when they were read: alignments, bare letters."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from medview.core.alphabet import GAPS, Alphabet
from medview.core.errors import ReadError
from medview.core.letters import Letters
from medview.core.sequence import LISTED, Alignment, Feature, SequenceFile, SequenceRecord
from medview.core.text import tr
from medview.io.atomic import writing_errors
from medview.io.sequences.ids import alike, repeated
from medview.io.sequences.reader import Codes, Sequences
from medview.io.sequences.source import Refusals, Source, nothing_left
from medview.io.sequences.spelling import ALPHABETS, NONE, PROTEIN, classes, spelt


@dataclass(frozen=True)
class Row:
    """A record and its letters.

    Args:
        id: Its id.
        name: Its second name.
        description: What the file says of it.
        letters: ASCII.
        line: Where it begins, counted from 1; 0 where that is not known.
        annotations: (name, value) of what the file says of it.
        features: What it says of its places.
    """

    id: str
    name: str
    description: str
    letters: bytes
    line: int = 0
    annotations: tuple[tuple[str, str], ...] = ()
    features: tuple[Feature, ...] = ()


@dataclass
class Rows:
    """What a file was read into.

    Args:
        refusals: What could not be used.
        alignments: Which rows lie below each other.
        notes: What was odd.
    """

    refusals: Refusals = field(default_factory=Refusals)
    alignments: list[Alignment] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


_MOST_TELLING = (Alphabet.PROTEIN, Alphabet.RNA, Alphabet.DNA)


class HeldSequences(Sequences):
    """An open file whose letters lie in a private file.

    Args:
        source: The file.
        rows: All its records, in order; each is let go of when the next is taken.
        beside: What else was read; complete when all rows were taken.

    Raises:
        ReadError: There is no record that can be used.
        WriteError: The disk is full.
    """

    def __init__(self, source: Source, rows: Iterable[Row], beside: Rows) -> None:
        self._content = source.content
        self._records: list[SequenceRecord] = []
        self._features: list[tuple[Feature, ...]] = []
        self._annotations: list[tuple[tuple[str, str], ...]] = []
        path = _place(source.folder)
        offsets = [0]
        with writing_errors(path), open(path, "wb") as sink:
            for letters in self._taken(rows):
                offsets.append(offsets[-1] + sink.write(letters))
        if not self._records:
            raise nothing_left(source.shown, beside.refusals.first)
        flat = np.memmap(path, np.uint8, "r") if offsets[-1] else np.empty(0, np.uint8)
        self._letters = Letters(flat, np.array(offsets, np.int64))
        self._join_alignments(beside.alignments)
        super().__init__(self._file(source, beside))

    def _taken(self, rows: Iterable[Row]) -> Iterator[bytes]:
        for row in rows:
            alphabet = alphabet_of(row.letters)
            notes = () if row.letters else (tr("It has no letters."),)
            self._records.append(
                SequenceRecord(
                    len(self._records),
                    row.id,
                    row.name,
                    row.description,
                    alphabet,
                    len(row.letters),
                    line=row.line,
                    notes=notes,
                )
            )
            self._features.append(row.features)
            self._annotations.append(row.annotations)
            yield row.letters

    def _join_alignments(self, alignments: list[Alignment]) -> None:
        """Rows of an alignment spell the same kind of molecule, however few letters one of them has."""
        for one in alignments:
            rows = range(one.first, one.first + one.rows)
            spelt_as = {self._records[row].alphabet for row in rows}
            alphabet = next((kind for kind in _MOST_TELLING if kind in spelt_as), None)
            for row in rows:
                self._records[row] = replace(self._records[row], alphabet=alphabet)

    def _file(self, source: Source, beside: Rows) -> SequenceFile:
        spelt_as = {record.alphabet for record in self._records} - {None}
        hashes = np.array([hash(record.id) for record in self._records], np.int64)
        numbers = np.arange(1, len(hashes) + 1)
        single = len(beside.alignments) <= 1  # each alignment of several has its own ids
        again = repeated(alike(hashes), numbers, lambda place: self._records[place].id) if single else ()
        return SequenceFile(
            source.path,
            source.format,
            source.fingerprint.result(),
            len(self._records),
            int(self._letters.offsets[-1]),
            tuple(self._records[:LISTED]),
            next(iter(spelt_as)) if len(spelt_as) == 1 else None,
            alignments=tuple(beside.alignments),
            notes=(*source.notes, *beside.notes, *again),
            refused=tuple(beside.refusals.first),
            refused_count=beside.refusals.count,
        )

    def _record(self, index: int) -> SequenceRecord:
        return self._records[index]

    def _codes(self, record: int, start: int, end: int) -> Codes:
        return self._letters.codes(record, start, end)

    def features(self, record: int) -> tuple[Feature, ...]:
        """What the file says of places in a record.

        Raises:
            ReadError: There is no such record.
        """
        self._check(record)
        return self._features[record]

    def annotations(self, record: int) -> tuple[tuple[str, str], ...]:
        """(name, value) of what the file says of a whole record.

        Raises:
            ReadError: There is no such record.
        """
        self._check(record)
        return self._annotations[record]

    def close(self) -> None:
        """Let go of the file."""
        self._content.close()


def _place(folder: Path) -> Path:
    with writing_errors(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix="letters", dir=folder)) / "letters"


def alphabet_of(letters: bytes) -> Alphabet | None:
    """What letters spell; None where there are none."""
    kinds = classes(letters)
    nucleic = np.array([np.count_nonzero(kinds & 7)])
    joined = np.array([np.bitwise_or.reduce(kinds)], np.uint8) if len(kinds) else np.zeros(1, np.uint8)
    found, mistaken = spelt(joined, nucleic, np.array([len(letters)]))
    return ALPHABETS[PROTEIN if mistaken[0] and found[0] != NONE else int(found[0])]


def is_alignment(lengths: set[int], letters: Iterable[bytes]) -> bool:
    """Whether rows of such lengths are below each other: of one length, with gaps."""
    gaps = GAPS.encode()
    return len(lengths) == 1 and any(gap in one for one in letters for gap in (gaps[:1], gaps[1:]))


LARGEST = 1 << 29
"""Bytes of a file that is read as a whole: the largest alignments of Pfam have some 400 MB."""


def whole(source: Source) -> bytes:
    """All bytes of a file that is read as a whole, lines ended by a line feed.

    Raises:
        ReadError: It is too large, or changed.
    """
    if source.content.size > LARGEST:
        raise ReadError(
            tr("{name} has {size} MB; a file of this format is read up to {most} MB.").format(
                name=source.shown, size=source.content.size >> 20, most=LARGEST >> 20
            ),
            tr("Convert it to FASTA, which is read at any size."),
        )
    data = b"".join(part for _, part in source.content.chunks(source.start))
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
