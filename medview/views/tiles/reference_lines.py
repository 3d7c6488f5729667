"""Where the active viewport's picture cuts those of other series: a thin dashed line in the colour of its plane."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen

from medview.core.geometry import Float
from medview.session import linking
from medview.session.layout import Point
from medview.session.reduce import Parts
from medview.session.state import State
from medview.views.pictures.image_view import ImageView
from medview.views.pictures.slice_view import SliceView
from medview.views.viewport.viewport import LINES, Viewport

_PICTURE = (96, 140, 190)
_DASHES = [5.0, 4.0]
_PARALLEL = 0.985
"""Cosine between normals (10 degrees) from which on a line would run through the whole picture and mean little."""


def reference_lines(pane: Any) -> ReferenceLines | None:
    """What belongs to a slice or picture; None for other viewports."""
    view = getattr(pane, "view", None)
    return ReferenceLines(pane) if isinstance(view, SliceView | ImageView) else None


class ReferenceLines:
    """Belongs to one viewport; it finds the active one among those of its kind (``Kit.peers``).

    Args:
        pane: The viewport's pane (``medview.views.tiles.viewport_pane``).
    """

    paints = LINES

    def __init__(self, pane: Any) -> None:
        self.pane = pane
        self.view: SliceView | ImageView = pane.view
        self.line: tuple[Point, Point] | None = None
        self.colour = QColor(*_PICTURE)
        self.view.hands.insert(0, self)
        pane.kit.peers.append(self)

    def shut(self) -> None:
        """The viewport closes."""
        self.pane.kit.peers.remove(self)

    def show_state(self, state: State, parts: Parts) -> None:
        """The line depends on other viewports too: see ``refresh``."""

    def handlers(self) -> dict[str, Any]:
        """Nothing is done with a line."""
        return {}

    def refresh(self, state: State) -> None:
        """Find the line anew, and draw it if it is another one."""
        active = next((one for one in self.pane.kit.peers if one.pane.number == state.active), None)
        line = self._found(state, active) if active is not None and active is not self else None
        colour = QColor(*active.plane_colour()) if active is not None else self.colour
        if line != self.line or (line is not None and colour != self.colour):
            self.line, self.colour = line, colour
            self.view.update()

    def plane_colour(self) -> tuple[int, int, int]:
        """The colour of the plane the viewport shows."""
        return self.view.plane.colour if isinstance(self.view, SliceView) else _PICTURE

    def corners(self) -> Float | None:
        """(4, 3) corners of the shown picture, around, LPS mm; None where it has no place in the patient."""
        if isinstance(self.view, SliceView):
            frame = self.view.frame
            if frame is None:
                return None
            rows, columns = frame.shape
            ends = ((-0.5, -0.5), (-0.5, columns - 0.5), (rows - 0.5, columns - 0.5), (rows - 0.5, -0.5))
            return np.array([frame.point(self.view.number, *end) for end in ends])
        place, stack = self.view.frame.place, self.view.scene.stack
        if place is None or stack is None:
            return None
        rows, columns = stack.shape
        ends = ((-0.5, -0.5), (-0.5, columns - 0.5), (rows - 0.5, columns - 0.5), (rows - 0.5, -0.5))
        return np.array([(place @ (0.0, *end, 1.0))[:3] for end in ends])

    # as a hand of the viewport

    def paint(self, painter: QPainter, view: Viewport) -> None:
        """Draw the line."""
        if self.line is None or view.extent() is None:
            return
        pen = QPen(self.colour, 1.0)
        pen.setDashPattern(_DASHES)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.drawLine(QLineF(*(self._pixel(end) for end in self.line)))

    def press(self, view: Viewport, event: QMouseEvent) -> bool:
        """Nothing to take hold of."""
        return False

    def drag(self, view: Viewport, event: QMouseEvent) -> None:
        """Nothing is held."""

    def release(self, view: Viewport, event: QMouseEvent) -> None:
        """Nothing is held."""

    def hover(self, view: Viewport, at: QPointF) -> Qt.CursorShape | None:
        """Nothing to take hold of."""
        return None

    def double_click(self, view: Viewport, event: QMouseEvent) -> bool:
        """Nothing to take hold of."""
        return False

    def cancel(self, view: Viewport) -> bool:
        """Nothing is being done."""
        return False

    def _found(self, state: State, active: ReferenceLines) -> tuple[Point, Point] | None:
        """Where the active picture cuts this one; slices of one series have the crosshair's lines for that."""
        one, other = state.opened.get(active.pane.tile.series), state.opened.get(self.pane.tile.series)
        if not state.links.reference_lines or one is None or other is None:
            return None
        if one is other and one.volume is not None:
            return None
        theirs, ours = active.corners(), self.corners()
        if theirs is None or ours is None:
            return None
        moved = [linking.mapped(state, _point(corner), one.series, other.series) for corner in theirs]
        found = [corner for corner in moved if corner is not None]
        return cut(np.array(found), ours) if len(found) == len(theirs) else None

    def _pixel(self, point: Point) -> QPointF:
        if isinstance(self.view, SliceView):
            return self.view.pixel_of(point)
        place = self.view.frame.place
        if place is None:
            return QPointF()
        down, right, first = place[:3, 1], place[:3, 2], place[:3, 3]
        column, row = np.linalg.lstsq(np.column_stack((right, down)), np.asarray(point) - first, rcond=None)[0]
        return self.view.pixel_of((float(column) + 0.5, float(row) + 0.5))


def cut(picture: Float, other: Float) -> tuple[Point, Point] | None:
    """Where a picture cuts the plane of another one.

    Args:
        picture: (4, 3) its corners, around, mm.
        other: (4, 3) those of the other one.

    Returns:
        Both ends of the line within the picture; None where it does not reach the plane, or is parallel to it.
    """
    normal, own = _normal(other), _normal(picture)
    if normal is None or own is None or abs(normal @ own) > _PARALLEL:
        return None
    away = (picture - other[0]) @ normal
    ends = [
        picture[n] + (picture[n - 1] - picture[n]) * (away[n] / (away[n] - away[n - 1]))
        for n in range(4)
        if (away[n] < 0) != (away[n - 1] < 0)
    ]
    return (_point(ends[0]), _point(ends[1])) if len(ends) == 2 else None


def _normal(corners: Float) -> Float | None:
    normal = np.cross(corners[1] - corners[0], corners[3] - corners[0])
    length = float(np.linalg.norm(normal))
    return normal / length if length > 0.0 else None


def _point(values: Float) -> Point:
    x, y, z = (float(value) for value in values)
    return (x, y, z)
