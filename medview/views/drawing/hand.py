"""The hand that draws in one viewport, changes what is drawn, and paints it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QPainter

from medview.core.flat import Flat
from medview.core.geometry import Float
from medview.core.measurement import Measurement, OnImage, Point, Shape
from medview.imaging.editing import with_handle
from medview.imaging.grids import spacing_for
from medview.session.state import Opened
from medview.views.drawing.desk import Desk
from medview.views.drawing.item import HANDLE_SLACK, Item, Layer
from medview.views.drawing.placing import FAINT_FROM, Placing
from medview.views.drawing.shown import Shown, flattened
from medview.views.drawing.sketch import Sketch
from medview.views.viewport.tools import DRAWING, SHAPES
from medview.views.viewport.viewport import Viewport

_WORDS = -1
_WHOLE = -2
"""Parts of a drawing that are no handle."""
_BY_THE_FIRST = (Shape.SPHERE, Shape.POINT)
"""Shapes whose first handle moves the whole."""
Ground = tuple[str, str, OnImage | None]
"""What is drawn on: the series' UID, the file of its voxels or pictures, and which picture."""


@dataclass(eq=False)
class _Grip:
    """What a drag holds: a handle by its number, the words, or the whole."""

    before: Measurement
    part: int
    start: QPointF
    now: Measurement
    corner: QPointF


