"""Where the records of a FASTQ file lie: four lines each, as nearly all have, or letters and qualities in several.

Runs of records of four lines are checked together. Where one is not so, it is read by itself, line by line, as Cock et
al. 2010 (NAR 38:1767) describe the format; what is no record even then is refused, and the next one is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.errors import ReadError
from medview.core.sequence import Refused
from medview.core.text import tr
from medview.io.sequences.content import CHUNK, Content
from medview.io.sequences.ids import LONGEST_TITLE, title
from medview.io.sequences.source import Refusals
from medview.io.sequences.spelling import ODD, classes, wrong_letter
from medview.io.sources import Checkpoint

Places = NDArray[np.int64]

LONGEST = 1 << 29
"""Bytes of a record: no read is nearly as long, and a file without line ends is not taken into memory as one."""

LEAST, MOST = ord("!"), ord("~")
"""Which bytes are qualities."""

_AT, _PLUS, _CR = ord("@"), ord("+"), 13
_REACH = 1 << 14
_NEXT = re.compile(rb"^@[^\n]*\n(?=[A-Za-z.*-]+\r?$)", re.MULTILINE)
_LETTERS = re.compile(rb"[A-Za-z.*-]+")


@dataclass(eq=False)
class FastqIndex:
    """Columns of one value for each record, (records,).

    Args:
        title: Offset of its ``@``.
        start: Offset of its first letter.
        quality: Offset of its first quality.
        end: Offset behind its last quality.
        letters: How many it has.
        line: Line of its title, counted from 1.
        number: Which record of the file it is, counted from 1, refused ones included.
        kinds: Classes of its letters, joined.
        wrapped: Its letters or qualities take several lines.
    """

    title: Places
    start: Places
    quality: Places
    end: Places
    letters: Places
    line: Places
    number: Places
    kinds: NDArray[np.uint8]
    wrapped: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.title)


COLUMNS = tuple(one.name for one in fields(FastqIndex))


@dataclass(frozen=True)
class Parsed:
    """One record, read line by line.

    Args:
        start: Offset of its letters.
        quality: Offset of its qualities.
        end: Offset behind its last line.
        letters: Its letters, joined.
        qualities: Its qualities, joined.
        lines: How many lines it has.
        wrapped: Letters or qualities take several lines.
    """

    start: int
    quality: int
    end: int
    letters: bytes
    qualities: bytes
    lines: int
    wrapped: bool


class _NeedsMore(Exception):
    """The record may go on behind what was read."""


class _Wrong(Exception):
    """No record, for a reason.

    Args:
        reason: Why.
        line: How many lines below the title.
    """

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.reason, self.line = reason, line


@dataclass
class FastqPass:
    """A pass over a file.

    Args:
        content: Its bytes.
        at: Where to go on.
        refusals: Records that cannot be used.
        lowest: Lowest byte of a quality.
        highest: Highest byte of a quality.
    """

    content: Content
    at: int = 0
    refusals: Refusals = field(default_factory=Refusals)
    lowest: int = MOST
    highest: int = LEAST
    _line: int = 1
    _number: int = 0
    _parts: list[dict[str, NDArray[Any]]] = field(default_factory=list)
    _reach: int = _REACH
    _slow: int = 1

    def run(self, checkpoint: Checkpoint, chunk: int = CHUNK) -> FastqIndex:
        """Find all records.

        Args:
            checkpoint: Progress and cancel.
            chunk: Bytes looked at together.
        """
        size = chunk
        while self.at < self.content.size:
            checkpoint(self.at / self.content.size, tr("Finding records"))
            try:
                data = self.content.read(self.at, min(self.at + size, self.content.size))
            except ReadError as error:
                self.content.cut(self.at, error)
                continue
            taken = self._take(data, self.at + len(data) >= self.content.size)
            self.at += taken
            size = chunk if taken else min(4 * size, LONGEST)
            if not taken and len(data) >= LONGEST:
                self._refuse(data, _Wrong(tr("It has no end within {size} MB.").format(size=LONGEST >> 20), 0))
                break
        return self._index()

    def _index(self) -> FastqIndex:
        empty = {name: np.empty(0, np.int64) for name in COLUMNS}
        columns: dict[str, NDArray[Any]] = {
            name: np.concatenate([part[name] for part in (empty, *self._parts)]) for name in COLUMNS
        }
        return indexed(columns)

    def _take(self, data: bytes, is_last: bool) -> int:
        """Find the records of some bytes that begin with one; how many bytes that were."""
        at = 0
        while at < len(data):
            taken = self._together(data, at, is_last)
            at += taken
            if at >= len(data):
                break
            if not taken:
                if self._reach < len(data) - at and self._unfinished(data, at):
                    self._reach *= 4
                    continue
                moved = self._singly(data, at, is_last)
                at += moved
                if not moved:
                    break
        return at

    def _unfinished(self, data: bytes, at: int) -> bool:
        """Whether too little was looked at to hold a record of four lines."""
        return data.count(b"\n", at, at + self._reach) < 4

    def _together(self, data: bytes, at: int, is_last: bool) -> int:
        """Find records of four lines, up to the first that is none."""
        stop = min(at + self._reach, len(data))
        array = np.frombuffer(data, np.uint8)[at:stop]
        ends = np.flatnonzero(array == 10)
        if is_last and stop == len(data) and len(array) and array[-1] != 10:
            ends = np.append(ends, len(array))
        count = len(ends) // 4
        if not count:
            return 0
        ends = ends[: 4 * count]
        begins = np.concatenate([[0], ends[:-1] + 1])
        good = self._checked(data, at, array, begins.reshape(-1, 4), ends.reshape(-1, 4))
        self._reach = min(4 * self._reach, CHUNK) if good == count else _REACH
        return min(int(ends[4 * good - 1]) + 1, len(array)) if good else 0

    def _checked(self, data: bytes, at: int, array: NDArray[np.uint8], begins: Places, ends: Places) -> int:
        """Keep the records of four lines up to the first that is none; how many these are."""
        stops = ends - ((array[np.maximum(ends - 1, 0)] == _CR) & (ends > begins))
        lengths = stops - begins
        first = array[np.minimum(begins, len(array) - 1)]
        fits = (first[:, 0] == _AT) & (first[:, 2] == _PLUS) & (lengths[:, 1] == lengths[:, 3])
        fits &= (lengths[:, 0] > 0) & (lengths[:, 2] > 0)
        kinds = _reduced(np.bitwise_or, classes(data[at : at + len(array)]), begins[:, 1], stops[:, 1], 0)
        low = _reduced(np.minimum, array, begins[:, 3], stops[:, 3], MOST)
        high = _reduced(np.maximum, array, begins[:, 3], stops[:, 3], LEAST)
        fits &= (kinds & ODD == 0) & (low >= LEAST) & (high <= MOST)
        good = int(np.argmin(fits)) if not fits.all() else len(fits)
        for place in np.flatnonzero(lengths[:good, 2] > 1).tolist():
            if not _same_title(data, at, begins[place], stops[place]):
                good = place
                break
        if good:
            self.lowest, self.highest = (
                min(self.lowest, int(low[:good].min())),
                max(self.highest, int(high[:good].max())),
            )
            self._keep(at, begins[:good], stops[:good], kinds[:good])
        return good

    def _keep(self, at: int, begins: Places, stops: Places, kinds: NDArray[np.uint8]) -> None:
        count, base = len(begins), self.at + at
        self._parts.append(
            {
                "title": begins[:, 0] + base,
                "start": begins[:, 1] + base,
                "quality": begins[:, 3] + base,
                "end": stops[:, 3] + base,
                "letters": stops[:, 1] - begins[:, 1],
                "line": self._line + 4 * np.arange(count),
                "number": self._number + 1 + np.arange(count),
                "kinds": kinds,
                "wrapped": np.zeros(count, np.bool_),
            }
        )
        self._line += 4 * count
        self._number += count

    def _singly(self, data: bytes, at: int, is_last: bool) -> int:
        """Find the next records line by line; how many bytes they took."""
        begun = at
        for _ in range(self._slow):
            blank = len(data) - at - len(data[at:].lstrip(b"\r\n \t")) if data[at : at + 1] in b"\r\n \t" else 0
            self._line += data.count(b"\n", at, at + blank)
            at += blank
            if at >= len(data):
                break
            try:
                at += self._one(data, at, is_last)
            except _NeedsMore:
                break
        self._slow = min(2 * self._slow, 1 << 12) if self._reach == _REACH else 1
        return at - begun

    def _one(self, data: bytes, at: int, is_last: bool) -> int:
        try:
            parsed = parse(data, at, is_last)
            odd = _odd(parsed)
            if odd:
                raise odd
        except _Wrong as wrong:
            return self._skip(data, at, is_last, wrong)
        self._number += 1
        kinds = np.bitwise_or.reduce(classes(parsed.letters)) if parsed.letters else 0
        base = self.at
        values = (at, parsed.start, parsed.quality, _without_end(data, parsed.quality, parsed.end))
        columns = dict(zip(("title", "start", "quality", "end"), (base + value for value in values), strict=True))
        columns |= {"letters": len(parsed.letters), "line": self._line, "number": self._number, "kinds": int(kinds)}
        self._parts.append({name: np.array([value]) for name, value in (columns | {"wrapped": parsed.wrapped}).items()})
        if parsed.qualities:
            self.lowest = min(self.lowest, min(parsed.qualities))
            self.highest = max(self.highest, max(parsed.qualities))
        self._line += parsed.lines
        return parsed.end - at

    def _skip(self, data: bytes, at: int, is_last: bool, wrong: _Wrong) -> int:
        """Refuse what is here and go to what may be the next record."""
        found = _NEXT.search(data, at + 1)
        if found is None and not is_last:
            raise _NeedsMore
        self._refuse(data[at : at + LONGEST_TITLE], wrong)
        behind = found.start() if found else len(data)
        self._line += data.count(b"\n", at, behind)
        return behind - at

    def _refuse(self, data: bytes, wrong: _Wrong) -> None:
        is_record = data[:1] == b"@"
        self._number += is_record
        name = title(data[1:].split(b"\n", 1)[0])[0] if is_record else ""
        self.refusals.add(Refused(self._number * is_record, name, self._line + wrong.line, wrong.reason))


def indexed(columns: dict[str, NDArray[Any]]) -> FastqIndex:
    """An index of its columns."""
    types = {"kinds": np.uint8, "wrapped": np.bool_}
    return FastqIndex(**{name: columns[name].astype(types.get(name, np.int64)) for name in COLUMNS})


def _reduced(join: np.ufunc, array: NDArray[np.uint8], begins: Places, stops: Places, empty: int) -> NDArray[np.uint8]:
    """What the bytes of each interval give together; ``empty`` where there are none."""
    places = np.stack([begins, stops], axis=1).ravel()
    out: NDArray[np.uint8] = join.reduceat(np.append(array, np.uint8(0)), places)[::2]
    return np.where(begins < stops, out, np.uint8(empty))


def _same_title(data: bytes, at: int, begins: Places, stops: Places) -> bool:
    first, again = (data[at + int(begins[line]) + 1 : at + int(stops[line])] for line in (0, 2))
    return first.rstrip() == again.rstrip()


def _without_end(data: bytes, first: int, end: int) -> int:
    """Where a line ends whose end lies before ``end``."""
    while end > first and data[end - 1] in b"\r\n":
        end -= 1
    return end


def _lines(data: bytes, at: int, is_last: bool) -> Iterator[tuple[int, bytes, int]]:
    """(offset, line without its end, offset behind it)."""
    while at < len(data):
        end = data.find(b"\n", at)
        if end < 0:
            if not is_last:
                raise _NeedsMore
            end = len(data)
        yield at, data[at:end].rstrip(b"\r"), min(end + 1, len(data))
        at = end + 1
    if not is_last:
        raise _NeedsMore


def parse(data: bytes, at: int, is_last: bool) -> Parsed:
    """Read the record that begins at ``at``, whose letters and qualities may take several lines."""
    lines = _lines(data, at, is_last)
    _, first, behind = next(lines)
    if not first.startswith(b"@"):
        raise _Wrong(tr("A record begins with @; this line does not."), 0)
    letters: list[bytes] = []
    start, count = behind, 1
    for _, line, end in lines:
        count += 1
        if line.startswith(b"+"):
            if line[1:].strip() and line[1:].rstrip() != first[1:].rstrip():
                raise _Wrong(tr("The title above its qualities differs from that above its letters."), count - 1)
            return _with_qualities(lines, start, end, letters, count)
        if line.startswith(b"@"):
            raise _Wrong(tr("It has no qualities."), count - 1)
        letters.append(line)
    raise _Wrong(tr("The file ends within it."), count - 1)


def _with_qualities(
    lines: Iterator[tuple[int, bytes, int]], start: int, quality: int, letters: list[bytes], count: int
) -> Parsed:
    wanted, taken, end = sum(map(len, letters)), 0, quality
    qualities: list[bytes] = []
    for _, line, behind in lines:
        count += 1
        qualities.append(line)
        taken, end = taken + len(line), behind
        if taken >= wanted:
            break
    own = _own(qualities)
    if taken != wanted or (own < len(qualities) and _is_cut(qualities[own:], next(lines, None))):
        raise _unequal(wanted, qualities, own, len(letters))
    several = len(letters) > 1 or len(qualities) > 1
    return Parsed(start, quality, end, b"".join(letters), b"".join(qualities), count, several)


def _own(qualities: list[bytes]) -> int:
    """How many lines of qualities lie before what may be the title of the next record; all where nothing may be."""
    titles = (n for n, line in enumerate(qualities) if line.startswith(b"@") and _may_follow(n, qualities[n + 1 :]))
    return next(titles, len(qualities))


def _may_follow(number: int, behind: list[bytes]) -> bool:
    """Whether what was taken behind a line is what lies below a title: letters, and more of them or a plus."""
    if len(behind) < 2 and not number:
        return False
    return all(_LETTERS.fullmatch(line) for line in behind[:1]) and all(
        line.startswith(b"+") or _LETTERS.fullmatch(line) for line in behind[1:2]
    )


def _is_cut(taken: list[bytes], following: tuple[int, bytes, int] | None) -> bool:
    """Whether lines that fill up qualities are those of the next record: all of it, or what follows is the rest."""
    whole = len(taken) > 2 and taken[2].startswith(b"+") and len(taken[1]) == sum(map(len, taken[3:]))
    return whole or (following is not None and bool(following[1].strip()) and not following[1].startswith(b"@"))


def _unequal(letters: int, qualities: list[bytes], own: int, lines: int) -> _Wrong:
    """Letters and qualities differ in number.

    Args:
        letters: How many letters there are.
        qualities: What was taken for qualities, line by line.
        own: How many of these lines lie before what may be the next record.
        lines: How many lines the letters take.
    """
    reason, taken = tr("It has {letters} letters and {qualities} qualities."), sum(map(len, qualities))
    if taken < letters and own == len(qualities):
        reason = tr("The file ends within it: it has {letters} letters and {qualities} qualities.")
    elif taken > letters:
        own = min(own, max(lines, 1))  # beyond as many lines as letters take, it is the next record's
    told = sum(map(len, qualities[:own]))
    return _Wrong(reason.format(letters=letters, qualities=told), lines + 1 + own)


def _odd(parsed: Parsed) -> _Wrong | None:
    """Why letters or qualities cannot be what they should be."""
    odd = np.flatnonzero(classes(parsed.letters) & ODD)
    if len(odd):
        return _Wrong(wrong_letter(chr(parsed.letters[odd[0]]), None), 1)
    strange = [byte for byte in set(parsed.qualities) if not LEAST <= byte <= MOST]
    if strange:
        reason = tr("Its qualities have the byte 0x{byte:02x}, which means no quality.").format(byte=min(strange))
        return _Wrong(reason, parsed.lines - 1)
    return None
