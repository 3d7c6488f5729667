"""Look-up tables: modality and VOI LUTs, palettes plain and segmented (PS3.3 C.11.1.1, C.11.2.1.1, C.7.9)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom import Dataset

from medview.core.errors import ReadError
from medview.core.images import Lut
from medview.core.text import tr
from medview.io.pixels.format import Array
from medview.io.pixels.values import text, value

Words = NDArray[np.uint16]

_COLOURS = ("Red", "Green", "Blue")
_MOST_ENTRIES = 1 << 16
_NARROW = 8
_DISCRETE, _LINEAR, _INDIRECT = 0, 1, 2


@dataclass(frozen=True, eq=False)
class Palette:
    """Colours of indices.

    Args:
        first: The index of the first colour; lower ones have it too, higher ones the last.
        colours: (n, 3) uint8 sRGB.
    """

    first: int
    colours: NDArray[np.uint8]

    def apply(self, indices: Array) -> NDArray[np.uint8]:
        """(…) indices to (…, 3) colours."""
        if indices.dtype == np.uint8 and self.first == 0 and len(self.colours) > np.iinfo(np.uint8).max:
            return np.asarray(self.colours[indices])
        position = np.clip(indices.astype(np.int64) - self.first, 0, len(self.colours) - 1)
        return np.asarray(self.colours[position])


def lut(item: Dataset, signed: bool, big_endian: bool = False) -> Lut | None:
    """A modality or VOI LUT; None when it is empty or damaged.

    Args:
        item: The sequence's item.
        signed: The values it maps are signed.
        big_endian: The file's words have their high byte first.
    """
    described = _descriptor(item, "LUTDescriptor", signed, big_endian)
    if described is None:
        return None
    count, start, bits = described
    entries = _words(value(item, "LUTData"), count, big_endian)[:count]
    if not entries.size:
        return None
    depth = max(min(bits, 16) if bits > 0 else 16, int(entries.max()).bit_length(), 1)
    return Lut(float(start), entries, depth, text(item, "LUTExplanation"))


def palette(dataset: Dataset, signed: bool = False, big_endian: bool = False) -> Palette:
    """The palette of a PALETTE COLOR image.

    Raises:
        ReadError: There is none, or it is damaged.
    """
    made = [_component(dataset, name, signed, big_endian) for name in _COLOURS]
    starts, planes = {start for start, _ in made}, [plane for _, plane in made]
    if not all(plane.size for plane in planes):
        raise ReadError(
            tr("The colours of the palette are missing or damaged."), tr("Export the image as RGB, or copy it again.")
        )
    longest = max(plane.size for plane in planes)
    filled = [np.concatenate([plane, np.repeat(plane[-1:], longest - plane.size)]) for plane in planes]
    return Palette(min(starts), np.stack(filled, axis=-1))


def _component(dataset: Dataset, name: str, signed: bool, big_endian: bool) -> tuple[int, NDArray[np.uint8]]:
    empty = np.empty(0, np.uint8)
    described = _descriptor(dataset, f"{name}PaletteColorLookupTableDescriptor", signed, big_endian)
    if described is None:
        return 0, empty
    count, start, bits = described
    plain = _words(value(dataset, f"{name}PaletteColorLookupTableData"), count, big_endian)[:count]
    if not plain.size:
        plain = expanded(_segment_words(dataset, name, bits, big_endian), bits)[:count]
    return start, _eight_bits(plain, bits) if plain.size else empty


def _eight_bits(entries: Words, bits: int) -> NDArray[np.uint8]:
    """Tables that say 16 bits and use 8 are common."""
    high = bits > 8 and entries.max() > np.iinfo(np.uint8).max
    return np.minimum(np.right_shift(entries, 8 if high else 0), 255).astype(np.uint8)


def _descriptor(dataset: Dataset, keyword: str, signed: bool, big_endian: bool) -> tuple[int, int, int] | None:
    """(entries, first value mapped, bits); whether the second is signed depends on the pixels (C.11.1.1.1)."""
    found = value(dataset, keyword)
    if isinstance(found, bytes):
        found = struct.unpack(">3H" if big_endian else "<3H", found[:6]) if len(found) >= 6 else None
    if found is None or isinstance(found, str) or not hasattr(found, "__len__") or len(found) != 3:
        return None
    count, start, bits = (int(one) for one in found)
    start &= 0xFFFF
    return (count & 0xFFFF) or _MOST_ENTRIES, start - 0x10000 if signed and start > 0x7FFF else start, bits


def _words(data: object, count: int | None, big_endian: bool) -> Words:
    """Entries of 8 or 16 bits, whichever the length says."""
    if isinstance(data, bytes | bytearray):
        if count is not None and len(data) < 2 * count:
            return np.frombuffer(data, np.uint8).astype(np.uint16)
        return np.frombuffer(data[: len(data) // 2 * 2], ">u2" if big_endian else "<u2").astype(np.uint16)
    listed: Any = [data] if isinstance(data, int) else data if hasattr(data, "__iter__") else []
    try:
        return np.array([int(one) & 0xFFFF for one in listed], np.uint16)
    except (TypeError, ValueError):
        return np.empty(0, np.uint16)


def _segment_words(dataset: Dataset, name: str, bits: int, big_endian: bool) -> Words:
    """The words of segments are as wide as the entries (C.7.9.2)."""
    data = value(dataset, f"Segmented{name}PaletteColorLookupTableData")
    if bits == _NARROW and isinstance(data, bytes):
        return np.frombuffer(data, np.uint8).astype(np.uint16)
    return _words(data, None, big_endian)


def expanded(words: Words, bits: int = 16) -> Words:
    """The entries a segmented table stands for (C.7.9.2).

    Args:
        words: The segments.
        bits: How wide their words are: 8 or 16.

    Raises:
        ReadError: A segment is damaged.
    """
    parts: list[Words] = []
    size = 0
    for kind, length, content in _segments(words, 2 if bits > _NARROW else 4, 0, None):
        if kind == _LINEAR:
            if not size:
                raise _damaged()
            ramp = np.linspace(float(parts[-1][-1]), float(content[0]), length + 1)[1:]
            parts.append(np.rint(ramp).astype(np.uint16))
        else:
            parts.append(content)
        size += parts[-1].size
        if size > _MOST_ENTRIES:
            raise _damaged()
    return np.concatenate([np.empty(0, np.uint16), *parts])


def _segments(words: Words, jump: int, at: int, most: int | None) -> Iterator[tuple[int, int, Words]]:
    """(kind, length, content) of each segment; indirect ones, of ``jump`` words, are followed, and may not nest."""
    done = 0
    while at + 2 <= words.size and (most is None or done < most):
        kind, length = int(words[at]), int(words[at + 1])
        needed = {_DISCRETE: length, _LINEAR: 1, _INDIRECT: jump}.get(kind, 0)
        content = words[at + 2 : at + 2 + needed]
        if not words[at:].any():
            return  # padding
        if kind > _INDIRECT or content.size < needed or not length or (kind == _INDIRECT and most is not None):
            raise _damaged()
        if kind == _INDIRECT:
            yield from _segments(words, jump, _target(content), length)
        else:
            yield kind, length, content
        at, done = at + 2 + needed, done + 1


def _target(content: Words) -> int:
    """Where an indirect segment points to: its offset is in bytes."""
    narrow = content.size > 2
    raw = content.astype("u1" if narrow else "<u2").tobytes()
    return int.from_bytes(raw, "little") // (1 if narrow else 2)


def _damaged() -> ReadError:
    return ReadError(
        tr("The segments of the palette are damaged."), tr("Export the image as RGB, or copy it again from its source.")
    )
