"""Figures: what is measured of a drawing, each with its unit and, where a standard has one, its code."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from medview.core.code import MILLILITRE, MILLIMETRE, UNITY, Code
from medview.core.text import tr
from medview.core.volume import Quantity

SQUARE_MILLIMETRE = Code("mm2", "UCUM", "mm²")
DEGREE = Code("deg", "UCUM", "°")
PIXEL = Code("{pixels}", "UCUM", "px")
SQUARE_PIXEL = Code("{pixels}2", "UCUM", "px²")
COUNT = Code("{counts}", "UCUM", "")
UNITS = {
    Quantity.HU: Code("[hnsf'U]", "UCUM", "HU"),
    Quantity.SUV: Code("g/ml{SUVbw}", "UCUM", "SUV"),
    Quantity.ARBITRARY: UNITY,
}
"""Of values."""

CODES = {
    "length": Code("410668003", "SCT", "Length"),
    "long_axis": Code("103339001", "SCT", "Long axis"),
    "short_axis": Code("103340004", "SCT", "Short axis"),
    "angle": Code("1483009", "SCT", "Angle"),
    "cobb": Code("285285000", "SCT", "Cobb angle"),
    "area": Code("42798000", "SCT", "Area"),
    "perimeter": Code("131191004", "SCT", "Perimeter"),
    "volume": Code("118565006", "SCT", "Volume"),
    "diameter": Code("81827009", "SCT", "Diameter"),
    "mean": Code("373098007", "SCT", "Mean"),
    "sd": Code("386136009", "SCT", "Standard deviation"),
    "min": Code("255605001", "SCT", "Minimum"),
    "max": Code("56851009", "SCT", "Maximum"),
    "median": Code("373099004", "SCT", "Median"),
}
"""Name of a figure to the concept it is, as DICOM SR writes it (PS3.16)."""


@dataclass(frozen=True)
class Figure:
    """One number.

    Args:
        name: What it is: a key of ``figure_name``.
        value: The number.
        unit: Its UCUM unit.
    """

    name: str
    value: float
    unit: Code

    @property
    def code(self) -> Code | None:
        """The standard's concept, where there is one."""
        return CODES.get(self.name)


@dataclass(frozen=True, eq=False)
class Histogram:
    """How often values occur.

    Args:
        counts: (n,) how many values lie in each bin.
        edges: (n + 1,) borders of the bins; the last bin includes its upper one.
    """

    counts: NDArray[np.int64]
    edges: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Measured:
    """What is measured of one drawing.

    Args:
        figures: The numbers, the most telling first.
        notes: What a reader must know of them: sentences.
        scale: Where lengths hold (``"at the detector"``); empty when that is plain.
        histogram: Of the values inside, for regions with any.
    """

    figures: tuple[Figure, ...] = ()
    notes: tuple[str, ...] = ()
    scale: str = ""
    histogram: Histogram | None = None

    def figure(self, name: str) -> Figure | None:
        """The figure of that name."""
        return next((figure for figure in self.figures if figure.name == name), None)


def figure_name(name: str) -> str:
    """A figure's name for people."""
    names = {
        "length": tr("Length"), "long_axis": tr("Long axis"), "short_axis": tr("Short axis"),
        "product": tr("Product"), "angle": tr("Angle"), "cobb": tr("Cobb angle"), "supplement": tr("Supplement"),
        "area": tr("Area"), "perimeter": tr("Perimeter"), "volume": tr("Volume"), "diameter": tr("Diameter"),
        "mean": tr("Mean"), "sd": tr("SD"), "min": tr("Min"), "max": tr("Max"), "median": tr("Median"),
        "pixels": tr("Pixels"), "voxels": tr("Voxels"), "value": tr("Value"), "width": tr("Width"),
        "height": tr("Height"), "known": tr("Known length"), "red": tr("Red"), "green": tr("Green"),
        "blue": tr("Blue"), "segments": tr("Segments"),
    }  # fmt: skip
    return names[name]


def spread_text(middle: Figure, spread: Figure) -> str:
    """A mean and its standard deviation, with as many decimals as the mean needs."""
    decimals = _decimals(middle.unit, middle.value)
    if decimals is None:
        size = max(abs(middle.value), abs(spread.value))
        decimals = max(0, 3 - math.floor(math.log10(size))) if size >= 1e-4 else None
    return f"{number_text(middle.value, decimals)} ± {number_text(spread.value, decimals)}"


def figure_text(figure: Figure, scale: str = "") -> str:
    """The number with its unit, as it is shown; ``scale`` says where a length or area holds."""
    value, unit = figure.value, figure.unit
    if unit.same_as(SQUARE_MILLIMETRE) and abs(value) >= 10_000:
        value, unit = value / 100.0, Code("cm2", "UCUM", "cm²")
    words = {UNITY.value: "", COUNT.value: ""}.get(unit.value, unit.meaning)
    gap = "" if unit.same_as(DEGREE) or not words else " "
    told = f"{number_text(value, _decimals(figure.unit, value))}{gap}{words}"
    return f"{told} ({scale})" if scale and unit.value in _OF_LENGTH else told


def number_text(value: float, decimals: int | None) -> str:
    """A number with so many decimals, or to four significant digits; with a true minus sign."""
    if not math.isfinite(value):
        return "–"
    text = f"{value:.4g}" if decimals is None else f"{value:.{decimals}f}"
    return text.replace("-", "−")


_OF_LENGTH = {"mm", "mm2", "cm2", "mL", "{pixels}", "{pixels}2"}


def _decimals(unit: Code, value: float) -> int | None:
    """Enough for a reader, none that a mouse cannot give."""
    size = round(abs(value), 2)  # 9.999 is shown as 10.0, not as 10.00
    if unit.value in (COUNT.value,):
        return 0
    if unit.value in (DEGREE.value, PIXEL.value):
        return 1
    if unit.value in (MILLIMETRE.value, MILLILITRE.value):
        return 1 if size >= 10 else 2 if size >= 1 else 3
    if unit.value in (SQUARE_MILLIMETRE.value, SQUARE_PIXEL.value):
        return 0 if size >= 1000 else 1 if size >= 10 else 2
    if unit.value == UNITS[Quantity.HU].value:
        return 1
    if unit.value == UNITS[Quantity.SUV].value:
        return 2
    return None
