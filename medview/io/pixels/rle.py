"""RLE Lossless (PS3.5 annex G): byte planes, each packed by PackBits."""

from __future__ import annotations

import struct
from itertools import pairwise

import imagecodecs
import numpy as np

from medview.core.errors import ReadError
from medview.core.text import tr
from medview.io.pixels.format import Array, PixelFormat

_FEW = 16
"""Pixels of one bit that, packed and padded, may take a byte each."""

_HEADER = struct.Struct("<16I")


def begins(first: bytes) -> bool:
    """Whether a fragment begins an RLE frame: a header whose first segment follows it at once."""
    if len(first) < _HEADER.size:
        return False
    count, *offsets = _HEADER.unpack_from(first)
    used, unused = offsets[:count], offsets[count:]
    return 0 < count <= 15 and offsets[0] == _HEADER.size and used == sorted(set(used)) and not any(unused)


def decode(data: bytes, form: PixelFormat) -> Array:
    """Decode one frame.

    Raises:
        ReadError: It is damaged.
    """
    planes = [_plane(data[first:last], form) for first, last in _segments(data, form)]
    if form.bits_allocated == 1:
        return _bits(planes[0], form)
    size = form.dtype.itemsize
    out = np.empty((form.rows * form.columns, form.samples, size), np.uint8)
    for number, plane in enumerate(planes):
        out[:, number // size, size - 1 - number % size] = plane[: len(out)]  # the highest byte's plane comes first
    return out.view(form.dtype.newbyteorder("<")).reshape(form.shape)


def _segments(data: bytes, form: PixelFormat) -> list[tuple[int, int]]:
    count, *offsets = _HEADER.unpack_from(data.ljust(_HEADER.size, b"\0"))
    expected = form.samples * form.dtype.itemsize
    edges = [*offsets[:count], len(data)]
    if count != expected or offsets[0] < _HEADER.size or edges != sorted(edges):
        raise ReadError(
            tr("An RLE frame has {count} segments where {expected} are needed.").format(count=count, expected=expected),
            tr("It may be damaged: copy it again, or export it uncompressed."),
        )
    return list(pairwise(edges))


def _plane(packed: bytes, form: PixelFormat) -> Array:
    """One byte of every pixel, or of every eight pixels of one bit; a padding byte may follow."""
    needed = _plane_bytes(form)
    unpacked = np.frombuffer(imagecodecs.packbits_decode(packed), np.uint8)
    if unpacked.size < needed:
        raise ReadError(
            tr("An RLE segment holds {present} bytes where {needed} are needed.").format(
                present=unpacked.size, needed=needed
            ),
            tr("It may be damaged: copy it again, or export it uncompressed."),
        )
    return unpacked


def _plane_bytes(form: PixelFormat) -> int:
    pixels = form.rows * form.columns
    return -(-pixels // 8) if form.bits_allocated == 1 else pixels


def _bits(plane: Array, form: PixelFormat) -> Array:
    """Eight pixels a byte; some encoders spend a byte on each."""
    pixels = form.rows * form.columns
    if plane.size >= pixels > _FEW:
        return np.asarray(plane[:pixels] != 0, dtype=np.uint8).reshape(form.shape)
    return np.unpackbits(plane, count=pixels, bitorder="little").reshape(form.shape)
