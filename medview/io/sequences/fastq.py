"""FASTQ: reads with the quality of each letter, in any of the three ways in which these were written."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from medview.core.alphabet import Alphabet
from medview.core.sequence import LISTED, QualityScale, SequenceFile, SequenceRecord
from medview.core.text import tr
from medview.io.sequences.fastq_index import COLUMNS, FastqPass, Parsed, indexed, parse
from medview.io.sequences.ids import LONGEST_TITLE, alike, id_hashes, repeated, title, without_letters
from medview.io.sequences.reader import Codes, Sequences
from medview.io.sequences.remembering import Columns, remembered
from medview.io.sequences.source import Refusals, Source, nothing_left
from medview.io.sequences.spelling import THYMINE, URACIL

_SOLEXA_LEAST, _ILLUMINA_LEAST = 59, 64
"""Lowest bytes of Solexa (-5) and of Illumina 1.3 (0); anything lower is Sanger's."""

_SANGER_USUAL, _ILLUMINA_USUAL = 74, 104
"""Highest bytes of usual reads: Phred 41 after Sanger, 40 after Illumina and Solexa."""

_SOLEXA_DIFFERS = 74
"""From this byte on Solexa's and Phred's qualities are the same number."""


def open_fastq(source: Source) -> Sequences:
    """Open a FASTQ file.

    Raises:
        ReadError: None of its records can be used.
    """
    found = FastqPass(source.content, source.start)
    size = source.content.size
    columns = remembered(source, "fastq", lambda: _made(source, found), lambda known: _fits(known, size))
    if not len(columns["title"]):
        raise nothing_left(source.shown, found.refusals.first)
    return FastqSequences(source, columns, found.refusals)


def _made(source: Source, found: FastqPass) -> Columns:
    """Where records lie, between which bytes qualities are, how many were refused, and whose ids others have too."""
    index = found.run(source.checkpoint)
    again = alike(id_hashes(source.content, index.title, index.start))
    told = np.array([found.lowest, found.highest, found.refusals.count])
    return {**{name: getattr(index, name) for name in COLUMNS}, "told": told, "again": again}


def _fits(columns: Columns, size: int) -> bool:
    """Whether they can be a file's; what was refused is not remembered, so that such a file is looked through again."""
    if set(columns) != {*COLUMNS, "told", "again"} or len({columns[name].shape for name in COLUMNS}) != 1:
        return False
    places = [columns[name] for name in ("title", "start", "quality", "end")]
    inside = all(bool(((place >= 0) & (place <= size)).all()) for place in places)
    return inside and columns["told"].shape == (3,) and not columns["told"][2]


def scale_of(lowest: int, highest: int) -> tuple[QualityScale, str]:
    """How qualities were written, told by the lowest and highest byte; and what of it cannot be told.

    Args:
        lowest: Lowest byte.
        highest: Highest byte; below the lowest where there are no qualities at all.
    """
    if highest < lowest:
        return QualityScale.SANGER, tr("It has no qualities to tell their encoding by; Sanger's is assumed.")
    if lowest < _SOLEXA_LEAST:
        return QualityScale.SANGER, ""
    if highest <= _SANGER_USUAL:
        return QualityScale.SANGER, _unsure(lowest, highest, QualityScale.SANGER)
    scale = QualityScale.SOLEXA if lowest < _ILLUMINA_LEAST else QualityScale.ILLUMINA
    sure = highest <= _ILLUMINA_USUAL and (scale is QualityScale.SOLEXA or lowest >= _SOLEXA_DIFFERS)
    return scale, "" if sure else _unsure(lowest, highest, scale)


def _unsure(lowest: int, highest: int, scale: QualityScale) -> str:
    return tr(
        "Its qualities are the bytes {lowest} to {highest}, which more than one encoding can mean; {scale} is assumed."
    ).format(lowest=lowest, highest=highest, scale=scale.value)


def phred(codes: NDArray[np.uint8], scale: QualityScale) -> NDArray[np.int16]:
    """Phred qualities of bytes, of the same shape; those of Solexa are rounded to whole numbers."""
    values = codes.astype(np.int16) - scale.offset
    if scale is not QualityScale.SOLEXA:
        return np.maximum(values, 0)
    rounded: NDArray[np.float64] = np.rint(10 * np.log10(10 ** (values / 10) + 1))
    return rounded.astype(np.int16)


class FastqSequences(Sequences):
    """An open FASTQ file.

    Args:
        source: The file.
        columns: As ``_made`` gives them.
        refusals: What cannot be used.
    """

    def __init__(self, source: Source, columns: Columns, refusals: Refusals) -> None:
        self._source, self._index = source, indexed(columns)
        index = self._index
        kinds = int(np.bitwise_or.reduce(index.kinds))
        self._alphabet = Alphabet.RNA if kinds & URACIL and not kinds & THYMINE else Alphabet.DNA
        told, doubt = scale_of(*columns["told"][:2].tolist())
        self._scale = source.quality or told
        doubts = () if source.quality or not doubt else (doubt,)
        records = tuple(map(self._record, range(min(LISTED, len(index)))))
        bare = np.flatnonzero(index.letters == 0)
        empty = without_letters(bare, index.number, index.line, lambda place: self._title(place)[0])
        again = repeated(columns["again"], index.number, lambda place: self._title(place)[0])
        super().__init__(
            SequenceFile(
                source.path,
                "fastq",
                source.fingerprint.result(),
                len(index),
                int(index.letters.sum()),
                records,
                self._alphabet,
                quality=self._scale,
                notes=(*source.notes, *doubts, *empty, *again),
                refused=tuple(refusals.first),
                refused_count=refusals.count,
            )
        )

    def _title(self, index: int) -> tuple[str, str]:
        begin = int(self._index.title[index]) + 1
        end = min(int(self._index.start[index]), begin + LONGEST_TITLE)
        return title(self._source.content.read(begin, end))

    def _record(self, index: int) -> SequenceRecord:
        name, description = self._title(index)
        known = self._index
        shown = name or str(int(known.number[index]))
        notes = () if known.letters[index] else (tr("It has no letters."),)
        return SequenceRecord(
            index,
            shown,
            shown,
            description,
            self._alphabet,
            int(known.letters[index]),
            offset=int(known.title[index]),
            line=int(known.line[index]),
            notes=notes,
        )

    def _extent(self, index: int) -> tuple[int, str]:
        return int(self._index.letters[index]), ""

    def _codes(self, record: int, start: int, end: int) -> Codes:
        if self._index.wrapped[record]:
            return np.frombuffer(self._parsed(record).letters[start:end], np.uint8)
        first = int(self._index.start[record])
        return np.frombuffer(self._source.content.read(first + start, first + end), np.uint8)

    def qualities(self, record: int, start: int = 0, end: int | None = None) -> NDArray[np.int16]:
        """Phred qualities of letters, (end - start,).

        Raises:
            ReadError: There is no such record or interval, or the file changed.
        """
        behind = start + len(self.codes(record, start, end))
        if self._index.wrapped[record]:
            raw = self._parsed(record).qualities[start:behind]
        else:
            first = int(self._index.quality[record])
            raw = self._source.content.read(first + start, first + behind)
        return phred(np.frombuffer(raw, np.uint8), self._scale)

    def _parsed(self, record: int) -> Parsed:
        begin, end = int(self._index.title[record]), int(self._index.end[record])
        return parse(self._source.content.read(begin, end), 0, True)

    def close(self) -> None:
        """Let go of the file."""
        self._source.content.close()
