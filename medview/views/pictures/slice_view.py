"""One viewport on one plane of a volume. It only draws what it is given, and says what the reader's hand wants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QElapsedTimer, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QTransform
from PySide6.QtWidgets import QWidget

from medview.core.annotation import Annotation
from medview.core.geometry import Float
from medview.core.measurement import OnImage, OnPlane, Point
from medview.core.overlay import LabelLayer, Presented
from medview.core.volume import Window
from medview.imaging.colours import GREY, known_map
from medview.imaging.oblique import Frame, frame_of
from medview.imaging.reslice import Plane, PlaneFrame
from medview.imaging.windowing import Voi, as_window
from medview.session.layout import Look
from medview.session.wishes import ON_SCREEN, PictureWish
from medview.views.pictures import annotated, presenting
from medview.views.pictures.fused import Fused
from medview.views.pictures.overlaid import OverlaidPicture, bars, fused_bar
from medview.views.pictures.presenting import Presenting
from medview.views.pictures.refining import Refining
from medview.views.pictures.scene import Scene, shareable
from medview.views.pictures.slice_picture import Outline, SlicePicture, Style
from medview.views.viewport import decorations
from medview.views.viewport.bars import Bar, uncertainty_bar, value_bar
from medview.views.viewport.corner_text import Corners, View, corner_text, fitting, look_lines
from medview.views.viewport.kept import Kept, turn_key
from medview.views.viewport.marks import paint_marks
from medview.views.viewport.probe import Reading, place_text, value_text
from medview.views.viewport.viewport import Viewport, bands

_OUTLINE_WIDTH = 1.6
_MANY = 12
"""More outlines than these are kept as they are drawn."""
_HURRIED_MS = 300
"""Turns that follow each other within this are one drag."""
_PARALLEL = 0.9999
"""Cosine between normals (0.8 degrees) from which on two planes are one direction."""


class SliceView(Viewport):
    """A plane's viewport.

    Args:
        plane: The plane it shows.
        parent: The widget it stands in.
    """

    cursor_moved = Signal(object)
    """(x, y, z): the crosshair should stand here, LPS mm."""

    def __init__(self, plane: Plane, parent: QWidget | None = None) -> None:
        super().__init__(plane.name, plane.colour, parent)
        self.plane = plane
        self.frame: Frame | None = None
        self.number = 0
        self.fused: Fused | None = None
        self._scene = Scene()
        self._picture = SlicePicture()
        self._picture.refining.refined.connect(self._rest)
        self._turned = QElapsedTimer()
        self._overlaid = OverlaidPicture()
        self._kept = Kept()
        self._presenting = Presenting()
        self.planes = True

    # what it shows

    @property
    def scene(self) -> Scene:
        """What is shown."""
        return self._scene

    def show_scene(self, scene: Scene) -> None:
        """Show something else; how it is looked at stays (``show_look``)."""
        before, self._scene = self._scene.layers.volume, scene
        volume = scene.layers.volume
        self._presenting.take(scene.presentation, scene.style.window)
        if volume is None:
            self.frame, self.number = None, 0
            self.forget_drawn()
            self._picture.clear()
            self._overlaid.clear()
            self._kept.clear()
        elif self.frame is None or before is not volume:
            self._picture.clear()
            self._overlaid.clear()
            self._kept.clear()
            self._cut_anew()
        if self.frame is not None and scene.cursor_lps is not None:
            self.number = self.frame.clamped(self.frame.position(scene.cursor_lps)[0])
        self.update()

    def show_look(self, look: Look) -> None:
        """Look at the slice as told; other axes are another plane."""
        before = self.look().axes
        super().show_look(look)
        if look.axes != before:
            self._picture.hurried = self._turned.isValid() and self._turned.elapsed() < _HURRIED_MS
            self._turned.start()
            self._cut_anew()

    def show_fused(self, fused: Fused | None) -> None:
        """Draw another series over the slice, or none."""
        if fused is not self.fused:
            self.fused = fused
            self.update()

    def _rest(self) -> None:
        """The whole picture is there."""
        self._picture.hurried = False
        self.update()

    @property
    def refining(self) -> Refining:
        """What is coarse for now."""
        return self._picture.refining

    def picture(self, wish: PictureWish) -> QImage:
        """The slice as it stands, whole: what is kept is made of all there is."""
        image = super().picture(wish)
        if self.refining.coarse:
            self.refining.finish()
            image = super().picture(wish)
        return image

    def _cut_anew(self) -> None:
        """Another grid or plane; an oblique one goes through the crosshair."""
        volume, cursor = self._scene.layers.volume, self._scene.cursor_lps
        if volume is None:
            return
        self.frame = frame_of(volume, self.plane, self.look().axes, cursor)
        if cursor is not None:
            self.number = self.frame.clamped(self.frame.position(cursor)[0])
        self.update()

    def fitted_extent(self) -> QRectF | None:
        """That of the grid's own slices: nothing grows or shrinks while a plane is turned."""
        if self.frame is None or isinstance(self.frame, PlaneFrame):
            return self.extent()
        return _extent(PlaneFrame.of(self.frame.geometry, self.plane))

    @property
    def last(self) -> int:
        """The last slice's number."""
        return self.frame.count - 1 if self.frame is not None else 0

    def pixels(self) -> NDArray[Any] | None:
        """The values of the shown slice."""
        volume = self._scene.layers.volume
        if self.frame is None or volume is None:
            return None
        return self._picture.values(volume.array, self.frame, self.number, self.look().slab).array

    # where it looks

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

    def point_at(self, pixel: QPointF) -> tuple[float, float, float] | None:
        """LPS mm under a place of the widget, on the shown slice; None outside the picture."""
        place = self.to_plane(pixel)
        extent = self.extent()
        if self.frame is None or extent is None or not extent.contains(place):
            return None
        rows, columns = self.frame.spacing_mm
        return self.frame.point(self.number, place.y() / rows, place.x() / columns)

    def extent(self) -> QRectF | None:
        """The slice in its plane: millimetres from the centre of its first pixel."""
        if self.frame is None:
            return None
        return _extent(self.frame)

    @property
    def pixels_per_mm(self) -> float:
        """Widget pixels per millimetre; the same both ways."""
        return self.scale

    def shown_window(self) -> Window:
        """Window/level a drag starts from: the viewport's own, as presented, or that of the series."""
        return as_window(self.voi())

    def voi(self) -> Voi:
        """How values are shown: by the viewport's own window, as presented, or by that of the series."""
        own, window = self.look().window, self._scene.style.window
        presented = self._presenting.voi(self.presented(), window)
        return own or presented or annotated.table_of(self._scene.stored, self._annotation(), window) or window

    def presented(self) -> Presented | None:
        """How a presentation state wants the shown slice; None where none is applied that speaks of it."""
        return self._presenting.of(self._scene.series, self._scene.stored, self.frame, self.number)

    def set_planes(self, shown: bool) -> None:
        """Draw overlay planes of the files, or not."""
        self.planes = shown
        self.update()

    def _annotation(self) -> Annotation | None:
        """What the files carry for the shown slice, where it is one of theirs."""
        return annotated.carried_by(self._scene.series, self._scene.stored, self.frame, self.number)

    def turned(self) -> QTransform:
        """First as presented, then as the reader turned it."""
        how = self.presented()
        if how is None or self.frame is None:
            return super().turned()
        return presenting.turned(how, self.frame) * super().turned()

    def fit(self) -> None:
        """Show the whole slice, or the area it is presented with."""
        how = self.presented()
        wanted = presenting.area(how, self.frame) if how is not None and self.frame is not None else None
        if wanted is None:
            super().fit()
        else:
            self.show_area(wanted)

    def shown_inverted(self) -> bool:
        """Whether low values are white: the files may mean them so, and the reader may turn that."""
        return self._scene.style.inverted != self.inverted

    def reading(self, pixel: QPointF) -> Reading | None:
        """The value of the shown pixel, and the LPS place pointed at."""
        point, cut = self.point_at(pixel), self.pixels()
        if point is None or cut is None or self.frame is None:
            return None
        _, row, column = self.frame.position(point)
        rows, columns = cut.shape
        value = cut[min(max(round(row), 0), rows - 1), min(max(round(column), 0), columns - 1)]
        volume = self._scene.layers.volume
        return Reading(value_text(value.item(), volume.quantity), place_text(point)) if volume is not None else None

    def pixel_units(self) -> tuple[float, float]:
        """(width, height) of a pixel, mm."""
        assert self.frame is not None
        return self.frame.spacing_mm[1], self.frame.spacing_mm[0]

    def unit_mm(self) -> float:
        """The plane is in millimetres."""
        return 1.0

    def point_to(self, pixel: QPointF) -> None:
        """Ask for the crosshair under a place of the widget."""
        point = self.point_at(pixel)
        if point is not None:
            self.cursor_moved.emit(point)

    def place_of(self, pixel: QPointF) -> Point | None:
        """LPS mm under a widget pixel."""
        return self.point_at(pixel)

    def pixel_of(self, place: Point) -> QPointF:
        """The widget pixel of an LPS point, projected onto the slice."""
        assert self.frame is not None
        _, row, column = self.frame.position(place)
        return self.to_pixel(QPointF(column * self.frame.spacing_mm[1], row * self.frame.spacing_mm[0]))

    def on(self) -> OnPlane | None:
        """The plane of the slice."""
        if self.frame is None:
            return None
        right, down = self.frame.right_lps.tolist(), self.frame.down_lps.tolist()
        return OnPlane(tuple(right), tuple(down))

    def away(self, place: Point, on: OnPlane | OnImage) -> float:
        """Slices between a point and the one shown; infinite for drawings on a plane that is not parallel to it."""
        if self.frame is None or not isinstance(on, OnPlane):
            return float("inf")
        parallel = abs(np.dot(_across(on), _across(self._plane())))
        return abs(self.frame.position(place)[0] - self.number) if parallel > _PARALLEL else float("inf")

    def _plane(self) -> OnPlane:
        found = self.on()
        assert found is not None
        return found

    # drawing

    def picture_key(self) -> tuple[object, ...]:
        """What the drawn slice depends on."""
        scene, refined = self._scene, self._picture.refining.count
        return scene.layers, self.frame, self.number, self._style(), self.fused, refined, self.planes

    def paint_picture(self, painter: QPainter) -> None:
        """Draw the slice, its labels and their outlines."""
        frame, scene, number, style = self.frame, self._scene, self.number, self._style()
        extent = self.extent()
        assert frame is not None
        assert extent is not None
        images: list[QImage | None] = [self._picture.grey(scene.layers, frame, number, style)]
        outlines: list[Outline] = []
        if self.wish.overlays:
            outlines += self._overlaid.outlines(scene.layers, frame, number, style)
            outlines += self._picture.outlines(scene.layers, frame, number, style)
        kept = len(outlines) > _MANY and self.wish is ON_SCREEN
        if self.wish.overlays:
            images += (
                self._picture.fused(self.fused, frame, number, style.slab),
                self._picture.uncertainty(scene.layers, frame, number, style),
                *self._overlaid.images(scene.layers, frame, number, style),
                None if kept else self._picture.fill(scene.layers, frame, number, style),
                self._drawn_by_files(frame),
            )
        layers = self._picture.composed([image for image in images if image is not None])
        to_widget = self.to_widget()
        pixels = QTransform.fromScale(frame.spacing_mm[1], frame.spacing_mm[0]) * to_widget
        for band in bands(self.drawn_area(), painter.device().devicePixelRatio()):
            painter.resetTransform()
            painter.setClipRect(band)
            painter.setTransform(to_widget)
            for layer in layers:
                painter.drawImage(extent, layer)
        painter.resetTransform()
        painter.setClipRect(self.drawn_area())
        if kept:
            seen = tuple((id(one.path), one.colour, one.rejected) for one in outlines)
            key = (turn_key(pixels), self.smooth, id(scene.layers.labels), style.overlay, style.rejected, seen)
            paint = partial(self._paint_labels, outlines, pixels, style)
            self._kept.draw(painter, key, self.size(), paint, holds=(outlines, scene.layers.labels))
        else:
            _stroke(outlines, pixels, painter)
        painter.setClipping(False)
        if self.wish.overlays:
            paint_marks(painter, pixels, QRectF(self.rect()), self._overlaid.marks(scene.layers, frame, number))

    def _paint_labels(self, outlines: Sequence[Outline], pixels: QTransform, style: Style, painter: QPainter) -> None:
        """Fill and outline labels, so many that they are kept as they are drawn."""
        extent = self.extent()
        assert self.frame is not None
        assert extent is not None
        fill = self._picture.fill(self._scene.layers, self.frame, self.number, style)
        if fill is not None:
            painter.setTransform(self.to_widget())
            painter.drawImage(extent, fill)
        _stroke(outlines, pixels, painter)

    def _drawn_by_files(self, frame: Frame) -> QImage | None:
        """Overlay planes: those of one slice, so not on a thick one."""
        own = self._annotation() if self.planes and not self.look().slab else None
        if own is None:
            return None
        return self._picture.once("planes", (own, frame), lambda: annotated.overlay_image(own, frame))

    def _style(self) -> Style:
        style = self._scene.style
        voi, inverted = self.voi(), self.shown_inverted()
        look = self.look()
        overlay = replace(style.overlay, fill=0.0) if look.slab else style.overlay  # labels are those of its middle
        return Style(as_window(voi), inverted, overlay, style.rejected, voi, colours=look.colours, slab=look.slab)

    def frame_around(self) -> decorations.Frame:
        """Corner text, letters, scale bar, warnings and colour bar."""
        scene, frame = self._scene, self.frame
        assert frame is not None
        assert scene.layers.volume is not None
        amount = fitting(self.corners, self.width(), self.height())
        view = View(
            frame, scene.layers.volume, self.number, scene.cursor_lps, self.shown_window(), self.zoom, self.smooth,
            self.shown_inverted(), self.voi(), self.probe(), (*look_lines(self.look()), *self._told(), *self.notes),
            self.size_words(), self.look().colours,
        )  # fmt: skip
        return decorations.Frame(
            corner_text(amount, view, scene.study if self.wish.identifiers else None, scene.series),
            decorations.turned_letters(frame.edge_letters, self.turned()),
            self.pixels_per_mm if amount is not Corners.NONE or self.corners is Corners.NONE else None,
            shareable(scene.warnings if self.wish.overlays else scene.facts, scene.prior, self.wish),
            self._bars(),
            starred=self.starred,
        )

    def _told(self) -> tuple[str, ...]:
        """What lies over the slice beside its own values, and how."""
        layers, fused = self._scene.layers, self.fused
        labelled = layers.labels is not None or any(isinstance(one.layer, LabelLayer) for one in layers.overlaid)
        lines = [
            *annotated.told(self._scene.stored, self._annotation(), self.frame, self.planes and not self.look().slab)
        ]
        if self.look().slab is not None and labelled and self.wish.overlays:
            lines.append(self.tr("Outlines: the slab's middle slice"))
        if fused is not None and self.wish.overlays:
            named = self.tr("Over it: {series}").format(series=fused.title)
            lines.append(named if self.wish.identifiers or fused.shared else self.tr("Over it: another series"))
            lines += fused.how.splitlines()
        return tuple(lines)

    def _own_bar(self) -> tuple[Bar, ...]:
        style, volume = self._style(), self._scene.layers.volume
        tiny = fitting(Corners.FULL, self.width(), self.height()) is Corners.NONE
        if volume is None or tiny or known_map(style.colours) == GREY:
            return ()
        return (value_bar(style.shown, style.colours, style.inverted, volume.quantity),)

    def _fused_bar(self, fused: Fused) -> Bar:
        named = self.wish.identifiers or fused.shared
        return fused_bar(fused if named else replace(fused, title=self.tr("Other series")))

    def _bars(self) -> tuple[Bar, ...]:
        """The colour bars of the slice and of what is laid over it."""
        own = self._own_bar()
        if not self.wish.overlays:
            return own
        layers = self._scene.layers
        shown = layers.uncertainty is not None and self._scene.style.overlay.uncertainty
        uncertainty = [uncertainty_bar(*layers.uncertainty_range, layers.uncertainty_name)] if shown else []
        fused = [self._fused_bar(self.fused)] if self.fused is not None else []
        return (*own, *fused, *uncertainty, *bars(layers))


def _extent(frame: Frame) -> QRectF:
    (rows, columns), (row_mm, column_mm) = frame.shape, frame.spacing_mm
    return QRectF(-column_mm / 2, -row_mm / 2, columns * column_mm, rows * row_mm)


@lru_cache(maxsize=256)
def _across(on: OnPlane) -> Float:
    """(3,) direction across a plane."""
    return np.cross(on.right_lps, on.down_lps)


def _stroke(outlines: Sequence[Outline], pixels: QTransform, painter: QPainter) -> None:
    """Draw outlines; ``pixels`` takes (column, row) to widget pixels."""
    painter.setTransform(pixels)
    for outline in outlines:
        painter.setPen(outline_pen(outline))
        painter.drawPath(outline.path)
    painter.resetTransform()


def outline_pen(outline: Outline) -> QPen:
    """A pen that keeps its width at any zoom; rejected labels are pale and thin.

    Its caps are square: outlines are many short lines, and round caps make each of them a shape of its own to fill,
    which takes fifty times as long.
    """
    pen = QPen(QColor(*outline.colour, 110 if outline.rejected else 255), 1.0 if outline.rejected else _OUTLINE_WIDTH)
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.SquareCap)
    return pen
