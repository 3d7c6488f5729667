"""One slice of a DICOM series: its stored samples, wherever they are, and the values they mean."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.errors import ReadError
from medview.core.study import Instance, Pixels, StoredFrame
from medview.core.text import tr
from medview.io.pixels import FrameSource, shared_frames
from medview.io.pixels.modality import modality

Array = NDArray[Any]

_LOWEST, _HIGHEST = -32768, 32767
_BYTES = {1: 1, 12: 2}


class TooWideError(Exception):
    """A value does not fit int16."""


def stored_type(pixels: Pixels) -> np.dtype[Any]:
    """The type of the stored samples, little-endian; samples of 12 bits, packed, are unpacked to 16."""
    return np.dtype(f"<{'i' if pixels.signed else 'u'}{_BYTES.get(pixels.bits_allocated, pixels.bits_allocated // 8)}")


class Reader:
    """Reads one instance after another into one buffer; a file with several frames or tiles is opened once."""

    def __init__(self, pixels: Pixels) -> None:
        self._pixels = pixels
        across = max(1, pixels.tiles)
        self._buffer = np.empty((pixels.rows * across, pixels.columns * across), stored_type(pixels))
        self._mosaic: tuple[str, Array] | None = None

    def __call__(self, instance: Instance) -> Array:
        """(rows, columns) samples, or values where a Modality LUT makes them; valid until the next call.

        Raises:
            ReadError: The file changed, vanished or cannot be decoded.
        """
        if self._pixels.tiles:
            return self._tile(instance)
        return self._whole(instance, instance.number)

    def _whole(self, instance: Instance, number: int) -> Array:
        if instance.frame is None:
            return _checked(shared_frames(instance.path), number, self._buffer.shape, self._pixels)
        _read_native(instance.path, instance.frame, self._buffer)
        return self._buffer

    def _tile(self, instance: Instance) -> Array:
        if self._mosaic is None or self._mosaic[0] != instance.path:
            self._mosaic = (instance.path, self._whole(instance, 0))
        return tile(self._mosaic[1], self._pixels, instance.number)


def tile(mosaic: Array, pixels: Pixels, number: int) -> Array:
    """A copy of one tile of a mosaic, counted from 0 along its rows."""
    row, column = divmod(number, pixels.tiles)
    top, left = row * pixels.rows, column * pixels.columns
    return np.ascontiguousarray(mosaic[top : top + pixels.rows, left : left + pixels.columns]).copy()


def _read_native(path: str, frame: StoredFrame, into: Array) -> None:
    with reading(path), open(path, "rb", buffering=0) as handle:
        status = os.fstat(handle.fileno())
        if (status.st_size, status.st_mtime_ns) != (frame.file_size, frame.modified_ns):
            raise ReadError(tr("A file of this series changed since it was listed."), tr("Open its folder again."))
        handle.seek(frame.offset)
        left = into.data.cast("B")
        while left:
            count = handle.readinto(left)
            if not count:
                raise ReadError(tr("A file of this series is truncated."), tr("Copy the series again."))
            left = left[count:]


@contextmanager
def reading(path: str) -> Iterator[None]:
    """Tell a file that cannot be read in the user's terms."""
    try:
        yield
    except OSError as error:
        raise ReadError(
            tr("A file of this series cannot be read: {why}.").format(why=error.strerror or type(error).__name__),
            tr("Check that the disk or share is connected, and open its folder again."),
        ) from error


def _checked(source: FrameSource, number: int, shape: tuple[int, ...], pixels: Pixels) -> Array:
    array = source.stored(number)
    if array.shape != shape:
        raise ReadError(
            tr("An image decodes to {found} instead of {expected} pixels.").format(
                found="×".join(map(str, array.shape)), expected="×".join(map(str, shape))
            ),
            tr("Copy the series again from where it came."),
        )
    if "ModalityLUTSequence" in source.dataset:
        meant = modality(source.dataset, source.form, number)
        if meant.lut is not None:
            return meant.apply(array, np.dtype(np.int32))
    kind = stored_type(pixels) if array.dtype.kind in "iu" else np.dtype(np.float64)
    return np.require(array, kind, ["C", "W", "O"])


def rescaled(stored: Array, pixels: Pixels, instance: Instance, kind: np.dtype[Any]) -> Array:
    """Values of one slice: unused bits cleared, slope and intercept applied; may reuse ``stored``.

    Raises:
        TooWideError: ``kind`` is int16 and would change a value.
    """
    if stored.dtype == stored_type(pixels):
        _clear_unused_bits(stored, pixels)
    if kind == np.int16:
        return _as_int16(stored, pixels, instance)
    if stored.dtype.itemsize > 2:  # 24 bits of a float32 hold no whole 32-bit number
        return (stored * instance.slope + instance.intercept).astype(np.float32)
    values = stored.astype(np.float32)
    values *= np.float32(instance.slope)
    values += np.float32(instance.intercept)
    return values


def _clear_unused_bits(stored: Array, pixels: Pixels) -> None:
    """Old files keep overlays above the stored bits (PS3.5 8.1.1); signed values need their sign spread over them."""
    unused = pixels.bits_allocated - pixels.bits_stored
    if not unused:
        return
    if pixels.signed:
        np.left_shift(stored, unused, out=stored)
        np.right_shift(stored, unused, out=stored)
    else:
        np.bitwise_and(stored, (1 << pixels.bits_stored) - 1, out=stored)


def _as_int16(stored: Array, pixels: Pixels, instance: Instance) -> Array:
    if stored.dtype.kind == "f" or not (instance.slope.is_integer() and instance.intercept.is_integer()):
        raise TooWideError
    slope, intercept = int(instance.slope), int(instance.intercept)
    if stored.dtype != stored_type(pixels) or not _fits(_possible(pixels), slope, intercept):
        ends = (int(stored.min()), int(stored.max()))
        if not _fits(ends, slope, intercept):
            raise TooWideError
    values = stored.view(np.int16) if stored.dtype.itemsize == 2 else stored.astype(np.int16)
    # int16 arithmetic wraps; the result is known to fit, so it is exact
    if slope != 1:
        np.multiply(values, np.array(slope).astype(np.int16), out=values)
    if intercept:
        np.add(values, np.array(intercept).astype(np.int16), out=values)
    return values


def _possible(pixels: Pixels) -> tuple[int, int]:
    """The least and greatest value the stored bits can hold."""
    bits = pixels.bits_stored
    return (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) if pixels.signed else (0, (1 << bits) - 1)


def _fits(ends: tuple[int, int], slope: int, intercept: int) -> bool:
    first, last = (end * slope + intercept for end in ends)
    return min(first, last) >= _LOWEST and max(first, last) <= _HIGHEST
