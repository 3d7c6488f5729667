"""Which dropped things can be opened, and windows that take them."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow


class DropWindow(QMainWindow):
    """A window that files and folders can be dropped on."""

    paths_dropped = Signal(object)
    """Paths."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        event.acceptProposedAction()
        self.paths_dropped.emit(dropped_paths(event.mimeData()))


def dropped_paths(data: QMimeData) -> tuple[str, ...]:
    """The local files and folders in a drop."""
    return tuple(url.toLocalFile() for url in data.urls() if url.isLocalFile())
