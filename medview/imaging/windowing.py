"""Window/level: from values to grey, with the presets a radiologist expects."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.volume import Quantity, Window

Grey = NDArray[np.uint8]

CT_PRESETS = (
    Window(40.0, 80.0, "Brain"),
    Window(75.0, 200.0, "Subdural"),
    Window(40.0, 40.0, "Stroke"),
    Window(-600.0, 1500.0, "Lung"),
    Window(40.0, 400.0, "Mediastinum"),
    Window(50.0, 400.0, "Abdomen"),
    Window(90.0, 150.0, "Liver"),
    Window(480.0, 2500.0, "Bone"),
    Window(300.0, 600.0, "Angio"),
)
SUV_PRESETS = (Window(2.5, 5.0, "SUV 0–5"), Window(5.0, 10.0, "SUV 0–10"))
_PRESETS = {Quantity.HU: CT_PRESETS, Quantity.SUV: SUV_PRESETS}

PERCENTILES = (0.1, 99.9)
"""What is drawn black and white where neither file nor preset says: all but the outermost thousandths."""

_SAMPLES = 250_000
"""Enough values to know a thousandth of them to a few per cent, in a few milliseconds."""


def presets(quantity: Quantity) -> tuple[Window, ...]:
    """The windows offered for a quantity, in the order of the keys 1 to 9; none where no scale is agreed on."""
    return _PRESETS.get(quantity, ())


def percentile_window(array: NDArray[Any]) -> Window:
    """A window from the values themselves: their 0.1 to 99.9 percentile.

    Args:
        array: Values of any shape; a large array is sampled evenly.
    """
    finite = _sampled(array)
    if finite.size == 0:
        return Window(0.5, 1.0)
    low, high = (float(value) for value in np.percentile(finite, PERCENTILES))
    return Window((low + high) / 2.0, max(high - low, 1e-6))


def histogram(array: NDArray[Any], bins: int = 256) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """How often values occur between their 0.1 and 99.9 percentile.

    Args:
        array: Values of any shape; a large array is sampled evenly.
        bins: Number of equal bins.

    Returns:
        (bins,) counts of the sampled values and (bins + 1,) edges; values beyond the percentiles count in no bin.
    """
    shown = percentile_window(array)
    counts, edges = np.histogram(_sampled(array), bins, (shown.low, shown.high))
    return counts.astype(np.int64), edges


def _sampled(array: NDArray[Any]) -> NDArray[np.float64]:
    """Finite values from all over an array."""
    step = max(1, round((array.size / _SAMPLES) ** (1.0 / max(1, array.ndim))))
    sample = np.asarray(array[(slice(None, None, step),) * array.ndim], dtype=np.float64)
    return np.asarray(sample[np.isfinite(sample)])


def grey(array: NDArray[Any], window: Window, inverted: bool = False) -> Grey:
    """Values as 0 (black) to 255 (white), linear within the window.

    Args:
        array: Values of any shape; 16-bit integers go through a table and are fastest.
        window: What is drawn black and white.
        inverted: White for low values.

    Returns:
        uint8 of the same shape, contiguous. The function is LINEAR_EXACT of DICOM PS3.3 C.11.2.1.3.2.
    """
    if array.dtype in (np.int16, np.uint16):
        table = _table(array.dtype == np.int16, window.low, window.high, inverted)
        shown: Grey = np.take(table, array.view(np.uint16))
        return shown
    return _linear(np.asarray(array, dtype=np.float32), window.low, window.high, inverted)


@lru_cache(maxsize=8)
def _table(signed: bool, low: float, high: float, inverted: bool) -> Grey:
    values = np.arange(65536, dtype=np.uint16)
    return _linear(values.view(np.int16 if signed else np.uint16).astype(np.float32), low, high, inverted)


def _linear(values: NDArray[np.float32], low: float, high: float, inverted: bool) -> Grey:
    scaled = (values - np.float32(low)) * np.float32(255.0 / max(high - low, 1e-6))
    shown = np.nan_to_num(np.clip(scaled, 0.0, 255.0), nan=0.0, copy=False) + np.float32(0.5)
    result: Grey = shown.astype(np.uint8)
    return np.asarray(255 - result) if inverted else result
