"""The drawings a viewport shows, made anew only where something changed: painting them is quick."""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from medview.core.figures import Measured
from medview.core.flat import Flat, flat_of
from medview.core.geometry import Float
from medview.core.measured_text import label_lines, main_text
from medview.core.measurement import REGIONS, Measurement, Shape
from medview.core.text import tr
from medview.imaging.editing import handles
from medview.imaging.grids import spacing_for
from medview.session.state import Opened
from medview.views.drawing.figures import FigureBook
from medview.views.drawing.item import COLOURS, Item
from medview.views.drawing.label import LINES, OWN, WORDS, WRITTEN, Crowd, Label, placed, set_words, sides_of
from medview.views.drawing.paths import Lines, circle, crumbs, lines_of
from medview.views.drawing.placing import FAINT_FROM, GONE_FROM, Placing
from medview.views.settings.fonts import text_scale
from medview.views.viewport import decorations
from medview.views.viewport.corner_text import Corners, fitting
from medview.views.viewport.viewport import Viewport

_ROOM = 4.0
_KEPT = 500
"""Drawings of other slices kept ready: a reader goes back and forth through the slices of a finding."""
_NO_HANDLES = np.empty((0, 2))
_LEAST = {Shape.BIDIRECTIONAL: 4, Shape.ANGLE: 3, Shape.COBB: 4, Shape.POLYGON: 3, Shape.FREEHAND: 3, Shape.POINT: 1}
_PICTURES = 64
"""Pictures whose words are kept where they were put: putting twenty takes longer than painting them."""
Cut = tuple[QPointF, float]
Around = list[tuple[Float, float]]
"""Boxes that words are not to cover (``sides_of``), and what it costs to cover a pixel of them."""
Room = tuple[int, int, float, Corners]
"""Width and height of the viewport, device pixels per pixel, and how much there is room for."""


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
            self.values is other.values and (self.tone, self.faint) == (other.tone, other.faint) and self.lies_as(other)
        )

    def key(self) -> Hashable:
        """Equal for those that look the same, as long as both are kept."""
        cut = None if self.cut is None else (self.cut[0].toTuple(), self.cut[1])
        placing = self.placing
        return id(self.one), id(self.values), self.tone, self.faint, cut, placing.origin, placing.ways

    def lies_as(self, other: _Sight) -> bool:
        """Whether its lines are the same."""
        return (
            self.one is other.one
            and self.cut == other.cut
            and (self.placing.origin, self.placing.ways) == (other.placing.origin, other.placing.ways)
        )


@dataclass(frozen=True, eq=False)
class _Arranged:
    """The drawings of a picture with their words.

    Args:
        sights: How each is seen.
        placed: Each with its item, by identifier.
        written: (n, 4) boxes of what stands around the picture (``sides_of``).
        items: What is painted, the selected one last.
    """

    sights: list[_Sight]
    placed: dict[str, tuple[_Sight, Item]]
    written: Float
    items: list[Item]


_NONE = _Arranged([], {}, np.empty((0, 4)), [])


@dataclass(frozen=True, eq=False)
class _Trace:
    """Where a drawing lies in the viewport.

    Args:
        lines: Its lines.
        held: (n, 2) where it can be taken hold of.
        box: Around its lines.
        covered: (n, 4) boxes that words of others are not to cover (``sides_of``).
    """

    lines: Lines
    held: Float
    box: QRectF
    covered: Float


