"""The catalogue's window: the installed models at the left, the chosen one at the right, ways in below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QSplitter, QVBoxLayout, QWidget

from medview.session.state import Job
from medview.views.catalogue.details import Details
from medview.views.catalogue.entry import Broken, Entry, Listing
from medview.views.catalogue.model_list import ModelList
from medview.views.catalogue.strip import JobStrip
from medview.views.drops import dropped_paths
from medview.views.flow import Flow
from medview.views.messages import MessageBar
from medview.views.settings.fonts import resize_for_text

_WIDTH, _HEIGHT = 1080, 720
_LIST = 0.46
"""Part of the width."""
_SEARCH_MS = 120


class CatalogueDialog(QDialog):
    """Shows the catalogue and says what is wanted.

    Args:
        parent: The window.
    """

    install_asked = Signal(str)
    """A zip, a folder, or empty: ask which."""
    folder_asked = Signal()
    address_asked = Signal()
    import_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Models"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        resize_for_text(self, _WIDTH, _HEIGHT)
        self.messages = MessageBar()
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search models"))
        self.search.setAccessibleName(self.tr("Search models"))
        self.search.setClearButtonEnabled(True)
        self.list = ModelList()
        self.details = Details()
        self.strip = JobStrip()
        self._listing = Listing()
        self._wanted = ""
        self._later = QTimer(self, singleShot=True, interval=_SEARCH_MS)
        self._later.timeout.connect(lambda: self.list.search(self.search.text()))
        self.search.textChanged.connect(lambda _: self._later.start())
        self.list.chosen.connect(self._show)
        self.details.show_nothing(self.tr("Reading the catalogue…"))
        self._arrange()

    def show_listing(self, listing: Listing) -> None:
        """Show what is in the catalogue now."""
        self._listing = listing
        self.list.show_listing(listing)
        if self._wanted:
            self.choose(self._wanted)

    def choose(self, key: str) -> None:
        """Choose a package, now or when it is listed."""
        listed = any(entry.key == key for entry in self._listing.entries)
        self._wanted = "" if listed else key
        if listed:
            self.search.clear()
            self.list.search("")
            self.list.choose(key)

    def show_job(self, job: Job | None) -> None:
        """Show how far a job is; None: there is none."""
        self.strip.show_job(job)
        self.details.show_busy(job is not None)
        for button in self._ways_in:
            button.setEnabled(job is None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Install what was dropped."""
        event.acceptProposedAction()
        for path in dropped_paths(event.mimeData())[:1]:
            self.install_asked.emit(path)

    def _show(self, value: Entry | Broken | None) -> None:
        match value:
            case Entry():
                versions = [one for one in self._listing.entries if one.card.id == value.card.id]
                self.details.show_entry(value, len(versions) > 1)
            case Broken():
                self.details.show_broken(value)
            case _:
                nothing = self.tr("No model is installed.")
                self.details.show_nothing(self.tr("No model has these words.") if self.search.text() else nothing)

    def _arrange(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.details)
        split.setSizes([round(_LIST * self.width()), round((1 - _LIST) * self.width())])
        split.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.addWidget(self.messages)
        layout.addWidget(split, 1)
        layout.addWidget(self.strip)
        layout.addLayout(self._below())

    def _below(self) -> QHBoxLayout:
        ways = (
            (self.tr("Install file…"), self.tr("Install a package from a zip"), lambda: self.install_asked.emit("")),
            (self.tr("Install folder…"), self.tr("Install a package from a folder"), self.folder_asked.emit),
            (self.tr("Install from address…"), self.tr("Download a package by https"), self.address_asked.emit),
            (
                self.tr("Import a model…"),
                self.tr("Make a package of someone's model: MONAI, nnU-Net, PyTorch, Keras or ONNX"),
                self.import_asked.emit,
            ),
        )
        box = QWidget()
        row = Flow(box, stretched=False)
        self._ways_in = [_button(*way) for way in ways]
        self.install_file, self.install_folder, self.install_address, self.import_model = self._ways_in
        for button in self._ways_in:
            row.addWidget(button)
        close = _button(self.tr("Close"), self.tr("Close the catalogue; Esc does it, too"), self.reject)
        below = QHBoxLayout()
        below.addWidget(box, 1)
        below.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        return below


def _button(text: str, tip: str, clicked: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    button.setAutoDefault(False)
    button.clicked.connect(lambda: clicked())
    return button
