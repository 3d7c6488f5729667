"""The reader's hand on boxes: points at them, chooses one, moves and resizes the chosen one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter

from medview.core.finding import Box, Finding, PictureBox
from medview.views.boxes.changing import MOVED, Ground, Sides, changed, cursor_of, handle_at, handle_spots
from medview.views.boxes.layer import BoxLayer, BoxView
from medview.views.boxes.marked import Marked, Outlined, rectangle
from medview.views.boxes.painting import Seen, frame, handles, outline, placed
from medview.views.pictures.image_view import ImageView
from medview.views.viewport.tools import MENU_SLACK, Tool
from medview.views.viewport.viewport import TOOLS, Viewport

_TOOLS = frozenset({Tool.WINDOW, Tool.PAN, Tool.ZOOM, Tool.CROSSHAIR})
"""With these in hand a box can be chosen and changed; others have a use of their own for a click."""


@dataclass(frozen=True, eq=False)
class Acts:
    """What a hand does to findings.

    Args:
        point: The pointer stands on a finding (its identifier), or on none.
        choose: A finding was chosen.
        change: A finding is right in another place.
    """

    point: Callable[[str | None], object]
    choose: Callable[[Finding], object]
    change: Callable[[Finding, Box | PictureBox], object]


@dataclass(eq=False)
class _Grip:
    """A box that is held.

    Args:
        marked: The box.
        where: Where it was.
        sides: What is held of it.
        start: Where it was taken, in places of the picture.
        now: Where it is.
    """

    marked: Marked
    where: Box | PictureBox
    sides: Sides
    start: QPointF
    now: Box | PictureBox


class BoxHand(QObject):
    """Belongs to one viewport.

    Args:
        view: The viewport.
        layer: Its boxes.
        acts: What is done to findings.
    """

    paints = TOOLS

    def __init__(self, view: BoxView, layer: BoxLayer, acts: Acts) -> None:
        super().__init__(view)
        self._view = view
        self._layer = layer
        self._acts = acts
        self._grip: _Grip | None = None
        self._pointer: QPointF | None = None
        self._pressed: QPointF | None = None
        view.installEventFilter(self)

    def paint(self, painter: QPainter, view: Viewport) -> None:
        """Draw the handles of the chosen box, or the box as it is dragged."""
        if self._grip is None:
            seen = self._chosen()
            if seen is not None:
                _grips(painter, seen)
            return
        for one in placed(self._outlined(self._grip), self._layer.to_widget(), view.rect().toRectF()):
            outline(painter, one.outline, one.upright, one.marked.colour, wide=True)
            _grips(painter, one)

    def press(self, view: Viewport, event: QMouseEvent) -> bool:
        """Take a handle or the line of the chosen box, or choose a box by its line or words."""
        if event.button() != Qt.MouseButton.LeftButton or view.tool not in _TOOLS:
            return False
        at, chosen = event.position(), self._chosen()
        sides = self._held(chosen, at) if chosen is not None else None
        if chosen is not None and sides is not None:
            self._take_hold(chosen, sides, at)
            return True
        found = next((one for one in self._layer.under(at) if one.on_line(at) or one.on_words(at)), None)
        if found is not None:
            self._acts.choose(found.marked.finding)
        return found is not None

    def drag(self, view: Viewport, event: QMouseEvent) -> None:
        """The held box follows the pointer."""
        if self._grip is None:
            return
        at = self._place(event.position()) - self._grip.start
        self._grip.now = changed(self._grip.where, self._grip.sides, (at.x(), at.y()), self._ground())
        view.update()

    def release(self, view: Viewport, _event: QMouseEvent) -> None:
        """Keep what was changed."""
        grip, self._grip = self._grip, None
        if grip is not None and grip.now != grip.where:
            self._acts.change(grip.marked.finding, grip.now)
        view.update()

    def hover(self, view: Viewport, at: QPointF) -> Qt.CursorShape | None:
        """Light up the box under the pointer; say what could be taken hold of."""
        self._pointer = at
        found = self._layer.under(at)
        self._acts.point(found[0].id if found else None)
        if view.tool not in _TOOLS:
            return None
        chosen = self._chosen()
        sides = self._held(chosen, at) if chosen is not None else None
        if sides is not None:
            return cursor_of(sides)
        touched = any(one.on_line(at) or one.on_words(at) for one in found[:1])
        return Qt.CursorShape.PointingHandCursor if touched else None

    def double_click(self, _view: Viewport, _event: QMouseEvent) -> bool:
        """A double click is the viewport's."""
        return False

    def cancel(self, view: Viewport) -> bool:
        """Let a box that is held go back."""
        busy, self._grip = self._grip is not None, None
        view.update()
        return busy

    def cycle(self, step: int) -> bool:
        """Choose the next of the boxes that lie under the pointer; False at the end of them, and where there is one."""
        found = self._layer.under(self._pointer) if self._pointer is not None else []
        ids = [one.id for one in found]
        at = ids.index(self._layer.chosen) + step if self._layer.chosen in ids else 0 if step > 0 else len(ids) - 1
        if len(ids) < 2 or not 0 <= at < len(ids):
            return False
        self._acts.choose(found[at].marked.finding)
        self._acts.point(ids[at])
        return True

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A click within a box chooses it, drags stay the tool's; Tab goes through boxes that lie over each other."""
        match event.type():
            case QEvent.Type.Leave:
                self._pointer = None
                self._acts.point(None)
            case QEvent.Type.MouseButtonPress if isinstance(event, QMouseEvent):
                plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
                self._pressed = event.position() if plain and self._view.tool in _TOOLS else None
            case QEvent.Type.MouseButtonRelease if isinstance(event, QMouseEvent):
                self._clicked(event.position())
            case QEvent.Type.KeyPress if isinstance(event, QKeyEvent):
                steps = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
                return event.key() in steps and self.cycle(steps[Qt.Key(event.key())])
        return False

    def shut(self) -> None:
        """The viewport closes."""
        self._grip = None
        self._view.removeEventFilter(self)

    def _clicked(self, at: QPointF) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None or self._grip is not None or (at - pressed).manhattanLength() > MENU_SLACK:
            return
        found = self._layer.under(at)
        if found and self._layer.chosen not in [one.id for one in found]:
            self._acts.choose(found[0].marked.finding)

    def _chosen(self) -> Seen | None:
        """The chosen box, where the shown picture has it; a rejected one is not to be changed."""
        chosen = self._layer.chosen
        if chosen is None or chosen not in self._layer.boxes.by_id:
            return None
        return next((one for one in self._layer.seen() if one.id == chosen and not one.marked.rejected), None)

    def _held(self, seen: Seen, at: QPointF) -> Sides | None:
        sides = handle_at(seen.box, at)
        if sides is not None:
            return sides
        return MOVED if seen.on_line(at) or seen.on_words(at) else None

    def _take_hold(self, seen: Seen, sides: Sides, at: QPointF) -> None:
        where = seen.marked.finding.where
        assert isinstance(where, Box | PictureBox)
        turn = self._layer.to_widget()
        held = _unturned(sides, turn.m11(), turn.m12(), turn.m21(), turn.m22())
        self._grip = _Grip(seen.marked, where, held, self._place(at), where)

    def _place(self, at: QPointF) -> QPointF:
        return self._layer.to_widget().inverted()[0].map(at)

    def _ground(self) -> Ground:
        view = self._view
        if isinstance(view, ImageView):
            return Ground.picture(view.scene.stack.shape if view.scene.stack is not None else (1, 1))
        assert view.frame is not None
        return Ground(view.frame.right_lps, view.frame.down_lps)

    def _outlined(self, grip: _Grip) -> tuple[Outlined, ...]:
        """The box that is held, as the shown picture has it."""
        if isinstance(grip.now, PictureBox):
            return (Outlined(grip.marked, rectangle(grip.now.low, grip.now.high)),)
        view = self._view
        assert not isinstance(view, ImageView)
        return self._layer.boxes.with_one(grip.marked, grip.now).on_slice(view.frame, view.number) if view.frame else ()


def _grips(painter: QPainter, seen: Seen) -> None:
    """The handles of a box; of one cut askew on the frame around its outline."""
    if not seen.upright:
        frame(painter, seen.box)
    handles(painter, handle_spots(seen.box).values())


def _unturned(sides: Sides, m11: float, m12: float, m21: float, m22: float) -> Sides:
    """Sides held on the screen as those of the picture, however it is turned and mirrored."""
    way = np.linalg.solve(np.array(((m11, m21), (m12, m22))), np.array(sides, dtype=np.float64))
    across, down = (int(np.sign(round(float(part) / max(np.abs(way).max(), 1e-12), 3))) for part in way)
    return across, down
