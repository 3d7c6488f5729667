"""Stored values to the numbers MedView works with: int16 where no value changes, else float32."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count as counting
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from medview.core.text import tr
from medview.io.atomic import writing_errors
from medview.io.formats.image import Image
from medview.io.formats.streams import blocks
from medview.io.sources import Checkpoint

Array = NDArray[Any]

_INT16 = np.dtype(np.int16)
_FLOAT32 = np.dtype(np.float32)
_LOWEST, _HIGHEST = -32768, 32767


class TooWideError(Exception):
    """A value does not fit int16."""


@dataclass
class Told:
    """What a reader must know of how values were changed.

    Args:
        broken: Values that are no numbers (NaN) or infinite.
        rounded: Some values have more digits than float32 keeps.
        complex: Values were complex.
    """

    broken: int = 0
    rounded: bool = False
    complex: bool = False

    @property
    def note(self) -> str:
        """All of it in words; empty when nothing was changed."""
        return " ".join(filter(None, (self._broken(), self._rounded(), self._complex())))

    def _broken(self) -> str:
        if not self.broken:
            return ""
        return tr("{count} values are no numbers (NaN) or infinite: nothing is shown there.").format(count=self.broken)

    def _rounded(self) -> str:
        return tr("Values have more digits than the 7 that are kept.") if self.rounded else ""

    def _complex(self) -> str:
        return tr("The values are complex; their magnitude is shown.") if self.complex else ""


def converted(stored: Array, slope: float, intercept: float) -> Array:
    """Stored values scaled: int16 where no value changes, else float32 with NaN as 0 (what SPM and FSL take it for)."""
    told = Told()
    try:
        return to_int16(stored, slope, intercept)
    except TooWideError:
        return np.nan_to_num(to_float32(stored, slope, intercept, told), copy=False)


def may_be_int16(kind: np.dtype[Any], slope: float, intercept: float) -> bool:
    """Whether whole numbers stay whole."""
    return kind.kind in "iu" and slope.is_integer() and intercept.is_integer()


def to_int16(stored: Array, slope: float, intercept: float) -> Array:
    """Exact int16 values.

    Raises:
        TooWideError: A value is not whole or does not fit.
    """
    if not may_be_int16(stored.dtype, slope, intercept):
        raise TooWideError
    if stored.size and not _fits(_possible(stored.dtype), slope, intercept):
        ends = (int(stored.min()), int(stored.max()))
        if not _fits(ends, slope, intercept):
            raise TooWideError
    values = stored.astype(np.int16, copy=False)
    # int16 arithmetic wraps, and the result is known to fit, so what comes out is exact
    if slope != 1:
        values = values * np.array(int(slope)).astype(np.int16)
    if intercept:
        values = values + np.array(int(intercept)).astype(np.int16)
    return values


def _possible(kind: np.dtype[Any]) -> tuple[int, int]:
    info = np.iinfo(kind)
    return int(info.min), int(info.max)


def _fits(ends: tuple[int, int], slope: float, intercept: float) -> bool:
    values = [end * int(slope) + int(intercept) for end in ends]
    return min(values) >= _LOWEST and max(values) <= _HIGHEST


def to_float32(stored: Array, slope: float, intercept: float, told: Told) -> Array:
    """Scaled in double precision and rounded once; what is no number or infinite becomes NaN."""
    if stored.dtype.kind == "c":
        told.complex = True
        stored = np.abs(stored)
    plain = slope == 1 and intercept == 0
    with np.errstate(over="ignore", invalid="ignore"):
        if plain:
            values = stored.astype(np.float32)
            told.rounded |= stored.dtype.itemsize > 2 and _is_rounded(stored, values)
        else:
            values = (stored.astype(np.float64) * slope + intercept).astype(np.float32)
    finite = np.isfinite(values)
    if not finite.all():
        told.broken += int(values.size - np.count_nonzero(finite))
        values[~finite] = np.nan
    return values


def _is_rounded(stored: Array, values: Array) -> bool:
    if stored.dtype.kind == "f" and stored.dtype.itemsize <= 4:
        return False
    back = values.astype(np.float64) if stored.dtype.kind in "iu" else values.astype(stored.dtype)
    return bool(((back != stored) & (stored == stored)).any())


def write_values(image: Image, shape: tuple[int, ...], path: Path, checkpoint: Checkpoint) -> Told:
    """Write all values of a file to ``path`` (.npy) of this shape: int16 where that is exact, else float32.

    Raises:
        ReadError: The file is damaged.
        WriteError: The disk is full.
    """
    told = Told()
    if may_be_int16(image.stored.dtype, image.slope, image.intercept):
        try:
            _write(image, shape, path, _INT16, lambda block: to_int16(block, image.slope, image.intercept), checkpoint)
        except TooWideError:
            checkpoint(0.0, tr("Loading the image"))
        else:
            return told
    _write(image, shape, path, _FLOAT32, lambda b: to_float32(b, image.slope, image.intercept, told), checkpoint)
    told.rounded &= image.stored.source is None  # numbers that were computed have no last digit
    return told


def write_colours(image: Image, shape: tuple[int, ...], path: Path, checkpoint: Checkpoint) -> None:
    """Write red, green and blue of all voxels to ``path`` (.npy, uint8); opacity is left out.

    Raises:
        ReadError: The file is damaged.
        WriteError: The disk is full.
    """

    def colours(block: Array) -> Array:
        return np.ascontiguousarray(block.reshape(-1, image.samples)[:, :3])

    _write(image, shape, path, np.dtype(np.uint8), colours, checkpoint)


def _write(
    image: Image,
    shape: tuple[int, ...],
    path: Path,
    kind: np.dtype[Any],
    change: Callable[[Array], Array],
    checkpoint: Checkpoint,
) -> None:
    done = False
    try:
        with writing_errors(path), open(path, "wb", buffering=0) as sink:
            begin(sink, shape, kind)
            _fill(image, sink, change, checkpoint)
        done = True
    finally:
        if not done:
            path.unlink(missing_ok=True)


def begin(sink: Any, shape: tuple[int, ...], kind: np.dtype[Any]) -> None:
    """Write the header of a .npy file and take its full length."""
    header = {"descr": npy.dtype_to_descr(kind), "fortran_order": False, "shape": shape}
    npy.write_array_header_1_0(sink, header)
    start = sink.tell()
    os.truncate(sink.fileno(), start + int(np.prod(shape, dtype=object)) * kind.itemsize)


def _fill(image: Image, sink: Any, change: Callable[[Array], Array], checkpoint: Checkpoint) -> None:
    stored = image.stored
    if image.samples > 1 and not image.colour:
        _fill_components(image, sink, change, checkpoint)
        return
    done = 0
    for number, block in zip(counting(), blocks(stored, 0, stored.count), strict=False):
        if number % 16 == 0:
            checkpoint(done / stored.count, tr("Loading the image"))
        write_all(sink, change(native(block)))
        done += block.size


def _fill_components(image: Image, sink: Any, change: Callable[[Array], Array], checkpoint: Checkpoint) -> None:
    """Several numbers side by side for each voxel become as many volumes."""
    per_volume = int(np.prod(image.shape)) * image.samples
    for number in range(image.volumes):
        checkpoint(number / image.volumes, tr("Loading the image"))
        values = [change(native(block)) for block in blocks(image.stored, number * per_volume, per_volume)]
        sides = np.concatenate(values).reshape(-1, image.samples)
        write_all(sink, np.ascontiguousarray(sides.T))


def native(block: Array) -> Array:
    """The values in the machine's byte order."""
    return block if block.dtype.isnative else block.astype(block.dtype.newbyteorder("="))


def write_all(sink: BinaryIO | Any, array: Array) -> None:
    """``FileIO.write`` may take only a part, as on a disk that is filling up."""
    left = np.ascontiguousarray(array).data.cast("B")
    while left:
        left = left[sink.write(left) :]
