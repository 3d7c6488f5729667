"""A layout that goes on in the next line where the room ends: rows of buttons in narrow panels and with large text."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

_GAP = 6


class Flow(QLayout):
    """Places widgets beside each other, equally stretched in each line, and below each other when there is no room.

    Args:
        parent: The widget laid out.
        stretched: Widgets of a line share its whole width.
    """

    def __init__(self, parent: QWidget | None = None, stretched: bool = True) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._stretched = stretched
        self.setContentsMargins(QMargins())
        self.setSpacing(_GAP)

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One of them."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give one back."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Neither way."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines."""
        lines = self._lines(width)
        return sum(_height(line) for line in lines) + self.spacing() * max(0, len(lines) - 1)

    def sizeHint(self) -> QSize:
        """All beside each other."""
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """The widest alone."""
        hints = [item.minimumSize() for item in self._shown()]
        return QSize(max((h.width() for h in hints), default=0), max((h.height() for h in hints), default=0))

    def setGeometry(self, rect: QRect) -> None:
        """Place all."""
        super().setGeometry(rect)
        y = rect.y()
        for line in self._lines(rect.width()):
            self._place(line, QPoint(rect.x(), y), rect.width())
            y += _height(line) + self.spacing()

    def _place(self, line: list[QLayoutItem], at: QPoint, width: int) -> None:
        room = width - sum(_width(item) for item in line) - self.spacing() * (len(line) - 1)
        more = max(0, room) // len(line) if self._stretched else 0
        x = at.x()
        for item in line:
            taken = min(_width(item) + more, width)
            item.setGeometry(QRect(x, at.y(), taken, _height(line)))
            x += taken + self.spacing()

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._shown():
            if lines and used + self.spacing() + _width(item) <= width:
                lines[-1].append(item)
                used += self.spacing() + _width(item)
            else:
                lines.append([item])
                used = _width(item)
        return lines

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]


def _width(item: QLayoutItem) -> int:
    return item.sizeHint().width()


def _height(line: list[QLayoutItem]) -> int:
    return max(item.sizeHint().height() for item in line)
