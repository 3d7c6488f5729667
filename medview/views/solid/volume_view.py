"""The 3D viewport: a volume as a translucent body, surfaces of what is segmented in it, and the reader's hand on both.

Everything is drawn by other processes (``views.shots``); this one composes what is wanted from the scene and the look.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QHideEvent, QImage, QPainter, QShowEvent
from PySide6.QtWidgets import QDialog, QLabel, QMenu, QStackedLayout, QWidget

from medview.core.solid import WHOLE, Camera, Crop, Solid
from medview.core.transfer import Transfer, in_values
from medview.imaging.cutting import UNTURNED, Turned, clip_cuts, crop_cuts
from medview.imaging.looking import Body, Eye
from medview.imaging.picking import Ray, labelled_point, seen_point
from medview.imaging.scene import Cut, Shot, SmallVolume
from medview.jobs.protocol import Failed
from medview.session.layout import Look
from medview.session.wishes import ON_SCREEN
from medview.views.jobs import JobBridge
from medview.views.pictures.scene import Scene
from medview.views.settings.preferences import Preferences
from medview.views.solid.actions import Handlers, SolidActions
from medview.views.solid.bar import SolidBar
from medview.views.solid.canvas import Canvas
from medview.views.solid.marks import CropBox
from medview.views.solid.over import paint_over
from medview.views.solid.shots import Shots, Shown, Wish
from medview.views.solid.small_volumes import SmallVolumes
from medview.views.solid.surfaces import Surfaces
from medview.views.solid.transfer_shelf import TransferShelf
from medview.views.solid.turntable import Turntable
from medview.views.viewport.corner_text import Corners
from medview.views.viewport.tools import Tool

_WHILE_SCROLLING_MS = 250
"""The slices come first: while the crosshair moves, frames it changes wait or are this far apart."""
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
        self.wish = ON_SCREEN
        self.jobs = jobs
        self._closed = False
        self._scene = Scene()
        self._look = Look()
        self.turned: Turned = UNTURNED
        self._before: Look | None = None
        self._dialogs: dict[Any, QDialog] = {}
        self.failure = ""
        self.thinned_mm: tuple[float, ...] = ()
        self.canvas = Canvas(self.tr("3D"), self)
        self.shots = Shots(jobs, self)
        self.surfaces = Surfaces(jobs, self)
        self.box = CropBox(self._drag_crop, lambda: self.settle(self.tr("Crop")))
        self._volumes = SmallVolumes(jobs, self)
        self.turntable = Turntable(self)
        self.actions_ = SolidActions(self)
        self.bar = SolidBar(self)
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
        return self.ready and not self.shots.busy and not self._volumes.waiting and not self.surfaces.waiting

    @property
    def scene(self) -> Scene:
        """What is shown."""
        return self._scene

    @property
    def small(self) -> SmallVolume | None:
        """The small volume, once it is there."""
        return self._volumes.small

    # what it shows

    def show_scene(self, scene: Scene) -> None:
        """Show something else; what takes long is built in a worker and appears when it is done."""
        if self._closed:
            return
        self._scene = scene
        volume = scene.layers.volume
        self.box.geometry = volume.geometry if volume is not None else None
        if self._volumes.show(scene.stored):
            self.shots.forget()  # or a frame under way would show the other body here
            self.canvas.show_image(QImage(), None)
            self.offers_changed.emit()
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

    def show_turned(self, turned: Turned) -> None:
        """Show and clip by the planes as they lie in their viewports."""
        if turned != self.turned:
            self.turned = turned
            self._refresh(_WHILE_SCROLLING_MS)

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

    def keep_presets(self, preferences: Preferences) -> None:
        """Keep the reader's own presets in the settings."""
        self.shelf = TransferShelf(preferences, self)
        self.shelf.changed.connect(self.offers_changed)

    def set_tool(self, tool: Tool) -> None:
        """Give the left button another tool; what has no meaning in 3D turns the body."""
        self.canvas.tool = tool

    def set_corners(self, corners: Corners) -> None:
        """Write more or less into the corners."""
        self.corners = corners
        self.canvas.update()

    # what keys and menus do

    def handlers(self) -> Handlers:
        """What each viewport action does here, by the action's name."""
        return self.actions_.handlers()

    def checked(self) -> dict[str, bool]:
        """Which switches among them are on."""
        return self.actions_.checked()

    def menu(self) -> QMenu:
        """The context menu."""
        return self.actions_.menu()

    def edit_transfer(self) -> None:
        """Open the editor of colours and opacity."""
        from medview.views.solid.transfer_editor import TransferEditor

        self._open(TransferEditor)

    def show_panel(self) -> None:
        """Open the panel of crop box, clipping slices, light and surfaces."""
        from medview.views.solid.panel import SolidPanel

        self._open(SolidPanel)

    def ask_snapshot(self) -> None:
        """Ask how a picture is to be saved."""
        from medview.views.solid.snapshot_dialog import SnapshotDialog

        self._open(SnapshotDialog)

    def ask_surfaces(self) -> None:
        """Ask which surfaces are to be written, and how."""
        from medview.views.solid.mesh_dialog import MeshDialog

        self._open(MeshDialog)

    def _open(self, kind: Callable[[VolumeView], QDialog]) -> None:
        """Show a dialog of the view; each stands there once."""
        known = self._dialogs.get(kind)
        if known is None:
            known = self._dialogs[kind] = kind(self)
            known.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            known.destroyed.connect(lambda: self._dialogs.pop(kind, None))
        known.show()
        known.raise_()
        known.activateWindow()

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
        return in_values(preset, self.small.greys) if preset is not None and self.small is not None else None

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
        """Draw everything that lies over the body, as far as it is wished for."""
        paint_over(self, painter, eye)

    def shut(self) -> None:
        """Give everything back; call it before the view goes."""
        self._closed = True
        for dialog in tuple(self._dialogs.values()):
            dialog.close()
        self.turntable.stop()
        self.shots.shut()
        self.surfaces.shut()
        self._volumes.shut()
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
        cuts = self._cuts()
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
        surfaces, cuts = self.surfaces.painted(solid), self._cuts()
        shown = self.small is not None and transfer is not None
        if not shown and not surfaces and solid.body:
            return Wish(None, None)
        shot = Shot(
            self.canvas.pixels(),
            solid.camera,
            body,
            self.small.voxels if shown and self.small is not None else None,
            self._volumes.stamp,
            transfer if shown else None,
            solid.crop,
            cuts,
            surfaces,
            (*cuts, *crop_cuts(volume.geometry, solid.crop)) if solid.cut_surfaces else (),
            border=self.small.greys.border if self.small is not None else None,
        )
        if solid.quality == "fast" or not shown:
            return Wish(shot, shot)
        samples = _BEST_SAMPLES if solid.quality == "best" else 1.0
        return Wish(shot, replace(shot, volume=self._scene.stored, samples=samples))

    def _cuts(self) -> tuple[Cut, ...]:
        """Planes through the crosshair that cut something away."""
        volume, cursor = self._scene.layers.volume, self._scene.cursor_lps
        if volume is None or cursor is None:
            return ()
        return tuple(clip_cuts(volume.geometry, cursor, self.solid.clips, self.turned))

    def _take_frame(self, shown: Shown) -> None:
        self.failure, self.thinned_mm = "", shown.frame.thinned_mm
        self.canvas.show_image(shown.image, shown.shot.camera)
        self._stack.setCurrentWidget(self.canvas)
        self.drawn.emit()

    def _tell(self, failure: Failed) -> None:
        self.failure = failure.message
        if not self.ready:
            reason = failure.message if failure.kind == "error" else self.tr("This display cannot show 3D pictures.")
            self.message.setText(f"{reason}\n{self.tr('Axial, coronal and sagittal pictures work without it.')}")
            self._stack.setCurrentWidget(self.message)
        self.canvas.update()

    # building

    def _lay_out(self) -> None:
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message.setWordWrap(True)
        self.message.setStyleSheet("background: black; color: #b0b0b0;")
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.canvas)
        self._stack.addWidget(self.message)
        self._stack.setCurrentWidget(self.message)
        self.setMinimumSize(80, 60)
        self.message.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self.message)  # a proxy that is hidden would hold the Tab key
        self._stack.currentChanged.connect(self._give_focus)
        self.setAccessibleName(self.tr("3D"))
        self.canvas.drawn_over.append(self.paint_over)
        self.canvas.grips.append(self.box)

    def _give_focus(self) -> None:
        self.setFocusProxy(self._stack.currentWidget() or self.message)

    def _connect(self) -> None:
        canvas = self.canvas
        canvas.camera_changed.connect(lambda camera: self.change(camera=camera))
        canvas.held.connect(self.shots.hold)
        canvas.clicked.connect(self.point_at)
        canvas.numbered.connect(lambda number: self.actions_.choose_number(number - 1))
        canvas.resized.connect(self._refresh)
        canvas.menu_asked.connect(self.menu_asked)
        canvas.maximise_asked.connect(self.maximise_asked)
        canvas.activated.connect(self.activated)
        self._volumes.changed.connect(self._refresh)
        self._volumes.changed.connect(self.offers_changed)
        self._volumes.failed.connect(self._tell)
        self.shots.arrived.connect(self._take_frame)
        self.shots.failed.connect(self._tell)
        self.surfaces.changed.connect(self._refresh)
        self.surfaces.changed.connect(self.offers_changed)
        self.surfaces.failed.connect(self._tell)
