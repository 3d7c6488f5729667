"""One viewport on a stack of pictures: projections, cines, ultrasound, photographs, slides, uneven stacks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QTransform
from PySide6.QtWidgets import QWidget

from medview.core.images import Frame, SpacingMeaning
from medview.core.measurement import OnImage, OnPlane, Point
from medview.core.overlay import Presented
from medview.core.study import Series, Study
from medview.core.volume import Window
from medview.imaging.colours import GREY, known_map
from medview.imaging.windowing import Voi, as_window, stored_vois
from medview.views.pictures.image_picture import ImagePicture, Later, Shading, Source
from medview.views.pictures.image_words import Shown, corners_of, edge_letters, scale_note, spacing_of
from medview.views.pictures.scene import shareable
from medview.views.pictures.stack import UNREADABLE, Stack
from medview.views.viewport import decorations, lettering
from medview.views.viewport.bars import Bar, value_bar
from medview.views.viewport.corner_text import Corners, fitting, look_lines
from medview.views.viewport.looking import ZOOM_LIMITS, turn_of
from medview.views.viewport.probe import Reading, pixel_text, place_text, value_text
from medview.views.viewport.viewport import Viewport, bands

LARGEST_PIXEL = 128.0
"""A pixel of the picture is never wider on the screen than this many of the screen's."""
_COLOUR = (96, 140, 190)
_LOOK_AGAIN_MS = 30
_NO_FRAME = Frame()


@dataclass(frozen=True, eq=False)
class ImageScene:
    """What the viewport shows, apart from where it looks.

    Args:
        stack: The pictures; None while nothing is open.
        number: Which one.
        window: Window/level of the session.
        study: For the corners.
        series: For the corners.
        warnings: Lines a reader must not miss.
        prior: The one of them that tells a prior's day.
    """

    stack: Stack | None = None
    number: int = 0
    window: Window = Window(0.0, 1.0)
    study: Study | None = None
    series: Series | None = None
    warnings: tuple[str, ...] = ()
    prior: str = ""


