"""Volumes of one series along named dimensions, or as parts where they cannot share a grid."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom.dataset import Dataset

from medview.core.study import Kind, Series
from medview.io.dicom_volume import load_dicom
from tests.io.making import ct_slice, ct_uids, nothing, only_series, save, scanned

SLICES = 3
MR = "1.2.840.10008.5.1.4.1.1.4"


def write_volumes(
    folder: Path, changes: list[dict[str, Any]], slices: Callable[[int], int] = lambda _v: SLICES
) -> Path:
    """A volume for each entry, its stored values 100 × volume + slice; files in an order of their own."""
    uids = ct_uids()
    for volume, attributes in enumerate(changes):
        for place in range(slices(volume)):
            values = np.full((4, 4), 100 * volume + place, np.uint16)
            number = place * len(changes) + volume
            private = attributes.get("private")
            made = {
                key: value(place) if callable(value) else value for key, value in attributes.items() if key != "private"
            }
            made = {"Modality": "MR", "SOPClassUID": MR, "RescaleIntercept": 0} | made
            dataset = ct_slice(number, uids, values, ImagePositionPatient=[0, 0, 2 * place], **made)
            if private is not None:
                private(dataset)
            save(dataset, folder / f"{(number * 7) % 1000:03}_{number}.dcm")
    return folder


def one(folder: Path, tmp_path: Path) -> Series:
    return only_series(scanned(folder, tmp_path))[1]


def parts(folder: Path, tmp_path: Path) -> dict[str, Series]:
    result = scanned(folder, tmp_path)
    assert len(result.studies) == 1
    return {series.part: series for series in result.studies[0].series}


NAMED: dict[str, tuple[str, tuple[Any, ...], str]] = {
    "EchoTime": ("Echo Time", (4.92, 2.46), "ms"),
    "InversionTime": ("Inversion Time", (900, 100, 400), "ms"),
    "FlipAngle": ("Flip Angle", (5, 15), "deg"),
    "TemporalPositionIdentifier": ("Temporal Position", (2, 1, 3), ""),
    "TriggerTime": ("Trigger Time", (0, 40, 80), "ms"),
    "FrameReferenceTime": ("Frame Reference Time", (500, 1500), "ms"),
    "AcquisitionNumber": ("Acquisition Number", (1, 2), ""),
    "DiffusionBValue": ("Diffusion b-value", (0.0, 1000.0, 500.0), "s/mm2"),
    "KVP": ("KVP", (80, 140), "kV"),
}


@pytest.mark.parametrize("keyword", NAMED)
def test_a_dimension_has_its_name_unit_and_ascending_values(keyword: str, tmp_path: Path) -> None:
    name, values, unit = NAMED[keyword]
    series = one(write_volumes(tmp_path / "in", [{keyword: value} for value in values]), tmp_path)
    assert series.kind is Kind.VOLUME
    (dimension,) = series.dimensions
    assert (dimension.name, dimension.values, dimension.unit) == (name, tuple(sorted(values)), unit)
    assert series.geometry is not None
    assert series.geometry.shape == (SLICES, 4, 4)


def test_volumes_are_written_in_the_order_of_the_values(tmp_path: Path) -> None:
    echoes = (9.0, 3.0, 6.0)
    series = one(write_volumes(tmp_path / "in", [{"EchoTime": echo} for echo in echoes]), tmp_path)
    stored = load_dicom(series, tmp_path / "v.npy", nothing)
    assert stored.at == (0,)
    values = np.load(stored.path)
    assert values.shape == (3, SLICES, 4, 4)
    assert values[:, :, 0, 0].tolist() == [[100, 101, 102], [200, 201, 202], [0, 1, 2]]
    assert stored.open().array.shape == (SLICES, 4, 4)


def test_two_dimensions_the_last_one_fastest(tmp_path: Path) -> None:
    changes = [{"TemporalPositionIdentifier": t, "EchoTime": e} for t in (1, 2, 3) for e in (5.0, 10.0)]
    series = one(write_volumes(tmp_path / "in", changes), tmp_path)
    assert [dimension.name for dimension in series.dimensions] == ["Echo Time", "Temporal Position"]
    values = np.load(load_dicom(series, tmp_path / "v.npy", nothing).path)
    assert values[..., 0, 0, 0].tolist() == [[0, 200, 400], [100, 300, 500]]


def test_magnitude_and_phase(tmp_path: Path) -> None:
    changes = [{"ImageType": ["ORIGINAL", "PRIMARY", kind, "ND"]} for kind in ("P", "M")]
    series = one(write_volumes(tmp_path / "in", changes), tmp_path)
    assert [(one.name, one.values) for one in series.dimensions] == [("Image Type", ("M", "P"))]


def test_b_values_with_their_directions(tmp_path: Path) -> None:
    along = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]
    changes: list[dict[str, Any]] = [{"DiffusionBValue": 0.0}, {"DiffusionBValue": 0.0}]
    changes += [{"DiffusionBValue": 1000.0, "DiffusionGradientOrientation": one} for one in along]
    series = one(write_volumes(tmp_path / "in", changes), tmp_path)
    assert [one.name for one in series.dimensions] == ["Diffusion b-value"]
    assert series.dimensions[0].values == ("0", "0 #2", "1000 (0.000 1.000 0.000)", "1000 (1.000 0.000 0.000)")


def siemens(b_value: int) -> Callable[[Dataset], None]:
    return lambda dataset: dataset.private_block(0x19, "SIEMENS MR HEADER", create=True).add_new(0x0C, "IS", b_value)


def ge(b_value: int) -> Callable[[Dataset], None]:
    made = [1000000000 + b_value, 0, 0, 0]
    return lambda dataset: dataset.private_block(0x43, "GEMS_PARM_01", create=True).add_new(0x39, "IS", made)


def philips(b_value: int) -> Callable[[Dataset], None]:
    return lambda dataset: dataset.private_block(0x2001, "Philips Imaging DD 001", create=True).add_new(
        0x03, "FL", float(b_value)
    )


@pytest.mark.parametrize("maker", [siemens, ge, philips])
def test_private_b_values(maker: Callable[[int], Any], tmp_path: Path) -> None:
    series = one(write_volumes(tmp_path / "in", [{"private": maker(b)} for b in (800, 0)]), tmp_path)
    assert [(one.name, one.values) for one in series.dimensions] == [("Diffusion b-value", (0.0, 800.0))]


def test_a_private_b_value_without_its_creator_counts_for_nothing(tmp_path: Path) -> None:
    def foreign(b_value: int) -> Callable[[Dataset], None]:
        return lambda dataset: dataset.private_block(0x19, "SOMEBODY", create=True).add_new(0x0C, "IS", b_value)

    found = parts(write_volumes(tmp_path / "in", [{"private": foreign(b)} for b in (800, 0)]), tmp_path)
    assert set(found) == {"", "Repeated slices"}


def test_times_that_differ_from_slice_to_slice_are_put_in_order(tmp_path: Path) -> None:
    changes = [{"TriggerTime": lambda place, t=t: 40 * t + place} for t in range(4)]
    series = one(write_volumes(tmp_path / "in", changes), tmp_path)
    (dimension,) = series.dimensions
    assert (dimension.name, dimension.values) == ("Trigger Time", (1.0, 41.0, 81.0, 121.0))


def test_repetitions_without_a_name_are_told_apart_by_their_time(tmp_path: Path) -> None:
    changes = [{"AcquisitionTime": lambda place, t=t: f"10{t:02}{place:02}"} for t in (3, 1)]
    series = one(write_volumes(tmp_path / "in", changes), tmp_path)
    assert [(one.name, one.values) for one in series.dimensions] == [("Repetition", (1.0, 2.0))]
    values = np.load(load_dicom(series, tmp_path / "v.npy", nothing).path)
    assert values[:, 0, 0, 0].tolist() == [100, 0]


def test_an_unfinished_volume_is_a_part_of_its_own(tmp_path: Path) -> None:
    changes = [{"TemporalPositionIdentifier": t} for t in (1, 2, 3)]
    found = parts(write_volumes(tmp_path / "in", changes, lambda volume: SLICES - (volume == 2)), tmp_path)
    assert {name: len(series.instances) for name, series in found.items()} == {
        "Temporal Position 1 – 2": 6,
        "Temporal Position 3": 2,
    }
    assert found["Temporal Position 1 – 2"].dimensions[0].values == (1, 2)


def test_two_echoes_of_magnitude_and_one_of_phase_are_parts(tmp_path: Path) -> None:
    magnitude, phase = (["ORIGINAL", "PRIMARY", kind] for kind in "MP")
    changes = [{"ImageType": kind, "EchoTime": e} for kind, e in ((magnitude, 5), (magnitude, 10), (phase, 10))]
    found = parts(write_volumes(tmp_path / "in", changes), tmp_path)
    assert set(found) == {"M", "P"}
    assert found["M"].dimensions[0].values == (5, 10)
    assert found["P"].dimensions == ()


def test_copies_under_new_identifiers_are_told(tmp_path: Path) -> None:
    found = parts(write_volumes(tmp_path / "in", [{}, {}, {}]), tmp_path)
    assert {name: len(series.instances) for name, series in found.items()} == {"": 3, "Repeated slices": 6}
    assert found["Repeated slices"].dimensions[0].name == "Copy"


def test_a_plain_volume_has_no_dimension_though_attributes_differ(tmp_path: Path) -> None:
    series = one(write_volumes(tmp_path / "in", [{"AcquisitionNumber": lambda place: place}]), tmp_path)
    assert series.dimensions == ()
    assert series.geometry is not None


def test_binary_numbers_are_read_as_such(tmp_path: Path) -> None:
    folder = write_volumes(tmp_path / "in", [{"DiffusionBValue": b} for b in (50.5, 800.25)])
    assert struct.pack("<d", 50.5) in (sorted(folder.iterdir())[0]).read_bytes()
    assert one(folder, tmp_path).dimensions[0].values == (50.5, 800.25)
