"""What dragging does to a drawing: its handles, what a handle may do, and what Shift keeps to.

Everything is in the flattened plane (``core.flat``), where one unit is the same both ways.
"""

from __future__ import annotations

import math

import numpy as np

from medview.core.geometry import Float
from medview.core.measurement import Shape

CLICKS: dict[Shape, int] = {
    Shape.LENGTH: 2,
    Shape.BIDIRECTIONAL: 2,
    Shape.ANGLE: 3,
    Shape.COBB: 4,
    Shape.ELLIPSE: 2,
    Shape.RECTANGLE: 2,
    Shape.SPHERE: 2,
    Shape.POINT: 1,
    Shape.ARROW: 2,
    Shape.TEXT: 1,
    Shape.CALIBRATION: 2,
}
"""Points a person gives; the other shapes have as many as wanted."""
BOXES = (Shape.ELLIPSE, Shape.RECTANGLE)
_LEAST = 1e-9
"""Shorter than this a line has no direction."""

_STEP = math.radians(15.0)
_FIRST_SHORT_AXIS = 0.5
"""Part of the long axis that the short axis has until a person sets it."""


def completed(shape: Shape, flat: Float) -> Float:
    """All points of a drawing, from those a person gave: a long axis gets a short one to be dragged."""
    if shape is not Shape.BIDIRECTIONAL or len(flat) != 2:
        return flat
    middle, half = flat.mean(axis=0), _across(flat[1] - flat[0]) * _FIRST_SHORT_AXIS / 2.0
    return np.vstack((flat, middle - half, middle + half))


def handles(shape: Shape, flat: Float) -> Float:
    """(n, 2) places to take hold of: the ends of an ellipse's axes, a rectangle's corners, else the points."""
    if shape not in BOXES:
        return flat
    (left, top), (right, bottom) = flat
    if shape is Shape.RECTANGLE:
        return np.array(((left, top), (right, top), (right, bottom), (left, bottom)))
    x, y = flat.mean(axis=0)
    return np.array(((left, y), (right, y), (x, top), (x, bottom)))


def with_handle(shape: Shape, flat: Float, number: int, to: Float, kept: bool = False) -> Float:
    """The points after a handle was dragged.

    Args:
        shape: What it is.
        flat: (n, 2) the points before.
        number: The handle.
        to: (2,) where it was dragged.
        kept: Shift is held (``constrained``).
    """
    if shape is Shape.BIDIRECTIONAL and len(flat) == 4:
        return _with_axis_end(flat, number, to)
    if shape is Shape.RECTANGLE:
        opposite = handles(shape, flat)[(number + 2) % 4]
        return constrained(shape, np.array((opposite, to))) if kept else np.array((opposite, to))
    if shape is Shape.ELLIPSE:
        return _with_ellipse_end(flat, number, to, kept)
    moved = flat.copy()
    moved[number] = to
    return constrained(shape, moved, number) if kept else moved


def constrained(shape: Shape, flat: Float, number: int = -1) -> Float:
    """The points with the last placed one where Shift lets it be: equal sides, or steps of 15 degrees."""
    kept, number = flat.copy(), number % len(flat)
    if shape in BOXES:
        way = flat[1] - flat[0]
        kept[1] = flat[0] + np.where(way < 0.0, -1.0, 1.0) * np.abs(way).max()
        return kept
    if len(flat) < 2:
        return kept
    from_ = flat[number - 1] if number else flat[1]
    way = flat[number] - from_
    angle = round(math.atan2(way[1], way[0]) / _STEP) * _STEP
    kept[number] = from_ + math.hypot(*way) * np.array((math.cos(angle), math.sin(angle)))
    return kept


def _with_ellipse_end(flat: Float, number: int, to: Float, kept: bool) -> Float:
    if kept:
        centre = flat.mean(axis=0)
        half = abs(float(to[number // 2] - centre[number // 2]))
        return np.array((centre - half, centre + half))
    moved, axis = flat.copy(), number // 2
    moved[number % 2, axis] = to[axis]
    return moved


def _with_axis_end(flat: Float, number: int, to: Float) -> Float:
    """Both axes after one end of four was dragged; they stay perpendicular, and the short one on the long one."""
    start, end = flat[0], flat[1]
    along = end - start
    length = float(np.linalg.norm(along))
    if length < _LEAST:
        return flat
    unit = along / length
    normal = _across(unit)
    foot = float(np.clip((flat[2] - start) @ unit, 0.0, length)) / length
    sides = [float((point - start) @ normal) for point in flat[2:]]
    if number >= 2:
        foot = float(np.clip((to - start) @ unit, 0.0, length)) / length
        sides[number - 2] = float((to - start) @ normal)
    else:
        start, end = (to, end) if number == 0 else (start, to)
        size = float(np.linalg.norm(end - start))
        if size < _LEAST:
            return flat
        normal = _across((end - start) / size)
    at = start + foot * (end - start)
    return np.vstack((start, end, at + sides[0] * normal, at + sides[1] * normal))


def _across(way: Float) -> Float:
    return np.array((-way[1], way[0]))
