"""Boxes on the screen: where each lies, where its words stand without covering others, and how both are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF, QTransform, qGray

from medview.core.geometry import Float
from medview.core.overlay import Colour
from medview.views.boxes.marked import Marked, Outlined

SLACK = 5.0
"""Widget pixels beside a line at which it can still be taken hold of."""
HANDLE = 4.0
"""Half the side of a handle."""
_WIDTH, _WIDE = 2.0, 3.0
_SLANT = 1e-6
"""Pixels that a side may deviate and still be upright."""
_RIM = QColor(0, 0, 0, 150)
_PALE, _FILL = 120, 40
CROWD = 24
"""Of more boxes than these only the score is written, in the colour of its class; the one pointed at says it all."""
_CELL = 4
"""Words are kept apart in cells of this many pixels."""
_PAD = 3.0
_ROOMY = 3.0
"""Words stand within a box that is this many times as high as they are, where there is no room around it."""
_CHIP = QColor(0, 0, 0, 190)
_BRIGHT = 110
"""Of 255: on colours that seem brighter, words are black; pure blue is as light as green, but seems dark."""


@dataclass(frozen=True, eq=False)
class Seen:
    """A box on the screen, in widget pixels.

    Args:
        marked: The box.
        outline: (m, 2) corners in order.
        box: Around its outline.
        words: Where its words stand; None where there is no room for them.
        text: Its words.
        upright: Whether its outline is the box around it.
    """

    marked: Marked
    outline: Float
    box: QRectF
    words: QRectF | None = None
    text: str = ""
    upright: bool = False

    @property
    def id(self) -> str:
        """The finding's identifier."""
        return self.marked.finding.id

    @property
    def size(self) -> float:
        """Its area."""
        return self.box.width() * self.box.height()

    def holds(self, at: QPointF) -> bool:
        """Whether a place lies within it, on its line or on its words."""
        return self.on_line(at) or self.on_words(at) or (self.box.contains(at) and self._within(at))

    def on_line(self, at: QPointF) -> bool:
        """Whether a place lies on its line."""
        if not self.box.adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(at):
            return False
        return bool(_away(self.outline, np.array(at.toTuple())) <= SLACK)

    def on_words(self, at: QPointF) -> bool:
        """Whether a place lies on its words."""
        return self.words is not None and self.words.contains(at)

    def _within(self, at: QPointF) -> bool:
        return self.upright or QPolygonF(list(_points(self.outline))).containsPoint(at, Qt.FillRule.OddEvenFill)


@dataclass(frozen=True, eq=False)
class Bars:
    """The lines of upright boxes as filled bars: hundreds take no longer than a few, where strokes take ten times that.

    Args:
        rims: What is dark beside the lines.
        inks: The lines, by their colour.
    """

    rims: list[QRect]
    inks: dict[Colour, list[QRect]]

    @classmethod
    def of(cls, seen: Iterable[Seen]) -> Bars:
        """The bars of boxes; those that are turned or rejected have none."""
        bars = cls([], {})
        for one in seen:
            if plain(one):
                bars.rims.extend(_bars(one.box, round(_WIDTH) + 2))
                bars.inks.setdefault(one.marked.colour, []).extend(_bars(one.box, round(_WIDTH)))
        return bars

    def paint(self, painter: QPainter) -> None:
        """Fill them."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, bars in ((_RIM, self.rims), *((QColor(*ink), bars) for ink, bars in self.inks.items())):
            painter.setBrush(colour)
            painter.drawRects(bars)
        painter.setBrush(Qt.BrushStyle.NoBrush)


def plain(one: Seen) -> bool:
    """Whether the lines of a box are bars."""
    return one.upright and not one.marked.rejected


def placed(outlined: Sequence[Outlined], to_widget: QTransform, area: QRectF) -> list[Seen]:
    """Outlines on the screen; those that cannot be seen are left out.

    Args:
        outlined: What a picture or slice shows.
        to_widget: From their places to widget pixels.
        area: What can be seen.
    """
    if not outlined:
        return []
    turn = np.array(((to_widget.m11(), to_widget.m12()), (to_widget.m21(), to_widget.m22())))
    all_points = np.concatenate([one.outline for one in outlined]) @ turn + (to_widget.dx(), to_widget.dy())
    ends = np.cumsum([len(one.outline) for one in outlined])
    parts = np.split(all_points, ends[:-1])
    starts = np.concatenate(((0,), ends[:-1]))
    low, high = (extreme.reduceat(all_points, starts, axis=0).tolist() for extreme in (np.minimum, np.maximum))
    along = all_points - np.concatenate([np.roll(part, -1, axis=0) for part in parts])
    slanted = np.maximum.reduceat(np.abs(along).min(axis=1), starts) > _SLANT
    found = (
        Seen(one.marked, part, QRectF(QPointF(*lower), QPointF(*upper)), upright=len(part) == 4 and not turned)
        for one, part, lower, upper, turned in zip(outlined, parts, low, high, slanted.tolist(), strict=True)
    )
    return [one for one in found if one.box.intersects(area) or area.contains(one.box.center())]


def with_words(seen: Iterable[Seen], area: QRectF, taken: Iterable[QRectF], font: QFont) -> list[Seen]:
    """The same with places for their words, the first come first; none covers other words.

    Args:
        seen: The boxes, those whose words matter most first.
        area: What can be seen.
        taken: What else is not to be covered.
        font: Of the words.
    """
    room, described, boxes = _Room(area), font.key(), list(seen)
    for box in taken:
        room.take(box)
    found = []
    for one in boxes:
        text = one.marked.brief if len(boxes) > CROWD else one.marked.words
        size = _size(text, described)
        spot = next((spot for spot in _spots(one.box, size, area) if room.free(spot)), None)
        if spot is not None:
            room.take(spot)
        found.append(replace(one, words=spot, text=text))
    return found


def paint(painter: QPainter, seen: Sequence[Seen], bars: Bars) -> None:
    """Draw boxes and their words.

    Args:
        painter: Paints in widget pixels, its font that of the words.
        seen: The boxes.
        bars: The lines of the upright ones among them.
    """
    bars.paint(painter)
    for one in seen:
        if not plain(one):
            outline(painter, one.outline, one.upright, one.marked.colour, pale=one.marked.rejected)
    paint_words(painter, seen)


def paint_words(painter: QPainter, seen: Sequence[Seen]) -> None:
    """Write the words of boxes where there is room for them; the painter's font is theirs."""
    described, ratio = painter.font().key(), painter.device().devicePixelRatio()
    for one in seen:
        if one.words is not None:
            painter.drawPixmap(one.words.topLeft(), _chip(one.text, described, one.marked.colour, ratio))


