"""The reader's hand that draws a box a model missed, and asks what it shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QTransform
from PySide6.QtWidgets import QMenu

from medview.core.code import Code
from medview.core.finding import Box, PictureBox
from medview.core.geometry import Float
from medview.core.overlay import Colour
from medview.views.boxes.layer import BoxLayer, BoxView
from medview.views.boxes.marked import rectangle
from medview.views.boxes.painting import outline
from medview.views.pictures.image_view import ImageView
from medview.views.pictures.slice_view import SliceView
from medview.views.viewport.tools import MENU_SLACK, Tool
from medview.views.viewport.viewport import TOOLS, Viewport

_INK: Colour = (255, 214, 60)


@dataclass(frozen=True, eq=False)
class Adds:
    """What a hand that draws boxes works with.

    Args:
        classes: What a box of the viewport's series can be; nothing where no model looked for boxes.
        add: Record a box that was missed.
        done: A box was drawn.
        put_away: The tool is not wanted any more.
    """

    classes: Callable[[], tuple[Code, ...]]
    add: Callable[[Code, Box | PictureBox], object]
    done: Callable[[], object]
    put_away: Callable[[], object]


@dataclass(eq=False)
class _Sketch:
    """A box that is being drawn, in places of the picture.

    Args:
        ground: What it is drawn on.
        start: Where it was begun.
        now: The opposite corner.
    """

    ground: tuple[Any, ...]
    start: QPointF
    now: QPointF

    @property
    def box(self) -> QRectF:
        return QRectF(self.start, self.now).normalized()


class AddingHand(QObject):
    """Belongs to one viewport; draws while ``Tool.BOX`` is in hand.

    Args:
        view: The viewport.
        layer: Its boxes.
        adds: What is done with a box.
    """

    paints = TOOLS

    def __init__(self, view: BoxView, layer: BoxLayer, adds: Adds) -> None:
        super().__init__(view)
        self._view = view
        self._layer = layer
        self._adds = adds
        self._sketch: _Sketch | None = None
        self.menu: QMenu | None = None
        view.installEventFilter(self)

    def paint(self, painter: QPainter, _view: Viewport) -> None:
        """Draw the box as far as it is drawn."""
        if self._sketch is None:
            return
        box, turn = self._sketch.box, self._layer.to_widget()
        ends = rectangle(box.topLeft().toTuple(), box.bottomRight().toTuple())
        corners = np.array([turn.map(QPointF(*corner)).toTuple() for corner in ends.tolist()])
        outline(painter, corners, _upright(turn), _INK, wide=True)

    def press(self, view: Viewport, event: QMouseEvent) -> bool:
        """Begin a box at the pointer, or at the edge beside it."""
        if event.button() != Qt.MouseButton.LeftButton or view.tool is not Tool.BOX:
            return False
        if not self._adds.classes():
            self._adds.put_away()
            return True
        at = self._place(event.position())
        self._sketch = _Sketch(self._ground(), at, at)
        return True

    def drag(self, view: Viewport, event: QMouseEvent) -> None:
        """The corner follows the pointer."""
        if self._sketch is not None:
            self._sketch.now = self._place(event.position())
        view.update()

    def release(self, view: Viewport, event: QMouseEvent) -> None:
        """Ask what the box shows; a click draws none."""
        sketch = self._sketch
        if sketch is None:
            return
        way = self._layer.to_widget().mapRect(sketch.box)
        if min(way.width(), way.height()) <= MENU_SLACK or sketch.ground != self._ground():
            self._drop()
        else:
            self._ask(self._where(sketch.box), event.globalPosition().toPoint())
        view.update()

    def wheel(self, _view: Viewport, _event: object) -> None:
        """The picture stays while a box is drawn on it."""

    def hover(self, view: Viewport, _at: QPointF) -> Qt.CursorShape | None:
        """A cross wherever a box can be begun."""
        return Qt.CursorShape.CrossCursor if view.tool is Tool.BOX else None

    def double_click(self, view: Viewport, event: QMouseEvent) -> bool:
        """With the tool in hand a second click begins nothing else."""
        return view.tool is Tool.BOX and event.button() == Qt.MouseButton.LeftButton

    def cancel(self, view: Viewport) -> bool:
        """Give the box up."""
        busy = self._sketch is not None
        self._drop()
        view.update()
        return busy

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Esc gives the box up, then puts the tool away."""
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) or not isinstance(event, QKeyEvent):
            return False
        if event.key() != Qt.Key.Key_Escape or self._view.tool is not Tool.BOX:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress and not self.cancel(self._view):
            self._adds.put_away()
        return True

    def shut(self) -> None:
        """The viewport closes."""
        self._drop()
        if self.menu is not None:
            self.menu.close()
        self._view.removeEventFilter(self)

    def _ask(self, where: Box | PictureBox, at: QPoint) -> None:
        """Offer the classes at the pointer; of a model with one there is nothing to ask."""
        codes = self._adds.classes()
        if len(codes) == 1:
            self._add(where, codes[0])
            return
        self.menu = menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(_tr("What the box shows"))
        menu.addAction(_tr("What does it show?")).setEnabled(False)
        menu.addSeparator()
        offered = [menu.addAction(code.meaning, partial(self._add, where, code)) for code in codes]
        menu.setActiveAction(offered[0])
        menu.aboutToHide.connect(self._asked)
        menu.popup(at)

    def _asked(self) -> None:
        """Whatever was answered: the answer holds the box."""
        self.menu = None
        self._drop()
        self._view.update()

    def _add(self, where: Box | PictureBox, code: Code) -> None:
        self._drop()
        self._adds.done()
        self._adds.add(code, where)

    def _drop(self) -> None:
        self._sketch = None

    def _place(self, at: QPointF) -> QPointF:
        """A widget pixel as a place of the picture, at its edge beside it."""
        place, area = self._layer.to_widget().inverted()[0].map(at), self._area()
        x, y = min(max(place.x(), area.left()), area.right()), min(max(place.y(), area.top()), area.bottom())
        return QPointF(x, y)

    def _area(self) -> QRectF:
        """The picture, in its own places."""
        view = self._view
        if isinstance(view, ImageView):
            rows, columns = view.scene.stack.shape if view.scene.stack is not None else (1, 1)
            return QRectF(0.0, 0.0, float(columns), float(rows))
        return view.extent() or QRectF()

    def _ground(self) -> tuple[Any, ...]:
        """What a box is drawn on: it was meant for no other picture, even if another lies in the same place."""
        view = self._view
        if isinstance(view, ImageView):
            return view.scene.stack, view.number
        return view.frame, view.number

    def _where(self, box: QRectF) -> Box | PictureBox:
        view = self._view
        if isinstance(view, ImageView):
            (left, top), (right, bottom) = box.topLeft().toTuple(), box.bottomRight().toTuple()
            return PictureBox(view.number, (left, top), (right, bottom))
        return one_slice(view, box)


def one_slice(view: SliceView, box: QRectF) -> Box:
    """A box of patient space around a rectangle of the shown slice, as thick as the slice.

    Args:
        view: Shows the slice.
        box: In mm of the slice's plane.
    """
    frame = view.frame
    assert frame is not None
    normal: Float = np.cross(frame.right_lps, frame.down_lps)
    normal /= np.linalg.norm(normal)
    first = np.array(frame.point(view.number, 0.0, 0.0))
    corners = np.array(
        [
            first + x * frame.right_lps + y * frame.down_lps + side * frame.step_mm / 2.0 * normal
            for x, y, side in product((box.left(), box.right()), (box.top(), box.bottom()), (-1.0, 1.0))
        ]
    )
    low, high = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
    return Box((low[0], low[1], low[2]), (high[0], high[1], high[2]))


def _upright(turn: QTransform) -> bool:
    return not (turn.m12() or turn.m21()) or not (turn.m11() or turn.m22())


def _tr(text: str) -> str:
    return QCoreApplication.translate("boxes", text)
