"""What viewports do together: links switched by actions, zoom and pan that go along, offsets by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QPointF

from medview.session import linking
from medview.session.changes import AlignmentChanged, LayoutChanged, LinksChanged, TileActivated
from medview.session.layout import Alignment, Look
from medview.session.session import Session, Step
from medview.session.state import State
from medview.views.pictures.slice_view import SliceView
from medview.views.tiles.pane import Pane
from medview.views.tiles.viewport_pane import ViewportPane
from medview.views.viewport.viewport import Viewport

SWITCHES = {
    "link_scroll": "scroll",
    "link_zoom": "zoom",
    "link_pan": "pan",
    "link_window": "window",
    "reference_lines": "reference_lines",
}
"""Actions to the fields of ``Links`` they switch."""


class Linking(QObject):
    """Lets viewports go along with each other.

    Args:
        session: What is linked.
        panes: The viewports by tile.
        parent: The grid.
    """

    def __init__(
        self, session: Session, panes: Callable[[], Mapping[int, Pane]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._panes = panes
        self._leading = False

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What each action does."""
        return {
            **{action: partial(self.switch, name) for action, name in SWITCHES.items()},
            "link_by_hand": self.link_by_hand,
            "unlink_by_hand": self.unlink_by_hand,
            "viewport_next": partial(self.go, 1),
            "viewport_previous": partial(self.go, -1),
            "viewport_swap": self.swap_with_next,
        }

    def checked(self) -> dict[str, bool]:
        """Which of the switches are on."""
        return {action: getattr(self._session.state.links, name) for action, name in SWITCHES.items()}

    def offered(self) -> dict[str, bool]:
        """Which of the other actions are of use now."""
        state = self._session.state
        several = len(state.layout.tiles) > 1
        return {
            "link_by_hand": bool(linking.by_hand(state)),
            "unlink_by_hand": bool(linking.made_by_hand(state)),
            **dict.fromkeys(("viewport_next", "viewport_previous", "viewport_swap"), several),
        }

    def switch(self, name: str, on: bool) -> None:
        """Let viewports do one more thing together, or one less."""
        if getattr(self._session.state.links, name) is on:
            return
        self._session.apply(LinksChanged(replace(self._session.state.links, **{name: on})))
        pane = self._panes().get(self._session.state.active)
        if on and name in ("zoom", "pan") and isinstance(pane, ViewportPane):
            self.follow(pane, pane.view.look(), anew=True)

    def link_by_hand(self) -> None:
        """Declare that the crosshairs of all series shown are at one place."""
        self._align(linking.by_hand(self._session.state), _tr("Linked by hand"))

    def unlink_by_hand(self) -> None:
        """Take back what was declared of the active series."""
        self._align(dict.fromkeys(linking.made_by_hand(self._session.state)), _tr("Link by hand removed"))

    def go(self, step: int) -> None:
        """Let keys act in another viewport; in a maximised one's place."""
        state = self._session.state
        number = (state.active + step) % len(state.layout.tiles)
        if state.layout.maximised is None:
            self._session.apply(TileActivated(number))
        else:
            self._session.apply(LayoutChanged(replace(state.layout, maximised=number), number))

    def swap_with_next(self) -> None:
        """The active viewport and the next one change places."""
        state = self._session.state
        self.swap(state.active, (state.active + 1) % len(state.layout.tiles))

    def swap(self, one: int, other: int) -> None:
        """Two viewports change places; the first stays with the keys."""
        layout = self._session.state.layout
        tiles = list(layout.tiles)
        tiles[one], tiles[other] = tiles[other], tiles[one]
        self._session.apply(LayoutChanged(replace(layout, tiles=tuple(tiles), chosen=True, protocol=""), other))

    def follow(self, leader: ViewportPane, before: Look, anew: bool = False) -> None:
        """Let the others zoom and move with a viewport.

        Args:
            leader: The viewport the reader's hand is on.
            before: How it looked.
            anew: Also what did not change.
        """
        links, look = self._session.state.links, leader.view.look()
        zoomed = links.zoom and (anew or look.zoom != before.zoom)
        moved = links.pan and (anew or look.pan != before.pan)
        if self._leading or not (zoomed or moved):
            return
        self._leading = True
        for pane in self._panes().values():
            if isinstance(pane, ViewportPane) and pane is not leader and pane.view.extent() is not None:
                _go_along(self._session.state, leader, pane, zoomed, moved)
        self._leading = False

    def _align(self, wanted: Mapping[str, Alignment | None], title: str) -> None:
        before = self._session.state.alignments
        former = {key: before.get(key) for key in wanted}

        def put(alignments: Mapping[str, Alignment | None]) -> None:
            for key, alignment in alignments.items():
                self._session.apply(AlignmentChanged(key, alignment))

        if wanted:
            put(wanted)
            self._session.did(Step(title, "", partial(put, former), partial(put, wanted)))


def _go_along(state: State, leader: ViewportPane, pane: ViewportPane, zoomed: bool, moved: bool) -> None:
    """Zoom and move a viewport as another one is: a millimetre is equally large, the same place in the middle."""
    zoom = pane.view.zoom
    if zoomed:
        zoom = _zoom_like(leader.view, pane.view)
    centre = _centre_like(state, leader, pane) if moved else None
    pane.view.look_at(centre if centre is not None else pane.view.centre, zoom)


def _zoom_like(leader: Viewport, view: Viewport) -> float:
    """The zoom at which a millimetre is as large as in another viewport; the same zoom where one knows no lengths."""
    one, other = leader.unit_mm(), view.unit_mm()
    return leader.scale / one * other / view.fitted_scale() if one > 0 and other > 0 else leader.zoom


def _centre_like(state: State, leader: ViewportPane, pane: ViewportPane) -> QPointF | None:
    """The place of a viewport's plane that is in the middle of another one of the same view; None for other views."""
    if leader.tile.view is not pane.tile.view:
        return None
    there = _same_place(state, leader, pane)
    if there is not None:
        return there
    one, other = leader.view.unit_mm(), pane.view.unit_mm()
    factor = one / other if one > 0 and other > 0 else 1.0
    extent = pane.view.extent()
    assert extent is not None
    return extent.center() + QPointF(*leader.view.look().pan) * factor


def _same_place(state: State, leader: ViewportPane, pane: ViewportPane) -> QPointF | None:
    """Where the place in the middle of one slice lies in the plane of another; None where nothing relates them."""
    one, other = state.opened.get(leader.tile.series), state.opened.get(pane.tile.series)
    views: tuple[Any, Any] = leader.view, pane.view
    if one is None or other is None or not all(isinstance(view, SliceView) and view.frame for view in views):
        return None
    rows, columns = views[0].frame.spacing_mm
    point = views[0].frame.point(views[0].number, views[0].centre.y() / rows, views[0].centre.x() / columns)
    there = linking.mapped(state, point, one.series, other.series)
    if there is None:
        return None
    _, row, column = views[1].frame.position(there)
    return QPointF(column * views[1].frame.spacing_mm[1], row * views[1].frame.spacing_mm[0])


def _tr(text: str) -> str:
    return QCoreApplication.translate("links", text)
