"""Two aligned rows, drawn without a window: blocks of columns, marks between the rows, shades of how sure each is."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from medview.core.alphabet import GAPS
from medview.core.pair_alignment import DOUBTFUL, PairAlignment
from medview.imaging.picture import Colour, text_size, written
from medview.imaging.sequences.pairs import Numbers, corners
from medview.imaging.sequences.pictures import WIDTH

COLUMNS = 60
"""Of a block."""

BLOCKS = 6
"""Of a picture: two of them fill a page, and one fits below a table of findings."""

LEFT, CELL = 205, 14
"""Pixels before the first column of a block, and of a column."""

LINE, PAD = 22, 12
"""Pixels of a row, and around everything."""

BLOCK = 3 * LINE + 22
"""Pixels from a block to the next: two rows, the marks between them, and what is free below."""

SAME, OTHER = "|", "·"
"""What stands between the same letter twice, and between two others."""

_LETTERS, _NUMBERS = 16, 14
_GROUND, _INK, _SURE, _DOUBT = (24, 24, 24), (240, 240, 240), (0, 114, 178), (255, 214, 60)


def drawn_pair(pair: PairAlignment, first: int) -> Image.Image:
    """Blocks of an alignment from a column on, as many as fit a picture.

    Args:
        pair: The alignment.
        first: The first column, counted from 0.

    Returns:
        RGB. Each column is shaded by how probable it is to be right; what is doubtful has a line below it.
    """
    rows = np.stack([np.frombuffer(row.letters.encode("ascii"), np.uint8) for row in (pair.first, pair.second)])
    way = corners(rows, (pair.first.start, pair.second.start))
    starts = range(first, min(first + BLOCKS * COLUMNS, len(pair.chances)), COLUMNS)
    image = Image.new("RGB", (WIDTH, len(starts) * BLOCK + 2 * PAD), _GROUND)
    draw = ImageDraw.Draw(image)
    for number, start in enumerate(starts):
        _block(draw, pair, way, start, PAD + number * BLOCK)
    return image


def _block(draw: ImageDraw.ImageDraw, pair: PairAlignment, way: Numbers, start: int, top: int) -> None:
    end = min(start + COLUMNS, len(pair.chances))
    for place, column in enumerate(range(start, end)):
        left, chance = LEFT + place * CELL, pair.chances[column]
        draw.rectangle((left, top, left + CELL - 1, top + 3 * LINE - 1), fill=_shade(chance))
        if chance < DOUBTFUL:
            draw.line((left + 1, top + 3 * LINE + 3, left + CELL - 2, top + 3 * LINE + 3), fill=_DOUBT, width=3)
        one, other = pair.first.letters[column], pair.second.letters[column]
        for line, sign in enumerate((one, _mark(one, other), other)):
            written(draw, (left + CELL / 2, top + (line + 0.5) * LINE), sign, _LETTERS, _INK, "mm")
    (before, before_other), (behind, behind_other) = way[start].tolist(), way[end].tolist()
    right = LEFT + (end - start) * CELL + 8
    named = ((0, pair.first.name, before, behind), (2, pair.second.name, before_other, behind_other))
    for line, name, low, high in named:
        middle = top + (line + 0.5) * LINE
        _named(draw, name, f"{min(low + 1, high):,}", middle)
        written(draw, (right, middle), f"{high:,}", _NUMBERS, _INK, "lm")


def _named(draw: ImageDraw.ImageDraw, name: str, number: str, middle: float) -> None:
    """A row's name, shortened where it must be, and the number of its first letter."""
    free = LEFT - PAD - 16 - text_size(number, _NUMBERS)[0]
    shown = name
    while text_size(shown, _LETTERS)[0] > free and len(shown) > 1:
        shown = f"{shown.removesuffix('…')[:-1]}…"
    written(draw, (PAD, middle), shown, _LETTERS, _INK, "lm")
    written(draw, (LEFT - 8, middle), number, _NUMBERS, _INK, "rm")


def _mark(one: str, other: str) -> str:
    if one in GAPS or other in GAPS:
        return " "
    return SAME if one.upper() == other.upper() else OTHER


def _shade(chance: float) -> Colour:
    red, green, blue = (round(dark + (full - dark) * chance) for dark, full in zip(_GROUND, _SURE, strict=True))
    return red, green, blue
