"""Where a viewport looks, and how: zoom, pan, turn, sizes, as one ``Look``."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from math import ceil
from typing import Any

from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Signal
from PySide6.QtGui import QScreen, QTransform
from PySide6.QtWidgets import QWidget

from medview.session.layout import Look

ZOOM_LIMITS = (0.2, 60.0)
"""A picture is never smaller than this part of its fitted size, nor larger than this many times it."""
BORDER = 2
_SAME_SIZE = 2e-3
"""Two zooms that differ by less are one."""
_INCH_MM = 25.4
_BELIEVED_DPI = (40.0, 1200.0)
"""Fewest and most dots per inch a screen has; what else it tells is made up."""


class Looking(QWidget):
    """A widget that looks at a plane; who inherits says what lies there.

    Places within the picture are points of its plane, in units of the inheriting view (mm for slices).

    Args:
        parent: The widget it stands in.
    """

    look_changed = Signal(object)
    """The reader looks differently: the new ``Look``. What ``show_look`` brings is not told again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = Look()
        self._placed: QTransform | None = None

    @abstractmethod
    def extent(self) -> QRectF | None:
        """The picture's place in its plane; None while there is none."""

    @abstractmethod
    def pixels(self) -> NDArray[Any] | None:
        """(rows, columns) values of the shown picture, or (rows, columns, 3) colours; None while it is not there."""

    @abstractmethod
    def pixel_units(self) -> tuple[float, float]:
        """(width, height) of a pixel of the picture in units of the plane."""

    @abstractmethod
    def unit_mm(self) -> float:
        """Millimetres in the patient, or at the detector, that a unit of the plane stands for; 0 where unknown."""

    def look(self) -> Look:
        """How the picture is looked at."""
        return self._look

    def show_look(self, look: Look) -> None:
        """Look at the picture as told; nobody is told of it."""
        if look != self._look:
            self._look = look
            self.update()

    def change_look(self, **fields: Any) -> None:
        """Look differently, by the reader's wish: some fields of the ``Look`` are others."""
        before = self._look
        self.show_look(replace(before, **fields))
        if self._look != before:
            self.look_changed.emit(self._look)

    @property
    def zoom(self) -> float:
        """1 shows the whole picture just fitting."""
        return self._look.zoom

    @property
    def smooth(self) -> bool:
        """Whether pixels are interpolated on the screen."""
        return self._look.smooth

    @property
    def inverted(self) -> bool:
        """Whether the reader turned black and white."""
        return self._look.inverted

    @property
    def centre(self) -> QPointF:
        """The place of the plane in the viewport's middle."""
        extent = self.extent()
        return QPointF(*self._look.pan) + (extent.center() if extent is not None else QPointF())

    def set_colours(self, name: str) -> None:
        """Draw values in the colours of a map."""
        self.change_look(colours=name)

    def turn(self, degrees: int) -> None:
        """Turn the picture clockwise, as it stands on the screen."""
        way = -degrees if self._look.flipped else degrees
        self.change_look(rotation=(self._look.rotation + way) % 360)

    def flip(self) -> None:
        """Mirror the picture left to right, as it stands on the screen."""
        self.change_look(flipped=not self._look.flipped)

    def flip_down(self) -> None:
        """Mirror the picture top to bottom, as it stands on the screen."""
        look = self._look
        self.change_look(rotation=(look.rotation + 180) % 360, flipped=not look.flipped)

    # where it looks

    def fit(self) -> None:
        """Show the whole picture, centred."""
        self.change_look(zoom=1.0, pan=(0.0, 0.0))

    def look_at(self, centre: QPointF, zoom: float) -> None:
        """Put a place of the plane in the middle, this much larger than fitted."""
        extent = self.extent()
        if extent is not None:
            pan = centre - extent.center()
            self.change_look(zoom=zoom, pan=(pan.x(), pan.y()))

    def show_area(self, area: QRectF) -> None:
        """Show a part of the plane as large as it fits; the whole picture where the part is empty."""
        if area.width() <= 0 or area.height() <= 0:
            Looking.fit(self)
            return
        seen = self.turned().mapRect(area)
        scale = min(self.width() / seen.width(), self.height() / seen.height())
        self.look_at(area.center(), min(max(1.0, scale / self.fitted_scale()), self.zoom_limits()[1]))

    def one_to_one(self) -> None:
        """Let one pixel of the picture be one of the screen; the narrower side of pixels that are not square."""
        self.look_at(self.centre, self.zoom / self.pixel_zoom())

    def pixel_zoom(self) -> float:
        """The screen's own pixels a pixel of the picture is wide, along its narrower side."""
        return self.scale * min(self.pixel_units()) * self.devicePixelRatioF()

    def true_size(self) -> bool:
        """Show the patient as large as in life; False where the picture's or the screen's measure is unknown."""
        wanted = screen_pixels_per_mm(self.screen()) * self.unit_mm()
        if wanted > 0:
            self.look_at(self.centre, self.zoom * wanted / self.scale)
        return wanted > 0

    def size_words(self) -> str:
        """What the zoom amounts to: 1:1 or true size, where it does."""
        if self.extent() is None:
            return ""
        wanted = screen_pixels_per_mm(self.screen()) * self.unit_mm()
        if wanted > 0 and abs(self.scale / wanted - 1.0) < _SAME_SIZE:
            told = QCoreApplication.translate("viewport", "true size, as the screen tells its {dpi} dots per inch")
            return told.format(dpi=round(screen_pixels_per_mm(self.screen()) * _INCH_MM))
        return "1:1" if abs(self.pixel_zoom() - 1.0) < _SAME_SIZE else ""

    def zoom_by(self, factor: float, about: QPointF | None = None) -> None:
        """Zoom, keeping the place under ``about`` (widget pixels; the middle by default) where it is."""
        about = about or QRectF(self.rect()).center()
        least, most = self.zoom_limits()
        place, centre = self.to_plane(about), self.centre
        zoom = min(max(self.zoom * factor, min(least, self.zoom)), max(most, self.zoom))
        self.look_at(place + (centre - place) * (self.zoom / zoom), zoom)

    def zoom_limits(self) -> tuple[float, float]:
        """The least and greatest zoom by hand; 1 is fitted."""
        return ZOOM_LIMITS

    def pan_by(self, pixels: QPointF) -> None:
        """Move the picture by widget pixels."""
        self.look_at(self.centre + self.to_plane(QPointF()) - self.to_plane(pixels), self.zoom)

    @property
    def scale(self) -> float:
        """Widget pixels per unit of the plane; the same both ways."""
        return self.fitted_scale() * self.zoom

    def fitted_scale(self) -> float:
        """The scale at which the whole picture is just seen."""
        extent = self.fitted_extent()
        if extent is None:
            return 1.0
        extent = self.turned().mapRect(extent)
        room = QRectF(self.rect()).adjusted(BORDER, BORDER, -BORDER, -BORDER)
        return min(max(room.width(), 1.0) / extent.width(), max(room.height(), 1.0) / extent.height())

    def fitted_extent(self) -> QRectF | None:
        """What is just seen when fitted: the whole picture."""
        return self.extent()

    def turned(self) -> QTransform:
        """How the plane is turned, then mirrored on the screen."""
        return turn_of(self._look.rotation, self._look.flipped)

    def to_widget(self) -> QTransform:
        """From the plane to widget pixels."""
        if self._placed is not None:
            return self._placed
        middle, scale = QRectF(self.rect()).center() + QPointF(self._aside(), 0.0), self.scale
        moved = QTransform.fromTranslate(-self.centre.x(), -self.centre.y())
        return moved * self.turned() * QTransform.fromScale(scale, scale) * QTransform.fromTranslate(*middle.toTuple())

    def _aside(self) -> float:
        """Widget pixels from the middle to where a fitted picture stands, at the side it is justified to."""
        extent = self.fitted_extent() if self._look.justified else None
        if extent is None:
            return 0.0
        room = self.width() - 2 * BORDER - self.turned().mapRect(extent).width() * self.fitted_scale()
        return room / 2.0 if self._look.justified == "right" else -room / 2.0

    def to_plane(self, pixel: QPointF) -> QPointF:
        """The place of the plane under a place of the widget."""
        return self.to_widget().inverted()[0].map(pixel)

    def to_pixel(self, place: QPointF) -> QPointF:
        """The inverse of ``to_plane``."""
        return self.to_widget().map(place)

    def values_in(self, area: QRectF) -> NDArray[Any] | None:
        """The values of the pixels under a part of the widget; None where there is none, or colour.

        Args:
            area: Widget pixels.
        """
        extent, pixels = self.extent(), self.pixels()
        if extent is None or pixels is None or pixels.ndim != 2:
            return None
        inside = self.to_widget().inverted()[0].mapRect(area).intersected(extent).translated(-extent.topLeft())
        width, height = self.pixel_units()
        rows = slice(int(inside.top() / height), ceil(inside.bottom() / height))
        found: NDArray[Any] = pixels[rows, int(inside.left() / width) : ceil(inside.right() / width)]
        return found if found.size else None


def screen_pixels_per_mm(screen: QScreen | None) -> float:
    """Widget pixels per millimetre of a screen, as it tells; 0 where what it tells cannot be."""
    if screen is None or screen.physicalSize().width() <= 0:
        return 0.0
    per_inch = screen.physicalDotsPerInch()
    return per_inch / _INCH_MM if _BELIEVED_DPI[0] <= per_inch <= _BELIEVED_DPI[1] else 0.0


def turn_of(degrees: int, flipped: bool) -> QTransform:
    """A turn clockwise, then perhaps a mirror left to right."""
    turned = QTransform().rotate(degrees)
    return turned * QTransform.fromScale(-1.0, 1.0) if flipped else turned
