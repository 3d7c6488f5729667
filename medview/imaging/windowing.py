"""VOI LUTs: from values to grey by window or table, with the presets a radiologist expects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.images import Frame, Lut
from medview.core.text import tr
from medview.core.volume import Quantity, Window
from medview.imaging.colours import GREY, packed_table

Grey = NDArray[np.uint8]
Voi = Window | Lut
Range = tuple[float, float]
"""Least and greatest value, both included."""

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


def stored_vois(frame: Frame) -> tuple[Voi, ...]:
    """The ways a picture is meant to be shown: its tables, then its windows, first choice first."""
    return (*frame.luts, *frame.windows)


def as_window(voi: Voi) -> Window:
    """A window over the same values; what a table becomes once it is dragged."""
    if isinstance(voi, Lut):
        return Window(voi.first + voi.entries.size / 2.0, float(max(voi.entries.size, 1)), voi.name)
    return voi


def first_window(values: NDArray[Any], frame: Frame) -> Window:
    """The window a picture begins with: its own first one, unless that would hide it or there is none."""
    stored = next(iter(stored_vois(frame)), None)
    fitting = fitting_window(values, stored, frame.padding)
    if stored is None or fitting is not None:
        return fitting or percentile_window(values, frame.padding)
    return as_window(stored)


def percentile_window(array: NDArray[Any], padding: Range | None = None) -> Window:
    """A window from the values themselves: their 0.1 to 99.9 percentile, or all of them where the two are one.

    Args:
        array: Values of any shape; a large array is sampled evenly.
        padding: Values that mark no image, which count for nothing.
    """
    finite = _sampled(array, padding)
    if finite.size == 0:
        return Window(0.5, 1.0)
    low, high = (float(value) for value in np.percentile(finite, PERCENTILES))
    if low == high and not (array.dtype == np.uint8 and array.ndim <= _PICTURE):
        low, high = _ends(array, padding)
    if low == high:
        return _BYTES if array.dtype == np.uint8 else Window(low, max(1.0, 2.0 * abs(low)))
    return Window((low + high) / 2.0, high - low)


def _ends(array: NDArray[Any], padding: Range | None) -> Range:
    """The least and greatest value of all; there is one that is finite and no padding."""
    parts = (_counted(part, padding) for part in (array if array.ndim > _PICTURE else array[np.newaxis]))
    ends = [(part.min(), part.max()) for part in parts if part.size]
    return float(min(low for low, _ in ends)), float(max(high for _, high in ends))


_PICTURE = 2
"""Axes of a picture: one of bytes, black but for a few specks, says as little of those after it as a black one."""
_BYTES = Window(127.5, 255.0)
"""All that eight bits can hold: for a picture of one value, such as the first of a cine, which tells nothing."""

BLIND = 0.98
"""A stored window that leaves more than this part of the values black or white is not believed ..."""
FLAT = 1 / 6
"""... nor one that shows all but the outermost thousandths in less than this part of the greys."""
_BETTER = 0.9
"""What of the values another window may leave black or white to be worth taking instead."""


def fitting_window(array: NDArray[Any], stored: Voi | None, padding: Range | None = None) -> Window | None:
    """The automatic window, if the stored one would hide nearly everything.

    Values equal to the least one (background) are left out of the count, so that a hot spot in an empty field keeps its
    window.

    Args:
        array: Values of any shape.
        stored: The window or table stored with them, or None.
        padding: Values that mark no image.

    Returns:
        A window whose name tells why it was taken, or None where ``stored`` serves.
    """
    automatic = percentile_window(array, padding)
    if stored is None:
        return automatic
    values = _sampled(array, padding)
    seen = values[values > values.min()] if values.size else values
    why = _why_not(seen, stored)
    if not why or _why_not(seen, automatic) or _hidden(seen, automatic) >= _BETTER:
        return None
    name = tr("table") if isinstance(stored, Lut) else f"W {stored.width:g} L {stored.centre:g}"
    return replace(automatic, name=tr("Automatic: the stored {name} {why}").format(name=name, why=why))


def _why_not(values: NDArray[np.float64], shown: Voi) -> str:
    """What makes a window unfit for values; empty when it serves."""
    if values.size == 0:
        return ""
    hidden = _hidden(values, shown)
    if hidden > BLIND:
        return tr("leaves {share} % black or white").format(share=int(hidden * 100))
    darkest, brightest = (float(shade) for shade in grey(np.percentile(values, PERCENTILES), shown))
    used = abs(brightest - darkest) / 255.0
    if used < FLAT and np.ptp(values) > 0:
        return tr("uses {share} % of the greys").format(share=int(used * 100))
    return ""


def _hidden(values: NDArray[np.float64], shown: Voi) -> float:
    """The part of the values that is drawn fully black or white."""
    if values.size == 0:
        return 0.0
    drawn = grey(values, shown)
    return float(np.count_nonzero((drawn == 0) | (drawn == 255)) / drawn.size)


REGION_PERCENTILES = (1.0, 99.0)
"""What a region's window spans: a region is chosen by hand, and its border catches some of what lies beside it."""


