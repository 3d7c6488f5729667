"""The header of one DICOM file, read fast: a walk over the first bytes that keeps raw values and skips the rest.

Little-endian files with a preamble are walked here (PS3.5 section 7); whatever is odd goes through pydicom, which
rewrites the needed elements in the plain form, so that there is one walk and one set of decoders.
"""

from __future__ import annotations

import io
import logging
import os
import struct
import warnings
from dataclasses import dataclass
from typing import BinaryIO

import pydicom
from pydicom import charset
from pydicom.datadict import tag_for_keyword
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_dataset
from pydicom.tag import Tag
from pydicom.uid import DeflatedExplicitVRLittleEndian, ExplicitVRBigEndian, ImplicitVRLittleEndian
from pydicom.valuerep import PN_DELIMS, TEXT_VR_DELIMS

from medview.core.errors import ReadError
from medview.core.text import tr

KEYWORDS = (
    "TransferSyntaxUID", "SpecificCharacterSet", "ImageType", "SOPClassUID", "SOPInstanceUID", "StudyDate",
    "AccessionNumber",
    "Modality", "InstitutionName", "StudyDescription", "SeriesDescription", "PatientName", "PatientID",
    "PatientBirthDate", "PatientSex", "AnatomicalOrientationType", "BodyPartExamined", "SliceThickness",
    "StudyInstanceUID", "SeriesInstanceUID", "SeriesNumber", "InstanceNumber", "ImagePositionPatient",
    "ImageOrientationPatient", "FrameOfReferenceUID", "SamplesPerPixel", "PhotometricInterpretation", "NumberOfFrames",
    "Rows", "Columns", "PixelSpacing", "BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation",
    "WindowCenter", "WindowWidth", "WindowCenterWidthExplanation", "VOILUTFunction", "RescaleIntercept", "RescaleSlope",
    "RescaleType", "ModalityLUTSequence",
    "AcquisitionTime", "ContentTime", "EchoTime", "EchoNumbers", "InversionTime", "FlipAngle", "KVP",
    "DiffusionBValue", "DiffusionGradientOrientation", "TemporalPositionIdentifier", "TriggerTime",
    "NominalPercentageOfCardiacPhase", "FrameReferenceTime", "AcquisitionNumber", "GantryDetectorTilt",
    "SpacingBetweenSlices", "Units",
)  # fmt: skip
"""What the index needs of each file."""

PRIVATE = {
    "SiemensCreator": (0x0019, 0x0010),
    "SiemensTiles": (0x0019, 0x100A),
    "SiemensBValue": (0x0019, 0x100C),
    "SiemensGradient": (0x0019, 0x100E),
    "PhilipsCreator": (0x2001, 0x0010),
    "PhilipsBValue": (0x2001, 0x1003),
    "GeCreator": (0x0043, 0x0010),
    "GeBValue": (0x0043, 0x1039),
}
"""Private elements that the index needs, at the places where their makers put them; each creator must be checked."""

TEMPLATE_CREATOR = (0x0099, 0x0010, "MEDVIEW")
"""Private creator of the block that marks a template (an average brain or phantom) written by MedView."""
TEMPLATE_MARK = (0x0099, 0x1001, "TEMPLATE")
"""The mark in that block."""

