"""Rows and columns of an alignment, thousands of them: only what is seen is drawn, from letters drawn once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from medview.imaging.sequences.columns import differing, middle_line
from medview.views.sequences.alignment_head import Head, head_rows, heat, paint_colour_bar
from medview.views.sequences.band import Look, fitted_name, write
from medview.views.sequences.glyphs import Atlas
from medview.views.sequences.grid import ZOOMS, Block, Place
from medview.views.sequences.schemes import SAFE, Paints, Scheme, contrast, packed, paints
from medview.views.sequences.values import Aligned, Codes
from medview.views.sequences.words import number_text, tr
from medview.views.settings.theme import Theme

_GUTTER_PART = 0.3
_SPACING = 8.0
_BAR = 90.0
"""Pixels of the colour bar with its numbers."""
_HEAT_LEVELS = 16


class AlignmentPlane(QAbstractScrollArea):
    """Draws one alignment; who inherits takes it into the hand.

    Args:
        theme: Colours of the window.
        parent: The widget it stands in.
    """

    selection_changed = Signal(object)
    """The selected cells, a ``Block``, or None."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._scheme = SAFE
        self.aligned: Aligned | None = None
        self.head = Head()
        self.reference: Codes | None = None
        self.by_posterior = False
        self.selection: Block | None = None
        self.place = Place(0, 0, 1, 1, 0)
        self.middle: Codes | None = None
        self._atlas: tuple[tuple[object, ...], Atlas] | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(160, 80)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(tr("Alignment"))
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._scrolled)

    # what is shown

    def show_alignment(self, aligned: Aligned | None, head: Head, scheme: Scheme) -> None:
        """Show another alignment, or none."""
        self.aligned, self.head, self._scheme = aligned, head, scheme
        self.selection, self.reference, self.middle = None, None, None
        rows, columns = aligned.rows.shape if aligned is not None else (0, 0)
        if aligned is not None and rows == 2:
            self.middle = middle_line(aligned.rows[0], aligned.rows[1], aligned.alphabet)
        shown = 3 if self.middle is not None else rows
        self.place = Place(shown, columns, 1, 1, self._reading_zoom())
        self._resize()
        self._describe()
        self.selection_changed.emit(None)

    def show_head(self, head: Head) -> None:
        """Other things are known of the columns."""
        self.head = head
        self._resize()

    def show_scheme(self, scheme: Scheme, by_posterior: bool = False) -> None:
        """Colour the letters otherwise."""
        self._scheme, self.by_posterior = scheme, by_posterior
        self.viewport().update()

    def show_differences(self, reference: Codes | None) -> None:
        """Draw only what differs from a row; None: everything."""
        self.reference = reference
        self.viewport().update()

    def look_at(self, place: Place) -> None:
        """Look elsewhere, or from nearer."""
        self.place = place
        wide, high = place.size
        for bar, value, most, page, step in (
            (self.horizontalScrollBar(), place.left, wide - place.width, place.width, place.cell.width),
            (self.verticalScrollBar(), place.top, high - place.height, place.height, place.cell.height),
        ):
            with QSignalBlocker(bar):
                bar.setRange(0, max(0, most))
                bar.setPageStep(max(1, page))
                bar.setSingleStep(max(1, step))
                bar.setValue(value)
        self._describe()
        self.viewport().update()

    def zoom_by(self, steps: int, about: QPointF | None = None) -> None:
        """Nearer or farther; the cell under a widget pixel stays there."""
        area = self.cells_area()
        at = (about if about is not None else area.center()) - area.topLeft()
        self.look_at(self.place.zoomed(steps, max(at.x(), 0.0), max(at.y(), 0.0)))

    def fit(self) -> None:
        """See all columns."""
        self.look_at(self.place.fitted())

    def select(self, block: Block | None) -> None:
        """Select cells; None for none."""
        if block != self.selection:
            self.selection = block
            self._describe()
            self.viewport().update()
            self.selection_changed.emit(block)

    def see_columns(self, first: int, last: int) -> None:
        """Select columns of all rows and move there."""
        self.select((0, self.place.rows, first, last))
        self.look_at(self.place.holding(0, last - 1).holding(0, first))

    def looks(self) -> Look:
        """Colours and fonts at this moment."""
        row = int(QFontMetricsF(self.font()).height())
        return Look(self._theme, self.font(), paints(self._scheme, self._theme), row)

    def row_name(self, row: int) -> str:
        """What a drawn row is called; the middle line of a pair has no name."""
        if self.aligned is None or (self.middle is not None and row == 1):
            return ""
        return self.aligned.names[self.row_number(row)]

    def row_number(self, row: int) -> int:
        """Which row of the alignment a drawn one is."""
        return row if self.middle is None else row // 2

    # where things are

    def cells_area(self) -> QRectF:
        """The part of the widget cells are drawn in."""
        top, left = self._head_height(), self._gutter()
        room = self.viewport().size()
        return QRectF(left, top, max(room.width() - left, 1.0), max(room.height() - top, 1.0))

    def cell_at(self, at: QPointF) -> tuple[int, int]:
        """(row, column) under a widget pixel, or the nearest."""
        area = self.cells_area()
        return self.place.row(at.y() - area.top()), self.place.column(at.x() - area.left())

    def _head_height(self) -> float:
        return float(sum(height for _, height, _ in head_rows(self.head, self.looks())))

    def _gutter(self) -> float:
        metrics = QFontMetricsF(self.font())
        names = [name for name, _, _ in head_rows(self.head, self.looks())]
        names += list(self.aligned.names[:1000]) if self.aligned is not None else []
        widest = max((metrics.horizontalAdvance(name) for name in names), default=0.0)
        if self.head.posterior is not None:
            widest = max(widest, metrics.horizontalAdvance(self.heat_name()) + _BAR + _SPACING)
        return float(np.ceil(min(widest + 2 * _SPACING + 2, self.viewport().width() * _GUTTER_PART)))

    def _reading_zoom(self) -> int:
        """The farthest zoom at which letters are as large as the window's words."""
        row = self.looks().row
        return next((n for n, zoom in enumerate(ZOOMS) if zoom.height >= row), len(ZOOMS) - 1)

    def _resize(self) -> None:
        area = self.cells_area()
        self.look_at(
            replace(self.place, width=int(area.width()), height=int(area.height())).at(self.place.left, self.place.top)
        )

    # drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the head, the names, the cells that are seen, and the selection over them."""
        painter = QPainter(self.viewport())
        look = self.looks()
        painter.fillRect(self.viewport().rect(), look.colour("panel"))
        painter.setFont(look.font)
        if self.aligned is not None and self.place.columns:
            area = self.cells_area()
            self._paint_cells(painter, area)
            self._paint_names(painter, area, look)
            self._paint_head(painter, area, look)
            self._paint_selection(painter, area)
        if self.hasFocus():
            painter.setPen(QPen(look.colour("focus"), 1.0))
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(0.5, 0.5, -1.0, -1.0))
        painter.end()

    def _paint_cells(self, painter: QPainter, area: QRectF) -> None:
        first_row, last_row, first, last = self.place.block
        if last_row <= first_row or last <= first:
            return
        codes = self.codes((first_row, last_row, first, last))
        ratio = self.devicePixelRatioF()
        image = self._letters(ratio).picture(codes, self._levels((first_row, last_row, first, last)))
        image.setDevicePixelRatio(ratio)
        painter.save()
        painter.setClipRect(area)
        painter.drawImage(QPointF(area.left() + self.place.x(first), area.top() + self.place.y(first_row)), image)
        painter.restore()

    def codes(self, block: Block) -> NDArray[np.uint8]:
        """(rows, columns) ASCII of cells as they are drawn."""
        assert self.aligned is not None
        first_row, last_row, first, last = block
        cell, rows = self.place.cell, self.aligned.rows
        columns = slice(first, last, cell.stride)
        if self.middle is not None:
            three = np.stack((rows[0, columns], self.middle[columns], rows[1, columns]))
            return np.asarray(three[first_row : last_row : cell.skipped], np.uint8)
        found = np.asarray(rows[first_row : last_row : cell.skipped, columns], np.uint8)
        return found if self.reference is None else differing(found, self.reference[columns])

    def _levels(self, block: Block) -> NDArray[np.uint8] | None:
        """(rows, columns) how sure each letter is aligned, in steps, where that is what colours tell."""
        values = self.aligned.posterior if self.aligned is not None else None
        if not self.by_posterior or values is None or self.middle is not None:
            return None
        first_row, last_row, first, last = block
        cell, columns = self.place.cell, slice(first, last, self.place.cell.stride)
        seen = values[None, columns] if values.ndim == 1 else values[first_row : last_row : cell.skipped, columns]
        levels = np.nan_to_num(np.clip(seen, 0.0, 1.0)) * (_HEAT_LEVELS - 1)
        rows = -(-(last_row - first_row) // cell.skipped)
        return np.asarray(np.broadcast_to(levels.round().astype(np.uint8), (rows, levels.shape[1])))

    def _letters(self, ratio: float) -> Atlas:
        """Letters at this size and in these colours, drawn once."""
        cell, many = self.place.cell, self.by_posterior and self.middle is None
        key = (cell.width, cell.height, ratio, self._scheme, self._theme.name, many, self.middle is not None)
        if self._atlas is None or self._atlas[0] != key:
            grounds = _heat_paints() if many else (self._paired(paints(self._scheme, self._theme)),)
            self._atlas = key, Atlas(grounds, round(cell.width * ratio), round(cell.height * ratio))
        return self._atlas[1]

    def _paired(self, found: Paints) -> Paints:
        """The signs between a pair lie on the ground."""
        if self.middle is None:
            return found
        fills = found.fills.copy()
        fills[[ord(sign) for sign in "|:."]] = found.fills[ord(" ")]
        return Paints(fills, found.inks)

    def _paint_names(self, painter: QPainter, area: QRectF, look: Look) -> None:
        painter.fillRect(QRectF(0, area.top(), area.left(), area.height()), look.colour("panel"))
        cell = self.place.cell
        first, last, _, _ = self.place.block
        if cell.height * 1.3 < look.row:  # they would lie over each other
            return
        room = area.left() - 2 * _SPACING
        painter.setClipRect(QRectF(0, area.top(), area.left(), area.height()))
        for row in range(first, last):
            box = QRectF(_SPACING, area.top() + self.place.y(row), room, cell.height)
            write(painter, box, fitted_name(self.row_name(row), room, look.font), look.colour("text"), centred=False)
        painter.setClipping(False)

    def _paint_head(self, painter: QPainter, area: QRectF, look: Look) -> None:
        top = 0.0
        rows = head_rows(self.head, look)
        painter.fillRect(QRectF(0, 0, area.right(), area.top()), look.colour("raised"))
        for number, (name, height, paint) in enumerate(rows):
            box = QRectF(area.left(), top, area.width(), height)
            label = QRectF(_SPACING, top, area.left() - 2 * _SPACING, height)
            if self.head.posterior is not None and name == self.heat_name():
                label = self._paint_heat_name(painter, label, look)
            words = fitted_name(name, label.width(), look.font)
            write(painter, label, words, look.colour("muted"), centred=False)
            painter.setClipRect(box)
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, number > 0)
            paint(painter, box, self.place, look)
            painter.restore()
            painter.setClipping(False)
            top += height
        painter.setPen(QPen(look.colour("border"), 1.0))
        painter.drawLine(QPointF(0, area.top() - 0.5), QPointF(area.right(), area.top() - 0.5))

    def heat_name(self) -> str:
        """What the row of the posterior is called."""
        return self.head.posterior_name or tr("Posterior")

    def _paint_heat_name(self, painter: QPainter, label: QRectF, look: Look) -> QRectF:
        """The colour bar at the right of the row's name; the room that is left for the latter."""
        wide = QFontMetricsF(look.font).horizontalAdvance(self.heat_name()) + _SPACING
        bar = label.adjusted(min(wide, max(label.width() - _BAR / 2.0, 0.0)), 0, 0, 0)
        paint_colour_bar(painter, bar, look)
        return QRectF(label.left(), label.top(), bar.left() - label.left(), label.height())

    def _paint_selection(self, painter: QPainter, area: QRectF) -> None:
        if self.selection is None:
            return
        first_row, last_row, first, last = self.selection
        place = self.place
        left, top = area.left() + place.x(first), area.top() + place.y(first_row)
        box = QRectF(left, top, area.left() + place.x(last) - left, area.top() + place.y(last_row) - top)
        tint = self._theme.colour("accent")
        tint.setAlphaF(0.14)
        painter.save()
        painter.setClipRect(area)
        painter.fillRect(box, tint)
        painter.setPen(QPen(self._theme.colour("focus"), 2.0))
        painter.drawRect(box)
        painter.restore()

    # around it

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer cells are seen."""
        super().resizeEvent(event)
        self._resize()

    def changeEvent(self, event: QEvent) -> None:
        """Other fonts or colours: draw anew."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._resize()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Everything is drawn anew."""
        self.viewport().update()

    def _scrolled(self) -> None:
        self.look_at(self.place.at(self.horizontalScrollBar().value(), self.verticalScrollBar().value()))

    def _describe(self) -> None:
        """Tell a screen reader what is seen and selected."""
        if self.aligned is None:
            self.setAccessibleDescription("")
            return
        rows, columns = (number_text(number) for number in self.aligned.rows.shape)
        self.setAccessibleName(
            tr("Alignment {name}, {rows} rows, {columns} columns")
            .format(name=self.aligned.title, rows=rows, columns=columns)
            .replace("  ", " ")
        )
        told = tr("Seen: {place}.").format(place=_block_text(self.place.block))
        if self.selection is not None:
            told += " " + tr("Selected: {place}.").format(place=_block_text(self.selection))
        self.setAccessibleDescription(told)


def _block_text(block: Block) -> str:
    first_row, last_row, first, last = block
    words = tr("rows {first_row}–{last_row}, columns {first}–{last}")
    return words.format(
        first_row=number_text(first_row + 1),
        last_row=number_text(last_row),
        first=number_text(first + 1),
        last=number_text(last),
    )


def _heat_paints() -> tuple[Paints, ...]:
    """Letters on each of the colours of a posterior."""
    found = []
    for colour in heat(np.linspace(0.0, 1.0, _HEAT_LEVELS)).tolist():
        ground = (colour >> 16 & 255, colour >> 8 & 255, colour & 255)
        ink = (0, 0, 0) if contrast((0, 0, 0), ground) >= contrast((255, 255, 255), ground) else (255, 255, 255)
        found.append(Paints(np.full(256, colour, np.uint32), np.full(256, packed(ink), np.uint32)))
    return tuple(found)
