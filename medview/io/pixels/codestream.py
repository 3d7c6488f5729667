"""What a compressed frame says of itself, read from its first markers before anything is decoded."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from medview.core.errors import ReadError
from medview.core.text import tr

_JPEG_START, _J2K_START = b"\xff\xd8", b"\xff\x4f\xff\x51"
_JP2_START = b"\x00\x00\x00\x0cjP  \r\n\x87\n"
_NO_LENGTH = frozenset([0x01, *range(0xD0, 0xD9)])
_FRAME_HEADERS = frozenset([*range(0xC0, 0xD0), 0xF7]) - {0xC4, 0xC8, 0xCC}
_START_OF_SCAN, _END = 0xDA, 0xD9
_APP0, _APP14 = 0xE0, 0xEE


@dataclass(frozen=True)
class Codestream:
    """The head of a codestream.

    Args:
        rows: Rows.
        columns: Columns.
        samples: Components.
        precision: Bits of a sample.
        signed: Samples are signed (JPEG 2000 only).
        process: The JPEG frame header's marker (0xC0 baseline … 0xC3 lossless, 0xF7 JPEG-LS), 0x51 for JPEG 2000.
        ids: Component identifiers (JPEG only).
        jfif: There is a JFIF marker: three components are YCbCr.
        adobe: The colour transform of an Adobe marker: 0 none, 1 YCbCr; None without one.
        colour_transform: JPEG 2000's multiple component transform is used; its decoder yields RGB.
    """

    rows: int
    columns: int
    samples: int
    precision: int
    signed: bool = False
    process: int = 0
    ids: tuple[int, ...] = ()
    jfif: bool = False
    adobe: int | None = None
    colour_transform: bool = False


def begins_jpeg(first: bytes) -> bool:
    """Whether a fragment begins a JPEG or JPEG-LS image."""
    return first[:3] == _JPEG_START + b"\xff"


def begins_jpeg2000(first: bytes) -> bool:
    """Whether a fragment begins a JPEG 2000 image, bare or in a JP2 file."""
    return first.startswith((_J2K_START, _JP2_START))


def jpeg(data: bytes) -> Codestream:
    """Read the markers of a JPEG or JPEG-LS image up to its first scan (ITU T.81 B.2, T.87 C.2).

    Raises:
        ReadError: There is no frame header.
    """
    at = data.find(_JPEG_START)
    jfif, adobe = False, None
    at += 2
    while at >= 2 and at + 4 <= len(data):
        if data[at] != 0xFF:
            break
        marker = data[at + 1]
        if marker == 0xFF or marker in _NO_LENGTH:
            at += 1 if marker == 0xFF else 2
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        body = data[at + 4 : at + 2 + length]
        if marker in _FRAME_HEADERS and len(body) >= 6:
            precision, rows, columns, samples = struct.unpack_from(">BHHB", body)
            ids = tuple(body[6 : 6 + 3 * samples : 3])
            return Codestream(rows, columns, samples, precision, False, marker, ids, jfif, adobe)
        if marker in (_START_OF_SCAN, _END) or length < 2:
            break
        jfif = jfif or (marker == _APP0 and body.startswith(b"JFIF"))
        adobe = body[11] if marker == _APP14 and body.startswith(b"Adobe") and len(body) >= 12 else adobe
        at += 2 + length
    raise _damaged("JPEG")


def jpeg2000(data: bytes) -> Codestream:
    """Read the SIZ and COD markers of a JPEG 2000 image (ITU T.800 A.5.1 and A.6.1).

    Raises:
        ReadError: There are none, or its components differ in size or kind.
    """
    at = data.find(_J2K_START)
    if at < 0 or len(data) < at + 42:
        raise _damaged("JPEG 2000")
    width, height, left, top = struct.unpack_from(">IIII", data, at + 8)
    samples = int.from_bytes(data[at + 40 : at + 42], "big")
    components = data[at + 42 : at + 42 + 3 * samples]
    if not samples or len(components) < 3 * samples or len(set(components[::3])) > 1:
        raise _damaged("JPEG 2000")
    depth = components[0]
    return Codestream(
        rows=height - top,
        columns=width - left,
        samples=samples,
        precision=(depth & 0x7F) + 1,
        signed=bool(depth & 0x80),
        process=0x51,
        colour_transform=_transform(data, at + 2),
    )


def _transform(data: bytes, at: int) -> bool:
    """Whether the first COD marker of the main header asks for the multiple component transform."""
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0x90:
        if data[at + 1] == 0x52:
            return bool(data[at + 8 : at + 9] == b"\x01")
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return False


def _damaged(what: str) -> ReadError:
    return ReadError(
        tr("The compressed frame has no readable {what} header.").format(what=what),
        tr("It may be damaged: copy it again, or export it uncompressed."),
    )
