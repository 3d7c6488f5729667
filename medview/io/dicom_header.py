"""The header of one DICOM file, read fast: a walk over the first bytes that keeps raw values and skips the rest.

What is plainly little-endian is walked here (PS3.5 section 7); whatever is odd goes through pydicom and comes back in
the same raw form, so that there is one set of decoders.
"""

from __future__ import annotations

import logging
import os
import struct
import warnings
from dataclasses import dataclass, replace

from pydicom.datadict import tag_for_keyword
from pydicom.uid import DeflatedExplicitVRLittleEndian, ExplicitVRBigEndian, ImplicitVRLittleEndian

from medview.core.errors import ReadError
from medview.core.text import tr
from medview.io.charsets import Text, decode
from medview.io.element_walk import (
    LONG_VRS,
    SHORT_VRS,
    UNDEFINED,
    Inflated,
    OddError,
    Reader,
    Walked,
    cut_short,
    swapped,
    walk,
)
from medview.io.odd_header import is_void, read_odd

KEYWORDS = (
    "TransferSyntaxUID", "SpecificCharacterSet", "ImageType", "SOPClassUID", "SOPInstanceUID", "StudyDate",
    "StudyTime", "AccessionNumber",
    "Modality", "InstitutionName", "StudyDescription", "SeriesDescription", "PatientName", "PatientID",
    "PatientBirthDate", "PatientSex", "AnatomicalOrientationType", "BodyPartExamined", "SliceThickness",
    "StudyInstanceUID", "SeriesInstanceUID", "SeriesNumber", "InstanceNumber", "ImagePositionPatient",
    "ImageOrientationPatient", "FrameOfReferenceUID", "SamplesPerPixel", "PhotometricInterpretation", "NumberOfFrames",
    "Rows", "Columns", "PixelSpacing", "BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation",
    "WindowCenter", "WindowWidth", "WindowCenterWidthExplanation", "VOILUTFunction", "RescaleIntercept", "RescaleSlope",
    "RescaleType", "PresentationLUTShape",
    "AcquisitionTime", "ContentTime", "EchoTime", "EchoNumbers", "InversionTime", "FlipAngle", "KVP",
    "DiffusionBValue", "DiffusionGradientOrientation", "TemporalPositionIdentifier", "TriggerTime",
    "NominalPercentageOfCardiacPhase", "FrameReferenceTime", "AcquisitionNumber",
    "ContrastBolusAgent", "ViewPosition", "Laterality", "ImageLaterality", "PatientOrientation", "BurnedInAnnotation",
)  # fmt: skip
"""What the index needs of each file."""

PRIVATE = {
    "SiemensCreator": (0x0019, 0x0010),
    "SiemensBValue": (0x0019, 0x100C),
    "SiemensGradient": (0x0019, 0x100E),
    "PhilipsCreator": (0x2001, 0x0010),
    "PhilipsBValue": (0x2001, 0x1003),
    "GeCreator": (0x0043, 0x0010),
    "GeBValue": (0x0043, 0x1039),
}
"""Private elements that the index needs, at the places where their makers put them; each creator must be checked."""

MARKS = {
    "ModalityLUTSequence": ((0x0028, 0x3000),),
    "VOILUTSequence": ((0x0028, 0x3010),),
    "OverlayData": tuple((group, 0x3000) for group in range(0x6000, 0x6020, 2)),
}
"""What need only be there, with its places; a header has no bytes of it."""

TEMPLATE_CREATOR = (0x0099, 0x0010, "MEDVIEW")
"""Private creator of the block that marks a template (an average brain or phantom) written by MedView."""
TEMPLATE_MARK = (0x0099, 0x1001, "TEMPLATE")
"""The mark in that block."""

logging.getLogger("pydicom").setLevel(logging.CRITICAL)  # it logs the values it complains of: names, too
warnings.filterwarnings("ignore", module="pydicom")  # values are decoded when asked for, long after the notes are taken


_MARKED = {swapped(*place): name for name, places in MARKS.items() for place in places}
_WANTED = {
    swapped(tag >> 16, tag & 0xFFFF): keyword for keyword in KEYWORDS if (tag := tag_for_keyword(keyword)) is not None
} | {
    **_MARKED,
    **{swapped(*place): name for name, place in PRIVATE.items()},
    swapped(*TEMPLATE_CREATOR[:2]): "TemplateCreator",
    swapped(*TEMPLATE_MARK[:2]): "TemplateMark",
}


