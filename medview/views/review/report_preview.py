"""The report preview: its pages as they will be printed, what is not in it, and where to save it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from medview.views import words
from medview.views.messages import MessageBar
from medview.views.settings.fonts import resize_for_text

_PAGE_WIDTH = 760
_NAMED = 8
"""Files that are named; of more, their number is told."""


class ReportPreview(QDialog):
    """Shows pages and saves report and findings into a folder.

    Args:
        reviewer: Who reviews; may be empty.
        undecided: Findings nobody decided on.
        accepted: Findings that were accepted.
        files: Names of what is saved together.
        parent: The window.
    """

    export_asked = Signal(str)
    """Folder."""
    cancel_asked = Signal()

    def __init__(
        self, reviewer: str, undecided: int, accepted: int, files: tuple[str, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Report"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        resize_for_text(self, 880, 860)
        self.facts = QLabel(self._facts(reviewer, accepted, files))
        self.facts.setWordWrap(True)
        self.undecided = QLabel(self._undecided(undecided))
        self.undecided.setObjectName("warnings")
        self.undecided.setWordWrap(True)
        self.undecided.setVisible(undecided > 0)
        self.messages = MessageBar()
        self._pages = QVBoxLayout()
        self._pages.setSpacing(14)
        self._pages.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        inside = QWidget()
        inside.setLayout(self._pages)
        self._area = QScrollArea()
        self._area.setAccessibleName(self.tr("Pages of the report"))
        self._area.setWidgetResizable(True)
        self._area.setWidget(inside)
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setFormat("%p %")
        self.stage = QLabel()
        self.stage.setObjectName("muted")
        self._folder = ""
        layout = QVBoxLayout(self)
        for widget in (self.facts, self.undecided, self.messages):
            layout.addWidget(widget)
        layout.addWidget(self._area, 1)
        layout.addLayout(self._buttons())
        self.show_progress(0.0, self.tr("Drawing the report…"))

    @property
    def page_count(self) -> int:
        """Number of pages shown."""
        return self._pages.count()

    def show_progress(self, fraction: float, note: str) -> None:
        """Show that work goes on."""
        self.bar.setValue(round(1000 * fraction))
        self.stage.setText(note)
        self._busy(True)

    def show_pages(self, paths: tuple[str, ...]) -> None:
        """Show the pages."""
        for path in paths:
            page = QLabel()
            page.setAccessibleName(self.tr("Page {number}").format(number=self._pages.count() + 1))
            ratio = self.devicePixelRatioF()
            picture = QPixmap(path).scaledToWidth(
                round(_PAGE_WIDTH * ratio), Qt.TransformationMode.SmoothTransformation
            )
            picture.setDevicePixelRatio(ratio)
            page.setPixmap(picture)
            page.setFixedSize(picture.deviceIndependentSize().toSize())
            self._pages.addWidget(page)
        self._busy(False)
        self.save.setEnabled(True)

    def show_failure(self, message: str, hint: str) -> None:
        """Tell what did not work; what was done so far stays."""
        self.messages.show_message(message, hint, "error")
        self._busy(False)
        self.save.setEnabled(self.page_count > 0)

    def show_saved(self, folder: str, names: tuple[str, ...], remark: str) -> None:
        """Tell what was written where."""
        self._folder = folder
        told = self.tr("Saved in {folder}: {names}.").format(folder=folder, names=", ".join(names))
        self.messages.show_message(told, remark)
        self.show_folder.show()
        self._busy(False)
        self.save.setEnabled(True)

    def choose_folder(self) -> None:
        """Ask for a folder and export into it."""
        start = self._folder or str(Path.home())
        folder = QFileDialog.getExistingDirectory(self, self.tr("Save the report and its files in"), start)
        if folder:
            self._folder = folder
            self.messages.clear()
            self.export_asked.emit(folder)

    def _buttons(self) -> QHBoxLayout:
        self.save = QPushButton(self.tr("Save in a folder…"))
        self.save.setProperty("primary", True)
        self.save.setToolTip(self.tr("Write the report and the files named above into a folder"))
        self.save.setEnabled(False)
        self.save.clicked.connect(self.choose_folder)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setToolTip(self.tr("Stop what is being made"))
        self.cancel.clicked.connect(self.cancel_asked)
        self.show_folder = QPushButton(self.tr("Open the folder"))
        self.show_folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder)))
        self.show_folder.setToolTip(self.tr("Show the saved files"))
        self.show_folder.hide()
        close = QPushButton(self.tr("Close"))
        close.setToolTip(self.tr("Close the preview; Esc does it, too"))
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self.stage)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        row.addStretch(1)
        for button in (self.show_folder, close, self.save):
            row.addWidget(button)
        return row

    def _busy(self, busy: bool) -> None:
        for widget in (self.bar, self.stage, self.cancel):
            widget.setVisible(busy)
        if busy:
            self.save.setEnabled(False)

    def _facts(self, reviewer: str, accepted: int, files: tuple[str, ...]) -> str:
        who = reviewer or self.tr("nobody yet")
        count = words.counted(accepted, self.tr("1 accepted finding"), self.tr("{count} accepted findings"))
        shown, more = ", ".join(files[:_NAMED]), len(files) - _NAMED
        names = self.tr("{names} and {count} more").format(names=shown, count=more) if more > 0 else shown
        return self.tr("Reviewed by {who} · {count}. Saved together: {files}.").format(
            who=who, count=count, files=names
        )

    def _undecided(self, undecided: int) -> str:
        one = self.tr("1 finding is not reviewed: it will not be in the report.")
        many = self.tr("{count} findings are not reviewed: they will not be in the report.")
        return words.counted(undecided, one, many)
