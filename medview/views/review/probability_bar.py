"""A probability as a bar: its value, its interval, the threshold from which on it counts."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from medview.core.finding import Probability
from medview.views.settings.theme import Theme

_HIGH = 0.5
"""Part of its room a bar is high."""
_OVER = 0.2
"""The threshold's mark reaches over the bar by this part of the room at either side."""


def draw(painter: QPainter, room: QRectF, value: Probability, theme: Theme, colour: QColor, known: bool) -> None:
    """Draw a probability from 0 at the left to 1 at the right.

    Args:
        painter: Paints in widget pixels.
        room: Where; the bar stands in its middle.
        value: The probability.
        theme: Colours of the marks.
        colour: Of the bar, which is full from the threshold on.
        known: The input is like what the model knows; otherwise the bar is hatched.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    high = room.height() * _HIGH
    bar = QRectF(room.left(), room.center().y() - high / 2.0, room.width(), high)
    painter.setPen(QPen(theme.colour("border"), 1.0))
    painter.setBrush(theme.colour("hover"))
    painter.drawRoundedRect(bar, 2.0, 2.0)
    painter.setPen(Qt.PenStyle.NoPen)
    _fill(painter, bar, value, colour, known)
    _whisker(painter, bar, value, theme)
    if value.threshold is not None:
        x = _at(bar, value.threshold)
        over = room.height() * _OVER
        mark = QLineF(x, bar.top() - over, x, bar.bottom() + over)
        for ink, width in ((theme.colour("panel"), 4.0), (theme.colour("text"), 2.0)):
            painter.setPen(QPen(ink, width))
            painter.drawLine(mark)
    painter.restore()


def _fill(painter: QPainter, bar: QRectF, value: Probability, colour: QColor, known: bool) -> None:
    filled = QRectF(bar.left(), bar.top(), _at(bar, value.value) - bar.left(), bar.height())
    positive = value.threshold is None or value.value >= value.threshold
    ink = QColor(colour)
    ink.setAlphaF(1.0 if positive else 0.45)
    if known:
        painter.setBrush(ink)
    else:
        painter.setPen(QPen(ink, 1.4))
        painter.setBrush(QBrush(ink, Qt.BrushStyle.BDiagPattern))
    painter.drawRoundedRect(filled, 2.0, 2.0)


def _whisker(painter: QPainter, bar: QRectF, value: Probability, theme: Theme) -> None:
    """The interval as a line with ends."""
    if value.low is None or value.high is None:
        return
    left, right, y = _at(bar, value.low), _at(bar, value.high), bar.center().y()
    lines = [QLineF(left, y, right, y), *(QLineF(x, y - 3.0, x, y + 3.0) for x in (left, right))]
    for ink, width in ((theme.colour("panel"), 3.4), (theme.colour("text"), 1.4)):
        painter.setPen(QPen(ink, width))
        painter.drawLines(lines)


def _at(bar: QRectF, part: float) -> float:
    return bar.left() + min(max(part, 0.0), 1.0) * bar.width()
