"""How the segmentation is drawn: fill opacity, and which map lies over the image."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QSlider, QWidget

from medview.session.changes import OverlayChanged
from medview.session.session import Session
from medview.session.state import Part, State
from medview.views.flow import Flow
from medview.views.pictures.layers import maps, shown_map


class OverlayBar(QWidget):
    """A slider and a switch."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.fill = QSlider(Qt.Orientation.Horizontal)
        self.fill.setRange(0, 100)
        self.fill.setAccessibleName(self.tr("Fill opacity"))
        self.fill.setToolTip(self.tr("Opacity of the fill; the outline is always drawn."))
        self.fill.valueChanged.connect(self._fill_moved)
        self.percent = QLabel()
        self.uncertainty = QCheckBox(self.tr("Uncertainty"))
        self.uncertainty.setToolTip(self.tr("Colour each voxel by how unsure the model is."))
        self.uncertainty.toggled.connect(self._uncertainty_switched)
        self.map = QComboBox()
        self.map.setAccessibleName(self.tr("Map"))
        self.map.setToolTip(self.tr("Which map is drawn: how unsure the model is, or how far its networks differ."))
        self.map.activated.connect(self._map_chosen)
        beside = QWidget()
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 2, 0, 2)
        row.addWidget(QLabel(self.tr("Fill")))
        row.addWidget(self.fill, 1)
        row.addWidget(self.percent)
        layout = Flow(self)
        layout.addWidget(beside)
        layout.addWidget(self.uncertainty)
        layout.addWidget(self.map)
        self.update_state(session.state, frozenset(Part))

    def update_state(self, state: State, parts: frozenset[Part]) -> None:
        """Show what changed."""
        if Part.OVERLAY in parts:
            self.fill.setValue(round(100 * state.overlay.fill))
            self.percent.setText(f"{round(100 * state.overlay.fill)} %")
            self.uncertainty.setChecked(state.overlay.uncertainty)
        if Part.ANALYSES in parts:
            self.uncertainty.setEnabled(has_map(state))
            self.fill.setEnabled(state.analysis is not None)
        if parts & {Part.ANALYSES, Part.OVERLAY}:
            self._list_maps(state)

    def _list_maps(self, state: State) -> None:
        found, chosen = maps(state), shown_map(state)
        listed = [self.map.itemData(row) for row in range(self.map.count())]
        if listed != [one.what.value for one in found]:
            self.map.clear()
            for one in found:
                self.map.addItem(one.what.meaning, one.what.value)
        self.map.setCurrentIndex(self.map.findData(chosen.what.value) if chosen is not None else -1)
        self.map.setVisible(len(found) > 1)

    def _map_chosen(self, at: int) -> None:
        overlay = self._session.state.overlay
        self._session.apply(OverlayChanged(replace(overlay, map=str(self.map.itemData(at)), uncertainty=True)))

    def _fill_moved(self, percent: int) -> None:
        overlay = self._session.state.overlay
        if round(100 * overlay.fill) != percent:
            self._session.apply(OverlayChanged(replace(overlay, fill=percent / 100)))

    def _uncertainty_switched(self, on: bool) -> None:
        overlay = self._session.state.overlay
        if overlay.uncertainty != on:
            self._session.apply(OverlayChanged(replace(overlay, uncertainty=on)))


def has_map(state: State) -> bool:
    """Whether the shown analysis carries an uncertainty map."""
    return bool(maps(state))
