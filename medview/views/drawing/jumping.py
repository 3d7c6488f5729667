"""Going to where something was drawn: its series' viewport, its slice or picture."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QCoreApplication

from medview.core.geometry import Geometry
from medview.core.measurement import Measurement, OnImage, OnPlane
from medview.imaging.reslice import AXIAL, CORONAL, PLANES, SAGITTAL, PlaneFrame
from medview.session.changes import CursorMoved, FrameShown, LookChanged, TileActivated
from medview.session.layout import SLICED, Point, Tile, View
from medview.session.session import Session
from medview.session.state import Opened, State

_PLANE_OF = {View.AXIAL: AXIAL, View.CORONAL: CORONAL, View.SAGITTAL: SAGITTAL}
_ALONG = 0.9999


def jump(session: Session, one: Measurement) -> None:
    """Show where something was drawn, in a viewport that shows its series from its side.

    Where none does, one is turned to its plane.
    """
    state = session.state
    opened = state.opened.get(one.series)
    if opened is None:
        return
    if isinstance(one.on, OnImage):
        _activate(session, _shows(state, one.series, (View.PICTURES,)))
        session.apply(FrameShown(one.on.frame, one.series))
        return
    number = _facing(state, one, opened)
    if number is None:
        number = _turned(session, one)
    _activate(session, number)
    session.apply(CursorMoved(_middle(one), one.series))


def place_of(one: Measurement, opened: Opened) -> str:
    """Its slice or picture in words: ``"Axial 21/40"``."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("measurements", text)

    if isinstance(one.on, OnImage):
        count = len(opened.images.frames) if opened.images is not None else 0
        return f"{one.on.frame + 1}/{count}" if count > 1 else ""
    if opened.volume is None:
        return ""
    frame = _grid_plane(opened.volume.geometry, one.on)
    if frame is None:
        return tr("Oblique")
    number = frame.clamped(frame.position(one.points[0])[0])
    return f"{tr(frame.plane.name)} {number + 1}/{frame.count}"


def _grid_plane(geometry: Geometry, on: OnPlane) -> PlaneFrame | None:
    normal = np.cross(on.right_lps, on.down_lps)
    frames = (PlaneFrame.of(geometry, plane) for plane in PLANES)
    return next((frame for frame in frames if _along(normal, np.cross(frame.right_lps, frame.down_lps))), None)


def _facing(state: State, one: Measurement, opened: Opened) -> int | None:
    """A viewport that shows the plane from its side: the active one where it does."""
    if opened.volume is None or not isinstance(one.on, OnPlane):
        return None
    order = sorted(range(len(state.layout.tiles)), key=lambda n: n != state.active)
    geometry, normal = opened.volume.geometry, np.cross(one.on.right_lps, one.on.down_lps)
    for number in order:
        tile = state.layout.tiles[number]
        if tile.series == one.series and tile.view in SLICED and _along(normal, _normal(tile, geometry)):
            return number
    return None


def _normal(tile: Tile, geometry: Geometry) -> np.ndarray:
    if tile.look.axes is not None:
        return np.cross(*tile.look.axes)
    frame = PlaneFrame.of(geometry, _PLANE_OF[tile.view])
    return np.cross(frame.right_lps, frame.down_lps)


def _turned(session: Session, one: Measurement) -> int | None:
    number = _shows(session.state, one.series, SLICED)
    if number is not None and isinstance(one.on, OnPlane):
        right, down = (_point(axis) for axis in (one.on.right_lps, one.on.down_lps))
        look = replace(session.state.layout.tiles[number].look, axes=(right, down))
        session.apply(LookChanged(number, look))
    return number


def _shows(state: State, series: str, views: tuple[View, ...]) -> int | None:
    order = sorted(range(len(state.layout.tiles)), key=lambda n: n != state.active)
    tiles = state.layout.tiles
    return next((n for n in order if tiles[n].series == series and tiles[n].view in views), None)


def _activate(session: Session, number: int | None) -> None:
    if number is not None and number != session.state.active:
        session.apply(TileActivated(number))


def _middle(one: Measurement) -> Point:
    """A place of its plane near its middle; the centre of a sphere."""
    points = np.array(one.points[:1] if one.shape.value == "sphere" else one.points)
    return _point(points.mean(axis=0).tolist())


def _point(values: tuple[float, ...]) -> Point:
    x, y, z = (float(value) for value in values)
    return (x, y, z)


def _along(one: np.ndarray, other: np.ndarray) -> bool:
    cosine = abs(float(one @ other)) / max(float(np.linalg.norm(one) * np.linalg.norm(other)), 1e-12)
    return cosine > _ALONG
