"""A volume in 3D in the grid."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QCloseEvent, QImage

from medview.session.changes import CursorMoved
from medview.session.reduce import Parts
from medview.session.state import State
from medview.views.scene import Scene
from medview.views.tiles.pane import Kit, Pane
from medview.views.volume_view import VolumeView


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
        self.fit_out()

    def show_state(self, state: State, parts: Parts) -> None:
        """Show what changed."""
        self.view.show_scene(self.kit.scenes.of(state))

    def forget(self) -> None:
        """Let go of the volume."""
        super().forget()
        self.view.show_scene(Scene())

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What each viewport action does here, by the action's name."""
        return super().handlers()

    def reset(self) -> None:
        """Look from the front again."""
        self.view.fit()

    def picture(self) -> QImage:
        """What is on the screen."""
        return self.view.picture()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give the graphics window back."""
        super().closeEvent(event)
        self.view.shut()
