"""Which series the layout names that are not open yet, and what those that are open take."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from medview.core.study import Series
from medview.session.state import State


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
    key: tuple[str, str, str, str]
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


def held_bytes(state: State, closing: frozenset[str]) -> int:
    """What open series take, beside those that are closed."""
    paths = (
        stored.path
        for uid, one in state.opened.items()
        for stored in (one.volume, one.images)
        if stored is not None and uid not in closing
    )
    return sum(_size(Path(path)) for path in paths)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # a cancelled job's files are gone, its pictures are still mapped
        return 0
