"""The one place where strings of Qt-free packages become the reader's language."""

from __future__ import annotations

from collections.abc import Callable

_translate: Callable[[str], str] = str


def tr(text: str) -> str:
    """Translate a user-visible string; the text itself where no translation is installed."""
    return _translate(text)


def install_translation(translate: Callable[[str], str]) -> None:
    """Use ``translate`` for every later ``tr``; called once, at start."""
    global _translate
    _translate = translate