def region_window(values: NDArray[Any]) -> Window | None:
    """The window that shows the values of a region; None where there is none, or only one."""
    finite = values[np.isfinite(values)]
    if finite.size == 0:
        return None
    low, high = (float(value) for value in np.percentile(finite, REGION_PERCENTILES))
    if low == high:
        low, high = float(finite.min()), float(finite.max())
    return Window((low + high) / 2.0, high - low) if high > low else None


def histogram(array: NDArray[Any], bins: int = 256) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """How often values occur between their 0.1 and 99.9 percentile.

    Args:
        array: Values of any shape; a large array is sampled evenly.
        bins: Number of equal bins.

    Returns:
        (bins,) counts of the sampled values and (bins + 1,) edges; values beyond the percentiles count in no bin, but
        where all of them lie there.
    """
    shown, values = percentile_window(array), _sampled(array)
    counts, edges = np.histogram(values, bins, (shown.low, shown.high))
    if values.size and not counts.any():
        counts, edges = np.histogram(values, bins)
    return counts.astype(np.int64), edges


def _sampled(array: NDArray[Any], padding: Range | None = None) -> NDArray[np.float64]:
    """Finite values from all over an array."""
    step = max(1, round((array.size / _SAMPLES) ** (1.0 / max(1, array.ndim))))
    return _counted(array[(slice(None, None, step),) * array.ndim], padding)


def _counted(values: NDArray[Any], padding: Range | None) -> NDArray[np.float64]:
    """Finite values that are no padding."""
    with np.errstate(invalid="ignore"):  # some bits of a damaged float are a NaN that complains when it is copied
        floats = np.asarray(values, dtype=np.float64)
    kept = np.isfinite(floats)
    if padding is not None:
        kept &= ~_padded(floats, padding)
    return np.asarray(floats[kept])


def _padded(values: NDArray[Any], padding: Range) -> NDArray[np.bool_]:
    return np.asarray((values >= padding[0]) & (values <= padding[1]))


_TABLES = {np.dtype(kind): np.dtype(unsigned) for kind, unsigned in (("i2", "u2"), ("u2", "u2"), ("u1", "u1"))}
"""Types looked up in a table, and the type their values are an index in."""
_BLACK = np.uint32(0xFF000000)
_EXACT_IN_FLOAT32 = 2
"""Integers of at most this many bytes; others need float64."""


def grey(array: NDArray[Any], shown: Voi, inverted: bool = False, padding: Range | None = None) -> Grey:
    """Values as 0 (black) to 255 (white).

    Args:
        array: Values of any shape; integers of 8 or 16 bits go through a table and are fastest.
        shown: Window or table: what is drawn black and white, and what lies between (PS3.3 C.11.2.1).
        inverted: White for low values (PS3.3 C.11.6, Presentation LUT Shape INVERSE; MONOCHROME1).
        padding: Values that mark no image: black, as is what is not a number, also when inverted.

    Returns:
        uint8 of the same shape, contiguous.
    """
    index = _TABLES.get(array.dtype)
    if index is not None:
        drawn: Grey = np.take(_table(array.dtype.str, shown, inverted, padding), array.view(index))
        return drawn
    wide = array.dtype.itemsize > _EXACT_IN_FLOAT32 and array.dtype != np.float32
    return _mapped(array.astype(np.float64 if wide else np.float32, copy=False), shown, inverted, padding)


def shaded(
    array: NDArray[Any], shown: Voi, inverted: bool = False, padding: Range | None = None, colours: str = GREY
) -> NDArray[np.uint32]:
    """Values as opaque colours, 0xffRRGGBB: what the screen shows of them.

    Args:
        array: Values of any shape.
        shown: Window or table.
        inverted: The low end of the window gets the last colour.
        padding: Values that mark no image: black in any map, as is what is not a number.
        colours: Name of the colour map.
    """
    index = _TABLES.get(array.dtype)
    if index is not None:
        return np.asarray(np.take(_colour_table(array.dtype.str, shown, inverted, padding, colours), array.view(index)))
    return _coloured(array, grey(array, shown, inverted, padding), padding, colours)


