"""Values that take longer than a frame: coarse while the reader scrolls, whole when the hand rests."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial
from typing import Any

from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from medview.core.errors import MedViewError

Array = NDArray[Any]
Make = Callable[[int], Array]
"""Makes values of so many slices at most; of all for 0."""
Run = Callable[[Callable[[], Any], Callable[[Any], object], Callable[[MedViewError], object]], None]
"""``Background.run``."""

REST_MS = 120
"""How long the hand rests before the whole is made."""


@dataclass(frozen=True, eq=False)
class Values:
    """Values and whether they are all there is.

    Args:
        array: (rows, columns).
        whole: False while some slices are left out.
    """

    array: Array
    whole: bool


class Refining(QObject):
    """Remembers values by name, and makes the whole ones of those that were coarse when asked for nothing else.

    Args:
        parent: The viewport.
    """

    refined = Signal()
    """Whole values are there."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.run: Run | None = None
        """Where whole values are made; None makes them on the window's thread."""
        self.count = 0
        """How often whole values took the place of coarse ones."""
        self._kept: dict[str, tuple[Hashable, Values]] = {}
        self._coarse: dict[str, tuple[Hashable, Make]] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._refine)

    def values(self, name: str, key: Hashable, make: Make, slices: int, most: int) -> Values:
        """The values for a key, made anew when the key of that name is another.

        Args:
            name: What they are; one key is remembered for each name.
            key: What they depend on.
            make: Makes them.
            slices: How many slices they are made of.
            most: How many are made at once.
        """
        kept = self._kept.get(name)
        if kept is not None and kept[0] == key:
            return kept[1]
        whole = slices <= most
        values = Values(make(0 if whole else most), whole)
        self._kept[name] = (key, values)
        self._coarse.pop(name, None)
        if not whole:
            self._coarse[name] = (key, make)
            self._rest.start()
        return values

    def clear(self) -> None:
        """Forget everything, to let go of the arrays."""
        self._rest.stop()
        self._kept.clear()
        self._coarse.clear()

    def finish(self) -> None:
        """Make what is still coarse now: for pictures that are kept."""
        for name, (key, make) in tuple(self._coarse.items()):
            self._take(name, key, make(0))

    @property
    def coarse(self) -> bool:
        """Whether slices are left out of anything shown."""
        return any(not values.whole for _, values in self._kept.values())

    def _refine(self) -> None:
        for name, (key, make) in tuple(self._coarse.items()):
            if self.run is None:
                self._take(name, key, make(0))
            else:
                self.run(partial(make, 0), partial(self._take, name, key), partial(self._give_up, name, key))

    def _take(self, name: str, key: Hashable, array: Array) -> None:
        if name in self._coarse and self._coarse[name][0] == key:
            del self._coarse[name]
            self._kept[name] = (key, Values(array, True))
            self.count += 1
            self.refined.emit()

    def _give_up(self, name: str, key: Hashable, _error: MedViewError) -> None:
        if name in self._coarse and self._coarse[name][0] == key:
            del self._coarse[name]
