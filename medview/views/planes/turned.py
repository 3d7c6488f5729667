"""The three planes of one series: which viewports show them, and how they are turned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from medview.core.geometry import Geometry
from medview.imaging.cutting import Turned
from medview.imaging.oblique import Axes, own_axes
from medview.imaging.reslice import AXIAL, CORONAL, SAGITTAL, Plane
from medview.imaging.turning import same_axes
from medview.session.changes import LookChanged
from medview.session.layout import SLICED, Look, Point, Slab, View
from medview.session.session import Session, Step
from medview.session.state import Opened, State

PLANE_OF: dict[View, Plane] = {View.AXIAL: AXIAL, View.CORONAL: CORONAL, View.SAGITTAL: SAGITTAL}

Looks = dict[int, Look]
"""How viewports look, by the number of their tile."""


@dataclass(frozen=True, eq=False)
class PlaneAt:
    """One of the planes of a series.

    Args:
        view: Which.
        axes: How its pictures lie now.
        slab: Its thick slice.
        shown: Whether a viewport shows it, so that it can be turned.
    """

    view: View
    axes: Axes
    slab: Slab | None
    shown: bool

    @property
    def plane(self) -> Plane:
        """Its name and colour."""
        return PLANE_OF[self.view]


def planes_of(state: State, one: Opened) -> dict[View, PlaneAt]:
    """The three planes of an open volume; what no viewport shows lies along the grid."""
    assert one.volume is not None
    found = {}
    for view in SLICED:
        looks = [look for _, look in _looking(state, one.series.uid, view)]
        look = looks[0] if looks else Look()
        axes = look.axes or own_axes(one.volume.geometry, PLANE_OF[view])
        found[view] = PlaneAt(view, axes, look.slab, bool(looks))
    return found


def turned_axes(state: State, uid: str) -> Turned:
    """How the three planes of a series are turned; None for those that lie along the grid, or are not shown."""
    axial, coronal, sagittal = (next((look.axes for _, look in _looking(state, uid, view)), None) for view in SLICED)
    return axial, coronal, sagittal


def looks_of(state: State, uid: str) -> Looks:
    """How the slices of a series are looked at, by tile."""
    return {number: look for view in SLICED for number, look in _looking(state, uid, view)}


def turned_looks(state: State, one: Opened, axes: Mapping[View, Axes], about: Point) -> Looks:
    """How tiles look once planes lie otherwise; ``about`` stays where it is on the screen.

    Args:
        state: The present state.
        one: The series.
        axes: The planes that are turned.
        about: LPS mm.
    """
    assert one.volume is not None
    geometry, found = one.volume.geometry, {}
    for view, wanted in axes.items():
        own = own_axes(geometry, PLANE_OF[view])
        for number, look in _looking(state, one.series.uid, view):
            now = None if same_axes(wanted, own) else wanted
            found[number] = replace(look, axes=now, pan=_pan(look, look.axes or own, wanted, about, geometry))
    return found


def put_looks(session: Session, uid: str, looks: Looks) -> None:
    """Let tiles look so, as far as they still show the series."""
    for number, look in looks.items():
        tiles = session.state.layout.tiles
        if number < len(tiles) and tiles[number].series == uid and tiles[number].look != look:
            session.apply(LookChanged(number, look))


def did_looks(session: Session, title: str, uid: str, before: Looks, after: Looks) -> None:
    """Remember another look of some tiles, so that it can be undone: planes, slabs and where they look."""
    if all(before.get(number) == look for number, look in after.items()):
        return

    def again() -> None:
        put_looks(session, uid, _merged(session.state, after))

    def back() -> None:
        put_looks(session, uid, _merged(session.state, {number: before[number] for number in after}))

    session.did(Step(title, uid, back, again))


def _merged(state: State, wanted: Looks) -> Looks:
    """The present looks with the planes, slabs and fusion of others: windows and sizes are another matter."""
    tiles = state.layout.tiles
    return {
        number: replace(
            tiles[number].look, axes=look.axes, slab=look.slab, pan=look.pan, fusion=look.fusion, curve=look.curve
        )
        for number, look in wanted.items()
        if number < len(tiles)
    }


def _looking(state: State, uid: str, view: View) -> list[tuple[int, Look]]:
    tiles = enumerate(state.layout.tiles)
    return [(number, tile.look) for number, tile in tiles if tile.series == uid and tile.view is view]


def _pan(look: Look, before: Axes, after: Axes, about: Point, geometry: Geometry) -> tuple[float, float]:
    """Pan that keeps a point in its place on the screen: it lies elsewhere in the turned plane."""
    way = np.array(about) - geometry.centre_lps
    right, down = (float(way @ np.array(now) - way @ np.array(old)) for old, now in zip(before, after, strict=True))
    return look.pan[0] + right, look.pan[1] + down