class ImageView(Viewport):
    """Draws one picture of a stack. Its plane is (column, row × pixel aspect), (0, 0) the first pixel's corner.

    Others may draw over it (``drawn_over``), in (column, row) pixels through ``pixels_to_widget``, and may say how a
    picture is to be presented (``presented``).

    Args:
        later: Runs what takes long off this thread; without it everything is drawn at once.
        parent: The widget it stands in.
    """

    frame_asked = Signal(int)
    """Another picture is to be shown."""
    shown_late = Signal(int)
    """A picture that was being read when it was asked for is there."""
    missed = Signal(int)
    """The picture shown is still not there."""

    def __init__(self, later: Later | None = None, parent: QWidget | None = None) -> None:
        super().__init__("", _COLOUR, parent)
        self.setAccessibleName(self.tr("Picture"))
        self.planes = True
        self.presented: Callable[[Frame], Presented | None] = lambda _: None
        self.bars: tuple[Bar, ...] = ()
        self._scene = ImageScene()
        self._choice: int | None = None
        self._touched = False
        self._picture = ImagePicture(later, self._finer)
        self._fineness = 0
        self._waiting = QTimer(self)
        self._waiting.setInterval(_LOOK_AGAIN_MS)
        self._waiting.timeout.connect(self._look_again)

    # what it shows

    @property
    def scene(self) -> ImageScene:
        """What is shown."""
        return self._scene

    @property
    def frame(self) -> Frame:
        """What is known of the picture shown."""
        stack = self._scene.stack
        return stack.frame(self._scene.number) if stack is not None else _NO_FRAME

    @property
    def number(self) -> int:
        """The picture shown, counted from 0."""
        return self._scene.number

    @property
    def last(self) -> int:
        """The last picture's number."""
        return self._scene.stack.count - 1 if self._scene.stack is not None else 0

    def show_scene(self, scene: ImageScene) -> None:
        """Show something else; another stack is shown in its own windows. How it is looked at stays (``show_look``)."""
        before, self._scene = self._scene, scene
        if scene.stack is not before.stack:
            self._picture.clear()
            self.forget_drawn()
            self.show_as_stored()
        elif scene.window != before.window:
            self._touched = True
            self._choice = self._stored_choice()
        self._wait_for_picture()
        self.update()

    def show_as_stored(self) -> None:
        """Show every picture by its own window or table, as long as that is the session's window."""
        self._touched = False
        self._choice = self._stored_choice()
        self.update()

    def voi(self) -> Voi:
        """How values are shown: by the viewport's own window, as presented, by the picture's, or by the reader's."""
        own = self.look().window
        if own is not None:
            return own
        presented = None if self._touched else self.presented(self.frame)
        if presented is not None and (presented.lut or presented.window):
            return presented.lut or presented.window or self._scene.window
        offered = stored_vois(self.frame)
        if self._choice is None or not offered:
            return self._scene.window
        return offered[min(self._choice, len(offered) - 1)]

    def shown_inverted(self) -> bool:
        """Whether low values are white."""
        presented = self.presented(self.frame)
        meant = presented.inverted if presented is not None else self.frame.inverted
        return meant != self.inverted

    def pixels(self) -> NDArray[Any] | None:
        """The values of the shown picture; None while they are not there."""
        stack = self._scene.stack
        return stack.values(self._scene.number) if stack is not None else None

    def shown_window(self) -> Window:
        """Window/level a drag starts from."""
        return as_window(self.voi())

    def set_planes(self, shown: bool) -> None:
        """Draw overlay planes, or not."""
        self.planes = shown
        self.update()

    def _stored_choice(self) -> int | None:
        windows = [as_window(voi) for voi in stored_vois(self.frame)]
        return windows.index(self._scene.window) if self._scene.window in windows else None

    # where it looks

    def extent(self) -> QRectF | None:
        """The picture in its plane."""
        stack = self._scene.stack
        if stack is None:
            return None
        rows, columns = stack.shape
        return QRectF(0.0, 0.0, columns, rows * self.aspect)

    @property
    def aspect(self) -> float:
        """Height of a pixel over its width."""
        spacing = spacing_of(self.frame)
        return spacing.rows / spacing.columns if spacing.rows > 0 and spacing.columns > 0 else 1.0

    def zoom_limits(self) -> tuple[float, float]:
        """No pixel wider than ``LARGEST_PIXEL``, no picture smaller than a fifth of the viewport."""
        return ZOOM_LIMITS[0], max(ZOOM_LIMITS[0], LARGEST_PIXEL / self.fitted_scale())

    def turned(self) -> QTransform:
        """First as presented, then as the reader turned it."""
        presented = self.presented(self.frame)
        meant = turn_of(presented.rotation, presented.flipped) if presented is not None else QTransform()
        return meant * super().turned()

    def fit(self) -> None:
        """Show the whole picture, or the area it is presented with."""
        presented = self.presented(self.frame) if self._scene.stack is not None else None
        if presented is None or presented.area is None:
            super().fit()
            return
        left, top, right, bottom = presented.area
        self.show_area(QRectF(left, top * self.aspect, right - left + 1, (bottom - top + 1) * self.aspect))

    def pixels_to_widget(self) -> QTransform:
        """From (column, row) pixels, (0, 0) the first pixel's corner, to widget pixels."""
        return QTransform.fromScale(1.0, self.aspect) * self.to_widget()

    def pixel_at(self, place: QPointF) -> QPoint | None:
        """(column, row) of the pixel under a place of the widget; None outside the picture."""
        stack = self._scene.stack
        if stack is None:
            return None
        at = self.pixels_to_widget().inverted()[0].map(place)
        column, row = int(at.x() // 1), int(at.y() // 1)
        rows, columns = stack.shape
        return QPoint(column, row) if 0 <= column < columns and 0 <= row < rows else None

    def place_of(self, pixel: QPointF) -> Point | None:
        """(column, row) under a widget pixel, (0, 0) the first pixel's corner."""
        at = self.pixels_to_widget().inverted()[0].map(pixel)
        extent = self.extent()
        return (at.x(), at.y()) if extent is not None and extent.contains(self.to_plane(pixel)) else None

    def pixel_of(self, place: Point) -> QPointF:
        """The widget pixel of a (column, row)."""
        return self.pixels_to_widget().map(QPointF(place[0], place[1]))

    def on(self) -> OnImage | None:
        """The picture shown."""
        return OnImage(self._scene.number) if self._scene.stack is not None else None

    def away(self, place: Point, on: OnPlane | OnImage) -> float:
        """Nothing on the picture itself, and infinitely far on any other."""
        return 0.0 if on == self.on() else float("inf")

    def reading(self, pixel: QPointF) -> Reading | None:
        """The value of the pixel, and where it lies: in the patient where that is known, else in the picture."""
        at, values, stack = self.pixel_at(pixel), self.pixels(), self._scene.stack
        if at is None or values is None or stack is None:
            return None
        place = self.frame.place
        where = pixel_text(at.x(), at.y())
        if place is not None:
            where = place_text((place @ (0.0, at.y(), at.x(), 1.0))[:3].tolist())
        return Reading(value_text(values[at.y(), at.x()].tolist(), stack.images.quantity), where)

    def pixel_units(self) -> tuple[float, float]:
        """A pixel is one unit wide."""
        return 1.0, self.aspect

    def unit_mm(self) -> float:
        """The distance between columns, where it is known."""
        spacing = spacing_of(self.frame)
        return spacing.columns if spacing.meaning is not SpacingMeaning.NONE and spacing.columns > 0 else 0.0

    def step(self, pictures: int) -> None:
        """Ask for another picture."""
        self.go_to(self._scene.number + pictures)

    def go_to(self, number: int) -> None:
        """Ask for picture ``number``."""
        wanted = min(max(number, 0), self.last)
        if self._scene.stack is not None and wanted != self._scene.number:
            self.frame_asked.emit(wanted)

    def point_to(self, pixel: QPointF) -> None:
        """Nothing follows the pointer but the reading, which does so anyway."""

    # drawing

    def picture_key(self) -> tuple[object, ...]:
        """What the drawn picture depends on."""
        stack, number = self._scene.stack, self._scene.number
        slot = stack.slot(number) if stack is not None else None
        return stack, number, slot, self.voi(), self.shown_inverted(), self.look().colours, self.planes, self._fineness

    def paint_picture(self, painter: QPainter) -> None:
        """Draw the visible part of the picture with its overlay planes, or why there is none."""
        stack, number = self._scene.stack, self._scene.number
        assert stack is not None
        slot, values = stack.slot(number), stack.values(number)
        if values is None:
            self._paint_missing(painter, slot)
            return
        shading = Shading(self.voi(), self.shown_inverted(), self.frame.padding, self.look().colours)
        transform = self.pixels_to_widget()
        part = _visible(transform, self.drawn_area(), stack.shape)
        ratio = painter.device().devicePixelRatio()
        factor = max(1, int(1.0 / (self.scale * ratio)))
        if part.isEmpty():
            return
        planes = self.frame.overlays if self.planes and self.wish.overlays else ()
        source = Source(number, slot, values, lambda: stack.slot(number) == slot)
        drawing = self._picture if self.on_screen else ImagePicture(None, self._finer)  # at once, not coarse
        placed = (
            drawing.image(source, shading, part, factor),
            *(drawing.plane(plane, factor) for plane in planes),
        )
        for band in bands(self.drawn_area(), ratio):
            painter.resetTransform()
            painter.setClipRect(band)
            painter.setTransform(transform)
            for place, image in placed:
                painter.drawImage(place, image)
        if stack.slot(number) != slot:  # another picture took its place while it was drawn
            painter.resetTransform()
            painter.setClipping(False)
            painter.fillRect(self.rect(), QColor(0, 0, 0))
            self._paint_missing(painter, stack.slot(number))

    def _paint_missing(self, painter: QPainter, slot: int) -> None:
        told = self.tr("Picture {0} cannot be read") if slot == UNREADABLE else self.tr("Reading picture {0}…")
        painter.setFont(decorations.text_font(self.height()))
        box = QRectF(self.rect())
        lettering.text(painter, box, Qt.AlignmentFlag.AlignCenter, told.format(self._scene.number + 1))

    def frame_around(self) -> decorations.Frame:
        """Corner text, letters, scale bar and warnings."""
        stack, frame = self._scene.stack, self.frame
        assert stack is not None
        amount = fitting(self.corners, self.width(), self.height())
        shown = Shown(
            frame, self.number, stack.count, self.voi(), self.shown_inverted(), self.smooth, self.zoom, stack.colour,
            stack.images.quantity, self.probe(), self.planes, (*look_lines(self.look()), *self.notes),
            self.size_words(), self.look().colours,
        )  # fmt: skip
        spacing = spacing_of(frame)
        measured = spacing.meaning is not SpacingMeaning.NONE and spacing.columns > 0
        framed = amount is not Corners.NONE or self.corners is Corners.NONE
        return decorations.Frame(
            corners_of(amount, shown, self._scene.study if self.wish.identifiers else None, self._scene.series),
            edge_letters(frame, self.turned()),
            self.scale / spacing.columns if measured and framed else None,
            shareable(self._scene.warnings, self._scene.prior, self.wish),
            (*self._own_bar(), *(self.bars if self.wish.overlays else ())),
            scale_note=scale_note(spacing),
            starred=self.starred,
        )

    def _own_bar(self) -> tuple[Bar, ...]:
        stack, colours = self._scene.stack, self.look().colours
        tiny = fitting(Corners.FULL, self.width(), self.height()) is Corners.NONE
        if stack is None or tiny or stack.colour or known_map(colours) == GREY:
            return ()
        return (value_bar(self.voi(), colours, self.shown_inverted(), stack.images.quantity),)

    def _finer(self) -> None:
        self._fineness += 1
        self.update()

    def _wait_for_picture(self) -> None:
        """Look again until the picture is there; the timer runs only while it is not."""
        stack = self._scene.stack
        missing = stack is not None and stack.values(self._scene.number) is None
        if missing and not self._waiting.isActive():
            self._waiting.start()
        elif not missing:
            self._waiting.stop()

    def _look_again(self) -> None:
        stack = self._scene.stack
        if stack is None or stack.slot(self._scene.number) == UNREADABLE:
            self._waiting.stop()
            self.update()
        elif stack.values(self._scene.number) is not None:
            self._waiting.stop()
            self.update()
            self.shown_late.emit(self._scene.number)
        else:
            self.missed.emit(self._scene.number)


def _visible(transform: QTransform, widget: QRect, shape: tuple[int, int]) -> QRect:
    """The pixels that are seen."""
    rows, columns = shape
    seen = transform.inverted()[0].mapRect(QRectF(widget)).toAlignedRect()
    return seen.intersected(QRect(0, 0, columns, rows))
