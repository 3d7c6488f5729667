"""The nucleotides of a record as several bands ask for them: counted once for each place the view looks at."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from medview.imaging.sequences.tally import Tally
from medview.imaging.sequences.windows import counted_around
from medview.views.sequences.places import Scale
from medview.views.sequences.values import Codes

Counts = NDArray[np.int64]


class Counting:
    """Counts of a record's letters.

    Args:
        letters: (n,) ASCII.
    """

    def __init__(self, letters: Codes) -> None:
        self.letters = letters
        self.tally: Tally | None = None
        self._pixels: tuple[Scale, Counts] | None = None
        self._around: tuple[Scale, int, Counts] | None = None

    def take(self, tally: Tally) -> None:
        """Running sums are there, or other ones."""
        self.tally, self._pixels, self._around = tally, None, None

    def pixels(self, scale: Scale) -> Counts | None:
        """(pixels, classes) letters of each pixel; None while they are not counted."""
        if self.tally is None:
            return None
        if self._pixels is None or self._pixels[0] != scale:
            self._pixels = scale, self.tally.count(self.letters, scale.edges)
        return self._pixels[1]

    def around(self, scale: Scale, window: int) -> Counts | None:
        """(pixels, classes) letters of the window around each pixel, of the pixel itself where that is wider."""
        tally = self.tally
        if tally is None or scale.per_pixel >= window:
            return self.pixels(scale)
        if self._around is None or self._around[:2] != (scale, window):
            counts = counted_around(self.letters, tally.table, scale.edges[:-1], window, tally.classes)
            self._around = scale, window, counts
        return self._around[2]

    def composition(self, start: int, end: int) -> Counts | None:
        """(classes,) letters of a stretch."""
        return self.tally.composition(self.letters, start, end) if self.tally is not None else None
