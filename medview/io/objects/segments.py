"""The segments of a segmentation: names, codes, colours and who drew them (PS3.3 C.8.20.4)."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass

import numpy as np
from pydicom.dataset import Dataset

from medview.core.card import Label
from medview.core.code import Code
from medview.core.content import Node
from medview.core.overlay import Colour
from medview.core.text import tr
from medview.io.objects.reading import array, code, integer, is_big_endian, item, items, raw_bytes, text, tip, vector

_UNKNOWN = Code("", "", "")

_LINEAR_SRGB = np.array(
    [[3.2404542, -1.5371385, -0.4985314], [-0.9692660, 1.8760108, 0.0415560], [0.0556434, -0.2040259, 1.0572252]]
)
"""XYZ to linear sRGB (IEC 61966-2-1)."""

_WHITE = np.array([0.95047, 1.0, 1.08883])
"""D65. PS3.3 C.10.7.1.1 names ICC's connection space, whose white is D50; but dcmqi, highdicom and dcmjs write D65."""


@dataclass(frozen=True)
class Segment:
    """One segment.

    Args:
        label: Its value, name, codes and colour.
        drawn_by: Algorithm type and name, such as ``"AUTOMATIC, TotalSegmentator"``.
        description: What else is said of it.
    """

    label: Label
    drawn_by: str
    description: str

    @property
    def node(self) -> Node:
        """Its line in a tree."""
        lines = (
            Node(tr("Type"), self.label.code.meaning, tip(self.label.code)),
            Node(tr("Category"), self.label.category.meaning, tip(self.label.category)),
            Node(tr("Laterality"), self.label.laterality.meaning if self.label.laterality else ""),
            Node(tr("Drawn by"), self.drawn_by),
            Node(tr("Description"), self.description),
        )
        return Node(f"{self.label.value} {self.label.name}", children=tuple(line for line in lines if line.value))


def segments_of(dataset: Dataset) -> tuple[Segment, ...]:
    """All segments but the background of a label map, in the order of their numbers."""
    palette = _palette(dataset)
    found = [_segment(one, palette) for one in items(dataset, "SegmentSequence")]
    unique = {one.label.value: one for one in found if one.label.value > 0}
    return tuple(unique[value] for value in sorted(unique))


def unnamed(value: int) -> Label:
    """The label of a value that no segment describes."""
    return Label(value, tr("Segment {number}").format(number=value), _UNKNOWN, _UNKNOWN, spread_colour(value))


def _segment(one: Dataset, palette: dict[int, Colour]) -> Segment:
    number = integer(one, "SegmentNumber")
    kind = code(one, "SegmentedPropertyTypeCodeSequence") or _UNKNOWN
    modifier = item(one, "SegmentedPropertyTypeCodeSequence")
    side = code(modifier, "SegmentedPropertyTypeModifierCodeSequence")
    name = text(one, "SegmentLabel") or kind.meaning or tr("Segment {number}").format(number=number)
    lab = vector(one, "RecommendedDisplayCIELabValue", 3)
    label = Label(
        value=number,
        name=name,
        code=kind,
        category=code(one, "SegmentedPropertyCategoryCodeSequence") or _UNKNOWN,
        colour=srgb(lab) if lab is not None else palette.get(number) or spread_colour(number),
        laterality=side,
    )
    drawn_by = [text(one, "SegmentAlgorithmType"), text(one, "SegmentAlgorithmName")]
    return Segment(label, ", ".join(part for part in drawn_by if part), text(one, "SegmentDescription"))


def srgb(lab: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Colour:
    """Take a stored CIELab value (three of 0 to 65535, PS3.3 C.10.7.1.1) to sRGB."""
    lightness, a, b = lab[0] / 65535 * 100, lab[1] / 65535 * 255 - 128, lab[2] / 65535 * 255 - 128
    middle = (lightness + 16) / 116
    f = np.array([middle + a / 500, middle, middle - b / 200])
    xyz = _WHITE * np.where(f > 6 / 29, f**3, 3 * (6 / 29) ** 2 * (f - 4 / 29))
    linear = np.clip(_LINEAR_SRGB @ xyz, 0, 1)
    shown = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    red, green, blue = (int(part) for part in np.rint(shown * 255))
    return red, green, blue


def spread_colour(number: int) -> Colour:
    """A colour for what states none: neighbours in number lie far apart in hue (golden angle)."""
    red, green, blue = colorsys.hsv_to_rgb(number * 0.61803399 % 1.0, 0.75, 0.95)
    return round(red * 255), round(green * 255), round(blue * 255)


def _palette(dataset: Dataset) -> dict[int, Colour]:
    """The colours of a label map in PALETTE COLOR (PS3.3 C.7.6.3.1.5 and .6)."""
    tables = []
    for name in ("Red", "Green", "Blue"):
        described = vector(dataset, f"{name}PaletteColorLookupTableDescriptor", 3)
        raw = raw_bytes(dataset, f"{name}PaletteColorLookupTableData")
        if described is None or not raw:
            return {}
        count, first, bits = (int(part) for part in described)
        wide = bits > 8 or len(raw) >= 2 * (count or 65536)
        entries = array(raw, "u2" if wide else "u1", big_endian=is_big_endian(dataset))
        tables.append((entries >> 8 if bits > 8 else entries) & 0xFF)
    length = min(len(table) for table in tables)
    colours = np.stack([table[:length] for table in tables], axis=1)
    return {first + index: (int(r), int(g), int(b)) for index, (r, g, b) in enumerate(colours)}
