"""A walk over every element of a DICOM file that goes on as far as it can, and says where it stopped (PS3.5 7).

It takes the file as it is: with or without preamble, in implicit or explicit VR, of either byte order, deflated, of
any SOP class, cut off or damaged. pydicom only lends its dictionaries.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field

from pydicom import datadict

from medview.core.element import HEX_BYTES
from medview.core.errors import ReadError
from medview.core.text import tr
from medview.io.pixels.access import Access, MemoryAccess
from medview.io.pixels.opening import inflate
from medview.io.tags.rows import FULL_TEXT, MOST_DEPTH, MOST_ITEMS, MOST_ROWS, Row
from medview.io.tags.words import describe, hex_dump, tag_text

_UNDEFINED = 0xFFFFFFFF
_ITEM, _ITEM_END, _SEQUENCE_END = 0xFFFEE000, 0xFFFEE00D, 0xFFFEE0DD
_CHARSET, _SYNTAX, _SIGNED = 0x00080005, 0x00020010, 0x00280103
_LONG_VRS = frozenset("OB OD OF OL OV OW SQ SV UC UN UR UT UV".split())  # noqa: SIM905
_SHORT_VRS = frozenset("AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US".split())  # noqa: SIM905
_BIG_ENDIAN, _DEFLATED = "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99"
_IMPLICIT = "1.2.840.10008.1.2"
_BLOCK = 1 << 16
_READ = FULL_TEXT
"""Bytes of a value that are read: more are never shown."""


class _StoppedError(Exception):
    """The walk cannot go on; the text says why."""


@dataclass(frozen=True)
class _Coding:
    implicit: bool
    big_endian: bool

    @property
    def order(self) -> str:
        return ">" if self.big_endian else "<"


_IMPLICIT_CODING = _Coding(implicit=True, big_endian=False)


@dataclass
class _Scope:
    """What elements of one data set mean by those before them.

    Args:
        coding: How it is written.
        charset: Specific Character Set, as stored.
        signed: Pixel Representation is 1.
        depth: Sequences around it.
        only: The one group it holds, or None.
        creators: Private creators by their group and block.
    """

    coding: _Coding
    charset: bytes = b""
    signed: bool = False
    depth: int = 0
    only: int | None = None
    creators: dict[int, str] = field(default_factory=dict)

    def inner(self, coding: _Coding) -> _Scope:
        """That of an item in it."""
        return _Scope(coding, self.charset, self.signed, self.depth + 1)


@dataclass(frozen=True)
class _Head:
    tag: int
    vr: str
    length: int
    start: int
    """Where the value begins."""


class Walk:
    """One file.

    Attributes:
        notes: What was odd, and where the walk stopped.
        count: Rows made.
    """

    def __init__(self, access: Access) -> None:
        self._access = access
        self._block, self._at = b"", 0
        self._inflated = False
        self.notes: list[str] = []
        self.count = 0

    def rows(self) -> list[Row]:
        """All elements, file meta information first."""
        rows: list[Row] = []
        position = 132 if self._read(128, 4) == b"DICM" else 0
        try:
            if self._read(position, 2) == b"\2\0":
                meta = _Scope(_Coding(implicit=False, big_endian=False), only=2)
                position = self._elements(rows, position, self._access.size, meta)
            coding = self._coding(rows, position)
            position = 0 if self._inflated else position
            self._elements(rows, position, self._access.size, _Scope(coding))
        except _StoppedError as stopped:
            self.notes.append(str(stopped))
        return rows

    def _coding(self, rows: list[Row], position: int) -> _Coding:
        """How the data set is written: as stated, else as it looks."""
        stated = next((row.value.partition(" ")[0] for row in rows if row.tag == "(0002,0010)"), "")
        if stated == _DEFLATED:
            self._inflate(position)
            return _Coding(False, False)
        looks = self._looks(position)
        if stated and looks is not None and looks.implicit != (stated == _IMPLICIT):
            self.notes.append(tr("The data set is not written in the transfer syntax that is stated."))
            return looks
        if not stated:
            return looks or _Coding(True, False)
        return _Coding(stated == _IMPLICIT, stated == _BIG_ENDIAN)

    def _looks(self, position: int) -> _Coding | None:
        head = self._read(position, 6)
        if len(head) < 6:
            return None
        explicit = head[4:6].decode("latin-1") in _LONG_VRS | _SHORT_VRS
        return _Coding(not explicit, head[0] == 0 and head[1] != 0)

    def _inflate(self, position: int) -> None:
        packed = self._access.read(position, self._access.size - position)
        try:
            self._access = MemoryAccess(inflate(packed))
        except (zlib.error, ReadError) as error:
            raise _StoppedError(tr("The deflated data set cannot be unpacked: {why}.").format(why=error)) from error
        self._block, self._at, self._inflated = b"", 0, True

    def _read(self, position: int, length: int) -> bytes:
        """Bytes at a place, through a block that is read once; fewer where the file ends."""
        at = position - self._at
        if at < 0 or at + length > len(self._block):
            self._block, self._at = self._access.read(position, max(length, _BLOCK)), position
            at = 0
        return self._block[at : at + length]

    def _elements(self, rows: list[Row], position: int, end: int, scope: _Scope) -> int:
        """Walk a data set to its end, or to the end of its item; the position after it."""
        undefined = end == _UNDEFINED
        end = min(end, self._access.size)
        while position + 8 <= end:
            if scope.only is not None and self._read(position, 2) != scope.only.to_bytes(2, "little"):
                return position
            head = self._head(position, scope.coding)
            if head.tag in (_ITEM_END, _SEQUENCE_END):
                return head.start
            row = self._row(head, scope)
            rows.append(row)
            position = self._value(row, head, end, scope)
        if undefined and scope.depth:
            raise _StoppedError(tr("The file ends within an item, at byte {position}.").format(position=position))
        if position < end and self._read(position, end - position).strip(b"\0"):
            self.notes.append(tr("{count} bytes at the end belong to no element.").format(count=end - position))
        return end

    def _head(self, position: int, coding: _Coding) -> _Head:
        raw = self._read(position, 12)
        group, element = struct.unpack_from(coding.order + "HH", raw)
        tag = group << 16 | element
        if coding.implicit or tag in (_ITEM, _ITEM_END, _SEQUENCE_END):
            return _Head(tag, "", struct.unpack_from(coding.order + "I", raw, 4)[0], position + 8)
        vr = raw[4:6].decode("latin-1")
        if vr in _SHORT_VRS:
            return _Head(tag, vr, struct.unpack_from(coding.order + "H", raw, 6)[0], position + 8)
        if len(raw) < 12 or not (vr.isascii() and vr.isalpha() and vr.isupper()):
            told = tr("Stopped at byte {position}: {tag} is no element (it begins {bytes}).")
            raise _StoppedError(told.format(position=position, tag=tag_text(group, element), bytes=raw.hex(" ")))
        return _Head(tag, vr, struct.unpack_from(coding.order + "I", raw, 8)[0], position + 12)

    def _row(self, head: _Head, scope: _Scope) -> Row:
        self.count += 1
        if self.count > MOST_ROWS:
            raise _StoppedError(
                tr("Stopped at byte {position}: more than {count} elements.").format(
                    position=head.start, count=MOST_ROWS
                )
            )
        group, element = head.tag >> 16, head.tag & 0xFFFF
        length = -1 if head.length == _UNDEFINED else head.length
        row = Row(tag_text(group, element), vr=head.vr, length=length, offset=head.start)
        if group % 2:
            _name_private(row, group, element, scope)
        else:
            _name_public(row, head.tag, scope)
        if row.vr == "UN" and length == -1:
            row.vr = "SQ"
        return row

    def _value(self, row: Row, head: _Head, end: int, scope: _Scope) -> int:
        """Fill in the value; the position after it."""
        if head.length == _UNDEFINED or row.vr == "SQ":
            return self._sequence(row, head, end, scope)
        raw = self._read(head.start, min(head.length, _READ))
        self._remember(head, raw, row, scope)
        describe(row, raw, head.length, scope.charset, big_endian=scope.coding.big_endian)
        if head.start + head.length > end:
            left = max(0, end - head.start)
            row.note = tr("It should take {length} bytes; {left} are left.").format(length=head.length, left=left)
            row.hex = row.hex or hex_dump(raw)
            raise _StoppedError(
                tr("Stopped at byte {position}: {tag} is cut off.").format(position=head.start, tag=row.tag)
            )
        return head.start + head.length

    def _remember(self, head: _Head, raw: bytes, row: Row, scope: _Scope) -> None:
        group, element = head.tag >> 16, head.tag & 0xFFFF
        if head.tag == _CHARSET:
            scope.charset = raw
        elif head.tag == _SIGNED and len(raw) >= 2:
            scope.signed = struct.unpack_from(scope.coding.order + "H", raw)[0] == 1
        elif group % 2 and 0x10 <= element <= 0xFF:
            scope.creators[group << 8 | element] = raw.decode("latin-1").strip(" \0")
            row.name = row.name or "Private Creator"

    def _sequence(self, row: Row, head: _Head, end: int, scope: _Scope) -> int:
        """Items of a sequence, or fragments of encapsulated pixels; the position after them."""
        if scope.depth >= MOST_DEPTH:
            raise _StoppedError(tr("Stopped: sequences nest deeper than {depth} levels.").format(depth=MOST_DEPTH))
        within = _IMPLICIT_CODING if head.vr == "UN" else scope.coding  # PS3.5 6.2.2, note 2 on UN
        fragments = row.vr not in ("SQ", "UN", "") and head.length == _UNDEFINED
        stop = end if head.length == _UNDEFINED else min(end, head.start + head.length)
        position, number = head.start, 0
        try:
            while position + 8 <= stop:
                item = self._head(position, within)
                if item.tag == _SEQUENCE_END:
                    position = item.start
                    break
                if item.tag != _ITEM:
                    raise _StoppedError(
                        tr("Stopped at byte {position}: an item of {tag} should begin.").format(
                            position=position, tag=row.tag
                        )
                    )
                number += 1
                position = self._item(row, item, number, stop, None if fragments else scope.inner(within))
        finally:
            row.say(
                tr("{count} fragments").format(count=number) if fragments else tr("{count} items").format(count=number)
            )
            _tell_more(row, number)
        if head.length != _UNDEFINED and head.start + head.length > end:
            raise _StoppedError(
                tr("Stopped at byte {position}: {tag} is cut off.").format(position=position, tag=row.tag)
            )
        return position if head.length == _UNDEFINED else stop

    def _item(self, row: Row, item: _Head, number: int, stop: int, inner: _Scope | None) -> int:
        """One item, or fragment where ``inner`` is None; the position after it."""
        listed = number <= MOST_ITEMS
        length = -1 if item.length == _UNDEFINED else item.length
        line = Row(tr("Item {number}").format(number=number), length=length, offset=item.start)
        if listed:
            row.children.append(line)
            self.count += 1
        if length >= 0 and item.start + length > stop:
            told = tr("Stopped at byte {position}: {tag} is cut off.")
            raise _StoppedError(told.format(position=item.start, tag=row.tag))
        if inner is None:
            line.hex = hex_dump(self._read(item.start, min(max(length, 0), HEX_BYTES)))
            return item.start + max(length, 0)
        if not listed and length >= 0:
            return item.start + length
        before = self.count
        after = self._elements(line.children, item.start, _UNDEFINED if length < 0 else item.start + length, inner)
        self.count = self.count if listed else before
        return after


def _tell_more(row: Row, number: int) -> None:
    if number > MOST_ITEMS:
        row.children.append(Row("…", tr("{count} more").format(count=number - MOST_ITEMS)))


def _name_public(row: Row, tag: int, scope: _Scope) -> None:
    if datadict.dictionary_has_tag(tag) or datadict.repeater_has_tag(tag):
        row.name, row.keyword = datadict.dictionary_description(tag), datadict.dictionary_keyword(tag)
        row.vr = _known_vr(row.vr, datadict.dictionary_VR(tag), scope)
    elif tag & 0xFFFF == 0:
        row.name, row.vr = "Group Length", row.vr or "UL"
    elif not row.vr:
        row.vr = "UN"


def _known_vr(stated: str, known: str, scope: _Scope) -> str:
    """The stated VR; the dictionary's where none or UN is stated."""
    if stated not in ("", "UN"):
        return stated
    if " or " not in known:
        return known
    if "OB" in known or "OW" in known:
        return "OW"
    return "SS" if scope.signed else "US"


def _name_private(row: Row, group: int, element: int, scope: _Scope) -> None:
    """What the element's creator calls it, where pydicom's private dictionary knows the creator."""
    if element <= 0xFF:
        known = "LO" if element >= 0x10 and row.length != -1 else "UN"
        row.vr = row.vr if row.vr not in ("", "UN") else known
        return
    row.creator = scope.creators.get(group << 8 | element >> 8, "")
    if not row.creator:
        row.note = tr("No private creator reserves it.")
    try:
        row.name = datadict.private_dictionary_description(group << 16 | element, row.creator)
        row.vr = _known_vr(row.vr, datadict.private_dictionary_VR(group << 16 | element, row.creator), scope)
    except KeyError:
        row.vr = row.vr or "UN"
