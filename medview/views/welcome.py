"""What the browser shows before anything is open: how to open a study, and those opened before."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from medview.session.store import Recent
from medview.views import words


class Welcome(QWidget):
    """An invitation and the recent studies."""

    recent_chosen = Signal(object)
    """A ``Recent``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        invitation = QLabel(self.tr("Drop a folder, DICOM or NIfTI files, or a zip here, or use File › Open."))
        invitation.setWordWrap(True)
        self._heading = QLabel(self.tr("Recent studies"))
        self._heading.setObjectName("heading")
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAccessibleName(self.tr("Recent studies"))
        self.list.itemClicked.connect(self._chosen)
        self.list.itemActivated.connect(self._chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 4, 4, 0)
        layout.setSpacing(10)
        layout.addWidget(invitation)
        layout.addWidget(self._heading)
        layout.addWidget(self.list, 1)
        layout.addStretch(0)
        self.show_recent(())

    def show_recent(self, recent: tuple[Recent, ...]) -> None:
        """List studies opened before, newest first."""
        self.list.clear()
        for entry in recent:
            item = QListWidgetItem(recent_text(entry))
            item.setData(Qt.ItemDataRole.UserRole, entry)
            item.setToolTip("\n".join(entry.paths))
            self.list.addItem(item)
        self._heading.setVisible(bool(recent))
        self.list.setVisible(bool(recent))

    def _chosen(self, item: QListWidgetItem) -> None:
        self.recent_chosen.emit(item.data(Qt.ItemDataRole.UserRole))


def recent_text(entry: Recent) -> str:
    """A recent study on two lines."""
    return f"{entry.title}\n{words.moment(entry.time)}"
