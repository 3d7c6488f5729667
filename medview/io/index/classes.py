"""What each SOP class is: the one table from UID to room (PS3.4 B.5)."""

from __future__ import annotations

from enum import Enum, auto

from medview.core.study import Kind

_STORAGE = "1.2.840.10008.5.1.4.1.1."


class Images(Enum):
    """How images of a class lie in space."""

    STACKED = auto()
    """Slices where they have planes; a grid where those make one."""
    GROUPED = auto()
    """As STACKED, with functional groups for the frames of one file (PS3.3 C.7.6.16)."""
    NUCLEAR = auto()
    """As STACKED, with the frames of one file by vectors (PS3.3 C.8.4.8)."""
    FLAT = auto()
    """Projections, cines and photographs: each in its own image space."""


Meaning = Kind | Images

_CLASSES: dict[str, Meaning] = {
    "2": Images.STACKED,
    "2.1": Images.GROUPED,
    "2.2": Images.GROUPED,
    "4": Images.STACKED,
    "4.1": Images.GROUPED,
    "4.3": Images.GROUPED,
    "4.4": Images.GROUPED,
    "6.2": Images.GROUPED,
    "7.1": Images.FLAT,
    "13.1.1": Images.GROUPED,
    "13.1.2": Images.GROUPED,
    "13.1.3": Images.GROUPED,
    "20": Images.NUCLEAR,
    "30": Kind.PARAMETRIC_MAP,
    "66.4": Kind.SEGMENTATION,
    "66.7": Kind.SEGMENTATION,
    "77.1.5.4": Images.GROUPED,
    "77.1.6": Kind.SLIDE,
    "88.59": Kind.KEY_OBJECTS,
    "91.1": Kind.REPORT,
    "128": Images.STACKED,
    "128.1": Images.GROUPED,
    "130": Images.GROUPED,
    "481.1": Images.FLAT,
    "481.2": Kind.DOSE,
    "481.3": Kind.STRUCTURES,
    "481.5": Kind.PLAN,
    "481.8": Kind.PLAN,
    "481.23": Images.FLAT,
    "481.24": Images.FLAT,
    "501.1": Images.GROUPED,
}
"""By the UID's end after the common root."""

_FAMILIES: tuple[tuple[str, Meaning], ...] = (
    ("1", Images.FLAT),
    ("3", Images.FLAT),
    ("6", Images.FLAT),
    ("7", Images.GROUPED),
    ("9", Kind.SIGNAL),
    ("11", Kind.PRESENTATION),
    ("12", Images.FLAT),
    ("13.1", Images.FLAT),
    ("14", Images.FLAT),
    ("77.1", Images.FLAT),
    ("88", Kind.REPORT),
    ("104", Kind.DOCUMENT),
    ("601", Images.FLAT),
)
"""Classes and all below them; the table above comes first."""

_NO_CURVES = ("9", "9.1", "11")
"""Standalone curves, trial waveforms and VOI LUTs: retired before their families were made."""

GREY_OBJECTS = frozenset([Kind.SEGMENTATION, Kind.PARAMETRIC_MAP, Kind.DOSE])
"""Objects with pixels that are results on other images."""


def meaning(sop_class: str, has_pixels: bool) -> Meaning:
    """What an object of a class is; one of an unknown class is a picture when it has pixels."""
    unknown: Meaning = Images.GROUPED if has_pixels else Kind.OTHER
    end = sop_class.removeprefix(_STORAGE)
    if end == sop_class or end in _NO_CURVES:
        return unknown
    known = _CLASSES.get(end)
    if known is None:
        known = next((kind for family, kind in _FAMILIES if end == family or end.startswith(family + ".")), unknown)
    if isinstance(known, Images) and not has_pixels:
        return Kind.OTHER
    return known
