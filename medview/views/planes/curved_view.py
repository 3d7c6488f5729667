"""A volume straightened along a drawn line, which runs down the middle of the picture."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from medview.core.errors import MedViewError
from medview.core.geometry import direction_letters
from medview.core.measurement import Measurement, OnImage, OnPlane, Point
from medview.core.volume import Window
from medview.imaging.curved import Curve, across_mm, curve_through, straightened
from medview.imaging.oblique import outside_of
from medview.imaging.windowing import shaded
from medview.session.layout import Slab
from medview.views.pictures.scene import Scene, shareable
from medview.views.pictures.slice_picture import SlicePicture, thick_as
from medview.views.viewport import decorations, lettering
from medview.views.viewport.colouring import opaque_image
from medview.views.viewport.corner_text import (
    Corners,
    CornerText,
    display_lines,
    fitting,
    look_lines,
    patient_lines,
    study_lines,
    voi_words,
    zoom_line,
)
from medview.views.viewport.probe import Reading, place_text, value_text
from medview.views.viewport.viewport import Viewport, bands

COLOUR = (180, 140, 220)
WIDTH_MM = 100.0
"""How far the picture reaches across the line, all in all."""
TURN_DEG = 5.0
"""By how much a step of the wheel turns the picture about its line."""
_MARK, _NEAR_MM = 7.0, 2.0
"""Arms of the crosshair's mark in pixels; it is drawn whole where the crosshair lies this near the picture."""
_LINE = QColor(255, 255, 255, 70)


