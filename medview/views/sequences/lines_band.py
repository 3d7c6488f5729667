"""What a model says of each letter, as lines in one plot, with their colours told above them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from medview.imaging.sequences.levels import Level, Thinned, thinned
from medview.views.sequences.band import PAD, Frame, Look, Target, What, inked, write
from medview.views.sequences.plot_bands import Float, PlotBand
from medview.views.sequences.values import Lines
from medview.views.sequences.words import number_text

_SWATCH = 14.0
"""Pixels of the line drawn beside a name."""
_GAP = 21.0
"""Pixels between a name and the swatch behind it, and five of them between its own swatch and it."""
_RANGE, _SPREAD = 0.3, 0.22
"""How opaque the range of a pixel's values, and the spread of several networks, are drawn."""


class LinesBand(PlotBand):
    """Several lines in one plot.

    Args:
        lines: The lines and their values.
    """

    def __init__(self, lines: Lines) -> None:
        super().__init__(lines.name, lines.limits)
        self.lines = lines
        self._levels: tuple[tuple[Level, ...], ...] | None = None

    @property
    def rows(self) -> tuple[Float, ...]:
        """All values that are thinned: those of the lines, then how far networks differ."""
        spread = () if self.lines.spread is None else tuple(self.lines.spread)
        return (*self.lines.values, *spread)

    def take(self, found: tuple[tuple[Level, ...], ...]) -> None:
        """Draw from now on: levels of ``rows``."""
        self._levels = found

    def names(self, look: Look) -> tuple[str, ...]:
        """Beside the plot, below the names of the lines."""
        return "", *super().names(look)

    def height(self, look: Look) -> int:
        """A line of words more than other plots."""
        return super().height(look) + 2 * look.row

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Names, limits, thresholds; of each line its spread, its range and its mean."""
        self._paint_legend(painter, frame)
        plot = _below_names(frame)
        self._paint_lines(painter, plot)
        self._paint_thresholds(painter, plot)
        for number, colour in enumerate(self._inks(frame.look)):
            values = self._of(plot, number)
            if values is None:
                return
            self._paint_spread(painter, plot, number, values, colour)
            if not _alike(values):
                self._paint_range(painter, plot, values.least, values.most, _faint(colour, _RANGE))
            self._paint_mean(painter, plot, values.mean, colour)

    def seen(self, frame: Frame) -> Thinned | None:
        """The first line's values of each pixel."""
        return self._of(frame, 0)

    def target(self, frame: Frame, at: QPointF) -> Target | None:
        """The values under the pointer."""
        pixel = int(at.x() - frame.area.left())
        told = self.value_text(frame, pixel) if 0 <= pixel < int(frame.scale.width) else ""
        return Target(What.VALUE, frame.scale.letter(pixel), told) if told else None

    def value_text(self, frame: Frame, pixel: int) -> str:
        """The letter's own values, or the means and ranges of the pixel's."""
        parts = list(self._parts(frame, pixel))
        if not parts:
            return ""
        at = "" if frame.scale.per_pixel > 1.0 else f" {number_text(frame.scale.letter(pixel) + 1)}"
        return f"{self.name}{at}: {', '.join(parts)}"

    def _parts(self, frame: Frame, pixel: int) -> Iterator[str]:
        for number, line in enumerate(self.lines.lines):
            values, spread = self._of(frame, number), self._of(frame, len(self.lines.lines) + number)
            if values is None or pixel >= len(values.mean) or np.isnan(values.mean[pixel]):
                continue
            least, mean, most = (float(part[pixel]) for part in (values.least, values.mean, values.most))
            told = f"{line.name} {mean:.2f}{self.lines.unit}"
            if least != most:
                told += f" ({least:.2f}–{most:.2f})"
            elif spread is not None:
                told += f" (±{float(spread.mean[pixel]):.2f})"
            yield told

    def _of(self, frame: Frame, row: int) -> Thinned | None:
        """A row's values of each pixel; None while they are not there, or where there is no such row."""
        rows = self.rows
        if self._levels is None or row >= len(rows):
            return None
        scale, first = frame.scale, self.lines.first
        found = thinned(rows[row], self._levels[row], np.clip(scale.edges - first, 0, len(rows[row])))
        outside = (scale.under < first) | (scale.under >= first + len(rows[row]))
        if not outside.any():
            return found
        return Thinned(*(np.where(outside, np.nan, part) for part in (found.least, found.mean, found.most)))

    def _paint_spread(self, painter: QPainter, frame: Frame, number: int, values: Thinned, colour: QColor) -> None:
        spread = self._of(frame, len(self.lines.lines) + number)
        if spread is not None:
            ends = values.mean - spread.mean, values.mean + spread.mean
            self._paint_range(painter, frame, *ends, _faint(colour, _SPREAD))

    def _paint_thresholds(self, painter: QPainter, frame: Frame) -> None:
        """Each line's own, dashed in its colour; one that all share in that of warnings."""
        stated = [line.threshold for line in self.lines.lines]
        shared = len(set(stated) - {None}) == 1
        for value, colour in zip(set(stated) if shared else stated, self._inks(frame.look), strict=False):
            if value is not None:
                y = float(self.level(frame, np.array([value]))[0])
                ink = frame.look.colour("warning") if shared else colour
                painter.setPen(QPen(ink, 1.2, Qt.PenStyle.DashLine))
                painter.drawLine(QLineF(frame.area.left(), y, frame.area.right(), y))

    def _paint_legend(self, painter: QPainter, frame: Frame) -> None:
        """Names in the order of the lines; where there is no room for all, each is cut to its share."""
        painter.setFont(frame.look.font)
        metrics, left = QFontMetricsF(frame.look.font), frame.area.left() + PAD
        top, row, beside = frame.area.top() + PAD, float(frame.look.row), _SWATCH + _GAP
        wide = [metrics.horizontalAdvance(line.name) + 2.0 for line in self.lines.lines]
        free = frame.area.width() - PAD - beside * len(wide)
        share, cut = free / len(wide), sum(wide) > free
        short = [one for one in wide if one <= share]
        share = (free - sum(short)) / max(len(wide) - len(short), 1) if cut else share
        for line, colour, needed in zip(self.lines.lines, self._inks(frame.look), wide, strict=True):
            room = min(needed, share) if cut else needed
            name = metrics.elidedText(line.name, Qt.TextElideMode.ElideRight, room)
            painter.fillRect(QRectF(left, top + row / 2.0 - 2.0, _SWATCH, 4.0), colour)
            write(painter, QRectF(left + _SWATCH + 5.0, top, room + 2.0, row), name, frame.look.colour("text"), False)
            left += beside + room

    def _inks(self, look: Look) -> list[QColor]:
        ground = look.colour("panel")
        return [inked(line.colour, ground) for line in self.lines.lines]


def _below_names(frame: Frame) -> Frame:
    return replace(frame, area=frame.area.adjusted(0, frame.look.row, 0, 0))


def _faint(colour: QColor, part: float) -> QColor:
    faint = QColor(colour)
    faint.setAlphaF(part)
    return faint


def _alike(values: Thinned) -> bool:
    """Whether each pixel has but one value."""
    return values.least is values.most or np.array_equal(values.least, values.most, equal_nan=True)
