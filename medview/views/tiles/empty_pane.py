"""A viewport with nothing in it, or not yet: it says what is awaited, or what to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel

from medview.session.reduce import Parts
from medview.session.state import State
from medview.views import words
from medview.views.tiles.pane import Kit, Pane

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EmptyPane(Pane):
    """Words in place of a picture.

    Args:
        kit: What it is made with.
        number: The tile it shows.
    """

    def __init__(self, kit: Kit, number: int) -> None:
        super().__init__(kit, number)
        self.words = QLabel()
        self.words.setObjectName("muted")
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._room.addWidget(self.words, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._refused = False
        self._free = True

    def show_state(self, state: State, parts: Parts) -> None:
        """Say what is awaited here."""
        uid = state.tile.series
        reason = state.failures.get(uid, "")
        self._free, self._refused = not uid, bool(reason)
        text = self._said(state, uid, reason)
        self.words.setText(text)
        self.setAccessibleName(text)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """Nothing is done to nothing."""
        return {}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter: the series chosen in the browser, or another try."""
        if event.key() in _ENTER and self._free:
            self.fill_asked.emit()
        elif event.key() in _ENTER and self._refused:
            self.retry_asked.emit()
        else:
            super().keyPressEvent(event)

    def _said(self, state: State, uid: str, reason: str) -> str:
        if not uid:
            return self.tr("Drag a series here.\nEnter shows the one chosen in the list of studies.")
        if reason:
            told = self.tr("“{series}” is not open: {reason}\nEnter tries again.")
            return told.format(series=_title(state, uid), reason=reason)
        return self.tr("Loading {series}…").format(series=_title(state, uid))


def _title(state: State, uid: str) -> str:
    listed = (series for study in state.studies for series in study.series)
    found = next((series for series in listed if series.uid == uid), None)
    return words.series_title(found) if found is not None else ""
