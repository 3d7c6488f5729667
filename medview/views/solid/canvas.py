"""A picture of a body that can be turned: shows drawn frames, moves the eye, and draws what lies over them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from medview.core.solid import STANDARD, Camera
from medview.imaging.looking import Body, Eye, panned, rolled, turned, zoomed
from medview.views.viewport.tools import MENU_SLACK, Tool

_WHEEL_ZOOM = 1.15
_DRAG_ZOOM = 1.005
_KEY_STEP = 10.0
"""Pixels a key turns or moves the body by, as if it were dragged."""
_KEY_ZOOM = 1.2
_TURNS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}
_ZOOMS = {Qt.Key.Key_Plus: _KEY_ZOOM, Qt.Key.Key_Equal: _KEY_ZOOM, Qt.Key.Key_Minus: 1.0 / _KEY_ZOOM}
_SIDES = {
    Qt.Key.Key_A: "anterior",
    Qt.Key.Key_P: "posterior",
    Qt.Key.Key_L: "left",
    Qt.Key.Key_R: "right",
    Qt.Key.Key_S: "superior",
    Qt.Key.Key_I: "inferior",
}
"""In 3D these keys look from the patient's sides, whatever they do elsewhere."""

Painter = Callable[[QPainter, Eye], None]


class Grip(Protocol):
    """Something over the body that can be taken hold of, such as the crop box."""

    def press(self, eye: Eye, at: QPointF) -> bool:
        """A button went down: whether it takes it."""
        ...

    def drag(self, eye: Eye, at: QPointF) -> None:
        """The mouse moved while it is held."""

    def release(self) -> None:
        """The button went up."""

    def hover(self, eye: Eye, at: QPointF) -> Qt.CursorShape | None:
        """The pointer's shape over something to take hold of, else None."""
        ...


