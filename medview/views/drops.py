"""Which dropped things can be opened."""

from __future__ import annotations

from PySide6.QtCore import QMimeData


def dropped_paths(data: QMimeData) -> tuple[str, ...]:
    """The local files and folders in a drop."""
    return tuple(url.toLocalFile() for url in data.urls() if url.isLocalFile())
