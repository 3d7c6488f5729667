"""A straightened volume in the grid, and the way to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QPainter

from medview.imaging.windowing import percentile_window
from medview.session.changes import CursorMoved
from medview.session.reduce import Parts
from medview.session.state import Part, State
from medview.views.pictures.scene import Scene
from medview.views.planes.curved_view import TURN_DEG, CurvedView
from medview.views.planes.curves import line_of
from medview.views.tiles.pane import Kit
from medview.views.tiles.viewport_pane import ViewportPane
from medview.views.viewport.viewport import LINES, Viewport

_SHOWN = frozenset({Part.VOLUME, Part.LOOK, Part.CURSOR, Part.WINDOW, Part.MEASUREMENTS, Part.STUDIES, Part.LAYOUT})


class _CursorHand:
    """Draws the crosshair; it is moved by clicks anywhere."""

    paints = LINES

    def paint(self, painter: QPainter, view: Viewport) -> None:
        if isinstance(view, CurvedView):
            view.paint_cursor(painter)

    def press(self, view: Viewport, event: Any) -> bool:
        return False

    def drag(self, view: Viewport, event: Any) -> None:
        """It is never held."""

    release = drag

    def hover(self, view: Viewport, at: Any) -> None:
        return None

    def double_click(self, view: Viewport, event: Any) -> bool:
        return False

    def cancel(self, view: Viewport) -> bool:
        return False


class CurvedPane(ViewportPane):
    """A volume straightened along a drawn line.

    Args:
        kit: What it is made with.
        number: The tile it shows.
    """

    view: CurvedView

    def __init__(self, kit: Kit, number: int) -> None:
        super().__init__(kit, number, CurvedView())
        self.view.hands.insert(0, _CursorHand())
        self.view.cursor_moved.connect(lambda point: self.session.apply(CursorMoved(point, self.tile.series)))

    def show_state(self, state: State, parts: Parts) -> None:
        """Show what changed."""
        if parts & _SHOWN:
            self.view.show_scene(self.kit.scenes.of(state), line_of(state, state.tile.look.curve))
            self.view.show_look(state.tile.look)

    def forget(self) -> None:
        """Let go of the arrays."""
        super().forget()
        self.view.show_scene(Scene(), None)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What each viewport action does here, by the action's name."""
        return super().handlers() | {"fit": self.view.fit, "one_to_one": self.view.one_to_one}

    @property
    def last(self) -> int:
        """There is one picture."""
        return 0

    def go_to(self, number: int) -> None:
        """Look at the line as it was drawn."""
        self.view.step(-round(self.view.turned_deg / TURN_DEG))

    def auto_window(self) -> None:
        """Window the values of the picture: their 0.1 to 99.9 percentile."""
        pixels = self.view.pixels()
        if pixels is not None:
            self.put_window(percentile_window(pixels))

    def reset(self) -> None:
        """Fit the picture and show its values the way the file means them."""
        self.view.change_look(inverted=False)
        self.view.fit()
