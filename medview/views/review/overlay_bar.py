"""How the segmentation is drawn: fill opacity, and which map lies over the image."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QSizePolicy, QSlider, QVBoxLayout, QWidget

from medview.core.finding import PictureRegion, Region
from medview.session.changes import OverlayChanged
from medview.session.session import Session
from medview.session.state import Part, State
from medview.views.pictures.layers import map_key, maps, shown_map


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
        self.uncertainty = QCheckBox(self.tr("Map"))
        self.uncertainty.setToolTip(
            self.tr("Colour the image by what a map tells: how unsure the model is, or what it looked at.")
        )
        self.uncertainty.toggled.connect(self._uncertainty_switched)
        self.map = QComboBox()
        self.map.setAccessibleName(self.tr("Map"))
        self.map.setToolTip(self.tr("Which map is drawn; its name is that of the method that made it."))
        self.map.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.map.activated.connect(self._map_chosen)
        self._beside = QWidget()
        row = QHBoxLayout(self._beside)
        row.setContentsMargins(0, 2, 0, 2)
        row.addWidget(QLabel(self.tr("Fill")))
        row.addWidget(self.fill, 1)
        row.addWidget(self.percent)
        below = QHBoxLayout()
        below.addWidget(self.uncertainty)
        below.addWidget(self.map, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._beside)
        layout.addLayout(below)
        self.update_state(session.state, frozenset(Part))

    def update_state(self, state: State, parts: frozenset[Part]) -> None:
        """Show what changed."""
        if Part.OVERLAY in parts:
            self.fill.setValue(round(100 * state.overlay.fill))
            self.percent.setText(f"{round(100 * state.overlay.fill)} %")
            self.uncertainty.setChecked(state.overlay.uncertainty)
        if Part.ANALYSES in parts:
            self._beside.setVisible(state.analysis is None or has_region(state))
        if parts & {Part.ANALYSES, Part.OVERLAY, Part.FRAME, Part.VOLUME}:
            self.uncertainty.setEnabled(has_map(state))
            self._list_maps(state)

    def _list_maps(self, state: State) -> None:
        found, chosen = maps(state), shown_map(state)
        listed = [self.map.itemData(row) for row in range(self.map.count())]
        keys = [map_key(one, found) for one in found]
        if listed != keys:
            self.map.clear()
            for one, key in zip(found, keys, strict=True):
                self.map.addItem(one.what.meaning, key)
                self.map.setItemData(self.map.count() - 1, one.note, Qt.ItemDataRole.ToolTipRole)
        self.map.setCurrentIndex(self.map.findData(map_key(chosen, found)) if chosen is not None else -1)
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
    """Whether the shown analysis carries a map of the shown picture."""
    return bool(maps(state))


def has_region(state: State) -> bool:
    """Whether the shown analysis carries labels to fill."""
    return any(isinstance(finding.where, Region | PictureRegion) for finding in state.findings)