VALUE_NAMES = tuple(sorted(set(_WANTED.values())))
"""The names of all values a header may have."""

_META_WANTED = {
    swapped(0x0002, 0x0002): "MediaStorageSOPClassUID",
    swapped(0x0002, 0x0003): "MediaStorageSOPInstanceUID",
    swapped(0x0002, 0x0010): "TransferSyntaxUID",
}
_STAND_INS = (("SOPClassUID", "MediaStorageSOPClassUID"), ("SOPInstanceUID", "MediaStorageSOPInstanceUID"))
"""What the file's meta information says too, for objects that have lost it."""

_IDENTIFYING = (
    "SOPClassUID", "SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID", "Modality", "Rows", "PatientID",
    "PatientName",
)  # fmt: skip
"""A file without preamble is a DICOM file when it has one of these."""

_ENCODING = frozenset(["TransferSyntaxUID", "SpecificCharacterSet"])
"""What says nothing of an object."""

_TEXTS = (
    "PatientName", "PatientID", "StudyDescription", "SeriesDescription", "InstitutionName", "AccessionNumber",
    "WindowCenterWidthExplanation",
)  # fmt: skip
"""What may be written in other letters than ASCII."""

_ELEMENTS = tuple(group.to_bytes(2, "little") for group in (0x0002, 0x0004, 0x0008, 0x0010))
_SHORT = struct.Struct("<H")


@dataclass(frozen=True, slots=True)
class Header:
    """Raw values of one file.

    Args:
        path: The file.
        values: Keyword to the value's bytes, as stored in little-endian encoding.
        has_pixels: Whether there is Pixel Data.
        pixel_offset: Where uncompressed little-endian pixels begin, or -1.
        pixel_length: Their length in bytes.
        file_size: The file's size, bytes.
        modified_ns: Its modification time.
        notes: What was odd, for the reader.
    """

    path: str
    values: dict[str, bytes]
    has_pixels: bool
    pixel_offset: int
    pixel_length: int
    file_size: int
    modified_ns: int
    notes: tuple[str, ...] = ()

    def text(self, keyword: str) -> str:
        """A text value in the file's character set; empty when absent."""
        raw = self.values.get(keyword, b"")
        plain = raw.isascii() and b"\x1b" not in raw
        text = (raw.decode("ascii") if plain else self.decoded(keyword).value).strip(" \0")
        return text.rstrip("= ") if keyword == "PatientName" else text

    def decoded(self, keyword: str) -> Text:
        """A text value with a note where its character set had to be guessed."""
        stated = self.values.get("SpecificCharacterSet", b"")
        return decode(self.values.get(keyword, b""), stated, keyword == "PatientName")

    def floats(self, keyword: str) -> tuple[float, ...]:
        """Decimal strings as numbers; empty when absent.

        Raises:
            ReadError: They are not finite numbers.
        """
        raw = self.values.get(keyword, b"").strip(b" \0")
        if not raw:
            return ()
        try:
            numbers = tuple(float(part) for part in raw.split(b"\\"))
        except ValueError:
            numbers = (float("nan"),)
        if not all(abs(number) < 1e12 for number in numbers):
            raise ReadError(tr("{keyword} is not made of numbers.").format(keyword=keyword))
        return numbers

    def number(self, keyword: str, default: float) -> float:
        """The first of the numbers, or ``default`` when absent."""
        return (self.floats(keyword) or (default,))[0]

    def short(self, keyword: str, default: int = 0) -> int:
        """An unsigned 16-bit value, or ``default`` when absent."""
        raw = self.values.get(keyword, b"")
        return int(_SHORT.unpack_from(raw)[0]) if len(raw) >= _SHORT.size else default

    @property
    def is_template(self) -> bool:
        """Whether MedView marked it as a template."""
        return self.text("TemplateCreator") == TEMPLATE_CREATOR[2] and self.text("TemplateMark") == TEMPLATE_MARK[2]


def looks_like_dicom(start: bytes) -> bool:
    """Whether a file's first 132 bytes carry the DICOM prefix, or begin with an element of an early group."""
    if start[128:132] == b"DICM":
        return True
    if len(start) < 8:
        return False
    explicit = start[4:6] in SHORT_VRS or start[4:6] in LONG_VRS
    if start[:2] in _ELEMENTS and start[3] == 0:
        return explicit or start[6:8] == b"\0\0"  # the first elements are short
    return start[1::-1] in _ELEMENTS and start[2] == 0 and explicit  # big endian


