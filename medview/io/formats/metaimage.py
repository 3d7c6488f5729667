"""MetaImage: .mha, and .mhd with its voxels in another file.

Source: https://itk.org/Wiki/ITK/MetaIO/Documentation; the world is LPS, as ITK takes it whatever
``AnatomicalOrientation`` says.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from medview.core.errors import ReadError
from medview.core.geometry import Float
from medview.core.study import Dimension
from medview.core.text import tr
from medview.io.formats.image import Image, Stored, beside, check_stored, counted
from medview.io.formats.nifti_header import Order
from medview.io.formats.nrrd import HEADER_LIMIT, TextHeader
from medview.io.formats.space import affine_of, axes_unoriented, checked, reversed_axes
from medview.io.formats.streams import is_gzip, reading

_TYPES = {
    "MET_CHAR": "i1",
    "MET_UCHAR": "u1",
    "MET_SHORT": "i2",
    "MET_USHORT": "u2",
    "MET_INT": "i4",
    "MET_UINT": "u4",
    "MET_LONG": "i4",
    "MET_ULONG": "u4",
    "MET_LONG_LONG": "i8",
    "MET_ULONG_LONG": "u8",
    "MET_FLOAT": "f4",
    "MET_DOUBLE": "f8",
}
_ALIASES = {
    "rotation": "transformmatrix",
    "orientation": "transformmatrix",
    "position": "offset",
    "origin": "offset",
    "elementbyteordermsb": "binarydatabyteordermsb",
}
_LAST = "elementdatafile"
_TRUE = ("true", "1")


def is_metaimage(start: bytes) -> bool:
    """Whether a file begins like a MetaImage header."""
    first = start.split(b"\n", 1)[0].partition(b"=")[0].strip().lower()
    return first in (b"objecttype", b"ndims", b"comment") and b"=" in start


def read_header(path: str) -> Image:
    """What a MetaImage header says.

    Raises:
        ReadError: It is none, or asks for what cannot be read.
    """
    with reading(path):
        header = _lines(path)
        sizes = [int(word) for word in header.words("dimsize")]
        _refuse(header, sizes)
        samples = int(header.fields.get("elementnumberofchannels", "1"))
        i, j, k, *further = (*sizes, 1)[: max(3, len(sizes))]
        stored = _stored(path, header, int(np.prod(sizes, dtype=object)) * samples)
        check_stored(stored, (k, j, i), tuple(further), samples)
        oriented = "transformmatrix" in header.fields
        return Image(
            "metaimage",
            tuple(dict.fromkeys((path, stored.path))),
            (k, j, i),
            reversed_axes(checked(_affine(header, len(sizes)))),
            stored,
            dimensions=_dimensions(further),
            samples=samples,
            notes=() if oriented else (axes_unoriented(),),
        )


def _lines(path: str) -> TextHeader:
    with open(path, "rb") as handle:
        start = handle.read(HEADER_LIMIT)
    fields: dict[str, str] = {}
    at = 0
    while _LAST not in fields:
        end = start.find(b"\n", at)
        line = start[at : end if end >= 0 else len(start)].decode("utf-8", "replace")
        name, equals, value = line.partition("=")
        key = name.strip().lower()
        if equals:
            fields.setdefault(_ALIASES.get(key, key), value.strip())
        at = end + 1 if end >= 0 else len(start)
        if end < 0:
            break
    return TextHeader(fields, at)


def _refuse(header: TextHeader, sizes: list[int]) -> None:
    if header.fields.get("objecttype", "Image").lower() != "image" or _LAST not in header.fields:
        raise ReadError(
            tr("It is named like MetaImage but holds something else."), tr("Copy it again from where it came.")
        )
    if header.fields.get("ndims") != str(len(sizes)) or not 2 <= len(sizes) <= 6 or min(sizes) < 1:
        raise ReadError(
            tr("Its header is wrong: it states the sizes {sizes} in {count} dimensions.").format(
                sizes=sizes[:16], count=header.fields.get("ndims", "?")[:20]
            ),
            tr("Copy it again from where it came."),
        )


def _affine(header: TextHeader, axes: int) -> Float:
    """(i, j, k) to LPS mm: each row of TransformMatrix is the direction of one axis."""
    matrix = header.numbers("transformmatrix")
    directions = np.eye(3)
    used = min(axes, 3)
    if len(matrix) == axes * axes:
        directions[:used, :used] = np.array(matrix).reshape(axes, axes).T[:used, :used]
    spacing = header.numbers("elementspacing") or header.numbers("elementsize")
    steps, offset = np.ones(3), np.zeros(3)
    steps[: len(spacing[:used])] = spacing[:used]
    stated = header.numbers("offset")[:used]
    offset[: len(stated)] = stated
    return affine_of(directions * steps, offset)


def _dimensions(sizes: list[int]) -> tuple[Dimension, ...]:
    return tuple(counted(tr("Volume"), count) for count in reversed(sizes) if count > 1)


def _stored(path: str, header: TextHeader, count: int) -> Stored:
    kind, name = header.fields.get("elementtype", "").upper().removesuffix("_ARRAY"), header.fields[_LAST]
    if kind not in _TYPES:
        raise ReadError(
            tr("Its voxels are of type {kind}, which cannot be read.").format(kind=kind[:40] or "?"),
            tr("Write it again with a numeric type."),
        )
    if name.upper().startswith("LIST") or "%" in name:
        raise ReadError(
            tr("Its voxels lie in several files, which cannot be read."), tr("Write it again as a single file.")
        )
    order: Order = ">" if header.fields.get("binarydatabyteordermsb", "").lower() in _TRUE else "<"
    dtype = np.dtype(_TYPES[kind]).newbyteorder(order)
    file, start = (path, header.end) if name.upper() == "LOCAL" else (beside(path, name), 0)
    packing = _packing(file, start, header)
    size = int(header.fields.get("headersize", "0"))
    if size == -1 and packing == "raw":
        start = max(start, Path(file).stat().st_size - count * dtype.itemsize)
    elif size > 0:
        start += size
    return Stored(file, dtype, count, start=start, packing=packing)


def _packing(file: str, start: int, header: TextHeader) -> str:
    if header.fields.get("binarydata", "true").lower() not in _TRUE:
        return "text"
    if header.fields.get("compresseddata", "").lower() not in _TRUE:
        return "raw"
    try:
        with open(file, "rb") as handle:
            handle.seek(start)
            return "gzip" if is_gzip(handle.read(3)) else "zlib"
    except FileNotFoundError:
        return "zlib"  # that it is missing is told where its size is checked
