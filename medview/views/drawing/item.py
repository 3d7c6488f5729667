"""One drawing as a viewport shows it: its lines, handles and words, made once and painted often."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from medview.core.geometry import Float
from medview.core.measurement import Measurement
from medview.views.drawing.label import Label
from medview.views.drawing.paths import Lines

PLAIN, CHOSEN, POINTED = QColor(255, 209, 71), QColor(94, 226, 255), QColor(255, 238, 170)
"""Drawings, the selected one, and the one under the pointer: told apart with any colour sight, by lightness too."""
_EDGE = QColor(12, 12, 12)
"""Around every line; opaque and with flat caps, which Qt strokes ten times as fast as others."""
_FAINT = 0.45
"""Opacity of a drawing seen from a neighbouring slice."""
_HANDLE = 4.0
LINE_SLACK = 6.0
HANDLE_SLACK = 9.0
"""Widget pixels from a line and a handle within which the pointer is on it."""


def _pens(colour: QColor, width: float) -> tuple[QPen, QPen, QPen, QPen]:
    """Edge and line, each solid and dashed."""
    made = []
    for tone, wide in ((_EDGE, width + 2.4), (colour, width)):
        solid = QPen(tone, wide)
        solid.setCapStyle(Qt.PenCapStyle.FlatCap)
        solid.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
        dashed = QPen(tone, wide * 0.75)
        dashed.setDashPattern([3.0, 4.0] if tone is colour else [3.0 * 0.6, 4.0 * 0.6])
        made += [solid, dashed]
    return made[0], made[1], made[2], made[3]


_PENS = {"plain": _pens(PLAIN, 1.6), "chosen": _pens(CHOSEN, 2.0), "pointed": _pens(POINTED, 2.0)}
_LEADER = (QPen(_EDGE, 2.4), QPen(QColor(190, 190, 190), 1.0))
COLOURS = {"plain": PLAIN.name(), "chosen": CHOSEN.name(), "pointed": POINTED.name()}


@dataclass(frozen=True, eq=False)
class Item:
    """A drawing in widget pixels.

    Args:
        one: The drawing.
        lines: Its lines.
        handles: (n, 2) where it can be taken hold of.
        label: Its words; None for none.
        tone: ``"plain"``, ``"chosen"`` or ``"pointed"``.
        faint: It lies on a neighbouring slice.
    """

    one: Measurement
    lines: Lines
    handles: Float
    label: Label | None
    tone: str
    faint: bool

    def paint(self, painter: QPainter) -> None:
        """Draw it."""
        edge, edge_dashed, line, line_dashed = _PENS[self.tone]
        painter.setOpacity(_FAINT if self.faint else 1.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen, path in ((edge, self.lines.solid), (line, self.lines.solid)):
            painter.setPen(pen)
            painter.drawPath(path)
        if not self.lines.dashed.isEmpty():
            for pen in (edge_dashed, line_dashed):
                painter.setPen(pen)
                painter.drawPath(self.lines.dashed)
        if self.tone != "plain":
            self._paint_handles(painter)
        if self.label is not None:
            self._paint_label(painter, self.label)

    def _paint_handles(self, painter: QPainter) -> None:
        painter.setPen(QPen(_EDGE, 1.0))
        painter.setBrush(QColor(COLOURS[self.tone]))
        for x, y in self.handles:
            painter.drawEllipse(QPointF(float(x), float(y)), _HANDLE, _HANDLE)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_label(self, painter: QPainter, label: Label) -> None:
        if label.leader is not None:
            for pen in _LEADER:
                painter.setPen(pen)
                painter.drawLine(*label.leader)
        painter.drawImage(label.box.topLeft(), label.picture)

    def handle_at(self, at: QPointF) -> int | None:
        """The handle under the pointer."""
        if not len(self.handles):
            return None
        away = np.hypot(*(self.handles - at.toTuple()).T)
        nearest = int(np.argmin(away))
        return nearest if away[nearest] <= HANDLE_SLACK else None

    def touches(self, at: QPointF) -> bool:
        """Whether the pointer is on one of its lines."""
        around = self.lines.solid.controlPointRect().adjusted(-LINE_SLACK, -LINE_SLACK, LINE_SLACK, LINE_SLACK)
        return around.contains(at) and away_from(self.lines.solid, at) <= LINE_SLACK

    def on_words(self, at: QPointF) -> bool:
        """Whether the pointer is on its words."""
        return self.label is not None and self.label.box.contains(at)

    @property
    def box(self) -> QRectF:
        """The box around its lines."""
        return self.lines.solid.boundingRect()


class Layer:
    """Drawings as one picture: laid over a slice in a fiftieth of the time that drawing their lines takes."""

    def __init__(self) -> None:
        self._image = QImage()
        self._items: list[Item] = []
        self._asked: list[Item] = []

    def again(self, items: list[Item]) -> bool:
        """Whether the same drawings were asked about the last time: those seen once are painted faster as they are."""
        before, self._asked = self._asked, list(items)
        return _same(items, before)

    def of(self, items: list[Item], size: QSize, ratio: float) -> QImage:
        """The picture of these drawings; painted again only where they are others.

        Args:
            items: The drawings.
            size: Of the viewport.
            ratio: Device pixels per pixel.
        """
        wanted = size * ratio
        if _same(items, self._items) and self._image.size() == wanted:
            return self._image
        if self._image.size() != wanted:
            self._image = QImage(wanted, QImage.Format.Format_ARGB32_Premultiplied)
            self._image.setDevicePixelRatio(ratio)
        self._image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for item in items:
            item.paint(painter)
        painter.end()
        self._items = list(items)
        return self._image


def _same(items: list[Item], others: list[Item]) -> bool:
    return len(items) == len(others) and all(a is b for a, b in zip(items, others, strict=True))


def away_from(path: QPainterPath, at: QPointF) -> float:
    """Widget pixels from a place to the nearest line of a path."""
    nearest = float("inf")
    for piece in path.toSubpathPolygons():
        points = np.array([piece.at(n).toTuple() for n in range(piece.size())])
        start, way = points[:-1], np.diff(points, axis=0)
        if not len(way):
            continue
        square = np.maximum((way * way).sum(axis=1), 1e-12)
        part = np.clip(((at.toTuple() - start) * way).sum(axis=1) / square, 0.0, 1.0)
        gap = at.toTuple() - start - part[:, np.newaxis] * way
        nearest = min(nearest, float(np.hypot(*gap.T).min()))
    return nearest
