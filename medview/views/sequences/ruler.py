"""The ruler above the bands: positions counted from 1, and the selection in words of its own."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter

from medview.views.sequences.band import Band, Frame, Look, write
from medview.views.sequences.places import ticks
from medview.views.sequences.words import number_text, tr

_TICK = 6.0
_APART = 1.6
"""Widths of the longest position between two of them."""


class RulerBand(Band):
    """Positions; always on top."""

    selects = True

    def __init__(self) -> None:
        super().__init__(tr("Position"))

    def height(self, look: Look) -> int:
        """A line of words and the ticks."""
        return look.row + int(_TICK) + 2

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Ticks at round positions, numbers as far as they do not overlap."""
        metrics, area = QFontMetricsF(frame.look.font), frame.area
        widest = metrics.horizontalAdvance(number_text(max(frame.scale.length, 1)))
        marked = ticks(frame.scale, widest * _APART)
        half = frame.scale.cell / 2.0
        painter.fillRect(area, frame.look.colour("raised"))
        painter.setPen(frame.look.colour("muted"))
        painter.drawLine(QLineF(area.left(), area.bottom() - 1, area.right(), area.bottom() - 1))
        taken = area.left()
        for position in marked:
            x = frame.x(position - 1) + half
            painter.drawLine(QLineF(x, area.bottom() - _TICK, x, area.bottom() - 1))
            words = number_text(position)
            wide = metrics.horizontalAdvance(words)
            left = min(max(x - wide / 2.0, area.left()), area.right() - wide)
            if left >= taken:
                write(painter, QRectF(left, area.top(), wide + 1, frame.look.row), words, frame.look.colour("text"))
                taken = left + wide * 1.2
                painter.setPen(frame.look.colour("muted"))
