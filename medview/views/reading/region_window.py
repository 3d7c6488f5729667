"""Window/level by a region: a dragged rectangle sets the window to what lies in it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPen

from medview.imaging.windowing import region_window
from medview.views.viewport import decorations, lettering
from medview.views.viewport.tools import Tool
from medview.views.viewport.viewport import TOOLS, Viewport

_LEAST = 3.0
"""A rectangle narrower than this many pixels was a click."""


class RegionWindow:
    """The rectangle being dragged in one viewport."""

    paints = TOOLS

    def __init__(self) -> None:
        self._start: QPointF | None = None
        self._end = QPointF()

    def paint(self, painter: QPainter, _view: Viewport) -> None:
        """The rectangle."""
        if self._start is None:
            return
        for colour, width in ((lettering.SHADOW, 3.0), (decorations.AMBER, 1.2)):
            painter.setPen(QPen(colour, width))
            painter.drawRect(self._area)

    def press(self, view: Viewport, event: QMouseEvent) -> bool:
        """With its tool, the left button."""
        if view.tool is not Tool.REGION_WINDOW or event.button() != Qt.MouseButton.LeftButton:
            return False
        self._start = self._end = event.position()
        return True

    def drag(self, view: Viewport, event: QMouseEvent) -> None:
        """The rectangle grows."""
        self._end = event.position()
        view.update()

    def release(self, view: Viewport, event: QMouseEvent) -> None:
        """Set the window to the values within."""
        self.drag(view, event)
        area = self._area
        self.cancel(view)
        if min(area.width(), area.height()) < _LEAST:
            return
        values = view.values_in(area)
        window = region_window(values) if values is not None else None
        if window is not None:
            view.window_changed.emit(window)

    def hover(self, _view: Viewport, _at: QPointF) -> Qt.CursorShape | None:
        """There is nothing to take hold of."""
        return None

    def double_click(self, view: Viewport, _event: QMouseEvent) -> bool:
        """With its tool, nothing is maximised."""
        return view.tool is Tool.REGION_WINDOW

    def cancel(self, view: Viewport) -> bool:
        """Give the rectangle up."""
        held, self._start = self._start is not None, None
        view.update()
        return held

    @property
    def _area(self) -> QRectF:
        return QRectF(self._start or QPointF(), self._end).normalized()
