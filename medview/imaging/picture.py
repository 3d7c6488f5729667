"""Key pictures without a window: three planes through a region, with outlines, letters, scale and label.

Everything is drawn with numpy and Pillow, so the command line's reports have the same pictures as the window's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from scipy.ndimage import binary_erosion

from medview.core.card import Label
from medview.core.geometry import Geometry
from medview.core.resources import resource
from medview.core.text import tr
from medview.core.volume import Volume, Window
from medview.imaging.cut import Cut, Point, letters, sample, sample_labels
from medview.imaging.reslice import Plane
from medview.imaging.windowing import grey

Colour = tuple[int, int, int]

FILL = 0.22
"""Opacity of the fill; the outline is opaque (a quarter of it, as readers are used to)."""

_GAP = 6
_STRIP = 26
_OUTLINE_PIXELS = 2
_BLACK: Colour = (0, 0, 0)
_WHITE: Colour = (255, 255, 255)
_GREY: Colour = (150, 150, 150)
_AMBER: Colour = (255, 176, 32)
_FIRST_WIDE = "\u2e80"
"""Signs from here on are those of East Asia."""
_BARS_MM = (100.0, 50.0, 20.0, 10.0, 5.0, 2.0, 1.0)


def not_a_device() -> str:
    """The label every exported picture and every page carries."""
    return tr("Not a medical device. For research and education.")


@dataclass(frozen=True, eq=False)
class Overlay:
    """What is drawn over the grey values.

    Args:
        array: (k, j, i) label map on the volume's grid.
        labels: Labels to draw, with their colours.
    """

    array: NDArray[Any]
    labels: tuple[Label, ...]

    @property
    def values(self) -> frozenset[int]:
        """The label values to draw."""
        return frozenset(label.value for label in self.labels)


@dataclass(frozen=True, eq=False)
class Scene:
    """What a key picture shows.

    Args:
        volume: The grey values.
        window: How they are shown.
        overlay: What is drawn over them.
        unreviewed: Whether the picture must say that nobody has reviewed it.
        inverted: Low values are meant to be white (MONOCHROME1).
        frames: Middle (LPS mm) and side (mm) of cubes outlined on an overview, to show where the details are.
    """

    volume: Volume
    window: Window
    overlay: Overlay
    unreviewed: bool = False
    inverted: bool = False
    frames: tuple[tuple[Point, float], ...] = ()


def full_field_mm(geometry: Geometry) -> float:
    """Side of a square that holds the whole grid in each of the patient's planes, mm."""
    return float(np.ptp(geometry.corners_lps(), axis=0).max() + geometry.spacing_mm.max())


def side_by_side(scene: Scene, cuts: tuple[Cut, ...]) -> Image.Image:
    """Slices side by side above the label line.

    Args:
        scene: What to show.
        cuts: Where to cut, from left to right; all of the same number of pixels.

    Returns:
        RGB picture.
    """
    return labelled(beside([panel(scene, cut) for cut in cuts]), scene.unreviewed)


def beside(panels: Sequence[Image.Image]) -> Image.Image:
    """Pictures beside each other, from left to right."""
    width = sum(image.width for image in panels) + _GAP * (len(panels) - 1)
    height = max(image.height for image in panels)
    row = Image.new("RGB", (width, height), _BLACK)
    for number, image in enumerate(panels):
        row.paste(image, (number * (image.width + _GAP), 0))
    return row


