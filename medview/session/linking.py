"""Viewports that follow each other: crosshairs and pictures of every series that lies in the same place.

A volume is looked at where the crosshair is; a stack of parallel pictures at the picture nearest to it. Stacks without
a place in the patient follow only those they were linked to by hand: their places count pictures, 1 mm each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

import numpy as np

from medview.core.geometry import Float, Geometry
from medview.core.images import StoredImages
from medview.core.study import Series
from medview.core.volume import Quantity
from medview.session.layout import Alignment, Links, Point
from medview.session.relating import freed, node_of, relation
from medview.session.state import Opened, State

BY_HAND = "offset by hand"
"""How series are linked whose crosshairs a person declared to be at the same place."""

_PARALLEL = 0.999
"""Cosine between normals (2.6 degrees) from which on pictures are parallel."""
_SAME_MM = 0.01
"""Pictures whose distances differ by less lie in the same place."""


def mapped(state: State, point: Point, series: Series, onto: Series) -> Point | None:
    """Where a point of one series lies in another, LPS mm; None where nothing relates them."""
    if node_of(state.alignments, series) == node_of(state.alignments, onto):
        return point
    found = relation(state.alignments, series, onto)
    return _point((found.matrix @ (*point, 1.0))[:3]) if found is not None else None


def pointed(state: State, uid: str, point: Point, but: str = "") -> State:
    """The state with the crosshair of an open series elsewhere, and with it those of all that follow.

    Args:
        state: The present state.
        uid: The series.
        point: LPS mm, in the series.
        but: A stack that shows the picture it is to show already.
    """
    one = state.opened[uid]
    cursors, opened = dict(state.cursors), dict(state.opened)
    for other_uid, other in state.opened.items():
        there = point if other is one else _there(state, one, other, point)
        if there is None:
            continue
        cursors.pop(other_uid, None)
        cursors[cursor_key(state.alignments, state.links, other.series)] = there
        number = picture_at(other, there) if other_uid != but else None
        if number is not None and number != other.frame:
            opened[other_uid] = replace(other, frame=number)
    return replace(state, cursors=cursors, opened=opened if opened != state.opened else state.opened)


def turned_to(state: State, uid: str, number: int) -> State:
    """The state with another picture of a stack shown, and all that follow it there."""
    one = state.opened[uid]
    state = replace(state, opened={**state.opened, uid: replace(one, frame=number)})
    place = place_of(one, number, state.cursor_of(one.series))
    return pointed(state, uid, place, but=uid) if place is not None else state


def relinked(state: State, links: Links) -> State:
    """The state with other links; viewports that scroll together again meet where the active one is."""
    series = [one.series for one in state.opened.values()]
    if state.links.scroll and not links.scroll:
        own = {one.uid: state.cursor_of(one) for one in series}
        return replace(state, links=links, cursors={**state.cursors, **{u: p for u, p in own.items() if p is not None}})
    after = replace(state, links=links)
    return met(after) if links.scroll and not state.links.scroll else after


def met(state: State) -> State:
    """The state with all that follow the active series where its crosshair is."""
    if state.series is None or state.cursor_lps is None:
        return state
    point = state.cursor_lps
    shared = {one.series.uid for one in state.opened.values() if one.series.uid not in state.alignments}
    cursors = {key: at for key, at in state.cursors.items() if key not in shared}
    return pointed(replace(state, cursors=cursors), state.series.uid, point)


def arrival(state: State, series: Series, geometry: Geometry) -> Point | None:
    """Where the crosshair of a series that is being opened belongs, if one it follows says so, and it lies within."""
    active = [state.current] if state.current is not None else []
    for one in (*active, *state.opened.values()):
        known = state.cursor_of(one.series)
        if one.series.uid == series.uid or one.volume is None or known is None:
            continue
        there = mapped(state, known, one.series, series)
        if there is not None and _within(geometry, there):
            return there
    return None


def cursor_key(alignments: Mapping[str, Alignment], links: Links, series: Series) -> str:
    """What a series' crosshair is kept under: its frame of reference, unless it goes its own way."""
    return node_of(alignments, series) if links.scroll else series.uid


def shares(state: State, series: Series) -> bool:
    """Whether another open volume has the crosshair a series has, or will have: then it is not for this one to set."""
    key = cursor_key(state.alignments, state.links, series)
    others = (one.series for uid, one in state.opened.items() if uid != series.uid and one.volume is not None)
    return any(cursor_key(state.alignments, state.links, other) == key for other in others)


def linked_how(state: State) -> tuple[str, ...]:
    """What links the active series to others that are shown, where they share no frame of reference."""
    mine, found = state.current, dict[str, None]()
    shown = {tile.series for tile in state.layout.tiles} - {state.tile.series}
    for other in (state.opened[uid] for uid in sorted(shown) if uid in state.opened):
        related = relation(state.alignments, mine.series, other.series) if mine is not None else None
        found |= dict.fromkeys(related.how if related is not None else ())
    return tuple(found)


