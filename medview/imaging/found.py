"""What a model found on a picture, drawn without a window: boxes with their words, and probabilities as bars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from medview.imaging.picture import Colour, text_size, written

_LINE = 3
_WORDS = 18
_PAD = 4
_BAR_WIDTH, _BAR_HEIGHT, _ROW = 460, 18, 46
_NAME_WIDTH = 380
_GROUND, _EMPTY, _INK, _MARK = (24, 24, 24), (70, 70, 70), (86, 150, 220), (240, 240, 240)
_OUTSIDE = (150, 150, 150)


@dataclass(frozen=True, eq=False)
class Framed:
    """A box on a picture.

    Args:
        low: (column, row) of its upper left corner, pixels of the picture drawn on.
        high: Its lower right corner.
        words: What it is and how sure the model is.
        colour: Of its class.
    """

    low: tuple[float, float]
    high: tuple[float, float]
    words: str
    colour: Colour


@dataclass(frozen=True)
class Chance:
    """A probability to be drawn as a bar.

    Args:
        name: Of the class.
        value: 0..1.
        low: Lower end of its interval, or None.
        high: Upper end of it.
        threshold: From where on it counts, or None.
        decision: What a person decided, in words.
    """

    name: str
    value: float
    low: float | None
    high: float | None
    threshold: float | None
    decision: str = ""


def with_boxes(image: Image.Image, boxes: Iterable[Framed]) -> Image.Image:
    """A picture with boxes drawn on it; words that would cover others are left out.

    Args:
        image: RGB.
        boxes: The ones that matter most first.
    """
    drawn = image.copy()
    draw, taken = ImageDraw.Draw(drawn), list[tuple[float, float, float, float]]()
    framed = list(boxes)
    for one in reversed(framed):
        draw.rectangle((*one.low, *one.high), outline=(0, 0, 0), width=_LINE + 2)
        draw.rectangle((*one.low, *one.high), outline=one.colour, width=_LINE)
    for one in framed:
        wide, high = text_size(one.words, _WORDS)
        spot = _spot(one, (wide + 2 * _PAD, high + _PAD), drawn.size, taken)
        if spot is not None:
            taken.append(spot)
            draw.rectangle(spot, fill=(0, 0, 0))
            written(draw, (spot[0] + _PAD, (spot[1] + spot[3]) / 2), one.words, _WORDS, one.colour, "lm")
    return drawn


def bars(chances: Sequence[Chance]) -> Image.Image:
    """Ranked probabilities as bars with their intervals and thresholds.

    Args:
        chances: At least one, the likeliest first.
    """
    image = Image.new("RGB", (_NAME_WIDTH + _BAR_WIDTH + 320, _ROW * len(chances) + 2 * _PAD), _GROUND)
    draw = ImageDraw.Draw(image)
    for number, one in enumerate(chances):
        _bar(draw, one, _PAD + _ROW * number + _ROW // 2)
    return image


def as_rgb(shades: NDArray[Any]) -> NDArray[np.uint8]:
    """(rows, columns, 3) of grey or coloured pixels."""
    return np.asarray(shades if shades.ndim == 3 else np.repeat(shades[:, :, None], 3, axis=2), dtype=np.uint8)


def _bar(draw: ImageDraw.ImageDraw, one: Chance, middle: int) -> None:
    left, top, bottom = _NAME_WIDTH, middle - _BAR_HEIGHT // 2, middle + _BAR_HEIGHT // 2
    positive = one.threshold is None or one.value >= one.threshold
    written(draw, (_NAME_WIDTH - 14, middle), one.name, 20, _MARK, "rm")
    draw.rectangle((left, top, left + _BAR_WIDTH, bottom), fill=_EMPTY)
    draw.rectangle((left, top, left + one.value * _BAR_WIDTH, bottom), fill=_INK if positive else _OUTSIDE)
    if one.low is not None and one.high is not None:
        ends = (left + one.low * _BAR_WIDTH, left + one.high * _BAR_WIDTH)
        draw.line((ends[0], middle, ends[1], middle), fill=_MARK, width=2)
        for x in ends:
            draw.line((x, middle - 5, x, middle + 5), fill=_MARK, width=2)
    if one.threshold is not None:
        x = left + one.threshold * _BAR_WIDTH
        draw.line((x, top - 6, x, bottom + 6), fill=(255, 214, 60), width=3)
    told = f"{100 * one.value:.0f} %"
    if one.low is not None and one.high is not None:
        told += f" ({100 * one.low:.0f}–{100 * one.high:.0f})"
    written(draw, (left + _BAR_WIDTH + 14, middle), " · ".join(filter(None, (told, one.decision))), 18, _MARK, "lm")


def _spot(
    one: Framed, size: tuple[float, float], room: tuple[int, int], taken: list[tuple[float, float, float, float]]
) -> tuple[float, float, float, float] | None:
    """Where words stand: above the box, below it or in it, within the picture and beside all others."""
    wide, high = size
    left = min(max(one.low[0], 0.0), max(room[0] - wide, 0.0))
    for top in (one.low[1] - high, one.high[1], one.low[1]):
        spot = (left, top, left + wide, top + high)
        inside = top >= 0.0 and top + high <= room[1]
        if inside and not any(_meet(spot, other) for other in taken):
            return spot
    return None


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
