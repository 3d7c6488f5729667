"""Colour bars: which value has which colour."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter

from medview.core.volume import Quantity
from medview.imaging.colours import colour_table
from medview.imaging.windowing import Voi, as_window
from medview.views.viewport.colouring import colour_image, map_colours, map_range
from medview.views.viewport.lettering import WHITE, text

_WIDTH, _HEIGHT = 10.0, 120.0
_HEIGHT_PART = 0.3
"""A bar is no higher than this part of the viewport."""
_APART = 84.0
_MARGIN = 7.0
_VALUES = 104.0
"""Room for the values at the left of a bar."""


@dataclass(frozen=True, eq=False)
class Bar:
    """A colour bar.

    Args:
        title: What it measures, or its unit.
        low: Value at its bottom.
        high: Value at its top.
        colours: (n, 3) sRGB from bottom to top.
    """

    title: str
    low: float
    high: float
    colours: NDArray[np.float64]


def uncertainty_bar(low: float, high: float, name: str = "") -> Bar:
    """The bar of an uncertainty map, or of another map in its place."""
    told = name or QCoreApplication.translate("decorations", "Uncertainty")
    return Bar(told, *map_range(low, high), map_colours(low, high))


def value_bar(shown: Voi, colours: str, inverted: bool, quantity: Quantity) -> Bar:
    """The bar of a picture's own values in a colour map."""
    title = QCoreApplication.translate("decorations", "Value") if quantity is Quantity.ARBITRARY else quantity.value
    window, table = as_window(shown), colour_table(colours).astype(np.float64)
    return Bar(title, window.low, window.high, table[::-1] if inverted else table)


def bar_places(area: QRectF, count: int, lines_above: int, line: float) -> list[QRectF]:
    """Where bars stand: side by side from the right edge inwards, their lower ends above the middle.

    Args:
        area: The viewport.
        count: How many there are.
        lines_above: Lines of text in the upper right corner.
        line: Height of a line.
    """
    height = min(_HEIGHT, area.height() * _HEIGHT_PART)
    top = max(area.center().y() - height - line, area.top() + _MARGIN + line * (lines_above + 1.4))
    right = area.right() - _MARGIN - _WIDTH
    return [QRectF(right - number * _APART, top, _WIDTH, height) for number in range(count)]


def written(place: QRectF, bar: Bar, metrics: QFontMetricsF) -> QRectF:
    """The box around a bar with its title and values."""
    title = metrics.horizontalAdvance(bar.title)
    values = 4.0 + _WIDTH + max(metrics.horizontalAdvance(_rounded(value)) for value in (bar.low, bar.high))
    wide, above = max(title, values), metrics.height() * 1.2
    return QRectF(place.right() - wide, place.top() - above, wide, place.height() + above)


def draw_bar(painter: QPainter, place: QRectF, bar: Bar) -> None:
    """Draw a bar with its title above and its values at its left."""
    step = QFontMetricsF(painter.font()).height()
    painter.drawImage(place, _bar_image(bar.colours))
    painter.setPen(WHITE)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(place)
    right = Qt.AlignmentFlag.AlignRight
    text(painter, QRectF(place.right() - 150, place.top() - step * 1.2, 150, step), right, bar.title)
    for value, y in ((bar.high, place.top()), (bar.low, place.bottom() - step)):
        text(painter, QRectF(place.left() - _VALUES, y, _VALUES - 4, step), right, _rounded(value))


def _rounded(value: float) -> str:
    return f"{value:.3g}" if abs(value) < 1000 else f"{value:.0f}"


def _bar_image(bottom_up: NDArray[np.float64]) -> QImage:
    colours = np.rint(bottom_up[::-1]).astype(np.uint32)
    packed = np.uint32(255) << 24 | colours[:, 0] << 16 | colours[:, 1] << 8 | colours[:, 2]
    return colour_image(packed[:, np.newaxis].astype(np.uint32))
