"""What is dragged within the program: series out of the browser, viewports onto each other."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QMimeData

SERIES = "application/x-medview-series"
TILE = "application/x-medview-tile"


def series_data(uid: str) -> QMimeData:
    """A series in the hand."""
    return _data(SERIES, uid)


def tile_data(number: int) -> QMimeData:
    """A viewport in the hand."""
    return _data(TILE, str(number))


def dropped_series(data: QMimeData) -> str:
    """The series that is dragged; empty for none."""
    return _text(data, SERIES)


def dropped_tile(data: QMimeData) -> int | None:
    """The viewport that is dragged, if one is."""
    text = _text(data, TILE)
    return int(text) if text.isdigit() else None


def _data(kind: str, text: str) -> QMimeData:
    data = QMimeData()
    data.setData(kind, QByteArray(text.encode()))
    return data


def _text(data: QMimeData, kind: str) -> str:
    return bytes(data.data(kind).data()).decode("utf-8", "replace") if data.hasFormat(kind) else ""
