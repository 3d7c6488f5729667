"""Where series can be dropped, and viewports taken by the hand and put onto each other."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QChildEvent, QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from medview.views.dropping import dropped_series, dropped_tile, tile_data

_HELD = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease)


class DropArea(QWidget):
    """A widget of tiles; who inherits says which tile lies where.

    Args:
        parent: The window.
    """

    series_dropped = Signal(str, int)
    """Series UID and the tile it is to be shown in."""
    tiles_swapped = Signal(int, int)
    """Two tiles are to change places."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dropping: int | None = None
        """The tile something is dragged over."""
        self._pressed: tuple[int, QPoint] | None = None
        self.setAcceptDrops(True)

    @abstractmethod
    def tile_at(self, place: QPoint) -> int | None:
        """The tile under a place of this widget."""

    def watch(self, widget: QWidget) -> None:
        """Let Alt and the left button drag a viewport onto another one, wherever it is taken."""
        for one in (widget, *widget.findChildren(QWidget)):
            one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt and the left button: the viewport is taken by the hand."""
        if event.type() is QEvent.Type.ChildAdded and isinstance(event, QChildEvent):
            child = event.child()
            if isinstance(child, QWidget):
                child.installEventFilter(self)
            return False
        return event.type() in _HELD and isinstance(event, QMouseEvent) and self._held(event)

    def _held(self, event: QMouseEvent) -> bool:
        """Whether a press, move or release is about dragging a viewport, and so about nothing else."""
        place = event.globalPosition().toPoint()
        if event.type() is QEvent.Type.MouseButtonPress:
            number = self.tile_at(self.mapFromGlobal(place)) if _takes_hold(event) else None
            self._pressed = (number, place) if number is not None else None
            return number is not None
        if self._pressed is None:
            return False
        number, start = self._pressed
        if event.type() is QEvent.Type.MouseButtonRelease:
            self._pressed = None
        elif (place - start).manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            self._drag(number)
        return True

    def _drag(self, number: int) -> None:
        drag = QDrag(self)
        drag.setMimeData(tile_data(number))
        drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take series and viewports; files are the window's."""
        self._consider(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where it would go."""
        self._consider(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It goes elsewhere."""
        self.dropping = None
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Show a series here, or swap two viewports."""
        number, self.dropping = self.tile_at(event.position().toPoint()), None
        self.update()
        uid, tile = dropped_series(event.mimeData()), dropped_tile(event.mimeData())
        if number is None or not (uid or tile is not None):
            event.ignore()
            return
        event.acceptProposedAction()
        if uid:
            self.series_dropped.emit(uid, number)
        elif tile is not None and tile != number:
            self.tiles_swapped.emit(tile, number)

    def _consider(self, event: QDragMoveEvent) -> None:
        number = self.tile_at(event.position().toPoint())
        known = dropped_series(event.mimeData()) or dropped_tile(event.mimeData()) is not None
        self.dropping = number if known else None
        self.update()
        if known and number is not None:
            event.acceptProposedAction()
        else:
            event.ignore()


def _takes_hold(event: QMouseEvent) -> bool:
    alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    return alt and event.button() == Qt.MouseButton.LeftButton