def labelled(image: Image.Image, unreviewed: bool = False) -> Image.Image:
    """A picture above the label line."""
    sheet = Image.new("RGB", (image.width, image.height + _STRIP), _BLACK)
    sheet.paste(image, (0, 0))
    _label_line(sheet, image.height + _STRIP // 2, unreviewed)
    return sheet


def panel(scene: Scene, cut: Cut) -> Image.Image:
    """One slice with outline and fill, orientation letters, scale bar and the plane's name."""
    values = sample(scene.volume.array, scene.volume.geometry, cut)
    labels = sample_labels(scene.overlay.array, scene.volume.geometry, cut, scene.overlay.values)
    shades = np.repeat(grey(values, scene.window, scene.inverted)[:, :, None], 3, axis=2)
    image = Image.fromarray(painted(shades, labels, scene.overlay.labels))
    draw = ImageDraw.Draw(image)
    for middle, side_mm in scene.frames:
        _frame(draw, cut, middle, side_mm)
    return oriented(image, cut)


def oriented(image: Image.Image, cut: Cut) -> Image.Image:
    """A slice with its orientation letters, its plane's name and a scale bar drawn on it."""
    draw = ImageDraw.Draw(image)
    _letters(draw, cut)
    _plane_name(draw, cut.plane)
    _scale_bar(draw, cut)
    return image


def painted(shades: NDArray[np.uint8], labels: NDArray[Any], shown: tuple[Label, ...]) -> NDArray[np.uint8]:
    """A picture with its labels filled and outlined.

    Args:
        shades: (rows, columns, 3) sRGB.
        labels: (rows, columns) label values.
        shown: The labels to draw.
    """
    colour = shades.astype(np.float32)
    for label in shown:
        inside = labels == label.value
        outline = inside & ~binary_erosion(inside, iterations=_OUTLINE_PIXELS, border_value=1)
        paint = np.array(label.colour, dtype=np.float32)
        colour[inside] = colour[inside] * (1 - FILL) + paint * FILL
        colour[outline] = paint
    return np.asarray(colour.round(), dtype=np.uint8)


def _frame(draw: ImageDraw.ImageDraw, cut: Cut, middle: Point, side_mm: float) -> None:
    x, y = cut.pixel(middle)
    half = side_mm / cut.field_mm * cut.pixels / 2
    draw.rectangle((x - half, y - half, x + half, y + half), outline=_GREY)


def _letters(draw: ImageDraw.ImageDraw, cut: Cut) -> None:
    left, right, top, bottom = letters(cut.plane)
    middle, far = cut.pixels // 2, cut.pixels - 8
    places = ((left, 8, middle, "lm"), (right, far, middle, "rm"), (top, middle, 6, "ma"), (bottom, middle, far, "md"))
    for letter, x, y, anchor in places:
        written(draw, (x, y), letter, 22, _WHITE, anchor)


def _plane_name(draw: ImageDraw.ImageDraw, plane: Plane) -> None:
    written(draw, (8, 6), tr(plane.name), 18, plane.colour, "la")


def _scale_bar(draw: ImageDraw.ImageDraw, cut: Cut) -> None:
    length_mm = next(bar for bar in _BARS_MM if bar <= cut.field_mm / 3 or bar == _BARS_MM[-1])
    length = length_mm / cut.field_mm * cut.pixels
    right, bottom = cut.pixels - 10, cut.pixels - 12
    draw.line((right - length, bottom, right, bottom), fill=_WHITE, width=3)
    for x in (right - length, right):
        draw.line((x, bottom - 5, x, bottom + 5), fill=_WHITE, width=2)
    text = f"{length_mm / 10:g} cm" if length_mm >= 10 else f"{length_mm:g} mm"
    written(draw, (right - length / 2, bottom - 8), text, 16, _WHITE, "md")


def _label_line(row: Image.Image, middle: int, unreviewed: bool) -> None:
    draw = ImageDraw.Draw(row)
    written(draw, (8, middle), not_a_device(), 15, _GREY, "lm")
    if unreviewed:
        written(draw, (row.width - 8, middle), tr("UNREVIEWED AI output"), 16, _AMBER, "rm")


def written(
    draw: ImageDraw.ImageDraw, place: tuple[float, float], text: str, size: int, colour: Colour, anchor: str
) -> None:
    """Write a line; signs of East Asia come from a font of their own, as no font has all.

    Args:
        draw: The picture.
        place: (x, y).
        text: The line.
        size: Of its letters, pixels.
        colour: Of its letters; a black rim keeps them legible.
        anchor: Which point of the line is at the place: l, m or r, then Pillow's vertical one.
    """
    runs = _runs(text, size)
    x, y = place
    x -= {"l": 0.0, "m": 0.5, "r": 1.0}[anchor[0]] * sum(font.getlength(part) for part, font in runs)
    for part, font in runs:
        draw.text((x, y), part, font=font, fill=colour, anchor=f"l{anchor[1]}", stroke_width=2, stroke_fill=_BLACK)
        x += font.getlength(part)


def text_size(text: str, size: int) -> tuple[float, float]:
    """Width and height of a line, pixels."""
    return sum(font.getlength(part) for part, font in _runs(text, size)), 1.2 * size


def _runs(text: str, size: int) -> list[tuple[str, ImageFont.FreeTypeFont]]:
    """A line in pieces of one font each."""
    return [("".join(part), _font(size, wide)) for wide, part in groupby(text, _is_wide)]


def _is_wide(sign: str) -> bool:
    return sign >= _FIRST_WIDE


@cache
def _font(size: int, wide: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resource("fonts", "DroidSansFallbackFull.ttf" if wide else "DejaVuSans.ttf")), size)
