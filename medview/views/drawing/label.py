"""The words beside a drawing: set once as a picture, and put where they cover neither the drawing nor each other."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter

from medview.core.geometry import Float
from medview.views.viewport import decorations, lettering

_MARGIN = 4.0
_AWAY = 14.0
_FARTHER = (1.0, 3.0, 6.0, 10.0, 15.0)
"""Words that find no place beside their drawing are put so many times farther away."""
WORDS, WRITTEN, OWN, LINES = 10.0, 8.0, 6.0, 2.0
"""What it costs to cover a pixel of other words, of what stands around the picture, of the drawing, of another one."""
_RING = 0.03
"""What each step farther away costs, for each pixel of the words."""
_SIDES = np.array([(1, 0), (-1, 0), (0, 1), (0, -1), (1, -1), (1, 1), (-1, -1), (-1, 1)])
"""Ways from a drawing to its words, (right, down)."""
_STEPS = np.array(_FARTHER) * _AWAY
_FARTHER_COSTS = np.repeat(np.arange(len(_FARTHER)), len(_SIDES)) * _RING
_PLATE = QColor(0, 0, 0, 110)
"""Behind the words, so that they are read on white too."""


@dataclass(frozen=True, eq=False)
class Label:
    """Words at their place.

    Args:
        picture: The words, with a dark edge around the letters.
        box: Where they stand, widget pixels.
        leader: From the words to the drawing; None where they stand at it.
        words: The same as text.
    """

    picture: QImage
    box: QRectF
    leader: tuple[QPointF, QPointF] | None
    words: tuple[str, ...] = ()


@lru_cache(maxsize=256)
def set_words(lines: tuple[str, ...], colour: str, height: int, ratio: float) -> QImage:
    """Words as a picture, readable on black and on white.

    Args:
        lines: The words.
        colour: Of the letters, ``#rrggbb``.
        height: Of the viewport, pixels: for the size of the letters.
        ratio: Device pixels per pixel.
    """
    font = decorations.text_font(height)
    metrics = QFontMetricsF(font)
    width = max(metrics.horizontalAdvance(line) for line in lines) + 2.0 * _MARGIN
    step = metrics.height()
    size = (math.ceil(width * ratio), math.ceil((step * len(lines) + 2.0) * ratio))
    image = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setFont(font)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_PLATE)
    painter.drawRoundedRect(QRectF(0.0, 0.0, width, step * len(lines) + 2.0), _MARGIN, _MARGIN)
    for number, line in enumerate(lines):
        box = QRectF(_MARGIN, 1.0 + number * step, width, step)
        lettering.text(painter, box, Qt.AlignmentFlag.AlignLeft, line, QColor(colour))
    painter.end()
    return image


@dataclass(frozen=True, eq=False)
class Crowd:
    """What words are not to cover.

    Args:
        boxes: (n, 4) left, top, right, bottom, widget pixels.
        weights: (n,) how bad it is to cover a pixel of each.
    """

    boxes: Float
    weights: Float

    @classmethod
    def of(cls, kinds: Iterable[tuple[Float, float]]) -> Crowd:
        """Boxes (``sides_of``) with what it costs to cover them."""
        found = tuple(kinds)
        weights = [np.full(len(boxes), cost) for boxes, cost in found]
        return cls(np.concatenate([boxes for boxes, _ in found]), np.concatenate(weights))

    def cost(self, boxes: Float) -> Float:
        """(k,) what it costs to put words there: pixels covered, by their weights.

        Args:
            boxes: (k, 4) left, top, right, bottom, widget pixels.
        """
        one, other = boxes[:, np.newaxis], self.boxes[np.newaxis]
        sides = np.minimum(one[..., 2:], other[..., 2:]) - np.maximum(one[..., :2], other[..., :2])
        covered: Float = np.maximum(sides, 0.0).prod(axis=-1) @ self.weights
        return covered


def sides_of(boxes: Iterable[QRectF]) -> Float:
    """(n, 4) left, top, right, bottom of boxes."""
    return np.array([box.getCoords() for box in boxes], dtype=np.float64).reshape(-1, 4)


def placed(
    picture: QImage, shape: QRectF, room: QRectF, crowd: Crowd, anchors: list[QPointF], wanted: QPointF | None
) -> Label:
    """Put words beside a drawing, where they cover least.

    Args:
        picture: The words.
        shape: The box around the drawing, widget pixels.
        room: Where they may stand.
        crowd: What is there, the drawing too.
        anchors: Places of the drawing a leader line may end at.
        wanted: Where a person put their top left corner; None looks for a free place: right, left, below, above.
    """
    width, height = picture.deviceIndependentSize().toTuple()
    if wanted is not None:
        box = QRectF(wanted.x(), wanted.y(), width, height)
        return Label(picture, box, _leader(box, anchors))
    spots = _offered(shape, width, height, room)
    costs = crowd.cost(np.hstack((spots, spots + np.array((width, height)))))
    left, top = spots[int(np.argmin(costs + _FARTHER_COSTS * (width * height)))].tolist()
    box = QRectF(left, top, width, height)
    return Label(picture, box, _leader(box, anchors))


def _offered(shape: QRectF, width: float, height: float, room: QRectF) -> Float:
    """(k, 2) top left corners beside a drawing, nearest first, moved into the room as far as the words fit."""
    centre = shape.center()
    x = (shape.left() - width, centre.x() - width / 2.0, shape.right())
    y = (shape.top() - height, centre.y() - height / 2.0, shape.bottom())
    beside = np.array([(x[across + 1], y[down + 1]) for across, down in _SIDES])
    spots = (beside + _STEPS[:, np.newaxis, np.newaxis] * _SIDES).reshape(-1, 2)
    least = (room.left(), room.top())
    return np.asarray(np.clip(spots, least, np.maximum((room.right() - width, room.bottom() - height), least)))


def _leader(box: QRectF, anchors: list[QPointF]) -> tuple[QPointF, QPointF] | None:
    """The shortest line from the middle of a side to an anchor, unless the words stand at it."""
    sides = (
        QPointF(box.left(), box.center().y()),
        QPointF(box.right(), box.center().y()),
        QPointF(box.center().x(), box.top()),
        QPointF(box.center().x(), box.bottom()),
    )
    if not anchors or any(box.contains(anchor) for anchor in anchors):
        return None
    pairs = [(side, anchor) for side in sides for anchor in anchors]
    side, anchor = min(pairs, key=lambda pair: math.dist(pair[0].toTuple(), pair[1].toTuple()))
    return (side, anchor) if math.dist(side.toTuple(), anchor.toTuple()) > _AWAY / 2.0 else None
