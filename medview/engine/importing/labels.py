"""Labels of an imported segmentation model: from names to what a card says of them."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Mapping

from medview.core.card import Label
from medview.core.code import Code

ANATOMY = Code("91723000", "SCT", "Anatomical Structure")
ALTERED = Code("49755003", "SCT", "Morphologically Altered Structure")
"""Segmented property categories (DICOM PS3.16 CID 7150)."""

_LEFT, _RIGHT = Code("7771000", "SCT", "Left"), Code("24028007", "SCT", "Right")
_SIDES = {"left": _LEFT, "l": _LEFT, "lh": _LEFT, "right": _RIGHT, "r": _RIGHT, "rh": _RIGHT}
_ALTERED = ("tumor", "tumour", "lesion", "cancer", "metastas", "edema", "oedema", "necro", "cyst", "bleed", "stroke")
_GOLDEN = 0.618034


def labels_of(names: Mapping[int, str]) -> tuple[Label, ...]:
    """A label for each value, in colours that are easily told apart.

    Args:
        names: Name of each value in the label map, background left out.
    """
    return tuple(_label(number, value, name) for number, (value, name) in enumerate(sorted(names.items())))


def _label(number: int, value: int, name: str) -> Label:
    words = re.split(r"[^a-z0-9]+", name.casefold())
    altered = any(word.startswith(start) for word in words for start in _ALTERED)
    red, green, blue = colorsys.hsv_to_rgb((0.04 + number * _GOLDEN) % 1.0, 0.75 - 0.25 * (number // 8 % 2), 0.92)
    return Label(
        value=value,
        name=name.replace("_", " ").strip() or str(value),
        code=Code("-".join(filter(None, words)).upper() or f"LABEL-{value}", "99MEDVIEW", name),
        category=ALTERED if altered else ANATOMY,
        colour=(round(red * 255), round(green * 255), round(blue * 255)),
        laterality=next((_SIDES[word] for word in words if word in _SIDES), None),
    )
