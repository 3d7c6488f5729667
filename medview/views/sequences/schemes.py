"""Colours of letters: tables of groups, readable in every theme, for letters are black or white, as is seen best.

Colours alone never say which letter it is: it is written as soon as there is room.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from medview.core.alphabet import GAPS, Alphabet
from medview.core.overlay import Colour
from medview.core.splicing import LIKELY
from medview.imaging.colour_blind import OKABE_ITO
from medview.views.settings.theme import Theme

ORANGE, SKY, GREEN, YELLOW, BLUE, VERMILION, PURPLE = OKABE_ITO

Groups = tuple[tuple[str, Colour], ...]
_SOFT = 0.5
"""What part of its colour a lower case letter keeps: it is masked."""
_KYTE_DOOLITTLE = {
    **{"I": 4.5, "V": 4.2, "L": 3.8, "F": 2.8, "C": 2.5, "M": 1.9, "A": 1.8, "G": -0.4, "T": -0.7, "S": -0.8},
    **{"W": -0.9, "Y": -1.3, "P": -1.6, "H": -3.2, "E": -3.5, "Q": -3.5, "D": -3.5, "N": -3.5, "K": -3.9, "R": -4.5},
}
"""Hydropathy (Kyte and Doolittle 1982, J Mol Biol 157:105)."""
_HYDROPHILIC, _NEITHER, _HYDROPHOBIC = (0, 114, 178), (225, 225, 225), (213, 94, 0)


@dataclass(frozen=True)
class Scheme:
    """Colours of letters.

    Args:
        name: In the table below, and in settings.
        groups: Letters, upper case, and their colour; others stay grey.
    """

    name: str
    groups: Groups


def _mixed(one: Colour, other: Colour, part: float) -> Colour:
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _hydropathy() -> Groups:
    """A colour between water's blue and the orange of oil for each amino acid."""
    found = []
    for letter, value in _KYTE_DOOLITTLE.items():
        end = _HYDROPHOBIC if value > 0 else _HYDROPHILIC
        found.append((letter, _mixed(_NEITHER, end, abs(value) / 4.5)))
    return tuple(found)


_TAYLOR = """
D ff0000 S ff3300 T ff6600 G ff9900 P ffcc00 C ffff00 A ccff00 V 99ff00 I 66ff00 L 33ff00
M 00ff00 F 00ff66 Y 00ffcc W 00ccff H 0066ff R 0000ff K 6600ff N cc00ff Q ff00cc E ff0066
"""


def _taylor() -> Groups:
    words = _TAYLOR.split()
    return tuple((letter, rgb(QColor(f"#{colour}"))) for letter, colour in zip(words[::2], words[1::2], strict=True))


def rgb(colour: QColor) -> Colour:
    """(red, green, blue) of a colour, 0..255."""
    return colour.red(), colour.green(), colour.blue()


_EFFECTS = ((0.8, VERMILION), (0.5, ORANGE), (LIKELY, YELLOW))
"""Colours of delta scores of splicing, from which score on: high precision, recommended, high recall (Jaganathan et al.
2019, Cell 176:535)."""


def effect_colour(score: float) -> Colour | None:
    """The colour of a delta score; None where it is too small to be put forward."""
    return next((colour for least, colour in _EFFECTS if score >= least), None)


BASES = Scheme("bases", (("A", GREEN), ("C", BLUE), ("G", ORANGE), ("TU", VERMILION)))
RINGS = Scheme("rings", (("AGR", ORANGE), ("CTUY", BLUE)))
SAFE = Scheme(
    "groups",
    (
        ("AILMV", ORANGE),
        ("FWY", YELLOW),
        ("KRH", BLUE),
        ("DE", VERMILION),
        ("STNQ", GREEN),
        ("GP", PURPLE),
        ("CU", SKY),
    ),
)
HYDROPATHY = Scheme("hydropathy", _hydropathy())
CLUSTAL = Scheme(
    "clustal",
    (
        ("AILMFWV", (128, 160, 240)),
        ("KR", (240, 21, 5)),
        ("DE", (192, 72, 192)),
        ("NQST", (21, 192, 21)),
        ("C", (240, 128, 128)),
        ("G", (240, 144, 72)),
        ("P", (192, 192, 0)),
        ("HY", (21, 164, 164)),
    ),
)
"""The groups and colours of Clustal X (Thompson et al. 1997), whatever stands beside a letter in its column."""
ZAPPO = Scheme(
    "zappo",
    (
        ("ILVAM", (255, 175, 175)),
        ("FWY", (255, 200, 0)),
        ("KRH", (100, 100, 255)),
        ("DE", (255, 0, 0)),
        ("STNQ", (0, 255, 0)),
        ("PG", (255, 0, 255)),
        ("C", (255, 255, 0)),
    ),
)
"""Physico-chemical groups as in Jalview (Waterhouse et al. 2009, Bioinformatics 25:1189)."""
TAYLOR = Scheme("taylor", _taylor())
"""Hues around the circle (Taylor 1997, Protein Eng 10:743)."""
PLAIN = Scheme("plain", ())

NUCLEIC = (BASES, RINGS, PLAIN)
PROTEIN = (SAFE, HYDROPATHY, CLUSTAL, ZAPPO, TAYLOR, PLAIN)


def schemes_of(alphabet: Alphabet) -> tuple[Scheme, ...]:
    """The schemes for an alphabet; the first is taken unless another is chosen."""
    return NUCLEIC if alphabet.is_nucleic else PROTEIN


@dataclass(frozen=True, eq=False)
class Paints:
    """Colours of all letters in a theme.

    Args:
        fills: (256,) uint32 0xffRRGGBB, ASCII -> what a letter lies on.
        inks: (256,) uint32, ASCII -> what it is written in.
    """

    fills: NDArray[np.uint32]
    inks: NDArray[np.uint32]


def paints(scheme: Scheme, theme: Theme) -> Paints:
    """The colours of a scheme in a theme."""
    return _paints(scheme, theme.colours["field"], theme.colours["text"])


@lru_cache(maxsize=32)
def _paints(scheme: Scheme, field: str, text: str) -> Paints:
    ground, ink = rgb(QColor(field)), rgb(QColor(text))
    fills = np.full(256, packed(_mixed(ground, ink, 0.14)), np.uint32)
    inks = np.full(256, packed(ink), np.uint32)
    for letters, colour in scheme.groups:
        for letter in letters:
            soft = _mixed(ground, colour, _SOFT)
            fills[ord(letter)], fills[ord(letter.lower())] = packed(colour), packed(soft)
            inks[ord(letter)], inks[ord(letter.lower())] = packed(ink_on(colour)), packed(ink_on(soft))
    for gap in GAPS + " ":
        fills[ord(gap)] = packed(ground)
    return Paints(fills, inks)


def packed(colour: Colour) -> int:
    """0xffRRGGBB of a colour."""
    red, green, blue = colour
    return 0xFF000000 | red << 16 | green << 8 | blue


def luminance(colour: Colour) -> float:
    """Relative luminance, 0..1 (WCAG 2.1)."""
    parts = [part / 255.0 for part in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio of two colours, 1..21 (WCAG 2.1)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def ink_on(fill: Colour) -> Colour:
    """Black or white, whichever is read better on a colour: never less than 4.5 to 1."""
    black, white = (0, 0, 0), (255, 255, 255)
    return black if contrast(black, fill) >= contrast(white, fill) else white
