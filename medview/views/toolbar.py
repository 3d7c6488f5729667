"""The toolbar: texts beside the icons while there is room for them, else icons alone, smaller ones if need be."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QToolBar, QToolButton, QWidget

from medview.views.actions.table import Actions, title
from medview.views.settings.fonts import scaled

WITH_TEXT = ("open_folder", "open_files", "|", "analyse", "report")
ICONS = (
    "undo",
    "redo",
    "|",
    "tool_window",
    "tool_zoom",
    "tool_pan",
    "tool_crosshair",
    "uncertainty",
    "layout_picker",
    "maximise",
    "reset",
    "|",
    "palette",
    "help",
)
"""Names of actions; ``"|"`` is a line between them."""
_ICON = 22
"""Pixels at the usual size of text."""
_BESIDE, _ALONE = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly


class Toolbar(QToolBar):
    """The most used actions; all of them are in the menus, too, and by that way reached with keys.

    Args:
        actions: The window's actions.
        parent: The window.
    """

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Tools"))
        self.setObjectName("tools")
        self.setMovable(False)
        self.setIconSize(QSize(scaled(_ICON), scaled(_ICON)))
        self._lettered: list[QToolButton] = []
        titles = {spec.name: title(spec) for spec in actions.specs}
        for name in (*WITH_TEXT, "|", *ICONS):
            if name == "|":
                self.addSeparator()
                continue
            actions[name].setIconText(titles[name])
            self.addAction(actions[name])
            button = self.widgetForAction(actions[name])
            assert isinstance(button, QToolButton)
            button.setAccessibleName(titles[name])
            button.setToolButtonStyle(_BESIDE if name in WITH_TEXT else _ALONE)
            if name in WITH_TEXT:
                self._lettered.append(button)
        self._room_for_texts = 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let go of the texts, or take them up again."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another size of text needs another room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._room_for_texts = 0
            self._fit()

    def _fit(self) -> None:
        if not self._room_for_texts:
            self._room_for_texts = self._needed(_BESIDE, scaled(_ICON))
        if self.width() >= self._room_for_texts:
            self._needed(_BESIDE, scaled(_ICON))
            return
        missing = self._needed(_ALONE, scaled(_ICON)) - self.width()
        if missing > 0:
            count = sum(not action.isSeparator() for action in self.actions())
            self._needed(_ALONE, max(_ICON, scaled(_ICON) - math.ceil(missing / count)))

    def _needed(self, style: Qt.ToolButtonStyle, icon: int) -> int:
        """The width the buttons need, which have this style and size then."""
        self._letter(style)
        if self.iconSize().width() != icon:
            self.setIconSize(QSize(icon, icon))
        return self.sizeHint().width()

    def _letter(self, style: Qt.ToolButtonStyle) -> None:
        for button in self._lettered:
            if button.toolButtonStyle() != style:
                button.setToolButtonStyle(style)
