"""A straightened volume in the grid, and the way to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPainter

from medview.core.errors import MedViewError
from medview.core.measurement import Measurement, OnPlane, Shape
from medview.core.volume import Window
from medview.imaging.windowing import percentile_window, presets
from medview.session.changes import CursorMoved, LayoutChanged
from medview.session.layout import Layout, Look, Tile, View, with_tile
from medview.session.reduce import Parts
from medview.session.session import Session, Step
from medview.session.state import Part, State
from medview.views.curved_view import TURN_DEG, CurvedView
from medview.views.scene import Scene
from medview.views.tiles.pane import Kit
from medview.views.tiles.viewport_pane import PRESET_KEYS, ViewportPane
from medview.views.viewport import LINES, Viewport

_SHOWN = frozenset({Part.VOLUME, Part.LOOK, Part.CURSOR, Part.WINDOW, Part.MEASUREMENTS, Part.STUDIES, Part.LAYOUT})
FOLLOWED = frozenset({Shape.POLYLINE, Shape.LENGTH, Shape.FREEHAND})
"""Drawn things a curved picture can follow."""


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

    def presets(self) -> tuple[Window, ...]:
        """The windows on the keys 1 to 9: the reader's own, those of the file, those of the quantity."""
        state = self.state
        stored = state.series.windows if state.series else ()
        offered = presets(state.volume.quantity) if state.volume else ()
        return (*self.kit.preferences.value.presets, *offered, *stored)[:PRESET_KEYS]

    def auto_window(self) -> None:
        """Window the values of the picture: their 0.1 to 99.9 percentile."""
        pixels = self.view.pixels()
        if pixels is not None:
            self.put_window(percentile_window(pixels))

    def reset(self) -> None:
        """Fit the picture and show its values the way the file means them."""
        self.view.change_look(inverted=False)
        self.view.fit()


def line_of(state: State, wanted: str) -> Measurement | None:
    """A line of the tile's series a curved picture can follow, by its identifier."""
    return next((one for one in state.measurements if one.id == wanted and _followed(one)), None)


def _followed(one: Measurement) -> bool:
    return one.shape in FOLLOWED and isinstance(one.on, OnPlane) and len(one.points) > 1


def show_curved(session: Session, state: State) -> None:
    """Put the picture along the selected line, or the one drawn last, into a viewport.

    Args:
        session: Whose layout changes.
        state: As the viewport sees it that asks.

    Raises:
        MedViewError: There is no such line.
    """
    lines = [one for one in state.measurements if _followed(one)]
    chosen = next((one for one in lines if one.id == state.measurement), None)
    drawn = [one for one in lines if one.shape is Shape.POLYLINE]
    line = chosen or (drawn[-1] if drawn else None)
    if line is None:
        raise MedViewError(
            QCoreApplication.translate("curved", "There is no line to follow."),
            QCoreApplication.translate("curved", "Draw a polyline on a slice, or select one, and ask again."),
        )
    before = session.state.layout
    number = _place(before, state.tile.series, state.active)
    after = with_tile(before, number, Tile(state.tile.series, View.CURVED, Look(curve=line.id)))
    session.apply(LayoutChanged(after))
    title = QCoreApplication.translate("curved", "Curved view")
    back, again = before.tiles[number], after.tiles[number]
    session.did(
        Step(title, line.series, lambda: _put(session, number, again, back), lambda: _put(session, number, back, again))
    )


def _place(layout: Layout, uid: str, active: int) -> int:
    """Where the picture goes: a curved one of the series, its 3D view, or another viewport; the line stays in sight."""
    for view in (View.CURVED, View.VOLUME_3D):
        for number, tile in enumerate(layout.tiles):
            if tile.series == uid and tile.view is view:
                return number
    others = [number for number, tile in enumerate(layout.tiles) if number != active]
    empty = [number for number in others if not layout.tiles[number].series]
    return (*empty, *others, active)[0]


def _put(session: Session, number: int, expected: Tile, tile: Tile) -> None:
    """Put a tile back, unless something else stands there now."""
    tiles = session.state.layout.tiles
    if number < len(tiles) and tiles[number].series == expected.series and tiles[number].view is expected.view:
        session.apply(LayoutChanged(with_tile(session.state.layout, number, tile)))
