"""Key pictures without a window: three planes through a region, with outlines, letters, scale and label.

Everything is drawn with numpy and Pillow, so the command line's reports have the same pictures as the window's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
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
from medview.imaging.plane import PLANES, Cut, Plane, sample, sample_labels

Point = tuple[float, float, float]
Colour = tuple[int, int, int]

PANEL_PIXELS = 480
"""Side of one plane: at a third of an A4 text width this is 200 dots per inch."""

FILL = 0.22
"""Opacity of the fill; the outline is opaque (a quarter of it, as readers are used to)."""

_GAP = 6
_STRIP = 26
_OUTLINE_PIXELS = 2
_BLACK: Colour = (0, 0, 0)
_WHITE: Colour = (255, 255, 255)
_GREY: Colour = (150, 150, 150)
_AMBER: Colour = (255, 176, 32)
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
        frames: Cuts outlined where they lie, to show on an overview where a detail is.
    """

    volume: Volume
    window: Window
    overlay: Overlay
    unreviewed: bool = False
    frames: tuple[Cut, ...] = ()


def full_field_mm(geometry: Geometry) -> float:
    """Side of a square that holds the whole grid in each of the patient's planes, mm."""
    return float(np.ptp(geometry.corners_lps(), axis=0).max() + geometry.spacing_mm.max())


def three_planes(scene: Scene, centre_lps: Point, field_mm: float) -> Image.Image:
    """Axial, coronal and sagittal slice through a point, side by side.

    Args:
        scene: What to show.
        centre_lps: LPS millimetres of the middle of each slice.
        field_mm: Side of each square slice.

    Returns:
        RGB picture of three panels above the label line.
    """
    panels = [panel(scene, Cut(plane, centre_lps, field_mm, PANEL_PIXELS)) for plane in PLANES]
    width = sum(image.width for image in panels) + _GAP * (len(panels) - 1)
    row = Image.new("RGB", (width, PANEL_PIXELS + _STRIP), _BLACK)
    for number, image in enumerate(panels):
        row.paste(image, (number * (PANEL_PIXELS + _GAP), 0))
    _label_line(row, scene.unreviewed)
    return row


def panel(scene: Scene, cut: Cut) -> Image.Image:
    """One slice with outline and fill, orientation letters, scale bar and the plane's name."""
    grey = _grey(sample(scene.volume.array, scene.volume.geometry, cut), scene.window)
    values = scene.overlay.values
    labels = sample_labels(scene.overlay.array, scene.volume.geometry, cut, values)
    image = Image.fromarray(_painted(grey, labels, scene.overlay.labels))
    draw = ImageDraw.Draw(image)
    for frame in scene.frames:
        _frame(draw, cut, frame)
    _letters(draw, cut)
    _plane_name(draw, cut.plane)
    _scale_bar(draw, cut)
    return image


def _grey(values: NDArray[np.float32], window: Window) -> NDArray[np.uint8]:
    shown = np.clip((values - window.low) / max(window.width, 1e-6), 0.0, 1.0) * 255.0
    return np.asarray(np.nan_to_num(shown, nan=0.0).round(), dtype=np.uint8)


def _painted(grey: NDArray[np.uint8], labels: NDArray[np.uint8], shown: tuple[Label, ...]) -> NDArray[np.uint8]:
    colour = np.repeat(grey[:, :, None], 3, axis=2).astype(np.float32)
    for label in shown:
        inside = labels == label.value
        outline = inside & ~binary_erosion(inside, iterations=_OUTLINE_PIXELS, border_value=1)
        paint = np.array(label.colour, dtype=np.float32)
        colour[inside] = colour[inside] * (1 - FILL) + paint * FILL
        colour[outline] = paint
    return np.asarray(colour.round(), dtype=np.uint8)


def _frame(draw: ImageDraw.ImageDraw, cut: Cut, frame: Cut) -> None:
    x, y = cut.pixel(frame.centre_lps)
    half = frame.field_mm / cut.field_mm * cut.pixels / 2
    draw.rectangle((x - half, y - half, x + half, y + half), outline=_GREY)


def _letters(draw: ImageDraw.ImageDraw, cut: Cut) -> None:
    left, right, top, bottom = cut.plane.letters
    middle, far = cut.pixels // 2, cut.pixels - 8
    places = ((left, 8, middle, "lm"), (right, far, middle, "rm"), (top, middle, 6, "ma"), (bottom, middle, far, "md"))
    for letter, x, y, anchor in places:
        _text(draw, (x, y), letter, 22, _WHITE, anchor)


def _plane_name(draw: ImageDraw.ImageDraw, plane: Plane) -> None:
    _text(draw, (8, 6), tr(plane.name), 18, plane.colour, "la")


def _scale_bar(draw: ImageDraw.ImageDraw, cut: Cut) -> None:
    length_mm = next(bar for bar in _BARS_MM if bar <= cut.field_mm / 3 or bar == _BARS_MM[-1])
    length = length_mm / cut.field_mm * cut.pixels
    right, bottom = cut.pixels - 10, cut.pixels - 12
    draw.line((right - length, bottom, right, bottom), fill=_WHITE, width=3)
    for x in (right - length, right):
        draw.line((x, bottom - 5, x, bottom + 5), fill=_WHITE, width=2)
    text = f"{length_mm / 10:g} cm" if length_mm >= 10 else f"{length_mm:g} mm"
    _text(draw, (right - length / 2, bottom - 8), text, 16, _WHITE, "md")


def _label_line(row: Image.Image, unreviewed: bool) -> None:
    draw = ImageDraw.Draw(row)
    middle = PANEL_PIXELS + _STRIP // 2
    _text(draw, (8, middle), not_a_device(), 15, _GREY, "lm")
    if unreviewed:
        _text(draw, (row.width - 8, middle), tr("UNREVIEWED AI output"), 16, _AMBER, "rm")


def _text(
    draw: ImageDraw.ImageDraw, place: tuple[float, float], text: str, size: int, colour: Colour, anchor: str
) -> None:
    draw.text(place, text, font=_font(size), fill=colour, anchor=anchor, stroke_width=2, stroke_fill=_BLACK)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resource("fonts", "DejaVuSans.ttf")), size)
