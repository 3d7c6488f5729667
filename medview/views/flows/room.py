"""What memory there is for a series beside those that stay open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from medview.core.study import Kind, Series, volume_bytes
from medview.session.layout import rehung
from medview.session.session import Session
from medview.session.state import State

_HALF = 4
"""A volume at half its resolution takes less than this part of it, also where its sides are odd."""


@dataclass(frozen=True, eq=False)
class TooLarge:
    """A volume beyond the memory it may take.

    Args:
        series: What was to be opened.
        needed: Bytes it takes.
        budget: Bytes it may take beside what else is open.
        placed: The layout names it, as against a wish to see it in place of what is shown.
    """

    series: Series
    needed: int
    budget: int
    placed: bool = False


class Room:
    """The memory that series may take.

    Args:
        session: What is open.
        budget: Bytes all open series may take now; 0 for any number.
    """

    def __init__(self, session: Session, budget: Callable[[], int]) -> None:
        self._session = session
        self._budget = budget

    def too_large(self, series: Series, placed: bool) -> TooLarge | None:
        """What a person must be asked before a series is read; None where it fits.

        Args:
            series: What is to be read.
            placed: The layout names it, and nothing is closed for it.
        """
        needed, left = volume_bytes(series), self._left(series, placed)
        if series.kind is not Kind.VOLUME or not left or needed <= left:
            return None
        return TooLarge(series, needed, left, placed)

    def bytes_for(self, series: Series, placed: bool) -> int:
        """Bytes a series may take: of a volume always enough for half its resolution, however much is open."""
        return max(self._left(series, placed), min(self._budget(), volume_bytes(series) // _HALF))

    def _left(self, series: Series, placed: bool) -> int:
        """Bytes beside those that stay open."""
        budget = self._budget()
        closing = frozenset({series.uid}) if placed else self._closed_for(series)
        return max(budget - _held_bytes(self._session.state, closing), 1) if budget else 0

    def _closed_for(self, series: Series) -> frozenset[str]:
        """UIDs of series that are closed when this one takes the place of what is read so far, and its own."""
        state = self._session.state
        layout = rehung(state.layout, state.tile.series, series.uid, series.kind, state.active)
        return frozenset({*state.opened} - {tile.series for tile in layout.tiles} | {series.uid})


def _held_bytes(state: State, closing: frozenset[str]) -> int:
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
