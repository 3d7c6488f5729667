"""A slice of a volume in the grid."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from medview.imaging.colours import GREY
from medview.imaging.reslice import AXIAL, CORONAL, SAGITTAL, Plane
from medview.imaging.windowing import percentile_window
from medview.session.changes import CursorMoved
from medview.session.layout import View
from medview.session.reduce import Parts
from medview.session.state import Part, State
from medview.views.known import first_window
from medview.views.pictures.annotated import carried
from medview.views.pictures.scene import Scene
from medview.views.pictures.slice_view import SliceView
from medview.views.tiles.pane import Kit
from medview.views.tiles.viewport_pane import ViewportPane

PLANE_OF: dict[View, Plane] = {View.AXIAL: AXIAL, View.CORONAL: CORONAL, View.SAGITTAL: SAGITTAL}
_IDLE = frozenset(
    {
        *(Part.SELECTION, Part.POINTED, Part.ELIGIBLE, Part.MEASUREMENTS),
        *(Part.KEY_IMAGES, Part.LINKS, Part.OPENED),
    }
)
"""What the slice itself does not show."""


_first_window = lru_cache(maxsize=4)(first_window)
"""Every plane of a series is reset to the same."""


class SlicePane(ViewportPane):
    """A plane of a volume.

    Args:
        kit: What it is made with.
        number: The tile it shows.
        plane: Its plane; a pane is made anew for another one.
    """

    view: SliceView

    def __init__(self, kit: Kit, number: int, plane: Plane) -> None:
        super().__init__(kit, number, SliceView(plane))
        self.view.cursor_moved.connect(self._point)

    def show_state(self, state: State, parts: Parts) -> None:
        """Show what changed."""
        if parts <= _IDLE:
            return
        self.view.show_scene(self.kit.scenes.of(state))
        self.view.show_look(state.tile.look)

    def forget(self) -> None:
        """Let go of the arrays."""
        super().forget()
        self.view.show_scene(Scene())

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What each viewport action does here, by the action's name."""
        own: dict[str, Callable[..., object]] = {"overlay_planes": self.toggle_planes} if self._overlaid() else {}
        return super().handlers() | own

    def switches(self) -> tuple[tuple[str, Callable[[], object], bool], ...]:
        """(words, what it does, whether it is on) of the menu's switches."""
        own = ((self.tr("Overlay planes"), self.toggle_planes, self.view.planes),) if self._overlaid() else ()
        return (*super().switches(), *own)

    def toggle_planes(self) -> None:
        """Draw overlay planes of the files, or not."""
        self.view.set_planes(not self.view.planes)

    def _overlaid(self) -> bool:
        """Whether the files of the volume draw something on its slices."""
        stored = self.state.volume
        return stored is not None and carried(stored)[0]

    @property
    def last(self) -> int:
        """The last slice's number."""
        return self.view.last

    def go_to(self, number: int) -> None:
        """Show a slice."""
        self.view.go_to(number)

    def auto_window(self) -> None:
        """Window the values of the slice: their 0.1 to 99.9 percentile."""
        pixels = self.view.pixels()
        if pixels is not None:
            self.put_window(percentile_window(pixels))

    def reset(self) -> None:
        """Fit the slice and show its values the way the file means them."""
        self.view.change_look(rotation=0, flipped=False, inverted=False, window=None, colours=GREY)
        self.view.fit()
        state = self.state
        if state.series is not None and state.volume is not None:
            self.put_window(_first_window(state.series, state.volume))

    def _point(self, point: tuple[float, float, float]) -> None:
        self.session.apply(CursorMoved(point, self.tile.series))
