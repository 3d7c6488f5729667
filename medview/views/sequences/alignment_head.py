"""What stands above the rows of an alignment: columns counted, consensus, conservation, identity, posterior."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from medview.core.pair_alignment import DOUBTFUL
from medview.imaging.sequences.columns import Columns
from medview.views.sequences.band import Look, write
from medview.views.sequences.glyphs import draw_columns, draw_letters, draw_row
from medview.views.sequences.grid import Place
from medview.views.sequences.places import round_positions
from medview.views.sequences.schemes import packed
from medview.views.sequences.words import number_text, tr
from medview.views.viewport.colouring import UNCERTAINTY_COLOURS

Float = NDArray[np.float64]
PaintRow = Callable[[QPainter, QRectF, Place, Look], None]
"""Draws a row of the head into a box."""

_BAR_ROWS = 1.7
_UNKNOWN: tuple[int, int, int] = (128, 128, 128)
_LEVELS = 256
_PAIR = 2
_MARK = 5
"""Pixels of the mark below doubtful columns, with what is free above it."""
_APART = 3
"""Pixels of a cell above which bars stand apart."""


@dataclass(frozen=True, eq=False)
class Head:
    """What is known of the columns.

    Args:
        columns: Counted ones; None while they are not there.
        posterior: (columns,) values 0..1, or None.
        posterior_name: What that is called.
    """

    columns: Columns | None = None
    posterior: NDArray[Any] | None = None
    posterior_name: str = ""


def head_rows(head: Head, look: Look) -> list[tuple[str, int, PaintRow]]:
    """(name, height, how it is drawn) of each row, from the top; of a pair the line between its rows says all that."""
    rows: list[tuple[str, int, PaintRow]] = [(tr("Column"), look.row + 6, _paint_ruler)]
    found, bars = head.columns, int(_BAR_ROWS * look.row)
    if found is not None and found.rows > _PAIR and found.conservation.any():
        conserved = found.conservation
        rows.append((tr("Conservation"), bars, lambda p, b, g, k: _paint_bars(p, b, g, conserved, k.colour("link"))))
    if found is not None and found.rows > _PAIR:
        identical = found.identity
        rows.append((tr("Identity"), bars, lambda p, b, g, k: _paint_bars(p, b, g, identical, k.colour("good"))))
    if head.posterior is not None:
        values = np.asarray(head.posterior, np.float64)
        rows.append(
            (
                head.posterior_name or tr("Posterior"),
                look.row + 4 + _MARK,
                lambda p, b, g, k: _paint_heat(p, b, g, values, k.colour("bad")),
            )
        )
    if found is not None and found.rows > _PAIR:
        letters = found.consensus
        rows.append((tr("Consensus"), look.row + 6, lambda p, b, g, k: _paint_consensus(p, b, g, k, letters)))
    return rows


def paint_colour_bar(painter: QPainter, box: QRectF, look: Look) -> None:
    """The colours of a posterior from 0 to 1, with both ends written.

    Args:
        painter: Paints in widget pixels.
        box: All the room there is.
        look: Colours and fonts.
    """
    metrics = QFontMetricsF(look.font)
    wide = metrics.horizontalAdvance("0") + 4
    bar = box.adjusted(wide, 3, -wide, -3)
    if bar.width() < 10:
        return
    draw_row(painter, heat(np.linspace(0.0, 1.0, max(int(bar.width()), 2))), bar)
    write(painter, QRectF(box.left(), box.top(), wide, box.height()), "0", look.colour("text"))
    write(painter, QRectF(bar.right(), box.top(), wide, box.height()), "1", look.colour("text"))


def heat(values: NDArray[Any]) -> NDArray[np.uint32]:
    """Colours of values in 0..1; what is not known is grey."""
    known = np.isfinite(values)
    level = np.clip(np.where(known, values, 0.0) * (_LEVELS - 1), 0, _LEVELS - 1).astype(np.int64)
    return np.asarray(np.where(known, _heat_table()[level], packed(_UNKNOWN)), np.uint32)


@lru_cache(maxsize=1)
def _heat_table() -> NDArray[np.uint32]:
    at = np.linspace(0.0, 1.0, _LEVELS)
    places = [place for place, _ in UNCERTAINTY_COLOURS]
    parts = [np.interp(at, places, [colour[n] for _, colour in UNCERTAINTY_COLOURS]).round() for n in range(3)]
    red, green, blue = (part.astype(np.uint32) for part in parts)
    return np.asarray(0xFF000000 | red << 16 | green << 8 | blue, np.uint32)


def _paint_ruler(painter: QPainter, box: QRectF, place: Place, look: Look) -> None:
    metrics = QFontMetricsF(look.font)
    cell, (_, _, first, last) = place.cell, place.block
    widest = metrics.horizontalAdvance(number_text(max(place.columns, 1)))
    taken = box.left()
    for position in round_positions((first, last), widest * 1.6 * cell.stride / cell.width):
        x = box.left() + place.x(position - 1) + cell.width / 2.0
        words = number_text(position)
        wide = metrics.horizontalAdvance(words)
        left = min(max(x - wide / 2.0, box.left()), box.right() - wide)
        painter.setPen(look.colour("muted"))
        painter.drawLine(QLineF(x, box.bottom() - 5, x, box.bottom() - 1))
        if left >= taken:
            write(painter, QRectF(left, box.top(), wide + 1, look.row), words, look.colour("text"))
            taken = left + wide * 1.2


def _paint_bars(painter: QPainter, box: QRectF, place: Place, values: Float, colour: QColor) -> None:
    """One bar for each column, or the greatest of those a pixel stands for."""
    _, _, first, last = place.block
    if last <= first:
        return
    cell = place.cell
    starts = np.arange(first, last, cell.stride)
    seen = np.maximum.reduceat(values[first:last], starts - first)
    wide = np.repeat(seen, cell.width)
    tops = np.asarray(box.bottom() - 1 - wide * (box.height() - 4), np.float64)
    if cell.width > _APART:
        tops[cell.width - 1 :: cell.width] = np.nan
    area = box.adjusted(place.x(first), 0, 0, 0)
    draw_columns(painter, tops, np.full(len(tops), box.bottom() - 1), colour, area)


def _paint_heat(painter: QPainter, box: QRectF, place: Place, values: Float, doubt: QColor) -> None:
    """Of the columns a pixel stands for the least sure one; what is doubtful is marked below."""
    _, _, first, last = place.block
    if last <= first:
        return
    seen = np.fmin.reduceat(values[first:last], np.arange(0, last - first, place.cell.stride))
    line = np.repeat(heat(seen), place.cell.width)
    area = QRectF(box.left() + place.x(first), box.top() + 1, len(line), box.height() - 2 - _MARK)
    draw_row(painter, line, area)
    marks = np.where(np.repeat(seen, place.cell.width) < DOUBTFUL, doubt.rgba(), 0)
    draw_row(painter, marks.astype(np.uint32), QRectF(area.left(), area.bottom() + 1, len(line), _MARK - 1))


def _paint_consensus(painter: QPainter, box: QRectF, place: Place, look: Look, consensus: NDArray[np.uint8]) -> None:
    _, _, first, last = place.block
    cell = place.cell
    codes = consensus[first : last : cell.stride]
    line = np.repeat(look.paints.fills[codes], cell.width)
    area = QRectF(box.left() + place.x(first), box.top() + 2, len(line), box.height() - 4)
    if not len(line):
        return
    draw_row(painter, line, area)
    lefts = np.asarray(area.left() + np.arange(len(codes)) * cell.width, np.float64)
    draw_letters(painter, codes, look.paints.inks[codes], lefts, QRectF(0, area.top(), cell.width, area.height()))
