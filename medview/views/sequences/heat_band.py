"""What a model says of every letter that may stand at each place: a map of letters by place, with a colour bar."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from medview.core.overlay import Colour
from medview.views.sequences.band import PAD, Band, Frame, Look, Target, What, fitted_name, write
from medview.views.sequences.schemes import BLUE, VERMILION, rgb
from medview.views.sequences.values import Codes, Heat
from medview.views.sequences.words import number_text, tr
from medview.views.viewport.colouring import opaque_image

_STEPS = 256
_MARKED = 6.0
"""Pixels a letter must have for the record's own letters to be marked."""
_MOST = 2_000_000
"""Values on the screen up to which each pixel shows the mean of its own; of more it shows the middle one."""
_BAR = 90.0
"""Pixels of the colour bar."""

Shades = NDArray[np.uint32]


class HeatBand(Band):
    """A map of letters by place.

    Args:
        heat: The values.
        codes: Letters of the record: each is marked in its row.
    """

    def __init__(self, heat: Heat, codes: Codes) -> None:
        super().__init__(heat.name)
        self.heat = heat
        self._codes = codes
        self._rows = {letter: row for row, letter in enumerate(heat.letters)}

    def names(self, _look: Look) -> tuple[str, ...]:
        """Every row's letter, below what the map is called."""
        return self.name, *self.heat.letters

    def height(self, look: Look) -> int:
        """A row for each letter and one for the colour bar."""
        return len(self.heat.letters) * self.row(look) + look.row + int(2 * PAD)

    def row(self, look: Look) -> int:
        """Pixels a row is high."""
        return look.row

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Colour bar, map, and the record's own letters."""
        self._paint_bar(painter, frame)
        values, shades = self._values(frame), self._shades(frame.look)
        area = self._area(frame)
        painter.drawImage(
            QRectF(area.left(), area.top(), values.shape[1], area.height()),
            opaque_image(_coloured(values, self.heat.limits, shades, rgb(frame.look.colour("panel")))),
        )
        if frame.scale.cell >= _MARKED:
            self._mark(painter, frame, area)

    def target(self, frame: Frame, at: QPointF) -> Target | None:
        """The value under the pointer."""
        area = self._area(frame)
        row = int((at.y() - area.top()) // self.row(frame.look))
        pixel = int(at.x() - area.left())
        if not 0 <= row < len(self.heat.letters) or not 0 <= pixel < int(frame.scale.width) or at.y() < area.top():
            return None
        value = float(self._values(frame)[row, pixel])
        if np.isnan(value):
            return None
        letter = frame.scale.letter(pixel)
        own = chr(int(self._codes[letter])).upper()
        told = self.words(frame.scale.per_pixel > 1.0)
        words = told.format(
            name=self.name, own=own, place=number_text(letter + 1), letter=self.heat.letters[row], value=value
        )
        return Target(What.VALUE, letter, words)

    def words(self, many: bool) -> str:
        """How a value is told: of one letter, or of many that share a pixel."""
        if many:
            return tr("{name}: {letter} about {place} {value:+.2f} (mean)")
        return tr("{name}: {own}{place}{letter} {value:+.2f}")

    def _area(self, frame: Frame) -> QRectF:
        return frame.area.adjusted(0, PAD + frame.look.row, 0, -PAD)

    def _values(self, frame: Frame) -> NDArray[np.float32]:
        """(letters, pixels) what each pixel shows; NaN where there is nothing."""
        scale, values, first = frame.scale, self.heat.values, self.heat.first
        count = values.shape[1]
        under = scale.under - first
        known = (scale.under >= 0) & (under >= 0) & (under < count)
        if scale.per_pixel <= 1.0 or (scale.seen[1] - scale.seen[0]) * len(values) > _MOST:
            shown = np.asarray(values[:, np.where(known, under, 0)], np.float32)
        else:
            edges = np.clip(scale.edges - first, 0, count)
            shown = _means(np.asarray(values[:, edges[0] : edges[-1]], np.float32), edges - edges[0])
        return np.where(known, shown, np.nan).astype(np.float32)

    def _shades(self, look: Look) -> NDArray[np.float32]:
        """(steps, 3) from the colour of the least value to that of the greatest; nothing is the panel's."""
        ground = rgb(look.colour("panel"))
        low, high = self.heat.limits
        places, ends = (
            ((low, 0.0, high), (BLUE, ground, VERMILION)) if low < 0 < high else ((low, high), (ground, BLUE))
        )
        at = np.linspace(low, high, _STEPS)
        parts = [np.interp(at, places, [end[part] for end in ends]) for part in range(3)]
        return np.stack(parts, axis=1).astype(np.float32)

    def _mark(self, painter: QPainter, frame: Frame, area: QRectF) -> None:
        """A ring where the record's own letter is."""
        row = self.row(frame.look)
        start, end = frame.scale.seen
        painter.setPen(QPen(frame.look.colour("text"), 1.4))
        for letter in range(start, end):
            at = self._rows.get(chr(int(self._codes[letter])).upper())
            if at is not None:
                left, wide = frame.x(letter), frame.scale.cell
                side = min(wide, row) * 0.5
                middle = QPointF(left + wide / 2.0, area.top() + (at + 0.5) * row)
                painter.drawEllipse(middle, side / 2.0, side / 2.0)

    def _paint_bar(self, painter: QPainter, frame: Frame) -> None:
        painter.setFont(frame.look.font)
        row, metrics = float(frame.look.row), QFontMetricsF(frame.look.font)
        signed = self.heat.limits[0] < 0
        low, high = (f"{value:+.3g}".replace("-", "−") if signed else f"{value:g}" for value in self.heat.limits)
        left, top = frame.area.left() + PAD, frame.area.top() + PAD
        for text in (low, "", high):
            wide = metrics.horizontalAdvance(text) + 4.0 if text else _BAR
            if text:
                write(painter, QRectF(left, top, wide, row), text, frame.look.colour("muted"), False)
            else:
                bar = _packed(self._shades(frame.look))[None]
                painter.drawImage(QRectF(left, top + 3.0, wide, row - 6.0), opaque_image(bar))
            left += wide + 4.0
        room = frame.area.right() - left - PAD
        unit = fitted_name(self.heat.unit.strip(), room, frame.look.font)
        if unit:
            write(painter, QRectF(left, top, room, row), unit, frame.look.colour("muted"), False)


class EvidenceBand(HeatBand):
    """What each letter adds to an answer, in one row; no letter is marked in it."""

    def row(self, look: Look) -> int:
        """It stands alone, so it is higher."""
        return 2 * look.row

    def words(self, many: bool) -> str:
        """What a letter adds, or the mean of many."""
        if many:
            return tr("{name}, {letter}: about {place} {value:+.3f} (mean)")
        return tr("{name}, {letter}: {own}{place} {value:+.3f}")

    def _mark(self, painter: QPainter, frame: Frame, area: QRectF) -> None:
        """Its row is of no letter."""


def _means(values: NDArray[np.float32], places: NDArray[np.int64]) -> NDArray[np.float32]:
    """(letters, pixels) means of the known values between each two following places."""
    if not values.shape[1]:
        return np.full((len(values), len(places) - 1), np.nan, np.float32)
    at = np.minimum(places[:-1], values.shape[1] - 1)
    there = np.isfinite(values)
    total = np.add.reduceat(np.where(there, values, 0.0), at, axis=1)
    count = np.add.reduceat(there, at, axis=1, dtype=np.int32)
    return np.divide(total, count, out=np.full(total.shape, np.nan, np.float32), where=count > 0)


def _coloured(
    values: NDArray[np.float32], limits: tuple[float, float], shades: NDArray[np.float32], ground: Colour
) -> Shades:
    low, high = limits
    step = np.clip(np.nan_to_num((values - low) / (high - low)), 0.0, 1.0) * (_STEPS - 1)
    table = np.append(_packed(shades), _packed(np.array([ground], np.float32)))
    return np.asarray(table[np.where(np.isnan(values), _STEPS, np.rint(step).astype(np.int64))], np.uint32)


def _packed(colours: NDArray[np.float32]) -> Shades:
    red, green, blue = np.rint(colours).astype(np.uint32).T
    return np.asarray(0xFF000000 | red << 16 | green << 8 | blue, np.uint32)
