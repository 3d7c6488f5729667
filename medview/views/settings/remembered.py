"""The file of headers scanned before, while the reader wants it."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PySide6.QtCore import QObject

from medview.views.settings.preferences import Preferences


class Remembered(QObject):
    """Says where headers are remembered, and removes them as soon as they are not to be.

    Args:
        file: Where.
        preferences: Say whether.
    """

    def __init__(self, file: Path, preferences: Preferences) -> None:
        super().__init__(preferences)
        self._file = file
        self._preferences = preferences
        preferences.changed.connect(self._forget)
        self._forget()

    def path(self) -> str:
        """The file; empty when nothing is to be remembered."""
        return str(self._file) if self._preferences.value.remember_headers else ""

    def _forget(self) -> None:
        if not self._preferences.value.remember_headers:
            for file in (self._file, self._file.with_name(f"{self._file.name}-journal")):
                with contextlib.suppress(OSError):  # another window scans: it is removed at the next start
                    file.unlink()
