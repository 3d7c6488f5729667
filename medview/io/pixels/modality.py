"""Stored values to what they measure: Modality LUT and rescale (PS3.3 C.11.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from pydicom import Dataset

from medview.core.images import Lut
from medview.io.pixels.format import Array, PixelFormat
from medview.io.pixels.tables import lut
from medview.io.pixels.values import FrameGroups, first, number

_INTEGERS = tuple(np.dtype(kind) for kind in ("u1", "i2", "u2", "i4", "u4"))
"""Types of the values, the smallest that holds all that the stored bits can mean; else float32."""

_FLOAT = np.dtype(np.float32)


@dataclass(frozen=True, eq=False)
class Modality:
    """What a stored value measures.

    Args:
        slope: Rescale Slope.
        intercept: Rescale Intercept.
        lut: Modality LUT; takes the place of both.
    """

    slope: float = 1.0
    intercept: float = 0.0
    lut: Lut | None = None

    def ends(self, form: PixelFormat) -> tuple[float, float]:
        """The least and greatest value that stored bits can mean; infinite for floating-point pixels."""
        if self.lut is not None:
            return float(self.lut.entries.min()), float(self.lut.entries.max())
        if form.dtype.kind == "f":
            return -np.inf, np.inf
        bits = form.bits_stored
        low, high = (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) if form.signed else (0, (1 << bits) - 1)
        one, other = low * self.slope + self.intercept, high * self.slope + self.intercept
        return min(one, other), max(one, other)

    @property
    def exact(self) -> bool:
        """Whether whole numbers stay whole."""
        return self.lut is not None or (self.slope.is_integer() and self.intercept.is_integer())

    def kind(self, form: PixelFormat) -> np.dtype[Any]:
        """The type of the values: an integer where that is exact, else float32."""
        return _kind(*self.ends(form), self.exact)

    def apply(self, stored: Array, kind: np.dtype[Any]) -> Array:
        """Values of ``kind``, which must hold them; a new array."""
        if self.lut is not None:
            index = np.clip(stored.astype(np.int64) - int(self.lut.first), 0, self.lut.entries.size - 1)
            return self.lut.entries[index].astype(kind)
        if kind.kind == "f":
            with np.errstate(over="ignore", invalid="ignore"):  # what is too large for single precision is infinite
                return self._scaled(stored, kind)
        if self.slope == 1.0 and self.intercept == 0.0:
            return stored.astype(kind)
        values = stored.astype(np.int64)
        return np.asarray(values * int(self.slope) + int(self.intercept), dtype=kind)

    def _scaled(self, stored: Array, kind: np.dtype[Any]) -> Array:
        if self.slope == 1.0 and self.intercept == 0.0:
            return stored.astype(kind)
        values = stored.astype(np.float64 if stored.dtype.itemsize > 2 else kind)
        scaled = values * values.dtype.type(self.slope) + values.dtype.type(self.intercept)
        return np.asarray(scaled, dtype=kind)


def modality(dataset: Dataset, form: PixelFormat, frame: int = 0) -> Modality:
    """What the values of a frame mean; a slope of zero, which would mean nothing, is left out."""
    sequence = first(dataset, "ModalityLUTSequence")
    table = lut(sequence, form.signed, form.big_endian) if sequence is not None else None
    if table is not None:
        return Modality(lut=table)
    stated = FrameGroups(dataset, frame).find("PixelValueTransformationSequence") or dataset
    slope, intercept = number(stated, "RescaleSlope"), number(stated, "RescaleIntercept")
    return Modality(slope or 1.0, intercept or 0.0)


def common_kind(several: list[tuple[Modality, PixelFormat]]) -> np.dtype[Any]:
    """One type for the values of several frames."""
    ends = [one.ends(form) for one, form in several]
    return _kind(min(low for low, _ in ends), max(high for _, high in ends), all(one.exact for one, _ in several))


def _kind(low: float, high: float, exact: bool) -> np.dtype[Any]:
    if not exact:
        return _FLOAT
    return next((k for k in _INTEGERS if np.iinfo(k).min <= low and high <= np.iinfo(k).max), _FLOAT)
