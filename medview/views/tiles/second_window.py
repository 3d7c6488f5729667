"""A second window of viewports, for a second monitor."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRect, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QScreen

from medview.views.drops import DropWindow
from medview.views.settings.preferences import Preferences
from medview.views.tiles.tiles import Tiles

_LEAST_SEEN = 80
"""Pixels of a window's title each way that must be on a screen for a hand to reach it."""


class SecondWindow(DropWindow):
    """Nothing but viewports; the keys of the main window act here too.

    Args:
        tiles: The viewports.
        preferences: Where it remembers its place.
        beside: The screen of the main window.
    """

    left = Signal()
    """A person closed it."""

    def __init__(self, tiles: Tiles, preferences: Preferences, beside: QScreen) -> None:
        super().__init__()
        self.tiles = tiles
        self._preferences = preferences
        self._shutting = False
        self.setWindowTitle(self.tr("MedView – second window"))
        self.setCentralWidget(tiles)
        self._place(beside)
        QGuiApplication.instance().screenRemoved.connect(self._screen_gone)  # type: ignore[union-attr]

    def come_back(self) -> None:
        """Stand on a screen that exists, if this one does not any more."""
        areas = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        if not areas or any(_reachable(self.frameGeometry(), area) for area in areas):
            return
        area = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(self.size().boundedTo(area.size()))
        self.move(area.topLeft())

    def shut(self) -> None:
        """Close it because the program closes, or because no viewport is in it any more."""
        self._shutting = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the place; what its viewports showed stays in the browser."""
        QGuiApplication.instance().screenRemoved.disconnect(self._screen_gone)  # type: ignore[union-attr]
        self._preferences.change(second_window=bytes(self.saveGeometry().toBase64().data()).decode("ascii"))
        self.tiles.close()
        super().closeEvent(event)
        if not self._shutting:
            self._shutting = True
            self.left.emit()

    def _place(self, beside: QScreen) -> None:
        """Where it stood before, else all over another screen, else beside the main window."""
        kept = QByteArray.fromBase64(QByteArray(self._preferences.value.second_window.encode("ascii", "replace")))
        if not kept.isEmpty() and self.restoreGeometry(kept):
            self.come_back()
            return
        other = next((screen for screen in QGuiApplication.screens() if screen is not beside), None)
        area = (other or beside).availableGeometry()
        self.setGeometry(area if other is not None else QRect(area.center(), area.size() / 2))

    def _screen_gone(self, _screen: QScreen) -> None:
        QTimer.singleShot(0, self, self.come_back)  # the window system moves it first, if it does


def _reachable(window: QRect, screen: QRect) -> bool:
    """Whether enough of a window's title is on a screen to take it by."""
    title = QRect(window.left(), window.top(), window.width(), _LEAST_SEEN).intersected(screen)
    return title.width() >= _LEAST_SEEN and title.height() >= _LEAST_SEEN // 4
