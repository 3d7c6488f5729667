"""How probable every pair of letters of two sequences is, as a map with the alignment's way through it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from medview.core.overlay import Colour
from medview.core.pair_alignment import DOUBTFUL, PairAlignment
from medview.imaging.sequences.pairs import corners, nearest, pooled
from medview.views.sequences.alignment_head import heat, paint_colour_bar
from medview.views.sequences.band import Look, fitted_name, tuple_colour, write
from medview.views.sequences.places import round_positions
from medview.views.sequences.schemes import SAFE, paints
from medview.views.sequences.words import interval_text, number_text, tr
from medview.views.settings.theme import Theme
from medview.views.viewport.colouring import opaque_image

_WAY: Colour = (0, 190, 255)
_DOUBT: Colour = (255, 255, 255)
"""Of the way through the map where it is probable, and where it is not: both differ from all colours of the map."""
_SPACING = 6.0
_BAR = 130.0
_TICKS = 5.0
_WORDY = 4
"""Letters of a part that are named."""


@dataclass(frozen=True, eq=False)
class PairWay:
    """Two aligned sequences, as the map wants them.

    Args:
        pair: The alignment.
        heat: (rows, columns) the greatest probability of a pair of letters in each part of both sequences.
        chances: (columns,) how probable each column is to be right.
        way: (columns + 1, 2) letters before each column, and behind the last one.
        letters: Those of both rows, without gaps.
    """

    pair: PairAlignment
    heat: NDArray[np.float32]
    chances: NDArray[np.float32]
    way: NDArray[np.int64]
    letters: tuple[str, str]

    @property
    def lengths(self) -> tuple[int, int]:
        """Letters of both sequences."""
        return self.pair.first.length, self.pair.second.length


def way_of(pair: PairAlignment) -> PairWay:
    """An alignment as arrays."""
    rows = np.stack([np.frombuffer(row.letters.encode(), np.uint8) for row in (pair.first, pair.second)])
    way = corners(rows, (pair.first.start, pair.second.start))
    letters = pair.first.letters.replace("-", ""), pair.second.letters.replace("-", "")
    return PairWay(pair, np.array(pair.heat, np.float32), np.array(pair.chances, np.float32), way, letters)


@dataclass(frozen=True, eq=False)
class _Drawn:
    """What is drawn at one size.

    Args:
        image: The map.
        way: The way through it, widget pixels.
        doubts: Its doubtful pieces.
    """

    image: QImage
    way: QPolygonF
    doubts: list[QLineF]


class PairMap(QWidget):
    """Draws the map: the first sequence downwards, the second one to the right.

    Args:
        theme: Colours of the window.
        parent: The widget it stands in.
    """

    pointed = Signal(str)
    """What lies under the pointer, in words; empty for nothing."""
    column_chosen = Signal(int)
    """A column of the alignment is to be seen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.shown: PairWay | None = None
        self.column = -1
        """The column that is marked; -1 for none."""
        self._drawn: _Drawn | None = None
        self.setMinimumSize(160, 140)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Map of probabilities"))

    def show_pair(self, shown: PairWay | None) -> None:
        """Show another alignment, or none."""
        self.shown, self.column, self._drawn = shown, -1, None
        self._describe()
        self.update()

    def mark(self, column: int) -> None:
        """Mark where a column lies; -1: none."""
        if column != self.column:
            self.column = column
            self._describe()
            self.update()

    # where things are

    def area(self) -> QRectF:
        """Where the map is drawn: in the shape of the lengths, as far as neither side becomes too thin."""
        look = self._look()
        metrics = QFontMetricsF(look.font)
        lengths = self.shown.lengths if self.shown is not None else (1, 1)
        left = metrics.horizontalAdvance(number_text(lengths[0])) + _TICKS + 2 * _SPACING
        top = 3.0 * look.row + _TICKS + 3 * _SPACING
        room = QRectF(left, top, max(self.width() - left - _SPACING, 1.0), max(self.height() - top - _SPACING, 1.0))
        ratio = min(max(lengths[1] / max(lengths[0], 1), 1 / 3), 3.0)
        wide = min(room.width(), room.height() * ratio)
        return QRectF(room.left(), room.top(), float(int(wide)), float(int(min(room.height(), wide / ratio))))

    def place(self, at: QPointF) -> tuple[float, float] | None:
        """Letters of both sequences before a widget pixel; None beside the map."""
        area = self.area()
        if self.shown is None or not area.contains(at):
            return None
        first, second = self.shown.lengths
        down, along = (at.y() - area.top()) / area.height(), (at.x() - area.left()) / area.width()
        return min(down * first, first - 1e-6), min(along * second, second - 1e-6)

    def words(self, at: QPointF) -> str:
        """The letters under a widget pixel and how probable it is that they are paired."""
        place = self.place(at)
        if self.shown is None or place is None:
            return ""
        sizes, lengths = self.shown.heat.shape, self.shown.lengths
        down, along = (int(where) * size // length for where, size, length in zip(place, sizes, lengths, strict=True))
        exact = sizes == lengths
        told = tr("paired with probability {value:.2f}") if exact else tr("paired with probability {value:.2f} at most")
        value = told.format(value=self.shown.heat[down, along])
        return " · ".join((self._part(0, down), self._part(1, along), value))

    def _part(self, side: int, number: int) -> str:
        """A part of a sequence: its letters, where they stand in the alignment, and their numbers."""
        assert self.shown is not None
        row = (self.shown.pair.first, self.shown.pair.second)[side]
        size = self.shown.heat.shape[side]
        start, end = (-(-edge * row.length // size) for edge in (number, number + 1))
        letters = self.shown.letters[side][max(start - row.start, 0) : max(end - row.start, 0)]
        some = f"{letters[:_WORDY]}…" if len(letters) > _WORDY else letters
        return " ".join(filter(None, (row.name, some, interval_text((start, end)))))

    def _point(self, first: float, second: float) -> QPointF:
        assert self.shown is not None
        area, (rows, columns) = self.area(), self.shown.lengths
        return QPointF(area.left() + second / columns * area.width(), area.top() + first / rows * area.height())

    # the hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the column nearest to the pointer."""
        place = self.place(event.position())
        if event.button() == Qt.MouseButton.LeftButton and place is not None and self.shown is not None:
            self._choose(nearest(self.shown.way, *place))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell what is under the pointer."""
        self.pointed.emit(self.words(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at."""
        self.pointed.emit("")
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Along the way with the arrows, Home and End."""
        last = len(self.shown.chances) - 1 if self.shown is not None else -1
        ways = {
            Qt.Key.Key_Left: self.column - 1,
            Qt.Key.Key_Up: self.column - 1,
            Qt.Key.Key_Right: self.column + 1,
            Qt.Key.Key_Down: self.column + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        to = ways.get(Qt.Key(event.key()))
        if to is None or last < 0:
            super().keyPressEvent(event)
        else:
            self._choose(min(max(to, 0), last))

    def event(self, event: QEvent) -> bool:
        """What lies under the pointer is its tooltip; its arrows are its own."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.words(QPointF(event.pos())), self)
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and not event.modifiers():
            event.setAccepted(Qt.Key(event.key()) in _OWN)
        return bool(super().event(event))

    def _choose(self, column: int) -> None:
        if column >= 0:
            self.mark(column)
            self.column_chosen.emit(column)

    # drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw names, numbers, the map, the way and the marked column."""
        painter, look = QPainter(self), self._look()
        painter.fillRect(self.rect(), look.colour("panel"))
        painter.setFont(look.font)
        if self.shown is not None:
            area = self.area()
            self._drawn = drawn = self._drawn or self._draw(area)
            painter.drawImage(area, drawn.image)
            self._paint_head(painter, look)
            self._paint_numbers(painter, area, look)
            self._paint_way(painter, drawn)
            self._paint_mark(painter, area)
            painter.setPen(QPen(look.colour("border"), 1.0))
            painter.drawRect(area.adjusted(-0.5, -0.5, 0.5, 0.5))
        if self.hasFocus():
            painter.setPen(QPen(look.colour("focus"), 1.0))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -1.0, -1.0))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size has other pixels."""
        self._drawn = None
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Other fonts leave other room."""
        self._drawn = None
        super().changeEvent(event)
        self.update()

    def _paint_head(self, painter: QPainter, look: Look) -> None:
        """Both names with the ways they go, and the colours with their ends."""
        assert self.shown is not None
        words = f"↓ {self.shown.pair.first.name}   → {self.shown.pair.second.name}"
        bar = QRectF(_SPACING, look.row + 1.5 * _SPACING, _BAR, look.row)
        paint_colour_bar(painter, bar, look)
        named = (
            (_SPACING, _SPACING / 2, words, "text"),
            (bar.right() + _SPACING, bar.top(), tr("Probability to be paired"), "muted"),
        )
        for left, top, told, role in named:
            room = max(self.width() - left - _SPACING, 0.0)
            box = QRectF(left, top, room, look.row + _SPACING / 2)
            write(painter, box, fitted_name(told, room, look.font), look.colour(role), centred=False)

    def _paint_numbers(self, painter: QPainter, area: QRectF, look: Look) -> None:
        assert self.shown is not None
        metrics = QFontMetricsF(look.font)
        rows, columns = self.shown.lengths
        widest = metrics.horizontalAdvance(number_text(max(rows, columns)))
        for position in round_positions((0, columns), 1.8 * widest * columns / area.width()):
            x = self._point(0, position - 0.5).x()
            wide = metrics.horizontalAdvance(number_text(position))
            left = min(max(x - wide / 2, area.left()), self.width() - wide - 1)
            box = QRectF(left, area.top() - _TICKS - look.row, wide + 1, look.row)
            write(painter, box, number_text(position), look.colour("muted"))
            painter.drawLine(QPointF(x, area.top() - _TICKS), QPointF(x, area.top() - 1))
        for position in round_positions((0, rows), 2.0 * look.row * rows / area.height()):
            y = self._point(position - 0.5, 0).y()
            top = min(max(y - look.row / 2, area.top()), area.bottom() - look.row)
            wide = metrics.horizontalAdvance(number_text(position))
            box = QRectF(area.left() - _TICKS - 3 - wide, top, wide + 1, look.row)
            write(painter, box, number_text(position), look.colour("muted"))
            painter.drawLine(QPointF(area.left() - _TICKS, y), QPointF(area.left() - 1, y))

    def _paint_way(self, painter: QPainter, drawn: _Drawn) -> None:
        """The way, in another colour where it is doubtful."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tuple_colour(_WAY), 1.0))
        painter.drawPolyline(drawn.way)
        painter.setPen(QPen(tuple_colour(_DOUBT), 1.0))
        painter.drawLines(drawn.doubts)
        painter.restore()

    def _draw(self, area: QRectF) -> _Drawn:
        """What changes with the size alone."""
        assert self.shown is not None
        rows, columns = (max(int(side * self.devicePixelRatioF()), 1) for side in (area.height(), area.width()))
        image = opaque_image(heat(pooled(self.shown.heat, rows, columns)))
        lengths = np.array(self.shown.lengths)
        pixels = self.shown.way[:, ::-1] / lengths[::-1] * (area.width(), area.height()) + (area.left(), area.top())
        return _Drawn(image, _line(pixels), _pieces(pixels, self.shown.chances < DOUBTFUL))

    def _paint_mark(self, painter: QPainter, area: QRectF) -> None:
        if self.shown is None or not 0 <= self.column < len(self.shown.chances):
            return
        (first, second) = (self.shown.way[self.column : self.column + 2].mean(axis=0)).tolist()
        at = self._point(first, second)
        painter.setPen(QPen(tuple_colour(_DOUBT), 1.0, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(area.left(), at.y()), QPointF(area.right(), at.y()))
        painter.drawLine(QPointF(at.x(), area.top()), QPointF(at.x(), area.bottom()))

    # around it

    def _look(self) -> Look:
        row = int(QFontMetricsF(self.font()).height())
        return Look(self._theme, self.font(), paints(SAFE, self._theme), row)

    def _describe(self) -> None:
        """Tell a screen reader what is marked."""
        if self.shown is None or self.column < 0:
            self.setAccessibleDescription("")
            return
        told = tr("Column {number}, probability that it is right {value:.2f}")
        self.setAccessibleDescription(
            told.format(number=number_text(self.column + 1), value=self.shown.chances[self.column])
        )


_OWN = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End})


def _line(pixels: NDArray[np.float64]) -> QPolygonF:
    """A line through points, those alone that are half a pixel apart."""
    places = np.round(2.0 * pixels).astype(np.int64)
    kept = np.concatenate([[True], (places[1:] != places[:-1]).any(axis=1)])
    kept[-1] = True
    return QPolygonF([QPointF(x, y) for x, y in pixels[kept].tolist()])


def _pieces(pixels: NDArray[np.float64], wanted: NDArray[np.bool_]) -> list[QLineF]:
    """Some of the lines between points, of those half a pixel apart one alone."""
    pieces = np.concatenate([pixels[:-1], pixels[1:]], axis=1)[wanted]
    _, first = np.unique(np.round(2.0 * pieces).astype(np.int64), axis=0, return_index=True)
    return [QLineF(*piece) for piece in pieces[first].tolist()]
