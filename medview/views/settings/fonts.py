"""Fonts of the window: their size, and a fallback for names in Chinese and Japanese on machines without such fonts."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget

from medview.core.errors import MedViewError
from medview.core.resources import resource

FALLBACK = "DroidSansFallbackFull.ttf"
"""Shipped for the reports; it has no Latin letters, so Qt takes from it only what no other font has."""
_DESKTOP_FONT, _SCALE = "medview_desktop_font", "medview_text_scale"
"""The application keeps the font the desktop wants, and how much larger the reader wants text, under these names."""

_EDGE = 60
"""Pixels of the screen a dialog leaves free."""


@cache
def add_fallback() -> bool:
    """Let Qt find the shipped font, once (9 ms); whether it is there."""
    try:
        return QFontDatabase.addApplicationFont(str(resource("fonts", FALLBACK))) >= 0
    except MedViewError:
        return False


def set_text_size(app: QApplication, percent: int) -> None:
    """Make all text larger or smaller than the desktop wants it.

    Args:
        app: The application.
        percent: 100 for the desktop's own size.
    """
    desktop = app.property(_DESKTOP_FONT)
    if desktop is None:
        desktop = QFont(app.font())
        app.setProperty(_DESKTOP_FONT, desktop)
    app.setProperty(_SCALE, percent / 100)
    font = QFont(desktop)
    if desktop.pointSizeF() > 0:
        font.setPointSizeF(desktop.pointSizeF() * percent / 100)
    else:
        font.setPixelSize(round(desktop.pixelSize() * percent / 100))
    if font != app.font():
        app.setFont(font)


def text_scale() -> float:
    """How many times larger than usual the reader wants text."""
    app = QApplication.instance()
    scale = app.property(_SCALE) if app is not None else None
    return float(scale) if scale is not None else 1.0


def scaled(pixels: float) -> int:
    """A length that belongs to text, such as a font's height in a viewport, at the reader's size of text.

    Args:
        pixels: The length at the usual size.
    """
    return round(pixels * text_scale())


def resize_for_text(widget: QWidget, width: int, height: int) -> None:
    """Give a dialog its usual size at the reader's size of text, as far as the screen has room for it.

    Args:
        widget: The dialog.
        width: Pixels at the usual size of text.
        height: Pixels at the usual size of text.
    """
    room = widget.screen().availableGeometry()
    widget.resize(min(scaled(width), room.width() - _EDGE), min(scaled(height), room.height() - _EDGE))
