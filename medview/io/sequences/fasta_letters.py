"""The letters of one record of a FASTA file, its lines joined: by arithmetic where they are even, else from knots."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from medview.core.errors import ReadError
from medview.core.text import tr
from medview.io.sequences.content import Content
from medview.io.sequences.spelling import BLANKS, CLASSES, LINE_ENDS, ODD

BLOCK = 1 << 16
"""Uneven records have a knot in every so many bytes, and are read in such blocks."""

_NOTHING = BLANKS + LINE_ENDS
_LETTERS = bytes(byte for byte in range(256) if not CLASSES[byte] & ODD)
_COMMENT = re.compile(rb"^[;#!][^\r\n]*", re.MULTILINE)
_MIDDLE = b" "
"""What stands for the part of a line that lies in the block before: no comment, and no letter."""


@dataclass(frozen=True, eq=False)
class Knots:
    """Where one finds the letters of an uneven record.

    Args:
        offsets: Where blocks begin.
        letters: How many letters lie before each.
        comment: Whether the block begins within a comment.
        count: Letters in all.
    """

    offsets: NDArray[np.int64]
    letters: NDArray[np.int64]
    comment: NDArray[np.bool_]
    count: int


def even_letters(content: Content, first: int, bases: int, width: int, start: int, end: int) -> bytes:
    """Letters of an interval of a record with even lines.

    Args:
        content: The file.
        first: Where its letters begin.
        bases: Letters of a line.
        width: Bytes of a line.
        start: First letter.
        end: Behind the last letter.

    Raises:
        ReadError: The file changed.
    """
    if start >= end:
        return b""
    begin = first + start // bases * width + start % bases
    behind = first + (end - 1) // bases * width + (end - 1) % bases + 1
    return _whole(content.read(begin, behind).translate(None, LINE_ENDS), end - start)


def _whole(letters: bytes, wanted: int) -> bytes:
    if len(letters) != wanted or letters.translate(None, _LETTERS):
        raise ReadError(tr("The file changed since it was opened."), tr("Open it once more."))
    return letters


def knots(content: Content, first: int, end: int) -> Knots:
    """Find the knots of a record.

    Args:
        content: The file.
        first: Where its lines begin.
        end: Behind its last byte.

    Raises:
        ReadError: The file changed or is damaged.
    """
    offsets, letters, comments, count = [], [], [], 0
    for at, comment, block in _blocks(content, first, end, False):
        offsets.append(at)
        letters.append(count)
        comments.append(comment)
        count += len(block)
    return Knots(np.array(offsets, np.int64), np.array(letters, np.int64), np.array(comments, np.bool_), count)


def uneven_letters(content: Content, known: Knots, last: int, start: int, end: int) -> bytes:
    """Letters of an interval of any record.

    Args:
        content: The file.
        known: Its knots.
        last: Behind its last byte.
        start: First letter.
        end: Behind the last letter.

    Raises:
        ReadError: The file changed.
    """
    if start >= end:
        return b""
    place = int(np.searchsorted(known.letters, start, side="right")) - 1
    skip, found, parts = start - int(known.letters[place]), 0, []
    for _, _, block in _blocks(content, int(known.offsets[place]), last, bool(known.comment[place])):
        parts.append(block)
        found += len(block)
        if found >= skip + end - start:
            break
    return _whole(b"".join(parts)[skip : skip + end - start], end - start)


def _blocks(content: Content, first: int, end: int, comment: bool) -> Iterator[tuple[int, bool, bytes]]:
    """(offset, whether it begins within a comment, letters) of one block after another."""
    begins_line = first == 0 or content.read(first - 1, first) in (b"\n", b"\r")
    for at in range(first, end, BLOCK):
        data = content.read(at, min(at + BLOCK, end))
        letters, within = _joined(data, begins_line, comment)
        yield at, comment, letters
        begins_line, comment = data[-1:] in (b"\n", b"\r"), within


def _joined(data: bytes, begins_line: bool, comment: bool) -> tuple[bytes, bool]:
    """The letters of a block, and whether it ends within a comment."""
    lead = b";" if comment else b"" if begins_line else _MIDDLE
    text = lead + data
    within = False
    if b";" in text or b"#" in text or b"!" in text:
        last = text[max(text.rfind(b"\n"), text.rfind(b"\r")) + 1 :]
        within = bool(_COMMENT.match(last))
        text = _COMMENT.sub(b"", text if b"\n" in text else text.replace(b"\r", b"\n"))
    return text.translate(None, _NOTHING), within


def first_odd(content: Content, first: int, end: int) -> tuple[str, int] | None:
    """The first byte that is no letter, and how many line ends lie before it; None where all are letters.

    Raises:
        ReadError: The file changed or is damaged.
    """
    lines, comment, begins_line = 0, False, True
    for at in range(first, end, BLOCK):
        data = content.read(at, min(at + BLOCK, end))
        letters, within = _joined(data, begins_line, comment)
        odd = letters.translate(None, _LETTERS)
        if odd:
            lead = b";" if comment else b"" if begins_line else _MIDDLE
            blanked = _COMMENT.sub(lambda found: b" " * len(found[0]), lead + data)
            return chr(odd[0]), lines + _line_ends(blanked[: blanked.index(odd[:1])])
        lines += _line_ends(data)
        begins_line, comment = data[-1:] in (b"\n", b"\r"), within
    return None


def _line_ends(data: bytes) -> int:
    return data.count(b"\n") or data.count(b"\r")


def first_of(content: Content, first: int, end: int, wanted: bytes) -> tuple[str, int] | None:
    """The first of some letters, and how many line ends lie before it; None where none of them occurs.

    Raises:
        ReadError: The file changed or is damaged.
    """
    found = re.compile(b"[" + re.escape(wanted) + b"]")
    lines = 0
    for at in range(first, end, BLOCK):
        data = content.read(at, min(at + BLOCK, end))
        match = found.search(data)
        if match:
            return chr(match[0][0]), lines + _line_ends(data[: match.start()])
        lines += _line_ends(data)
    return None
