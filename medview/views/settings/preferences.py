"""The settings while the program runs: the value, who is told of a change, and its way to the disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from medview.session.settings import Settings, save_settings
from medview.views.background import Background


class Preferences(QObject):
    """Holds the settings.

    Args:
        value: The settings at start.
        path: Where they are stored.
        background: Writes them.
        parent: The application.
    """

    changed = Signal()
    failed = Signal(object)
    """A ``MedViewError``: they could not be stored and count until the program ends."""

    def __init__(self, value: Settings, path: Path, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.value = value
        self._path = path
        self._background = background

    def change(self, **fields: Any) -> None:
        """Change some fields and store them."""
        self.put(replace(self.value, **fields))

    def put(self, new: Settings) -> None:
        """Take other settings and store them."""
        if new == self.value:
            return
        self.value = new
        self._background.run(lambda: save_settings(self._path, new), lambda _: None, self.failed.emit)
        self.changed.emit()