def paint_lit(painter: QPainter, seen: Sequence[Seen], pointed: str | None, chosen: str | None) -> None:
    """Draw the boxes that are pointed at and chosen above the others.

    Args:
        painter: Paints in widget pixels.
        seen: The boxes.
        pointed: Identifier of the finding under the pointer.
        chosen: Identifier of the selected one.
    """
    for one in seen:
        if one.id in (pointed, chosen):
            outline(painter, one.outline, one.upright, one.marked.colour, wide=True, filled=one.id == pointed)


def write_lit(painter: QPainter, seen: Sequence[Seen], lit: tuple[str | None, ...], area: QRectF) -> None:
    """Write all words of some boxes, whether there is room for them or not.

    Args:
        painter: Paints in widget pixels, its font that of the words.
        seen: The boxes.
        lit: Identifiers of findings.
        area: What can be seen.
    """
    described, ratio = painter.font().key(), painter.device().devicePixelRatio()
    for one in seen:
        if one.id in lit:
            whole = one.words if one.text == one.marked.words else None
            spot = whole or next(_spots(one.box, _size(one.marked.words, described), area))
            painter.drawPixmap(spot.topLeft(), _chip(one.marked.words, described, one.marked.colour, ratio, lit=True))


def outline(
    painter: QPainter, points: Float, upright: bool, colour: Colour, wide: bool = False, filled: bool = False,
    pale: bool = False,
) -> None:  # fmt: skip
    """Draw one outline, dark beside its line so that it is seen on any grey.

    Args:
        painter: Paints in widget pixels.
        points: (m, 2) corners in order.
        upright: It is a rectangle along the screen.
        colour: Of the line.
        wide: It is pointed at or chosen.
        filled: It is pointed at.
        pale: A person rejected it.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, not upright)
    ink = QColor(*colour, _PALE if pale else 255)
    width = 1.0 if pale else _WIDE if wide else _WIDTH
    painter.setBrush(QColor(*colour, _FILL) if filled else Qt.BrushStyle.NoBrush)
    shape = QPolygonF(list(_points(points)))
    for pen in (QPen(_RIM, width + 2.0), QPen(ink, width, Qt.PenStyle.DashLine if pale else Qt.PenStyle.SolidLine)):
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        if upright:
            painter.drawRect(shape.boundingRect())
        else:
            painter.drawPolygon(shape)
        painter.setBrush(Qt.BrushStyle.NoBrush)


def frame(painter: QPainter, box: QRectF) -> None:
    """Draw what joins the handles of a box whose outline is askew."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(QColor(255, 255, 255, 150), 1.0, Qt.PenStyle.DashLine))
    painter.drawRect(box)


