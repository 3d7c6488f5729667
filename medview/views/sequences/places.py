"""Where a view of a record looks, and places as people type them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from medview.core.sequence import Feature
from medview.views.sequences.values import Interval

CELL = 26.0
"""Pixels of the widest letter."""
READABLE = 7.0
"""Pixels from which on a letter is written."""
_SEPARATED = re.compile(r"[\s,'_\u202f\u00a0]")
_TYPED = re.compile(r"^(?:[^:]*:)?(?P<start>\d+)(?:(?P<sign>-|–|\.\.|\+|:)(?P<end>\d+))?$")
_ROUND = (1, 2, 5)


@dataclass(frozen=True)
class Scale:
    """Which letters stand where on the screen.

    Args:
        length: Letters of the record.
        width: Pixels there are.
        first: The place at the left edge, in letters from the record's beginning.
        per_pixel: Letters to a pixel.
    """

    length: int
    width: float
    first: float = 0.0
    per_pixel: float = 1.0

    @property
    def cell(self) -> float:
        """Pixels of a letter."""
        return 1.0 / self.per_pixel

    @cached_property
    def seen(self) -> Interval:
        """The letters on the screen, those cut by its edges among them."""
        end = self.first + self.width * self.per_pixel
        return max(0, floor(self.first)), min(self.length, ceil(end - 1e-9))

    def x(self, place: float) -> float:
        """Pixels from the left edge to where a letter begins."""
        return (place - self.first) / self.per_pixel

    def xs(self, places: NDArray[np.int64]) -> NDArray[np.float64]:
        """The same of many: (n,) places to (n,) pixels."""
        return np.asarray((places - self.first) / self.per_pixel, np.float64)

    def place(self, x: float) -> float:
        """The place under a pixel, in letters."""
        return self.first + x * self.per_pixel

    def letter(self, x: float) -> int:
        """The letter under a pixel, or the nearest there is."""
        return min(max(floor(self.place(x)), 0), max(self.length - 1, 0))

    @cached_property
    def edges(self) -> NDArray[np.int64]:
        """(pixels + 1,) the letters at which the pixels begin, as far as the record reaches."""
        at = self.first + np.arange(int(self.width) + 1) * self.per_pixel
        return np.asarray(np.clip(np.floor(at), 0, self.length), np.int64)

    @cached_property
    def under(self) -> NDArray[np.int64]:
        """(pixels,) the letter under the middle of each pixel; -1 behind the record's end."""
        at = np.floor(self.first + (np.arange(int(self.width)) + 0.5) * self.per_pixel).astype(np.int64)
        return np.asarray(np.where((at >= 0) & (at < self.length), at, -1), np.int64)

    def zoomed(self, factor: float, about: float) -> Scale:
        """So many times larger; what is under a pixel stays there, as far as the record's ends allow."""
        place, least = self.place(about), 1.0 / CELL
        most = max(self.whole().per_pixel, least)
        per_pixel = min(max(self.per_pixel / factor, least), most)
        return replace(self, first=place - about * per_pixel, per_pixel=per_pixel).within()

    def moved(self, pixels: float) -> Scale:
        """Look so many pixels further to the right."""
        return replace(self, first=self.first + pixels * self.per_pixel).within()

    def whole(self) -> Scale:
        """All of the record, or its letters at their widest where it is short."""
        return replace(self, first=0.0, per_pixel=max(self.length / max(self.width, 1.0), 1.0 / CELL))

    def showing(self, interval: Interval, margin: float = 0.05) -> Scale:
        """An interval as large as it fits, with some room around it."""
        start, end = interval
        wide = max(end - start, 1) * (1.0 + 2.0 * margin)
        per_pixel = min(max(wide / max(self.width, 1.0), 1.0 / CELL), self.whole().per_pixel)
        middle = (start + end) / 2.0
        return replace(self, first=middle - self.width * per_pixel / 2.0, per_pixel=per_pixel).within()

    def holding(self, start: int, end: int) -> Scale:
        """Moved as little as is needed to see an interval, or its beginning."""
        wide = self.width * self.per_pixel
        if start < self.first or end - start > wide:
            return replace(self, first=float(start)).within()
        return replace(self, first=float(end) - wide).within() if end > self.first + wide else self

    def resized(self, width: float) -> Scale:
        """In a wider or narrower widget; one that showed the whole record still does."""
        if self.per_pixel >= self.whole().per_pixel:
            return replace(self, width=width).whole()
        return replace(self, width=width).within()

    def within(self) -> Scale:
        """Moved back to the record."""
        most = max(0.0, self.length - self.width * self.per_pixel)
        return replace(self, first=min(max(self.first, 0.0), most))


def ticks(scale: Scale, apart: float) -> list[int]:
    """Round positions on the screen, counted from 1, at least so many pixels apart."""
    return round_positions(scale.seen, apart * scale.per_pixel)


def round_positions(seen: Interval, apart: float) -> list[int]:
    """Round positions of an interval, counted from 1 and at least so many apart; the very first one is among them."""
    wanted = max(apart, 1.0)
    power = 10 ** int(np.floor(np.log10(wanted)))
    step = next(part * power for part in (*_ROUND, 10) if part * power >= wanted * 0.999)
    start, end = seen
    marked = list(range((start + step) // step * step, end + 1, step))
    return [1, *marked] if start == 0 and end and step > 1 else marked


def typed_place(text: str, length: int) -> Interval | None:
    """An interval as a person types it, positions counted from 1; None where it is none of the record.

    ``1000``, ``1,000-2,000``, ``1000..2000``, ``1000+50`` (so many letters), ``chr1:1000-2000``.
    """
    found = _TYPED.match(_SEPARATED.sub("", text))
    if found is None:
        return None
    start = int(found["start"])
    end = int(found["end"]) if found["end"] else start
    if found["sign"] == "+":
        end = start + end - 1
    start, end = min(start, end), max(start, end)
    return (start - 1, min(end, length)) if 1 <= start <= length else None


def named_place(text: str, features: Sequence[Feature]) -> Interval | None:
    """Where the first feature lies that has a name; None where none has. Case does not count."""
    wanted = text.casefold()
    found = (one for one in features if wanted and wanted in map(str.casefold, _names(one)))
    return next(((one.start, one.end) for one in found if one.end > one.start), None)


def _names(feature: Feature) -> tuple[str, ...]:
    named = (value for name in _NAMING for value in feature.values(name))
    return (feature.label, *named)


_NAMING = ("gene", "gene_synonym", "locus_tag", "old_locus_tag", "protein_id", "product")
"""Qualifiers people look for a feature by."""
