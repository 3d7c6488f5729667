from __future__ import annotations

from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian

from medview.core.content import Signal
from medview.core.errors import ReadError
from medview.io.objects import load_content
from tests.io.making import nothing, save
from tests.io.objects.making import blank, concept, ct, derived, item, write


def channel(name: str, sensitivity: float = 1.0, correction: float = 1.0, baseline: float = 0.0) -> Dataset:
    return item(
        ChannelSourceSequence=concept(("2:1", "MDC", name)),
        ChannelSensitivity=sensitivity,
        ChannelSensitivityCorrectionFactor=correction,
        ChannelBaseline=baseline,
        ChannelSensitivityUnitsSequence=concept(("mV", "UCUM", "millivolt")),
    )


def group(samples: np.ndarray, kind: str, *channels: Dataset, order: str = "<", **values: object) -> Dataset:
    """A multiplex group of (samples, channels)."""
    made = item(
        NumberOfWaveformChannels=samples.shape[1], NumberOfWaveformSamples=samples.shape[0], SamplingFrequency=250,
        WaveformBitsAllocated=samples.dtype.itemsize * 8, WaveformSampleInterpretation=kind,
        ChannelDefinitionSequence=list(channels),
    )  # fmt: skip
    vr = "OB" if samples.dtype.itemsize == 1 else "OW"
    raw = samples.astype(samples.dtype.newbyteorder(order)).tobytes()
    made.add_new("WaveformData", vr, raw + b"\0" * (len(raw) % 2))
    for keyword, value in values.items():
        if keyword == "WaveformPaddingValue":
            made.add_new(keyword, vr, value)
        else:
            setattr(made, keyword, value)
    return made


def read(tmp_path: Path, *groups: Dataset, syntax: str = ExplicitVRLittleEndian, **values: object) -> Signal:
    made = blank(ct(tmp_path), "9.1.1", WaveformSequence=list(groups), **values)
    signal = load_content(derived(save(made, tmp_path / "ecg.dcm", syntax)), tmp_path, nothing)
    assert isinstance(signal, Signal)
    return signal


@pytest.mark.parametrize(
    ("kind", "dtype"),
    [("SB", "i1"), ("UB", "u1"), ("SS", "i2"), ("US", "u2"), ("SL", "i4"), ("UL", "u4"), ("SV", "i8"), ("UV", "u8")],
)
@pytest.mark.parametrize(("syntax", "order"), [(ExplicitVRLittleEndian, "<"), (ExplicitVRBigEndian, ">")])
def test_samples_of_every_kind_in_their_units(kind, dtype, syntax, order, tmp_path) -> None:
    least = -100 if dtype[0] == "i" else 0
    samples = np.arange(least, least + 40).reshape(20, 2).astype(dtype)
    leads = channel("Lead I", 0.005, 2.0, 0.5), channel("Lead II")
    signal = read(tmp_path, group(samples, kind, *leads, order=order, MultiplexGroupLabel="RHYTHM"), syntax=syntax)
    (found,) = signal.groups
    assert (found.names, found.units, found.rate_hz, found.title) == (
        ("Lead I", "Lead II"),
        ("mV", "mV"),
        250,
        "RHYTHM",
    )
    array = np.load(found.path)
    assert array.dtype == np.float32
    assert array[0] == pytest.approx(samples[:, 0].astype(float) * 0.01 + 0.5)
    assert array[1] == pytest.approx(samples[:, 1].astype(float))


@pytest.mark.parametrize(
    ("kind", "codes", "values"),
    [
        ("MB", b"\xff\x7f\x00\x80\xfe\x01", [0, 0, -32124, 32124, 8, -31100]),
        ("AB", b"\xd5\x55\x2a\xaa\xd4\x2b", [8, -8, -32256, 32256, 24, -31232]),
    ],
)
def test_companded_samples_of_audio(kind, codes, values, tmp_path) -> None:
    """G.711: zero, the extremes, and the steps next to them."""
    samples = np.frombuffer(codes, np.uint8).reshape(-1, 1)
    array = np.load(read(tmp_path, group(samples, kind, channel("Voice"))).groups[0].path)
    assert array[0].tolist() == values


def test_padding_is_no_sample(tmp_path) -> None:
    samples = np.array([[1], [-32768], [3]], np.int16)
    made = group(samples, "SS", channel("Lead I"), WaveformPaddingValue=b"\x00\x80")
    array = np.load(read(tmp_path, made).groups[0].path)
    assert np.isnan(array[0]).tolist() == [False, True, False]


def test_annotations_name_values_and_times(tmp_path) -> None:
    annotations = [
        item(UnformattedTextValue="Sinus rhythm"),
        item(
            ConceptNameCodeSequence=concept(("2:1", "MDC", "QT Interval")), NumericValue="368",
            MeasurementUnitsCodeSequence=concept(("ms", "UCUM", "millisecond")),
        ),
        item(
            ConceptNameCodeSequence=concept(("2:2", "MDC", "P Onset")), ReferencedWaveformChannels=[1, 1],
            ReferencedSamplePositions=[126], TemporalRangeType="POINT",
        ),
    ]  # fmt: skip
    made = group(np.zeros((4, 1), np.int16), "SS", channel("Lead I"))
    signal = read(tmp_path, made, WaveformAnnotationSequence=annotations)
    assert signal.annotations == (("Statement", "Sinus rhythm"), ("QT Interval", "368 ms"), ("P Onset", "(0.500 s)"))


def test_cut_off_and_odd_groups_are_told_and_the_others_shown(tmp_path) -> None:
    short = group(np.zeros((10, 1), np.int16), "SS", channel("Lead I"))
    short.NumberOfWaveformSamples = 20
    odd = group(np.zeros((10, 2), np.int16), "SS", channel("Lead I"))
    signal = read(tmp_path, short, odd)
    assert len(signal.groups) == 1
    assert "10 of 20 samples" in signal.notes[0]
    assert "2 channels, 1 of them described" in signal.notes[1]


def test_no_readable_group_is_refused(tmp_path) -> None:
    with pytest.raises(ReadError, match="no signal that can be read"):
        read(tmp_path, item(NumberOfWaveformChannels=1))


def test_a_waveform_without_groups_is_refused(tmp_path) -> None:
    path = write(blank(ct(tmp_path), "9.2.1"), tmp_path)
    with pytest.raises(ReadError, match="no signal"):
        load_content(derived(path), tmp_path, nothing)


def test_a_real_12_lead_ecg_as_pydicom_scales_it(tmp_path) -> None:
    path = get_testdata_file("waveform_ecg.dcm", download=False)
    signal = load_content(derived(Path(str(path))), tmp_path, nothing)
    assert isinstance(signal, Signal)
    dataset = pydicom.dcmread(str(path))
    assert [one.title for one in signal.groups] == ["RHYTHM", "MEDIAN BEAT"]
    for number, one in enumerate(signal.groups):
        assert np.load(one.path) == pytest.approx(dataset.waveform_array(number).T)
        assert one.names[0] == "Lead I (Einthoven)"
        assert set(one.units) == {"uV"}
    assert ("QRS Duration", "75 ms") in signal.annotations
