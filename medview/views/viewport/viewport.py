"""What every picture viewport shares: where it looks, its tools, its frame, and the reader's hand.

Drawn with QPainter straight from the values: importing pyqtgraph alone takes half of the second in which the window has
to stand (0.55 s of 1.0 s, two cores).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar, Protocol

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from medview.core.measurement import OnImage, OnPlane, Point
from medview.core.volume import Window
from medview.session.wishes import ON_SCREEN, PictureWish
from medview.views.viewport import decorations
from medview.views.viewport.corner_text import Corners, CornerText
from medview.views.viewport.looking import BORDER, Looking
from medview.views.viewport.probe import Reading
from medview.views.viewport.tools import CURSORS, Drag, Tool, button_tool

_WHEEL_ZOOM = 1.15
_BAND_ROWS = 90

Painter = Callable[[QPainter, Any], None]
"""Draws over the picture: takes a painter in widget pixels and the viewport; called at every paint, so be quick."""


MEASUREMENTS, LINES, TOOLS = "measurements", "lines", "tools"
"""What a hand paints, told by its attribute ``paints``: a person's drawings (and so without the attribute), lines where
other pictures lie, or what only helps the hand, which is on no saved picture."""


class Hand(Protocol):
    """Something over the picture that can be taken hold of: a measurement, the line of another plane, a lens.

    Places are widget pixels. A hand that takes a press gets every move until the release.
    """

    def paint(self, painter: QPainter, view: Viewport) -> None:
        """Draw it, in widget pixels; called at every paint."""

    def press(self, view: Viewport, event: QMouseEvent) -> bool:
        """A button went down: whether this hand takes it."""
        ...

    def drag(self, view: Viewport, event: QMouseEvent) -> None:
        """The mouse moved while this hand has the button."""

    def release(self, view: Viewport, event: QMouseEvent) -> None:
        """The button went up."""

    def hover(self, view: Viewport, at: QPointF) -> Qt.CursorShape | None:
        """The mouse moved with no button down: the pointer's shape over something to take hold of, else None."""
        ...

    def double_click(self, view: Viewport, event: QMouseEvent) -> bool:
        """Whether this hand takes a double click."""
        ...

    def cancel(self, view: Viewport) -> bool:
        """Esc: give up what is being done; whether there was anything."""
        ...


