"""Signals on ECG paper: grid, calibration marks, traces and a caliper, drawn only where they are seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from medview.imaging.traces import MARGIN_MM, Page, Strip, envelope, in_millivolts
from medview.views.viewport.marks import polylines_path

PAPER, FINE, COARSE, INK, CALIPER = "#fffaf8", "#f6dbd5", "#e9a79c", "#101418", "#0b57b8"
_MARK_S = 0.2
_LABEL_MM = 3.6
_NO_PAGE = Page(0.0, 0.0, ())


@dataclass(frozen=True)
class Measured:
    """What the caliper spans.

    Args:
        seconds: Between its ends.
        units: Height between its ends, in the unit of the strip it began on; None between strips.
        unit: That unit.
    """

    seconds: float
    units: float | None
    unit: str


class SignalPaper(QWidget):
    """A paper with strips of signals on it."""

    measured = Signal(object)
    """A ``Measured``, or None when the caliper is put away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("Signals"))
        self._samples: NDArray[Any] = np.empty((0, 0), np.float32)
        self._units: tuple[str, ...] = ()
        self._rate_hz = 1.0
        self._page = _NO_PAGE
        self._mm_s, self._mm_mv = 25.0, 10.0
        self._pixels = 4.0
        self._legend = ""
        self._ends: list[QPointF] = []
        self._fixed = False

    @property
    def page(self) -> Page:
        """What stands on it."""
        return self._page

    @property
    def pixels_per_mm(self) -> float:
        """Widget pixels per millimetre of paper."""
        return self._pixels

    def show_samples(self, samples: NDArray[Any], units: tuple[str, ...], rate_hz: float) -> None:
        """Draw other signals.

        Args:
            samples: (channels, n) values.
            units: Of each channel.
            rate_hz: Samples per second.
        """
        self._samples, self._units, self._rate_hz = samples, units, rate_hz
        self._page = _NO_PAGE
        self.put_caliper_away()

    def show_page(self, page: Page, mm_s: float, mm_mv: float, legend: str) -> None:
        """Arrange the signals.

        Args:
            page: Where they stand.
            mm_s: Paper speed, mm/s.
            mm_mv: Gain, mm/mV.
            legend: Written at the bottom.
        """
        self._page, self._mm_s, self._mm_mv, self._legend = page, mm_s, mm_mv, legend
        self._resize()

    def set_pixels_per_mm(self, pixels: float) -> None:
        """Magnify the paper."""
        self._pixels = pixels
        self._resize()

    def put_caliper_away(self) -> None:
        """Measure nothing."""
        self._ends, self._fixed = [], False
        self.measured.emit(None)
        self.update()

    def sizeHint(self) -> QSize:
        """As large as the paper."""
        return QSize(round(self._page.width_mm * self._pixels), round(self._page.height_mm * self._pixels))

    def _resize(self) -> None:
        self.put_caliper_away()
        self.setFixedSize(self.sizeHint())

    # drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is seen."""
        seen = event.rect()
        painter = QPainter(self)
        painter.fillRect(seen, QColor(PAPER))
        self._paint_grid(painter, seen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row in self._page.rows_mm:
            self._paint_mark(painter, row)
        for strip in self._page.strips:
            self._paint_strip(painter, strip, seen)
        self._paint_legend(painter)
        self._paint_caliper(painter)
        painter.end()

    def _paint_grid(self, painter: QPainter, seen: QRect) -> None:
        fine = self._pixels >= 2.5
        for every, colour, drawn in ((1, FINE, fine), (5, COARSE, True)):
            painter.setPen(QPen(QColor(colour), 1.0))
            step = self._pixels * every
            for n in range(int(seen.left() / step), int(seen.right() / step) + 2) if drawn else ():
                painter.drawLine(round(n * step), seen.top(), round(n * step), seen.bottom())
            for n in range(int(seen.top() / step), int(seen.bottom() / step) + 2) if drawn else ():
                painter.drawLine(seen.left(), round(n * step), seen.right(), round(n * step))

    def _paint_mark(self, painter: QPainter, middle_mm: float) -> None:
        """One millivolt for 0.2 s."""
        left, width, height = MARGIN_MM * 0.8, _MARK_S * self._mm_s, self._mm_mv
        shape = ((0, 0), (1.5, 0), (1.5, -height), (1.5 + width, -height), (1.5 + width, 0), (3 + width, 0))
        line = np.array([(left + x, middle_mm + y) for x, y in shape]) * self._pixels
        painter.setPen(QPen(QColor(INK), 1.2))
        painter.drawPath(polylines_path([line], [False]))

    def _paint_strip(self, painter: QPainter, strip: Strip, seen: QRect) -> None:
        width = (strip.stop_s - strip.start_s) * self._mm_s * self._pixels
        left = strip.left_mm * self._pixels
        begin, end = max(seen.left() - 2, left), min(seen.right() + 2, left + width)
        if end > begin:
            per_pixel = self._rate_hz / (self._mm_s * self._pixels)
            first = int(np.floor((begin - left) * per_pixel + strip.start_s * self._rate_hz))
            last = int(np.ceil((end - left) * per_pixel + strip.start_s * self._rate_hz)) + 1
            stop = min(last, round(strip.stop_s * self._rate_hz) + 1)
            self._paint_trace(painter, strip, envelope(self._samples[strip.channel], first, stop, round(end - begin)))
        self._paint_label(painter, strip, left)

    def _paint_trace(self, painter: QPainter, strip: Strip, line: tuple[NDArray[Any], NDArray[Any]]) -> None:
        numbers, values = line
        x = (strip.left_mm + (numbers / self._rate_hz - strip.start_s) * self._mm_s) * self._pixels
        y = (strip.middle_mm - values * strip.unit_mm) * self._pixels
        known = np.isfinite(y)
        pieces = np.split(np.column_stack((x, y)), np.flatnonzero(np.diff(known)) + 1)
        drawn = [piece for piece in pieces if len(piece) > 1 and np.isfinite(piece[0, 1])]
        painter.setPen(QPen(QColor(INK), max(1.1, self._pixels * 0.28)))
        painter.drawPath(polylines_path(drawn, [False] * len(drawn)))

    def _paint_label(self, painter: QPainter, strip: Strip, left: float) -> None:
        painter.setFont(self._font(bold=True))
        height = QFontMetricsF(painter.font()).height()
        words = QRectF(left + 3, strip.label_mm * self._pixels, 400, height)
        painter.setPen(QColor(INK))
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine, strip.label)

    def _paint_legend(self, painter: QPainter) -> None:
        painter.setFont(self._font())
        box = QRectF(2 * MARGIN_MM * self._pixels, 0, self.width(), self.height() - 2.5 * self._pixels)
        painter.setPen(QColor(INK))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, self._legend)

    def _font(self, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(10, round(_LABEL_MM * self._pixels)))
        font.setBold(bold)
        return font

    # the caliper: two clicks span a time and a height

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to measure, end it, or put the caliper away."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._fixed:
            self.put_caliper_away()
        elif self._ends:
            self._fixed = True
            self._span(event.position())
        else:
            self._ends = [event.position(), event.position()]
            self._span(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The other end follows."""
        if self._ends and not self._fixed:
            self._span(event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the caliper away."""
        if event.key() == Qt.Key.Key_Escape and self._ends:
            self.put_caliper_away()
        else:
            super().keyPressEvent(event)

    def _span(self, to: QPointF) -> None:
        self._ends[1] = to
        self.measured.emit(self._spanned())
        self.update()

    def _spanned(self) -> Measured:
        way = (self._ends[1] - self._ends[0]) / self._pixels
        strip = self._strip_at(self._ends[0])
        if strip is None:
            return Measured(abs(way.x()) / self._mm_s, None, "")
        height, unit = in_millivolts(-way.y() / strip.unit_mm, self._units[strip.channel])
        return Measured(abs(way.x()) / self._mm_s, height, unit)

    def _strip_at(self, pixel: QPointF) -> Strip | None:
        x, y = pixel.x() / self._pixels, pixel.y() / self._pixels
        beside = [
            strip
            for strip in self._page.strips
            if 0 <= x - strip.left_mm <= (strip.stop_s - strip.start_s) * self._mm_s
        ]
        return min(beside, key=lambda strip: abs(strip.middle_mm - y), default=None)

    def _paint_caliper(self, painter: QPainter) -> None:
        if not self._ends:
            return
        box = QRectF(*self._ends)
        tint = QColor(CALIPER)
        tint.setAlpha(28)
        painter.fillRect(box.normalized(), tint)
        painter.setPen(QPen(QColor(CALIPER), 1.2))
        for end in self._ends:
            painter.drawLine(QPointF(end.x(), 0), QPointF(end.x(), self.height()))
            painter.drawLine(QPointF(box.left(), end.y()), QPointF(box.right(), end.y()))