class DrawingHand(QObject):
    """Draws, changes and paints the drawings of one viewport.

    Args:
        desk: What all drawing hands share.
        view: The viewport.
        opened: Gives the series it shows.
    """

    def __init__(self, desk: Desk, view: Viewport, opened: Callable[[], Opened | None]) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view
        self._opened = opened
        self._sketch: Sketch | None = None
        self._grip: _Grip | None = None
        self._ground: Ground | None = None
        self._shown = Shown(view, desk.book)
        self._layer = Layer()
        view.installEventFilter(self)

    @property
    def items(self) -> list[Item]:
        """What was painted last."""
        return self._shown.items

    # painting

    def paint(self, painter: QPainter, view: Viewport) -> None:
        """Draw what lies on the shown picture."""
        self.look_again()
        opened, placing = self._opened(), Placing.of(view)
        if opened is None or placing is None or not self._desk.visible:
            self._shown.clear()
            return
        self._shown.chosen = self._desk.selected
        held = self._grip.now if self._grip is not None else None
        ratio = painter.device().devicePixelRatioF()
        items = self._shown.look(opened, placing, held, ratio)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        kept = bool(items) and held is None and ratio == view.devicePixelRatioF()
        if kept and self._layer.again(items):
            painter.drawImage(QPointF(), self._layer.of(items, view.size(), ratio))
        else:
            for item in items:
                item.paint(painter)
        if self._sketch is not None:
            self._paint_sketch(painter, self._sketch.drawn(self._desk.blank(opened)), opened, placing)

    def _paint_sketch(self, painter: QPainter, one: Measurement, opened: Opened, placing: Placing) -> None:
        if placing.away(one) > FAINT_FROM:
            self._give_up()  # the picture changed under the pointer
            return
        item = self._shown.sketched(one, opened, placing)
        if item is not None:
            item.paint(painter)

    def under(self, at: QPointF) -> Measurement | None:
        """The drawing under a widget pixel, topmost first."""
        found = self._under(at)
        return found[0].one if found is not None else None

    def look_again(self) -> None:
        """Give up what is being drawn or held where another series or picture is shown now: it was meant for the other.

        Two series may share their planes, and all stacks their numbers of pictures: places do not tell.
        """
        if (self._sketch is not None or self._grip is not None) and self._ground != self._ground_now():
            self._give_up()

    # the reader's hand

    def press(self, view: Viewport, event: QMouseEvent) -> bool:
        """Begin or go on drawing, or take hold of something drawn."""
        if event.button() != Qt.MouseButton.LeftButton or view.on() is None or not self._desk.visible:
            return False
        self.look_again()
        at = event.position()
        if self._sketch is not None:
            if self._closes(at):
                self._end_if(True)
                view.update()
            else:
                self._sketch.press(at, self._place(view, at) or self._sketch.places[-1])
            return True
        if self._take_hold(at, only_handles=view.tool in DRAWING):
            return True
        if view.tool in SHAPES:
            self._begin(view, SHAPES[view.tool], at)
            return True
        if self._desk.selected is not None:
            self._desk.select(None)
        return False

    def drag(self, view: Viewport, event: QMouseEvent) -> None:
        """Move the point under the pointer, or what is held."""
        self.look_again()
        kept = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self._sketch is not None:
            self._float(view, event.position(), kept)
        elif self._grip is not None:
            self._grip.now = self._dragged(view, self._grip, event.position(), kept)
        view.update()

    def release(self, view: Viewport, event: QMouseEvent) -> None:
        """Place a point, or keep what was changed."""
        self.look_again()
        if self._sketch is not None:
            self._end_if(self._sketch.release(event.position()))
        elif self._grip is not None:
            grip, self._grip = self._grip, None
            if grip.now != grip.before:
                self._desk.change(grip.now)
        view.update()

    def hover(self, view: Viewport, at: QPointF) -> Qt.CursorShape | None:
        """Let the next point follow the pointer; say what could be taken hold of."""
        self.look_again()
        if self._sketch is not None:
            self._float(view, at, bool(QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier))
            view.update()
            return Qt.CursorShape.CrossCursor
        found = self._under(at, only_handles=view.tool in DRAWING)
        pointed = found[0].one.id if found is not None else None
        if pointed != self._shown.pointed:
            self._shown.pointed = pointed
            view.update()
        if found is None:
            return None
        return Qt.CursorShape.PointingHandCursor if found[1] >= 0 else Qt.CursorShape.SizeAllCursor

    def double_click(self, view: Viewport, event: QMouseEvent) -> bool:
        """End a drawing of many points; without a tool that draws, name the drawing under the pointer."""
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        self.look_again()
        if self._sketch is not None:
            self._float(view, event.position(), False)
            self._end_if(self._sketch.free or self._sketch.place_floating())
            return True
        if view.tool in DRAWING:
            return True
        found = self._under(event.position())
        if found is not None:
            self._desk.ask_words(found[0].one, view)
        return found is not None

    def cancel(self, view: Viewport) -> bool:
        """Give up the drawing, or let what is held go back."""
        busy = self._sketch is not None or self._grip is not None
        self._give_up()
        view.update()
        return busy

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc gives up; while something is being drawn, Enter ends it and Backspace takes a point back.

        A viewport that is put away keeps no picture of its drawings.
        """
        if event.type() == QEvent.Type.Hide:
            self._layer = Layer()
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) or not isinstance(event, QKeyEvent):
            return False
        self.look_again()
        act = self._keys().get(Qt.Key(event.key()))
        if act is None:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            act()
            self._view.update()
        return True

    def shut(self) -> None:
        """Let go of everything."""
        self._give_up()
        self._shown.clear()
        self._layer = Layer()
        self._view.removeEventFilter(self)

    def _keys(self) -> dict[Qt.Key, Callable[[], object]]:
        if self._sketch is None and self._grip is None:
            return self._keys_at_rest()
        if self._sketch is None:
            return {Qt.Key.Key_Escape: self._give_up}
        return {
            Qt.Key.Key_Escape: self._give_up,
            Qt.Key.Key_Return: lambda: self._end_if(True),
            Qt.Key.Key_Enter: lambda: self._end_if(True),
            Qt.Key.Key_Backspace: self._sketch.take_back,
        }

    def _keys_at_rest(self) -> dict[Qt.Key, Callable[[], object]]:
        """Esc puts the tool away, then lets the selected drawing go."""
        if self._view.tool in SHAPES:
            return {Qt.Key.Key_Escape: self._desk.dismissed.emit}
        if self._desk.selected is not None:
            return {Qt.Key.Key_Escape: lambda: self._desk.select(None)}
        return {}

    def _begin(self, view: Viewport, shape: Shape, at: QPointF) -> None:
        opened, on, place = self._opened(), view.on(), self._place(view, at)
        if opened is None or on is None or place is None or self._desk.refuses(shape, on, opened):
            return
        spacing = spacing_for(Measurement("", "", shape, (place,), on), opened.images)
        self._sketch, self._ground = Sketch(shape, on, spacing), self._ground_now()
        self._sketch.press(at, place)
        view.update()

    def _float(self, view: Viewport, at: QPointF, kept: bool) -> None:
        place = self._place(view, at)
        if self._sketch is not None and place is not None:
            self._sketch.move(at, place, kept)

    def _closes(self, at: QPointF) -> bool:
        """Whether a click on the first corner ends a polygon."""
        sketch, placing = self._sketch, Placing.of(self._view)
        if sketch is None or placing is None or sketch.shape is not Shape.POLYGON or not sketch.complete:
            return False
        return (placing.pixel(sketch.places[0]) - at).manhattanLength() <= HANDLE_SLACK

    def _end_if(self, done: bool) -> None:
        """Keep the drawing once it is done; what is too little for one is given up."""
        sketch, opened = self._sketch, self._opened()
        if not done or sketch is None:
            return
        self._sketch = None
        if opened is not None and sketch.complete:
            self._desk.keep(sketch.drawn(self._desk.blank(opened), final=True), self._view)

    def _give_up(self) -> None:
        self._sketch = self._grip = self._ground = None

    def _ground_now(self) -> Ground | None:
        opened, on = self._opened(), self._view.on()
        stored = (opened.volume or opened.images) if opened is not None else None
        if opened is None or stored is None:
            return None
        return opened.series.uid, stored.path, on if isinstance(on, OnImage) else None

    def _place(self, view: Viewport, at: QPointF) -> Point | None:
        """The place under the pointer, or at the edge beside it."""
        place = view.place_of(at)
        opened, on = self._opened(), view.on()
        if place is None or opened is None or on is None:
            return place
        return self._desk.snapped(place, on, opened)

    def _take_hold(self, at: QPointF, only_handles: bool) -> bool:
        found = self._under(at, only_handles)
        if found is None:
            return False
        item, part = found
        self._desk.select(item.one.id)
        corner = item.label.box.topLeft() if item.label is not None else at
        self._grip, self._ground = _Grip(item.one, part, at, item.one, corner), self._ground_now()
        return True

    def _under(self, at: QPointF, only_handles: bool = False) -> tuple[Item, int] | None:
        """What is under the pointer, topmost first: a handle, words, a line; to a tool that draws, only handles."""
        for item in reversed(self._shown.items):
            chosen = item.one.id == self._desk.selected
            if only_handles and not chosen:
                continue
            handle = item.handle_at(at)
            if handle is not None and (chosen or item.touches(at) or item.one.shape in (Shape.POINT, Shape.SPHERE)):
                return item, handle
            if only_handles:
                continue
            if item.on_words(at):
                return item, _WORDS
            if item.touches(at):
                return item, _WHOLE
        return None

    def _dragged(self, view: Viewport, grip: _Grip, at: QPointF, kept: bool) -> Measurement:
        one, placing, opened = grip.before, Placing.of(view), self._opened()
        if placing is None or opened is None:
            return grip.now
        flat = flattened(one, opened)
        if grip.part == _WORDS and one.shape is not Shape.TEXT:
            return self._with_words(grip, placing, flat, at)
        if grip.part < 0 or (one.shape in _BY_THE_FIRST and grip.part == 0):
            return _shifted(one, placing.way(at - grip.start))
        place = self._place(view, at)
        if place is None:
            return grip.now
        if one.shape is Shape.SPHERE:
            return replace(one, points=(one.points[0], place))
        points = with_handle(one.shape, flat.flat(one.points), grip.part, flat.flat(place), kept)
        return replace(one, points=tuple(flat.place(*point) for point in points.tolist()))

    def _with_words(self, grip: _Grip, placing: Placing, flat: Flat, at: QPointF) -> Measurement:
        inverse, fine = placing.of_flat(flat).inverted()
        spot = inverse.map(grip.corner + at - grip.start)
        return replace(grip.before, words_at=flat.place(spot.x(), spot.y())) if fine else grip.now


def _shifted(one: Measurement, way: Float) -> Measurement:
    points = tuple(tuple((np.array(point) + way).tolist()) for point in one.points)
    words = tuple((np.array(one.words_at) + way).tolist()) if one.words_at is not None else None
    return replace(one, points=points, words_at=words)
