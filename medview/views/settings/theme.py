"""Colours and icons: one style sheet, one table of colours per theme; both can change while the window is open."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from medview.core.resources import resource
from medview.views.settings.fonts import set_text_size, text_scale

THEMES = ("dark", "light", "contrast")
SYSTEM = "system"
"""Stands for the dark or the light theme, whichever the desktop has."""

_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "panel",
    QPalette.ColorRole.AlternateBase: "raised",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "bad",
    QPalette.ColorRole.Link: "link",
    QPalette.ColorRole.LinkVisited: "link",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "accent_text",
    QPalette.ColorRole.Accent: "accent",
}
_DIMMED = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)
_HALF = 0.5
_SIZE = re.compile(r"@(\d+)(px|pt)")


@dataclass(eq=False)
class Theme:
    """A named table of colours; its icons follow when it becomes another.

    Args:
        name: One of ``THEMES``.
        colours: Role (``"text"``, ``"bad_fill"``) to ``#rrggbb``.
    """

    name: str
    colours: Mapping[str, str]

    def colour(self, role: str) -> QColor:
        """The colour of a role."""
        return QColor(self.colours[role])

    def icon(self, name: str, switch: bool = True) -> QIcon:
        """A shipped line icon in this theme's colours, whatever they are when it is drawn.

        Args:
            name: The icon's.
            switch: It lies on the accent colour while it is on; rows of a tree that are open do not.
        """
        return QIcon(_Lines(self, resource("icons", f"{name}.svg").read_text(encoding="utf-8"), switch))

    def become(self, name: str) -> None:
        """Take the colours of another theme."""
        self.name = resolved(name)
        self.colours = json.loads(resource("themes", f"{self.name}.json").read_text(encoding="utf-8"))


def resolved(name: str) -> str:
    """The shipped theme meant by a name: the desktop's for ``SYSTEM``, the dark one for a name that is not known."""
    hints = QGuiApplication.styleHints() if name == SYSTEM else None
    if hints is not None and hints.colorScheme() is Qt.ColorScheme.Light:
        return "light"
    return name if name in THEMES else THEMES[0]


def load_theme(name: str) -> Theme:
    """The theme of that name, see ``resolved``."""
    theme = Theme("", {})
    theme.become(name)
    return theme


def apply_theme(app: QApplication, theme: Theme, text_size: int = 100) -> None:
    """Colour every widget of the application and give it its size of text.

    Args:
        app: The application.
        theme: Colours.
        text_size: Percent of the size the desktop wants.
    """
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    set_text_size(app, text_size)
    app.setPalette(_palette(theme))
    app.setStyleSheet(style_sheet(theme, text_scale()))


def style_sheet(theme: Theme, scale: float) -> str:
    """The style sheet with a theme's colours and with sizes that follow the text."""
    sheet = resource("themes", "medview.qss").read_text(encoding="utf-8")
    sheet = _SIZE.sub(lambda found: f"{round(int(found[1]) * scale)}{found[2]}", sheet)
    for role in sorted(theme.colours, key=len, reverse=True):  # the longest first: @text is a part of @text_dim
        sheet = sheet.replace(f"@{role}", theme.colours[role])
    tick = "check" if theme.colour("accent_text").lightnessF() > _HALF else "check_dark"
    return sheet.replace("@tick", resource("icons", f"{tick}.svg").as_posix())


class _Lines(QIconEngine):
    """Draws a line icon at any size and pixel ratio, in the colours its theme has at that moment."""

    def __init__(self, theme: Theme, drawing: str, switch: bool) -> None:
        super().__init__()
        self._theme = theme
        self._switch = switch
        self._drawing = drawing
        self._drawn: dict[tuple[str, int, int, float], QPixmap] = {}

    def clone(self) -> QIconEngine:
        """Another one of the same icon."""
        return _Lines(self._theme, self._drawing, self._switch)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw into a rectangle."""
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """A picture of the icon."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """A picture of the icon for screens of a pixel ratio; ``size`` is in device-independent pixels."""
        colour = self._theme.colours[_role(mode, state if self._switch else QIcon.State.Off)]
        key = (colour, size.width(), size.height(), scale)
        if key not in self._drawn:
            self._drawn[key] = _picture(self._drawing.replace("@colour", colour), size, scale)
        return self._drawn[key]


def _role(mode: QIcon.Mode, state: QIcon.State) -> str:
    """Switches that are on lie on the accent colour."""
    if mode is QIcon.Mode.Disabled:
        return "disabled"
    return "accent_text" if state is QIcon.State.On else "text"


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, theme.colour(name))
    for role in _DIMMED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.colour("disabled"))
    return palette


def _picture(drawing: str, size: QSize, scale: float) -> QPixmap:
    pixmap = QPixmap(size * scale)
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size.width(), size.height()))
    painter.end()
    return pixmap
