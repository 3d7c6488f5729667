"""What one tile sees of the state, and what of that is new."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from medview.imaging.cutting import UNTURNED, Turned
from medview.session.layout import View
from medview.session.priors import prior_text
from medview.session.reduce import Parts
from medview.session.state import Part, State
from medview.views.planes.turned import turned_axes

_OF_TILE: tuple[tuple[Part, Callable[[State], Any]], ...] = (
    (Part.STUDIES, lambda state: (state.study, prior_text(state, state.series))),
    (Part.LOOK, lambda state: (state.tile.look, _planes(state))),
    (Part.LAYOUT, lambda state: (state.tile.view, state.tile.series)),
    (Part.CURSOR, lambda state: state.cursor_lps),
    (Part.OVERLAY, lambda state: state.overlay),
    (Part.LINKS, lambda state: (state.links, state.alignments, tuple(state.opened) if state.alignments else ())),
    (Part.MEASUREMENTS, lambda state: state.measurement),
)
_OF_SERIES: tuple[tuple[Part, Callable[[State], tuple[Any, ...]]], ...] = (
    (Part.VOLUME, lambda state: (state.series, state.volume, state.images, state.content)),
    (Part.FRAME, lambda state: (state.frame,)),
    (Part.WINDOW, lambda state: (state.window,)),
    (Part.ANALYSES, lambda state: (state.analyses, state.shown)),
    (Part.PARTIAL, lambda state: (state.partial, state.current.partial_step if state.current else 0)),
    (Part.REVIEWS, lambda state: (state.reviews,)),
    (Part.SELECTION, lambda state: (state.selected,)),
    (Part.POINTED, lambda state: (state.pointed,)),
    (Part.OVERLAID, lambda state: (state.overlaid, state.hidden)),
    (Part.ELIGIBLE, lambda state: (state.eligible,)),
    (Part.MEASUREMENTS, lambda state: (state.measurements,)),
    (Part.KEY_IMAGES, lambda state: (state.key_images,)),
)


def _planes(state: State) -> Turned:
    """How the planes lie that a view in 3D shows, too."""
    return turned_axes(state, state.tile.series) if state.tile.view is View.VOLUME_3D else UNTURNED


def seen(state: State, number: int) -> State:
    """The state as tile ``number`` sees it: what is asked of it without naming a series is the tile's."""
    return state if number == state.active else replace(state, active=number)


def news(before: State | None, now: State) -> Parts:
    """What changed for a tile.

    Args:
        before: What it saw last; None for nothing.
        now: What it sees.
    """
    if before is None:
        return frozenset(Part)
    if before is now:
        return frozenset()
    found = {part for part, of in _OF_TILE if not _same(of(before), of(now))}
    if before.current is not now.current:
        found |= {part for part, of in _OF_SERIES if not _same(of(before), of(now))}
    if before.failures.get(before.tile.series) != now.failures.get(now.tile.series):
        found.add(Part.OPENED)
    if now.current is None and before.studies is not now.studies:
        found.add(Part.STUDIES)
    return frozenset(found)


def _same(one: Any, other: Any) -> bool:
    return one is other or bool(one == other)
