"""The drawn curve of a transfer function: values across, opacity up, colours along the bottom, the histogram behind."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from medview.core.transfer import MOST_POINTS, Greys, Transfer, TransferPoint, shifted

_MARGIN, _STRIP = 12.0, 16.0
_POINT_PX, _GRAB_PX = 5.5, 10.0
_STEP, _FINE = 0.01, 0.001
"""Part of the range a key moves a point by, and with Shift."""
_LIFT, _FINE_LIFT = 0.02, 0.002
_MARGIN_PART = 0.04
_PAPER, _BARS, _GRID = QColor(24, 26, 30), QColor(74, 80, 92), QColor(52, 56, 64)
_CURVE, _CHOSEN = QColor(235, 235, 235), QColor(255, 200, 60)


class TransferCurve(QWidget):
    """Points to drag, add and remove; dragging the paper shifts all of them, with Shift it stretches them.

    Keys: Left and Right move the chosen point, Up and Down lift it, Page Up and Page Down choose another, Insert adds,
    Delete removes, Enter asks for a colour.
    """

    changed = Signal(object)
    """The ``Transfer`` as it is now; more changes may follow."""
    settled = Signal()
    """A drag or a key press ended."""
    chosen_changed = Signal(int)
    colour_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chosen = 0
        self._transfer: Transfer | None = None
        self._greys = Greys(0.0, 1.0, 0.0, 1.0)
        self._range = (0.0, 1.0)
        self._held: int | None = None
        self._pressed: tuple[QPointF, Transfer] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(260, 150)
        self.setAccessibleName(self.tr("Opacity and colours of values"))

    def sizeHint(self) -> QSize:
        """Room for a histogram."""
        return QSize(520, 240)

    @property
    def transfer(self) -> Transfer | None:
        """What is shown."""
        return self._transfer

    def show_greys(self, greys: Greys) -> None:
        """Take another volume's histogram, and show its whole range."""
        self._greys = greys
        self._range = (greys.low, greys.high)
        self._widen()
        self.update()

    def show_transfer(self, transfer: Transfer) -> None:
        """Show another function; a drag goes on with it."""
        self._transfer = transfer
        self.chosen = min(self.chosen, len(transfer.points) - 1)
        self._widen()
        self._describe()
        self.update()

    def choose(self, number: int) -> None:
        """Choose another point."""
        if self._transfer is not None:
            self.chosen = min(max(number, 0), len(self._transfer.points) - 1)
            self._describe()
            self.chosen_changed.emit(self.chosen)
            self.update()

    def put(self, number: int, point: TransferPoint) -> None:
        """Change a point; it passes others when its value does."""
        assert self._transfer is not None
        others = [one for at, one in enumerate(self._transfer.points) if at != number]
        after = self._transfer.with_points((*others, point))
        self.chosen = next(at for at, one in enumerate(after.points) if one is point)
        self._tell(after)

    def add(self, value: float, opacity: float | None = None) -> None:
        """Add a point where the curve is, or at an opacity; without effect where there are enough."""
        if self._transfer is None or len(self._transfer.points) >= MOST_POINTS:
            return
        lies = float(self._transfer.opacity_at(value)) if opacity is None else opacity
        point = TransferPoint(value, min(max(lies, 0.0), 1.0), self._transfer.colour_at(value))
        after = self._transfer.with_points((*self._transfer.points, point))
        self.chosen = next(at for at, one in enumerate(after.points) if one is point)
        self._tell(after)

    def add_beside(self) -> None:
        """Add a point between the chosen one and its neighbour."""
        if self._transfer is None:
            return
        points = self._transfer.points
        other = self.chosen + 1 if self.chosen + 1 < len(points) else self.chosen - 1
        self.add((points[self.chosen].value + points[other].value) / 2.0)

    def remove(self) -> None:
        """Remove the chosen point; two always stay."""
        if self._transfer is not None and len(self._transfer.points) > 2:
            points = tuple(one for at, one in enumerate(self._transfer.points) if at != self.chosen)
            self.chosen = min(self.chosen, len(points) - 1)
            self._tell(self._transfer.with_points(points))

    # places

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN - _STRIP)

    def _place(self, value: float, opacity: float) -> QPointF:
        area, (low, high) = self._area(), self._range
        return QPointF(
            area.left() + (value - low) / (high - low) * area.width(), area.bottom() - opacity * area.height()
        )

    def _value(self, at: QPointF) -> tuple[float, float]:
        area, (low, high) = self._area(), self._range
        part = (at.x() - area.left()) / max(area.width(), 1.0)
        lifted = (area.bottom() - at.y()) / max(area.height(), 1.0)
        return low + part * (high - low), min(max(lifted, 0.0), 1.0)

    def _under(self, at: QPointF) -> int | None:
        if self._transfer is None:
            return None
        places = [self._place(point.value, point.opacity) - at for point in self._transfer.points]
        away = [math.hypot(way.x(), way.y()) for way in places]
        best = int(np.argmin(away))
        return best if away[best] <= _GRAB_PX else None

    def _widen(self) -> None:
        """Keep every point in sight."""
        if self._transfer is not None and self._held is None and self._pressed is None:
            low, high = min(self._range[0], self._transfer.low), max(self._range[1], self._transfer.high)
            room = (high - low) * _MARGIN_PART
            low = low - room if self._transfer.low <= low else low
            self._range = (low, high + room if self._transfer.high >= high else high)

    # the reader's hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a point, or all of them."""
        if self._transfer is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._held = self._under(event.position())
        self._pressed = (event.position(), self._transfer)
        if self._held is not None:
            self.choose(self._held)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is held."""
        if self._pressed is None or self._transfer is None:
            over = self._under(event.position()) is not None
            self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        elif self._held is not None:
            value, opacity = self._value(event.position())
            self.put(self.chosen, replace(self._transfer.points[self.chosen], value=value, opacity=opacity))
        else:
            self._drag_all(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if self._pressed is not None and event.button() == Qt.MouseButton.LeftButton:
            moved = self._pressed[1] != self._transfer
            self._held = self._pressed = None
            if moved:
                self.settled.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On a point: another colour; beside them: a new point."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._under(event.position()) is not None:
            self.colour_asked.emit()
        else:
            self.add(*self._value(event.position()))
            self.settled.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Look closer at the values under the pointer."""
        low, high = self._range
        about, _ = self._value(event.position())
        factor = 1.2 ** (-event.angleDelta().y() / 120.0)
        self._range = (about + (low - about) * factor, about + (high - about) * factor)
        self.update()
        event.accept()

    def event(self, event: QEvent) -> bool:
        """The keys of the curve are not the window's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _KEYS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, choose, add, remove, colour."""
        if self._transfer is None or event.key() not in _KEYS:
            super().keyPressEvent(event)
            return
        fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        point, key = self._transfer.points[self.chosen], event.key()
        if key in _MOVES:
            right, up = _MOVES[Qt.Key(key)]
            step = (self._range[1] - self._range[0]) * (_FINE if fine else _STEP)
            lifted = point.opacity + up * (_FINE_LIFT if fine else _LIFT)
            self.put(self.chosen, replace(point, value=point.value + right * step, opacity=min(max(lifted, 0.0), 1.0)))
        elif key in _CHOICES:
            self.choose(self.chosen + _CHOICES[Qt.Key(key)])
            return
        elif key == Qt.Key.Key_Insert:
            self.add_beside()
        elif key == Qt.Key.Key_Delete:
            self.remove()
        else:
            self.colour_asked.emit()
            return
        self.settled.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Keys act here: the chosen point is marked."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keys act elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def _drag_all(self, event: QMouseEvent) -> None:
        """Shift all points with the pointer; with Shift stretch them about their middle."""
        assert self._pressed is not None
        begun, before = self._pressed
        way = self._value(event.position())[0] - self._value(begun)[0]
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            middle = (before.low + before.high) / 2.0
            half = max((before.high - before.low) / 2.0, 1e-9)
            self._tell(shifted(before, 0.0, max(1.0 + way / half, 0.02), middle))
        else:
            self._tell(shifted(before, way))

    def _tell(self, transfer: Transfer) -> None:
        self.show_transfer(transfer)
        self.changed.emit(transfer)
        self.chosen_changed.emit(self.chosen)

    def _describe(self) -> None:
        if self._transfer is None:
            return
        point = self._transfer.points[self.chosen]
        told = self.tr("Point {number} of {count}: value {value}, opacity {opacity} %")
        self.setAccessibleDescription(
            told.format(
                number=self.chosen + 1,
                count=len(self._transfer.points),
                value=f"{point.value:g}",
                opacity=f"{point.opacity * 100:.0f}",
            )
        )

    # drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Histogram, curve, points, colours."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), _PAPER)
        area = self._area()
        painter.setPen(QPen(_GRID, 1.0))
        for part in (0.0, 0.25, 0.5, 0.75, 1.0):
            y = area.bottom() - part * area.height()
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setClipRect(area.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _STRIP + _MARGIN))
        self._paint_histogram(painter, area)
        if self._transfer is not None:
            self._paint_strip(painter, area, self._transfer)
            self._paint_curve(painter, self._transfer)
        painter.end()

    def _paint_histogram(self, painter: QPainter, area: QRectF) -> None:
        counts = np.log1p(np.array(self._greys.counts, dtype=np.float64))
        if not len(counts) or counts.max() <= 0.0:
            return
        step = (self._greys.high - self._greys.low) / len(counts)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_BARS)
        for number in np.flatnonzero(counts).tolist():
            left = self._place(self._greys.low + number * step, 0.0)
            right = self._place(self._greys.low + (number + 1) * step, 0.0)
            height = counts[number] / counts.max() * area.height()
            painter.drawRect(QRectF(left.x(), area.bottom() - height, max(right.x() - left.x(), 1.0), height))

    def _paint_strip(self, painter: QPainter, area: QRectF, transfer: Transfer) -> None:
        strip = QRectF(area.left(), area.bottom() + 4.0, area.width(), _STRIP - 4.0)
        gradient = QLinearGradient(self._place(transfer.low, 0.0), self._place(transfer.high, 0.0))
        reach = max(transfer.high - transfer.low, 1e-12)
        for point in transfer.points:
            gradient.setColorAt(min(max((point.value - transfer.low) / reach, 0.0), 1.0), QColor(*point.colour))
        painter.fillRect(strip, gradient)

    def _paint_curve(self, painter: QPainter, transfer: Transfer) -> None:
        places = [self._place(point.value, point.opacity) for point in transfer.points]
        ends = [QPointF(-1.0, places[0].y()), *places, QPointF(self.width() + 1.0, places[-1].y())]
        painter.setPen(QPen(_CURVE, 1.6))
        painter.drawPolyline(QPolygonF(ends))
        for number, (place, point) in enumerate(zip(places, transfer.points, strict=True)):
            chosen = number == self.chosen
            painter.setBrush(QColor(*point.colour))
            painter.setPen(QPen(_CHOSEN if chosen else _CURVE, 2.4 if chosen and self.hasFocus() else 1.4))
            size = _POINT_PX * (1.25 if chosen else 1.0)
            painter.drawEllipse(place, size, size)


_MOVES = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, 1.0),
    Qt.Key.Key_Down: (0.0, -1.0),
}
_CHOICES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_KEYS = {*_MOVES, *_CHOICES, Qt.Key.Key_Insert, Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Enter}
