"""The 3D viewport: a volume as a translucent body, surfaces of what is segmented in it, and the reader's hand on both.

Everything is drawn by other processes (``views.shots``); this one composes what is wanted from the scene and the look.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QPainter, QShowEvent
from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget

from medview.core.geometry import direction_letters
from medview.core.names import person_text
from medview.core.solid import WHOLE, Camera, Crop, Solid
from medview.core.transfer import Transfer, in_values
from medview.imaging.looking import Body, Eye
from medview.imaging.picking import Ray, labelled_point, seen_point
from medview.imaging.reslice import PLANES, PlaneFrame
from medview.imaging.scene import Cut, Frame3D, Shot, SmallVolume
from medview.jobs.protocol import Failed
from medview.session.layout import Look
from medview.views import decorations
from medview.views.canvas import Canvas
from medview.views.corner_text import Corners, CornerText
from medview.views.jobs import JobBridge, Then
from medview.views.scene import Scene
from medview.views.shots import Shots, Shown, Wish
from medview.views.solid_marks import CropBox, paint_cross, paint_cube, paint_planes
from medview.views.solid_surfaces import Surfaces
from medview.views.tools import Tool
from medview.views.transfer_shelf import TransferShelf, title

_POOL = "interactive"
_WHILE_SCROLLING_MS = 250
"""The slices come first: while the crosshair moves, frames it changes wait or are this far apart."""
_REST_MS = 400
"""A position of a 4D series that stays this long is worth a picture in 3D."""
_BEST_SAMPLES = 2.0


class VolumeView(QWidget):
    """A translucent body with the labels' surfaces and the crosshair in it.

    Where nothing can be drawn, only this viewport says so.

    Args:
        jobs: Where pictures and surfaces are made.
        parent: The widget it stands in.
    """

    cursor_moved = Signal(object)
    """(x, y, z) that was pointed at, LPS mm."""
    maximise_asked = Signal()
    menu_asked = Signal(object)
    """Global position (QPoint) of the menu asked for."""
    activated = Signal()
    drawn = Signal()
    """Another frame is on the screen."""
    look_changed = Signal(object)
    """The reader looks differently: the new ``Look``. What ``show_look`` brings is not told again."""
    step_made = Signal(str, object, object)
    """Something that can be undone was done: its title, and the ``Look`` before and after."""
    offers_changed = Signal()
    """Presets, histogram or surfaces are others: what is made from them is out of date."""

    def __init__(self, jobs: JobBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shelf = TransferShelf(parent=self)
        self.corners = Corners.FULL
        self._jobs = jobs
        self._closed = False
        self._scene = Scene()
        self._look = Look()
        self._before: Look | None = None
        self._small: SmallVolume | None = None
        self._serial = 0
        self._stamp = 0
        self._stored: Any = None
        self._failure = ""
        self._frame: Frame3D | None = None
        self.canvas = Canvas(self.tr("3D"), self)
        self.shots = Shots(jobs, self)
        self.surfaces = Surfaces(jobs, self)
        self.box = CropBox(self._drag_crop, lambda: self.settle(self.tr("Crop")))
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._build_small)
        self.message = QLabel(self.tr("The 3D view is being prepared."))
        self._lay_out()
        self._connect()

    @property
    def ready(self) -> bool:
        """Whether a picture stands there."""
        return not self.canvas.image.isNull()

    @property
    def settled(self) -> bool:
        """Whether the picture is as sharp as it gets."""
        return self.ready and not self.shots.busy and not self._serial and not self.surfaces.waiting

    @property
    def scene(self) -> Scene:
        """What is shown."""
        return self._scene

    @property
    def small(self) -> SmallVolume | None:
        """The small volume, once it is there."""
        return self._small

    # what it shows

    def show_scene(self, scene: Scene) -> None:
        """Show something else; what takes long is built in a worker and appears when it is done."""
        if self._closed:
            return
        self._scene = scene
        volume = scene.layers.volume
        self.box.geometry = volume.geometry if volume is not None else None
        self._ask_small()
        self.surfaces.show_scene(scene)
        self._refresh(_WHILE_SCROLLING_MS)

    def look(self) -> Look:
        """How it is looked at."""
        return self._look

    @property
    def solid(self) -> Solid:
        """How the volume is seen in 3D."""
        return self._look.solid

    def show_look(self, look: Look) -> None:
        """Look as told; nobody is told of it."""
        if look.solid == self._look.solid:
            self._look = look
            return
        self._look = look
        self.canvas.camera = look.solid.camera
        self.box.crop, self.box.shown = look.solid.crop, look.solid.box
        self.canvas.update()
        self._refresh()
        self.offers_changed.emit()

    def change(self, title: str = "", **fields: Any) -> None:
        """Look differently, by the reader's wish.

        Args:
            title: What was done, for undo; empty while it goes on (``settle`` ends it) or when it is not worth a step.
            fields: Fields of the ``Solid``.
        """
        before = self._look
        solid = replace(before.solid, **fields)
        if solid != before.solid:
            if set(fields) != {"camera"} and self._before is None:
                self._before = before
            self.show_look(replace(before, solid=solid))
            self.look_changed.emit(self._look)
        if title:
            self.settle(title)

    def settle(self, title: str) -> None:
        """What was changed since the last step becomes one that can be undone."""
        before, self._before = self._before, None
        if before is not None and before.solid != self._look.solid:
            kept = replace(before, solid=replace(before.solid, camera=self.solid.camera))
            self.step_made.emit(title, kept, self._look)

    def fit(self) -> None:
        """Look from the front again."""
        self.change(camera=Camera())

    def set_tool(self, tool: Tool) -> None:
        """Give the left button another tool; what has no meaning in 3D turns the body."""
        self.canvas.tool = tool

    def set_corners(self, corners: Corners) -> None:
        """Write more or less into the corners."""
        self.corners = corners
        self.canvas.update()

    # values and how they look

    def preset(self) -> Transfer | None:
        """The preset chosen, in its own scale; None while nothing is open."""
        volume = self._scene.layers.volume
        if volume is None:
            return None
        modality = self._scene.series.modality if self._scene.series is not None else ""
        return self.shelf.find(self.solid.preset) or self.shelf.first_choice(volume.quantity, modality)

    def transfer(self) -> Transfer | None:
        """How values look, in the volume's unit; None before its values are known."""
        if self.solid.transfer is not None:
            return self.solid.transfer
        preset = self.preset()
        return in_values(preset, self._small.greys) if preset is not None and self._small is not None else None

    # pictures

    def picture(self) -> QImage:
        """What is on the screen, without the controls that lie over it."""
        hidden = [child for child in self.canvas.findChildren(QWidget) if child.isVisible()]
        hidden = [child for child in hidden if child.parent() is self.canvas]
        for child in hidden:
            child.setVisible(False)
        grabbed = self.grab().toImage()
        for child in hidden:
            child.setVisible(True)
        return grabbed

    def shot(self, size: tuple[int, int], camera: Camera | None = None) -> Shot | None:
        """A sharp picture as it would be asked for at some size; None while nothing can be drawn."""
        wish = self._wish()
        shot = wish.sharp or wish.quick
        return None if shot is None else replace(shot, size=size, camera=camera or self.solid.camera)

    def paint_over(self, painter: QPainter, eye: Eye) -> None:
        """Draw everything that lies over the body."""
        self._paint_planes(painter, eye)
        self.box.paint(painter, eye)
        self._paint_cross(painter, eye)
        paint_cube(painter, eye)
        self._paint_words(painter, eye)

    def shut(self) -> None:
        """Give everything back; call it before the view goes."""
        self._closed = True
        self._rest.stop()
        self.shots.shut()
        self.surfaces.shut()
        self._drop_small()
        self.canvas.show_image(QImage(), None)

    def showEvent(self, event: QShowEvent) -> None:
        """A hidden view asked for no pictures."""
        super().showEvent(event)
        self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self.shots.want(Wish(None, None))

    # the reader's hand

    def point_at(self, at: QPointF) -> None:
        """Move the crosshair to what is seen at a place of the canvas."""
        eye, volume = self.canvas.eye(), self._scene.layers.volume
        if eye is None or volume is None:
            return
        start, way = eye.ray(at.x(), at.y())
        cuts = tuple(self._cuts())
        crop = self.solid.crop if self.solid.cut_surfaces else WHOLE
        found = labelled_point(
            Ray.through(start, way, volume.geometry, crop, cuts if self.solid.cut_surfaces else ()),
            self.surfaces.labelled(self.solid),
        )
        transfer = self.transfer()
        if found is None and self.solid.body and transfer is not None:
            found = seen_point(Ray.through(start, way, volume.geometry, self.solid.crop, cuts), volume, transfer)
        if found is not None:
            self.cursor_moved.emit(found)

    def _drag_crop(self, crop: Crop) -> None:
        self.change(crop=crop)

    # composing

    def _refresh(self, wait_ms: int = 0) -> None:
        volume = self._scene.layers.volume
        self.canvas.body = Body.of(volume.geometry) if volume is not None else None
        self.canvas.update()
        if self._closed:
            return
        if volume is None:
            self.canvas.show_image(QImage(), None)
            self.shots.forget()
        self.shots.want(self._wish() if self.isVisible() else Wish(None, None), wait_ms)

    def _wish(self) -> Wish:
        volume, body, solid = self._scene.layers.volume, self.canvas.body, self.solid
        if volume is None or body is None:
            return Wish(None, None)
        transfer = self.transfer() if solid.body else None
        surfaces, cuts = self.surfaces.painted(solid), tuple(self._cuts())
        shown = self._small is not None and transfer is not None
        if not shown and not surfaces and solid.body:
            return Wish(None, None)
        shot = Shot(
            self.canvas.pixels(),
            solid.camera,
            body,
            self._small.voxels if shown and self._small is not None else None,
            self._stamp,
            transfer if shown else None,
            solid.crop,
            cuts,
            surfaces,
            (*cuts, *self._crop_cuts()) if solid.cut_surfaces else (),
        )
        if solid.quality == "fast" or not shown:
            return Wish(shot, shot)
        samples = _BEST_SAMPLES if solid.quality == "best" else 1.0
        return Wish(shot, replace(shot, volume=self._scene.stored, samples=samples))

    def _cuts(self) -> Iterator[Cut]:
        """Planes through the crosshair that cut something away."""
        volume, cursor = self._scene.layers.volume, self._scene.cursor_lps
        if volume is None or cursor is None:
            return
        for plane, side in zip(PLANES, self.solid.clips, strict=True):
            if side:
                way = volume.geometry.directions[:, PlaneFrame.of(volume.geometry, plane).axes[0]]
                way = way * (1.0 if way[plane.across] >= 0.0 else -1.0)
                x, y, z = (float(part) for part in -side * way)
                yield Cut(cursor, (x, y, z))

    def _crop_cuts(self) -> Iterator[Cut]:
        volume = self._scene.layers.volume
        if volume is None:
            return
        reach = np.array(volume.geometry.shape) - 1
        for side, part in enumerate(self.solid.crop):
            if part != WHOLE[side]:
                axis = side // 2
                index = np.zeros(3)
                index[axis] = part * reach[axis]
                x, y, z = (float(value) for value in volume.geometry.to_lps(index))
                a, b, c = (float(value) for value in volume.geometry.directions[:, axis] * (1 if side % 2 == 0 else -1))
                yield Cut((x, y, z), (a, b, c))

    def _take_frame(self, shown: Shown) -> None:
        self._failure, self._frame = "", shown.frame
        self.canvas.show_image(shown.image, shown.shot.camera)
        self._stack.setCurrentWidget(self.canvas)
        self.drawn.emit()

    def _tell(self, failure: Failed) -> None:
        self._failure = failure.message
        if not self.ready:
            reason = failure.message if failure.kind == "error" else self.tr("This display cannot show 3D pictures.")
            self.message.setText(f"{reason}\n{self.tr('Axial, coronal and sagittal pictures work without it.')}")
            self._stack.setCurrentWidget(self.message)
        self.canvas.update()

    # the small volume

    def _ask_small(self) -> None:
        """Ask for the volume, thinned; while positions of a 4D series follow each other, once they rest."""
        stored, before = self._scene.stored, self._stored
        if stored is before:
            return
        self._stored = stored
        self._stamp += 1
        if stored is not None and before is not None and stored.path == before.path:
            self._drop_small()
            self._rest.start()
            return
        self._build_small()

    def _build_small(self) -> None:
        self._rest.stop()
        self._drop_small()
        self.canvas.show_image(QImage(), None)
        if self._stored is None:
            return

        def take(small: SmallVolume) -> None:
            if self._serial == serial and not self._closed:
                self._serial, self._held, self._small = 0, serial, small
                self._refresh()
                self.offers_changed.emit()

        def tell(failure: Failed) -> None:
            if self._serial == serial and not self._closed:
                self._serial = 0
                self._tell(failure)

        serial = self._jobs.submit(_POOL, "small_volume", "", Then(done=take, failed=tell), volume=self._stored)
        self._serial = serial

    def _drop_small(self) -> None:
        self._small = None
        for serial in (self._serial, self._held):
            if serial:
                self._jobs.cancel(serial)
                self._jobs.release(_POOL, serial)
        self._serial = self._held = 0

    # what lies over the body

    def _paint_planes(self, painter: QPainter, eye: Eye) -> None:
        volume, cursor = self._scene.layers.volume, self._scene.cursor_lps
        if self.solid.planes and volume is not None and cursor is not None:
            paint_planes(painter, eye, volume.geometry, cursor)

    def _paint_cross(self, painter: QPainter, eye: Eye) -> None:
        if self._scene.cursor_lps is not None:
            paint_cross(painter, eye, self._scene.cursor_lps)

    def _paint_words(self, painter: QPainter, eye: Eye) -> None:
        right, up, _ = eye.axes
        letters = tuple(direction_letters(way) for way in (-right, right, up, -up))
        full = self.corners is Corners.FULL
        texts = CornerText((self._patient(),) if full else (), (), tuple(self._facts()) if full else ())
        warnings = self._scene.warnings if self.corners is not Corners.NONE else ()
        frame = decorations.Frame(texts, (letters[0], letters[1], letters[2], letters[3]), None, warnings)
        decorations.draw(painter, QRectF(0, 0, *eye.size), frame)

    def _patient(self) -> str:
        study = self._scene.study
        return "" if study is None else person_text(study.patient.name) or study.patient.patient_id

    def _facts(self) -> Iterator[str]:
        """What a reader should know of the picture."""
        preset = self.preset()
        if preset is not None:
            name = title(preset)
            yield self.tr("{name}, changed").format(name=name) if self.solid.transfer is not None else name
        if self.solid.crop != WHOLE or any(self.solid.clips):
            yield self.tr("A part is cut away")
        if self._failure:
            yield self._failure
        elif self._frame is not None and self._frame.thinned_mm and self.solid.body:
            sides = " × ".join(f"{side:.1f}" for side in self._frame.thinned_mm[::-1])
            yield self.tr("3D, thinned to voxels of {sides} mm").format(sides=sides)
        else:
            yield self.tr("3D")

    # building

    def _lay_out(self) -> None:
        self._held = 0
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message.setWordWrap(True)
        self.message.setStyleSheet("background: black; color: #b0b0b0;")
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.canvas)
        self._stack.addWidget(self.message)
        self._stack.setCurrentWidget(self.message)
        self.setMinimumSize(80, 60)
        self.setFocusProxy(self.canvas)
        self.setAccessibleName(self.tr("3D"))
        self.canvas.drawn_over.append(self.paint_over)
        self.canvas.grips.append(self.box)

    def _connect(self) -> None:
        canvas = self.canvas
        canvas.camera_changed.connect(lambda camera: self.change(camera=camera))
        canvas.held.connect(self.shots.hold)
        canvas.clicked.connect(self.point_at)
        canvas.resized.connect(self._refresh)
        canvas.menu_asked.connect(self.menu_asked)
        canvas.maximise_asked.connect(self.maximise_asked)
        canvas.activated.connect(self.activated)
        self.shots.arrived.connect(self._take_frame)
        self.shots.failed.connect(self._tell)
        self.surfaces.changed.connect(self._refresh)
        self.surfaces.changed.connect(self.offers_changed)
        self.surfaces.failed.connect(self._tell)
