"""Colours and icons: one style sheet, one table of colours per theme."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from medview.core.resources import resource

THEMES = ("dark", "light")
_SIZES = (16, 20, 24, 32, 40, 48, 64)

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


@dataclass(frozen=True)
class Theme:
    """A named table of colours.

    Args:
        name: One of ``THEMES``.
        colours: Role (``"text"``, ``"bad_fill"``) to ``#rrggbb``.
    """

    name: str
    colours: Mapping[str, str]

    def colour(self, role: str) -> QColor:
        """The colour of a role."""
        return QColor(self.colours[role])

    def icon(self, name: str) -> QIcon:
        """A shipped line icon in this theme's colours."""
        icon = QIcon()
        drawing = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
        for mode, role in (
            (QIcon.Mode.Normal, "text"),
            (QIcon.Mode.Disabled, "disabled"),
            (QIcon.Mode.Selected, "text"),
        ):
            renderer = QSvgRenderer(QByteArray(drawing.replace("@colour", self.colours[role]).encode()))
            for size in _SIZES:
                icon.addPixmap(_drawn(renderer, size), mode)
        return icon


def load_theme(name: str) -> Theme:
    """The shipped theme of that name; the dark one for a name that is not known."""
    known = name if name in THEMES else THEMES[0]
    return Theme(known, json.loads(resource("themes", f"{known}.json").read_text(encoding="utf-8")))


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Colour every widget of the application."""
    app.setStyle("Fusion")
    app.setPalette(_palette(theme))
    sheet = resource("themes", "medview.qss").read_text(encoding="utf-8")
    for role in sorted(theme.colours, key=len, reverse=True):  # the longest first: @text is a part of @text_dim
        sheet = sheet.replace(f"@{role}", theme.colours[role])
    app.setStyleSheet(sheet.replace("@icons", resource("icons").as_posix()))


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, theme.colour(name))
    for role in _DIMMED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.colour("disabled"))
    return palette


def _drawn(renderer: QSvgRenderer, size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
