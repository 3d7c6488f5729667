"""The letters themselves: one strand or both as coloured cells, and what they are made of where they are too narrow."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from medview.imaging.sequences.strands import complements
from medview.imaging.sequences.tally import Tally
from medview.views.sequences.band import PAD, Band, Frame, Look, Target, What
from medview.views.sequences.counting import Counting
from medview.views.sequences.glyphs import draw_letters, draw_row
from medview.views.sequences.schemes import Scheme
from medview.views.sequences.values import Codes, Shown
from medview.views.sequences.words import interval_text, tr
from medview.views.viewport.colouring import colour_image

FINEST = 1.0
"""Letters to a pixel up to which each is a cell of its own."""


def tallied_groups(scheme: Scheme, nucleic: bool) -> tuple[str, ...]:
    """The classes letters are counted in so that a scheme can colour an overview."""
    return ("A", "C", "G", "TU") if nucleic else tuple(letters for letters, _ in scheme.groups)


class LettersBand(Band):
    """The strand as stored and, of nucleotides, the other one below it.

    Args:
        shown: The record.
        both: Draw the other strand too.
        counting: Its letters counted, in the classes its colours tell apart.
    """

    selects = True

    def __init__(self, shown: Shown, both: bool, counting: Counting) -> None:
        super().__init__(tr("Letters"))
        self._shown = shown
        self._both = both and shown.nucleic
        self._counting = counting

    def names(self, _look: Look) -> tuple[str, ...]:
        """The directions the strands are read in."""
        return (tr("5′ → 3′"), tr("3′ ← 5′")) if self._both else (self.name,)

    def height(self, look: Look) -> int:
        """A row for each strand."""
        return int((2 if self._both else 1) * (look.row + 2) + 2 * PAD)

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Cells, or what each pixel's letters are made of."""
        if frame.scale.per_pixel <= FINEST:
            self._paint_cells(painter, frame)
            return
        counts, tally = self._counting.pixels(frame.scale), self._counting.tally
        if counts is not None and tally is not None:
            area = frame.area.adjusted(0, PAD, 0, -PAD)
            picture = stacked(counts, _fills(frame.look, tally), int(area.height()))
            painter.drawImage(area.topLeft(), colour_image(picture))

    def target(self, frame: Frame, at: QPointF) -> Target | None:
        """What the letters of a pixel are, where they are too narrow to be told apart."""
        pixel, shown = int(at.x() - frame.area.left()), self._shown
        edges = frame.scale.edges
        told = shown.nucleic and frame.scale.per_pixel > FINEST and 0 <= pixel < len(edges) - 1
        start, end = (int(edges[pixel]), int(edges[pixel + 1])) if told else (0, 0)
        counts = self._counting.composition(start, end)
        if counts is None:
            return None
        parts = zip((*shown.alphabet.letters, tr("others")), counts.tolist(), strict=True) if told else ()
        words = ", ".join(f"{name} {100 * count / max(end - start, 1):.0f} %" for name, count in parts if count)
        return Target(What.VALUE, pixel, f"{interval_text((start, end))}: {words}") if words else None

    def _paint_cells(self, painter: QPainter, frame: Frame) -> None:
        start, end = frame.scale.seen
        letters = self._shown.letters[start:end]
        row = frame.look.row + 2
        for number in range(2 if self._both else 1):
            codes = complements(self._shown.alphabet)[letters] if number else letters
            area = QRectF(frame.area.left(), frame.area.top() + PAD + number * row, frame.area.width(), row)
            paint_cells(painter, frame, codes, area)


def _fills(look: Look, tally: Tally) -> NDArray[np.uint32]:
    """(classes + 1,) the colour of each class of letters, of all others, and of nothing."""
    first = [int(np.flatnonzero(tally.table == number)[0]) for number in range(tally.classes - 1)]
    return np.append(look.paints.fills[[*first, ord("?")]], 0).astype(np.uint32)


def paint_cells(painter: QPainter, frame: Frame, codes: Codes, area: QRectF) -> None:
    """A row of letters.

    Args:
        painter: Paints in widget pixels.
        frame: Where the band is.
        codes: ASCII of the letters that are seen.
        area: The row.
    """
    scale, paints = frame.scale, frame.look.paints
    start, end = scale.seen
    under = scale.under
    seen = np.append(paints.fills[codes], np.uint32(0))[np.where(under >= 0, under - start, len(codes))]
    draw_row(painter, seen, QRectF(area.left(), area.top(), len(under), area.height() - 1))
    lefts = scale.xs(np.arange(start, end)) + area.left()
    draw_letters(painter, codes, paints.inks[codes], lefts, QRectF(0, area.top(), scale.cell, area.height() - 1))


def stacked(counts: NDArray[np.int64], fills: NDArray[np.uint32], height: int) -> NDArray[np.uint32]:
    """(height, pixels) the parts of each pixel's letters above each other.

    Args:
        counts: (pixels, classes).
        fills: (classes + 1,) a colour for each class, and one where there are no letters.
        height: Pixels.
    """
    total = counts.sum(axis=1)
    level = (np.arange(height) + 0.5)[:, None] / height * total
    reached = np.cumsum(counts, axis=1)
    found = np.zeros((height, len(counts)), np.int64)
    for number in range(counts.shape[1] - 1):
        found += level >= reached[:, number]
    found[:, total == 0] = len(fills) - 1
    return np.asarray(fills[found], np.uint32)
