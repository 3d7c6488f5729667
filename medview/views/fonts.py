"""Fonts of the window: names in Chinese and Japanese must be readable on a machine without such fonts."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFontDatabase

from medview.core.errors import MedViewError
from medview.core.resources import resource

FALLBACK = "DroidSansFallbackFull.ttf"
"""Shipped for the reports; it has no Latin letters, so Qt takes from it only what no other font has."""


@cache
def add_fallback() -> bool:
    """Let Qt find the shipped font, once (9 ms); whether it is there."""
    try:
        return QFontDatabase.addApplicationFont(str(resource("fonts", FALLBACK))) >= 0
    except MedViewError:
        return False
