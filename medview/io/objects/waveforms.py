"""Waveforms: ECG, haemodynamic, audio and others, in their units (PS3.3 C.10.9)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from medview.core.content import Signal, SignalGroup
from medview.core.errors import ReadError
from medview.core.text import tr
from medview.io.atomic import writing_errors
from medview.io.objects import content_items
from medview.io.objects.reading import (
    Source,
    array,
    code,
    floats,
    integer,
    is_big_endian,
    items,
    meaning,
    number,
    raw_bytes,
    text,
)  # fmt: skip

Array = NDArray[Any]

MOST_SAMPLES = 1 << 28
"""Samples of a group that are read: a day of twelve leads at 250 per second."""


def _linear(kind: str) -> Callable[[bytes, bool], Array]:
    return lambda raw, big: array(raw, kind, big_endian=big)


def _mu_law(raw: bytes, _big: bool) -> Array:
    """ITU-T G.711 mu-law to 16-bit samples."""
    code_ = ~array(raw, "u1")
    size = ((((code_ & 0x0F).astype(np.int32) << 3) + 0x84) << ((code_ & 0x70) >> 4).astype(np.int32)) - 0x84
    return np.where(code_ & 0x80, -size, size)


def _a_law(raw: bytes, _big: bool) -> Array:
    """ITU-T G.711 A-law to 16-bit samples."""
    code_ = array(raw, "u1") ^ 0x55
    exponent, mantissa = ((code_ & 0x70) >> 4).astype(np.int32), (code_ & 0x0F).astype(np.int32) << 4
    size = np.where(exponent == 0, mantissa + 8, (mantissa + 0x108) << np.maximum(exponent - 1, 0))
    return np.where(code_ & 0x80, size, -size)


_DECODE: dict[str, Callable[[bytes, bool], Array]] = {
    "SB": _linear("i1"), "UB": _linear("u1"), "SS": _linear("i2"), "US": _linear("u2"), "SL": _linear("i4"),
    "UL": _linear("u4"), "SV": _linear("i8"), "UV": _linear("u8"), "MB": _mu_law, "AB": _a_law,
}  # fmt: skip
"""Waveform Sample Interpretation (PS3.3 C.10.9.1.5)."""

_BY_BITS = {8: "SB", 16: "SS", 32: "SL", 64: "SV"}


def content(source: Source) -> Signal:
    """All groups of channels, and what is written about them.

    Raises:
        ReadError: There is none that can be read.
    """
    dataset = source.dataset
    groups: list[SignalGroup] = []
    notes: list[str] = []
    sequence = items(dataset, "WaveformSequence")
    for index, one in enumerate(sequence):
        source.checkpoint(index / len(sequence), tr("Reading signals"))
        try:
            groups.append(_group(source, one, index, notes))
        except ReadError as error:
            notes.append(str(error))
    if not groups:
        raise ReadError(
            " ".join([tr("It has no signal that can be read."), *notes]), tr("It may be damaged; export it again.")
        )
    return Signal(source.title, tuple(groups), _annotations(dataset, sequence), tuple(notes))


def _group(source: Source, one: Dataset, index: int, notes: list[str]) -> SignalGroup:
    channels = items(one, "ChannelDefinitionSequence")
    stored = _samples(one, len(channels), is_big_endian(source.dataset), notes)
    padding = _padding(one, is_big_endian(source.dataset))
    values = np.empty(stored.shape, np.float32)
    for row, channel in enumerate(channels):
        values[row] = _scaled(stored[row], channel)
        if padding is not None:
            values[row][stored[row] == padding] = np.nan
    path = source.folder / f"signal-{index}.npy"
    with writing_errors(path):
        np.save(path, values, allow_pickle=False)
    names = tuple(_name(channel, row) for row, channel in enumerate(channels))
    rate = number(one, "SamplingFrequency", 0.0)
    if rate <= 0:
        notes.append(tr("The sampling frequency is not stated; one sample a second is shown."))
    units = tuple(_unit(channel) for channel in channels)
    return SignalGroup(str(path), names, units, rate if rate > 0 else 1.0, text(one, "MultiplexGroupLabel"))


def _samples(one: Dataset, channels: int, big_endian: bool, notes: list[str]) -> Array:
    """(channels, samples) as stored."""
    count, stated = integer(one, "NumberOfWaveformSamples"), integer(one, "NumberOfWaveformChannels", channels)
    interpretation = text(one, "WaveformSampleInterpretation").upper()
    decode = _DECODE.get(interpretation) or _DECODE.get(_BY_BITS.get(integer(one, "WaveformBitsAllocated"), ""))
    if decode is None or channels < 1 or stated != channels:
        raise ReadError(
            tr("A group of {stated} channels, {channels} of them described, as {kind} cannot be read.").format(
                stated=stated, channels=channels, kind=interpretation or tr("unknown samples")
            ),
            "",
        )
    samples = decode(raw_bytes(one, "WaveformData"), big_endian)
    present = len(samples) // channels
    if present < count:
        notes.append(tr("A group is cut off: {present} of {count} samples.").format(present=present, count=count))
    kept = min(present, count if count > 0 else present, MOST_SAMPLES // channels)
    if kept < 1:
        raise ReadError(tr("A group has no sample."), "")
    if kept < min(present, count):
        notes.append(tr("Only the first {kept} samples of a group are shown.").format(kept=kept))
    return samples[: kept * channels].reshape(kept, channels).T


def _padding(one: Dataset, big_endian: bool) -> int | None:
    """Waveform Padding Value, stored like one sample."""
    raw = raw_bytes(one, "WaveformPaddingValue")
    decode = _DECODE.get(text(one, "WaveformSampleInterpretation").upper())
    if not raw or decode is None:
        return None
    found = decode(raw, big_endian)
    return int(found[0]) if len(found) else None


def _scaled(stored: Array, channel: Dataset) -> NDArray[np.float64]:
    """Samples in the channel's unit: times sensitivity and its correction, plus baseline (PS3.3 C.10.9.1.4.2)."""
    slope = number(channel, "ChannelSensitivity", 1.0) * number(channel, "ChannelSensitivityCorrectionFactor", 1.0)
    return np.asarray(stored * slope + number(channel, "ChannelBaseline", 0.0), np.float64)


