"""Uncompressed frames: bytes to samples (PS3.5 8.1 and 8.2)."""

from __future__ import annotations

import numpy as np

from medview.core.errors import ReadError
from medview.core.text import tr
from medview.io.pixels.access import Access
from medview.io.pixels.format import Array, PixelFormat

_OLD_PACKED = 12


def frame_bytes(access: Access, offset: int, number: int, form: PixelFormat, swapped: bool) -> tuple[bytes, int]:
    """The bytes that hold one frame.

    Args:
        access: The file.
        offset: Where the first frame begins.
        number: The frame, from 0.
        form: How pixels are stored.
        swapped: 8-bit samples were stored as big-endian 16-bit words, so that each pair of bytes is swapped.

    Returns:
        The bytes, and how many bits of the first come before the frame (frames of bits follow without a gap).
    """
    first, last = number * form.native_bits, (number + 1) * form.native_bits
    start, end = first // 8, -(-last // 8)
    if not swapped:
        return access.read(offset + start, end - start), first % 8
    even = start - start % 2
    words = np.frombuffer(access.read(offset + even, end + end % 2 - even).ljust(end + end % 2 - even, b"\0"), "<u2")
    return words.byteswap().tobytes()[start - even : end - even], first % 8


def samples(data: bytes, form: PixelFormat, skipped_bits: int = 0) -> Array:
    """Decode one uncompressed frame.

    Args:
        data: At least its bytes; what follows is padding.
        form: How pixels are stored.
        skipped_bits: Bits of the first byte before the frame.

    Returns:
        (rows, columns) or (rows, columns, 3) samples; may be read-only.

    Raises:
        ReadError: There are too few bytes.
    """
    needed = -(-(form.native_bits + skipped_bits) // 8)
    if len(data) < needed:
        raise ReadError(
            tr("A frame should take {needed} bytes; the file holds {present} of them.").format(
                needed=needed, present=len(data)
            ),
            tr("The file is cut off: copy it again from where it came."),
        )
    values = _values(memoryview(data)[:needed], form, skipped_bits)
    if form.subsampled:
        return _upsampled(values, form)
    if form.planar:
        return values.reshape(form.samples, form.rows, form.columns).transpose(1, 2, 0)
    return values.reshape(form.shape)


def _values(data: memoryview, form: PixelFormat, skipped_bits: int) -> Array:
    if form.bits_allocated == 1:
        bits = np.unpackbits(np.frombuffer(data, np.uint8), bitorder="little")
        return bits[skipped_bits : skipped_bits + form.native_bits]
    if form.bits_allocated == _OLD_PACKED:
        return _packed12(np.frombuffer(data, np.uint8), form.native_bits // _OLD_PACKED).astype(form.dtype, copy=False)
    return np.frombuffer(data, form.dtype)


def _packed12(data: Array, count: int) -> Array:
    """Two samples in three bytes, the first in the lowest bits: how PS3.5 packed them until 2000."""
    groups = np.zeros((-(-count // 2), 3), np.uint16)
    groups.reshape(-1)[: data.size] = data
    out = np.empty((len(groups), 2), np.uint16)
    out[:, 0] = groups[:, 0] | (groups[:, 1] & 0xF) << 8
    out[:, 1] = groups[:, 1] >> 4 | groups[:, 2] << 4
    return out.reshape(-1)[:count]


def _upsampled(values: Array, form: PixelFormat) -> Array:
    """YBR_FULL_422: two luminances, then the colours they share (PS3.3 C.7.6.3.1.2)."""
    if form.columns % 2:
        raise ReadError(
            tr("{columns} columns cannot share their colours in pairs.").format(columns=form.columns),
            tr("Export it as RGB."),
        )
    groups = values.reshape(form.rows, form.columns // 2, 4)
    out = np.empty((form.rows, form.columns // 2, 2, 3), values.dtype)
    out[..., 0] = groups[..., :2]
    out[..., 1:] = groups[..., None, 2:]
    return out.reshape(form.shape)
