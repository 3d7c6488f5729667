"""Sequences on the clipboard: kept as a file, and opened like any other one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from medview.core.errors import MedViewError
from medview.jobs.protocol import Failed
from medview.views.jobs import Then
from medview.views.window import Window


class PasteCommands(QObject):
    """Opens what was copied elsewhere.

    Args:
        window: The window.
        folder: Where pasted sequences are kept.
        show: Opens files, and shows the first of them.
        parent: The commands.
    """

    def __init__(
        self, window: Window, folder: Path, show: Callable[[tuple[str, ...]], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._folder = folder
        self._show = show

    def paste(self) -> None:
        """Open the sequences on the clipboard."""
        then = Then(done=self._opened, failed=self._tell_failed)
        text, title = QGuiApplication.clipboard().text(), self.tr("Paste sequences")
        self._window.parts.jobs.submit("files", "paste_sequences", title, then, text=text, folder=str(self._folder))

    def _opened(self, path: str) -> None:
        self._show((path,))

    def _tell_failed(self, failed: Failed) -> None:
        self._window.messages.show_error(MedViewError(failed.message, failed.hint))
