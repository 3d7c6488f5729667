"""A popup of arrangements: a grid to sweep over for rows × columns, and the uneven ones below it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from medview.session.layout import ARRANGEMENTS, Place
from medview.views.settings.theme import Theme

MOST = 4
"""Rows and columns of the largest grid."""
_GAP = 4
_UNEVEN = tuple(name for name in ARRANGEMENTS if "+" in name)
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_CHOOSE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class LayoutPicker(QWidget):
    """Asks for an arrangement, by mouse or keys.

    Args:
        theme: Colours.
        parent: The window.
        places: What is laid out now: the picker begins there.
    """

    chosen = Signal(str)
    """Name of an arrangement."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, places: tuple[Place, ...] = ()) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAccessibleName(self.tr("Layout"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        now = next((name for name, others in ARRANGEMENTS.items() if set(others) == set(places)), "")
        self.sheet = _Sheet(theme, _extent(places))
        self.sheet.chosen.connect(self._choose)
        self.sheet.hinted.connect(self._say)
        self.words = QLabel()
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout()
        self.uneven: dict[str, QToolButton] = {}
        for name in _UNEVEN:
            button = _Uneven(ARRANGEMENTS[name], theme, shown=name == now)
            button.setAccessibleName(uneven_words(name))
            button.setToolTip(uneven_words(name))
            button.clicked.connect(lambda _=False, wanted=name: self._choose(wanted))
            self.uneven[name] = button
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(self.sheet)
        layout.addWidget(self.words)
        layout.addLayout(row)
        self._say(self.sheet.size_)

    def show_at(self, place: QPoint) -> None:
        """Pop up with its upper left corner at a global place, within the screen."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        right, bottom = room.right() - self.width(), room.bottom() - self.height()
        self.move(max(room.left(), min(place.x(), right)), max(room.top(), min(place.y(), bottom)))
        self.show()
        self.sheet.setFocus()

    def _say(self, size: tuple[int, int]) -> None:
        rows, columns = size
        self.words.setText(self.tr("{rows} × {columns}").format(rows=rows, columns=columns))

    def _choose(self, name: str) -> None:
        self.chosen.emit(name)
        self.close()


class _Sheet(QWidget):
    """Cells: those up to the pointer, or the one arrow keys reached, are meant."""

    chosen = Signal(str)
    hinted = Signal(object)
    """(rows, columns)."""

    def __init__(self, theme: Theme, size: tuple[int, int]) -> None:
        super().__init__()
        self._theme = theme
        self.size_ = size
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._tell()

    def sizeHint(self) -> QSize:
        """Cells that are easily hit, larger with larger text."""
        side = 2 * self.fontMetrics().height()
        return QSize(MOST * side, MOST * side)

    def cell(self, row: int, column: int) -> QRect:
        """Where a cell lies, counted from 0."""
        width, height = self.width() // MOST, self.height() // MOST
        return QRect(column * width, row * height, width, height).adjusted(0, 0, -_GAP, -_GAP)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the cells."""
        painter = QPainter(self)
        for row in range(MOST):
            for column in range(MOST):
                meant = row < self.size_[0] and column < self.size_[1]
                colour = self._colour("accent" if meant else "field")
                painter.fillRect(self.cell(row, column), colour)
                painter.setPen(self._colour("link" if meant and self.hasFocus() else "border"))
                painter.drawRect(self.cell(row, column).adjusted(0, 0, -1, -1))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mean the cells up to the pointer."""
        place = event.position().toPoint()
        row, column = (place.y() * MOST // max(self.height(), 1), place.x() * MOST // max(self.width(), 1))
        self._mean(row + 1, column + 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take what is meant."""
        if self.rect().contains(event.position().toPoint()):
            self._take()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows mean another size, Enter takes it."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self._mean(self.size_[0] + step[0], self.size_[1] + step[1])
        elif event.key() in _CHOOSE:
            self._take()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def _mean(self, rows: int, columns: int) -> None:
        self.size_ = (min(max(rows, 1), MOST), min(max(columns, 1), MOST))
        self._tell()
        self.update()

    def _tell(self) -> None:
        rows, columns = self.size_
        told = self.tr("{rows} rows of {columns} viewports; arrow keys change it, Enter takes it.")
        self.setAccessibleName(told.format(rows=rows, columns=columns))
        self.hinted.emit(self.size_)

    def _take(self) -> None:
        rows, columns = self.size_
        self.chosen.emit(f"{rows}x{columns}")

    def _colour(self, role: str) -> QColor:
        return self._theme.colour(role)


class _Uneven(QToolButton):
    """A button with a drawing of an arrangement."""

    def __init__(self, places: tuple[Place, ...], theme: Theme, shown: bool) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setChecked(shown)
        self._places = places
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        """As large as two cells."""
        side = self.fontMetrics().height()
        return QSize(4 * side, 3 * side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the places."""
        painter = QPainter(self)
        on = self.hasFocus() or self.underMouse() or self.isChecked()
        rows, columns = _reach(self._places)
        room = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        wide, high = room.width() / columns, room.height() / rows
        for place in self._places:
            area = QRectF(
                room.left() + place.column * wide,
                room.top() + place.row * high,
                place.columns * wide - _GAP / 2,
                place.rows * high - _GAP / 2,
            )
            painter.fillRect(area, self._theme.colour("accent" if on else "field"))
            painter.setPen(self._theme.colour("link" if on else "border"))
            painter.drawRect(area)
        painter.end()


def uneven_words(name: str) -> str:
    """``"1+3"`` in words."""
    large, small = name.split("+")
    told = QCoreApplication.translate("LayoutPicker", "{large} large and {small} small")
    return told.format(large=large, small=small)


def _reach(places: tuple[Place, ...]) -> tuple[int, int]:
    """(rows, columns) that places reach over."""
    rows = max((place.row + place.rows for place in places), default=1)
    return rows, max((place.column + place.columns for place in places), default=1)


def _extent(places: tuple[Place, ...]) -> tuple[int, int]:
    """The grid the cells begin with: as many rows and columns as are laid out, one viewport for an uneven layout."""
    rows, columns = _reach(places)
    return (min(rows, MOST), min(columns, MOST)) if len(places) == rows * columns else (1, 1)
