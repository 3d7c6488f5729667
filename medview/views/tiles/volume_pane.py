"""A volume in 3D in the grid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QCloseEvent, QImage
from PySide6.QtWidgets import QMenu

from medview.session.changes import CursorMoved, LookChanged
from medview.session.layout import Look
from medview.session.reduce import Parts
from medview.session.session import Step
from medview.session.state import State
from medview.views.pictures.scene import Scene
from medview.views.planes.turned import turned_axes
from medview.views.solid.volume_view import VolumeView
from medview.views.tiles.pane import Kit, Pane
from medview.views.viewport.corner_text import Corners
from medview.views.viewport.tools import Tool


class VolumePane(Pane):
    """A volume in 3D.

    Args:
        kit: What it is made with.
        number: The tile it shows.
    """

    def __init__(self, kit: Kit, number: int) -> None:
        super().__init__(kit, number)
        self.view = VolumeView(kit.jobs)
        self._room.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        self.view.cursor_moved.connect(lambda point: self.session.apply(CursorMoved(point, self.tile.series)))
        self.view.maximise_asked.connect(self.maximise_asked)
        self.view.activated.connect(self.activated)
        self.view.menu_asked.connect(self.popup)
        self.view.look_changed.connect(self._keep_look)
        self.view.step_made.connect(self._remember)
        self.view.keep_presets(kit.preferences)
        kit.preferences.changed.connect(self._take_preferences)
        self._take_preferences()
        self.fit_out()

    def show_state(self, state: State, parts: Parts) -> None:
        """Show what changed."""
        self.view.show_look(state.tile.look)
        self.view.show_turned(turned_axes(state, state.tile.series))
        self.view.show_scene(self.kit.scenes.of(state))

    def forget(self) -> None:
        """Let go of the volume."""
        super().forget()
        self.view.show_scene(Scene())

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What each viewport action does here, by the action's name."""
        return {**super().handlers(), **self.view.handlers(), "corners": self.cycle_corners}

    def checked(self) -> dict[str, bool]:
        """Which of the switches among them are on."""
        return self.view.checked()

    def menu(self) -> QMenu:
        """The context menu."""
        return self.view.menu()

    def set_tool(self, tool: Tool) -> None:
        """Give the left button another tool."""
        self.view.set_tool(tool)

    def cycle_corners(self) -> None:
        """Corner text full, minimal, none."""
        self.kit.preferences.change(corner_text=self.view.corners.next().value)

    def reset(self) -> None:
        """Look from the front again."""
        self.view.fit()

    def picture(self) -> QImage:
        """What is on the screen."""
        return self.view.picture()

    def _keep_look(self, look: Look) -> None:
        self.session.apply(LookChanged(self.number, replace(self.tile.look, solid=look.solid)))

    def _remember(self, title: str, before: Look, after: Look) -> None:
        """What was done in 3D can be undone for as long as the tile shows the series."""
        series, number = self.tile.series, self.number

        def put(look: Look) -> None:
            tiles = self.session.state.layout.tiles
            if number < len(tiles) and tiles[number].series == series:
                camera = tiles[number].look.solid.camera
                solid = replace(look.solid, camera=camera)
                self.session.apply(LookChanged(number, replace(tiles[number].look, solid=solid)))

        self.session.did(Step(title, series, lambda: put(before), lambda: put(after)))

    def _take_preferences(self) -> None:
        self.view.set_corners(Corners(self.kit.preferences.value.corner_text))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give the graphics window back."""
        self.view.shut()
        super().closeEvent(event)
