"""The one table of transfer syntaxes: how each is decoded, or why it is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pydicom import config, uid

from medview.core.text import tr
from medview.io.pixels import codecs, codestream, rle
from medview.io.pixels.codecs import Decoded
from medview.io.pixels.encapsulation import Begins
from medview.io.pixels.format import PixelFormat

Decoder = Callable[[bytes, PixelFormat], Decoded]


@dataclass(frozen=True)
class Syntax:
    """One transfer syntax.

    Args:
        uid: Its UID.
        decode: Bytes of one frame to samples; None for uncompressed pixels in place, and when refused.
        begins: Recognises the start of a frame; None when pixels are not encapsulated.
        refusal: Why it is not decoded; empty when it is.
    """

    uid: str
    decode: Decoder | None = None
    begins: Begins | None = None
    refusal: str = ""

    @property
    def name(self) -> str:
        """What PS3.6 calls it, with its UID."""
        return syntax_name(self.uid)

    @property
    def encapsulated(self) -> bool:
        """Whether pixels are a sequence of fragments."""
        return self.begins is not None


def syntax_name(transfer_syntax: str) -> str:
    """A transfer syntax in words with its UID."""
    name = _NAMES.get(transfer_syntax) or uid.UID(transfer_syntax, validation_mode=config.IGNORE).name
    return f"{name} ({transfer_syntax})" if name != transfer_syntax else transfer_syntax[:64]


_NAMES = {
    "1.2.840.10008.1.2.4.98": "Encapsulated Uncompressed Explicit VR Little Endian",
    "1.2.840.10008.1.2.1.98": "Encapsulated Uncompressed Explicit VR Little Endian",
    "1.2.840.10008.1.2.8.1": "Deflated Image Frame Compression",
}
"""Syntaxes younger than pydicom's dictionary."""


def _rle(data: bytes, form: PixelFormat) -> Decoded:
    return Decoded(codecs.used_bits(rle.decode(data, form), form), form.photometric)


def _any(first: bytes) -> bool:
    """Frames without a mark of their own: each fragment is one."""
    return True


_JPEG = "1.2.840.10008.1.2.4."

_DECODED: tuple[tuple[Decoder, Begins, tuple[str, ...]], ...] = (
    (codecs.jpeg, codestream.begins_jpeg, (_JPEG + "50", _JPEG + "51", _JPEG + "57", _JPEG + "70")),
    (codecs.jpeg_ls, codestream.begins_jpeg, (_JPEG + "80", _JPEG + "81")),
    (
        codecs.jpeg2000,
        codestream.begins_jpeg2000,
        (_JPEG + "90", _JPEG + "91", _JPEG + "201", _JPEG + "202", _JPEG + "203"),
    ),
    (_rle, rle.begins, ("1.2.840.10008.1.2.5",)),
    (codecs.uncompressed, _any, ("1.2.840.10008.1.2.1.98", _JPEG + "98")),
    (codecs.deflated, _any, ("1.2.840.10008.1.2.8.1",)),
)

_NATIVE = ("1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2")

_RETIRED = "It was retired from DICOM in 2001 and is used by no modality."
_VIDEO = "It is a video stream; MedView shows still frames."
_STREAMED = "Its pixels are kept on a server and are not in the file."
_VOLUMETRIC = "It needs the extension of JPEG 2000 for many components, which no decoder here has."
_XL = "JPEG XL is not decoded yet."
_XML = "It is text for inspection, without pixels."
_LIVE = "It describes a live stream, not stored pixels."
_PAPYRUS = "Papyrus 3 files are older than DICOM files."
_GE = "It is a proprietary GE order of bytes, outside the standard."
_UNKNOWN = "MedView does not know this encoding."

_REFUSED: tuple[tuple[str, tuple[str, ...]], ...] = (
    (_RETIRED, tuple(_JPEG + str(n) for n in (52, 53, 54, 55, 56, 58, 59, 60, 61, 62, 63, 64, 65, 66))),
    (_VOLUMETRIC, (_JPEG + "92", _JPEG + "93")),
    (_STREAMED, (_JPEG + "94", _JPEG + "95", _JPEG + "204", _JPEG + "205")),
    (_VIDEO, tuple(f"{_JPEG}{n}{part}" for n in range(100, 109) for part in ("", ".1"))),
    (_XL, (_JPEG + "110", _JPEG + "111", _JPEG + "112")),
    (_XML, ("1.2.840.10008.1.2.6.1", "1.2.840.10008.1.2.6.2")),
    (_LIVE, tuple(f"1.2.840.10008.1.2.7.{n}" for n in (1, 2, 3))),
    (_PAPYRUS, ("1.2.840.10008.1.20",)),
    (_GE, ("1.2.840.113619.5.2",)),
)

SYNTAXES: dict[str, Syntax] = (
    {one: Syntax(one) for one in _NATIVE}
    | {one: Syntax(one, decode, begins) for decode, begins, several in _DECODED for one in several}
    | {one: Syntax(one, refusal=why) for why, several in _REFUSED for one in several}
)
"""Every transfer syntax of PS3.6 for objects with pixels: how it is decoded, or the reason why not."""


def syntax_of(transfer_syntax: str) -> Syntax:
    """The table's row; a refusing one for an unknown UID."""
    known = SYNTAXES.get(transfer_syntax)
    return known or Syntax(transfer_syntax, refusal=_UNKNOWN)


def why_not(transfer_syntax: str) -> str:
    """Why pixels in this encoding cannot be shown, in the reader's language; empty when they can."""
    row = syntax_of(transfer_syntax)
    if not row.refusal:
        return ""
    return tr("Its encoding is {syntax}, which MedView does not decode: {why}").format(
        syntax=row.name, why=tr(row.refusal)
    )
