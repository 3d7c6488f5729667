"""Which drawn lines a curved picture can follow, and putting it into a viewport."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from medview.core.errors import MedViewError
from medview.core.measurement import Measurement, OnPlane, Shape
from medview.session.changes import LayoutChanged
from medview.session.layout import Layout, Look, Tile, View, with_tile
from medview.session.session import Session, Step
from medview.session.state import State

FOLLOWED = frozenset({Shape.POLYLINE, Shape.LENGTH, Shape.FREEHAND})
"""Drawn things a curved picture can follow."""


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
