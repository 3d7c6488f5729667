"""How the pixels of one object are stored: the Image Pixel module as a value (PS3.3 C.7.6.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydicom import Dataset

from medview.core.errors import ReadError
from medview.core.text import tr
from medview.io.pixels.values import integer, text

Array = NDArray[Any]
Keyword = Literal["PixelData", "FloatPixelData", "DoubleFloatPixelData"]

COLOURS = {"YBR_FULL": 3, "YBR_FULL_422": 3, "YBR_PARTIAL_422": 3, "YBR_PARTIAL_420": 3, "YBR_ICT": 3, "YBR_RCT": 3} | {
    "RGB": 3
}
"""Photometric Interpretation of three samples per pixel."""

_FLOATS: dict[str, str] = {"FloatPixelData": "f4", "DoubleFloatPixelData": "f8"}
_ALLOCATED = (1, 8, 12, 16, 32, 64)


@dataclass(frozen=True)
class PixelFormat:
    """How pixels are stored. Names of the fields are DICOM's.

    Args:
        rows: Rows of each frame.
        columns: Columns of each frame.
        samples: Samples per pixel: 1 or 3.
        frames: Frames the object says it holds.
        bits_allocated: Bits of a stored sample: 1, 8, 12 (packed), 16, 32 or 64.
        bits_stored: Bits of those that carry the value.
        high_bit: The highest of them.
        signed: Pixel Representation is 1.
        photometric: Photometric Interpretation.
        planar: Colours are stored plane after plane (Planar Configuration 1).
        keyword: The element that holds them.
        big_endian: Samples of an uncompressed object have their high byte first.
    """

    rows: int
    columns: int
    samples: int = 1
    frames: int = 1
    bits_allocated: int = 16
    bits_stored: int = 16
    high_bit: int = 15
    signed: bool = False
    photometric: str = "MONOCHROME2"
    planar: bool = False
    keyword: Keyword = "PixelData"
    big_endian: bool = False

    @property
    def dtype(self) -> np.dtype[Any]:
        """The type of a decoded sample, as pydicom's ``pixel_array`` has it."""
        order = ">" if self.big_endian else "<"
        if self.keyword in _FLOATS:
            return np.dtype(order + _FLOATS[self.keyword])
        size = {1: 1, 12: 2}.get(self.bits_allocated, self.bits_allocated // 8)
        return np.dtype(f"{order}{'i' if self.signed and self.bits_allocated > 1 else 'u'}{size}")

    @property
    def shape(self) -> tuple[int, ...]:
        """(rows, columns), or (rows, columns, samples) of one frame."""
        return (self.rows, self.columns) if self.samples == 1 else (self.rows, self.columns, self.samples)

    @property
    def subsampled(self) -> bool:
        """Two pixels share their colours in uncompressed data, which then has two samples per pixel."""
        return self.photometric in ("YBR_FULL_422", "YBR_PARTIAL_422") and self.samples == 3

    @property
    def native_samples(self) -> int:
        """Samples per pixel of an uncompressed frame."""
        return 2 if self.subsampled else self.samples

    @property
    def native_bits(self) -> int:
        """Bits of an uncompressed frame."""
        return self.rows * self.columns * self.native_samples * self.bits_allocated


def pixel_format(dataset: Dataset, keyword: Keyword, big_endian: bool) -> PixelFormat:
    """Read the Image Pixel module.

    Raises:
        ReadError: What it says cannot be pixels.
    """
    samples = integer(dataset, "SamplesPerPixel", 1)
    allocated = {"FloatPixelData": 32, "DoubleFloatPixelData": 64}.get(keyword) or integer(dataset, "BitsAllocated", 0)
    stored = integer(dataset, "BitsStored", allocated) if keyword == "PixelData" else allocated
    photometric = text(dataset, "PhotometricInterpretation").upper() or ("MONOCHROME2" if samples == 1 else "RGB")
    made = PixelFormat(
        rows=integer(dataset, "Rows", 0),
        columns=integer(dataset, "Columns", 0),
        samples=samples,
        frames=max(1, integer(dataset, "NumberOfFrames", 1)),
        bits_allocated=allocated,
        bits_stored=stored,
        high_bit=integer(dataset, "HighBit", stored - 1),
        signed=integer(dataset, "PixelRepresentation", 0) == 1,
        photometric=photometric,
        planar=samples > 1 and integer(dataset, "PlanarConfiguration", 0) == 1,
        keyword=keyword,
        big_endian=big_endian,
    )
    _check(made)
    return made


def _check(made: PixelFormat) -> None:
    if made.rows < 1 or made.columns < 1:
        problem = tr("{rows}×{columns} pixels").format(rows=made.rows, columns=made.columns)
    elif made.samples not in (1, 3) or COLOURS.get(made.photometric, 1) != made.samples:
        problem = tr("{samples} samples per pixel of {photometric}").format(
            samples=made.samples, photometric=made.photometric[:32]
        )
    elif made.bits_allocated not in _ALLOCATED:
        problem = tr("{bits} bits allocated").format(bits=made.bits_allocated)
    elif not 0 < made.bits_stored <= made.bits_allocated or not made.bits_stored - 1 <= made.high_bit:
        problem = tr("{stored} bits stored up to bit {high}").format(stored=made.bits_stored, high=made.high_bit)
    elif made.high_bit >= made.bits_allocated:
        problem = tr("bit {high} of {bits} as the highest").format(high=made.high_bit, bits=made.bits_allocated)
    else:
        return
    raise ReadError(
        tr("The image declares {problem}, which is no kind of pixels MedView knows.").format(problem=problem),
        tr("Copy the file again, or export it with 8 or 16 bits a sample."),
    )