def handles(painter: QPainter, spots: Iterable[QPointF]) -> None:
    """Draw what a chosen box is resized by."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(QColor(0, 0, 0), 1.0))
    painter.setBrush(QColor(255, 255, 255))
    for spot in spots:
        painter.drawRect(QRectF(spot.x() - HANDLE, spot.y() - HANDLE, 2.0 * HANDLE, 2.0 * HANDLE))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def under(seen: Iterable[Seen], at: QPointF) -> list[Seen]:
    """The boxes under a place: those whose words it is on, then those whose line, then the others, smallest first."""
    held = [one for one in seen if one.holds(at)]
    return sorted(held, key=lambda one: (not one.on_words(at), not one.on_line(at), one.size))


class _Room:
    """What is free of an area, in cells."""

    def __init__(self, area: QRectF) -> None:
        self._origin = area.topLeft()
        rows, columns = ceil(area.height() / _CELL) + 1, ceil(area.width() / _CELL) + 1
        self._taken: NDArray[np.bool_] = np.zeros((rows, columns), np.bool_)

    def free(self, box: QRectF) -> bool:
        return not self._taken[self._cells(box)].any()

    def take(self, box: QRectF) -> None:
        self._taken[self._cells(box)] = True

    def _cells(self, box: QRectF) -> tuple[slice, slice]:
        left, top = box.x() - self._origin.x(), box.y() - self._origin.y()
        rows = slice(max(int(top // _CELL), 0), max(ceil((top + box.height()) / _CELL), 0))
        return rows, slice(max(int(left // _CELL), 0), max(ceil((left + box.width()) / _CELL), 0))


def _spots(box: QRectF, size: QSizeF, area: QRectF) -> Iterator[QRectF]:
    """Where the words of a box may stand, the best place first; all within the area, as far as they fit there."""
    wide, high = size.width(), size.height()
    left = min(max(box.left(), area.left()), area.right() - wide)
    right = min(max(box.right() - wide, area.left()), area.right() - wide)
    above, below = box.top() - high, box.bottom()
    places = [(left, above), (right, above), (left, below), (right, below)]
    places += [(box.right(), box.top()), (box.left() - wide, box.top())]
    if box.height() > _ROOMY * high:
        places += [(left, max(box.top(), area.top())), (left, min(below, area.bottom()) - high)]
    spots = (QRectF(x, y, wide, high) for x, y in places)
    yield from (spot for spot in spots if area.contains(spot))
    yield QRectF(left, min(max(above, area.top()), area.bottom() - high), wide, high)


def _bars(box: QRectF, thick: int) -> list[QRect]:
    """Four bars along a rectangle, half of them outside: whole pixels, as Qt fills those without a path."""
    half = thick // 2
    left, top = round(box.left()) - half, round(box.top()) - half
    wide, high = round(box.width()) + thick, round(box.height()) + thick
    return [
        QRect(left, top, wide, thick),
        QRect(left, top + high - thick, wide, thick),
        QRect(left, top + thick, thick, high - 2 * thick),
        QRect(left + wide - thick, top + thick, thick, high - 2 * thick),
    ]


def _away(outline_: Float, at: Float) -> float:
    """How far a place is from an outline."""
    start = outline_
    along = np.roll(outline_, -1, axis=0) - start
    length = np.maximum((along**2).sum(axis=1), 1e-12)
    part = np.clip(((at - start) * along).sum(axis=1) / length, 0.0, 1.0)
    return float(np.hypot(*(start + part[:, None] * along - at).T).min())


def _points(outline_: Float) -> Iterator[QPointF]:
    return (QPointF(x, y) for x, y in outline_.tolist())


@lru_cache(maxsize=1024)
def _size(words: str, described: str) -> QSizeF:
    metrics = QFontMetricsF(_font(described))
    return QSizeF(ceil(metrics.horizontalAdvance(words) + 2.0 * _PAD), ceil(metrics.height()))


@lru_cache(maxsize=1024)
def _chip(words: str, described: str, colour: Colour, ratio: float, lit: bool = False) -> QPixmap:
    """Words on a dark ground, or dark ones on their colour: drawn once, then only copied."""
    size = _size(words, described)
    pixmap = QPixmap((size * ratio).toSize())
    pixmap.setDevicePixelRatio(ratio)
    ink = QColor(*colour)
    pixmap.fill(ink if lit else _CHIP)
    painter = QPainter(pixmap)
    painter.setFont(_font(described))
    readable = QColor(0, 0, 0) if qGray(ink.rgb()) > _BRIGHT else QColor(255, 255, 255)
    painter.setPen(readable if lit else ink.lighter(125))
    painter.drawText(QRectF(QPointF(_PAD, 0.0), size), Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine, words)
    painter.end()
    return pixmap


@lru_cache(maxsize=16)
def _font(described: str) -> QFont:
    font = QFont()
    font.fromString(described)
    return font