@lru_cache(maxsize=8)
def _colour_table(kind: str, shown: Voi, inverted: bool, padding: Range | None, colours: str) -> NDArray[np.uint32]:
    return _coloured(_every(kind), _table(kind, shown, inverted, padding), padding, colours)


def _coloured(values: NDArray[Any], drawn: Grey, padding: Range | None, colours: str) -> NDArray[np.uint32]:
    found = np.take(packed_table(colours), drawn)
    if values.dtype.kind == "f" or padding is not None:
        found[_nothing(values, padding)] = _BLACK
    return found


def _nothing(values: NDArray[Any], padding: Range | None) -> NDArray[np.bool_]:
    """Where there is no image."""
    gaps = np.asarray(np.isnan(values))
    return gaps if padding is None else gaps | _padded(values, padding)


def _every(kind: str) -> NDArray[np.float32]:
    """All values of an integer type, in the order of their bits."""
    stored = np.dtype(kind)
    return np.arange(1 << 8 * stored.itemsize, dtype=_TABLES[stored]).view(stored).astype(np.float32)


@lru_cache(maxsize=8)
def _table(kind: str, shown: Voi, inverted: bool, padding: Range | None) -> Grey:
    return _mapped(_every(kind), shown, inverted, padding)


def _mapped(values: NDArray[np.floating[Any]], shown: Voi, inverted: bool, padding: Range | None) -> Grey:
    with np.errstate(over="ignore", invalid="ignore"):  # what is too large for float32 is white or black all the same
        scaled = _looked_up(values, shown) if isinstance(shown, Lut) else _FUNCTIONS[shown.function](values, shown)
    drawn: Grey = (np.nan_to_num(scaled, nan=0.0, copy=False) + np.float32(0.5)).astype(np.uint8)
    if inverted:
        np.subtract(255, drawn, out=drawn)
    drawn[_nothing(values, padding)] = 0
    return drawn


def _linear(values: NDArray[np.floating[Any]], window: Window) -> NDArray[Any]:
    """PS3.3 C.11.2.1.2.1: black up to c - 0.5 - (w - 1) / 2, white beyond c - 0.5 + (w - 1) / 2.

    A width below 1 is not allowed there; floating-point images have such, and mean the exact function.
    """
    if window.width < 1.0:
        return _linear_exact(values, window)
    return _ramp(values, window.low, window.high - 1.0)


def _linear_exact(values: NDArray[np.floating[Any]], window: Window) -> NDArray[Any]:
    """PS3.3 C.11.2.1.3.2: black up to c - w / 2, white beyond c + w / 2."""
    return _ramp(values, window.low, window.high)


def _ramp(values: NDArray[np.floating[Any]], low: float, high: float) -> NDArray[Any]:
    kind = values.dtype.type
    return np.asarray(np.clip((values - kind(low)) * kind(255.0) / kind(max(high - low, 1e-6)), 0.0, 255.0))


def _sigmoid(values: NDArray[np.floating[Any]], window: Window) -> NDArray[Any]:
    """PS3.3 C.11.2.1.3.1: y = range / (1 + exp(-4 (x - c) / w))."""
    kind = values.dtype.type
    steepness = np.clip((values - kind(window.centre)) * kind(-4.0 / max(window.width, 1e-6)), -80.0, 80.0)
    return np.asarray(kind(255.0) / (kind(1.0) + np.exp(steepness)))


_FUNCTIONS: dict[str, Callable[[NDArray[np.floating[Any]], Window], NDArray[Any]]] = {
    "LINEAR": _linear,
    "LINEAR_EXACT": _linear_exact,
    "SIGMOID": _sigmoid,
}


def _looked_up(values: NDArray[np.floating[Any]], lut: Lut) -> NDArray[Any]:
    """PS3.3 C.11.2.1.1: values up to the first one mapped get the first entry, those past the table the last one."""
    index = np.clip(np.nan_to_num(np.rint(values - lut.first)), 0, lut.entries.size - 1).astype(np.int64)
    full = float((1 << lut.bits) - 1)
    return np.asarray(np.clip(lut.entries[index].astype(np.float32) * np.float32(255.0 / full), 0.0, 255.0))
