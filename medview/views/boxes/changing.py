"""A box as a hand changes it: moved along the shown picture, or one or two of its sides with a handle."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import ArrayLike
from PySide6.QtCore import QPointF, QRectF, Qt

from medview.core.finding import Box, PictureBox
from medview.core.geometry import Float
from medview.views.boxes.painting import SLACK

Sides = tuple[int, int]
"""Which side of a box is held along the picture's columns and rows: -1 the lower one, 1 the upper one, 0 none."""
MOVED: Sides = (0, 0)
"""The whole box is held."""
HANDLES: tuple[Sides, ...] = tuple(sides for sides in product((-1, 0, 1), (-1, 0, 1)) if sides != MOVED)
LEAST = 1.0
"""Pixels of a picture, or mm, that a side is long at least."""
_ACROSS, _UPRIGHT = Qt.CursorShape.SizeHorCursor, Qt.CursorShape.SizeVerCursor
_DOWN, _UP = Qt.CursorShape.SizeFDiagCursor, Qt.CursorShape.SizeBDiagCursor
_CURSORS: dict[Sides, Qt.CursorShape] = {
    MOVED: Qt.CursorShape.SizeAllCursor,
    (-1, 0): _ACROSS,
    (1, 0): _ACROSS,
    (0, -1): _UPRIGHT,
    (0, 1): _UPRIGHT,
    (-1, -1): _DOWN,
    (1, 1): _DOWN,
    (-1, 1): _UP,
    (1, -1): _UP,
}


@dataclass(frozen=True, eq=False)
class Ground:
    """What a box lies on: the plane of the shown picture.

    Args:
        right: Unit direction of growing columns, in the box's own coordinates.
        down: Unit direction of growing rows.
        most: Upper bound of each coordinate, with 0 for the lower one; None for none.
    """

    right: Float
    down: Float
    most: tuple[float, float] | None = None

    @classmethod
    def picture(cls, shape: tuple[int, int]) -> Ground:
        """That of a picture of (rows, columns)."""
        return cls(np.array((1.0, 0.0)), np.array((0.0, 1.0)), (float(shape[1]), float(shape[0])))


def handle_spots(box: QRectF) -> dict[Sides, QPointF]:
    """Where the handles of a box on the screen are."""
    middle, half = box.center(), QPointF(box.width() / 2.0, box.height() / 2.0)
    return {(x, y): middle + QPointF(x * half.x(), y * half.y()) for x, y in HANDLES}


def handle_at(box: QRectF, at: QPointF) -> Sides | None:
    """The handle of a box on the screen that is under a place."""
    near = {sides: (spot - at).manhattanLength() for sides, spot in handle_spots(box).items()}
    sides = min(near, key=lambda one: near[one])
    return sides if near[sides] <= 2.0 * SLACK else None


def cursor_of(sides: Sides) -> Qt.CursorShape:
    """The pointer's shape while sides are held on the screen."""
    return _CURSORS[sides]


def changed(where: Box | PictureBox, sides: Sides, way: tuple[float, float], ground: Ground) -> Box | PictureBox:
    """A box as it is once it was dragged.

    Args:
        where: The box.
        sides: What is held of it.
        way: (columns, rows) it was dragged by, in units of the picture's plane.
        ground: The plane.
    """
    low, high = _ends(where)
    if sides == MOVED:
        step = way[0] * ground.right + way[1] * ground.down
        if ground.most is not None:
            step = np.clip(step, -low, np.array(ground.most) - high)
        return _with_ends(where, low + step, high + step)
    first = int(np.argmax(np.abs(ground.right)))
    others = np.abs(ground.down) * (np.arange(len(low)) != first)
    for held, by, along, axis in zip(
        sides, way, (ground.right, ground.down), (first, int(np.argmax(others))), strict=True
    ):
        if held and held * along[axis] > 0:
            most = np.inf if ground.most is None else ground.most[axis]
            high[axis] = min(max(high[axis] + by * along[axis], low[axis] + LEAST), most)
        elif held:
            least = -np.inf if ground.most is None else 0.0
            low[axis] = max(min(low[axis] + by * along[axis], high[axis] - LEAST), least)
    return _with_ends(where, low, high)


def _ends(where: Box | PictureBox) -> tuple[Float, Float]:
    low, high = (where.low_lps, where.high_lps) if isinstance(where, Box) else (where.low, where.high)
    return np.array(low, dtype=np.float64), np.array(high, dtype=np.float64)


def _with_ends(where: Box | PictureBox, low: ArrayLike, high: ArrayLike) -> Box | PictureBox:
    one, other = (tuple(float(value) for value in np.asarray(end)) for end in (low, high))
    if isinstance(where, Box):
        return Box((one[0], one[1], one[2]), (other[0], other[1], other[2]))
    return replace(where, low=(one[0], one[1]), high=(other[0], other[1]))