_CHUNK = 16384
_LONGEST_VALUE = 65536
_UNDEFINED = 0xFFFFFFFF
_PIXEL_GROUP = 0x7FE0
_LONG_VRS = frozenset([b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SQ", b"SV", b"UC", b"UN", b"UR", b"UT", b"UV"])
_SHORT_VRS = frozenset(
    [b"AE", b"AS", b"AT", b"CS", b"DA", b"DS", b"DT", b"FL", b"FD", b"IS", b"LO", b"LT", b"PN", b"SH", b"SL", b"SS",
     b"ST", b"TM", b"UI", b"UL", b"US"]
)  # fmt: skip
_ITEM, _ITEM_END, _SEQUENCE_END = 0xE000FFFE, 0xE00DFFFE, 0xE0DDFFFE
_PIXEL_DATA, _PIXEL_GROUP_LENGTH = 0x00107FE0, 0x00007FE0
_EXPLICIT = struct.Struct("<I2sH")
_IMPLICIT = struct.Struct("<II")
_LENGTH = struct.Struct("<I")
_SHORT = struct.Struct("<H")


logging.getLogger("pydicom").setLevel(logging.CRITICAL)  # it logs the values it complains of: names, too


def _swapped(group: int, element: int) -> int:
    """The tag as a little-endian 32-bit integer reads it: element above group."""
    return element << 16 | group


_WANTED = {
    _swapped(tag >> 16, tag & 0xFFFF): keyword for keyword in KEYWORDS if (tag := tag_for_keyword(keyword)) is not None
} | {
    **{_swapped(*place): name for name, place in PRIVATE.items()},
    _swapped(*TEMPLATE_CREATOR[:2]): "TemplateCreator",
    _swapped(*TEMPLATE_MARK[:2]): "TemplateMark",
}


class _OddError(Exception):
    """Something this walk leaves to pydicom."""


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
    """

    path: str
    values: dict[str, bytes]
    has_pixels: bool
    pixel_offset: int
    pixel_length: int
    file_size: int
    modified_ns: int

    def text(self, keyword: str) -> str:
        """A text value in the file's character set; empty when absent."""
        raw = self.values.get(keyword, b"")
        if raw.isascii() and b"\x1b" not in raw:
            return raw.decode("ascii").strip(" \0")
        if keyword == "PatientName":
            return self._decoded(raw, PN_DELIMS).strip(" \0=")
        return self._decoded(raw, TEXT_VR_DELIMS).strip(" \0")

    def _decoded(self, raw: bytes, delimiters: set[int]) -> str:
        names = self.values.get("SpecificCharacterSet", b"").decode("ascii", "replace").strip(" \0").split("\\")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an unknown character set shows as replacement characters
            try:
                encodings = charset.convert_encodings([name.strip() for name in names])
                return charset.decode_bytes(raw, encodings, delimiters)
            except (LookupError, UnicodeError, ValueError):
                return raw.decode("latin-1")

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
    """Whether a file's first 132 bytes carry the DICOM prefix, or begin with an element of group 0002 or 0008."""
    if start[128:132] == b"DICM":
        return True
    return len(start) >= 8 and start[:2] in (b"\x02\x00", b"\x08\x00") and start[3] == 0


def read_header(path: str) -> Header | None:
    """Read what ``KEYWORDS`` names, or None when the file is no DICOM file at all.

    Raises:
        ReadError: It begins like a DICOM file and cannot be read as one.
        OSError: The file cannot be opened.
    """
    with open(path, "rb", buffering=0) as handle:
        status = os.fstat(handle.fileno())
        reader = _Reader(handle)
        if not looks_like_dicom(reader.data[:132]):
            return None
        stamp = (status.st_size, status.st_mtime_ns)
        try:
            return _plain(path, reader, stamp)
        except (_OddError, struct.error):
            return _through_pydicom(path, stamp)


class _Reader:
    """A sliding window over a file."""

    def __init__(self, handle: BinaryIO | io.RawIOBase) -> None:
        self.handle = handle
        self.base = 0
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
class _Walked:
    values: dict[str, bytes]
    position: int
    pixel_offset: int = -1
    pixel_length: int = 0


def _plain(path: str, reader: _Reader, stamp: tuple[int, int]) -> Header:
    if reader.data[128:132] != b"DICM":
        raise _OddError
    meta = _walk(reader, 132, implicit=False, below_group=3)
    syntax = meta.values.get("TransferSyntaxUID", b"").rstrip(b" \0").decode("ascii", "replace")
    if not syntax or syntax in (ExplicitVRBigEndian, DeflatedExplicitVRLittleEndian):
        raise _OddError
    body = _walk(reader, meta.position, implicit=syntax == ImplicitVRLittleEndian, below_group=0x10000)
    if "SOPClassUID" not in body.values:
        raise _OddError
    native = body.pixel_offset >= 0 and body.pixel_length != _UNDEFINED
    return Header(
        path,
        meta.values | body.values,
        body.pixel_offset >= 0,
        body.pixel_offset if native else -1,
        body.pixel_length if native else 0,
        *stamp,
    )


def _walk(reader: _Reader, position: int, *, implicit: bool, below_group: int) -> _Walked:
    """Walk elements in ascending order until the pixel data, a group outside, or the end of the file."""
    values: dict[str, bytes] = {}
    last = -1
    while True:
        index = reader.locate(position, 12)
        if len(reader.data) - index < 8:
            return _Walked(values, position)
        group = _SHORT.unpack_from(reader.data, index)[0]
        if group >= below_group:
            return _Walked(values, position)
        key, length, head = _element(reader.data, index, implicit)
        order = group << 16 | key >> 16
        if order <= last:
            raise _OddError
        last = order
        if group >= _PIXEL_GROUP and key != _PIXEL_GROUP_LENGTH:
            return _Walked(values, position, position + head if key == _PIXEL_DATA else -1, length)
        if length == _UNDEFINED:
            if key in _WANTED:
                values[_WANTED[key]] = b""
            position = _after_items(reader, position + head, implicit)
            continue
        if key in _WANTED:
            values[_WANTED[key]] = _value(reader, position + head, length)
        position += head + length


def _element(data: bytes, index: int, implicit: bool) -> tuple[int, int, int]:
    """(swapped tag, value length, header length) of the element at ``index``."""
    if implicit:
        key, length = _IMPLICIT.unpack_from(data, index)
        return key, length, 8
    key, vr, length = _EXPLICIT.unpack_from(data, index)
    if vr in _SHORT_VRS:
        return key, length, 8
    if vr in _LONG_VRS:
        length = _LENGTH.unpack_from(data, index + 8)[0]
        if vr == b"UN" and length == _UNDEFINED:
            raise _OddError  # its content is implicit (PS3.5 6.2.2 note 4)
        return key, length, 12
    raise _OddError


def _value(reader: _Reader, position: int, length: int) -> bytes:
    if length > _LONGEST_VALUE:
        return b""
    index = reader.locate(position, length)
    value = reader.data[index : index + length]
    if len(value) < length:
        raise _OddError
    return value


def _after_items(reader: _Reader, position: int, implicit: bool, depth: int = 0) -> int:
    """The position after a sequence of undefined length (PS3.5 7.5)."""
    if depth > 16:
        raise _OddError
    while True:
        key, length = _IMPLICIT.unpack_from(reader.data, reader.locate(position, 8))
        position += 8
        if key == _SEQUENCE_END:
            return position
        if key != _ITEM:
            raise _OddError
        position = _after_item(reader, position, implicit, depth) if length == _UNDEFINED else position + length


def _after_item(reader: _Reader, position: int, implicit: bool, depth: int) -> int:
    while True:
        index = reader.locate(position, 12)
        if _LENGTH.unpack_from(reader.data, index)[0] == _ITEM_END:
            return position + 8
        _, length, head = _element(reader.data, index, implicit)
        position += head
        position = _after_items(reader, position, implicit, depth + 1) if length == _UNDEFINED else position + length


def _through_pydicom(path: str, stamp: tuple[int, int]) -> Header:
    """Let pydicom read the file, have it write the wanted elements plainly, and walk those."""
    wanted = [Tag(key & 0xFFFF, key >> 16) for key in _WANTED]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # odd values are told by the decoders, not by pydicom's warnings
        try:
            dataset = pydicom.dcmread(
                path, defer_size="1 MB", force=True, specific_tags=[*wanted, Tag(_PIXEL_GROUP, 16)]
            )
            plain = DicomBytesIO()
            plain.is_little_endian, plain.is_implicit_VR = True, False
            meta = pydicom.Dataset()
            meta.update({tag: dataset.file_meta[tag] for tag in (Tag(2, 16),) if tag in dataset.file_meta})
            has_pixels = "PixelData" in dataset
            if has_pixels:
                del dataset.PixelData
            write_dataset(plain, meta)
            write_dataset(plain, dataset)
            walked = _walk(_Reader(io.BytesIO(plain.getvalue())), 0, implicit=False, below_group=0x10000)
        except Exception as error:
            raise ReadError(
                tr("It begins like a DICOM file but is damaged ({kind}).").format(kind=type(error).__name__),
                tr("Copy it again from where it came."),
            ) from error
    if "SOPClassUID" not in walked.values:
        raise ReadError(
            tr("It begins like a DICOM file but has no SOP Class UID."), tr("Copy it again from where it came.")
        )
    return Header(path, walked.values, has_pixels, -1, 0, *stamp)
