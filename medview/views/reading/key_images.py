"""Key images: pictures a person marked, how they are told apart, and where they lead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QCoreApplication

from medview.core.measurement import KeyImage, OnImage
from medview.core.study import Series
from medview.imaging.reslice import PLANES
from medview.session.changes import Change, CursorMoved, FrameShown, TileActivated
from medview.session.session import Session
from medview.session.state import State
from medview.views.viewport.probe import place_text
from medview.views.viewport.viewport import Viewport

_HERE = 0.5
"""A marked slice is the shown one when it is no farther than this part of a slice."""
_PARALLEL = 0.999


def key_image(view: Viewport, series: Series) -> KeyImage | None:
    """What marking the shown picture would store; None where none is shown."""
    on, extent = view.on(), view.extent()
    if on is None or extent is None:
        return None
    if isinstance(on, OnImage):
        return KeyImage(series.uid, frame=on.frame, fingerprint=series.fingerprint)
    point = view.place_of(view.to_pixel(extent.center()))
    return KeyImage(series.uid, point_lps=point, on=on, fingerprint=series.fingerprint) if point is not None else None


def marked(view: Viewport, known: Iterable[KeyImage]) -> KeyImage | None:
    """The mark of the shown picture; None where it has none."""
    return next((one for one in known if _shows(view, one)), None)


def _shows(view: Viewport, one: KeyImage) -> bool:
    if one.point_lps is None or one.on is None:
        return view.on() == OnImage(one.frame)
    return view.extent() is not None and view.away(one.point_lps, one.on) <= _HERE


def toggle(session: Session, view: Viewport, series: Series) -> None:
    """Mark the shown picture, or take its mark away.

    Raises:
        MedViewError: It could not be stored.
    """
    known = session.state.opened[series.uid].key_images
    here = marked(view, known)
    if here is not None:
        drop(session, here)
        return
    new = key_image(view, series)
    if new is not None:
        session.mark(series.uid, (*known, new), QCoreApplication.translate("key images", "Mark a key image"))


def drop(session: Session, one: KeyImage) -> None:
    """Take a mark away.

    Raises:
        MedViewError: It could not be stored.
    """
    left = tuple(other for other in session.state.opened[one.series].key_images if other != one)
    session.mark(one.series, left, QCoreApplication.translate("key images", "Take a mark away"))


def renamed(session: Session, one: KeyImage, note: str) -> None:
    """Write another note to a mark.

    Raises:
        MedViewError: It could not be stored.
    """
    known = session.state.opened[one.series].key_images
    changed = tuple(replace(other, note=note) if other == one else other for other in known)
    if changed != known:
        session.mark(one.series, changed, QCoreApplication.translate("key images", "Note of a key image"))


def listed(state: State) -> tuple[KeyImage, ...]:
    """All marks of what is open."""
    return tuple(one for opened in state.opened.values() for one in opened.key_images)


def place_words(one: KeyImage) -> str:
    """Which picture it is, for a list."""
    if one.point_lps is None or one.on is None:
        return QCoreApplication.translate("key images", "Image {number}").format(number=one.frame + 1)
    normal = np.cross(one.on.right_lps, one.on.down_lps)
    plane = next((plane for plane in PLANES if abs(normal[plane.across]) > _PARALLEL), None)
    name = QCoreApplication.translate("corner", plane.name if plane is not None else "Oblique plane")
    return f"{name}  {place_text(one.point_lps)}"


def way_to(state: State, one: KeyImage) -> tuple[Change, ...]:
    """What shows a marked picture: in the active viewport if it has the series, else in the first that has."""
    tiles = state.layout.tiles
    has = [number for number, tile in enumerate(tiles) if tile.series == one.series]
    if not has:
        return ()
    number = state.active if state.active in has else has[0]
    shown: Change = FrameShown(one.frame, one.series)
    if one.point_lps is not None:
        x, y, z = (float(value) for value in one.point_lps)
        shown = CursorMoved((x, y, z), one.series)
    return TileActivated(number), shown