def by_hand(state: State) -> dict[str, Alignment | None]:
    """What places all shown series nothing relates to the active one so that their crosshairs meet."""
    mine = state.current
    here = _stands(state, mine) if mine is not None else None
    if mine is None or here is None:
        return {}
    found: dict[str, Alignment | None] = {}
    for uid in dict.fromkeys(tile.series for tile in state.layout.tiles):
        other = state.opened.get(uid)
        there = _stands(state, other) if other is not None and other is not mine else None
        if other is None or there is None or counted(mine) != counted(other) or _follows(state, mine, other):
            continue
        key = other.series.uid if counted(other) else node_of(state.alignments, other.series)
        onto, others = freed(state.alignments, key, mine.series)
        found = {**others, **found, key: Alignment(onto, _shift(np.subtract(here, there)), BY_HAND)}
    return found


def made_by_hand(state: State) -> tuple[str, ...]:
    """Keys of the alignments made by hand that the active series has a part in."""
    if state.series is None:
        return ()
    node = node_of(state.alignments, state.series)
    return tuple(key for key, one in state.alignments.items() if one.how == BY_HAND and node in (key, one.onto))


def windowed_with(state: State, uid: str) -> tuple[str, ...]:
    """Open series whose window goes with that of another one: of one quantity, or of one modality without any."""
    one = state.opened.get(uid)
    if one is None or not state.links.window:
        return ()
    return tuple(other for other, known in state.opened.items() if other != uid and _measure(known) == _measure(one))


# where pictures lie


def counted(one: Opened) -> bool:
    """Whether a stack has no place in the patient: its places count pictures."""
    return one.images is not None and all(frame.place is None for frame in one.images.frames)


def place_of(one: Opened, number: int, near: Point | None) -> Point | None:
    """A point of a picture: the crosshair moved into its plane. None where the stack's pictures are not parallel."""
    if counted(one):
        return (0.0, 0.0, float(number))
    stack = _stack(one.images) if one.images is not None else None
    if stack is None:
        return None
    start = np.asarray(near) if near is not None else stack.origins[number]
    return _point(start + ((stack.origins[number] - start) @ stack.normal) * stack.normal)


def picture_at(one: Opened, point: Point) -> int | None:
    """The picture of a stack nearest to a point: of those in one place the nearest to the shown one. None for none."""
    if one.images is None or len(one.images.frames) < 2:
        return None
    if counted(one):
        return min(max(round(point[2]), 0), len(one.images.frames) - 1)
    stack = _stack(one.images)
    if stack is None:
        return None
    away = np.abs((stack.origins - np.asarray(point)) @ stack.normal)
    nearest = np.flatnonzero(away <= away.min() + _SAME_MM)
    return int(nearest[np.argmin(np.abs(nearest - one.frame))])


@dataclass(frozen=True, eq=False)
class _Stack:
    """Parallel pictures: (n, 3) places of their first pixels, and their unit normal, LPS."""

    origins: Float
    normal: Float


_stacks: WeakKeyDictionary[StoredImages, _Stack | None] = WeakKeyDictionary()


def _stack(images: StoredImages) -> _Stack | None:
    if images not in _stacks:
        _stacks[images] = _measured(images)
    return _stacks[images]


def _measured(images: StoredImages) -> _Stack | None:
    places = [frame.place for frame in images.frames if frame.place is not None]
    if len(places) < len(images.frames):
        return None
    stacked = np.array(places)
    normals = np.cross(stacked[:, :3, 1], stacked[:, :3, 2])
    lengths = np.linalg.norm(normals, axis=1)
    if not (lengths > 0).all():
        return None
    normals = normals / lengths[:, None]
    parallel = bool((np.abs(normals @ normals[0]) >= _PARALLEL).all())
    return _Stack(stacked[:, :3, 3], normals[0]) if parallel else None


def _there(state: State, one: Opened, other: Opened, point: Point) -> Point | None:
    """Where the crosshair of another series goes with that of the first; None where it stays."""
    if not state.links.scroll or counted(one) != counted(other):
        return None
    if not counted(one):
        return mapped(state, point, one.series, other.series)
    related = relation(state.alignments, one.series, other.series)
    return mapped(state, point, one.series, other.series) if related is not None and related.how else None


def _follows(state: State, one: Opened, other: Opened) -> bool:
    return _there(replace(state, links=Links()), one, other, (0.0, 0.0, 0.0)) is not None


def _stands(state: State, one: Opened) -> Point | None:
    """Where a series is looked at now."""
    known = state.cursor_of(one.series)
    return place_of(one, one.frame, known) if one.images is not None else known


def _measure(one: Opened) -> tuple[Quantity, str] | None:
    stored = one.volume or one.images
    if stored is None:
        return None
    return stored.quantity, one.series.modality if stored.quantity is Quantity.ARBITRARY else ""


def _within(geometry: Geometry, point: Point) -> bool:
    index = geometry.to_index(point)
    return bool((index > -0.5).all() and (index < np.array(geometry.shape) - 0.5).all())


def _shift(way: Float) -> tuple[tuple[float, float, float, float], ...]:
    x, y, z = _point(way)
    return ((1.0, 0.0, 0.0, x), (0.0, 1.0, 0.0, y), (0.0, 0.0, 1.0, z), (0.0, 0.0, 0.0, 1.0))


def _point(values: Float) -> Point:
    x, y, z = (float(value) for value in values)
    return (x, y, z)
