"""What a file says about showing its values: windows, VOI LUTs, polarity, padding, losses (PS3.3 C.11.2, C.7.5.1)."""

from __future__ import annotations

import numpy as np
from pydicom import Dataset

from medview.core.images import Lut
from medview.core.text import tr
from medview.core.volume import VoiFunction, Window
from medview.io.pixels.format import PixelFormat
from medview.io.pixels.modality import Modality
from medview.io.pixels.tables import lut
from medview.io.pixels.values import FrameGroups, items, numbers, text, texts, value

_FUNCTIONS: dict[str, VoiFunction] = {"LINEAR_EXACT": "LINEAR_EXACT", "SIGMOID": "SIGMOID"}
"""VOI LUT Function; absent, it is LINEAR (C.11.2.1.3)."""

_METHODS = {
    "ISO_10918_1": "JPEG", "ISO_14495_1": "JPEG-LS", "ISO_15444_1": "JPEG 2000", "ISO_15444_15": "HTJ2K",
    "ISO_18181_1": "JPEG XL", "ISO_13818_2": "MPEG-2", "ISO_14496_10": "H.264", "ISO_23008_2": "HEVC",
}  # fmt: skip
"""Lossy Image Compression Method (C.7.6.1.1.5.1)."""

_ALWAYS_LOSSY = ("1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51")


def windows(dataset: Dataset, frame: int = 0) -> tuple[Window, ...]:
    """Stored windows, first choice first; those that show nothing are left out (C.11.2.1.2)."""
    stated = FrameGroups(dataset, frame).find("FrameVOILUTSequence") or dataset
    centres, widths = numbers(stated, "WindowCenter"), numbers(stated, "WindowWidth")
    names = (*texts(stated, "WindowCenterWidthExplanation"), *[""] * len(centres))
    function = _FUNCTIONS.get(text(stated, "VOILUTFunction").upper(), "LINEAR")
    least = 1.0 if function == "LINEAR" else 0.0
    pairs = zip(centres, widths, names, strict=False)
    return tuple(Window(c, w, name, function) for c, w, name in pairs if w > 0 and w >= least)


def luts(dataset: Dataset, form: PixelFormat, values: Modality) -> tuple[Lut, ...]:
    """VOI LUTs; the values they map are signed when the stored ones, or their intercept, are (C.11.2.1.1)."""
    signed = values.lut is None and values.ends(form)[0] < 0
    made = (lut(item, signed, form.big_endian) for item in items(dataset, "VOILUTSequence"))
    return tuple(one for one in made if one is not None)


def inverted(dataset: Dataset, form: PixelFormat) -> bool:
    """Whether low values are meant to be white (C.7.6.3.1.2, C.11.6)."""
    return form.photometric == "MONOCHROME1" or text(dataset, "PresentationLUTShape").upper() == "INVERSE"


def padding(dataset: Dataset, form: PixelFormat, values: Modality) -> tuple[float, float] | None:
    """(least, greatest) value, after the modality LUT, that marks no image (C.7.5.1.1.2)."""
    if form.samples != 1 or form.dtype.kind == "f":
        return None
    ends = [_as_stored(dataset, key, form) for key in ("PixelPaddingValue", "PixelPaddingRangeLimit")]
    stated = [one for one in ends if one is not None]
    if not stated or ends[0] is None:
        return None
    shown = values.apply(np.array(stated, np.int64), np.dtype(np.float64))
    return float(shown.min()), float(shown.max())


def _as_stored(dataset: Dataset, keyword: str, form: PixelFormat) -> int | None:
    """Writers confuse US and SS: the pixels decide which it is."""
    found = value(dataset, keyword)
    if isinstance(found, bytes):
        found = int.from_bytes(found[:2], "big" if form.big_endian else "little")
    if not isinstance(found, int):
        return None
    least = -(1 << (form.dtype.itemsize * 8 - 1))
    modulus = 1 << form.dtype.itemsize * 8
    return (found - least) % modulus + least if form.signed else found % modulus


def lossy(dataset: Dataset, transfer_syntax: str) -> str:
    """How the image was compressed with losses, in words; empty when it was not."""
    if text(dataset, "LossyImageCompression") != "01" and transfer_syntax not in _ALWAYS_LOSSY:
        return ""
    ratios = numbers(dataset, "LossyImageCompressionRatio")
    methods = [_METHODS.get(one, one) for one in texts(dataset, "LossyImageCompressionMethod")]
    steps = max(len(ratios), len(methods))
    parts = [
        " ".join(
            [*(m for m in methods[at : at + 1] if m), *(f"{ratio:.3g}:1" for ratio in ratios[at : at + 1] if ratio > 0)]
        )
        for at in range(steps)
    ]
    told = ", ".join(part for part in parts if part)
    return tr("Compressed with losses: {how}").format(how=told) if told else tr("Compressed with losses")
