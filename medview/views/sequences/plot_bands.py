"""Values along a record as plots: GC content and skew, qualities, a model's probabilities with their intervals."""

from __future__ import annotations

from abc import abstractmethod

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from medview.imaging.sequences.levels import Level, Thinned, thinned
from medview.imaging.sequences.tally import gc_content, gc_skew
from medview.views.sequences.band import PAD, Band, Frame, Look, Target, What
from medview.views.sequences.counting import Counting
from medview.views.sequences.glyphs import draw_columns
from medview.views.sequences.values import Plot
from medview.views.sequences.words import number_text, tr

WINDOW = 100
"""Letters that a value of GC content or skew is taken over, where pixels are narrower."""
_HALF_LINE = 0.8
"""Half of the width of a line, pixels."""
_ROWS = 3.0
"""Lines of words a plot is high."""

Float = NDArray[np.float64]


class PlotBand(Band):
    """A plot; who inherits gives the values of each pixel."""

    def __init__(self, name: str, limits: tuple[float, float], threshold: float | None = None) -> None:
        super().__init__(name)
        self._limits = limits
        self._threshold = threshold

    @abstractmethod
    def seen(self, frame: Frame) -> Thinned | None:
        """Values of each pixel; None while they are not there."""

    @abstractmethod
    def value_text(self, frame: Frame, pixel: int) -> str:
        """The value under a pixel, in words; empty where there is none."""

    def names(self, _look: Look) -> tuple[str, ...]:
        """What is plotted, between its limits."""
        low, high = (self._limit_text(value) for value in self._limits)
        return high, self.name, low

    def _limit_text(self, value: float) -> str:
        return f"{value:g}"

    def height(self, look: Look) -> int:
        """A few lines."""
        return int(_ROWS * look.row + 2 * PAD)

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Limits, threshold, range and mean."""
        self._paint_lines(painter, frame)
        values = self.seen(frame)
        if values is None:
            return
        if values.least is not values.most:
            self._paint_range(painter, frame, values.least, values.most, frame.look.colour("link", 0.35))
        self._paint_mean(painter, frame, values.mean, frame.look.colour("link"))

    def target(self, frame: Frame, at: QPointF) -> Target | None:
        """The value under the pointer."""
        pixel = int(at.x() - frame.area.left())
        told = self.value_text(frame, pixel) if 0 <= pixel < int(frame.scale.width) else ""
        return Target(What.VALUE, frame.scale.letter(pixel), told) if told else None

    def level(self, frame: Frame, values: Float) -> Float:
        """Where values stand, widget pixels from the top."""
        low, high = self._limits
        part = np.clip((values - low) / (high - low), 0.0, 1.0)
        return np.asarray(frame.area.bottom() - PAD - part * (frame.area.height() - 2 * PAD), np.float64)

    def _paint_lines(self, painter: QPainter, frame: Frame) -> None:
        area, (low, high) = frame.area, self._limits
        for value, style in ((low, Qt.PenStyle.SolidLine), (high, Qt.PenStyle.SolidLine), (0.0, Qt.PenStyle.DotLine)):
            if low <= value <= high:
                y = float(self.level(frame, np.array([value]))[0])
                painter.setPen(QPen(frame.look.colour("border"), 1.0, style))
                painter.drawLine(QLineF(area.left(), y, area.right(), y))
        if self._threshold is not None:
            y = float(self.level(frame, np.array([self._threshold]))[0])
            painter.setPen(QPen(frame.look.colour("warning"), 1.2, Qt.PenStyle.DashLine))
            painter.drawLine(QLineF(area.left(), y, area.right(), y))

    def _paint_range(self, painter: QPainter, frame: Frame, least: Float, most: Float, colour: QColor) -> None:
        """From the least to the greatest value of each pixel."""
        draw_columns(painter, self.level(frame, most), self.level(frame, least), colour, frame.area)

    def _paint_mean(self, painter: QPainter, frame: Frame, mean: Float, colour: QColor) -> None:
        """A line: each column reaches half way to its neighbours."""
        y = self.level(frame, mean)
        middle = (y[1:] + y[:-1]) / 2.0
        ends = np.stack((y, np.append(y[:1], middle), np.append(middle, y[-1:])))
        tops, bottoms = np.fmin.reduce(ends) - _HALF_LINE, np.fmax.reduce(ends) + _HALF_LINE
        draw_columns(painter, tops, bottoms, colour, frame.area)


class ValuesBand(PlotBand):
    """Values that are given for each letter.

    Args:
        plot: The values.
    """

    def __init__(self, plot: Plot) -> None:
        super().__init__(plot.name, plot.limits, plot.threshold)
        self.plot = plot
        self._levels: tuple[tuple[Level, ...], ...] | None = None

    def take(self, found: tuple[tuple[Level, ...], ...]) -> None:
        """Draw from now on: levels of the values and, if there are such, of the intervals' ends."""
        self._levels = found

    def seen(self, frame: Frame) -> Thinned | None:
        """The values of each pixel."""
        return thinned(self.plot.values, self._levels[0], frame.scale.edges) if self._levels is not None else None

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """The intervals under everything else."""
        plot = self.plot
        if self._levels is not None and plot.low is not None and plot.high is not None:
            edges = frame.scale.edges
            low = thinned(plot.low, self._levels[1], edges).least
            high = thinned(plot.high, self._levels[2], edges).most
            self._paint_range(painter, frame, low, high, frame.look.colour("muted", 0.3))
        super().paint(painter, frame)

    def value_text(self, frame: Frame, pixel: int) -> str:
        """The letter's own value, or the mean and range of the pixel's."""
        plot, letter = self.plot, frame.scale.letter(pixel)
        if frame.scale.per_pixel > 1.0:
            return _range_text(plot.name, self.seen(frame), pixel, plot.unit)
        value = float(plot.values[letter]) if letter < len(plot.values) else np.nan
        if np.isnan(value):
            return ""
        around = ""
        if plot.low is not None and plot.high is not None:
            around = f" ({float(plot.low[letter]):.3g}–{float(plot.high[letter]):.3g})"
        return f"{plot.name} {number_text(letter + 1)}: {value:.3g}{plot.unit}{around}"


