"""Which kind of viewport shows a tile."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from medview.core.study import Kind
from medview.session.layout import SLICED, Layout, View
from medview.session.state import State
from medview.views.tiles.content_pane import ContentPane
from medview.views.tiles.curved_pane import CurvedPane
from medview.views.tiles.empty_pane import EmptyPane
from medview.views.tiles.pane import Kit, Pane
from medview.views.tiles.picture_pane import PicturePane
from medview.views.tiles.slice_pane import PLANE_OF, SlicePane
from medview.views.tiles.volume_pane import VolumePane

PaneKind = str
"""Viewports of one kind can take each other's place."""

EMPTY, PICTURES, CONTENT = "empty", "pictures", "content"

MAKERS: dict[PaneKind, Callable[[Kit, int], Pane]] = {
    EMPTY: EmptyPane,
    PICTURES: PicturePane,
    CONTENT: ContentPane,
    View.VOLUME_3D.value: VolumePane,
    View.CURVED.value: CurvedPane,
    **{view.value: partial(SlicePane, plane=plane) for view, plane in PLANE_OF.items()},
}


def kind_of(state: State, number: int) -> PaneKind:
    """The kind of viewport for a tile: a matter of what is open, and from which side it is looked at."""
    tile = state.layout.tiles[number]
    one = state.opened.get(tile.series)
    if one is None:
        return EMPTY
    if one.images is not None:
        waits = one.series.kind is Kind.VOLUME and number != _first_pictures(state.layout, tile.series)
        return EMPTY if waits else PICTURES
    if one.content is not None:
        return CONTENT
    return tile.view.value if tile.view.value in MAKERS else View.AXIAL.value


def _first_pictures(layout: Layout, uid: str) -> int:
    """The one tile in which the first pictures of a volume are looked at, while the rest is read."""
    held = [number for number, tile in enumerate(layout.tiles) if tile.series == uid]
    sliced = [number for number in held if layout.tiles[number].view in SLICED]
    return next(iter((*sliced, *held)), -1)
