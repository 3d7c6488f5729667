"""Colour maps: what stands for the shades between black and white, 256 colours each, computed here.

Maps between stops are straight lines in sRGB. The perceptual ones are even in CIE lightness (CIE 15:2018, D65), so that
equal steps of value look equally large.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from medview.core.text import tr

Rgb = tuple[int, int, int]
Table = NDArray[np.uint8]

_D65 = np.array([0.95047, 1.0, 1.08883])
_TO_LINEAR = np.array([[3.2406, -1.5372, -0.4986], [-0.9689, 1.8758, 0.0415], [0.0557, -0.2040, 1.0570]])
"""CIE XYZ to linear sRGB (IEC 61966-2-1)."""


def _between(*stops: tuple[float, Rgb]) -> Callable[[], Table]:
    def made() -> Table:
        places = [place for place, _ in stops]
        channels = [np.interp(np.linspace(0, 1, 256), places, [colour[n] for _, colour in stops]) for n in range(3)]
        return np.rint(np.stack(channels, axis=1)).astype(np.uint8)

    return made


def _perceptual(lightness: tuple[float, float], *tints: tuple[float, float]) -> Callable[[], Table]:
    """Lightness in equal steps through (chroma, hue in degrees) tints at equal distances."""

    def made() -> Table:
        at, places = np.linspace(0.0, 1.0, 256), np.linspace(0.0, 1.0, len(tints))
        chroma, hue = (np.interp(at, places, [tint[n] for tint in tints]) for n in range(2))
        light, angle = np.interp(at, (0.0, 1.0), lightness), np.radians(hue)
        return _srgb(np.column_stack((light, chroma * np.cos(angle), chroma * np.sin(angle))))

    return made


def _srgb(lab: NDArray[np.float64]) -> Table:
    """(n, 3) CIE L*a*b* as sRGB; what a screen cannot show is cut off."""
    fy = (lab[:, 0] + 16.0) / 116.0
    f = np.column_stack((fy + lab[:, 1] / 500.0, fy, fy - lab[:, 2] / 200.0))
    xyz = np.where(f > 6 / 29, f**3, 3 * (6 / 29) ** 2 * (f - 4 / 29)) * _D65
    linear = np.clip(xyz @ _TO_LINEAR.T, 0.0, 1.0)
    shown = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.asarray(np.rint(shown * 255.0), dtype=np.uint8)


_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)
GREY = "grey"
COLOUR_MAPS: dict[str, Callable[[], Table]] = {
    GREY: _between((0.0, _BLACK), (1.0, _WHITE)),
    "grey_inverted": _between((0.0, _WHITE), (1.0, _BLACK)),
    "hot": _between((0.0, _BLACK), (0.365, (255, 0, 0)), (0.746, (255, 255, 0)), (1.0, _WHITE)),
    "hot_metal": _between((0.0, _BLACK), (0.5, (200, 20, 0)), (0.8, (255, 160, 20)), (1.0, _WHITE)),
    "pet": _between(
        (0.0, _BLACK), (0.25, (0, 70, 150)), (0.5, (150, 0, 190)), (0.75, (255, 120, 0)), (0.9, (255, 230, 60)),
        (1.0, _WHITE),
    ),
    "rainbow": _between(
        (0.0, (0, 0, 130)), (0.125, (0, 0, 255)), (0.375, (0, 255, 255)), (0.625, (255, 255, 0)), (0.875, (255, 0, 0)),
        (1.0, (130, 0, 0)),
    ),
    "perceptual": _perceptual((12, 92), (30, 312), (42, 270), (31, 215), (42, 150), (78, 98)),
    "blue_yellow": _perceptual((14, 93), (34, 276), (8, 276), (0, 184), (12, 92), (66, 92)),
    "ice": _between((0.0, _BLACK), (0.4, (10, 50, 160)), (0.75, (70, 190, 240)), (1.0, _WHITE)),
    "bone": _between((0.0, _BLACK), (0.375, (84, 84, 116)), (0.75, (167, 199, 199)), (1.0, _WHITE)),
    "copper": _between((0.0, _BLACK), (0.8, (255, 159, 101)), (1.0, (255, 200, 127))),
    "red": _between((0.0, _BLACK), (0.7, (255, 30, 30)), (1.0, (255, 200, 200))),
    "green": _between((0.0, _BLACK), (0.7, (20, 220, 40)), (1.0, (200, 255, 200))),
    "blue": _between((0.0, _BLACK), (0.7, (50, 90, 255)), (1.0, (205, 220, 255))),
    "blue_white_red": _between((0.0, (20, 40, 160)), (0.5, (245, 245, 245)), (1.0, (170, 15, 25))),
}  # fmt: skip
"""By the name ``Look.colours`` holds, in the order of the menu."""


def colour_title(name: str) -> str:
    """The name of a map for people."""
    return {
        GREY: tr("Grey"),
        "grey_inverted": tr("Inverted grey"),
        "hot": tr("Hot"),
        "hot_metal": tr("Hot metal"),
        "pet": tr("PET"),
        "rainbow": tr("Rainbow"),
        "perceptual": tr("Violet to yellow"),
        "blue_yellow": tr("Blue to yellow"),
        "ice": tr("Ice"),
        "bone": tr("Bone"),
        "copper": tr("Copper"),
        "red": tr("Red"),
        "green": tr("Green"),
        "blue": tr("Blue"),
        "blue_white_red": tr("Blue, white, red"),
    }[known_map(name)]


@lru_cache(maxsize=len(COLOUR_MAPS))
def colour_table(name: str) -> Table:
    """(256, 3) sRGB of a map from low to high; grey for a name nobody knows."""
    table = COLOUR_MAPS[known_map(name)]()
    table.setflags(write=False)
    return table


@lru_cache(maxsize=len(COLOUR_MAPS))
def packed_table(name: str) -> NDArray[np.uint32]:
    """(256,) opaque 0xffRRGGBB of a map from low to high."""
    red, green, blue = colour_table(name).astype(np.uint32).T
    return np.asarray(np.uint32(0xFF000000) | red << 16 | green << 8 | blue, dtype=np.uint32)


def next_map(name: str) -> str:
    """The map after this one, around."""
    names = list(COLOUR_MAPS)
    return names[(names.index(known_map(name)) + 1) % len(names)]


def known_map(name: str) -> str:
    """The name itself; grey for one nobody knows."""
    return name if name in COLOUR_MAPS else GREY
