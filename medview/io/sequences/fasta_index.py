"""Where the records of a FASTA file lie, found in one pass over its bytes; nothing of the letters is kept.

A record whose lines are all as long as its first, but for the last, is addressed by arithmetic, as by samtools' faidx.
Others (lines of unequal length, blanks or comments between the letters) have knots: places with the number of letters
before them, found when their letters are first asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.text import tr
from medview.io.sequences.content import CHUNK, Content
from medview.io.sequences.spelling import AMINO, CODE, ODD, SHARED, THYMINE, URACIL, classes, has_thymine, is_plain
from medview.io.sources import Checkpoint

Places = NDArray[np.int64]

HEADER, COMMENTS = ord(">"), b";#!"
"""How lines begin that hold no letters: a record's title, and comments (``;`` of the first FASTA programs, ``#`` and
``!`` of NCBI BLAST's)."""

_LETTERS, _TITLE, _COMMENT = range(3)
_CR = 13
_ACID = SHARED | THYMINE | URACIL
_KINDS = np.full(256, _LETTERS, np.uint8)
_KINDS[HEADER] = _TITLE
_KINDS[list(COMMENTS)] = _COMMENT


@dataclass(eq=False)
class FastaIndex:
    """Columns of one value for each record, (records,).

    Args:
        title: Offset of its ``>``.
        start: Offset of its first line of letters.
        end: Offset behind its last byte.
        line: Line of its title, counted from 1.
        letters: How many it has, blanks between them included.
        bases: Letters of its first line.
        width: Bytes of its first line, with the line's end.
        nucleic: How many of A, C, G, T, U and N, line ends among them where there is nothing else.
        kinds: Classes of its bytes, joined.
        uneven: Its lines are not all of one length, or comments lie between them.
        before: Lines with anything but comments and blanks before the first record.
    """

    title: Places
    start: Places
    end: Places
    line: Places
    letters: Places
    bases: Places
    width: Places
    nucleic: Places
    kinds: NDArray[np.uint8]
    uneven: NDArray[np.bool_]
    before: int = 0

    def __len__(self) -> int:
        return len(self.title)

    def kept(self, which: NDArray[np.bool_]) -> FastaIndex:
        """The index of some of the records."""
        return indexed({name: getattr(self, name)[which] for name in COLUMNS}, self.before)


COLUMNS = tuple(one.name for one in fields(FastaIndex) if one.name != "before")
_GROWN = ("title", "start", "line", "bases", "width", "sized", "uneven")
_SUMMED = ("letters", "nucleic", "kinds")


def indexed(columns: dict[str, NDArray[Any]], before: int) -> FastaIndex:
    """An index of its columns."""
    return FastaIndex(before=before, **{name: columns[name] for name in COLUMNS})


def index_fasta(
    content: Content, checkpoint: Checkpoint, end_of_line: int = 10, start: int = 0, chunk: int = CHUNK
) -> FastaIndex:
    """Find the records of a file.

    Args:
        content: Its bytes.
        checkpoint: Progress and cancel.
        end_of_line: The byte that ends lines: 10, or 13 where there is no 10.
        start: Where its text begins.
        chunk: Bytes looked at together.
    """
    found = _Pass(end_of_line)
    for offset, data in content.chunks(start, chunk):
        checkpoint(offset / content.size, tr("Finding records"))
        found.take(offset, data)
    return found.index(content.size)


class _Grown:
    """A value for each record that several chunks contribute to; numbers of records never fall."""

    def __init__(self) -> None:
        self._parts: list[tuple[Places, Places]] = []
        self._last: tuple[int, int] = (-1, 0)
        self._joins = False

    def add(self, number: int, value: int) -> None:
        """Add to one record."""
        self.add_all(np.array([number]), np.array([value]))

    def add_runs(self, numbers: Places, values: Places) -> None:
        """Add to records, each of which may come several times in a row."""
        if len(numbers):
            begins = np.flatnonzero(np.concatenate([[True], numbers[1:] != numbers[:-1]]))
            self.add_all(numbers[begins], np.add.reduceat(values, begins))

    def add_all(self, numbers: Places, values: Places) -> None:
        """Add to records in order."""
        if len(numbers):
            self._parts.append((numbers, values))

    def join(self, number: int, value: int) -> None:
        """Join bits to one record."""
        self.join_all(np.array([number]), np.array([value]))

    def join_all(self, numbers: Places, values: NDArray[np.integer]) -> None:
        """Join bits to records in order."""
        self._joins = True
        if len(numbers):
            self._parts.append((numbers, values.astype(np.int64)))

    def values(self, count: int) -> Places:
        """(count,) what came together for each."""
        out = np.zeros(count, np.int64)
        ufunc: np.ufunc = np.bitwise_or if self._joins else np.add
        for numbers, values in self._parts:
            ufunc.at(out, numbers, values)
        return out


