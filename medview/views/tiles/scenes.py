"""What slices and 3D show of each open series, made once however many tiles show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from medview.core.volume import StoredVolume
from medview.session.priors import prior_text
from medview.session.state import State
from medview.views.pictures.layers import Layers, opened
from medview.views.pictures.scene import Scene, scene_of


@dataclass(eq=False)
class _Kept:
    """The layers and the scene of a series, and what each was made of."""

    volume: StoredVolume | None = None
    made_of: tuple[Any, ...] = ()
    layers: Layers = Layers()
    seen: tuple[Any, ...] = ()
    scene: Scene = Scene()


class Scenes:
    """Layers and scenes of the open series; arrays are shared by all tiles of one series."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}

    def layers(self, state: State, uid: str) -> Layers:
        """The arrays of an open series: none where it is not open, or is no volume."""
        self._sweep(state)
        one = state.opened.get(uid)
        if one is None or one.volume is None:
            self._kept.pop(uid, None)
            return Layers()
        kept = self._kept.setdefault(uid, _Kept())
        overlay = state.overlay
        unfinished = f"{one.partial_step} {one.partial}" if one.partial else ""
        result = (one.analyses, one.shown, unfinished, overlay.map)
        made_of = (one.volume, *result, one.overlaid, one.hidden, overlay.safe_colours)
        if not _same(made_of, kept.made_of):
            kept.layers = opened(state.seen_from(uid), kept.layers, one.volume is not kept.volume)
            kept.volume, kept.made_of = one.volume, made_of
        return kept.layers

    def of(self, state: State) -> Scene:
        """The scene of a tile.

        Args:
            state: As the tile sees it.
        """
        layers = self.layers(state, state.tile.series)
        if layers.volume is None:
            return Scene(study=state.study, series=state.series)
        kept = self._kept[state.tile.series]
        now = (layers, state.current, state.cursor_lps, state.overlay, state.studies, prior_text(state, state.series))
        if not _same(now, kept.seen):
            kept.seen, kept.scene = now, scene_of(state, layers)
        return kept.scene

    def clear(self) -> None:
        """Let go of every array."""
        self._kept.clear()

    def _sweep(self, state: State) -> None:
        for uid in [uid for uid in self._kept if uid not in state.opened]:
            del self._kept[uid]


def _same(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return len(one) == len(other) and all(
        a is b or (isinstance(a, str) and a == b) for a, b in zip(one, other, strict=True)
    )
