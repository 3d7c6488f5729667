"""Values pinned to places of a picture: what the probe says, and goes on saying while one looks elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QTransform

from medview.core.measurement import OnImage, OnPlane, Point
from medview.core.overlay import Colour
from medview.views.viewport.marks import Mark, paint_marks
from medview.views.viewport.tools import Tool
from medview.views.viewport.viewport import Viewport

_COLOUR: Colour = (120, 230, 160)
_NEAR = 9.0
"""A click within this many pixels of a pin takes it away."""
_HERE = 0.5
"""A pin is seen on its own slice alone."""


@dataclass(frozen=True)
class Pin:
    """A pinned place.

    Args:
        place: LPS mm, or (column, row).
        on: What it lies on.
    """

    place: Point
    on: OnPlane | OnImage


class Pins:
    """The pins of one viewport; they are forgotten with the series."""

    def __init__(self) -> None:
        self.pins: list[Pin] = []

    def paint(self, painter: QPainter, view: Viewport) -> None:
        """A cross for each pin of the shown picture, with the value there."""
        marks = []
        for pin in self.pins:
            if view.away(pin.place, pin.on) > _HERE:
                continue
            at = view.pixel_of(pin.place)
            reading = view.reading(at)
            words = f"{reading.value}\n{reading.place}" if reading is not None else ""
            marks.append(Mark("", _COLOUR, at.x(), at.y(), words))
        paint_marks(painter, QTransform(), view.rect().toRectF(), marks)

    def press(self, view: Viewport, event: QMouseEvent) -> bool:
        """With its tool, the left button pins a value, or takes a pin away."""
        if view.tool is not Tool.PROBE or event.button() != Qt.MouseButton.LeftButton:
            return False
        near, place, on = self._near(view, event.position()), view.place_of(event.position()), view.on()
        if near is not None:
            self.pins.remove(near)
        elif place is not None and on is not None:
            self.pins.append(Pin(place, on))
        view.update()
        return True

    def drag(self, _view: Viewport, _event: QMouseEvent) -> None:
        """A pin stays where it was put."""

    def release(self, _view: Viewport, _event: QMouseEvent) -> None:
        """It was put when the button went down."""

    def hover(self, view: Viewport, at: QPointF) -> Qt.CursorShape | None:
        """A hand over a pin that can be taken away."""
        taken = view.tool is Tool.PROBE and self._near(view, at) is not None
        return Qt.CursorShape.PointingHandCursor if taken else None

    def double_click(self, view: Viewport, event: QMouseEvent) -> bool:
        """A second quick click is one more click."""
        return self.press(view, event)

    def cancel(self, view: Viewport) -> bool:
        """With its tool, take all pins away."""
        if view.tool is not Tool.PROBE or not self.pins:
            return False
        self.clear(view)
        return True

    def clear(self, view: Viewport) -> None:
        """Take all pins away."""
        if self.pins:
            self.pins.clear()
            view.update()

    def _near(self, view: Viewport, at: QPointF) -> Pin | None:
        here = (pin for pin in self.pins if view.away(pin.place, pin.on) <= _HERE)
        return next((pin for pin in here if (view.pixel_of(pin.place) - at).manhattanLength() <= _NEAR), None)