class CurvedView(Viewport):
    """The viewport of a straightened volume.

    Args:
        parent: The widget it stands in.
    """

    cursor_moved = Signal(object)
    """(x, y, z): the crosshair should stand here, LPS mm."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", COLOUR, parent)
        self.setAccessibleName(self.tr("Curved"))
        self.curve: Curve | None = None
        self.turned_deg = 0.0
        self.problem = ""
        self._straight: Curve | None = None
        self._line: Measurement | None = None
        self._scene = Scene()
        self._picture = SlicePicture()
        self._pressed: QPointF | None = None

    # what it shows

    def show_scene(self, scene: Scene, line: Measurement | None) -> None:
        """Show a volume along a drawn line; None shows why there is nothing to see."""
        same = line == self._line and scene.layers.volume is self._scene.layers.volume
        self._scene, self._line = scene, line
        if not same:
            self._picture.clear()
            self._straighten()
        self.update()

    def _straighten(self) -> None:
        volume, line = self._scene.layers.volume, self._line
        self._straight, self.problem = None, ""
        if volume is not None and line is not None and isinstance(line.on, OnPlane):
            try:
                out = np.cross(line.on.right_lps, line.on.down_lps)
                self._straight = curve_through(line.points, out, float(volume.geometry.spacing_mm.min()))
            except MedViewError as error:
                self.problem = f"{error.message} {error.hint}".strip()
        elif volume is not None:
            self.problem = self.tr("The line this picture followed is gone. Draw a polyline and ask for it again.")
        self._turn_to(self.turned_deg)

    def _turn_to(self, degrees: float) -> None:
        self.turned_deg = degrees % 360.0
        self.curve = self._straight.turned(self.turned_deg) if self._straight is not None else None
        self.update()

    def step(self, pictures: int) -> None:
        """Turn the picture about its line."""
        self._turn_to(self.turned_deg + pictures * TURN_DEG)

    def shown_window(self) -> Window:
        """The viewport's own window, or that of the series."""
        return self.look().window or self._scene.style.window

    def pixels(self) -> NDArray[Any] | None:
        """The values of the picture."""
        volume, curve, slab = self._scene.layers.volume, self.curve, self.look().slab
        if volume is None or curve is None:
            return None

        def made() -> NDArray[np.float32]:
            projection, thickness = thick_as(slab) if slab is not None else ("mean", 0.0)
            outside = outside_of(volume)
            return straightened(volume.array, volume.geometry, curve, WIDTH_MM, thickness, projection, outside)

        return self._picture.once("values", (curve, slab), made)

    # where it looks

    def extent(self) -> QRectF | None:
        """The picture in its plane: mm across from the line, mm along it from its first point."""
        if self.curve is None:
            return None
        side, offsets = self.curve.step_mm, across_mm(self.curve, WIDTH_MM)
        left, width = float(offsets[0]) - side / 2, len(offsets) * side
        return QRectF(left, -side / 2, width, len(self.curve.points_lps) * side)

    def place_of(self, pixel: QPointF) -> Point | None:
        """LPS mm under a widget pixel."""
        place, extent = self.to_plane(pixel), self.extent()
        if self.curve is None or extent is None or not extent.contains(place):
            return None
        return self.curve.point(place.y() / self.curve.step_mm, place.x())

    def pixel_of(self, place: Point) -> QPointF:
        """The widget pixel of the nearest place of the line, as far across as an LPS point lies."""
        assert self.curve is not None
        row, across, _ = self.curve.position(place)
        return self.to_pixel(QPointF(across, row * self.curve.step_mm))

    def point_to(self, pixel: QPointF) -> None:
        """Ask for the crosshair under a place of the widget."""
        place = self.place_of(pixel)
        if place is not None:
            self.cursor_moved.emit(place)

    def on(self) -> OnPlane | OnImage | None:
        """Nothing is drawn here: away from the line, lengths along it are not true."""
        return None

    def away(self, place: Point, on: OnPlane | OnImage) -> float:
        """Drawings are not shown here."""
        return float("inf")

    def reading(self, pixel: QPointF) -> Reading | None:
        """The value under a place of the widget."""
        place, volume = self.place_of(pixel), self._scene.layers.volume
        if place is None or volume is None or not volume.geometry.contains(place):
            return None
        last = np.array(volume.geometry.shape) - 1
        k, j, i = np.clip(np.rint(volume.geometry.to_index(place)), 0, last).astype(int)
        return Reading(value_text(volume.array[k, j, i].item(), volume.quantity), place_text(place))

    def pixel_units(self) -> tuple[float, float]:
        """(width, height) of a pixel, mm."""
        side = self.curve.step_mm if self.curve is not None else 1.0
        return side, side

    def unit_mm(self) -> float:
        """The plane is measured in millimetres."""
        return 1.0

    # drawing

    def picture_key(self) -> tuple[object, ...]:
        """What the drawn picture depends on."""
        look = self.look()
        return self.curve, self._scene.layers.volume, self.shown_window(), self._inverted(), look.colours, look.slab

    def paint_picture(self, painter: QPainter) -> None:
        """Draw the picture and the line's own place in it."""
        values, extent = self.pixels(), self.extent()
        assert values is not None
        assert extent is not None
        window, inverted, colours = self.shown_window(), self._inverted(), self.look().colours
        key = (self.curve, self.look().slab, window, inverted, colours)
        made = lambda: opaque_image(shaded(values, window, inverted, colours=colours))  # noqa: E731
        image = self._picture.once("picture", key, made)
        for band in bands(self.rect(), painter.device().devicePixelRatio()):
            painter.resetTransform()
            painter.setClipRect(band)
            painter.setTransform(self.to_widget())
            painter.drawImage(extent, image)
        painter.resetTransform()
        painter.setClipping(False)
        painter.setPen(QPen(_LINE, 1.0, Qt.PenStyle.DotLine))
        painter.drawLine(self.to_pixel(QPointF(0.0, extent.top())), self.to_pixel(QPointF(0.0, extent.bottom())))

    def paint_cursor(self, painter: QPainter) -> None:
        """The crosshair: whole where it lies in the picture, a ring where it lies in front of it or behind."""
        cursor = self._scene.cursor_lps
        if self.curve is None or cursor is None:
            return
        row, across, depth = self.curve.position(cursor)
        at = self.to_pixel(QPointF(across, row * self.curve.step_mm))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, width in ((QColor(0, 0, 0), 3.4), (QColor(*COLOUR), 1.6)):
            painter.setPen(QPen(colour, width))
            if abs(depth) <= _NEAR_MM:
                painter.drawLine(at - QPointF(_MARK, 0), at + QPointF(_MARK, 0))
                painter.drawLine(at - QPointF(0, _MARK), at + QPointF(0, _MARK))
            else:
                painter.drawEllipse(at, _MARK, _MARK)

    def frame_around(self) -> decorations.Frame:
        """Corner text, letters, scale bar and warnings."""
        scene, curve = self._scene, self.curve
        assert curve is not None
        amount = fitting(self.corners, self.width(), self.height())
        middle = len(curve.points_lps) // 2
        across, along = curve.across[middle], curve.along[middle]
        letters = tuple(direction_letters(way) for way in (-across, across, -along, along))
        left, right, top, bottom = letters
        return decorations.Frame(
            self._corner_text(amount, curve),
            decorations.turned_letters((left, right, top, bottom), self.turned()),
            self.scale if amount is not Corners.NONE or self.corners is Corners.NONE else None,
            shareable(scene.warnings, scene.prior, self.wish),
        )

    def _corner_text(self, amount: Corners, curve: Curve) -> CornerText:
        if amount is Corners.NONE:
            return CornerText()
        scene = self._scene
        study = scene.study if self.wish.identifiers else None
        name = self._line.label if self._line is not None else ""
        told = (
            self.tr("Straightened along “{line}”").format(line=name) if name else self.tr("Straightened along a line")
        )
        length = self.tr("Smooth curve: {length} mm").format(length=f"{curve.length_mm:.1f}")
        turned = self.tr("Turned by {angle}° about it").format(angle=f"{self.turned_deg:.0f}")
        window = voi_words(self.shown_window())
        if amount is Corners.MINIMAL:
            return CornerText(patient_lines(study)[:1], (), (told, length), window[-1:])
        true = self.tr("True lengths: along the line, across it")
        drawn = display_lines(self.smooth, self._inverted(), self.look().colours)
        lines = (told, length, turned, *_slab_words(self.look().slab, look_lines(self.look())), true)
        shown = (*drawn, zoom_line(self.zoom, self.size_words()), *window)
        return CornerText(patient_lines(study), study_lines(study, scene.series), lines, shown)

    def paintEvent(self, event: Any) -> None:
        """Draw everything, or say why there is nothing."""
        super().paintEvent(event)
        if self.curve is None and self.problem:
            painter = QPainter(self)
            painter.setPen(lettering.WHITE)
            box = QRectF(self.rect()).adjusted(16, 16, -16, -16)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.problem)
            painter.end()

    # the reader's hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click without a drag moves the crosshair, whatever the tool."""
        self._pressed = event.position() if event.button() == Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click ends: the crosshair goes there."""
        pressed, self._pressed = self._pressed, None
        super().mouseReleaseEvent(event)
        if pressed is not None and (event.position() - pressed).manhattanLength() < 3.0 and self.extent() is not None:
            self.point_to(event.position())

    def _inverted(self) -> bool:
        return self._scene.style.inverted != self.inverted


def _slab_words(slab: Slab | None, lines: tuple[str, ...]) -> tuple[str, ...]:
    return lines if slab is not None else ()
