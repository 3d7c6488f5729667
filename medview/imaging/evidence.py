"""A map of evidence over its picture, with its colour bar and its method, as it leaves the program."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from medview.imaging.colours import colour_table
from medview.imaging.picture import labelled, written

COLOURS = "hot"
OPACITY = 0.75
"""Of the strongest evidence; weaker evidence is clearer, so that the picture stays to be seen."""

LEAST_SIDE = 640
"""Smaller pictures are enlarged, so that the words fit."""

_HEAD, _BAR, _MARGIN = 34, 18, 10


def evidence_picture(
    shades: NDArray[np.uint8], values: NDArray[np.floating[Any]], low: float, high: float, title: str
) -> Image.Image:
    """Draw a map over a picture.

    Args:
        shades: (rows, columns) grey, or (rows, columns, 3) red, green and blue.
        values: (rows, columns) the map.
        low: Value at the bottom of the colour bar.
        high: Value at its top.
        title: What is explained and how, above the picture.
    """
    colours = shades if shades.ndim == 3 else np.repeat(shades[..., None], 3, 2)
    share = np.clip((np.nan_to_num(values.astype(np.float32)) - low) / max(high - low, 1e-12), 0.0, 1.0)
    drawn = colour_table(COLOURS)[(share * 255 + 0.5).astype(np.uint8)].astype(np.float32)
    opacity = (OPACITY * np.sqrt(share))[..., None]
    image = Image.fromarray((colours * (1.0 - opacity) + drawn * opacity + 0.5).astype(np.uint8))
    scale = max(1.0, LEAST_SIDE / max(image.size))
    image = image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.BILINEAR)
    return labelled(_framed(image, low, high, title), unreviewed=True)


def _framed(image: Image.Image, low: float, high: float, title: str) -> Image.Image:
    """The picture under its title, beside its colour bar."""
    width = max(image.width + 2 * _MARGIN + _BAR + 48, LEAST_SIDE)
    sheet = Image.new("RGB", (width, image.height + _HEAD))
    sheet.paste(image, (0, _HEAD))
    draw = ImageDraw.Draw(sheet)
    written(draw, (_MARGIN, _HEAD // 2), title, 16, (230, 230, 230), "lm")
    table = colour_table(COLOURS)[::-1][:, None].repeat(_BAR, 1)
    bar = Image.fromarray(table).resize((_BAR, image.height - 2 * _MARGIN))
    left = image.width + _MARGIN
    sheet.paste(bar, (left, _HEAD + _MARGIN))
    for value, place in ((high, _HEAD + _MARGIN + 8), (low, sheet.height - _MARGIN - 8)):
        written(draw, (left + _BAR + 6, place), f"{value:g}", 14, (230, 230, 230), "lm")
    return sheet
