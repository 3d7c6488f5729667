"""The drawings a viewport shows, made anew only where something changed: painting them is quick."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from medview.core.figures import Measured
from medview.core.flat import Flat, flat_of
from medview.core.geometry import Float
from medview.core.measured_text import label_lines
from medview.core.measurement import REGIONS, Measurement, Shape
from medview.core.text import tr
from medview.imaging.editing import handles
from medview.imaging.grids import spacing_for
from medview.session.state import Opened
from medview.views.drawing.figures import FigureBook
from medview.views.drawing.item import COLOURS, Item
from medview.views.drawing.label import Label, placed, set_words
from medview.views.drawing.paths import circle, lines_of
from medview.views.drawing.placing import FAINT_FROM, GONE_FROM, Placing
from medview.views.viewport import Viewport

_ROOM = 4.0
_KEPT = 500
"""Drawings of other slices kept ready: a reader goes back and forth through the slices of a finding."""
_NO_HANDLES = np.empty((0, 2))
_LEAST = {Shape.BIDIRECTIONAL: 4, Shape.ANGLE: 3, Shape.COBB: 4, Shape.POLYGON: 3, Shape.FREEHAND: 3, Shape.POINT: 1}
Cut = tuple[QPointF, float]
Room = tuple[int, int, float]
"""Width and height of the viewport, and device pixels per pixel."""


@dataclass(frozen=True, eq=False)
class _Sight:
    """How a drawing is seen.

    Args:
        one: The drawing.
        values: What it measures.
        placing: Where places lie.
        tone: How it is marked.
        faint: It lies on a neighbouring slice.
        cut: Of a sphere.
    """

    one: Measurement
    values: Measured
    placing: Placing
    tone: str
    faint: bool = False
    cut: Cut | None = None

    def same_as(self, other: _Sight) -> bool:
        """Whether it looks the same."""
        return (
            self.one is other.one
            and self.values is other.values
            and (self.tone, self.faint, self.cut) == (other.tone, other.faint, other.cut)
            and (self.placing.origin, self.placing.ways) == (other.placing.origin, other.placing.ways)
        )


class Shown:
    """Makes and remembers what a viewport paints.

    Args:
        view: The viewport.
        book: What drawings measure.
    """

    def __init__(self, view: Viewport, book: FigureBook) -> None:
        self._view = view
        self._book = book
        self._made: dict[str, tuple[_Sight, Room, Item]] = {}
        self._room: Room = (0, 0, 1.0)
        self.items: list[Item] = []
        self.chosen: str | None = None
        self.pointed: str | None = None

    def clear(self) -> None:
        """Forget everything."""
        self._made, self.items = {}, []

    def look(self, opened: Opened, placing: Placing, held: Measurement | None, ratio: float) -> list[Item]:
        """The drawings on the shown picture, the selected one last.

        Args:
            opened: The series.
            placing: Where places lie in the viewport.
            held: A drawing as it is being dragged, in place of the one of its identifier.
            ratio: Device pixels per pixel of what is painted on.
        """
        self._room = (self._view.width(), self._view.height(), ratio)
        found: list[Item] = []
        for one in sorted(opened.measurements, key=lambda one: one.id == self.chosen):
            now = held if held is not None and held.id == one.id else one
            sight = None if now.hidden else self._sight(now, opened, placing, now is held)
            if sight is not None:
                found.append(self._item(sight, opened, found))
        if len(self._made) > _KEPT:
            self._made = {item.one.id: self._made[item.one.id] for item in found}
        self.items = found
        return found

    def sketched(self, one: Measurement, opened: Opened, placing: Placing) -> Item | None:
        """A drawing while it is being made; None where there is nothing to see of it yet."""
        if one.shape in (Shape.ELLIPSE, Shape.RECTANGLE, Shape.SPHERE) and len(one.points) < 2:
            return None
        least = _LEAST.get(one.shape, 2)
        values = self._book.live(one, opened) if len(one.points) >= least else Measured()
        cut = placing.cut(one) if one.shape is Shape.SPHERE else None
        return self._new(_Sight(one, values, placing, "chosen", cut=cut), opened, self.items)

    def _sight(self, one: Measurement, opened: Opened, placing: Placing, held: bool) -> _Sight | None:
        gap, cut = placing.away(one), None
        if one.shape is Shape.SPHERE:
            cut = placing.cut(one)
            if cut is None:
                return None
        elif gap > GONE_FROM:
            return None
        tone = "chosen" if one.id == self.chosen else "pointed" if one.id == self.pointed else "plain"
        values = self._book.live(one, opened) if held else self._book.of(one, opened)
        return _Sight(one, values, placing, tone, cut is None and gap > FAINT_FROM, cut)

    def _item(self, sight: _Sight, opened: Opened, before: list[Item]) -> Item:
        known = self._made.get(sight.one.id)
        if known is not None and known[0].same_as(sight) and known[1] == self._room:
            return known[2]
        item = self._new(sight, opened, before)
        self._made[sight.one.id] = (sight, self._room, item)
        return item

    def _new(self, sight: _Sight, opened: Opened, before: list[Item]) -> Item:
        one, placing, flat = sight.one, sight.placing, flattened(sight.one, opened)
        points = placing.pixels(one.points)
        if sight.cut is not None:
            centre, radius = sight.cut
            lines = circle(centre, radius)
            held = np.array((centre.toTuple(), (centre.x() + radius, centre.y())))
        else:
            spots = flat.flat(one.points)
            lines = lines_of(one.shape, points, placing.of_flat(flat), spots)
            held = points if one.shape is Shape.FREEHAND else placing.pixels(flat.places(handles(one.shape, spots)))
        label = self._label(sight, lines.solid.boundingRect(), held, before)
        return Item(one, lines, _NO_HANDLES if one.shape is Shape.FREEHAND else held, label, sight.tone, sight.faint)

    def _label(self, sight: _Sight, box: QRectF, held: Float, before: list[Item]) -> Label | None:
        one, (width, height, ratio) = sight.one, self._room
        words = label_lines(one, sight.values, sight.tone == "chosen")
        if one.shape in REGIONS and one.shape is not Shape.SPHERE and self._view.look().slab is not None:
            words = (*words, tr("Values of the slice, not of the slab"))
        if not words:
            return None
        picture = set_words(words, COLOURS[sight.tone], height, ratio)
        room = QRectF(0.0, 0.0, width, height).adjusted(_ROOM, _ROOM, -_ROOM, -_ROOM)
        anchors = [QPointF(float(x), float(y)) for x, y in held[:: math.ceil(len(held) / 24)]]
        if sight.cut is not None:
            anchors = [QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y())]
        wanted = sight.placing.pixel(one.words_at) if one.words_at is not None else None
        if one.shape is Shape.TEXT and wanted is None:
            wanted = anchors[0]
        shape = box if not box.isNull() else QRectF(anchors[0], anchors[0])
        taken = [item.label.box for item in before if item.label is not None], [item.box for item in before]
        label = placed(picture, shape.adjusted(-1, -1, 1, 1), room, taken, anchors, wanted)
        return replace(label, words=words)


def flattened(one: Measurement, opened: Opened) -> Flat:
    """The plane of a drawing with one unit both ways."""
    return flat_of(one, spacing_for(one, opened.images))