def _name(channel: Dataset, row: int) -> str:
    named = meaning(channel, "ChannelSourceSequence") or text(channel, "ChannelLabel")
    modifiers = [text(one, "CodeMeaning") for one in items(channel, "ChannelSourceModifiersSequence")]
    parts = [part for part in (named, *modifiers) if part]
    return ", ".join(parts) or tr("Channel {number}").format(number=row + 1)


def _unit(channel: Dataset) -> str:
    found = code(channel, "ChannelSensitivityUnitsSequence")
    return found.value if found is not None else ""


def _annotations(dataset: Dataset, groups: list[Dataset]) -> tuple[tuple[str, str], ...]:
    rates = [number(group, "SamplingFrequency", 0.0) for group in groups]
    found = [_annotation(one, rates) for one in items(dataset, "WaveformAnnotationSequence")]
    return tuple(pair for pair in found if any(pair))


def _annotation(one: Dataset, rates: list[float]) -> tuple[str, str]:
    """Name and value; a place on the signal is told as its time."""
    value = text(one, "NumericValue")
    words = f"{value} {content_items.unit(one)}".rstrip() if value else meaning(one, "ConceptCodeSequence")
    free = text(one, "UnformattedTextValue")
    name = meaning(one, "ConceptNameCodeSequence")
    channels = floats(one, "ReferencedWaveformChannels")
    rate = rates[int(channels[0]) - 1] if len(channels) and 0 < channels[0] <= len(rates) else max(rates, default=0.0)
    positions = floats(one, "ReferencedSamplePositions")[:2]
    times = [f"{(position - 1) / rate:.3f} s" for position in positions] if rate > 0 else []
    place = f"({' … '.join(times)})" if times else ""
    return name or tr("Statement"), " ".join(part for part in (words or free, place) if part)