class Shown:
    """Makes and remembers what a viewport paints.

    Args:
        view: The viewport.
        book: What drawings measure.
    """

    def __init__(self, view: Viewport, book: FigureBook) -> None:
        self._view = view
        self._book = book
        self._traced: dict[str, tuple[_Sight, _Trace]] = {}
        self._arranged: dict[Hashable, _Arranged] = {}
        self._now = _NONE
        self._key: Hashable = None
        self._room: Room = (0, 0, 1.0, Corners.NONE)
        self.chosen: str | None = None
        self.pointed: str | None = None

    def clear(self) -> None:
        """Forget everything."""
        self._traced, self._arranged, self._now, self._key = {}, {}, _NONE, None

    @property
    def items(self) -> list[Item]:
        """The drawings on the shown picture, the selected one last."""
        return self._now.items

    def look(self, opened: Opened, placing: Placing, held: Measurement | None, ratio: float) -> list[Item]:
        """The drawings on the shown picture, the selected one last.

        Args:
            opened: The series.
            placing: Where places lie in the viewport.
            held: A drawing as it is being dragged, in place of the one of its identifier.
            ratio: Device pixels per pixel of what is painted on.
        """
        room = (self._view.width(), self._view.height(), ratio, self._amount())
        sights = []
        for one in opened.measurements:
            now = held if held is not None and held.id == one.id else one
            sight = None if now.hidden else self._sight(now, opened, placing, now is held)
            if sight is not None:
                sights.append(sight)
        slab = self._view.look().slab is not None
        key = (room, text_scale(), slab, tuple(sight.key() for sight in sights))
        if key != self._key:
            stay = held is not None and room == self._room
            self._room, self._key = room, key
            known = self._arranged.pop(key, None)
            self._now = known or self._arrange(sights, opened, stay)
            if held is None:
                self._remember(key, self._now)
        return self.items

    def _remember(self, key: Hashable, arranged: _Arranged) -> None:
        self._arranged[key] = arranged
        while len(self._arranged) > _PICTURES:
            del self._arranged[next(iter(self._arranged))]

    def sketched(self, one: Measurement, opened: Opened, placing: Placing) -> Item | None:
        """A drawing while it is being made; None where there is nothing to see of it yet."""
        if one.shape in (Shape.ELLIPSE, Shape.RECTANGLE, Shape.SPHERE) and len(one.points) < 2:
            return None
        least = _LEAST.get(one.shape, 2)
        values = self._book.live(one, opened) if len(one.points) >= least else Measured()
        cut = placing.cut(one) if one.shape is Shape.SPHERE else None
        sight = _Sight(one, values, placing, "chosen", cut=cut)
        words = [item.label.box for item in self.items if item.label is not None]
        lines = [(self._trace(other, opened).covered, LINES) for other in self._now.sights]
        return self._item(sight, _traced(sight, opened), words, [(self._now.written, WRITTEN), *lines])

    def _amount(self) -> Corners:
        """How much there is room for; nothing is left out of pictures that are kept."""
        room = fitting(Corners.FULL, self._view.width(), self._view.height())
        return Corners.MINIMAL if room is Corners.NONE and not self._view.on_screen else room

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

    def _arrange(self, sights: list[_Sight], opened: Opened, stay: bool) -> _Arranged:
        """Place all words anew; those of other drawings stay where they are while one is dragged."""
        before, found = self._now.placed, {}
        written = sides_of(decorations.taken(QRectF(self._view.rect()), self._view.frame_around()))
        traces = [(self._trace(sight, opened).covered, LINES) for sight in sights]
        words: list[QRectF] = []
        for number, sight in enumerate(sights):
            known = before.get(sight.one.id)
            if stay and known is not None and known[0].same_as(sight):
                item = known[1]
            else:
                around = [(written, WRITTEN), *traces[:number], *traces[number + 1 :]]
                item = self._item(sight, self._trace(sight, opened), words, around)
            found[sight.one.id] = (sight, item)
            if item.label is not None:
                words.append(item.label.box)
        items = sorted((item for _, item in found.values()), key=lambda item: item.one.id == self.chosen)
        return _Arranged(sights, found, written, items)

    def _trace(self, sight: _Sight, opened: Opened) -> _Trace:
        known = self._traced.get(sight.one.id)
        if known is not None and known[0].lies_as(sight):
            return known[1]
        if len(self._traced) > _KEPT:
            self._traced = {}
        trace = _traced(sight, opened)
        self._traced[sight.one.id] = (sight, trace)
        return trace

    def _item(self, sight: _Sight, trace: _Trace, words: list[QRectF], around: Around) -> Item:
        handles = _NO_HANDLES if sight.one.shape is Shape.FREEHAND else trace.held
        label = self._label(sight, trace, words, around)
        return Item(sight.one, trace.lines, handles, label, sight.tone, sight.faint)

    def _label(self, sight: _Sight, trace: _Trace, others: list[QRectF], around: Around) -> Label | None:
        one, box, (width, height, ratio, _) = sight.one, trace.box, self._room
        words = self._words(sight)
        if not words:
            return None
        picture = set_words(words, COLOURS[sight.tone], height, ratio)
        room = QRectF(0.0, 0.0, width, height).adjusted(_ROOM, _ROOM, -_ROOM, -_ROOM)
        held = trace.held
        anchors = [QPointF(float(x), float(y)) for x, y in held[:: math.ceil(len(held) / 24)]]
        if sight.cut is not None:
            anchors = [QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y())]
        wanted = sight.placing.pixel(one.words_at) if one.words_at is not None else None
        if one.shape is Shape.TEXT and wanted is None:
            wanted = anchors[0]
        shape = box if not box.isNull() else QRectF(anchors[0], anchors[0])
        crowd = Crowd.of(((sides_of(others), WORDS), (sides_of([shape]), OWN), *around))
        label = placed(picture, shape.adjusted(-1, -1, 1, 1), room, crowd, anchors, wanted)
        return replace(label, words=words)

    def _words(self, sight: _Sight) -> tuple[str, ...]:
        """What is written: less in a small viewport, where the panel has the rest."""
        one, amount, plain = sight.one, self._room[3], sight.tone == "plain"
        whole = label_lines(one, sight.values, sight.tone == "chosen")
        if one.shape is Shape.TEXT or not whole:
            return whole
        if plain and amount is Corners.NONE:
            return ()
        if amount is Corners.NONE or (plain and amount is Corners.MINIMAL):
            return (main_text(one, sight.values, brief=True) or whole[0],)
        if one.shape in REGIONS and one.shape is not Shape.SPHERE and self._view.look().slab is not None:
            return (*whole, tr("Values of the slice, not of the slab"))
        return whole


def _traced(sight: _Sight, opened: Opened) -> _Trace:
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
    box = lines.solid.boundingRect()
    return _Trace(lines, held, box, sides_of([box] if one.shape in REGIONS else crumbs(lines.solid)))


def flattened(one: Measurement, opened: Opened) -> Flat:
    """The plane of a drawing with one unit both ways."""
    return flat_of(one, spacing_for(one, opened.images))