class Viewport(Looking):
    """A viewport without a picture; who inherits says what is shown and where it lies.

    Places within the picture are points of its plane, in units of the inheriting view (mm for slices).

    Args:
        name: For people who cannot see it.
        colour: Of the border, sRGB.
        parent: The widget it stands in.
    """

    window_changed = Signal(object)
    """A ``Window`` was set by hand."""
    maximise_asked = Signal()
    menu_asked = Signal(object)
    """Global position (QPoint) of the menu asked for."""
    activated = Signal()
    """The reader's hand is on this viewport."""
    probed = Signal(str)
    """What stands under the pointer, in words; empty when it left."""

    minimum: ClassVar[QSize] = QSize(80, 60)

    def __init__(self, name: str, colour: tuple[int, int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tool = Tool.WINDOW
        self.corners = Corners.FULL
        self.up_is_brighter = True
        self.highlighted = False
        self.drawn_over: list[Painter] = []
        self.hands: list[Hand] = []
        self.wish = ON_SCREEN
        self.notes: tuple[str, ...] = ()
        self.starred = False
        self._pointer: QPointF | None = None
        self._reading_box = QRect()
        self._lens: QRect | None = None
        self._held: Hand | None = None
        self._colour = QColor(*colour)
        self._drawn = QPixmap()
        self._drawn_key: tuple[object, ...] = ()
        self._seen_key: tuple[object, ...] = ()
        self._drag: Drag | None = None
        self._wheel = 0.0
        self.setMouseTracking(True)
        self.setMinimumSize(self.minimum)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(name)

    # what the inheriting view tells

    @abstractmethod
    def step(self, pictures: int) -> None:
        """Ask for another picture."""

    @abstractmethod
    def shown_window(self) -> Window:
        """Window/level a drag starts from."""

    @abstractmethod
    def point_to(self, pixel: QPointF) -> None:
        """The reader points at a place of the widget."""

    @abstractmethod
    def place_of(self, pixel: QPointF) -> Point | None:
        """The place under a widget pixel: LPS mm of the shown slice, or (column, row) of the picture; None outside."""

    @abstractmethod
    def pixel_of(self, place: Point) -> QPointF:
        """The widget pixel of a place, projected onto the shown slice."""

    @abstractmethod
    def on(self) -> OnPlane | OnImage | None:
        """What a drawing made now lies on."""

    @abstractmethod
    def away(self, place: Point, on: OnPlane | OnImage) -> float:
        """How far a drawing lies from the shown picture, in slices (0.5: at its border); infinite on others."""

    @abstractmethod
    def reading(self, pixel: QPointF) -> Reading | None:
        """The value under a place of the widget; None outside the picture."""

    @abstractmethod
    def picture_key(self) -> tuple[object, ...]:
        """What the drawn picture depends on, beside place and size."""

    @abstractmethod
    def paint_picture(self, painter: QPainter) -> None:
        """Draw the picture, in widget pixels."""

    @abstractmethod
    def frame_around(self) -> decorations.Frame:
        """What stands around the picture."""

    # how it is shown

    def set_tool(self, tool: Tool) -> None:
        """Give the left button another tool."""
        self.tool = tool
        self.setCursor(CURSORS[tool])

    def set_corners(self, corners: Corners) -> None:
        """Write more or less into the corners."""
        self.corners = corners
        self.update()

    def set_highlighted(self, highlighted: bool) -> None:
        """Mark the viewport keys act in."""
        self.highlighted = highlighted
        self.update()

    # drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw everything: about 6 ms of a 512² slice with overlays and drawings."""
        painter = QPainter(self)
        self._placed = self.to_widget()  # asked for by all that is drawn
        try:
            if self.extent() is None:
                painter.fillRect(self.rect(), QColor(0, 0, 0))
            else:
                self._paint_drawn(painter)
                self._paint_over(painter)
        finally:  # a painter left open takes the whole program down
            self._placed = None
            self._paint_border(painter)
            painter.end()

    def picture(self, wish: PictureWish) -> QImage:
        """The viewport as it stands, drawn anew off the screen and without its border.

        Args:
            wish: What stands on the picture; it is ``scale`` times as large as the viewport.
        """
        image = QImage(self.size() * wish.scale, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(wish.scale)
        image.fill(QColor(0, 0, 0))
        self.wish, before = wish, self.wish
        painter = QPainter(image)
        if self.extent() is not None:
            painter.drawPixmap(0, 0, self._fresh_picture(wish.scale))
            self._paint_over(painter)
        painter.end()
        self.wish = before
        return image

    def _paint_over(self, painter: QPainter) -> None:
        """What lies over the drawn picture, as far as it is wished for."""
        for paint in self.drawn_over if self.wish.overlays else ():
            painter.save()
            paint(painter, self)
            painter.restore()
        wanted = {MEASUREMENTS: self.wish.measurements, LINES: self.wish.lines, TOOLS: self.wish is ON_SCREEN}
        for hand in self.hands:
            if wanted[getattr(hand, "paints", MEASUREMENTS)]:
                painter.save()
                hand.paint(painter, self)
                painter.restore()
        if self._lens is not None:
            return
        frame = self.frame_around()
        if not self.wish.corners:
            frame = decorations.Frame(CornerText(), ("", "", "", ""), None, frame.warnings, frame.bars)
        self._reading_box = decorations.reading_box(self.rect(), frame.corners)
        decorations.draw(painter, QRectF(self.rect()), frame)

    def _paint_drawn(self, painter: QPainter) -> None:
        """The picture with its overlays; kept as soon as it is wanted a second time, as when only a crosshair moves."""
        ratio = self.devicePixelRatioF()
        key = (*self.picture_key(), self.to_widget(), self.size(), ratio, self.smooth)
        if key == self._seen_key and key != self._drawn_key:
            self._drawn_key, self._drawn = key, self._fresh_picture(ratio, self._drawn)
        self._seen_key = key
        if key == self._drawn_key:
            painter.drawPixmap(0, 0, self._drawn)
            return
        painter.save()
        painter.fillRect(self.rect(), QColor(0, 0, 0))
        self._paint_smoothly(painter)
        painter.restore()

    def forget_drawn(self) -> None:
        """Let go of the drawn picture, and of what it was drawn from."""
        self._drawn, self._drawn_key, self._seen_key = QPixmap(), (), ()

    def _fresh_picture(self, ratio: float, former: QPixmap | None = None) -> QPixmap:
        """The picture drawn anew, over a former one of the same size: new memory costs as much as drawing."""
        pixmap = former if former is not None and former.size() == self.size() * ratio else QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(QColor(0, 0, 0))
        painter = QPainter(pixmap)
        self._paint_smoothly(painter)
        painter.end()
        return pixmap

    def _paint_smoothly(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.smooth)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_picture(painter)

    @property
    def on_screen(self) -> bool:
        """Whether what is drawn is for the screen, and not to be saved."""
        return self.wish is ON_SCREEN or self._lens is not None

    def drawn_area(self) -> QRect:
        """The part of the widget a picture is needed of: all of it, or what a lens shows."""
        return self._lens or self.rect()

    def through_lens(self, at: QPointF, area: QRect, factor: float) -> QPixmap:
        """The widget magnified about a place, with interpolated pixels and everything drawn over them but tools.

        Args:
            at: The place that stays where it is, widget pixels.
            area: The part of the widget that is needed; the rest stays black.
            factor: How much larger than now.
        """
        before, wish, extent = self._look, self.wish, self.extent()
        assert extent is not None
        placed, fixed = self._placed, self.to_plane(at)
        pan = fixed + (self.centre - fixed) / factor - extent.center()
        self._look = replace(before, zoom=before.zoom * factor, pan=(pan.x(), pan.y()), smooth=True)
        self._placed, self._lens, self.wish = None, area, replace(wish, identifiers=False)
        try:
            pixmap = self._fresh_picture(self.devicePixelRatioF())
            painter = QPainter(pixmap)
            painter.setClipRect(area)
            self._paint_over(painter)
            painter.end()
        finally:
            self._look, self._placed, self._lens, self.wish = before, placed, None, wish
        return pixmap

    def _paint_border(self, painter: QPainter) -> None:
        """Four opaque bars, the kind of fill that waits for no thread (see ``bands``)."""
        width = BORDER if self.highlighted else 1
        colour = self._colour.darker(100 if self.highlighted else 200)
        right, bottom = self.width() - width, self.height() - width
        for x, y, w, h in (
            (0, 0, self.width(), width),
            (0, bottom, self.width(), width),
            (0, width, width, bottom - width),
            (right, width, width, bottom - width),
        ):
            painter.fillRect(QRect(x, y, w, h), colour)

    # the reader's hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A button starts its tool."""
        self.activated.emit()
        if self._held is None and self._drag is None and self.extent() is not None:
            self._held = next((hand for hand in reversed(self.hands) if hand.press(self, event)), None)
        if self._held is not None:
            return
        tool = button_tool(event.button(), self.tool)
        if self.extent() is None or tool is None or self._drag is not None:
            return
        self._drag = Drag(tool, event.button(), event.position(), self.shown_window())
        if tool is Tool.CROSSHAIR:
            self.point_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A drag goes on; with Shift the crosshair follows."""
        if self._held is not None:
            self._held.drag(self, event)
            return
        if self._drag is None:
            taken = self._hover(event.position())
            self._probe(event.position())
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not taken:
                self.point_to(event.position())
            return
        step = self._drag.step(event.position())
        match self._drag.tool:
            case Tool.WINDOW:
                self.window_changed.emit(self._drag.window(event.position(), self.up_is_brighter))
            case Tool.ZOOM:
                self.zoom_by(_zoom_factor(step), self._drag.start)
            case Tool.PAN:
                self.pan_by(step)
            case Tool.CROSSHAIR:
                self.point_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A drag ends; the right button without a drag asks for the menu."""
        if self._held is not None:
            held, self._held = self._held, None
            held.release(self, event)
            return
        drag = self._drag
        if drag is None or event.button() != drag.button:
            return
        self._drag = None
        if drag.button == Qt.MouseButton.RightButton and not drag.moved:
            self.menu_asked.emit(event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Left: maximise, or back."""
        taker = next((hand for hand in reversed(self.hands) if hand.double_click(self, event)), None)
        if taker is not None:
            self._held = taker
            return
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag = None
            self.maximise_asked.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu key; the mouse's own menu waits for the release, as the right button also drags."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.menu_asked.emit(self.mapToGlobal(self.rect().center()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll through the pictures, or zoom with Ctrl; touchpads send parts of a step, which add up.

        A hand that holds a button and has ``wheel(view, event)`` takes it.
        """
        taken = getattr(self._held, "wheel", None)
        if taken is not None:
            taken(self, event)
            event.accept()
            return
        self._wheel += event.angleDelta().y() / 120.0
        steps = int(self._wheel)
        self._wheel -= steps
        if steps and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(_WHEEL_ZOOM**steps, event.position())
        elif steps:
            self.step(-steps)
        event.accept()

    def cancel(self) -> bool:
        """Give up what the hand holds; whether there was anything."""
        self._held = None
        given_up = [hand.cancel(self) for hand in self.hands]
        return any(given_up)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is elsewhere: nothing stands under it."""
        self._probe(None)
        super().leaveEvent(event)

    def probe(self) -> Reading | None:
        """What stands under the pointer."""
        return self.reading(self._pointer) if self._pointer is not None and self.extent() is not None else None

    def _probe(self, at: QPointF | None) -> None:
        """Tell what stands under the pointer; only the words are drawn again."""
        before, self._pointer = self.probe(), at
        now = self.probe()
        if now != before:
            self.update(self._reading_box)
            self.probed.emit(f"{now.value}   {now.place}" if now is not None else "")

    def _hover(self, at: QPointF) -> bool:
        """Whether the pointer is over something to take hold of, or draws: Shift then means something else."""
        shape = next((shape for hand in reversed(self.hands) if (shape := hand.hover(self, at)) is not None), None)
        self.setCursor(CURSORS[self.tool] if shape is None else shape)
        return shape is not None

    def focusInEvent(self, event: QEvent) -> None:
        """Keys act here now."""
        self.activated.emit()
        super().focusInEvent(event)  # type: ignore[arg-type]


def bands(area: QRect, pixel_ratio: float) -> list[QRect]:
    """The area in pieces low enough for Qt to fill in this thread.

    Qt shares fills of 96 pixel rows and more between threads and waits for all of them (qdrawhelper.cpp,
    QT_THREAD_PARALLEL_FILLS). While an analysis keeps the processor busy one such wait takes 7 to 16 ms; a 512² slice
    in bands 0.4 ms.
    """
    height = max(1, int(_BAND_ROWS / pixel_ratio))
    return [QRect(area.left(), y, area.width(), height) for y in range(area.top(), area.bottom() + 1, height)]


def _zoom_factor(step: QPointF) -> float:
    """Dragging down magnifies: half a percent per pixel."""
    factor: float = 1.005 ** step.y()
    return factor
