"""Signals thinned to what a screen can show, and where the leads of an ECG stand on paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]

LEADS = ("I", "aVR", "V1", "V4", "II", "aVL", "V2", "V5", "III", "aVF", "V3", "V6")
"""The twelve leads, row by row, as an ECG is printed in three rows and four columns."""
RHYTHM = "II"
PAGE_S = 10.0
"""Seconds on a page: four columns of 2.5 s."""

_MILLIVOLTS = {"V": 1e3, "mV": 1.0, "uV": 1e-3, "µV": 1e-3, "μV": 1e-3, "nV": 1e-6}
_LEAD = re.compile(r"^(?:lead\s+)?(III|II|I|aVR|aVL|aVF|V[1-6])\b", re.IGNORECASE)
_ROUND = (1.0, 2.0, 5.0)
_LOOKED_AT = 1_000_000


@dataclass(frozen=True)
class Strip:
    """A piece of a channel on paper.

    Args:
        channel: Which channel.
        start_s: Its first moment.
        stop_s: Its end.
        left_mm: Where it begins, from the paper's left.
        middle_mm: Where its zero is, from the paper's top.
        label: What is written above it.
        unit_mm: How high one unit of the channel is.
        label_mm: Where that stands, from the paper's top.
    """

    channel: int
    start_s: float
    stop_s: float
    left_mm: float
    middle_mm: float
    label: str
    unit_mm: float
    label_mm: float = 0.0


@dataclass(frozen=True)
class Page:
    """Strips on a paper.

    Args:
        width_mm: The paper's width.
        height_mm: Its height.
        strips: What is drawn.
        rows_mm: Zero of each row that begins with a calibration mark.
    """

    width_mm: float
    height_mm: float
    strips: tuple[Strip, ...]
    rows_mm: tuple[float, ...] = ()


MARGIN_MM = 10.0
"""Room for the calibration mark, and around the paper."""
_LEAST_ROW_MM, _MOST_ROW_MM, _ROOM_MM = 18.0, 70.0, 6.0
_LABEL_MM = 12.0
_OTHER_UNITS_MM = 20.0
"""Channels that are no voltages fill about this height."""


def lead_name(name: str) -> str:
    """The usual short name of an ECG lead; other names stay as they are."""
    found = _LEAD.match(name.strip())
    if found is None:
        return name
    short = found.group(1)
    return next(lead for lead in LEADS if lead.lower() == short.lower())


def is_twelve_lead(names: Sequence[str]) -> bool:
    """Whether all twelve leads are there."""
    return set(LEADS) <= {lead_name(name) for name in names}


def envelope(samples: NDArray[Any], start: int, stop: int, columns: int) -> tuple[Float, Float]:
    """A signal thinned to the least and greatest value of each column, so that no peak is lost.

    Args:
        samples: (n,) values; NaN where there is none.
        start: First sample.
        stop: One after the last.
        columns: How many columns there is room for.

    Returns:
        (m,) sample numbers and (m,) values of a line through them; NaN interrupts it.
    """
    start, stop = max(start, 0), min(stop, len(samples))
    count = stop - start
    if count <= 0:
        return np.empty(0), np.empty(0)
    if columns < 1 or count <= 2 * columns:
        return np.arange(start, stop, dtype=np.float64), np.asarray(samples[start:stop], dtype=np.float64)
    edges = start + np.arange(columns + 1) * count // columns
    part = np.asarray(samples[start:stop], dtype=np.float64)
    least = np.fmin.reduceat(part, edges[:-1] - start)
    most = np.fmax.reduceat(part, edges[:-1] - start)
    middle = (edges[:-1] + edges[1:] - 1) / 2.0
    return np.repeat(middle, 2), np.column_stack((least, most)).ravel()


def twelve_leads(
    names: Sequence[str], units: Sequence[str], start_s: float, length_s: float, mm_s: float, mm_mv: float
) -> Page:
    """Three rows of four leads, and a rhythm strip below.

    Args:
        names: Names of the channels.
        units: Their units.
        start_s: First moment shown.
        length_s: Seconds shown; a quarter of it for each column.
        mm_s: Paper speed, mm/s.
        mm_mv: Gain, mm/mV.
    """
    channels = {lead_name(name): n for n, name in reversed(list(enumerate(names)))}
    quarter, pitch = length_s / 4.0, _row_mm(3.0 * mm_mv)
    left, strips = 2 * MARGIN_MM, []
    rows = tuple(MARGIN_MM + pitch * (row + 0.5) for row in range(4))
    for place, lead in enumerate(LEADS):
        row, column = divmod(place, 4)
        begin, channel = start_s + column * quarter, channels[lead]
        unit = unit_mm(units[channel], mm_mv)
        x, y = left + column * quarter * mm_s, rows[row]
        strips.append(Strip(channel, begin, begin + quarter, x, y, lead, unit, y - _LABEL_MM))
    channel, y = channels[RHYTHM], rows[3]
    unit = unit_mm(units[channel], mm_mv)
    strips.append(Strip(channel, start_s, start_s + length_s, left, y, RHYTHM, unit, y - _LABEL_MM))
    return Page(left + length_s * mm_s + MARGIN_MM, rows[3] + pitch / 2.0 + MARGIN_MM, tuple(strips), rows)


def listed(
    samples: NDArray[Any], names: Sequence[str], units: Sequence[str], length_s: float, mm_s: float, mm_mv: float
) -> Page:
    """One row for each channel, over the whole length.

    Args:
        samples: (channels, n) values.
        names: Names of the channels.
        units: Their units.
        length_s: The whole length.
        mm_s: Paper speed, mm/s.
        mm_mv: Gain, mm/mV; channels that are no voltages get a round scale of their own.
    """
    left, top, strips, rows = 2 * MARGIN_MM, MARGIN_MM, [], []
    for channel, (name, unit) in enumerate(zip(names, units, strict=True)):
        low, high = extremes(samples[channel])
        voltage = unit in _MILLIVOLTS
        scale = unit_mm(unit, mm_mv) if voltage else round_scale(high - low)
        if voltage:
            low, high = min(low, 0.0), max(high, 0.0)
        height = _row_mm((high - low) * scale)
        middle = top + height / 2.0 + (high + low) / 2.0 * scale
        told = lead_name(name) if voltage else f"{name}   {1.0 / scale:g} {unit}/mm".strip()
        strips.append(Strip(channel, 0.0, length_s, left, middle, told, scale, top))
        rows += [middle] if voltage else []
        top += height
    return Page(left + length_s * mm_s + MARGIN_MM, top + MARGIN_MM, tuple(strips), tuple(rows))


def in_millivolts(value: float, unit: str) -> tuple[float, str]:
    """A voltage in millivolts; other values as they are."""
    return (value * _MILLIVOLTS[unit], "mV") if unit in _MILLIVOLTS else (value, unit)


def unit_mm(unit: str, mm_mv: float) -> float:
    """How high one unit of a voltage is, mm."""
    return mm_mv * _MILLIVOLTS.get(unit, 1.0)


def round_scale(extent: float) -> float:
    """A round height of one unit, mm, at which values of this extent fill about a row."""
    if not np.isfinite(extent) or extent <= 0.0:
        return 1.0
    wanted = extent / _OTHER_UNITS_MM
    power = 10.0 ** np.floor(np.log10(wanted))
    return float(1.0 / (power * next(step for step in (*_ROUND, 10.0) if step * power >= wanted * 0.999)))


def extremes(samples: NDArray[Any]) -> tuple[float, float]:
    """Least and greatest of the finite values, or of a million of them; zeros where there are none."""
    values = samples[:: max(1, samples.size // _LOOKED_AT)]
    values = values[np.isfinite(values)]
    return (float(values.min()), float(values.max())) if values.size else (0.0, 0.0)


def _row_mm(height: float) -> float:
    return float(np.clip(height + _ROOM_MM, _LEAST_ROW_MM, _MOST_ROW_MM))
