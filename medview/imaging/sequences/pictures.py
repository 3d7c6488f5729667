"""What a model found along a record, drawn without a window: lines or a map of letters, and stretches under a ruler."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from medview.imaging.picture import Colour, text_size, written
from medview.imaging.sequences.lanes import laid
from medview.imaging.sequences.levels import thinned

WIDTH = 1100
"""Pixels across: at the width of an A4 text 150 dots per inch."""
_LEFT, _RIGHT = 120, 20
_PLOT, _RULER, _LANE, _ROW, _PAD = 150, 30, 34, 16, 12
_MOST_LANES, _BAR = 8, 120
_WORDS, _SMALL = 18, 16
_GROUND, _INK, _GRID, _LIMIT = (24, 24, 24), (240, 240, 240), (70, 70, 70), (255, 214, 60)
_COLD, _WARM = (0, 114, 178), (213, 94, 0)
_ROUND = (1, 2, 5, 10)
_TICK = 110
"""Pixels that positions are apart at least."""


@dataclass(frozen=True)
class Stretch:
    """A finding on letters.

    Args:
        start: First letter.
        end: Behind the last one.
        words: What it is, and how sure the model is.
        colour: Of its class.
        decided: A person stands behind it; others are hatched.
    """

    start: int
    end: int
    words: str
    colour: Colour
    decided: bool


@dataclass(frozen=True, eq=False)
class Plotted:
    """Numbers of the letters that are drawn.

    Args:
        values: (lines, letters); NaN where there is none.
        names: What each line is.
        colours: Of each line; none for letters that may stand at each place, which are drawn as a map.
        limits: What is drawn at the bottom and at the top.
        threshold: From where on a value counts, where all lines share it.
        title: Written above a map, beside its colour bar; empty for none.
    """

    values: NDArray[Any]
    names: tuple[str, ...]
    colours: tuple[Colour, ...]
    limits: tuple[float, float]
    threshold: float | None = None
    title: str = ""


@dataclass(frozen=True)
class _Scale:
    first: int
    last: int

    def x(self, letter: float) -> float:
        return _LEFT + (letter - self.first) / max(self.last - self.first, 1) * (WIDTH - _LEFT - _RIGHT)

    @property
    def edges(self) -> NDArray[np.int64]:
        """Letters at which the pixels of a plot begin, from that of the first one on."""
        pixels = WIDTH - _LEFT - _RIGHT
        return np.floor(np.linspace(0, self.last - self.first, pixels + 1)).astype(np.int64)


def drawn_along(first: int, last: int, plotted: Sequence[Plotted], stretches: Sequence[Stretch]) -> Image.Image:
    """Numbers along letters, a ruler that counts them from 1, and what was found on them.

    Args:
        first: First letter that is drawn.
        last: Behind the last one.
        plotted: Numbers of these letters.
        stretches: The findings.
    """
    scale, lanes = _Scale(first, last), laid([one.start for one in stretches], [one.end for one in stretches])
    used = min(len(lanes.order), _MOST_LANES)
    heights = [_height(one) for one in plotted]
    image = Image.new("RGB", (WIDTH, sum(heights) + _RULER + used * _LANE + 2 * _PAD), _GROUND)
    draw, top = ImageDraw.Draw(image), _PAD
    for one, height in zip(plotted, heights, strict=True):
        (_plot if one.colours else _map)(image, draw, one, top, scale)
        top += height
    _ruler(draw, top, scale)
    top += _RULER
    for lane in range(used):
        mine = [stretches[number] for number in lanes.order[lane].tolist()]
        ends = [*(scale.x(one.start) for one in mine[1:]), float(WIDTH)]
        for one, free in zip(mine, ends, strict=True):
            _stretch(image, draw, one, top + lane * _LANE, scale, free)
    return image


def _height(plotted: Plotted) -> int:
    rows = _PLOT if plotted.colours else _row(plotted) * len(plotted.names) + _head(plotted)
    return rows + 2 * _PAD


def _row(plotted: Plotted) -> int:
    """Pixels of a row of a map; one that stands alone is higher."""
    return _ROW if len(plotted.names) > 1 else 3 * _ROW


def _head(plotted: Plotted) -> int:
    """Pixels above a map."""
    return _LANE if plotted.title else 0


@dataclass(frozen=True)
class _Level:
    """Heights of values in a plot whose bottom lies at a row."""

    bottom: int
    limits: tuple[float, float]

    def of(self, value: float) -> float:
        low, high = self.limits
        return float(self.bottom - (min(max(value, low), high) - low) / (high - low) * _PLOT)


def _plot(_image: Image.Image, draw: ImageDraw.ImageDraw, one: Plotted, top: int, scale: _Scale) -> None:
    level = _Level(top + _PLOT, one.limits)
    for value in one.limits:
        draw.line((_LEFT, level.of(value), WIDTH - _RIGHT, level.of(value)), fill=_GRID)
        written(draw, (_LEFT - 10, level.of(value)), f"{value:g}", _SMALL, _INK, "rm")
    if one.threshold is not None:
        height = level.of(one.threshold)
        for x in range(_LEFT, WIDTH - _RIGHT, 12):
            draw.line((x, height, x + 6, height), fill=_LIMIT, width=2)
    for row, colour in zip(one.values, one.colours, strict=True):
        seen = thinned(np.asarray(row), (), scale.edges)
        for pixel in np.flatnonzero(np.isfinite(seen.mean)).tolist():
            x = _LEFT + pixel
            draw.line((x, level.of(seen.most[pixel]), x, level.of(seen.least[pixel])), fill=_dim(colour))
        _line(draw, seen.mean, colour, level)


def _line(draw: ImageDraw.ImageDraw, mean: NDArray[np.float64], colour: Colour, level: _Level) -> None:
    """The mean, broken where there is none."""
    known = np.flatnonzero(np.isfinite(mean))
    for part in np.split(known, np.flatnonzero(np.diff(known) > 1) + 1):
        if len(part):
            draw.line([(_LEFT + int(at), level.of(float(mean[at]))) for at in part], fill=colour, width=2)


def _map(image: Image.Image, draw: ImageDraw.ImageDraw, one: Plotted, top: int, scale: _Scale) -> None:
    rows = [thinned(np.asarray(row), (), scale.edges).mean for row in one.values]
    if one.title:
        _title(image, draw, one, top)
        top += _head(one)
    row = _row(one)
    image.paste(Image.fromarray(np.repeat(_shaded(np.stack(rows), one.limits), row, axis=0)), (_LEFT, top))
    for number, name in enumerate(one.names):
        written(draw, (_LEFT - 10, top + (number + 0.5) * row), name, _ROW - 2, _INK, "rm")


def _shaded(values: NDArray[np.float64], limits: tuple[float, float]) -> NDArray[np.uint8]:
    """(rows, columns, 3) colours of values; what is not known has that of nought."""
    low, high = limits
    part = np.clip((values - low) / (high - low), 0.0, 1.0)
    nothing = -low / (high - low) if low < 0 < high else 0.0
    places, ends = ((0.0, nothing, 1.0), (_COLD, _GROUND, _WARM)) if nothing else ((0.0, 1.0), (_GROUND, _WARM))
    known = np.nan_to_num(part, nan=nothing)
    shades = np.stack([np.interp(known, places, [end[n] for end in ends]) for n in range(3)], axis=-1)
    return np.asarray(shades, np.uint8)


def _title(image: Image.Image, draw: ImageDraw.ImageDraw, one: Plotted, top: int) -> None:
    """What a map is of, and at its right end what its colours mean."""
    middle, right = top + _LANE // 2 - 4, WIDTH - _RIGHT
    low, high = (f"{value:+.3g}".replace("-", "−") for value in one.limits)
    written(draw, (right, middle), high, _SMALL, _INK, "rm")
    right -= round(text_size(high, _SMALL)[0]) + 8 + _BAR
    bar = _shaded(np.linspace(*one.limits, _BAR)[None], one.limits)
    image.paste(Image.fromarray(np.repeat(bar, _ROW, axis=0)), (right, middle - _ROW // 2))
    written(draw, (right - 8, middle), low, _SMALL, _INK, "rm")
    written(draw, (_LEFT, middle), one.title, _SMALL, _INK, "lm")


def _ruler(draw: ImageDraw.ImageDraw, top: int, scale: _Scale) -> None:
    draw.line((_LEFT, top, WIDTH - _RIGHT, top), fill=_INK)
    for position in _positions(scale):
        x = scale.x(position - 0.5)
        draw.line((x, top, x, top + 6), fill=_INK)
        written(draw, (x, top + 17), f"{position:,}", _SMALL, _INK, "mm")


def _positions(scale: _Scale) -> Iterator[int]:
    """Round positions, counted from 1, that can be read beside each other."""
    wanted = max((scale.last - scale.first) * _TICK / (WIDTH - _LEFT - _RIGHT), 1.0)
    power = 10 ** int(np.floor(np.log10(wanted)))
    step = next(part * power for part in _ROUND if part * power >= wanted * 0.999)
    yield from range((scale.first // step + 1) * step, scale.last + 1, step)


def _stretch(image: Image.Image, draw: ImageDraw.ImageDraw, one: Stretch, top: int, scale: _Scale, free: float) -> None:
    left, right = scale.x(max(one.start, scale.first)), scale.x(min(one.end, scale.last))
    right = max(right, left + 3)
    box = (left, top + 5, right, top + _LANE - 5)
    draw.rectangle(box, fill=_dim(one.colour) if one.decided else None, outline=one.colour, width=2)
    if not one.decided:
        _hatch(image, box, one.colour)
    wide, _ = text_size(one.words, _WORDS)
    middle = top + _LANE / 2
    if wide + 12 <= right - left:
        written(draw, (left + 6, middle), one.words, _WORDS, _INK, "lm")
    elif wide + 10 <= free - right:
        written(draw, (right + 6, middle), one.words, _WORDS, _INK, "lm")


def _hatch(image: Image.Image, box: tuple[float, float, float, float], colour: Colour) -> None:
    """Slanted lines: nobody decided on it."""
    left, top, right, bottom = (round(side) for side in box)
    size = (max(right - left, 1), max(bottom - top, 1))
    lines = Image.new("L", size)
    draw = ImageDraw.Draw(lines)
    for x in range(-size[1], size[0], 9):
        draw.line((x, size[1], x + size[1], 0), fill=110)
    image.paste(Image.new("RGB", size, colour), (left, top), lines)


def _dim(colour: Colour) -> Colour:
    red, green, blue = (round(ground + (part - ground) * 0.4) for part, ground in zip(colour, _GROUND, strict=True))
    return red, green, blue
