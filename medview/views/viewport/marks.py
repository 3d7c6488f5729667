"""Points and words drawn on a picture at a size of their own, and paths through many lines at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QTransform

from medview.core.geometry import Float
from medview.core.overlay import Colour
from medview.views.viewport import decorations, lettering

_ELEMENTS = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])
_ARM = 5.0
_DOT = 2.2
_BESIDE = 6.0
_MOST_WORDS = 200
"""More words on one picture than these hide it, and nobody reads them."""


@dataclass(frozen=True)
class Mark:
    """A point, a crossing, or words on a picture.

    Args:
        name: What it belongs to.
        colour: sRGB.
        column: Place, pixels; 0 is the centre of the first.
        row: Place, pixels.
        text: What to write beside it.
        sign: ``"cross"`` for a point, ``"dot"`` where a line crosses the picture, ``""`` for words alone.
    """

    name: str
    colour: Colour
    column: float
    row: float
    text: str = ""
    sign: str = "cross"


def paint_marks(painter: QPainter, to_widget: QTransform, area: QRectF, marks: Iterable[Mark]) -> None:
    """Draw marks over a picture; words make way for each other.

    Args:
        painter: Paints in widget pixels.
        to_widget: From (column, row) of the picture to widget pixels.
        area: What can be seen, widget pixels.
        marks: What is drawn.
    """
    taken: list[QRectF] = []
    painter.setFont(decorations.text_font(int(area.height())))
    for mark in marks:
        at = to_widget.map(QPointF(mark.column, mark.row))
        if not area.contains(at):
            continue
        colour = QColor(*mark.colour)
        if mark.sign:
            _SIGNS[mark.sign](painter, at, colour)
        if mark.text and len(taken) < _MOST_WORDS:
            taken += _write(painter, at, area, mark.text, colour, taken)


def polylines_path(lines: Sequence[NDArray[np.float64]], closed: Sequence[bool]) -> QPainterPath:
    """A path through (n, 2) lines of (column, row) points, built in one read of Qt's own serial form."""
    whole = [np.concatenate((line, line[:1])) if shut else line for line, shut in zip(lines, closed, strict=True)]
    whole = [line for line in whole if len(line)]
    if not whole:
        return QPainterPath()
    points = np.concatenate(whole)
    elements = np.zeros(len(points), dtype=_ELEMENTS)
    elements["kind"] = 1
    elements["kind"][np.cumsum([0, *(len(line) for line in whole[:-1])])] = 0
    elements["x"], elements["y"] = points[:, 0], points[:, 1]
    raw = elements.size.to_bytes(4, "big") + elements.tobytes() + bytes(8)
    path = QPainterPath()
    stream = QDataStream(QByteArray(raw))  # with an open mode it would point into the temporary
    stream >> path
    return path


def anchor(points: Float) -> tuple[float, float]:
    """Where the words of a line stand: at its rightmost (column, row) point."""
    column, row = points[int(np.argmax(points[:, 0]))]
    return float(column), float(row)


def _write(
    painter: QPainter, at: QPointF, area: QRectF, words: str, colour: QColor, taken: list[QRectF]
) -> list[QRectF]:
    metrics = QFontMetricsF(painter.font())
    height, written = metrics.height(), []
    lines = words.splitlines()
    width = max(metrics.horizontalAdvance(line) for line in lines) + 2
    left = at.x() + _BESIDE if at.x() + _BESIDE + width <= area.right() else at.x() - _BESIDE - width
    box = QRectF(max(left, area.left()), at.y() - height / 2, width, height * len(lines))
    while any(box.intersects(other) for other in taken) and box.bottom() < area.bottom():
        box.translate(0.0, height)
    for number, line in enumerate(lines):
        place = QRectF(box.left(), box.top() + number * height, width, height)
        lettering.text(painter, place, Qt.AlignmentFlag.AlignLeft, line, colour)
        written.append(place)
    return written


def _cross(painter: QPainter, at: QPointF, colour: QColor) -> None:
    for ink, width in ((QColor(0, 0, 0), 3.4), (colour, 1.6)):
        painter.setPen(QPen(ink, width))
        painter.drawLine(at - QPointF(_ARM, 0), at + QPointF(_ARM, 0))
        painter.drawLine(at - QPointF(0, _ARM), at + QPointF(0, _ARM))


def _dot(painter: QPainter, at: QPointF, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(at, _DOT, _DOT)
    painter.setBrush(Qt.BrushStyle.NoBrush)


_SIGNS = {"cross": _cross, "dot": _dot}
