"""Which series the layout names that are not open yet, and which of them are being read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from medview.core.study import Series
from medview.session.state import State

Key = tuple[str, str, str, str]
"""Series UID, fingerprint, stamp (what was changed on disk is another series) and the way it is opened."""


@dataclass(eq=False)
class Reading:
    """A series being read.

    Args:
        series: The series.
        key: What makes two wishes the same.
        placed: It is read because the layout names it, and changes nothing in the layout.
        incomplete: Its first pictures are shown, and more are being read.
    """

    series: Series
    key: Key
    placed: bool = False
    incomplete: bool = False

    @property
    def tile(self) -> Literal[-1] | None:
        """Whose place the series takes: none, or that of the series read so far (``VolumeOpened``)."""
        return -1 if self.placed else None


def named(state: State) -> tuple[str, ...]:
    """Series the layout names, in the order in which they are wanted: what is seen comes first, fused series last."""
    tiles, alone = state.layout.tiles, state.layout.maximised
    order = sorted(range(len(tiles)), key=lambda number: (number != alone, number != state.active, number))
    fused = (tile.look.fusion.series for tile in tiles if tile.look.fusion is not None)
    return tuple(dict.fromkeys(uid for uid in (*(tiles[number].series for number in order), *fused) if uid))


def awaited(state: State) -> tuple[str, ...]:
    """Those of them that are listed, not open, and not refused."""
    known = {series.uid for study in state.studies for series in study.series}
    return tuple(uid for uid in named(state) if uid not in state.opened and uid not in state.failures and uid in known)


def listed(state: State, uid: str) -> Series | None:
    """A series of the browser."""
    return next((series for study in state.studies for series in study.series if series.uid == uid), None)


def key_of(series: Series) -> Key:
    """What makes two wishes the same."""
    return series.uid, series.fingerprint, series.stamp, f"{series.kind.value} {series.resampled}"
