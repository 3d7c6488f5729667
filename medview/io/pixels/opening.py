"""An object's header, and where its pixels lie, without reading them."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import BinaryIO, get_args

import pydicom
from pydicom import Dataset
from pydicom.filereader import read_dataset
from pydicom.uid import DeflatedExplicitVRLittleEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

from medview.core.errors import MedViewError, ReadError
from medview.core.text import tr
from medview.io.charsets import mend
from medview.io.dicom_header import looks_like_dicom
from medview.io.limits import check_inflated
from medview.io.pixels.access import Access, FileAccess, MemoryAccess
from medview.io.pixels.format import Keyword

_UNDEFINED = 0xFFFFFFFF
_START = 4096
_INFLATE_STEP = 1 << 22
_MOST_NOTES = 5
_KEYWORDS: tuple[Keyword, ...] = get_args(Keyword)
_VRS = (b"OB", b"OW", b"OF", b"OD", b"UN")
_PIXEL_TAGS = (0x7FE00010, 0x7FE00008, 0x7FE00009)

pydicom.config.settings.reading_validation_mode = pydicom.config.IGNORE
"""Values that break a VR's rules are read as they are, without a warning at each access."""

_warnings_lock = Lock()
"""``warnings.catch_warnings`` changes the whole process; one thread at a time reads a header."""


@dataclass(frozen=True, eq=False)
class Opened:
    """An object without its pixels.

    Args:
        dataset: All elements before the pixels.
        access: Where its bytes are.
        keyword: The element that holds the pixels; None when there is none.
        offset: Where its value begins.
        length: Bytes of the value present; up to the end of the file for one of undefined length.
        undefined: The value is a sequence of fragments.
        vr: Its VR, ``""`` in implicit VR.
        transfer_syntax: Its encoding.
        notes: What was odd.
    """

    dataset: Dataset
    access: Access
    keyword: Keyword | None
    offset: int
    length: int
    undefined: bool
    vr: str
    transfer_syntax: str
    notes: tuple[str, ...]


def open_object(path: str | Path) -> Opened:
    """Read everything before the pixels.

    Raises:
        ReadError: It is no DICOM file, damaged, or cannot be read.
    """
    try:
        access = FileAccess(path)
        start = access.read(0, _START)
        if not looks_like_dicom(start[:132]):
            raise ReadError(tr("It is no DICOM file."), tr("Open a file that a modality or archive exported."))
        with _warnings_lock, warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            if str(DeflatedExplicitVRLittleEndian).encode() + b"\0" in start or _ends_deflated(start):
                opened = _deflated(path, access)
            else:
                opened = _plain(path, access)
            mended = mend(opened[0])
    except MedViewError:
        raise
    except OSError as error:
        raise ReadError(
            tr("The file cannot be read: {why}.").format(why=error.strerror or type(error).__name__),
            tr("Check that the disk or share is connected, and open its folder again."),
        ) from error
    except Exception as error:
        raise ReadError(
            tr("It begins like a DICOM file but is damaged ({kind}).").format(kind=type(error).__name__),
            tr("Copy it again from where it came."),
        ) from error
    told = dict.fromkeys(str(one.message)[:200] for one in caught)
    return Opened(*opened, notes=(*mended, *told)[:_MOST_NOTES])


_Found = tuple[Dataset, Access, Keyword | None, int, int, bool, str, str]


def _ends_deflated(start: bytes) -> bool:
    """The UID has an odd number of characters and is padded with zero, except by writers that do not."""
    at = start.find(str(DeflatedExplicitVRLittleEndian).encode())
    return at >= 0 and start[at + 22 : at + 23] not in b"0123456789."


def _plain(path: str | Path, access: Access) -> _Found:
    with open(path, "rb") as handle:
        dataset = pydicom.dcmread(handle, stop_before_pixels=True, force=True)
        position = handle.tell()
    implicit, little = dataset.original_encoding
    stated = getattr(dataset.file_meta, "TransferSyntaxUID", "")
    bare = ImplicitVRLittleEndian if implicit else ExplicitVRLittleEndian
    syntax = str(stated or bare).strip()
    return (dataset, access, *_pixels(access, position, bool(little)), syntax)


def _pixels(access: Access, position: int, little: bool) -> tuple[Keyword | None, int, int, bool, str]:
    """Find the value; whether the VR is explicit is seen here, for some files change their mind on the way."""
    head = access.read(position, 12)
    order = "<" if little else ">"
    implicit = head[4:6] not in _VRS or head[6:8] != b"\0\0"
    if len(head) < 8:
        return None, 0, 0, False, ""
    group, element = struct.unpack_from(order + "HH", head)
    keyword = next((k for k, tag in zip(_KEYWORDS, _PIXEL_TAGS, strict=True) if tag == group << 16 | element), None)
    if keyword is None or (len(head) < 12 and not implicit):
        return None, 0, 0, False, ""
    begin, at = (8, 4) if implicit else (12, 8)
    vr = "" if implicit else head[4:6].decode("latin-1")
    length = int(struct.unpack_from(order + "I", head, at)[0])
    left = max(0, access.size - position - begin)
    undefined = length == _UNDEFINED
    return keyword, position + begin, left if undefined else min(length, left), undefined, vr


def _deflated(path: str | Path, access: Access) -> _Found:
    """The whole data set after group 0002 is deflated (PS3.5 A.5); it is inflated piece by piece, within bounds."""
    with open(path, "rb") as handle:
        meta = _meta(handle)
        body = handle.tell()
    inflated = MemoryAccess(inflate(access.read(body, access.size - body)))
    stream = io.BytesIO(inflated.read(0, inflated.size))
    dataset = read_dataset(stream, False, True, stop_when=lambda tag, vr, length: tag in _PIXEL_TAGS)
    dataset.file_meta = meta
    found = _pixels(inflated, stream.tell(), little=True)
    return (dataset, inflated, *found, str(DeflatedExplicitVRLittleEndian))


def _meta(handle: BinaryIO) -> pydicom.dataset.FileMetaDataset:
    start = 132 if handle.read(132)[128:] == b"DICM" else 0
    handle.seek(start)
    meta = read_dataset(handle, False, True, stop_when=lambda tag, vr, length: tag.group != 2)
    return pydicom.dataset.FileMetaDataset(meta)


def inflate(data: bytes, most: int | None = None) -> bytes:
    """Undo a raw deflate, checking the size as it grows; what follows the stream is ignored.

    Args:
        data: The deflated bytes.
        most: Stop at this many bytes.

    Raises:
        ReadError: It inflates to more than a real file would.
        zlib.error: It is damaged.
    """
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    parts: list[bytes] = []
    size = 0
    while not stream.eof and (most is None or size < most):
        part = stream.decompress(data, _INFLATE_STEP if most is None else min(_INFLATE_STEP, most - size))
        if not part:
            break
        parts.append(part)
        size += len(part)
        check_inflated(size, len(data))
        data = stream.unconsumed_tail
    return b"".join(parts)
