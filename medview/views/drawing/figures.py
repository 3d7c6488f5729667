"""What drawings measure, computed once per change and off the paint path; large regions beside the window's thread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from medview.core.errors import MedViewError
from medview.core.figures import Measured
from medview.core.images import StoredImages
from medview.core.measurement import Measurement
from medview.core.text import tr
from medview.core.volume import StoredVolume
from medview.imaging.grids import Pixels, grid_of
from medview.imaging.measuring import measured, samples_of
from medview.session.state import Opened
from medview.views.background import Background

AT_ONCE = 100_000
"""A region of no more values is measured on the spot: about 5 ms."""
LIVE = 40_000
"""The same while it is being dragged, sixty times a second."""


@dataclass(frozen=True, eq=False)
class _Known:
    one: Measurement
    volume: StoredVolume | None
    images: StoredImages | None
    found: Measured
    settled: bool


class FigureBook(QObject):
    """Remembers what each drawing measures.

    Args:
        background: Measures large regions.
        parent: The window.
    """

    changed = Signal(str)
    """Identifier of a drawing whose values are there now."""

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._known: dict[str, _Known] = {}
        self._under_way: set[str] = set()

    def of(self, one: Measurement, opened: Opened) -> Measured:
        """What a drawing measures on what is open; of a large region the values come later (``changed``).

        Of a series with dimensions the values are those of the position shown.
        """
        known = self._known.get(one.id)
        fresh = known is not None and known.one is one and _same(known, opened)
        if known is not None and fresh and (known.settled or one.id in self._under_way):
            return known.found
        made = self._measure(one, opened, AT_ONCE)
        self._known[one.id] = made
        return made.found

    def later(self, one: Measurement, opened: Opened) -> Measured:
        """The same, but values that are not known yet always come later: for lists of many drawings."""
        known = self._known.get(one.id)
        if known is not None and (one.id in self._under_way or (known.one is one and _same(known, opened))):
            return known.found
        made = self._measure(one, opened, 0)
        self._known[one.id] = made
        return made.found

    def live(self, one: Measurement, opened: Opened) -> Measured:
        """What a drawing measures while it is being dragged; values only where they are quick to get."""
        return _tried(one, opened, LIVE) or Measured()

    def forget(self, kept: set[str]) -> None:
        """Remember only these."""
        self._known = {id_: known for id_, known in self._known.items() if id_ in kept}

    def _measure(self, one: Measurement, opened: Opened, at_once: int) -> _Known:
        try:
            grid = grid_of(one, opened.volume, opened.images)
        except (OSError, ValueError):
            return _Known(one, opened.volume, opened.images, _gone(), True)
        if grid is None:
            return _Known(one, opened.volume, opened.images, _elsewhere(), True)
        if samples_of(one, grid) <= max(at_once, 1):
            unread = isinstance(grid, Pixels) and grid.values is None
            return _Known(one, opened.volume, opened.images, measured(one, grid), not unread)
        work = partial(measured, one, grid)
        self._under_way.add(one.id)
        self._background.run(work, partial(self._keep, one, opened), partial(self._fail, one, opened))
        return _Known(one, opened.volume, opened.images, measured(one, grid, statistics=False), False)

    def _keep(self, one: Measurement, opened: Opened, found: Measured) -> None:
        self._under_way.discard(one.id)
        known = self._known.get(one.id)
        if known is not None and known.one is one and _same(known, opened):
            self._known[one.id] = _Known(one, opened.volume, opened.images, found, True)
        self.changed.emit(one.id)

    def _fail(self, one: Measurement, opened: Opened, error: MedViewError) -> None:
        self._keep(one, opened, Measured(notes=(error.message,)))


def _tried(one: Measurement, opened: Opened, most: int) -> Measured | None:
    try:
        grid = grid_of(one, opened.volume, opened.images)
    except (OSError, ValueError):
        return None
    return measured(one, grid, samples_of(one, grid) <= most) if grid is not None else None


def _same(known: _Known, opened: Opened) -> bool:
    return known.volume is opened.volume and known.images is opened.images


def _gone() -> Measured:
    return Measured(notes=(tr("The pixels are not there any more."),))


def _elsewhere() -> Measured:
    return Measured(notes=(tr("It was drawn on the series opened in another way (volume or pictures)."),))
