"""Boxes of findings in 3D: as wires over the body, with their words, to be pointed at and chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from medview.core.finding import Finding
from medview.core.geometry import Float
from medview.imaging.boxes import EDGES, corners
from medview.imaging.looking import Eye
from medview.session.reduce import Parts
from medview.session.state import Part, State
from medview.views.boxes.marked import NO_BOXES, Marked, MarkedBoxes, marked_boxes
from medview.views.boxes.painting import SLACK, Seen, paint_words, under, with_words, write_lit
from medview.views.viewport import decorations

_SHOWN: Parts = frozenset({Part.ANALYSES, Part.REVIEWS, Part.OVERLAY, Part.VOLUME, Part.SELECTION, Part.POINTED})
_FAR_ALPHA, _NEAR_ALPHA = 110, 255


class SolidBoxes(QObject):
    """The boxes of one viewport in 3D.

    Args:
        view: The viewport (``medview.views.solid.volume_view.VolumeView``).
        point: The pointer stands on a finding (its identifier), or on none.
        choose: A finding was chosen.
    """

    def __init__(self, view: Any, point: Callable[[str | None], object], choose: Callable[[Finding], object]) -> None:
        super().__init__(view)
        self._view = view
        self._point = point
        self._choose = choose
        self.boxes: MarkedBoxes = NO_BOXES
        self._pointed: str | None = None
        self._chosen: str | None = None
        view.canvas.drawn_over.append(self.paint)
        view.canvas.grips.append(self)
        view.canvas.installEventFilter(self)

    def show_state(self, state: State, parts: Parts) -> None:
        """Draw what changed."""
        if parts & _SHOWN:
            self.boxes = marked_boxes(state)
            self._pointed, self._chosen = state.pointed, state.selected
            self._view.canvas.update()

    def handlers(self) -> Mapping[str, Callable[..., object]]:
        """3D has no actions of its own for boxes."""
        return {}

    def shut(self) -> None:
        """The viewport closes."""
        canvas = self._view.canvas
        canvas.drawn_over.remove(self.paint)
        canvas.grips.remove(self)
        canvas.removeEventFilter(self)
        self.boxes = NO_BOXES

    def seen(self, eye: Eye) -> list[Seen]:
        """The boxes as an eye sees them, the nearest first, with their words."""
        return with_words(self._wired(eye), _area(eye), (), decorations.text_font(eye.size[1]))

    def paint(self, painter: QPainter, eye: Eye) -> None:
        """Draw the boxes, those farther away first."""
        if not self.boxes.placed or not self._view.wish.overlays:
            return
        seen = self.seen(eye)
        for one in reversed(seen):
            marked = one.id in (self._pointed, self._chosen)
            _wires(painter, one.outline, one.marked, wide=marked)
        painter.setFont(decorations.text_font(eye.size[1]))
        paint_words(painter, seen)
        write_lit(painter, seen, (self._pointed, self._chosen), _area(eye))

    def press(self, eye: Eye, at: QPointF) -> bool:
        """Choose the box under the pointer by its wires or words; what lies within it stays the body's."""
        found = self._under(eye, at)
        if found is not None:
            self._choose(found.marked.finding)
        return found is not None

    def drag(self, eye: Eye, at: QPointF) -> None:
        """A box is not moved in 3D."""

    def release(self) -> None:
        """Nothing was held."""

    def hover(self, eye: Eye, at: QPointF) -> Qt.CursorShape | None:
        """Light up the box under the pointer."""
        found = self._under(eye, at)
        self._point(found.id if found is not None else None)
        return Qt.CursorShape.PointingHandCursor if found is not None else None

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The pointer left."""
        if event.type() == QEvent.Type.Leave:
            self._point(None)
        return False

    def _under(self, eye: Eye, at: QPointF) -> Seen | None:
        """The box whose words or wires are under a place, the nearest first."""
        seen = self.seen(eye)
        words = under((one for one in seen if one.on_words(at)), at)
        return words[0] if words else next((one for one in seen if _on_wires(one.outline, at)), None)

    def _wired(self, eye: Eye) -> list[Seen]:
        if not self.boxes.placed:
            return []
        places, depth = eye.project(corners(self.boxes.low, self.boxes.high))
        order = np.argsort(depth.mean(axis=1)).tolist()
        return [_seen(self.boxes.placed[n], places[n]) for n in order]


def _seen(marked: Marked, places: Float) -> Seen:
    (left, top), (right, bottom) = places.min(axis=0).tolist(), places.max(axis=0).tolist()
    return Seen(marked, places, QRectF(left, top, right - left, bottom - top))


def _area(eye: Eye) -> QRectF:
    return QRectF(0.0, 0.0, *eye.size)


def _wires(painter: QPainter, places: Float, marked: Marked, wide: bool) -> None:
    """The edges of a box, dark beside each line so that they are seen on any body."""
    points = [QPointF(x, y) for x, y in places.tolist()]
    ink = QColor(*marked.colour, _FAR_ALPHA if marked.rejected else _NEAR_ALPHA)
    width = 3.0 if wide else 1.0 if marked.rejected else 1.8
    for pen in (QPen(QColor(0, 0, 0, 150), width + 2.0), QPen(ink, width)):
        painter.setPen(pen)
        for one, other in EDGES.tolist():
            painter.drawLine(points[one], points[other])


def _on_wires(places: Float, at: QPointF) -> bool:
    start, end = places[EDGES[:, 0]], places[EDGES[:, 1]]
    along, spot = end - start, np.array(at.toTuple())
    part = np.clip(((spot - start) * along).sum(axis=1) / np.maximum((along**2).sum(axis=1), 1e-9), 0.0, 1.0)
    return bool(np.hypot(*(start + part[:, None] * along - spot).T).min() <= SLACK)