def read_header(path: str) -> Header | None:
    """Read what ``KEYWORDS``, ``MARKS`` and ``PRIVATE`` name, or None when the file is no DICOM file at all.

    Raises:
        ReadError: It begins like a DICOM file and cannot be read as one.
        OSError: The file cannot be opened.
    """
    with open(path, "rb", buffering=0) as handle:
        status = os.fstat(handle.fileno())
        reader = Reader(handle)
        if not looks_like_dicom(reader.data[:132]):
            return None
        start = 132 if reader.data[128:132] == b"DICM" else 0
        base = Header(path, {}, False, -1, 0, status.st_size, status.st_mtime_ns)
        try:
            header = _plain(base, reader, start)
        except (OddError, struct.error) as odd:
            told = cut_short() if isinstance(odd, struct.error) else str(odd)
            header = _through_pydicom(base, _deflated_at(reader, start), told)
    if start == 0:
        if not any(header.values.get(keyword) for keyword in _IDENTIFYING):
            return None
        header = replace(header, notes=(tr("It has no DICOM preamble."), *header.notes))
    if header.values.keys() <= _ENCODING and is_void(path):
        raise ReadError(
            tr("It begins like a DICOM file but holds nothing that can be read."),
            tr("Copy it again from where it came."),
        )
    return replace(header, notes=(*header.notes, *_remarks(header)))


def _plain(base: Header, reader: Reader, position: int) -> Header:
    meta = walk(reader, position, _META_WANTED, implicit=False, below_group=3)
    syntax, position = _syntax(meta), meta.position
    if not syntax or syntax == ExplicitVRBigEndian:
        raise OddError
    if syntax == DeflatedExplicitVRLittleEndian:
        reader.handle.seek(position)
        reader, position = Reader(Inflated(reader.handle)), 0
    body = walk(
        reader, position, _WANTED, implicit=syntax == ImplicitVRLittleEndian, below_group=0x10000, marks=_MARKED
    )
    native = syntax != DeflatedExplicitVRLittleEndian and body.pixel_offset >= 0 and body.pixel_length != UNDEFINED
    return replace(
        base,
        values=_stated_anywhere(meta.values | body.values),
        has_pixels=body.has_pixels,
        pixel_offset=body.pixel_offset if native else -1,
        pixel_length=body.pixel_length if native else 0,
    )


def _syntax(meta: Walked) -> str:
    return meta.values.get("TransferSyntaxUID", b"").rstrip(b" \0").decode("ascii", "replace")


def _deflated_at(reader: Reader, start: int) -> int:
    """Where the deflated part of a file begins, or -1."""
    try:
        meta = walk(reader, start, _META_WANTED, implicit=False, below_group=3)
    except (OddError, struct.error):
        return -1
    return meta.position if _syntax(meta) == DeflatedExplicitVRLittleEndian else -1


def _through_pydicom(base: Header, deflated_at: int, told: str) -> Header:
    odd = read_odd(base.path, _WANTED | _META_WANTED, deflated_at, _MARKED)
    values, notes = odd.values, (*((told,) if told and not odd.has_pixels else ()), *odd.notes)
    if deflated_at >= 0:
        values["TransferSyntaxUID"] = DeflatedExplicitVRLittleEndian.encode()
    elif not values.get("TransferSyntaxUID"):
        values["TransferSyntaxUID"] = odd.transfer_syntax.encode()
        assumed = tr("The transfer syntax is not stated; read as {name}.").format(name=odd.transfer_syntax.name)
        notes = (*notes, assumed)
    return replace(base, values=_stated_anywhere(values), has_pixels=odd.has_pixels, notes=notes)


def _stated_anywhere(values: dict[str, bytes]) -> dict[str, bytes]:
    """The values, with what only the meta information says in the place of what is missing."""
    for keyword, stand_in in _STAND_INS:
        stated = values.pop(stand_in, b"")
        if stated and not values.get(keyword):
            values[keyword] = stated
    return values


def _remarks(header: Header) -> tuple[str, ...]:
    """What a reader should know of the header."""
    told = (
        [] if header.values.get("SOPClassUID") else [tr("It does not say what kind of object it is (SOP Class UID).")]
    )
    for keyword in _TEXTS:
        raw = header.values.get(keyword, b"")
        if not raw.isascii() or b"\x1b" in raw:
            note = header.decoded(keyword).note
            if note and note not in told:
                told.append(note)
    return tuple(told)
