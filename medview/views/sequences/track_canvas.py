"""A record drawn in bands under a ruler: its letters, features, frames, plots, findings and variants."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from medview.views.sequences.along import Along
from medview.views.sequences.band import PAD, Band, Frame, Look, fitted_name, write
from medview.views.sequences.ruler import RulerBand
from medview.views.sequences.schemes import BASES, Scheme, paints
from medview.views.sequences.values import Interval, Shown
from medview.views.sequences.words import interval_text, length_text, tr
from medview.views.settings.theme import Theme

_GUTTER_PART = 0.3
"""Part of the widget's width that names take at most."""
_SPACING = 8.0


class TrackCanvas(Along):
    """Draws one record.

    Args:
        theme: Colours of the window.
        parent: The widget it stands in.
    """

    selection_changed = Signal(object)
    """The selected letters, an ``Interval``, or None."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._scheme = BASES
        self.shown: Shown | None = None
        self.selection: Interval | None = None
        self.ruler = RulerBand()
        self.bands: tuple[Band, ...] = ()
        self._drawn = QPixmap()
        self._drawn_key: tuple[object, ...] = ()
        self._changes = 0
        self.setAccessibleName(tr("Sequence"))
        self.look_changed.connect(self._describe)
        self.verticalScrollBar().setSingleStep(20)

    # what is shown

    def show_record(self, shown: Shown | None, bands: Sequence[Band], scheme: Scheme) -> None:
        """Show another record, all of it, or none."""
        self.shown, self._scheme, self.selection = shown, scheme, None
        self.bands = tuple(bands)
        self.begin_at(len(shown.letters) if shown is not None else 0, self._gutter_needed())
        self.changed()
        self.selection_changed.emit(None)
        self.look_changed.emit(self.seen)

    def show_bands(self, bands: Sequence[Band]) -> None:
        """Show other things along the same record."""
        self.bands = tuple(bands)
        self.set_gutter(self._gutter_needed())
        self.changed()

    def show_scheme(self, scheme: Scheme) -> None:
        """Colour the letters otherwise."""
        self._scheme = scheme
        self.changed()

    def changed(self) -> None:
        """Something of a band is another: draw it."""
        self._changes += 1
        self._update_height()
        self._describe()
        self.viewport().update()

    def select(self, interval: Interval | None) -> None:
        """Select letters; None for none."""
        if interval != self.selection:
            self.selection = interval
            self._describe()
            self.viewport().update()
            self.selection_changed.emit(interval)

    def looks(self) -> Look:
        """Colours and fonts at this moment."""
        row = int(QFontMetricsF(self.font()).height())
        return Look(self._theme, self.font(), paints(self._scheme, self._theme), row)

    # where bands are

    def places(self) -> list[tuple[Band, QRectF]]:
        """The bands under the ruler and where they are, widget pixels, as far as they are scrolled."""
        look, area = self.looks(), self.plot_area()
        top = self.ruler.height(look) - self.verticalScrollBar().value()
        found = []
        for band in self.bands:
            height = band.height(look)
            found.append((band, QRectF(area.left(), top, area.width(), height)))
            top += height
        return found

    def frame_of(self, area: QRectF) -> Frame:
        """What a band is drawn with."""
        return Frame(area, self.scale, self.looks())

    def band_at(self, at: QPointF) -> tuple[Band, QRectF] | None:
        """The band under a widget pixel, the ruler among them."""
        area, high = self.plot_area(), self.ruler.height(self.looks())
        if at.x() < area.left():
            return None
        if at.y() < high:
            return self.ruler, QRectF(area.left(), 0.0, area.width(), high)
        return next(((band, box) for band, box in self.places() if box.top() <= at.y() < box.bottom()), None)

    # drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bands, kept until something of them changes, and the selection over them."""
        ratio = self.devicePixelRatioF()
        looks = (self.viewport().size(), ratio, self._theme.name, self.font().key())
        key = (self._changes, self.scale, self.verticalScrollBar().value(), *looks)
        if key != self._drawn_key:
            self._drawn_key = key
            self._draw(ratio)
        painter = QPainter(self.viewport())
        painter.drawPixmap(0, 0, self._drawn)
        self._paint_selection(painter)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("focus"), 1.0))
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(0.5, 0.5, -1.0, -1.0))
        painter.end()

    def _draw(self, ratio: float) -> None:
        size = self.viewport().size() * ratio
        if self._drawn.size() != size:
            self._drawn = QPixmap(size)
        self._drawn.setDevicePixelRatio(ratio)
        self._drawn.fill(self._theme.colour("panel"))
        painter = QPainter(self._drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bands(painter)
        painter.end()

    def _paint_bands(self, painter: QPainter) -> None:
        look, area, high = self.looks(), self.plot_area(), float(self.viewport().height())
        head = self.ruler.height(look)
        for band, box in self.places():
            if box.bottom() > head and box.top() < high and box.height():
                self._paint_band(painter, band, box, look, head)
        painter.setClipRect(QRectF(0, 0, self.viewport().width(), head))
        painter.fillRect(QRectF(0, 0, self.viewport().width(), head), look.colour("raised"))
        self._paint_names(painter, (self.ruler.name,), QRectF(area.left(), 0.0, area.width(), head), look)
        if self.shown is not None and len(self.shown.letters):
            painter.setFont(look.font)
            self.ruler.paint(painter, Frame(QRectF(area.left(), 0.0, area.width(), head), self.scale, look))
        painter.setClipping(False)

    def _paint_band(self, painter: QPainter, band: Band, box: QRectF, look: Look, head: int) -> None:
        painter.setClipRect(QRectF(0, head, self.viewport().width(), self.viewport().height()))
        self._paint_names(painter, band.names(look), box, look)
        painter.setClipRect(QRectF(box.left(), max(box.top(), head), box.width(), box.bottom() - max(box.top(), head)))
        painter.save()
        if self.shown is not None and len(self.shown.letters):
            band.paint(painter, Frame(box, self.scale, look))
        painter.restore()
        painter.setClipping(False)
        painter.setPen(QPen(look.colour("border"), 1.0))
        painter.drawLine(QPointF(0.0, box.bottom() - 0.5), QPointF(box.right(), box.bottom() - 0.5))

    def _paint_names(self, painter: QPainter, names: tuple[str, ...], box: QRectF, look: Look) -> None:
        """At the left, spread over the height of the band."""
        painter.setFont(look.font)
        room = self._gutter - 2 * _SPACING
        step = max((box.height() - 2 * PAD) / len(names), 1.0)
        for number, name in enumerate(names):
            words = fitted_name(name, room, look.font)
            wide = QFontMetricsF(look.font).horizontalAdvance(words)
            place = QRectF(self._gutter - _SPACING - wide, box.top() + PAD + number * step, wide + 2, step)
            write(painter, place, words, look.colour("muted"), centred=False)

    def _paint_selection(self, painter: QPainter) -> None:
        if self.selection is None:
            return
        area = self.plot_area()
        box = self.frame_of(area).box(*self.selection, area.top(), area.height()).intersected(area)
        if box.isEmpty():
            return
        painter.fillRect(box, self._tint())
        painter.setPen(QPen(self._theme.colour("focus"), 1.4))
        for x in (box.left(), box.right()):
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))

    def _tint(self) -> QColor:
        tint = self._theme.colour("accent")
        tint.setAlphaF(0.14)
        return tint

    # sizes and words

    def _gutter_needed(self) -> float:
        metrics, look = QFontMetricsF(self.font()), self.looks()
        names = [name for band in (self.ruler, *self.bands) for name in band.names(look)]
        widest = max((metrics.horizontalAdvance(name) for name in names), default=0.0)
        return float(round(min(widest + 2 * _SPACING + 2, self.viewport().width() * _GUTTER_PART)))

    def _update_height(self) -> None:
        look = self.looks()
        needed = self.ruler.height(look) + sum(band.height(look) for band in self.bands)
        room = self.viewport().height()
        self.verticalScrollBar().setRange(0, max(0, needed - room))
        self.verticalScrollBar().setPageStep(room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names and scroll bars follow."""
        super().resizeEvent(event)
        self.set_gutter(self._gutter_needed())
        self._update_height()

    def changeEvent(self, event: QEvent) -> None:
        """Other fonts or colours: draw anew."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self.set_gutter(self._gutter_needed())
            self.changed()

    def _describe(self, _seen: object = None) -> None:
        """Tell a screen reader what is seen and selected."""
        if self.shown is None:
            self.setAccessibleName(tr("Sequence"))
            self.setAccessibleDescription("")
            return
        record = self.shown.record
        length = length_text(len(self.shown.letters), self.shown.alphabet)
        self.setAccessibleName(tr("Sequence {name}, {length}").format(name=record.id, length=length))
        told = tr("Seen: {place}.").format(place=interval_text(self.seen))
        if self.selection is not None:
            told += " " + tr("Selected: {place}.").format(place=interval_text(self.selection))
        self.setAccessibleDescription(told)
