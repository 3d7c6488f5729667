"""Planes of a volume in the grid: the crosshair's hand, slabs, and putting the planes back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication

from medview.core.errors import MedViewError
from medview.session.layout import SLICED, Look, Projection, Slab, View
from medview.session.reduce import Parts
from medview.session.state import Opened, Part, State
from medview.views.pictures.slice_view import SliceView
from medview.views.planes.curves import show_curved
from medview.views.planes.hand import PlanesHand
from medview.views.planes.turned import PLANE_OF, Looks, did_looks, looks_of, put_looks

FIRST_SLAB_MM = 10.0
"""How thick a slab is at first."""
THICKNESSES_MM = (1.0, 2.0, 3.0, 5.0, 7.5, 10.0, 15.0, 20.0, 30.0, 40.0, 60.0, 80.0, 100.0, 150.0, 200.0, 300.0)
"""What the keys go through."""
_NEXT: dict[Projection | None, Projection | None] = {
    None: Projection.MAXIMUM,
    Projection.MAXIMUM: Projection.MINIMUM,
    Projection.MINIMUM: Projection.MEAN,
    Projection.MEAN: None,
}
_VIEW_OF = {plane: view for view, plane in PLANE_OF.items()}
_PAINTED = frozenset({Part.LOOK, Part.LAYOUT, Part.CURSOR})


def planes(pane: Any) -> PlanesFitting | None:
    """What belongs to a slice; None for other viewports."""
    return PlanesFitting(pane) if isinstance(getattr(pane, "view", None), SliceView) else None


class PlanesFitting:
    """Belongs to one slice of the grid.

    Args:
        pane: The viewport's pane (``medview.views.tiles.slice_pane``).
    """

    def __init__(self, pane: Any) -> None:
        self._pane = pane
        self._view: SliceView = pane.view
        self._preferences = pane.kit.preferences
        self.hand = PlanesHand(pane.session, self._shown, lambda: self._preferences.value.keep_perpendicular)
        self._view.hands.insert(0, self.hand)
        self._view.refining.run = pane.kit.background.run
        self._stop_listening = pane.session.listen(self._changed)

    def show_state(self, state: State, parts: Parts) -> None:
        """The slice shows its own state; the lines are painted with it."""

    def shut(self) -> None:
        """The viewport closes."""
        self._stop_listening()

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What viewport actions do here."""
        if self._shown() is None:
            return {}
        slabs = {f"slab_{kind.value}": partial(self._switch_slab, kind) for kind in Projection}
        return {
            "planes_reset": self.reset_planes,
            "planes_perpendicular": self.set_perpendicular,
            "slab_next": self.next_slab,
            "slab_off": partial(self._switch_slab, None),
            "slab_thicker": partial(self.thicken, 1),
            "slab_thinner": partial(self.thicken, -1),
            "curved_view": self.show_curved,
            "time_curve": self.show_time_curve,
            **slabs,
        }

    def checked(self) -> dict[str, bool]:
        """Which of the switches are on."""
        if self._shown() is None:
            return {}
        slab = self._look.slab
        shown = {None: slab is None} | {kind: slab is not None and slab.projection is kind for kind in Projection}
        slabs = {f"slab_{'off' if kind is None else kind.value}": on for kind, on in shown.items()}
        return {"planes_perpendicular": self._preferences.value.keep_perpendicular, **slabs}

    def reset_planes(self) -> None:
        """The grid's own planes in every viewport of the series."""

        def flat(look: Look) -> Look:
            return replace(look, axes=None, pan=(0.0, 0.0)) if look.axes is not None else look

        self._change(flat, QCoreApplication.translate("planes", "Planes reset"), every=True)

    def set_perpendicular(self, on: bool) -> None:
        """Let planes stay perpendicular when one is turned, or not."""
        self._preferences.change(keep_perpendicular=on)

    def next_slab(self) -> None:
        """Greatest values, least values, means, and no slab, around."""
        slab = self._look.slab
        self.set_slab(_NEXT[slab.projection if slab is not None else None])

    def set_slab(self, projection: Projection | None) -> None:
        """Show a thick slice, or a plain one; its thickness stays."""
        before = self._look.slab
        thickness = before.thickness_mm if before is not None else FIRST_SLAB_MM
        slab = Slab(projection, thickness) if projection is not None else None
        title = QCoreApplication.translate("planes", "Slab changed")
        self._change(lambda look: replace(look, slab=slab), title)

    def _switch_slab(self, projection: Projection | None, _on: bool = True) -> None:
        """A kind in the menu: choosing the one that is shown keeps it."""
        self.set_slab(projection)

    def thicken(self, way: int) -> None:
        """The next greater or smaller thickness; of a plain slice, a slab of greatest values."""
        slab = self._look.slab
        if slab is None:
            self.set_slab(Projection.MAXIMUM)
            return
        place = (
            bisect_right(THICKNESSES_MM, slab.thickness_mm)
            if way > 0
            else bisect_left(THICKNESSES_MM, slab.thickness_mm) - 1
        )
        thickness = THICKNESSES_MM[min(max(place, 0), len(THICKNESSES_MM) - 1)]
        title = QCoreApplication.translate("planes", "Slab made thicker or thinner")
        self._change(lambda look: replace(look, slab=replace(slab, thickness_mm=thickness)), title)

    def show_curved(self) -> None:
        """Straighten the volume along the selected line."""
        try:
            show_curved(self._pane.session, self._pane.state)
        except MedViewError as error:
            self._pane.failed.emit(error)

    def show_time_curve(self) -> None:
        """Plot a region or the crosshair's voxel along a dimension."""
        from medview.views.reading.time_curve import show_time_curve

        try:
            show_time_curve(self._pane)
        except MedViewError as error:
            self._pane.failed.emit(error)

    @property
    def _look(self) -> Look:
        look: Look = self._pane.tile.look
        return look

    def _change(self, made: Callable[[Look], Look], title: str, every: bool = False) -> None:
        """Change the look of this viewport, or of all slices of the series, so that it can be undone."""
        state, uid = self._pane.session.state, self._pane.tile.series
        before: Looks = looks_of(state, uid)
        wanted = {n: made(look) for n, look in before.items() if every or n == self._pane.number}
        put_looks(self._pane.session, uid, wanted)
        did_looks(self._pane.session, title, uid, before, wanted)

    def _shown(self) -> tuple[Opened, View] | None:
        tiles = self._pane.session.state.layout.tiles
        if self._pane.number >= len(tiles):
            return None
        tile = tiles[self._pane.number]
        one = self._pane.session.state.opened.get(tile.series)
        if one is None or one.volume is None or self._view.frame is None:
            return None
        return one, tile.view if tile.view in SLICED else _VIEW_OF[self._view.plane]

    def _changed(self, _state: State, parts: Parts) -> None:
        """Another viewport's plane is another line here."""
        if parts & _PAINTED:
            self._view.update()
