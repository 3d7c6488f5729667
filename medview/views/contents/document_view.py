"""An encapsulated document: pages, text, or what can be said of a model."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from medview.core.content import Document
from medview.core.errors import WriteError
from medview.views import words
from medview.views.background import Background
from medview.views.contents.pages import Pages
from medview.views.jobs import JobBridge
from medview.views.solid.model_view import ModelView

_STEP = 1.25
_MEDIA = {"pdf": "PDF", "cda": "CDA", "stl": "STL", "obj": "OBJ", "mtl": "MTL"}
_ENDINGS = {"cda": "xml"}
_MODELS = frozenset({"stl", "obj"})


class DocumentView(QWidget):
    """A document and a way to save a copy.

    Args:
        background: Copies files.
        jobs: Where models are read.
        parent: The widget it stands in.
    """

    failed = Signal(object)
    """A ``MedViewError``."""
    saved = Signal(str)
    """Path of a copy."""

    def __init__(self, background: Background, jobs: JobBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._document: Document | None = None
        self.pages = Pages()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Text of the document"))
        self.facts = QLabel()
        self.facts.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.facts.setWordWrap(True)
        self._kinds = QStackedWidget()
        self.model = ModelView(jobs)
        for widget in (self.pages, self.text, self.model, self.facts):
            self._kinds.addWidget(widget)
        self.told = QLabel()
        self.told.setObjectName("muted")
        self._zoom = [
            _button("−", self.tr("Smaller"), lambda: self.pages.zoom_by(1 / _STEP)),
            _button("+", self.tr("Larger"), lambda: self.pages.zoom_by(_STEP)),
            _button(self.tr("Fit"), self.tr("As wide as there is room"), self.pages.fit),
        ]
        self.save = _button(self.tr("Save a copy…"), self.tr("Save the document as a file"), self._ask_copy)
        row = QHBoxLayout()
        row.addWidget(self.told, 1)
        for button in (*self._zoom, self.save):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self._kinds, 1)

    def show_document(self, document: Document) -> None:
        """Show another document."""
        self._document = document
        for button in self._zoom:
            button.setVisible(bool(document.pages))
        if document.pages:
            self.pages.show_pages(document.pages)
            self._kinds.setCurrentWidget(self.pages)
        elif document.text:
            self.text.setPlainText(document.text)
            self._kinds.setCurrentWidget(self.text)
        elif document.media in _MODELS:
            self._kinds.setCurrentWidget(self.model)
            self.model.show_model(document.path)
        else:
            self.facts.setText(self._nothing(document))
            self._kinds.setCurrentWidget(self.facts)
        self.told.setText(facts(document))

    def clear(self) -> None:
        """Let go of pages and model."""
        self._document = None
        self.model.show_model("")
        self.pages.show_pages(())
        self.text.clear()

    def copy_to(self, target: str) -> None:
        """Write a copy of the document."""
        document = self._document
        if document is not None:
            self._background.run(lambda: _copied(document.path, target), self.saved.emit, self.failed.emit)

    def _ask_copy(self) -> None:
        document = self._document
        if document is None:
            return
        ending = _ENDINGS.get(document.media, document.media)
        name = (
            "".join(sign if sign.isalnum() or sign in " -_" else "_" for sign in document.title).strip() or "document"
        )
        start = str(Path.home() / f"{name}.{ending}")
        title, kinds = self.tr("Save a copy"), f"{_MEDIA[document.media]} (*.{ending})"
        target, _ = QFileDialog.getSaveFileName(self, title, start, kinds)
        if target:
            self.copy_to(target)

    def _nothing(self, document: Document) -> str:
        told = self.tr("{media} documents are not drawn here.\nSave a copy to open it in another program.")
        return told.format(media=_MEDIA[document.media])


def facts(document: Document) -> str:
    """What the document is and how large."""
    pages = words.counted(len(document.pages), words.tr("1 page"), words.tr("{count} pages"))
    try:
        size = words.tr("{size:.0f} kB").format(size=max(1.0, Path(document.path).stat().st_size / 1000))
    except OSError:
        size = ""
    return " · ".join(part for part in (_MEDIA[document.media], pages if document.pages else "", size) if part)


def _copied(source: str, target: str) -> str:
    try:
        return shutil.copyfile(source, target)
    except OSError as error:
        told = words.tr("The copy could not be written: {reason}.").format(reason=error.strerror or error)
        raise WriteError(told, words.tr("Choose another folder.")) from error


def _button(text: str, tip: str, clicked: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.clicked.connect(lambda: clicked())
    return button
