"""Axial, sagittal and coronal slices and the 3D view, two by two, around one crosshair."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QGridLayout, QMenu, QWidget

from medview.core.geometry import Geometry
from medview.core.volume import StoredVolume, Window
from medview.imaging.reslice import AXIAL, CORONAL, SAGITTAL
from medview.imaging.windowing import percentile_window, presets
from medview.session.changes import CursorMoved, WindowChanged
from medview.session.layout import Look
from medview.session.session import Session
from medview.session.state import Part, State
from medview.views.corner_text import Corners
from medview.views.jobs import JobBridge
from medview.views.layers import Layers, opened
from medview.views.preferences import Preferences
from medview.views.scene import scene_of
from medview.views.slice_view import SliceView
from medview.views.tools import Tool
from medview.views.volume_view import VolumeView

_GAP = 3
_LAYERS = frozenset({Part.VOLUME, Part.ANALYSES, Part.PARTIAL, Part.OVERLAID})
_SHOWN = _LAYERS | {Part.CURSOR, Part.WINDOW, Part.REVIEWS, Part.OVERLAY, Part.STUDIES}
_PRESET_KEYS = 9


class Viewports(QWidget):
    """The four viewports.

    Args:
        session: What they show, and who is told of what the reader's hand does.
        jobs: Where the 3D view's surfaces are built.
        preferences: Corner text, drag direction and the reader's own presets.
        parent: The window.
    """

    def __init__(
        self, session: Session, jobs: JobBridge, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._preferences = preferences
        self._layers = Layers()
        self._grid_shown: Geometry | None = None
        self.axial, self.coronal, self.sagittal = (SliceView(plane, self) for plane in (AXIAL, CORONAL, SAGITTAL))
        self.slices = (self.axial, self.coronal, self.sagittal)
        self.volume = VolumeView(jobs, self)
        self.active: SliceView = self.axial
        self._maximised: SliceView | VolumeView | None = None
        self._lay_out()
        self._connect()
        self._take_preferences()
        self._activate(self.axial)
        self._stop_listening = session.listen(self.update_state)
        self.update_state(session.state, frozenset(Part))

    def update_state(self, state: State, parts: frozenset[Part]) -> None:
        """Show what changed."""
        if not parts & _SHOWN:
            return
        if parts & _LAYERS:
            self._layers = opened(state, self._layers, Part.VOLUME in parts)
        if Part.VOLUME in parts:
            self._begin_anew(state.volume)
        scene = scene_of(state, self._layers)
        for view in (*self.slices, self.volume):
            view.show_scene(scene)

    # what keys and menus do to the active viewport

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What each viewport action does, by the action's name."""
        fixed: dict[str, Callable[..., object]] = {
            "slice_next": lambda: self.active.step(1),
            "slice_previous": lambda: self.active.step(-1),
            "slice_next_ten": lambda: self.active.step(10),
            "slice_previous_ten": lambda: self.active.step(-10),
            "slice_first": lambda: self.active.go_to(0),
            "slice_last": lambda: self.active.go_to(self.active.last),
            "auto_window": self.auto_window,
            "invert": self.invert,
            "reset": self.reset,
            "corners": self.cycle_corners,
            "smooth": self.toggle_smooth,
            "maximise": lambda: self.maximise(self.active),
            "copy_picture": self.copy_picture,
        }
        tools = {f"tool_{tool.value}": partial(self.set_tool, tool) for tool in Tool}
        numbered = {f"preset_{n + 1}": partial(self.preset, n) for n in range(_PRESET_KEYS)}
        return fixed | tools | numbered

    def set_tool(self, tool: Tool) -> None:
        """Give the left button another tool."""
        for view in self.slices:
            view.set_tool(tool)

    def presets(self) -> tuple[Window, ...]:
        """The windows on the keys 1 to 9: the reader's own, those of the file, those of the quantity."""
        state = self._session.state
        stored = state.series.windows if state.series else ()
        offered = presets(state.volume.quantity) if state.volume else ()
        return (*self._preferences.value.presets, *offered, *stored)[:_PRESET_KEYS]

    def preset(self, number: int) -> None:
        """Use one of the presets, counted from 0."""
        offered = self.presets()
        if number < len(offered):
            self._session.apply(WindowChanged(offered[number]))

    def auto_window(self) -> None:
        """Window the values of the active slice: their 0.1 to 99.9 percentile."""
        pixels = self.active.pixels()
        if pixels is not None:
            self._session.apply(WindowChanged(percentile_window(pixels)))

    def invert(self) -> None:
        """White for low values, or back."""
        wanted = not self.active.inverted
        for view in self.slices:
            view.set_inverted(wanted)

    def toggle_smooth(self) -> None:
        """Interpolate pixels on screen, or show them as they are."""
        wanted = not self.active.smooth
        for view in self.slices:
            view.set_smooth(wanted)

    def cycle_corners(self) -> None:
        """Corner text full, minimal, none."""
        self._preferences.change(corner_text=self.active.corners.next().value)

    def reset(self) -> None:
        """Fit every viewport and show values the way the file means them."""
        for view in self.slices:
            view.set_inverted(False)
            view.fit()
        self.volume.fit()

    def _begin_anew(self, volume: StoredVolume | None) -> None:
        """Another grid is looked at plainly; the next one of a dimension as the one before."""
        before, self._grid_shown = self._grid_shown, volume.geometry if volume else None
        if before is None or self._grid_shown is None or not before.same_grid(self._grid_shown):
            for view in self.slices:
                view.show_look(Look())
        else:
            for view in self.slices:
                view.show_look(replace(view.look(), inverted=False))

    def maximise(self, view: SliceView | VolumeView) -> None:
        """Give one viewport the whole room, or all their places back."""
        self._maximised = None if self._maximised is view else view
        for other in (*self.slices, self.volume):
            other.setVisible(self._maximised in (None, other))
        row, column = self._places[self._maximised] if self._maximised else (None, None)
        for n in range(2):
            self._grid.setRowStretch(n, int(row in (None, n)))
            self._grid.setColumnStretch(n, int(column in (None, n)))

    def copy_picture(self) -> None:
        """Put the active viewport's picture on the clipboard."""
        QGuiApplication.clipboard().setImage(self.active.grab().toImage())

    def picture(self) -> QImage:
        """All viewports as they stand, the 3D one included (a plain ``grab`` leaves VTK's window black)."""
        whole = self.grab().toImage()
        if self.volume.isVisible() and self.volume.ready:
            painter = QPainter(whole)
            place = self.volume.geometry()
            painter.fillRect(place, Qt.GlobalColor.black)
            painter.drawImage(QRectF(place.adjusted(2, 2, -2, -2)), self.volume.picture())
            painter.end()
        return whole

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give back what the viewports hold."""
        self._stop_listening()
        self.volume.shut()
        self._layers = Layers()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        """As Slicer and OHIF do: axial and 3D above coronal and sagittal."""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self._places: dict[SliceView | VolumeView, tuple[int, int]] = {
            self.axial: (0, 0),
            self.volume: (0, 1),
            self.coronal: (1, 0),
            self.sagittal: (1, 1),
        }
        for view, (row, column) in self._places.items():
            self._grid.addWidget(view, row, column)
            self._grid.setRowStretch(row, 1)
            self._grid.setColumnStretch(column, 1)

    def _connect(self) -> None:
        for view in self.slices:
            view.window_changed.connect(lambda window: self._session.apply(WindowChanged(window)))
            view.menu_asked.connect(self._show_menu)
            view.activated.connect(partial(self._activate, view))
        for any_view in (*self.slices, self.volume):
            any_view.cursor_moved.connect(lambda point: self._session.apply(CursorMoved(point)))
            any_view.maximise_asked.connect(partial(self.maximise, any_view))
        self._preferences.changed.connect(self._take_preferences)

    def _take_preferences(self) -> None:
        value = self._preferences.value
        for view in self.slices:
            view.set_corners(Corners(value.corner_text))
            view.up_is_brighter = value.up_is_brighter

    def _activate(self, active: SliceView) -> None:
        self.active = active
        for view in self.slices:
            view.set_highlighted(view is active)

    def menu(self) -> QMenu:
        """The context menu of the active viewport."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Fit"), self.active.fit)
        menu.addAction(self.tr("Maximise or restore"), partial(self.maximise, self.active))
        menu.addSeparator()
        windows = menu.addMenu(self.tr("Window"))
        windows.addAction(self.tr("Automatic"), self.auto_window)
        for number, window in enumerate(self.presets()):
            words = f"{window.name or self.tr('Stored')}   W {window.width:g}  L {window.centre:g}"
            windows.addAction(words, partial(self.preset, number))
        menu.addAction(self.tr("Invert"), self.invert)
        smooth = menu.addAction(self.tr("Interpolate pixels"), self.toggle_smooth)
        smooth.setCheckable(True)
        smooth.setChecked(self.active.smooth)
        menu.addSeparator()
        menu.addAction(self.tr("Copy picture"), self.copy_picture)
        return menu

    def _show_menu(self, at: QPoint) -> None:
        self.menu().popup(at)
