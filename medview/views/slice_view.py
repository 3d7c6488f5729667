"""One viewport on one plane. It only draws what it is given, and says what the reader's hand wants.

Drawn with QPainter straight from the slice: importing pyqtgraph alone takes half of the second in which the window has
to stand (0.55 s of 1.0 s, two cores).
"""

from __future__ import annotations

from typing import Any, ClassVar

from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from medview.imaging.reslice import PLANES, Plane, PlaneFrame
from medview.views import decorations
from medview.views.corner_text import Corners, View, corner_text, fitting
from medview.views.scene import Scene
from medview.views.slice_picture import Outline, SlicePicture, Style
from medview.views.tools import Drag, Tool, button_tool

_OUTLINE_WIDTH = 1.6
_CROSSHAIR_GAP = 12
_ZOOM_LIMITS = (0.2, 60.0)
_WHEEL_ZOOM = 1.15
_BORDER = 2
_BAND_ROWS = 90
_CURSORS = {
    Tool.WINDOW: Qt.CursorShape.ArrowCursor,
    Tool.ZOOM: Qt.CursorShape.SizeVerCursor,
    Tool.PAN: Qt.CursorShape.OpenHandCursor,
    Tool.CROSSHAIR: Qt.CursorShape.CrossCursor,
}


class SliceView(QWidget):
    """A plane's viewport.

    Args:
        plane: The plane it shows.
        parent: The widget it stands in.
    """

    cursor_moved = Signal(object)
    """(x, y, z): the crosshair should stand here, LPS mm."""
    window_changed = Signal(object)
    """A ``Window`` was set by hand."""
    maximise_asked = Signal()
    menu_asked = Signal(object)
    """Global position (QPoint) of the menu asked for."""
    activated = Signal()
    """The reader's hand is on this viewport."""

    minimum: ClassVar[QSize] = QSize(80, 60)

    def __init__(self, plane: Plane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plane = plane
        self.tool = Tool.WINDOW
        self.corners = Corners.FULL
        self.smooth = True
        self.inverted = False
        self.up_is_brighter = True
        self.highlighted = False
        self.zoom = 1.0
        self.centre = QPointF()
        self.frame: PlaneFrame | None = None
        self.number = 0
        self._scene = Scene()
        self._picture = SlicePicture()
        self._drawn = QPixmap()
        self._drawn_key: tuple[object, ...] = ()
        self._drag: Drag | None = None
        self._wheel = 0.0
        self.setMouseTracking(True)
        self.setMinimumSize(self.minimum)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(plane.name)

    # what it shows

    @property
    def scene(self) -> Scene:
        """What is shown."""
        return self._scene

    def show_scene(self, scene: Scene) -> None:
        """Show something else; a new grid is fitted, a known one keeps zoom and pan."""
        before, self._scene = self._scene.layers.volume, scene
        volume = scene.layers.volume
        if volume is None:
            self.frame, self.number = None, 0
            self._drawn_key = ()
            self._picture.clear()
        elif self.frame is None or before is not volume:
            self._picture.clear()
            self._new_grid(PlaneFrame.of(volume.geometry, self.plane))
        if self.frame is not None and scene.cursor_lps is not None:
            self.number = self.frame.clamped(self.frame.position(scene.cursor_lps)[0])
        self.update()

    def _new_grid(self, frame: PlaneFrame) -> None:
        keep = self.frame is not None and self.frame.geometry.same_grid(frame.geometry)
        self.frame = frame
        if not keep:
            self.fit()

    @property
    def last(self) -> int:
        """The last slice's number."""
        return self.frame.count - 1 if self.frame is not None else 0

    def pixels(self) -> NDArray[Any] | None:
        """The values of the shown slice."""
        volume = self._scene.layers.volume
        return self.frame.slice_of(volume.array, self.number) if self.frame is not None and volume is not None else None

    def set_tool(self, tool: Tool) -> None:
        """Give the left button another tool."""
        self.tool = tool
        self.setCursor(_CURSORS[tool])

    def set_inverted(self, inverted: bool) -> None:
        """White for low values, or not."""
        self.inverted = inverted
        self.update()

    def set_smooth(self, smooth: bool) -> None:
        """Interpolate pixels on screen, or not."""
        self.smooth = smooth
        self.update()

    def set_corners(self, corners: Corners) -> None:
        """Write more or less into the corners."""
        self.corners = corners
        self.update()

    def set_highlighted(self, highlighted: bool) -> None:
        """Mark the viewport keys act in."""
        self.highlighted = highlighted
        self.update()

    # where it looks

    def fit(self) -> None:
        """Show the whole slice, centred."""
        self.zoom = 1.0
        if self.frame is not None:
            self.centre = self._extent().center()
        self.update()

    def zoom_by(self, factor: float, about: QPointF | None = None) -> None:
        """Zoom, keeping the place under ``about`` (widget pixels; the middle by default) where it is."""
        about = about or QRectF(self.rect()).center()
        place = self.to_plane(about)
        self.zoom = min(max(self.zoom * factor, _ZOOM_LIMITS[0]), _ZOOM_LIMITS[1])
        self.centre += place - self.to_plane(about)
        self.update()

    def pan_by(self, pixels: QPointF) -> None:
        """Move the picture by widget pixels."""
        self.centre -= pixels / self.pixels_per_mm
        self.update()

    def step(self, slices: int) -> None:
        """Ask for another slice."""
        self.go_to(self.number + slices)

    def go_to(self, number: int) -> None:
        """Ask for slice ``number``."""
        if self.frame is None:
            return
        wanted = self.frame.clamped(number)
        if wanted == self.number:
            return
        cursor = self._scene.cursor_lps
        _, row, column = self.frame.position(cursor) if cursor else (0.0, *(n / 2 for n in self.frame.shape))
        self.cursor_moved.emit(self.frame.point(wanted, row, column))

    @property
    def pixels_per_mm(self) -> float:
        """Widget pixels per millimetre; the same both ways."""
        if self.frame is None:
            return 1.0
        extent = self._extent()
        room = QRectF(self.rect()).adjusted(_BORDER, _BORDER, -_BORDER, -_BORDER)
        fitted = min(max(room.width(), 1.0) / extent.width(), max(room.height(), 1.0) / extent.height())
        return fitted * self.zoom

    def to_plane(self, pixel: QPointF) -> QPointF:
        """Millimetres on the plane, from the centre of its first pixel, under a place of the widget."""
        return (pixel - QRectF(self.rect()).center()) / self.pixels_per_mm + self.centre

    def to_pixel(self, place: QPointF) -> QPointF:
        """The inverse of ``to_plane``."""
        return (place - self.centre) * self.pixels_per_mm + QRectF(self.rect()).center()

    def point_at(self, pixel: QPointF) -> tuple[float, float, float] | None:
        """LPS mm under a place of the widget, on the shown slice; None outside the picture."""
        place = self.to_plane(pixel)
        if self.frame is None or not self._extent().contains(place):
            return None
        rows, columns = self.frame.spacing_mm
        return self.frame.point(self.number, place.y() / rows, place.x() / columns)

    def _extent(self) -> QRectF:
        assert self.frame is not None
        (rows, columns), (row_mm, column_mm) = self.frame.shape, self.frame.spacing_mm
        return QRectF(-column_mm / 2, -row_mm / 2, columns * column_mm, rows * row_mm)

    # drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw everything: about 2 ms of a 512² slice."""
        painter = QPainter(self)
        if self.frame is None or self._scene.layers.volume is None:
            painter.fillRect(self.rect(), QColor(0, 0, 0))
        else:
            painter.drawPixmap(0, 0, self._drawn_slice(self.frame))
            self._paint_crosshair(painter, self.frame)
            decorations.draw(painter, QRectF(self.rect()), self._decorations(self.frame))
        self._paint_border(painter)
        painter.end()

    def _drawn_slice(self, frame: PlaneFrame) -> QPixmap:
        """The slice with its overlays; drawn again only when it changed, as a moving crosshair alone does not."""
        scene = self._scene
        style = Style(scene.style.window, self.inverted, scene.style.overlay, scene.style.rejected)
        ratio = self.devicePixelRatioF()
        key = (scene.layers, frame, self.number, style, self._to_widget(), self.size(), ratio, self.smooth)
        if key != self._drawn_key:
            pixmap = QPixmap(self.size() * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(QColor(0, 0, 0))
            painter = QPainter(pixmap)
            self._paint_slice(painter, frame, style)
            painter.end()
            self._drawn_key, self._drawn = key, pixmap
        return self._drawn

    def _paint_slice(self, painter: QPainter, frame: PlaneFrame, style: Style) -> None:
        scene, number = self._scene, self.number
        images = (
            self._picture.grey(scene.layers, frame, number, style),
            self._picture.uncertainty(scene.layers, frame, number, style),
            self._picture.fill(scene.layers, frame, number, style),
        )
        outlines = self._picture.outlines(scene.layers, frame, number, style)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.smooth)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for band in bands(self.rect(), self.devicePixelRatioF()):
            painter.resetTransform()
            painter.setClipRect(band)
            painter.setTransform(self._to_widget())
            _paint_layers(painter, frame, self._extent(), images, outlines)
        painter.restore()

    def _to_widget(self) -> QTransform:
        middle, scale = QRectF(self.rect()).center(), self.pixels_per_mm
        return (
            QTransform.fromTranslate(middle.x(), middle.y())
            .scale(scale, scale)
            .translate(-self.centre.x(), -self.centre.y())
        )

    def _paint_crosshair(self, painter: QPainter, frame: PlaneFrame) -> None:
        if self._scene.cursor_lps is None:
            return
        _, row, column = frame.position(self._scene.cursor_lps)
        at = self.to_pixel(QPointF(column * frame.spacing_mm[1], row * frame.spacing_mm[0]))
        x, y, gap = round(at.x()), round(at.y()), _CROSSHAIR_GAP
        vertical, horizontal = (QColor(*plane.colour) for plane in crossing_planes(self.plane))
        painter.fillRect(QRect(x, 0, 1, y - gap), vertical)
        painter.fillRect(QRect(x, y + gap, 1, self.height() - y - gap), vertical)
        painter.fillRect(QRect(0, y, x - gap, 1), horizontal)
        painter.fillRect(QRect(x + gap, y, self.width() - x - gap, 1), horizontal)

    def _paint_border(self, painter: QPainter) -> None:
        """Four opaque bars, the kind of fill that waits for no thread (see ``bands``)."""
        width = _BORDER if self.highlighted else 1
        colour = QColor(*self.plane.colour).darker(100 if self.highlighted else 200)
        right, bottom = self.width() - width, self.height() - width
        for x, y, w, h in (
            (0, 0, self.width(), width),
            (0, bottom, self.width(), width),
            (0, width, width, bottom - width),
            (right, width, width, bottom - width),
        ):
            painter.fillRect(QRect(x, y, w, h), colour)

    def _decorations(self, frame: PlaneFrame) -> decorations.Frame:
        scene = self._scene
        assert scene.layers.volume is not None
        amount = fitting(self.corners, self.width(), self.height())
        view = View(
            frame, scene.layers.volume, self.number, scene.cursor_lps, scene.style.window, self.zoom, self.smooth,
            self.inverted,
        )  # fmt: skip
        shown = scene.layers.uncertainty is not None and scene.style.overlay.uncertainty
        return decorations.Frame(
            corner_text(amount, view, scene.study, scene.series),
            frame.edge_letters,
            self.pixels_per_mm if amount is not Corners.NONE or self.corners is Corners.NONE else None,
            scene.warnings,
            scene.layers.uncertainty_range if shown else None,
        )

    # the reader's hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A button starts its tool."""
        self.activated.emit()
        tool = button_tool(event.button(), self.tool)
        if self.frame is None or tool is None or self._drag is not None:
            return
        self._drag = Drag(tool, event.button(), event.position(), self._scene.style.window)
        if tool is Tool.CROSSHAIR:
            self._point_cursor(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A drag goes on; with Shift the crosshair follows."""
        if self._drag is None:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._point_cursor(event.position())
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
                self._point_cursor(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A drag ends; the right button without a drag asks for the menu."""
        drag = self._drag
        if drag is None or event.button() != drag.button:
            return
        self._drag = None
        if drag.button == Qt.MouseButton.RightButton and not drag.moved:
            self.menu_asked.emit(event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Left: maximise, or back."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag = None
            self.maximise_asked.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu key; the mouse's own menu waits for the release, as the right button also drags."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.menu_asked.emit(self.mapToGlobal(self.rect().center()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll through the slices, or zoom with Ctrl; touchpads send parts of a step, which add up."""
        self._wheel += event.angleDelta().y() / 120.0
        steps = int(self._wheel)
        self._wheel -= steps
        if steps and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(_WHEEL_ZOOM**steps, event.position())
        elif steps:
            self.step(-steps)
        event.accept()

    def focusInEvent(self, event: QEvent) -> None:
        """Keys act here now."""
        self.activated.emit()
        super().focusInEvent(event)  # type: ignore[arg-type]

    def _point_cursor(self, pixel: QPointF) -> None:
        point = self.point_at(pixel)
        if point is not None:
            self.cursor_moved.emit(point)


def bands(area: QRect, pixel_ratio: float) -> list[QRect]:
    """The area in pieces low enough for Qt to fill in this thread.

    Qt shares fills of 96 pixel rows and more between threads and waits for all of them (qdrawhelper.cpp,
    QT_THREAD_PARALLEL_FILLS). While an analysis keeps the processor busy one such wait takes 7 to 16 ms; a 512² slice
    in bands 0.4 ms.
    """
    height = max(1, int(_BAND_ROWS / pixel_ratio))
    return [QRect(area.left(), y, area.width(), height) for y in range(area.top(), area.bottom() + 1, height)]


def _paint_layers(
    painter: QPainter, frame: PlaneFrame, extent: QRectF, images: tuple[QImage | None, ...], outlines: list[Outline]
) -> None:
    for image in images:
        if image is not None:
            painter.drawImage(extent, image)
    painter.scale(frame.spacing_mm[1], frame.spacing_mm[0])
    for outline in outlines:
        painter.setPen(outline_pen(outline))
        painter.drawPath(outline.path)


def crossing_planes(plane: Plane) -> tuple[Plane, Plane]:
    """The planes seen as the (vertical, horizontal) line of the crosshair in ``plane``'s pictures."""
    by_normal = {other.across: other for other in PLANES}
    return by_normal[plane.along_columns], by_normal[plane.along_rows]


def outline_pen(outline: Outline) -> QPen:
    """A pen that keeps its width at any zoom; rejected labels are pale and thin."""
    pen = QPen(QColor(*outline.colour, 110 if outline.rejected else 255), 1.0 if outline.rejected else _OUTLINE_WIDTH)
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen


def _zoom_factor(step: QPointF) -> float:
    """Dragging down magnifies: half a percent per pixel."""
    factor: float = 1.005 ** step.y()
    return factor