class Canvas(QWidget):
    """Left rotates, middle pans, right and the wheel zoom; a click points.

    Args:
        name: For people who cannot see it.
        parent: The view.
    """

    camera_changed = Signal(object)
    """The reader moved the eye: a ``Camera``."""
    held = Signal(bool)
    """A hand takes the body, or lets it go."""
    clicked = Signal(object)
    """A place (QPointF) was pointed at."""
    resized = Signal()
    menu_asked = Signal(object)
    maximise_asked = Signal()
    activated = Signal()
    numbered = Signal(int)
    """A number key was pressed: 1 to 9."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body: Body | None = None
        self.camera = Camera()
        self.tool = Tool.WINDOW
        self.drawn_over: list[Painter] = []
        self.grips: list[Grip] = []
        self._image = QImage()
        self._image_camera: Camera | None = None
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._button = Qt.MouseButton.NoButton
        self._moved = False
        self._grip: Grip | None = None
        self.setMouseTracking(True)
        self.setMinimumSize(80, 60)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(name)

    @property
    def image(self) -> QImage:
        """The frame shown; null while there is none."""
        return self._image

    def show_image(self, image: QImage, camera: Camera | None) -> None:
        """Show a drawn frame, seen by a camera; a null one for none."""
        self._image, self._image_camera = image, camera
        self.update()

    def eye(self) -> Eye | None:
        """The eye that sees what the reader wants to see, in widget pixels."""
        return None if self.body is None else Eye(self.camera, self.body, (max(self.width(), 1), max(self.height(), 1)))

    def seen_eye(self) -> Eye | None:
        """The eye of the frame shown."""
        eye = self.eye()
        if eye is None or self._image_camera is None or self._image.isNull():
            return eye
        return replace(eye, camera=self._image_camera)

    def pixels(self) -> tuple[int, int]:
        """(width, height) of a frame as fine as the screen."""
        ratio = self.devicePixelRatioF()
        return max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))

    # drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The frame, and what lies over it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0))
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(self.rect()), self._image)
        eye = self.seen_eye()
        if eye is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for paint in self.drawn_over:
                painter.save()
                paint(painter, eye)
                painter.restore()
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size needs another frame."""
        super().resizeEvent(event)
        self.resized.emit()

    # the reader's hand

    def look(self, camera: Camera) -> None:
        """Move the eye, by the reader's wish."""
        if camera != self.camera:
            self.camera = camera
            self.update()
            self.camera_changed.emit(camera)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A drag or a click begins."""
        self.activated.emit()
        eye = self.eye()
        if eye is None or self._button != Qt.MouseButton.NoButton:
            return
        self._button, self._pressed, self._last, self._moved = event.button(), event.position(), event.position(), False
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = next((grip for grip in self.grips if grip.press(eye, event.position())), None)
        self.held.emit(True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A drag goes on."""
        eye, at = self.eye(), event.position()
        if eye is None:
            return
        if self._pressed is None:
            shapes = (grip.hover(eye, at) for grip in self.grips)
            self.setCursor(next((shape for shape in shapes if shape is not None), Qt.CursorShape.ArrowCursor))
            return
        self._moved = self._moved or (at - self._pressed).manhattanLength() > MENU_SLACK
        step, self._last = at - self._last, at
        if self._grip is not None:
            self._grip.drag(eye, at)
        elif self._moved:
            self.look(self._dragged(eye, step, event.modifiers()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click points, or asks for the menu; a drag ends."""
        if event.button() != self._button:
            return
        grip, self._grip = self._grip, None
        click = not self._moved and grip is None and self._pressed is not None
        self._button, self._pressed = Qt.MouseButton.NoButton, None
        self.held.emit(False)
        if grip is not None:
            grip.release()
        elif click and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(event.position())
        elif click and event.button() == Qt.MouseButton.RightButton:
            self.menu_asked.emit(event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Left: maximise, or back."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.maximise_asked.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom."""
        factor: float = _WHEEL_ZOOM ** (event.angleDelta().y() / 120.0)
        self.look(zoomed(self.camera, factor))
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu key; the mouse's own menu waits for the release, as the right button also drags."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.menu_asked.emit(self.mapToGlobal(QPoint(self.width() // 2, self.height() // 2)))

    def event(self, event: QEvent) -> bool:
        """Keys that turn the body are not the window's while this has the focus."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._means(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows turn, with Shift they move, plus and minus zoom, letters look from a side."""
        eye, key = self.eye(), Qt.Key(event.key())
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.numbered.emit(key - Qt.Key.Key_0)
            return
        if eye is None or not self._means(event):
            event.ignore()
            return
        if key in _TURNS:
            right, down = (part * _KEY_STEP for part in _TURNS[key])
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.look(panned(eye, right, down) if shift else turned(eye, right, down))
        elif key in _ZOOMS:
            self.look(zoomed(self.camera, _ZOOMS[key]))
        else:
            self.look_from(_SIDES[key])

    def look_from(self, side: str) -> None:
        """Look from a side of the patient, as near as before."""
        self.look(replace(STANDARD[side], zoom=self.camera.zoom))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Keys act here now."""
        self.activated.emit()
        super().focusInEvent(event)

    def _means(self, event: QKeyEvent) -> bool:
        """Whether a key is one of the body's."""
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = modifiers == Qt.KeyboardModifier.NoModifier
        shifted = modifiers == Qt.KeyboardModifier.ShiftModifier
        return (plain and key in _SIDES) or ((plain or shifted) and (key in _TURNS or key in _ZOOMS))

    def _dragged(self, eye: Eye, step: QPointF, modifiers: Qt.KeyboardModifier) -> Camera:
        match self._action(modifiers):
            case "pan":
                return panned(eye, step.x(), step.y())
            case "zoom":
                return zoomed(self.camera, _DRAG_ZOOM ** step.y())
            case "roll":
                return rolled(eye, step.x() * 0.5)
            case _:
                return turned(eye, step.x(), step.y())

    def _action(self, modifiers: Qt.KeyboardModifier) -> str:
        if self._button == Qt.MouseButton.MiddleButton or modifiers & Qt.KeyboardModifier.ShiftModifier:
            return "pan"
        if self._button == Qt.MouseButton.RightButton:
            return "zoom"
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            return "roll"
        return {Tool.PAN: "pan", Tool.ZOOM: "zoom"}.get(self.tool, "turn")
