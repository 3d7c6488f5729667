"""What keys and menus do in the 3D viewport."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from medview.core.solid import STANDARD, WHOLE, Camera, Quality
from medview.core.transfer import Transfer
from medview.imaging.looking import panned, zoomed
from medview.views.solid.door import SolidView
from medview.views.solid.transfer_shelf import OWN, title

Handlers = dict[str, Callable[..., object]]

PRESET_KEYS = 9
_PAN_PX = 20.0
_ZOOM = 1.2
_CLIPS = ("axial", "coronal", "sagittal")
_QUALITIES: tuple[Quality, ...] = ("fast", "automatic", "best")


def _tr(text: str) -> str:
    return QCoreApplication.translate("solid", text)


class SolidActions:
    """The actions of one view.

    Args:
        view: The view.
    """

    def __init__(self, view: SolidView) -> None:
        self._view = view

    def handlers(self) -> Handlers:
        """What each action does, by its name."""
        view = self._view
        found: Handlers = {
            "fit": view.fit,
            "zoom_in": partial(self._zoom, _ZOOM),
            "zoom_out": partial(self._zoom, 1.0 / _ZOOM),
            "pan_left": partial(self._pan, -_PAN_PX, 0.0),
            "pan_right": partial(self._pan, _PAN_PX, 0.0),
            "pan_up": partial(self._pan, 0.0, -_PAN_PX),
            "pan_down": partial(self._pan, 0.0, _PAN_PX),
            "cine": self.toggle_turning,
            "solid_presets": self.popup_presets,
            "solid_transfer": view.edit_transfer,
            "solid_panel": view.show_panel,
            "solid_shading": self.shade,
            "solid_crop": self.show_box,
            "solid_uncrop": self.uncrop,
            "solid_cut_surfaces": lambda on: view.change(_tr("Cut surfaces"), cut_surfaces=on),
            "solid_planes": lambda on: view.change(_tr("Planes in 3D"), planes=on),
            "solid_body": lambda on: view.change(_tr("Body in 3D"), body=on),
            "solid_turn": lambda on: view.turntable.play() if on else view.turntable.stop(),
            "solid_turn_once": lambda: view.turntable.play(once=True),
            "solid_snapshot": view.ask_snapshot,
            "solid_surfaces": view.ask_surfaces,
            **{f"solid_from_{side}": partial(view.canvas.look_from, side) for side in STANDARD},
            **{f"solid_clip_{name}": partial(self.next_clip, number) for number, name in enumerate(_CLIPS)},
            **{f"solid_quality_{name}": partial(self.choose_quality, name) for name in _QUALITIES},
        }
        numbered: Handlers = {f"preset_{n + 1}": partial(self.choose_number, n) for n in range(PRESET_KEYS)}
        return found | numbered

    def checked(self) -> dict[str, bool]:
        """Which switches are on."""
        solid, transfer = self._view.solid, self._view.transfer()
        return {
            "solid_shading": transfer is not None and transfer.shading.on,
            "solid_crop": solid.box,
            "solid_cut_surfaces": solid.cut_surfaces,
            "solid_planes": solid.planes,
            "solid_body": solid.body,
            "solid_turn": self._view.turntable.turning,
            **{f"solid_quality_{name}": solid.quality == name for name in _QUALITIES},
        }

    # presets

    def offered(self) -> tuple[Transfer, ...]:
        """Presets meant for the volume."""
        volume = self._view.scene.layers.volume
        return self._view.shelf.fitting(volume.quantity) if volume is not None else ()

    def choose(self, preset: Transfer) -> None:
        """Look at the volume as a preset does."""
        self._view.change(_tr("Preset in 3D"), preset=preset.id, transfer=None)

    def choose_number(self, number: int) -> None:
        """Choose one of the offered presets, counted from 0."""
        offered = self.offered()
        if number < len(offered):
            self.choose(offered[number])

    def presets_menu(self) -> QMenu:
        """A menu of them."""
        view, chosen = self._view, self._view.preset()
        menu = QMenu(_tr("3D presets"), view.canvas)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        offered = self.offered()
        for number, preset in enumerate(offered):
            if number and offered[number - 1].id.startswith(OWN) and not preset.id.startswith(OWN):
                menu.addSeparator()
            words = title(preset).replace("&", "&&") + (f"\t{number + 1}" if number < PRESET_KEYS else "")
            action = menu.addAction(words, partial(self.choose, preset))
            action.setCheckable(True)
            action.setChecked(chosen is not None and preset.id == chosen.id)
            group.addAction(action)
        menu.addSeparator()
        menu.addAction(_tr("Edit…"), view.edit_transfer)
        return menu

    def popup_presets(self, at: QPoint | None = None) -> None:
        """Show that menu."""
        canvas = self._view.canvas
        self.presets_menu().popup(at or canvas.mapToGlobal(canvas.rect().center()))

    # switches

    def shade(self, on: bool) -> None:
        """Let light fall on the body, or not."""
        transfer = self._view.transfer()
        if transfer is not None and transfer.shading.on != on:
            changed = replace(transfer, shading=replace(transfer.shading, on=on), id="")
            self._view.change(_tr("Shading"), transfer=changed)

    def show_box(self, on: bool) -> None:
        """Show the crop box with its handles, or hide it; what is cropped stays so."""
        self._view.change(_tr("Crop box"), box=on)

    def choose_quality(self, quality: Quality, _on: bool = True) -> None:
        """Spend more or less work on pictures."""
        self._view.change(_tr("Quality in 3D"), quality=quality)

    def uncrop(self) -> None:
        """Show the whole body again."""
        self._view.change(_tr("Show the whole body"), crop=WHOLE, clips=(0, 0, 0))

    def next_clip(self, number: int) -> None:
        """Cut one side of a plane away, then the other, then nothing."""
        clips = list(self._view.solid.clips)
        clips[number] = {0: 1, 1: -1, -1: 0}[clips[number]]
        axial, coronal, sagittal = clips
        self._view.change(_tr("Clip in 3D"), clips=(axial, coronal, sagittal))

    def toggle_turning(self) -> None:
        """Turn, or stand still."""
        turntable = self._view.turntable
        if turntable.turning:
            turntable.stop()
        else:
            turntable.play()

    # where it looks

    def _zoom(self, factor: float) -> None:
        self._move(zoomed(self._view.solid.camera, factor))

    def _pan(self, right: float, down: float) -> None:
        eye = self._view.canvas.eye()
        if eye is not None:
            self._move(panned(eye, right, down))

    def _move(self, camera: Camera) -> None:
        self._view.canvas.look(camera)

    def menu(self) -> QMenu:
        """The context menu."""
        view, checked = self._view, self.checked()
        menu = QMenu(view.canvas)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_tr("Fit"), view.fit)
        menu.addAction(_tr("Maximise or restore"), view.maximise_asked.emit)
        menu.addSeparator()
        menu.addMenu(self.presets_menu())
        menu.addAction(_tr("Edit colours and opacity…"), view.edit_transfer)
        menu.addAction(_tr("Crop, clip and light…"), view.show_panel)
        handlers = self.handlers()
        for name, words in (
            ("solid_crop", _tr("Crop box")),
            ("solid_planes", _tr("Planes")),
            ("solid_body", _tr("Body")),
            ("solid_turn", _tr("Turn")),
        ):
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(checked[name])
            action.toggled.connect(handlers[name])
        menu.addSeparator()
        menu.addAction(_tr("Save a picture…"), view.ask_snapshot)
        menu.addAction(_tr("Export surfaces…"), view.ask_surfaces)
        return menu
