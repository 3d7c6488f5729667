"""Ways to damage a file: bits, lengths, elements, sides and markers, each from a seeded random source."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

Random = np.random.Generator

EXTREMES = (0, 1, 2, 3, 7, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
"""Where counters break."""

_LONG = (b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SQ", b"SV", b"UC", b"UN", b"UR", b"UT", b"UV")
_SIDES = {
    0x00280002: "samples per pixel", 0x00280004: "photometric interpretation", 0x00280006: "planar configuration",
    0x00280008: "number of frames", 0x00280010: "rows", 0x00280011: "columns", 0x00280100: "bits allocated",
    0x00280101: "bits stored", 0x00280102: "high bit", 0x00280103: "pixel representation", 0x00280030: "spacing",
    0x00200032: "position", 0x00200037: "orientation", 0x00281050: "centre", 0x00281051: "width",
    0x00281052: "intercept", 0x00281053: "slope", 0x00283002: "LUT descriptor", 0x00281101: "palette descriptor",
    0x00080005: "character set", 0x00080016: "class", 0x00020010: "transfer syntax", 0x60000010: "overlay rows",
    0x60000011: "overlay columns", 0x60000050: "overlay origin", 0x003A0005: "channels", 0x003A0010: "samples",
    0x3006_0046: "contour points", 0x3006_0050: "contour", 0x0018_1063: "frame time", 0x0020_9157: "indices",
}  # fmt: skip
"""Elements whose value decides how much is read, and how."""

_TEXTS = (
    b"0 ", b"-1", b"1e308 ", b"nan ", b"inf ", b"99999999", b"2147483648", b"", b"\\\\", b"\xff\xfe", b"\x1b$B\x1b",
    b"ISO 2022 IR 87\\nothing ", b"1\\2\\3\\4\\5\\6 ", b"PALETTE COLOR ", b"YBR_FULL_422", b"RGB ", b"MONOCHROME1 ",
)  # fmt: skip


@dataclass(frozen=True)
class Element:
    """Where an element lies: its tag, where its length is written and how long that is, and where its value begins."""

    tag: int
    start: int
    length_at: int
    length_size: int
    value_at: int
    length: int


def damaged(content: bytes, name: str, random: Random) -> bytes:
    """The content with one to three of the ways applied; the way suits the kind of file."""
    ways = _ways(content, name)
    for _ in range(int(random.integers(1, 4))):
        content = ways[int(random.integers(len(ways)))](content, random)
    return content


def _ways(content: bytes, name: str) -> tuple[Callable[[bytes, Random], bytes], ...]:
    if content[128:132] == b"DICM" or name.endswith(".dcm"):
        return (*_GENERAL, *_DICOM * 2, _marker)
    if name.lower().endswith((".nii", ".hdr", ".mgh", ".mnc")):
        return (*_GENERAL, *[_header_number] * 5)
    if name.lower().endswith((".nrrd", ".mha", ".nhdr", ".mhd")):
        return (*_GENERAL, *[_text_number] * 6)
    return (*_GENERAL, _marker, _header_number)


def _place(content: bytes, random: Random) -> int:
    """Anywhere, rather near the beginning, where the headers are."""
    end = len(content) if random.random() < 0.5 else min(len(content), 600)
    return int(random.integers(0, max(1, end)))


def _flip(content: bytes, random: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(int(random.integers(1, 6)) if changed else 0):
        changed[_place(content, random)] ^= 1 << int(random.integers(8))
    return bytes(changed)


def _run(content: bytes, random: Random) -> bytes:
    place, length = _place(content, random), int(random.integers(1, 40))
    filler = (b"\0", b"\xff", random.bytes(1))[int(random.integers(3))]
    return content[:place] + filler * min(length, len(content) - place) + content[place + length :]


def _truncate(content: bytes, random: Random) -> bytes:
    return content[: _place(content, random)]


def _cut(content: bytes, random: Random) -> bytes:
    place = _place(content, random)
    return content[:place] + content[place + int(random.integers(1, 60)) :]


def _insert(content: bytes, random: Random) -> bytes:
    place = _place(content, random)
    return content[:place] + random.bytes(int(random.integers(1, 30))) + content[place:]


def _repeat(content: bytes, random: Random) -> bytes:
    place, length = _place(content, random), int(random.integers(1, 200))
    return content[: place + length] + content[place:]


def _number(content: bytes, random: Random) -> bytes:
    place, size = _place(content, random), (2, 4, 8)[int(random.integers(3))]
    value = EXTREMES[int(random.integers(len(EXTREMES)))] & (1 << 8 * size) - 1
    order = ("little", "big")[int(random.integers(2))]
    written: bytes = value.to_bytes(size, order)  # type: ignore[arg-type]
    return content[:place] + written + content[place + size :]


_GENERAL: tuple[Callable[[bytes, Random], bytes], ...] = (_flip, _run, _truncate, _cut, _insert, _repeat, _number)


def elements(content: bytes) -> list[Element]:
    """The elements of a little-endian DICOM file, those in its sequences too, as far as they can be told."""
    position = 132 if content[128:132] == b"DICM" else 0
    found: list[Element] = []
    implicit = False
    while position + 8 <= len(content) and len(found) < 2000:
        group = struct.unpack_from("<H", content, position)[0]
        if group > 2 and found and found[-1].tag >> 16 == 2:
            implicit = not content[position + 4 : position + 6].isupper()
        element = _element(content, position, implicit and group != 2)
        if element is None:
            break
        found.append(element)
        inside = element.tag >> 16 == 0xFFFE or element.length == 0xFFFFFFFF or _is_sequence(content, element)
        position = element.value_at + (0 if inside else element.length)
    return found


def _is_sequence(content: bytes, element: Element) -> bool:
    return content[element.value_at : element.value_at + 4] == b"\xfe\xff\x00\xe0"


def _element(content: bytes, position: int, implicit: bool) -> Element | None:
    group, number = struct.unpack_from("<HH", content, position)
    tag = group << 16 | number
    vr = content[position + 4 : position + 6]
    if implicit or group == 0xFFFE:
        return Element(tag, position, position + 4, 4, position + 8, struct.unpack_from("<I", content, position + 4)[0])
    if vr in _LONG:
        if position + 12 > len(content):
            return None
        length = struct.unpack_from("<I", content, position + 8)[0]
        return Element(tag, position, position + 8, 4, position + 12, length)
    length = struct.unpack_from("<H", content, position + 6)[0]
    return Element(tag, position, position + 6, 2, position + 8, length)


def _picked(content: bytes, random: Random, wanted: frozenset[int] | None = None) -> Element | None:
    found = [one for one in elements(content) if wanted is None or one.tag in wanted]
    return found[int(random.integers(len(found)))] if found else None


def _length(content: bytes, random: Random) -> bytes:
    element = _picked(content, random)
    if element is None:
        return content
    nearby = (element.length + 1, element.length - 1, element.length * 2, len(content), len(content) - element.value_at)
    choices = (*EXTREMES, *nearby)
    value = choices[int(random.integers(len(choices)))] & (1 << 8 * element.length_size) - 1
    end = element.length_at + element.length_size
    return content[: element.length_at] + value.to_bytes(element.length_size, "little") + content[end:]


def _swap_lengths(content: bytes, random: Random) -> bytes:
    one, other = _picked(content, random), _picked(content, random)
    if one is None or other is None:
        return content
    changed = bytearray(content)
    for to, source in ((one, other), (other, one)):
        length = source.length & (1 << 8 * to.length_size) - 1
        changed[to.length_at : to.length_at + to.length_size] = length.to_bytes(to.length_size, "little")
    return bytes(changed)


def _remove_element(content: bytes, random: Random) -> bytes:
    element = _picked(content, random)
    if element is None:
        return content
    return content[: element.start] + content[min(len(content), element.value_at + element.length) :]


def _repeat_element(content: bytes, random: Random) -> bytes:
    element = _picked(content, random)
    if element is None:
        return content
    end = min(len(content), element.value_at + element.length)
    return content[:end] + content[element.start : min(end, element.start + 4096)] + content[end:]


def _value(content: bytes, random: Random) -> bytes:
    """An absurd value in an element that decides how much is read; the length stays right."""
    element = _picked(content, random, frozenset(_SIDES)) or _picked(content, random)
    if element is None or element.length > 4096:
        return content
    if element.length in (2, 4, 6) and random.random() < 0.7:
        sides = (EXTREMES[int(random.integers(len(EXTREMES)))] & 0xFFFF for _ in range(element.length // 2))
        value = b"".join(side.to_bytes(2, "little") for side in sides)
    else:
        value = _TEXTS[int(random.integers(len(_TEXTS)))]
    length = len(value).to_bytes(element.length_size, "little")
    between = content[element.length_at + element.length_size : element.value_at]
    return content[: element.length_at] + length + between + value + content[element.value_at + element.length :]


_DICOM: tuple[Callable[[bytes, Random], bytes], ...] = (
    _length, _swap_lengths, _remove_element, _repeat_element, _value, _value,
)  # fmt: skip


def _marker(content: bytes, random: Random) -> bytes:
    """Change what follows a JPEG, JPEG-LS or JPEG 2000 marker: its length and its first numbers."""
    found = [at for at in range(len(content) - 10) if content[at] == 0xFF and 0x4F <= content[at + 1] < 0xFF]
    if not found:
        return _number(content, random)
    place = found[int(random.integers(len(found)))] + 2 + int(random.integers(8))
    value = EXTREMES[int(random.integers(len(EXTREMES)))] & 0xFFFF
    return content[:place] + value.to_bytes(2, "big") + content[place + 2 :]


def _header_number(content: bytes, random: Random) -> bytes:
    """Change a 16-bit or 32-bit number of a fixed header: dims, types, offsets."""
    size = (2, 4, 8)[int(random.integers(3))]
    place = int(random.integers(0, max(1, min(len(content), 544)))) // 2 * 2
    value = EXTREMES[int(random.integers(len(EXTREMES)))]
    return content[:place] + (value & (1 << 8 * size) - 1).to_bytes(size, "little") + content[place + size :]


def _text_number(content: bytes, random: Random) -> bytes:
    """Change a number in a header of text."""
    end = min(len(content), 500)
    digits = [at for at in range(end) if content[at : at + 1].isdigit()]
    if not digits:
        return content
    place = digits[int(random.integers(len(digits)))]
    value = (b"0", b"-1", b"4294967295", b"1e308", b"nan", b"", b"99999999999999999999")[int(random.integers(7))]
    return content[:place] + value + content[place + 1 :]
