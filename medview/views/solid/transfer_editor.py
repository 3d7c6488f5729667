"""The editor of colours and opacity in 3D: what is changed is seen at once, can be undone, and kept as a preset."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import (
    QColorDialog,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from medview.core.errors import MedViewError
from medview.core.files import write_whole
from medview.core.transfer import BLENDS, Blend, Greys, Transfer, in_body, transfer_from_json, transfer_to_json
from medview.core.volume import Quantity
from medview.views.apart import put_apart
from medview.views.solid.door import SolidView
from medview.views.solid.transfer_curve import TransferCurve
from medview.views.solid.transfer_shelf import title

_MOST_BYTES = 1 << 20
_FAR = 1e9


class TransferEditor(QDialog):
    """Edits how a view's values become light.

    Args:
        view: The view.
    """

    def __init__(self, view: SolidView) -> None:
        super().__init__(view.window(), Qt.WindowType.Tool)
        self._view = view
        self.setWindowTitle(self.tr("Colours and opacity in 3D"))
        self.curve = TransferCurve()
        self.presets = QComboBox()
        self.blend = QComboBox()
        self.value, self.opacity, self.unit = QDoubleSpinBox(), QDoubleSpinBox(), QDoubleSpinBox()
        self.colour = QPushButton()
        self.told = QLabel()
        self._greys: Greys | None = None
        self._placed = False
        self._lay_out()
        self._connect()
        self._show_presets()
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Stand beside the view at first; later where it was left."""
        super().showEvent(event)
        if not self._placed:
            self._placed = True
            put_apart(self, self._view.canvas.parentWidget() or self._view.canvas)

    # showing

    def _show(self) -> None:
        """Show what the view shows."""
        transfer, small = self._view.transfer(), self._view.small
        self.setEnabled(transfer is not None and small is not None)
        if transfer is None or small is None:
            self.told.setText(self.tr("Open a volume in 3D first."))
            return
        if self.curve.transfer is None or small.greys is not self._greys:
            self._greys = small.greys
            self.curve.show_greys(small.greys)
        self.curve.show_transfer(transfer)
        self._show_numbers()

    def _show_presets(self) -> None:
        with QSignalBlocker(self.presets):
            self.presets.clear()
            for preset in self._view.actions_.offered():
                self.presets.addItem(title(preset), preset.id)

    def _show_numbers(self) -> None:
        transfer = self.curve.transfer
        if transfer is None:
            return
        point = transfer.points[self.curve.chosen]
        for box, value in (
            (self.value, point.value),
            (self.opacity, point.opacity * 100.0),
            (self.unit, transfer.unit_mm),
        ):
            with QSignalBlocker(box):
                box.setValue(value)
        with QSignalBlocker(self.blend):
            self.blend.setCurrentIndex(self.blend.findData(transfer.blend))
        chosen = self._view.preset()
        with QSignalBlocker(self.presets):
            self.presets.setCurrentIndex(self.presets.findData(chosen.id) if chosen is not None else -1)
        red, green, blue = point.colour
        self.colour.setStyleSheet(f"background: rgb({red}, {green}, {blue}); min-width: 3em;")
        self.colour.setAccessibleDescription(f"{red}, {green}, {blue}")
        self.unit.setEnabled(transfer.blend == "composite")
        self.remove_point.setEnabled(len(transfer.points) > 2)
        told = self.tr("Point {number} of {count}. A double click adds one; dragging beside them shifts all.")
        self.told.setText(told.format(number=self.curve.chosen + 1, count=len(transfer.points)))

    # changing

    def _take(self, transfer: Transfer) -> None:
        """Show it in the view while it changes."""
        self._view.change(transfer=transfer)

    def _settle(self) -> None:
        self._view.settle(self.tr("Colours and opacity"))

    def _put(self, transfer: Transfer) -> None:
        self._take(transfer)
        self._settle()

    def _set_value(self, value: float) -> None:
        self._set_point(value=value)

    def _set_opacity(self, percent: float) -> None:
        self._set_point(opacity=percent / 100.0)

    def _set_point(self, **fields: float) -> None:
        transfer = self.curve.transfer
        if transfer is not None:
            self.curve.put(self.curve.chosen, replace(transfer.points[self.curve.chosen], **fields))  # type: ignore[arg-type]
            self._settle()

    def ask_colour(self) -> None:
        """Ask for the colour of the chosen point."""
        transfer = self.curve.transfer
        if transfer is None:
            return
        before = QColor(*transfer.points[self.curve.chosen].colour)
        dialog = QColorDialog(before, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        dialog.colorSelected.connect(self.set_colour)
        dialog.open()

    def set_colour(self, colour: QColor) -> None:
        """Give the chosen point another colour."""
        transfer = self.curve.transfer
        if transfer is not None and colour.isValid():
            point = replace(transfer.points[self.curve.chosen], colour=(colour.red(), colour.green(), colour.blue()))
            self.curve.put(self.curve.chosen, point)
            self._settle()

    def _set_blend(self) -> None:
        blend: Blend = self.blend.currentData()
        if self.curve.transfer is not None:
            self._put(replace(self.curve.transfer, blend=blend, id=""))

    def _set_depth(self, depth: float) -> None:
        if self.curve.transfer is not None:
            self._put(replace(self.curve.transfer, unit_mm=depth, id=""))

    def _choose(self) -> None:
        preset = self._view.shelf.find(self.presets.currentData() or "")
        if preset is not None:
            self._view.actions_.choose(preset)

    def reset(self) -> None:
        """The preset as it is kept."""
        self._view.change(self.tr("Colours and opacity"), transfer=None)

    # keeping

    def ask_name(self) -> None:
        """Ask under which name it is to be kept."""
        preset = self._view.preset()
        name, given = QInputDialog.getText(
            self, self.tr("Keep as a preset"), self.tr("Name:"), text=title(preset) if preset is not None else ""
        )
        if given:
            self.keep(name)

    def keep(self, name: str) -> None:
        """Keep it as one of the reader's own presets, and choose that."""
        made = self._as_preset()
        if made is None:
            return
        try:
            kept = self._view.shelf.keep(made, name)
        except MedViewError as error:
            self.told.setText(f"{error.message} {error.hint}")
            return
        self._view.actions_.choose(kept)

    def _as_preset(self) -> Transfer | None:
        """What is shown, in the scale in which it fits other volumes of its quantity."""
        transfer, small, volume = self.curve.transfer, self._view.small, self._view.scene.layers.volume
        if transfer is None or small is None or volume is None:
            return None
        plain = in_body(transfer, small.greys) if volume.quantity is Quantity.ARBITRARY else transfer
        return replace(plain, quantities=(volume.quantity.value,))

    def _ask_export(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Export the preset"), "", self.tr("3D preset (*.json)"))
        if path:
            self.export(path)

    def export(self, path: str) -> None:
        """Write it as a file."""
        made = self._as_preset()
        if made is None:
            return
        try:
            write_whole(Path(path), json.dumps(transfer_to_json(made), indent=1, ensure_ascii=False))
        except MedViewError as error:
            self.told.setText(f"{error.message} {error.hint}")
            return
        self.told.setText(self.tr("The preset was saved as {path}.").format(path=path))

    def _ask_import(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Import a preset"), "", self.tr("3D preset (*.json)"))
        if path:
            self.import_(path)

    def import_(self, path: str) -> None:
        """Read a file, keep what it holds as one of the reader's own presets, and choose that."""
        try:
            preset = _read(path)
            kept = self._view.shelf.keep(preset, preset.name or Path(path).stem)
        except MedViewError as error:
            self.told.setText(f"{error.message} {error.hint}")
            return
        self._view.actions_.choose(kept)

    def remove(self) -> None:
        """Forget the chosen preset, where it is the reader's own."""
        preset = self._view.preset()
        if preset is not None and preset in self._view.shelf.own:
            self._view.shelf.remove(preset.id)
            self._view.change(self.tr("Preset in 3D"), preset="", transfer=None)
        else:
            self.told.setText(self.tr("Presets that come with the program stay."))

    # building

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        top = QHBoxLayout()
        top.addWidget(_labelled(self.tr("&Preset"), self.presets))
        top.addWidget(self.presets, 1)
        for words, act in (
            (self.tr("&Keep…"), self.ask_name),
            (self.tr("&Remove"), self.remove),
            (self.tr("&Import…"), self._ask_import),
            (self.tr("E&xport…"), self._ask_export),
        ):
            top.addWidget(_button(words, act))
        whole.addLayout(top)
        whole.addWidget(self.curve, 1)
        self.remove_point = _button(self.tr("Remove point"), self._remove_point)
        row = QHBoxLayout()
        for label, box in ((self.tr("&Value"), self.value), (self.tr("&Opacity"), self.opacity)):
            row.addWidget(_labelled(label, box))
            row.addWidget(box, 1)
        row.addWidget(_labelled(self.tr("&Colour"), self.colour))
        row.addWidget(self.colour)
        row.addWidget(_button(self.tr("Add point"), self._add_point))
        row.addWidget(self.remove_point)
        whole.addLayout(row)
        form = QFormLayout()
        form.addRow(self.tr("&Rays show"), self.blend)
        form.addRow(self.tr("&Depth of the opacity"), self.unit)
        whole.addLayout(form)
        self.told.setWordWrap(True)
        whole.addWidget(self.told)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(_button(self.tr("Res&et"), self.reset))
        last.addWidget(_button(self.tr("Close"), self.close))
        whole.addLayout(last)

    def _connect(self) -> None:
        words = {
            "composite": self.tr("Light through the body"),
            "maximum": self.tr("The greatest value (MIP)"),
            "minimum": self.tr("The least value (MinIP)"),
            "average": self.tr("The mean value"),
        }
        for blend in BLENDS:
            self.blend.addItem(words[blend], blend)
        for box, name, low, high, unit in (
            (self.value, self.tr("Value of the chosen point"), -_FAR, _FAR, ""),
            (self.opacity, self.tr("Opacity of the chosen point"), 0.0, 100.0, " %"),
            (self.unit, self.tr("Depth the opacity is meant for"), 0.01, 1000.0, " mm"),
        ):
            box.setAccessibleName(name)
            box.setRange(low, high)
            box.setDecimals(2)
            box.setSuffix(unit)
            box.setKeyboardTracking(False)
        self.colour.setAccessibleName(self.tr("Colour of the chosen point"))
        self.presets.setAccessibleName(self.tr("Preset"))
        self.blend.setAccessibleName(self.tr("What a ray shows"))
        self.value.valueChanged.connect(self._set_value)
        self.opacity.valueChanged.connect(self._set_opacity)
        self.unit.valueChanged.connect(self._set_depth)
        self.blend.activated.connect(self._set_blend)
        self.presets.activated.connect(self._choose)
        self.colour.clicked.connect(self.ask_colour)
        self.curve.colour_asked.connect(self.ask_colour)
        self.curve.changed.connect(self._take)
        self.curve.settled.connect(self._settle)
        self.curve.chosen_changed.connect(self._show_numbers)
        self._view.offers_changed.connect(self._show)
        self._view.look_changed.connect(self._show)
        self._view.shelf.changed.connect(self._show_presets)
        self._view.destroyed.connect(self.close)

    def _add_point(self) -> None:
        self.curve.add_beside()
        self._settle()

    def _remove_point(self) -> None:
        self.curve.remove()
        self._settle()


def _read(path: str) -> Transfer:
    try:
        if Path(path).stat().st_size > _MOST_BYTES:
            raise ValueError(path)
        return transfer_from_json(json.loads(Path(path).read_text(encoding="utf-8")))
    except (OSError, ValueError, RecursionError) as error:
        raise MedViewError(_tr("This file holds no 3D preset."), _tr("Choose one that was exported here.")) from error


def _tr(text: str) -> str:
    return QCoreApplication.translate("solid", text)


def _labelled(words: str, buddy: QWidget) -> QLabel:
    label = QLabel(words)
    label.setBuddy(buddy)
    return label


def _button(words: str, act: Callable[[], object]) -> QPushButton:
    button = QPushButton(words)
    button.setAutoDefault(False)
    button.clicked.connect(lambda: act())
    return button
