"""What the browser shows before anything is open: how to open a study, and those opened before."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from medview.session.store import Recent
from medview.views import words
from medview.views.flow import Flow


class Welcome(QWidget):
    """An invitation and the recent studies."""

    recent_chosen = Signal(object)
    """A ``Recent``."""
    folder_asked = Signal()
    files_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        invitation = QLabel(self.tr("Drop a folder, DICOM or NIfTI files, or a zip here, or open them:"))
        invitation.setWordWrap(True)
        folder = QPushButton(self.tr("Open a folder…"))
        folder.setToolTip(self.tr("Open every study in a folder."))
        folder.clicked.connect(self.folder_asked)
        files = QPushButton(self.tr("Open files…"))
        files.setToolTip(self.tr("Open images, objects, a DICOMDIR or an archive of them."))
        files.clicked.connect(self.files_asked)
        buttons = Flow()
        buttons.addWidget(folder)
        buttons.addWidget(files)
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
        layout.addLayout(buttons)
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
