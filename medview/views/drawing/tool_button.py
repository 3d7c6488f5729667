"""The drawing tools in the toolbar: the one used last, and a menu of all of them."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from medview.views.actions.table import Actions
from medview.views.viewport.tools import SHAPES


class ToolButton(QToolButton):
    """Chooses a tool that draws.

    Args:
        actions: The window's actions.
        parent: The toolbar.
    """

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.setAccessibleName(self.tr("Measuring tool"))
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for tool in SHAPES:
            menu.addAction(actions[f"tool_{tool.value}"])
        menu.addSeparator()
        for name in ("measure_snap", "measure_sticky"):
            menu.addAction(actions[name])
        self.setMenu(menu)
        self.setDefaultAction(actions["tool_length"])
        for tool in SHAPES:
            actions[f"tool_{tool.value}"].toggled.connect(
                lambda on, action=actions[f"tool_{tool.value}"]: self._take(on, action)
            )

    def _take(self, on: bool, action: QAction) -> None:
        if on:
            self.setDefaultAction(action)
