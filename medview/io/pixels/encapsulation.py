"""Which bytes of encapsulated pixel data belong to which frame (PS3.5 A.4), without reading the data."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from itertools import pairwise

from medview.core.errors import ReadError
from medview.core.text import tr
from medview.io.pixels.access import Access

Segment = tuple[int, int]
"""(offset, length) of some bytes of the file."""
Frames = list[tuple[Segment, ...]]
Begins = Callable[[bytes], bool]
"""Whether a fragment's first bytes begin a codestream."""

FIRST_BYTES = 64
"""Bytes of a fragment that ``Begins`` sees: an RLE header."""

ITEM = b"\xfe\xff\x00\xe0"
"""How every fragment begins."""

_DELIMITER = b"\xfe\xff\xdd\xe0"
_UNDEFINED = 0xFFFFFFFF
_HEAD = struct.Struct("<4sI")


def fragments(access: Access, offset: int, length: int) -> tuple[list[Segment], list[str]]:
    """Find the items of a fragment sequence, the basic offset table first.

    A missing delimiter, a cut last item and an uncounted padding byte after an odd item are forgiven and told.

    Args:
        access: The bytes.
        offset: Where the first item begins.
        length: Bytes there are at most.

    Returns:
        Where the value of each item lies, and what was odd.
    """
    found: list[Segment] = []
    notes: list[str] = []
    position, end = offset, offset + length
    while position + 8 <= end:
        tag, size = _HEAD.unpack(access.read(position, 8).ljust(8, b"\0"))
        if tag == _DELIMITER:
            return found, notes
        if tag != ITEM and found and found[-1][1] % 2 and access.read(position + 1, 4) in (ITEM, _DELIMITER):
            position += 1
            continue
        if tag != ITEM or size == _UNDEFINED:
            break
        found.append((position + 8, min(size, end - position - 8)))
        if size > end - position - 8:
            notes.append(tr("The last part of the pixels is cut off."))
        position += 8 + size
    notes.append(tr("The pixels do not end with a delimiter."))
    return found, notes


def frames_of(
    access: Access,
    items: Sequence[Segment],
    count: int,
    begins: Begins,
    extended: tuple[Sequence[int], Sequence[int]] | None = None,
) -> tuple[Frames, list[str]]:
    """Group fragments into frames: by the offset tables, one to one, or where codestreams begin.

    Args:
        access: The bytes.
        items: What ``fragments`` found.
        count: Frames the object says it holds.
        begins: Recognises the start of a codestream.
        extended: Extended Offset Table and its lengths.

    Returns:
        The segments of each frame, and what was odd. Frames beyond ``count`` that an offset table names are kept.

    Raises:
        ReadError: They cannot be assigned.
    """
    if not items:
        raise ReadError(
            tr("The encapsulated pixel data holds no items."), tr("Copy the file again from where it came.")
        )
    parts = [item for item in items[1:] if item[1]]
    base = items[0][0] + items[0][1]
    for starts in (extended[0] if extended else (), _table(access, items[0])):
        if len(starts) >= count and (grouped := _by_table(parts, [base + start + 8 for start in starts])):
            begun = _by_start(access, parts, begins) if len(parts) > len(grouped) else grouped
            return _trimmed(grouped, extended), beyond(max(len(begun), len(grouped)), count)
    if len(parts) == count:
        return [(part,) for part in parts], []
    grouped = _by_start(access, parts, begins)
    if count == 1 and parts:
        return [tuple(parts)], beyond(len(grouped), count)
    if len(grouped) >= count:
        told = tr("The frames were found by their first bytes; there is no usable offset table.")
        return grouped[:count], [told, *beyond(len(grouped), count)]
    raise ReadError(
        tr("{parts} parts of compressed pixels cannot be assigned to {frames} frames.").format(
            parts=len(parts), frames=count
        ),
        tr("Copy the file again, or export it uncompressed."),
    )


def beyond(found: int, declared: int) -> list[str]:
    """What to tell of frames beyond Number of Frames, which a list of pictures made from headers does not have."""
    if found <= declared:
        return []
    told = tr("It holds {found} frames and declares {declared}; only the declared are shown.")
    return [told.format(found=found, declared=declared)]


def _table(access: Access, item: Segment) -> list[int]:
    raw = access.read(*item)
    return list(struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4]))


def _by_table(parts: list[Segment], starts: list[int]) -> Frames:
    """Empty when the table does not point to the parts, which happens."""
    index = {offset: number for number, (offset, _) in enumerate(parts)}
    if starts != sorted(set(starts)) or any(start not in index for start in starts) or index[starts[0]] != 0:
        return []
    edges = [*(index[start] for start in starts), len(parts)]
    return [tuple(parts[first:last]) for first, last in pairwise(edges)]


def _trimmed(grouped: Frames, extended: tuple[Sequence[int], Sequence[int]] | None) -> Frames:
    """Extended Offset Table Lengths leave out the byte that pads a fragment to even length (PS3.3 C.7.6.3.1.9)."""
    if not extended or len(extended[1]) != len(grouped):
        return grouped
    return [
        ((frame[0][0], min(frame[0][1], length)),) if len(frame) == 1 and length else frame
        for frame, length in zip(grouped, extended[1], strict=True)
    ]


def _by_start(access: Access, parts: list[Segment], begins: Begins) -> Frames:
    grouped: list[list[Segment]] = []
    for offset, length in parts:
        if begins(access.read(offset, min(length, FIRST_BYTES))) or not grouped:
            grouped.append([])
        grouped[-1].append((offset, length))
    return [tuple(frame) for frame in grouped]
