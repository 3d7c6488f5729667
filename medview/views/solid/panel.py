"""The panel of a 3D view: crop box and clipping slices, light, and the opacity of surfaces, all by numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from medview.core.geometry import Geometry
from medview.core.solid import with_side
from medview.core.transfer import Shading
from medview.views.pictures.laid import part_key
from medview.views.settings.fonts import resize_for_text
from medview.views.solid.door import SolidView

_LIGHTS = ("ambient", "diffuse", "specular", "power")


class Percent(QWidget):
    """A slider and a box of one percentage.

    Args:
        name: Its tooltip, and for people who cannot see it.
        moved: Told the part, 0..1, while it is moved.
        settled: Called when it is let go.
    """

    def __init__(self, name: str, moved: Callable[[float], object], settled: Callable[[], object]) -> None:
        super().__init__()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.box = QSpinBox()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.slider, 1)
        row.addWidget(self.box)
        for widget in (self.slider, self.box):
            widget.setRange(0, 100)
            widget.setAccessibleName(name)
            widget.setToolTip(name)
        self.box.setSuffix(" %")
        self.slider.setPageStep(10)
        self.slider.valueChanged.connect(lambda value: moved(value / 100.0))
        self.slider.sliderReleased.connect(settled)
        self.slider.actionTriggered.connect(lambda _: None if self.slider.isSliderDown() else settled())
        self.box.valueChanged.connect(lambda value: moved(value / 100.0))
        self.box.editingFinished.connect(settled)

    def show_part(self, part: float) -> None:
        """Show a part, 0..1."""
        for widget in (self.slider, self.box):
            with QSignalBlocker(widget):
                widget.setValue(round(part * 100.0))


class SolidPanel(QDialog):
    """Sets what a 3D view cuts away, its light and its surfaces.

    Args:
        view: The view.
    """

    def __init__(self, view: SolidView) -> None:
        super().__init__(view.window(), Qt.WindowType.Tool)
        self._view = view
        self.setWindowTitle(self.tr("Crop, clip and light in 3D"))
        self.sides: list[Percent] = []
        self.clips: list[QComboBox] = []
        self.lights: dict[str, Percent] = {}
        self.labels: dict[str, Percent] = {}
        self._side_names: list[QLabel] = []
        self._surfaces = QGroupBox(self.tr("Surfaces"))
        self._list = QFormLayout(self._surfaces)
        self.all = Percent(self.tr("Opacity of all surfaces"), self._set_all, self._settle)
        self.cut = QCheckBox(self.tr("Crop and clip cut surfaces, too"))
        self.lit = QCheckBox(self.tr("Light falls on the body"))
        self._lay_out()
        self._connect()
        self._show_offers()

    def _show(self) -> None:
        """Show how the view looks."""
        solid, transfer = self._view.solid, self._view.transfer()
        for side, percent in enumerate(self.sides):
            percent.show_part(solid.crop[side] if side % 2 == 0 else 1.0 - solid.crop[side])
        for combo, side in zip(self.clips, solid.clips, strict=True):
            with QSignalBlocker(combo):
                combo.setCurrentIndex(combo.findData(side))
        with QSignalBlocker(self.cut):
            self.cut.setChecked(solid.cut_surfaces)
        shading = transfer.shading if transfer is not None else Shading()
        with QSignalBlocker(self.lit):
            self.lit.setChecked(shading.on)
        self._light.setEnabled(transfer is not None and transfer.blend == "composite")
        for name, percent in self.lights.items():
            percent.show_part(getattr(shading, name) / (100.0 if name == "power" else 1.0))
            percent.setEnabled(shading.on)
        self.all.show_part(solid.surfaces)
        single = dict(solid.opacities)
        for key, percent in self.labels.items():
            percent.show_part(single.get(key, solid.surfaces))

    def _show_offers(self) -> None:
        """Take other surfaces, and another volume's sides."""
        volume = self._view.scene.layers.volume
        if volume is not None:
            for label, name in zip(self._side_names, self._names(volume.geometry), strict=True):
                label.setText(name)
        wanted = {part_key(key, label): name for key, label, name in self._view.surfaces.named()}
        if set(wanted) != set(self.labels):
            for percent in self.labels.values():
                self._list.removeRow(percent)
            self.labels = {key: self._opacity(key, name) for key, name in wanted.items()}
            for key, percent in self.labels.items():
                self._list.addRow(wanted[key], percent)
        self._surfaces.setVisible(bool(wanted))
        self._show()

    def _opacity(self, key: str, name: str) -> Percent:
        told = self.tr("Opacity of {name}").format(name=name)
        return Percent(told, partial(self._set_one, key), self._settle)

    def _names(self, geometry: Geometry) -> list[str]:
        """What each side of the grid is in the patient, as far as it lies along a side of the patient."""
        words = (
            (self.tr("From the right"), self.tr("From the left")),
            (self.tr("From the front"), self.tr("From the back")),
            (self.tr("From the feet"), self.tr("From the head")),
        )
        found = []
        for axis in range(3):
            way = geometry.directions[:, axis]
            along = int(np.argmax(np.abs(way)))
            low, high = words[along] if way[along] >= 0 else words[along][::-1]
            found += [low, high]
        return found

    # changing

    def _set_side(self, side: int, part: float) -> None:
        """Cut a part of the box away, from one of its sides."""
        self._view.change(crop=with_side(self._view.solid.crop, side, part if side % 2 == 0 else 1.0 - part))

    def _set_clip(self, number: int, _index: int) -> None:
        clips = list(self._view.solid.clips)
        clips[number] = self.clips[number].currentData()
        axial, coronal, sagittal = clips
        self._view.change(self.tr("Clip in 3D"), clips=(axial, coronal, sagittal))

    def _set_light(self, name: str, part: float) -> None:
        transfer = self._view.transfer()
        if transfer is not None:
            value = max(1.0, part * 100.0) if name == "power" else part
            shading = replace(transfer.shading, **{name: value})  # type: ignore[arg-type]
            self._view.change(transfer=replace(transfer, shading=shading, id=""))

    def _set_all(self, part: float) -> None:
        self._view.change(surfaces=part, opacities=())

    def _set_one(self, key: str, part: float) -> None:
        others = tuple(one for one in self._view.solid.opacities if one[0] != key)
        self._view.change(opacities=(*others, (key, part)))

    def _settle(self) -> None:
        self._view.settle(self.tr("Crop, light and surfaces in 3D"))

    # building

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.addWidget(self._cropping())
        column.addWidget(self._clipping())
        column.addWidget(self._lighting())
        self._list.addRow(self.tr("&All"), self.all)
        column.addWidget(self._surfaces)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.addWidget(scroll, 1)
        last = QHBoxLayout()
        last.addStretch(1)
        for words, act in (
            (self.tr("Show the &whole body"), self._view.actions_.uncrop),
            (self.tr("Close"), self.close),
        ):
            button = QPushButton(words)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, call=act: call())
            last.addWidget(button)
        whole.addLayout(last)
        resize_for_text(self, 420, 620)

    def _cropping(self) -> QGroupBox:
        group = QGroupBox(self.tr("Crop box"))
        form = QFormLayout(group)
        for side in range(6):
            percent = Percent(
                self.tr("Side {number} of the crop box").format(number=side + 1),
                partial(self._set_side, side),
                self._settle,
            )
            label = QLabel()
            form.addRow(label, percent)
            self.sides.append(percent)
            self._side_names.append(label)
        return group

    def _clipping(self) -> QGroupBox:
        group = QGroupBox(self.tr("Clip at the crosshair"))
        form = QFormLayout(group)
        for number, (name, higher, lower) in enumerate(
            (
                (self.tr("A&xial slice"), self.tr("Cut away above"), self.tr("Cut away below")),
                (self.tr("C&oronal slice"), self.tr("Cut away behind"), self.tr("Cut away in front")),
                (self.tr("&Sagittal slice"), self.tr("Cut away the left"), self.tr("Cut away the right")),
            )
        ):
            combo = QComboBox()
            combo.setAccessibleName(name.replace("&", ""))
            for words, side in ((self.tr("Cut nothing"), 0), (higher, 1), (lower, -1)):
                combo.addItem(words, side)
            combo.activated.connect(partial(self._set_clip, number))
            form.addRow(name, combo)
            self.clips.append(combo)
        form.addRow(self.cut)
        return group

    def _lighting(self) -> QGroupBox:
        self._light = QGroupBox(self.tr("Light"))
        form = QFormLayout(self._light)
        form.addRow(self.lit)
        words = (
            self.tr("From everywhere"),
            self.tr("From the eye"),
            self.tr("Gloss"),
            self.tr("Sharpness of the gloss"),
        )
        for name, told in zip(_LIGHTS, words, strict=True):
            self.lights[name] = Percent(told, partial(self._set_light, name), self._settle)
            form.addRow(told, self.lights[name])
        return self._light

    def _connect(self) -> None:
        self.cut.toggled.connect(lambda on: self._view.change(self.tr("Cut surfaces"), cut_surfaces=on))
        self.lit.toggled.connect(self._view.actions_.shade)
        self._view.look_changed.connect(self._show)
        self._view.offers_changed.connect(self._show_offers)
