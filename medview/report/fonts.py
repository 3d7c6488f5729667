"""Fonts of the PDF: names in any script must be readable on any machine, so the fonts travel in the file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont

from medview.core.resources import resource

REGULAR = "DejaVuSans"
BOLD = "DejaVuSans-Bold"
HAN = "DroidSansFallbackFull"
HANGUL = "HYSMyeongJo-Medium"
"""Adobe's name of a Korean font that PDF readers bring along; no embeddable one is shipped."""

_HANGUL_RANGES = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7AF))


@dataclass(frozen=True)
class Fonts:
    """The characters each embedded font has."""

    latin: frozenset[int]
    han: frozenset[int]

    def font_of(self, character: str) -> str | None:
        """The font a character needs beside the text's own one, or None."""
        code = ord(character)
        if code in self.latin:
            return None
        if any(low <= code <= high for low, high in _HANGUL_RANGES):
            return HANGUL
        return HAN if code in self.han else None


@cache
def registered() -> Fonts:
    """Make the fonts known to reportlab, once per process."""
    fonts = {name: TTFont(name, str(resource("fonts", f"{name}.ttf"))) for name in (REGULAR, BOLD, HAN)}
    for font in fonts.values():
        pdfmetrics.registerFont(font)
    pdfmetrics.registerFont(UnicodeCIDFont(HANGUL))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)
    return Fonts(_characters(fonts[REGULAR]), _characters(fonts[HAN]))


def marked_up(text: str) -> str:
    """Text as reportlab's paragraph markup: escaped, with a font for each run of characters that needs its own."""
    runs = ((font, "".join(run)) for font, run in groupby(text, key=registered().font_of))
    return "".join(escape(run) if font is None else f'<font name="{font}">{escape(run)}</font>' for font, run in runs)


def _characters(font: TTFont) -> frozenset[int]:
    return frozenset(font.face.charToGlyph)
