"""What stands under the pointer: a value with its unit, and where it lies."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from medview.core.volume import Quantity

_SIDES = (("R", "L"), ("A", "P"), ("F", "H"))
"""Letters of growing negative and positive LPS coordinates."""


@dataclass(frozen=True)
class Reading:
    """A value at a place, in words.

    Args:
        value: With its unit.
        place: Patient coordinates, or column and row.
    """

    value: str
    place: str

    @property
    def lines(self) -> tuple[str, ...]:
        """For a corner: the place above the value."""
        return self.place, self.value


def value_text(values: object, quantity: Quantity) -> str:
    """A pixel's value with its unit; the three parts of a colour."""
    if isinstance(values, list | tuple):
        red, green, blue = values
        return QCoreApplication.translate("reading", "Red {0}, green {1}, blue {2}").format(red, green, blue)
    if not isinstance(values, int | float):
        return str(values)
    if not math.isfinite(values):
        return QCoreApplication.translate("reading", "Not a finite number")
    unit = "" if quantity is Quantity.ARBITRARY else f" {quantity.value}"
    return f"{float(values):.6g}{unit}"


def place_text(point_lps: Sequence[float]) -> str:
    """Patient coordinates with the letters of their sides (``"L 12.3  P 4.5  H 7.8 mm"``)."""
    told = (f"{side[value >= 0.0]} {abs(value):.1f}" for side, value in zip(_SIDES, point_lps, strict=True))
    return f"{'  '.join(told)} mm"


def pixel_text(column: int, row: int) -> str:
    """Column and row, counted from 0."""
    told = QCoreApplication.translate("reading", "Column {column}, row {row}")
    return told.format(column=column + 1, row=row + 1)