class ContentBand(PlotBand):
    """GC content or skew of windows, or of pixels where those are wider.

    Args:
        counting: Nucleotides of the record.
        skew: The skew instead of the content.
    """

    def __init__(self, counting: Counting, skew: bool) -> None:
        super().__init__(tr("GC skew") if skew else tr("GC content"), (-1.0, 1.0) if skew else (0.0, 1.0))
        self._counting = counting
        self._measure = gc_skew if skew else gc_content
        self._skew = skew

    def _limit_text(self, value: float) -> str:
        return f"{value:+g}".replace("-", "−") if self._skew else f"{100 * value:g} %"

    def seen(self, frame: Frame) -> Thinned | None:
        """The values of each pixel."""
        counts = self._counting.around(frame.scale, WINDOW)
        if counts is None:
            return None
        values = self._measure(counts)
        values[frame.scale.under < 0] = np.nan
        return Thinned(values, values, values)

    def value_text(self, frame: Frame, pixel: int) -> str:
        """The value and how many letters it is taken over."""
        over = max(WINDOW, round(frame.scale.per_pixel))
        about = tr("{name} of {count} letters").format(name=self.name, count=number_text(over))
        return _range_text(about, self.seen(frame), pixel, "")


def _range_text(name: str, values: Thinned | None, pixel: int, unit: str) -> str:
    if values is None or pixel >= len(values.mean) or np.isnan(values.mean[pixel]):
        return ""
    least, mean, most = (float(part[pixel]) for part in (values.least, values.mean, values.most))
    told = f"{name}: {mean:.3g}{unit}"
    return told if least == most else f"{told} ({least:.3g}–{most:.3g})"
