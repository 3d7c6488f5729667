"""The message bar: what was found, what was expected, what to do; it never stops the work."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from medview.core.errors import MedViewError

Kind = Literal["error", "warning", "info"]


class MessageBar(QFrame):
    """One message at a time, above the viewers, until it is closed or replaced."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        close = QPushButton(self.tr("Close"))
        close.setProperty("flat", True)
        close.setToolTip(self.tr("Take this message away"))
        close.clicked.connect(self.clear)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 6, 6, 6)
        layout.addWidget(self._text, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def text(self) -> str:
        """What is shown, as plain text."""
        return _plain(self._text.text()) if not self.isHidden() else ""

    def show_message(self, message: str, hint: str = "", kind: Kind = "info") -> None:
        """Show a message and what to do about it."""
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self._text.setText(rich(message, hint))
        self.show()

    def show_error(self, error: MedViewError) -> None:
        """Show an expected failure."""
        self.show_message(error.message, error.hint, "error")

    def clear(self) -> None:
        """Take the message away."""
        self.hide()


def rich(message: str, hint: str = "") -> str:
    """A message and its next step as rich text; the message's own signs stay what they are."""
    return "<br>".join(part for part in (f"<b>{escaped(message)}</b>", escaped(hint)) if part)


def escaped(text: str) -> str:
    """A text as rich text that shows its own signs."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")


def _plain(text: str) -> str:
    plain = text.replace("<b>", "").replace("</b>", "").replace("<br>", "\n")
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
