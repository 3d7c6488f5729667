"""Values of DICOM elements in words (PS3.5 6.2)."""

from __future__ import annotations

import struct

from medview.core.element import HEX_BYTES
from medview.core.text import tr
from medview.io.charsets import decode
from medview.io.dicom_facts import uid_name
from medview.io.tags.rows import FULL_TEXT, Row

_NUMBERS = {"US": "H", "SS": "h", "UL": "I", "SL": "i", "UV": "Q", "SV": "q", "FL": "f", "FD": "d"}
_LONG_NUMBERS = {"OF": "f", "OD": "d", "OL": "I", "OV": "Q", "OW": "H"}
_TEXTS = frozenset(["LO", "LT", "PN", "SH", "ST", "UC", "UT"])
"""Text in the character set of the data set."""
_ASCII = frozenset(["AE", "AS", "CS", "DA", "DS", "DT", "IS", "TM", "UR"])
_SINGLE = frozenset(["LT", "ST", "UT", "UR"])
"""Text in which a backslash is a letter."""

_MOST_NUMBERS = 4_096
_FIRST_NUMBERS = 8
_PER_LINE = 16


def describe(row: Row, raw: bytes, length: int, charset: bytes, *, big_endian: bool) -> None:
    """Fill in a row's value from (at least the first part of) its bytes.

    Args:
        row: With its VR.
        raw: The value's bytes, at most as many as are ever shown.
        length: Bytes of the whole value.
        charset: Specific Character Set, as stored.
        big_endian: Numbers have their highest byte first.
    """
    if not raw:
        return
    try:
        _describe(row, raw, length, charset, big_endian)
    except (ValueError, LookupError, struct.error) as error:
        row.note = tr("Cannot be decoded as {vr} ({kind}).").format(vr=row.vr, kind=type(error).__name__)
        row.hex = hex_dump(raw)
        row.say(tr("{count} bytes").format(count=length))


def _describe(row: Row, raw: bytes, length: int, charset: bytes, big_endian: bool) -> None:
    if row.vr in _TEXTS or row.vr in _ASCII:
        row.say(_text(row, raw, charset))
    elif row.vr == "UI":
        row.say("\\".join(_uid(part) for part in raw.decode("ascii").rstrip("\0 ").split("\\")))
    elif row.vr == "AT":
        order = ">" if big_endian else "<"
        pairs = struct.unpack(f"{order}{len(raw) // 4 * 2}H", raw[: len(raw) // 4 * 4])
        row.say("\\".join(tag_text(pairs[at], pairs[at + 1]) for at in range(0, len(pairs), 2)))
    elif row.vr in _NUMBERS:
        row.say("\\".join(_numbers(raw, _NUMBERS[row.vr], big_endian, _MOST_NUMBERS)))
        _odd_length(row, length, struct.calcsize(_NUMBERS[row.vr]))
    else:
        _binary(row, raw, length, charset, big_endian)


def _text(row: Row, raw: bytes, charset: bytes) -> str:
    trimmed = raw.rstrip(b"\0 ") if row.vr not in _SINGLE else raw.rstrip(b"\0 \r\n")
    if trimmed.isascii() and b"\x1b" not in trimmed:
        words = trimmed.decode("ascii")
    else:
        found = decode(trimmed, charset, row.vr == "PN")
        words, row.note = found.value, found.note
    unprintable = [letter for letter in words if not letter.isprintable() and letter not in "\r\n\t\f\x1b"]
    if unprintable:
        row.hex = hex_dump(raw)
        row.note = row.note or tr("It holds control characters.")
        words = words.translate(dict.fromkeys(map(ord, unprintable), "\N{REPLACEMENT CHARACTER}"))
    return words


def _uid(uid: str) -> str:
    name = uid_name(uid)
    return f"{uid} ({name})" if name else uid


def _numbers(raw: bytes, kind: str, big_endian: bool, most: int) -> list[str]:
    size = struct.calcsize(kind)
    count = min(len(raw) // size, most)
    values = struct.unpack(f"{'>' if big_endian else '<'}{count}{kind}", raw[: count * size])
    shown = [f"{value:.9g}" if kind == "f" else repr(value) for value in values]
    return [*shown, "…"] if len(raw) // size > most else shown


def _odd_length(row: Row, length: int, size: int) -> None:
    if length % size:
        row.note = tr("{length} bytes are no whole number of {vr} values.").format(length=length, vr=row.vr)


def _binary(row: Row, raw: bytes, length: int, charset: bytes, big_endian: bool) -> None:
    row.hex = hex_dump(raw)
    size = tr("{count} bytes").format(count=length)
    kind = _LONG_NUMBERS.get(row.vr)
    if kind is not None and len(raw) >= struct.calcsize(kind):
        row.say(f"{size}: {', '.join(_numbers(raw, kind, big_endian, _FIRST_NUMBERS))}")
        return
    words = _readable(raw[:FULL_TEXT])
    row.say(words if words and length <= FULL_TEXT else size)


def _readable(raw: bytes) -> str:
    """The text that unknown bytes seem to be; empty when they are none."""
    trimmed = raw.rstrip(b"\0 ")
    if not trimmed.isascii():
        return ""
    words = trimmed.decode("ascii")
    return words if all(letter.isprintable() or letter in "\r\n\t" for letter in words) else ""


def hex_dump(raw: bytes) -> str:
    """Lines of offset, sixteen bytes and their letters, for the first ``HEX_BYTES``."""
    lines = []
    for at in range(0, min(len(raw), HEX_BYTES), _PER_LINE):
        part = raw[at : min(at + _PER_LINE, HEX_BYTES)]
        letters = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in part)
        lines.append(f"{at:04x}  {part.hex(' '):<{_PER_LINE * 3}} {letters}")
    return "\n".join(lines)


def tag_text(group: int, element: int) -> str:
    """``"(0010,0010)"``."""
    return f"({group:04X},{element:04X})"
