"""What drawings look like: lines in widget pixels."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

from medview.core.geometry import Float
from medview.core.measurement import Shape

_TICK = 6.0
_HEAD = 12.0
_CROSS = 8.0
_ARC = 22.0
_CRUMB, _MOST_CRUMBS = 16.0, 64


@dataclass(frozen=True, eq=False)
class Lines:
    """The lines of a drawing.

    Args:
        solid: Its outline.
        dashed: What only helps to see what belongs together.
    """

    solid: QPainterPath
    dashed: QPainterPath


def lines_of(shape: Shape, points: Float, to_widget: QTransform, flat: Float) -> Lines:
    """The lines of a drawing.

    Args:
        shape: What it is.
        points: (n, 2) its points, widget pixels.
        to_widget: From the flattened plane to the widget.
        flat: (n, 2) its points in the flattened plane.
    """
    solid, dashed = QPainterPath(), QPainterPath()
    if shape in (Shape.ELLIPSE, Shape.RECTANGLE):
        box = QRectF(QPointF(*flat[0]), QPointF(*flat[-1])).normalized()
        (solid.addEllipse if shape is Shape.ELLIPSE else solid.addRect)(box)
        return Lines(to_widget.map(solid), dashed)
    maker = _MAKERS.get(shape)
    if maker is not None and len(points) >= _LEAST.get(shape, 1):
        maker(solid, dashed, points)
    elif len(points) >= 2:
        solid.addPolygon(polygon(points))
    return Lines(solid, dashed)


def circle(centre: QPointF, radius: float) -> Lines:
    """The cut of a sphere."""
    path = QPainterPath()
    path.addEllipse(centre, radius, radius)
    return Lines(path, QPainterPath())


def polygon(points: Float) -> QPolygonF:
    """Points for Qt."""
    return QPolygonF([QPointF(float(x), float(y)) for x, y in points])


def _ticked(solid: QPainterPath, _dashed: QPainterPath, points: Float) -> None:
    _line(solid, points[0], points[1])
    _ticks(solid, points[0], points[1])


def _two_axes(solid: QPainterPath, _dashed: QPainterPath, points: Float) -> None:
    for first in range(0, len(points) - 1, 2):
        _ticked(solid, _dashed, points[first : first + 2])


def _legs(solid: QPainterPath, dashed: QPainterPath, points: Float) -> None:
    solid.addPolygon(polygon(points))
    if len(points) < 3:
        return
    one, other = (math.degrees(math.atan2(-(p - points[1])[1], (p - points[1])[0])) for p in (points[0], points[2]))
    sweep = (other - one + 180.0) % 360.0 - 180.0
    radius = min(_ARC, *(float(np.linalg.norm(p - points[1])) for p in (points[0], points[2])))
    box = QRectF(points[1][0] - radius, points[1][1] - radius, 2.0 * radius, 2.0 * radius)
    dashed.arcMoveTo(box, one)
    dashed.arcTo(box, one, sweep)


def _two_lines(solid: QPainterPath, dashed: QPainterPath, points: Float) -> None:
    for first in range(0, len(points) - 1, 2):
        _line(solid, points[first], points[first + 1])
    if len(points) == 4:
        _line(dashed, points[:2].mean(axis=0), points[2:].mean(axis=0))


def _closed(solid: QPainterPath, _dashed: QPainterPath, points: Float) -> None:
    solid.addPolygon(polygon(points))
    solid.closeSubpath()


def _cross(solid: QPainterPath, _dashed: QPainterPath, points: Float) -> None:
    for way in (np.array((_CROSS, 0.0)), np.array((0.0, _CROSS))):
        _line(solid, points[0] - way, points[0] - way / 3.0)
        _line(solid, points[0] + way / 3.0, points[0] + way)


def _arrow(solid: QPainterPath, _dashed: QPainterPath, points: Float) -> None:
    tip, tail = points[0], points[1]
    _line(solid, tip, tail)
    way = tail - tip
    length = float(np.linalg.norm(way))
    if length:
        along = way / length * min(_HEAD, length)
        across = np.array((-along[1], along[0])) * 0.45
        _line(solid, tip, tip + along + across)
        _line(solid, tip, tip + along - across)


def _nothing(_solid: QPainterPath, _dashed: QPainterPath, _points: Float) -> None:
    pass


def _ruler(solid: QPainterPath, dashed: QPainterPath, points: Float) -> None:
    _line(dashed, points[0], points[1])
    _ticks(solid, points[0], points[1])


def _ticks(path: QPainterPath, one: Float, other: Float) -> None:
    way = other - one
    length = float(np.linalg.norm(way))
    if length:
        across = np.array((-way[1], way[0])) / length * _TICK
        _line(path, one - across, one + across)
        _line(path, other - across, other + across)


def _line(path: QPainterPath, one: Float, other: Float) -> None:
    path.moveTo(float(one[0]), float(one[1]))
    path.lineTo(float(other[0]), float(other[1]))


_MAKERS: dict[Shape, Callable[[QPainterPath, QPainterPath, Float], None]] = {
    Shape.LENGTH: _ticked,
    Shape.BIDIRECTIONAL: _two_axes,
    Shape.ANGLE: _legs,
    Shape.COBB: _two_lines,
    Shape.POLYGON: _closed,
    Shape.FREEHAND: _closed,
    Shape.POINT: _cross,
    Shape.ARROW: _arrow,
    Shape.TEXT: _nothing,
    Shape.CALIBRATION: _ruler,
}
_LEAST = {Shape.LENGTH: 2, Shape.ARROW: 2, Shape.CALIBRATION: 2, Shape.POLYGON: 3, Shape.FREEHAND: 3}
"""Points from which on a drawing has its own look; until then they are joined."""


def crumbs(path: QPainterPath) -> list[QRectF]:
    """Small boxes along a path: what it covers, where the box around all of it would be mostly empty."""
    found = []
    for piece in path.toSubpathPolygons():
        corners = [piece.at(n) for n in range(piece.size())]
        for start, end in pairwise(corners):
            count = min(math.ceil(math.dist(start.toTuple(), end.toTuple()) / _CRUMB) or 1, _MOST_CRUMBS)
            spots = [start + (end - start) * (n / count) for n in range(count + 1)]
            found += [QRectF(one, other).normalized().adjusted(-2, -2, 2, 2) for one, other in pairwise(spots)]
    return found
