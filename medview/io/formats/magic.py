"""What files of each format are called and how they begin."""

from __future__ import annotations

import struct
import zlib

_GZIP = b"\x1f\x8b\x08"
_NIFTI_SUFFIXES = (".nii", ".nii.gz")
_MGH_SUFFIXES = (".mgh", ".mgz", ".mgh.gz")
_META_SUFFIXES = (".mha", ".mhd")
_HEADER_SUFFIXES = (".hdr", ".hdr.gz")
_PICTURES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"II*\0",
    b"MM\0*",
    b"II+\0",
    b"MM\0+",
    b"BM",
    b"GIF87a",
    b"GIF89a",
)
_PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".jpe", ".tif", ".tiff", ".bmp", ".gif", ".webp")
SUFFIXES = (
    *_NIFTI_SUFFIXES,
    *_HEADER_SUFFIXES,
    *_MGH_SUFFIXES,
    *_META_SUFFIXES,
    ".mnc",
    ".nrrd",
    ".nhdr",
    *_PICTURE_SUFFIXES,
)
"""All names, lower case."""

_ANALYZE_SIZE = 348


def unpacked(first: bytes) -> bytes:
    """The bytes, or what can be unpacked of them where they are gzip."""
    if not first.startswith(_GZIP):
        return first
    try:
        return zlib.decompressobj(31).decompress(first, 1024)
    except zlib.error:
        return b""


def is_nifti(name: str, first: bytes) -> bool:
    """NIfTI by name, or by its magic; a .hdr only by its magic, for it may be Analyze."""
    return name.endswith(_NIFTI_SUFFIXES) or has_nifti_magic(unpacked(first))


def has_nifti_magic(start: bytes) -> bool:
    """Whether (unpacked) bytes are those of a NIfTI header."""
    one = start[344:348] in (b"n+1\0", b"ni1\0") and _size(start) == _ANALYZE_SIZE
    return one or (start[4:8] in (b"n+2\0", b"ni2\0") and _size(start) == 540)


def _size(start: bytes) -> int:
    little, big = (struct.unpack_from(f"{order}i", start)[0] for order in "<>")
    return int(little if little < big else big)


def is_analyze_pair(name: str, first: bytes) -> bool:
    """A .hdr file with Analyze's header size."""
    start = unpacked(first)
    return name.endswith(_HEADER_SUFFIXES) and len(start) >= _ANALYZE_SIZE and _size(start) == _ANALYZE_SIZE


def is_mgh(name: str, first: bytes) -> bool:
    """MGH and MGZ by name: the magic, a one, says little."""
    return name.endswith(_MGH_SUFFIXES)


def is_minc(name: str, first: bytes) -> bool:
    """MINC by name: netCDF and HDF5 hold anything."""
    return name.endswith(".mnc") and first.startswith((b"CDF", b"\x89HDF"))


def is_nrrd(name: str, first: bytes) -> bool:
    """NRRD by its magic, whatever its name."""
    return first.startswith(b"NRRD00")


def is_metaimage(name: str, first: bytes) -> bool:
    """MetaImage by name and first key."""
    key = first.partition(b"=")[0].strip().lower()
    return name.endswith(_META_SUFFIXES) and key.isalpha()


def is_picture(name: str, first: bytes) -> bool:
    """A picture by name and magic; Pillow decides what it is."""
    webp = first.startswith(b"RIFF") and first[8:12] == b"WEBP"
    return name.endswith(_PICTURE_SUFFIXES) and (webp or first.startswith(_PICTURES))
