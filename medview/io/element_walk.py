"""A walk over the elements of a little-endian DICOM file that keeps the wanted values raw and skips the rest.

It follows PS3.5 section 7 and gives up, with ``OddError``, on whatever is not plainly so.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Protocol

from medview.core.errors import ReadError
from medview.core.text import tr

LONGEST_VALUE = 65536
"""Longer values are not kept."""
UNDEFINED = 0xFFFFFFFF
"""The length of what ends with a delimiter."""
INFLATED_MOST = 1 << 28
"""No more of a deflated file is inflated in search of its header, bytes."""

LONG_VRS = frozenset([b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SQ", b"SV", b"UC", b"UN", b"UR", b"UT", b"UV"])
"""Value representations with a 32-bit length."""
SHORT_VRS = frozenset(
    [b"AE", b"AS", b"AT", b"CS", b"DA", b"DS", b"DT", b"FL", b"FD", b"IS", b"LO", b"LT", b"PN", b"SH", b"SL", b"SS",
     b"ST", b"TM", b"UI", b"UL", b"US"]
)  # fmt: skip
"""Value representations with a 16-bit length."""

_CHUNK = 16384
_PIXEL_GROUP = 0x7FE0
_ITEM, _ITEM_END, _SEQUENCE_END = 0xE000FFFE, 0xE00DFFFE, 0xE0DDFFFE
_PIXEL_DATA = 0x00107FE0
_FLOAT_PIXEL_DATA = frozenset([0x00087FE0, 0x00097FE0])
_PIXEL_EXTRAS = frozenset([0x00007FE0, 0x00017FE0, 0x00027FE0, 0x00037FE0])
_EXPLICIT = struct.Struct("<I2sH")
_IMPLICIT = struct.Struct("<II")
_LENGTH = struct.Struct("<I")
_SHORT = struct.Struct("<H")


class OddError(Exception):
    """Something this walk leaves to pydicom; its text, if any, is for the reader."""


class Readable(Protocol):
    """A file, or what can be read like one."""

    def read(self, size: int, /) -> bytes | None:
        """Up to ``size`` bytes."""
        ...

    def seek(self, position: int, /) -> int:
        """Go to a position."""
        ...


def swapped(group: int, element: int) -> int:
    """The tag as a little-endian 32-bit integer reads it: element above group."""
    return element << 16 | group


class Inflated:
    """The inflated part of a deflated file, inflated as far as it is read.

    Args:
        handle: The file, at the beginning of the deflated part.
    """

    def __init__(self, handle: Readable) -> None:
        self._handle = handle
        self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        self._data = bytearray()
        self._position = 0

    def read(self, size: int, /) -> bytes:
        """Up to ``size`` bytes.

        Raises:
            OddError: The part is damaged.
            ReadError: It inflates to more than any header.
        """
        end = self._position + size
        while len(self._data) < end and not self._inflate.eof:
            if len(self._data) > INFLATED_MOST:
                raise ReadError(tr("It inflates to more than {size} MB.").format(size=INFLATED_MOST >> 20))
            packed = self._inflate.unconsumed_tail or self._handle.read(_CHUNK)
            if not packed:
                break
            try:
                self._data += self._inflate.decompress(packed, 1 << 20)
            except zlib.error as error:
                raise OddError from error
        data = bytes(self._data[self._position : end])
        self._position += len(data)
        return data

    def seek(self, position: int, /) -> int:
        """Go to a position."""
        self._position = position
        return position


class Reader:
    """A sliding window over a file.

    Args:
        handle: The file.
        base: Where in it to begin.
    """

    def __init__(self, handle: Readable, base: int = 0) -> None:
        self.handle = handle
        self.base = base
        self.data: bytes = handle.read(_CHUNK) or b""

    def locate(self, position: int, size: int) -> int:
        """Have ``size`` bytes at ``position`` in ``data``; the index of the first."""
        index = position - self.base
        if index >= 0 and index + size <= len(self.data):
            return index
        self.handle.seek(position)
        self.data = self.handle.read(max(_CHUNK, size)) or b""
        self.base = position
        return 0


@dataclass(slots=True)
class Walked:
    """What a walk found.

    Args:
        values: Name of each wanted element to its bytes; those of sequences and of very long values are left out.
        position: Where it ended.
        pixel_offset: Where the value of (integer) Pixel Data begins, or -1.
        pixel_length: Its length, or ``UNDEFINED``.
        has_pixels: There is pixel data of any kind.
    """

    values: dict[str, bytes]
    position: int
    pixel_offset: int = -1
    pixel_length: int = 0
    has_pixels: bool = False


def walk(
    reader: Reader,
    position: int,
    wanted: Mapping[int, str],
    *,
    implicit: bool,
    below_group: int,
    marks: Container[int] = (),
) -> Walked:
    """Walk elements in ascending order until the pixel data, a group outside, or the end of the file.

    Args:
        reader: The file.
        position: The first element.
        wanted: Swapped tag to name of what to keep.
        implicit: The value representations are not written.
        below_group: The first group not looked at.
        marks: Of the wanted tags, those whose presence is enough: their values are left out.

    Raises:
        OddError: The elements are not in order, or not what PS3.5 says.
        struct.error: The file ends in the middle of a sequence.
    """
    values: dict[str, bytes] = {}
    last = -1
    data, base = reader.data, reader.base
    while True:  # in one piece: it runs some hundred times for each file
        index = position - base
        if index < 0 or index + 12 > len(data):
            index = reader.locate(position, 12)
            data, base = reader.data, reader.base
            if len(data) - index < 8:
                _refuse_overrun(reader, position, len(data) - index)
                return Walked(values, position)
        if implicit:
            key, length = _IMPLICIT.unpack_from(data, index)
            head = 8
        else:
            key, vr, length = _EXPLICIT.unpack_from(data, index)
            head = 8
            if vr not in SHORT_VRS and key & 0xFFFF < below_group:
                key, length, head = _element(data, index, implicit)
        group = key & 0xFFFF
        if group >= below_group:
            return Walked(values, position)
        order = group << 16 | key >> 16
        if order <= last:
            raise OddError
        last = order
        if group >= _PIXEL_GROUP and key not in _PIXEL_EXTRAS:
            if key == _PIXEL_DATA:
                return Walked(values, position, position + head, length, True)
            return Walked(values, position, has_pixels=key in _FLOAT_PIXEL_DATA)
        if length == UNDEFINED:
            if key in wanted:
                values[wanted[key]] = b""
            position = _after_items(reader, position + head, implicit or _is_unknown(reader, index))
            data, base = reader.data, reader.base
            continue
        position += head
        if key in wanted:
            start = position - base
            value = b"" if key in marks else data[start : start + length]
            if len(value) < length and key not in marks:
                value = _value(reader, position, length)
                data, base = reader.data, reader.base
            values[wanted[key]] = value
        position += length


def _refuse_overrun(reader: Reader, position: int, left: int) -> None:
    """A file that ends within a value, or with a torn element, is left to pydicom."""
    reader.handle.seek(max(0, position - 1))
    if left or (position and not reader.handle.read(1)):
        raise OddError(cut_short())


def cut_short() -> str:
    """What to tell of a file that ends too early."""
    return tr("The file ends within its header.")


def _is_unknown(reader: Reader, index: int) -> bool:
    """Whether the element is explicitly UN: its items are then implicit (PS3.5 6.2.2 note 4)."""
    return reader.data[index + 4 : index + 6] == b"UN"


def _element(data: bytes, index: int, implicit: bool) -> tuple[int, int, int]:
    """(swapped tag, value length, header length) of the element at ``index``."""
    if implicit:
        key, length = _IMPLICIT.unpack_from(data, index)
        return key, length, 8
    key, vr, length = _EXPLICIT.unpack_from(data, index)
    if vr in SHORT_VRS:
        return key, length, 8
    if vr in LONG_VRS:
        return key, _LENGTH.unpack_from(data, index + 8)[0], 12
    raise OddError


def _value(reader: Reader, position: int, length: int) -> bytes:
    if length > LONGEST_VALUE:
        return b""
    index = reader.locate(position, length)
    value = reader.data[index : index + length]
    if len(value) < length:
        raise OddError(cut_short())
    return value


def _after_items(reader: Reader, position: int, implicit: bool, depth: int = 0) -> int:
    """The position after a sequence of undefined length (PS3.5 7.5)."""
    if depth > 16:
        raise OddError
    while True:
        index = reader.locate(position, 8)
        key, length = _IMPLICIT.unpack_from(reader.data, index)
        position += 8
        if key == _SEQUENCE_END:
            return position
        if key != _ITEM:
            raise OddError
        position = _after_item(reader, position, implicit, depth) if length == UNDEFINED else position + length


def _after_item(reader: Reader, position: int, implicit: bool, depth: int) -> int:
    while True:
        index = reader.locate(position, 12)
        if _LENGTH.unpack_from(reader.data, index)[0] == _ITEM_END:
            return position + 8
        _, length, head = _element(reader.data, index, implicit)
        position += head
        if length == UNDEFINED:
            inner = implicit or _is_unknown(reader, index)
            position = _after_items(reader, position, inner, depth + 1)
        else:
            position += length
