"""A structured report, plan or list of key objects, to be read, searched and copied."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from medview.core.content import Tree
from medview.views.contents.report_html import FIRST_LINES, IMAGE, MORE, Line, html_of, lines_of, plain_text
from medview.views.settings.theme import Theme


class ReportView(QWidget):
    """A tree as a document.

    Args:
        theme: Colours.
        parent: The widget it stands in.
    """

    images_asked = Signal(object)
    """SOP Instance UIDs a line points to."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: tuple[Line, ...] = ()
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(self.tr("Report"))
        self.text.anchorClicked.connect(self._follow)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search in the text"))
        self.search.setAccessibleName(self.tr("Search in the text"))
        self.search.setClearButtonEnabled(True)
        self.search.returnPressed.connect(self.find_next)
        self.missed = QLabel()
        self.missed.setObjectName("muted")
        copy = QPushButton(self.tr("Copy all"))
        copy.setToolTip(self.tr("Put the whole text on the clipboard"))
        copy.clicked.connect(self.copy_all)
        row = QHBoxLayout()
        row.addWidget(self.search, 1)
        row.addWidget(self.missed)
        row.addWidget(copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.text, 1)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.search.setFocus)

    def show_tree(self, tree: Tree) -> None:
        """Show another tree, from its top."""
        self._lines = lines_of(tree)
        self.missed.clear()
        self.text.setHtml(html_of(self._lines, self._theme))

    def changeEvent(self, event: QEvent) -> None:
        """Follow another theme or size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and self._lines:
            self._show_all()

    def clear(self) -> None:
        """Show nothing."""
        self._lines = ()
        self.text.clear()

    def find_next(self) -> None:
        """Go to the next place with the words searched for, and from the top again after the last."""
        wanted = self.search.text()
        if not wanted:
            return
        if len(self._lines) > FIRST_LINES and wanted.lower() not in self.text.toPlainText().lower():
            self._show_all()
        found = self.text.find(wanted) or self._find_from_top(wanted)
        self.missed.setText("" if found else self.tr("Not found"))

    def copy_all(self) -> None:
        """Put all lines on the clipboard."""
        QGuiApplication.clipboard().setText(plain_text(self._lines))

    def _find_from_top(self, wanted: str) -> bool:
        place = self.text.textCursor()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        found = self.text.find(wanted, QTextDocument.FindFlag(0))
        if not found:
            self.text.setTextCursor(place)
        return found

    def _follow(self, url: QUrl) -> None:
        target = url.toString()
        if target == MORE:
            self._show_all()
        elif target.startswith(IMAGE):
            self.images_asked.emit(self._lines[int(target.removeprefix(IMAGE))][1].images)

    def _show_all(self) -> None:
        place = self.text.verticalScrollBar().value()
        self.text.setHtml(html_of(self._lines, self._theme, len(self._lines)))
        self.text.verticalScrollBar().setValue(place)
