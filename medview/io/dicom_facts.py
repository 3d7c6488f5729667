"""Plain facts of one header: names of classes and encodings, numbers, windows, how its pixels are stored."""

from __future__ import annotations

import struct

from pydicom import config
from pydicom import uid as uids

from medview.core.errors import ReadError
from medview.core.study import Pixels
from medview.core.text import tr
from medview.core.volume import VoiFunction, Window
from medview.io.dicom_header import Header
from medview.io.limits import MOST_FRAMES

NATIVE = frozenset([uids.ExplicitVRLittleEndian, uids.ImplicitVRLittleEndian])
"""Transfer syntaxes whose pixels are read straight from the file."""

_FUNCTIONS: dict[str, VoiFunction] = {"LINEAR_EXACT": "LINEAR_EXACT", "SIGMOID": "SIGMOID"}
"""VOI LUT Function; absent, it is LINEAR (PS3.3 C.11.2.1.3)."""

_DOUBLE = struct.Struct("<d")
_SINGLE = struct.Struct("<f")


def sop_number(header: Header, keyword: str, default: int) -> int:
    """An integer string, or ``default`` when absent or unreadable."""
    try:
        return int(header.number(keyword, default))
    except ReadError:
        return default


def frame_count(header: Header) -> int:
    """Number of Frames, at least one; no more than the file can hold, whatever it says, as each is listed."""
    return min(max(1, sop_number(header, "NumberOfFrames", 1)), most_frames(header.file_size))


def most_frames(file_size: int) -> int:
    """As many frames as a file of a size is believed to have, one for each byte at most."""
    return max(1, min(file_size, MOST_FRAMES))


def double(header: Header, keyword: str) -> float | None:
    """A binary floating-point value of 4 or 8 bytes (FL, FD); None when absent or not finite."""
    raw = header.values.get(keyword, b"")
    kind = {_DOUBLE.size: _DOUBLE, _SINGLE.size: _SINGLE}.get(len(raw))
    value = float(kind.unpack(raw)[0]) if kind else float("nan")
    return value if abs(value) < 1e12 else None


def doubles(header: Header, keyword: str) -> tuple[float, ...]:
    """Binary double values (FD); empty when absent."""
    raw = header.values.get(keyword, b"")
    return struct.unpack(f"<{len(raw) // 8}d", raw[: len(raw) // 8 * 8])


def words(header: Header, keyword: str) -> tuple[str, ...]:
    """The parts of a text of several values, stripped."""
    text = header.text(keyword)
    return tuple(part.strip() for part in text.split("\\")) if text else ()


def class_name(sop_class: str) -> str:
    """A SOP class in words."""
    if not sop_class:
        return tr("An object without a SOP class")
    name = uid_name(sop_class)
    return name.removesuffix(" Storage") if name else tr("An object of class {uid}").format(uid=sop_class[:64])


def uid_name(uid: str) -> str:
    """What PS3.6 calls a UID; empty for one it does not list."""
    known = uids.UID(uid, validation_mode=config.IGNORE).name
    return known if known != uid else ""


def pixels(header: Header) -> Pixels:
    """How the pixels of one file are stored."""
    allocated = header.short("BitsAllocated")
    return Pixels(
        rows=header.short("Rows"),
        columns=header.short("Columns"),
        bits_allocated=allocated,
        bits_stored=header.short("BitsStored", allocated),
        signed=header.short("PixelRepresentation") == 1,
        transfer_syntax_uid=header.text("TransferSyntaxUID"),
        inverted=header.text("PhotometricInterpretation").upper() == "MONOCHROME1"
        or header.text("PresentationLUTShape").upper() == "INVERSE",
    )


def windows(header: Header) -> tuple[Window, ...]:
    """The display windows a file asks for (PS3.3 C.11.2.1.2); unusable ones are left out."""
    try:
        centres, widths = header.floats("WindowCenter"), header.floats("WindowWidth")
    except ReadError:
        return ()
    return made_windows(centres, widths, words(header, "WindowCenterWidthExplanation"), header.text("VOILUTFunction"))


def made_windows(
    centres: tuple[float, ...], widths: tuple[float, ...], names: tuple[str, ...], function: str
) -> tuple[Window, ...]:
    """Windows of parallel lists; those that show nothing are left out.

    A width of 1 or more is asked of LINEAR, one above 0 of the others (PS3.3 C.11.2.1.2 and C.11.2.1.3.2).
    """
    shape = _FUNCTIONS.get(function.strip().upper(), "LINEAR")
    named = (*names, *[""] * len(centres))
    least = 1.0 if shape == "LINEAR" else 0.0
    return tuple(
        Window(centre, width, name.strip(), shape)
        for centre, width, name in zip(centres, widths, named, strict=False)
        if width >= least and width > 0
    )