@dataclass
class _Lines:
    """The lines that end in one chunk, in order; the first of them may have begun before.

    Args:
        start: Offsets of their first bytes.
        end: Offsets of the bytes that end them.
        width: Their bytes, with the line's end.
        content: Their bytes, without it.
        kind: Letters, title or comment.
        number: How many titles there were up to each, itself included.
    """

    start: Places
    end: Places
    width: Places
    content: Places
    kind: NDArray[np.uint8]
    number: Places


@dataclass
class _Pass:
    """What was seen up to here.

    Args:
        end_of_line: The byte that ends lines.
    """

    end_of_line: int
    records: int = 0
    lines: int = 0
    before: int = 0
    _open_at: int = 0
    _open_kind: int = -1
    _last_byte: int = 0
    _previous: tuple[int, int, int] = (_COMMENT, 0, 0)
    _first: tuple[int, int] = (0, 0)
    _columns: dict[str, list[Places]] = field(default_factory=lambda: {name: [] for name in _GROWN})
    _sums: dict[str, _Grown] = field(default_factory=lambda: {name: _Grown() for name in _SUMMED})

    def take(self, offset: int, data: bytes) -> None:
        """Look at the next chunk."""
        array = np.frombuffer(data, np.uint8)
        ends = np.flatnonzero(array == self.end_of_line)
        begins = np.concatenate([[0], ends + 1])
        kinds = _KINDS[array[np.minimum(begins, len(array) - 1)]]
        if self._open_kind >= 0:
            kinds[0] = self._open_kind
        begun = len(begins) if begins[-1] < len(array) else len(begins) - 1
        titles = kinds[:begun] == _TITLE
        if self._open_kind >= 0:
            titles[0] = False  # it was counted when it began
        numbers = self.records + np.cumsum(titles)
        self._spell(data, array, begins[:begun], kinds[:begun], numbers)
        if len(ends):
            self._measure(offset, array, begins[: len(ends)], ends, kinds[: len(ends)], numbers[: len(ends)])
        self._carry(offset, array, begins, kinds, begun, numbers)

    def _carry(
        self,
        offset: int,
        array: NDArray[np.uint8],
        begins: Places,
        kinds: NDArray[np.uint8],
        begun: int,
        numbers: Places,
    ) -> None:
        if begun:
            self.records = int(numbers[-1])
        if len(begins) > 1 or self._open_kind < 0:
            self._open_at = offset + int(begins[-1])
        is_open = begun == len(begins)
        self._open_kind = int(kinds[-1]) if is_open else -1
        self._last_byte = int(array[-1])

    def _spell(
        self, data: bytes, array: NDArray[np.uint8], begins: Places, kinds: NDArray[np.uint8], numbers: Places
    ) -> None:
        """Note which classes of bytes occur in the letters of each record."""
        changes = np.ones(len(kinds), np.bool_)
        changes[1:] = (kinds[1:] != kinds[:-1]) | (kinds[1:] == _TITLE)
        runs, owners, are = begins[changes], numbers[changes], kinds[changes] == _LETTERS
        if len(runs) == 1 and are[0] and is_plain(data):
            self._sums["kinds"].join(int(owners[0]), SHARED | (THYMINE if has_thymine(data) else 0))
            self._sums["nucleic"].add(int(owners[0]), len(data))
            return
        found = classes(data)
        joined = np.bitwise_or.reduceat(found, runs)[are]
        self._sums["kinds"].join_all(owners[are], joined)
        if len(joined) and np.bitwise_or.reduce(joined) & (AMINO | CODE):
            counted = np.add.reduceat((found & _ACID) != 0, runs, dtype=np.int64)
        else:
            counted = np.diff(runs, append=len(array))
        self._sums["nucleic"].add_all(owners[are], counted[are])

    def _measure(
        self,
        offset: int,
        array: NDArray[np.uint8],
        begins: Places,
        ends: Places,
        kinds: NDArray[np.uint8],
        numbers: Places,
    ) -> None:
        """Note the lengths of lines, and which records they make uneven."""
        starts = begins + offset
        if self._open_kind >= 0:
            starts[0] = self._open_at
        last = array[np.maximum(ends - 1, 0)]
        if ends[0] == 0:
            last[0] = self._last_byte
        returns = (last == _CR) & (ends + offset > starts) & (self.end_of_line != _CR)
        self._stray_returns(array, returns[1:] if ends[0] == 0 else returns, numbers)
        widths = ends + offset + 1 - starts
        self._lines(_Lines(starts, ends + offset, widths, widths - 1 - returns, kinds, numbers))

    def _stray_returns(self, array: NDArray[np.uint8], returns: NDArray[np.bool_], numbers: Places) -> None:
        """A carriage return within a line is a blank; which record has it need not be known exactly."""
        count = int(np.count_nonzero(array[:-1] == _CR)) if self.end_of_line != _CR else 0
        if count != np.count_nonzero(returns):
            touched = np.arange(numbers[0], numbers[-1] + 2)
            self._sums["kinds"].join_all(touched, np.full(len(touched), ODD))

    def _lines(self, lines: _Lines) -> None:
        titles = np.flatnonzero(lines.kind == _TITLE)
        self._columns["title"].append(lines.start[titles])
        self._columns["start"].append(lines.end[titles] + 1)
        self._columns["line"].append(titles + self.lines + 1)
        self.lines += len(lines.start)
        self._lengths(lines)

    def _lengths(self, lines: _Lines) -> None:
        letters = lines.kind == _LETTERS
        owners, content = lines.number[letters], lines.content[letters]
        self._sums["letters"].add_runs(owners, content)
        if owners.size and owners[0] == 0:
            self.before += int(((lines.number == 0) & letters & (lines.content > 0)).sum())
        self._evenness(lines, letters)

    def _evenness(self, lines: _Lines, letters: NDArray[np.bool_]) -> None:
        """A line with letters must follow the title, or a line as long as the record's first, and not be longer."""
        kind, content, width = self._previous
        before_kind = np.concatenate([[kind], lines.kind[:-1]])
        before_content = np.concatenate([[content], lines.content[:-1]])
        before_width = np.concatenate([[width], lines.width[:-1]])
        first = letters & (before_kind == _TITLE)
        begun = np.flatnonzero(first)
        self._columns["bases"].append(lines.content[begun])
        self._columns["width"].append(lines.width[begun])
        self._columns["sized"].append(lines.number[begun])
        known = np.concatenate([[0], begun + 1])[np.cumsum(first)]
        bases = np.concatenate([[self._first[0]], lines.content])[known]
        widths = np.concatenate([[self._first[1]], lines.width])[known]
        differs = (before_content != bases) | (before_width != widths) | (before_kind != _LETTERS)
        odd = letters & ~first & (lines.content > 0) & (differs | (lines.content > bases))
        self._columns["uneven"].append(np.unique(lines.number[odd]))
        self._first = int(bases[-1]), int(widths[-1])
        self._previous = int(lines.kind[-1]), int(lines.content[-1]), int(lines.width[-1])

    def index(self, size: int) -> FastaIndex:
        """All records, when all chunks were seen."""
        if self._open_kind >= 0:
            self._finish(size)
        columns = {name: np.concatenate([np.empty(0, np.int64), *parts]) for name, parts in self._columns.items()}
        sums = {name: grown.values(self.records + 2)[1 : self.records + 1] for name, grown in self._sums.items()}
        title = columns["title"]
        bases, width = np.zeros(len(title), np.int64), np.ones(len(title), np.int64)
        bases[columns["sized"] - 1] = columns["bases"]
        width[columns["sized"] - 1] = columns["width"]
        uneven = np.zeros(len(title), np.bool_)
        uneven[columns["uneven"][columns["uneven"] > 0] - 1] = True
        uneven |= sums["kinds"] & ODD != 0
        end = np.concatenate([title[1:], [size]])[: len(title)]
        return FastaIndex(
            title,
            np.minimum(columns["start"], end),
            end,
            columns["line"],
            sums["letters"],
            bases,
            width,
            sums["nucleic"],
            sums["kinds"].astype(np.uint8),
            uneven,
            self.before,
        )

    def _finish(self, size: int) -> None:
        """The last line, which nothing ends."""
        returns = int(self._last_byte == _CR and size > self._open_at and self.end_of_line != _CR)
        start, end = np.array([self._open_at]), np.array([size])
        content = end - start - returns
        kind = np.array([self._open_kind], np.uint8)
        self._lines(_Lines(start, end, end - start + 1, content, kind, np.array([self.records])))
