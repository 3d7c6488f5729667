"""The reader's hand on an alignment: select cells, columns and rows, move, point, by mouse and by keys."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QKeySequence, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from medview.imaging.sequences.columns import row_identity
from medview.views.sequences.alignment_plane import AlignmentPlane
from medview.views.sequences.words import number_text, tr
from medview.views.settings.theme import Theme

_NOTCH = 120.0
_WHEEL_ROWS = 3
_GAPS = frozenset(b"-.~ ")


class AlignmentCanvas(AlignmentPlane):
    """An alignment that can be taken hold of.

    Args:
        theme: Colours of the window.
        parent: The widget it stands in.
    """

    pointed = Signal(str)
    """The cell under the pointer, in words."""
    copy_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._anchor = self._free = (0, 0)
        self._moving: QPointF | None = None
        self._wheel = 0.0

    # the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to select cells, columns (in the head) or rows (on their names), or to move."""
        if event.button() == Qt.MouseButton.MiddleButton:
            self._moving = event.position()
        elif event.button() == Qt.MouseButton.LeftButton and self.aligned is not None:
            cell = self.cell_at(event.position())
            if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier or self.selection is None:
                self._anchor = cell
            self._free = cell
            self._stretch(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select further, move, or tell what is under the pointer."""
        if self._moving is not None:
            step, self._moving = event.position() - self._moving, event.position()
            self.look_at(self.place.at(self.place.left - round(step.x()), self.place.top - round(step.y())))
        elif event.buttons() & Qt.MouseButton.LeftButton:
            self._free = self.cell_at(event.position())
            self._stretch(event.position())
            self.look_at(self.place.holding(*self._free))
        else:
            self.pointed.emit(self.cell_text(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The drag ends."""
        if event.button() == Qt.MouseButton.MiddleButton:
            self._moving = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Through the rows; through the columns with Shift or sideways; nearer or farther with Ctrl."""
        turned, place = event.angleDelta(), self.place
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._wheel += turned.y() / _NOTCH
            steps, self._wheel = int(self._wheel), self._wheel - int(self._wheel)
            self.zoom_by(steps, event.position())
        elif turned.x() or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            way = (turned.x() or turned.y()) / _NOTCH
            self.look_at(place.at(round(place.left - way * place.width / 10), place.top))
        else:
            step = turned.y() / _NOTCH * _WHEEL_ROWS * max(place.cell.height, self.looks().row)
            self.look_at(place.at(place.left, round(place.top - step)))
        event.accept()

    def _stretch(self, at: QPointF) -> None:
        """The selection reaches from where it began to the pointer; over names and the head through everything."""
        area = self.cells_area()
        rows, columns = self.place.rows, self.place.columns
        across = (0, rows) if at.y() < area.top() else _between(self._anchor[0], self._free[0])
        along = (0, columns) if at.x() < area.left() else _between(self._anchor[1], self._free[1])
        self.select((*across, *along))

    def cell_text(self, at: QPointF) -> str:
        """The cell under a widget pixel: row, letter and its number, column and what is known of it."""
        area = self.cells_area()
        if self.aligned is None or not self.place.columns:
            return ""
        row, column = self.cell_at(at)
        if at.x() < area.left():
            return self._row_text(row) if at.y() >= area.top() else ""
        told = [tr("Column {number}").format(number=number_text(column + 1))]
        number = self.row_number(row)
        if at.y() >= area.top() and self.row_name(row):
            line = self.aligned.rows[number]
            letter = int(line[column])
            start = self.aligned.starts[number] if self.aligned.starts else 0
            before = start + int(np.count_nonzero(~np.isin(line[: column + 1], list(_GAPS))))
            what = tr("gap") if letter in _GAPS else f"{chr(letter)} {number_text(before)}"
            told = [self.row_name(row), what, *told]
        found = self.head.columns
        if found is not None:
            told.append(tr("identity {part:.0f} %").format(part=100 * found.identity[column]))
            told.append(tr("conservation {part:.2f}").format(part=found.conservation[column]))
        values = self.head.posterior
        if values is not None and np.isfinite(values[column]):
            of_column = self.aligned.posterior is not None and self.aligned.posterior.ndim == 1
            words = tr("probability that this column is right {value:.2f}") if of_column else "{name} {value:.2f}"
            told.append(words.format(name=self.heat_name(), value=values[column]))
        return " · ".join(told)

    def _row_text(self, row: int) -> str:
        """A row's name and how much it is like the consensus."""
        found, name = self.head.columns, self.row_name(row)
        if self.aligned is None or found is None or not name:
            return name
        number = self.row_number(row)
        part = float(row_identity(self.aligned.rows[number : number + 1], found.consensus)[0])
        return f"{name} · " + tr("{part:.0f} % identical to the consensus").format(part=100 * part)

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows, stretch the selection with Shift, zoom with + and −, copy."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
            return
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.select((0, self.place.rows, 0, self.place.columns))
            return
        way = _WAYS.get(Qt.Key(event.key()))
        if way is not None and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._extend(*way)
        elif way is not None:
            self._move(*way)
        elif not self._other_key(Qt.Key(event.key())):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keys of this view are its own while it has the focus."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_own(event):
            event.accept()
            return True
        return bool(super().event(event))

    def viewportEvent(self, event: QEvent) -> bool:
        """What lies under the pointer is its tooltip, too."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.cell_text(QPointF(event.pos())), self.viewport())
            return True
        return bool(super().viewportEvent(event))

    def _other_key(self, key: Qt.Key) -> bool:
        place = self.place
        acts: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Plus: lambda: self.zoom_by(1),
            Qt.Key.Key_Equal: lambda: self.zoom_by(1),
            Qt.Key.Key_Minus: lambda: self.zoom_by(-1),
            Qt.Key.Key_0: self.fit,
            Qt.Key.Key_Home: lambda: self.look_at(place.at(0, place.top)),
            Qt.Key.Key_End: lambda: self.look_at(place.at(place.size[0], place.top)),
            Qt.Key.Key_PageUp: lambda: self.look_at(place.at(place.left, place.top - place.height)),
            Qt.Key.Key_PageDown: lambda: self.look_at(place.at(place.left, place.top + place.height)),
        }
        if key == Qt.Key.Key_Escape and self.selection is not None:
            self.select(None)
        elif key in acts:
            acts[key]()
        else:
            return False
        return True

    def _move(self, rows: int, columns: int) -> None:
        place = self.place
        step = max(place.cell.height, 1), max(place.cell.width, place.width // 10)
        self.look_at(place.at(place.left + columns * step[1], place.top + rows * step[0]))

    def _extend(self, rows: int, columns: int) -> None:
        """Move the free corner of the selection by cells."""
        if self.selection is None:
            first_row, _, first, _ = self.place.block
            self._anchor = self._free = (first_row, first)
        else:
            row, column = self._free[0] + rows, self._free[1] + columns
            self._free = (
                min(max(row, 0), max(self.place.rows - 1, 0)),
                min(max(column, 0), max(self.place.columns - 1, 0)),
            )
        self.select((*_between(self._anchor[0], self._free[0]), *_between(self._anchor[1], self._free[1])))
        self.look_at(self.place.holding(*self._free))


_WAYS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


def _between(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other) + 1


_OWN = frozenset(
    {
        *_WAYS,
        Qt.Key.Key_Plus,
        Qt.Key.Key_Equal,
        Qt.Key.Key_Minus,
        Qt.Key.Key_0,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    }
)


def _is_own(event: QKeyEvent) -> bool:
    """Whether the view does something with a key: alone, with Shift, or one of the usual ones for copies."""
    if event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.SelectAll):
        return True
    held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
    return not held and Qt.Key(event.key()) in _OWN
