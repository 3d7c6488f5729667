"""The lines in which the other planes cross a slice: where they run on the screen, what a hand takes hold of there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from medview.core.geometry import Float
from medview.core.measurement import Point
from medview.imaging.oblique import Axes
from medview.imaging.turning import crossing, normal_of
from medview.views.planes.turned import PlaneAt
from medview.views.viewport.viewport import Viewport

GAP = 12.0
"""Pixels around the crosshair that stay free, so that what it points at is seen."""
MIDDLE, NEAR = 9.0, 4.5
"""Pixels from the crosshair, and from a line, in which a hand takes hold of them."""
TURNS_FROM, HANDLE_AT, SLAB_AT = 0.3, 0.38, 0.2
"""Parts of the viewport's shorter side, from the crosshair: where a line turns its plane, where the handles stand."""
_HANDLE = 4.5
_SHOWN_NEAR = 40.0
"""Handles are drawn while the pointer is this near a line."""


class Part(Enum):
    """What is taken hold of."""

    MIDDLE = "middle"
    LINE = "line"
    TURN = "turn"
    SLAB = "slab"


@dataclass(frozen=True, eq=False)
class Line:
    """A plane's line in the slice of another one, in widget pixels.

    Args:
        plane: The plane.
        middle: Where the crosshair stands.
        way: Unit direction of the line.
        edge: From the line to the border of the plane's slab, (0, 0) without one.
        reach: The viewport's shorter side.
    """

    plane: PlaneAt
    middle: QPointF
    way: QPointF
    edge: QPointF
    reach: float

    def distances(self, at: QPointF) -> tuple[float, float]:
        """(along, across): how far a place lies from the crosshair along the line and from the line, pixels."""
        off = at - self.middle
        return abs(QPointF.dotProduct(off, self.way)), abs(off.x() * self.way.y() - off.y() * self.way.x())

    def part_at(self, at: QPointF) -> Part | None:
        """What of the line lies under a place."""
        along, across = self.distances(at)
        if self.plane.slab is not None and along > GAP:
            for side in (1.0, -1.0):
                if _across(at - self.edge * side - self.middle, self.way) <= NEAR:
                    return Part.SLAB
        if across > NEAR or along <= GAP:
            return None
        return Part.TURN if self.plane.shown and along >= TURNS_FROM * self.reach else Part.LINE


def lines_in(view: Viewport, axes: Axes, others: Iterable[PlaneAt], cursor: Point) -> list[Line]:
    """The lines of other planes in a slice.

    Args:
        view: The viewport.
        axes: The slice's (right, down) directions.
        others: The planes that cross it.
        cursor: The crosshair, LPS mm.
    """
    middle, reach, found = view.pixel_of(cursor), float(min(view.width(), view.height())), []
    for plane in others:
        way = crossing(axes, plane.axes)
        if way is not None:
            on_screen = QLineF(middle, view.pixel_of(_moved(cursor, way * 100.0)))
            if on_screen.length() > 0.0:
                unit = QPointF(on_screen.dx(), on_screen.dy()) / on_screen.length()
                found.append(Line(plane, middle, unit, _edge(view, axes, plane, cursor, middle), reach))
    return found


def in_slice(axes: Axes, other: Axes) -> Float | None:
    """(3,) LPS way within a slice by which another plane moves one millimetre along its normal; None if parallel."""
    normal, own = normal_of(other), normal_of(axes)
    within = normal - own * (own @ normal)
    length = float(within @ within)
    return np.asarray(within / length) if length > 1e-6 else None


def paint_lines(painter: QPainter, area: QRect, lines: Iterable[Line], hand: QPointF | None) -> None:
    """Draw lines in their planes' colours, with a gap in the middle.

    Args:
        painter: Paints in widget pixels.
        area: The widget.
        lines: What to draw.
        hand: Where the pointer is, to show what can be taken hold of; None without one.
    """
    for line in lines:
        colour = QColor(*line.plane.plane.colour)
        for side in (1.0, -1.0):
            _paint_ray(painter, area, line.middle + line.way * (GAP * side), line.way * side, QPen(colour, 1.0))
        if line.plane.slab is not None:
            _paint_slab(painter, area, line, colour)
        if hand is not None and line.plane.shown and line.distances(hand)[1] < _SHOWN_NEAR:
            _paint_handles(painter, line, colour)


def _paint_ray(painter: QPainter, area: QRect, start: QPointF, way: QPointF, pen: QPen) -> None:
    """From a place to the widget's border; straight ones as fills, which are quicker and sharp."""
    end = start + way * _to_border(area, start, way)
    horizontal, vertical = abs(way.y()) < 1e-6, abs(way.x()) < 1e-6
    if (horizontal or vertical) and pen.style() is Qt.PenStyle.SolidLine:
        box = QRectF(start, end).normalized().toAlignedRect()
        x, y = round(start.x()), round(start.y())
        painter.fillRect(QRect(box.left(), y, box.width(), 1) if horizontal else QRect(x, box.top(), 1, box.height()),
                         pen.color())  # fmt: skip
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.drawLine(start, end)


def _to_border(area: QRect, start: QPointF, way: QPointF) -> float:
    """How far it is along a direction to the border of the widget, or past it."""
    reaches = [
        (bound - at) / step
        for at, step, bounds in (
            (start.x(), way.x(), (area.left(), area.right() + 1)),
            (start.y(), way.y(), (area.top(), area.bottom() + 1)),
        )
        if abs(step) > 1e-9
        for bound in bounds
    ]
    return (
        min((reach for reach in reaches if reach > 0.0), default=0.0)
        if area.contains(start.toPoint())
        else max(max(reaches, default=0.0), 0.0)
    )


def _paint_slab(painter: QPainter, area: QRect, line: Line, colour: QColor) -> None:
    pen = QPen(colour, 1.0, Qt.PenStyle.DashLine)
    for side in (1.0, -1.0):
        middle = line.middle + line.edge * side
        for end in (1.0, -1.0):
            _paint_ray(painter, area, middle + line.way * (GAP * end), line.way * end, pen)
            at = middle + line.way * (SLAB_AT * line.reach * end)
            _handle_pen(painter, colour)
            painter.drawRect(QRectF(at.x() - _HANDLE + 1, at.y() - _HANDLE + 1, 2 * _HANDLE - 2, 2 * _HANDLE - 2))


def _paint_handles(painter: QPainter, line: Line, colour: QColor) -> None:
    for end in (1.0, -1.0):
        _handle_pen(painter, colour)
        painter.drawEllipse(line.middle + line.way * (HANDLE_AT * line.reach * end), _HANDLE, _HANDLE)


def _handle_pen(painter: QPainter, colour: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(0, 0, 0), 1.0))
    painter.setBrush(colour)


def _edge(view: Viewport, axes: Axes, plane: PlaneAt, cursor: Point, middle: QPointF) -> QPointF:
    if plane.slab is None:
        return QPointF()
    way = in_slice(axes, plane.axes)
    return QPointF() if way is None else view.pixel_of(_moved(cursor, way * (plane.slab.thickness_mm / 2.0))) - middle


def _across(off: QPointF, way: QPointF) -> float:
    return abs(off.x() * way.y() - off.y() * way.x())


def _moved(point: Point, by: Float) -> Point:
    x, y, z = (float(value) for value in np.array(point) + by)
    return (x, y, z)
