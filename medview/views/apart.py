"""Places for a tool window that changes what another widget shows: beside it, not over it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget


def apart(size: QSize, kept: QRect, room: QRect) -> QPoint:
    """Where a window covers least of what is to be seen, inside the screen.

    Args:
        size: The window's, with its frame.
        kept: What is to be seen.
        room: The screen's.

    Returns:
        Top left corner.
    """
    width, height = size.width(), size.height()
    middle = kept.center() - QPoint(width // 2, height // 2)
    wanted = (
        QPoint(kept.left() - width, middle.y()),
        QPoint(kept.right() + 1, middle.y()),
        QPoint(middle.x(), kept.bottom() + 1),
        QPoint(middle.x(), kept.top() - height),
    )
    places = [QRect(_inside(place, size, room), size) for place in wanted]
    return min(places, key=lambda place: _area(place.intersected(kept))).topLeft()


def put_apart(window: QWidget, kept: QWidget) -> None:
    """Move a window away from a widget of another one."""
    seen = QRect(kept.mapToGlobal(QPoint(0, 0)), kept.size())
    window.move(apart(window.frameGeometry().size(), seen, kept.screen().availableGeometry()))


def _inside(place: QPoint, size: QSize, room: QRect) -> QPoint:
    right, bottom = room.right() + 1 - size.width(), room.bottom() + 1 - size.height()
    return QPoint(max(room.left(), min(place.x(), right)), max(room.top(), min(place.y(), bottom)))


def _area(rect: QRect) -> int:
    return rect.width() * rect.height() if rect.isValid() else 0
