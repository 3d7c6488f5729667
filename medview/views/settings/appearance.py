"""How the window looks, as it is set: theme and size of text, changed while it is open."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from medview.session.settings import TEXT_SIZES
from medview.views.settings.preferences import Preferences
from medview.views.settings.theme import Theme, apply_theme, resolved

STEP = 10
"""A key press makes text this much larger or smaller, percent."""


class Appearance(QObject):
    """Follows the settings and the desktop.

    Args:
        app: The application.
        theme: The colours everything was made with; it becomes what is set.
        preferences: The settings.
        parent: The window.
    """

    def __init__(
        self, app: QApplication, theme: Theme, preferences: Preferences, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._theme = theme
        self._preferences = preferences
        self._text_size = preferences.value.text_size
        preferences.changed.connect(self._follow)
        app.styleHints().colorSchemeChanged.connect(self._follow)

    def larger(self) -> None:
        """Make text larger."""
        self._resize(self._preferences.value.text_size + STEP)

    def smaller(self) -> None:
        """Make text smaller."""
        self._resize(self._preferences.value.text_size - STEP)

    def usual(self) -> None:
        """Give text the desktop's own size."""
        self._resize(100)

    def _resize(self, percent: int) -> None:
        least, most = TEXT_SIZES
        self._preferences.change(text_size=min(most, max(least, percent)))

    def _follow(self) -> None:
        wanted = self._preferences.value
        name = resolved(wanted.theme)
        if (name, wanted.text_size) == (self._theme.name, self._text_size):
            return
        self._theme.become(name)
        self._text_size = wanted.text_size
        apply_theme(self._app, self._theme, wanted.text_size)
