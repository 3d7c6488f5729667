"""A viewport with nothing in it, or not yet: it says what is awaited, or what to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
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
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._refused = False
        self._free = True
        self._told = ""

    def show_state(self, state: State, parts: Parts) -> None:
        """Say what is awaited here."""
        uid = state.tile.series
        reason = state.failures.get(uid, "")
        self._free, self._refused = not uid, bool(reason)
        self._told = self._said(state, uid, reason)
        self.setAccessibleName(self._told)
        self._write()

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or less room for words."""
        super().resizeEvent(event)
        self._write()

    def _write(self) -> None:
        """All of it, or the first line alone in a small viewport; the rest is its tip."""
        first, _, rest = self._told.partition("\n")
        needed = self.words.fontMetrics().boundingRect(self.rect(), Qt.TextFlag.TextWordWrap, self._told).height()
        self.words.setText(self._told if needed <= self.height() else first)
        self.setToolTip(rest)

    def _said(self, state: State, uid: str, reason: str) -> str:
        if not uid:
            return self.tr("Drag a series here.\nEnter shows the one chosen in the list of studies.")
        if reason:
            told = self.tr("“{series}” is not open: {reason}\nEnter tries again.")
            return told.format(series=_title(state, uid), reason=reason)
        title = _title(state, uid)
        if not title:
            return self.tr("This series is not among the open studies.\nOpen the folder that holds it.")
        return self.tr("Loading {series}…").format(series=title)


def _title(state: State, uid: str) -> str:
    listed = (series for study in state.studies for series in study.series)
    found = next((series for series in listed if series.uid == uid), None)
    return words.series_title(found) if found is not None else ""
