"""What a mouse button does in a viewport: the tools, the shapes they draw, and one drag."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

from PySide6.QtCore import QPointF, Qt

from medview.core.measurement import Shape
from medview.core.volume import Window


class Tool(Enum):
    """What the left button does."""

    WINDOW = "window"
    ZOOM = "zoom"
    PAN = "pan"
    CROSSHAIR = "crosshair"
    MAGNIFIER = "magnifier"
    PROBE = "probe"
    REGION_WINDOW = "region_window"
    LENGTH = "length"
    BIDIRECTIONAL = "bidirectional"
    ANGLE = "angle"
    COBB = "cobb"
    POLYLINE = "polyline"
    ELLIPSE = "ellipse"
    RECTANGLE = "rectangle"
    POLYGON = "polygon"
    FREEHAND = "freehand"
    SPHERE = "sphere"
    POINT = "point"
    ARROW = "arrow"
    TEXT = "text"
    CALIBRATION = "calibration"
    BOX = "box"
    """Draws what a model missed."""


SHAPES: dict[Tool, Shape] = {Tool(shape.value): shape for shape in Shape}
"""What measuring tools draw."""
DRAWING = frozenset({*SHAPES, Tool.BOX})
"""Tools that draw something and are put away then; the others draw nothing."""

CURSORS: dict[Tool, Qt.CursorShape] = {
    **dict.fromkeys(Tool, Qt.CursorShape.CrossCursor),
    Tool.WINDOW: Qt.CursorShape.ArrowCursor,
    Tool.ZOOM: Qt.CursorShape.SizeVerCursor,
    Tool.PAN: Qt.CursorShape.OpenHandCursor,
    Tool.TEXT: Qt.CursorShape.IBeamCursor,
}
"""The pointer's shape."""

_FIXED = {Qt.MouseButton.MiddleButton: Tool.PAN, Qt.MouseButton.RightButton: Tool.ZOOM}

MENU_SLACK = 4.0
"""A right button that moved less than this many pixels was a click."""

_WINDOW_PART = 250.0
"""Dragging this many pixels changes width or level by the width at the start."""


def button_tool(button: Qt.MouseButton, left: Tool) -> Tool | None:
    """The tool of a button; the left one has the chosen tool."""
    return left if button == Qt.MouseButton.LeftButton else _FIXED.get(button)


class Drag:
    """One drag, from press to release.

    Args:
        tool: What it does.
        button: The button held.
        start: Where it began, widget pixels.
        window: Window/level when it began.
    """

    def __init__(self, tool: Tool, button: Qt.MouseButton, start: QPointF, window: Window) -> None:
        self.tool = tool
        self.button = button
        self.start = start
        self.moved = False
        self._last = start
        self._window = window

    def step(self, now: QPointF) -> QPointF:
        """The way since the last step, pixels."""
        step, self._last = now - self._last, now
        self.moved = self.moved or (now - self.start).manhattanLength() > MENU_SLACK
        return step

    def window(self, now: QPointF, up_is_brighter: bool) -> Window:
        """Window/level of this drag: to the right is wider."""
        way = (now - self.start) * max(self._window.width, 1e-6) / _WINDOW_PART
        width = max(self._window.width + way.x(), self._window.width / 1000.0, 1e-6)
        centre = self._window.centre + (way.y() if up_is_brighter else -way.y())
        return replace(self._window, centre=centre, width=width, name="")
