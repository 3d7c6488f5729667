"""A widget that looks along a record: zoom that holds what is under the pointer, scroll bars, wheel and drag."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from medview.views.sequences.places import Scale
from medview.views.sequences.values import Interval

STEP = 1.25
"""How much one step of the wheel, or one key, magnifies."""
PAN_PART = 0.1
_NOTCH = 120.0
_MOST_BAR = 1 << 30
_LEAST_WIDTH, _LEAST_HEIGHT = 160, 80


class Along(QAbstractScrollArea):
    """Looks along a record; who inherits draws it.

    Args:
        parent: The widget it stands in.
    """

    look_changed = Signal(object)
    """The letters that are seen now, an ``Interval``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scale = Scale(0, 1.0)
        self._gutter = 0.0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(_LEAST_WIDTH, _LEAST_HEIGHT)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.horizontalScrollBar().valueChanged.connect(self._scrolled)

    @property
    def seen(self) -> Interval:
        """The letters on the screen."""
        return self.scale.seen

    def plot_area(self) -> QRectF:
        """The part of the widget letters are drawn in."""
        room = self.viewport().size()
        return QRectF(self._gutter, 0.0, max(room.width() - self._gutter, 1.0), float(room.height()))

    def look(self, scale: Scale) -> None:
        """Look elsewhere, or from nearer."""
        if scale == self.scale:
            return
        self.scale = scale
        self._update_bar()
        self.viewport().update()
        self.look_changed.emit(scale.seen)

    def zoom_by(self, factor: float, about: QPointF | None = None) -> None:
        """Zoom; what is under ``about`` (widget pixels; the middle by default) stays where it is."""
        area = self.plot_area()
        x = (about.x() if about is not None else area.center().x()) - area.left()
        self.look(self.scale.zoomed(factor, min(max(x, 0.0), area.width())))

    def pan_by(self, pixels: float) -> None:
        """Look further to the right."""
        self.look(self.scale.moved(pixels))

    def fit(self) -> None:
        """See the whole record."""
        self.look(self.scale.whole())

    def show_interval(self, interval: Interval) -> None:
        """See an interval as large as it fits."""
        self.look(self.scale.showing(interval))

    def hold(self, interval: Interval) -> None:
        """See an interval, moving as little as is needed."""
        self.look(self.scale.holding(*interval))

    def begin_at(self, length: int, gutter: float) -> None:
        """Look at another record, all of it."""
        self._gutter = gutter
        self.scale = Scale(length, self.plot_area().width()).whole()
        self._update_bar()

    def set_gutter(self, gutter: float) -> None:
        """Give the names at the left other room."""
        if gutter != self._gutter:
            self._gutter = gutter
            self.look(self.scale.resized(self.plot_area().width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is at the left edge stays there."""
        super().resizeEvent(event)
        self.look(self.scale.resized(self.plot_area().width()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer; along the record with Shift or sideways; over the names, through the bands."""
        turned = event.angleDelta()
        if event.position().x() < self._gutter and not turned.x():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - round(turned.y() / _NOTCH * bar.singleStep() * 3))
        elif turned.x() or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan_by(-(turned.x() or turned.y()) / _NOTCH * PAN_PART * self.scale.width)
        else:
            self.zoom_by(STEP ** (turned.y() / _NOTCH), event.position())
        event.accept()

    def _update_bar(self) -> None:
        """The scroll bar's unit is as many letters as its numbers need."""
        bar, scale = self.horizontalScrollBar(), self.scale
        unit = self._bar_unit()
        page = scale.width * scale.per_pixel
        with QSignalBlocker(bar):
            bar.setRange(0, max(0, round((scale.length - page) / unit)))
            bar.setPageStep(max(1, round(page / unit)))
            bar.setSingleStep(max(1, round(page * PAN_PART / unit)))
            bar.setValue(round(scale.first / unit))

    def _bar_unit(self) -> float:
        return max(1.0, self.scale.length / _MOST_BAR)

    def _scrolled(self, value: int) -> None:
        area = self.scale
        wanted = value * self._bar_unit()
        self.look(area.moved((wanted - area.first) / area.per_pixel))

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Everything is drawn anew."""
        self.viewport().update()
