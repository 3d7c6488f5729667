"""Siemens mosaics and nuclear medicine reconstructions: slices that one image or one vector holds."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from medview.core.study import Kind, Series
from medview.io.dicom_volume import load_dicom
from medview.io.mosaic import csa_values
from tests.io.making import ct_slice, ct_uids, nothing, only_series, save, scanned

TILE = (4, 5)
COUNT, ACROSS = 7, 3


def csa(values: dict[str, list[str]]) -> bytes:
    """A CSA header of version 2 with the given tags."""
    out = b"SV10\4\3\2\1" + struct.pack("<II", len(values), 77)
    for name, texts in values.items():
        out += struct.pack("<64si4sIII", name.encode(), len(texts), b"IS", 6, len(texts), 77)
        for text in texts:
            data = text.encode() + b"\0"
            out += struct.pack("<4I", len(data), len(data), 77, len(data)) + data.ljust(-(-len(data) // 4) * 4, b"\0")
    return out


def mosaic(number: int, uids: dict[str, str], normal: tuple[int, int, int] = (0, 0, 1)) -> Dataset:
    """Tile n holds the value n + 100 × number; the mosaic is centred on the field of view as one tile is."""
    array = np.zeros((TILE[0] * ACROSS, TILE[1] * ACROSS), np.uint16)
    for n in range(COUNT):
        row, column = n // ACROSS * TILE[0], n % ACROSS * TILE[1]
        array[row : row + TILE[0], column : column + TILE[1]] = n + 100 * number
    dataset = ct_slice(
        number, uids, array, Modality="MR", SOPClassUID="1.2.840.10008.5.1.4.1.1.4", RescaleIntercept=0,
        ImageType=["ORIGINAL", "PRIMARY", "M", "MOSAIC"], SpacingBetweenSlices=3, PixelSpacing=[2, 2.5],
        ImagePositionPatient=[-12.5 * 3 / 2, -8 * 3 / 2, 11], AcquisitionNumber=number + 1,
    )  # fmt: skip
    header = csa({"NumberOfImagesInMosaic": [str(COUNT)], "SliceNormalVector": [f"{part}.0" for part in normal]})
    dataset.private_block(0x0029, "SIEMENS CSA HEADER", create=True).add_new(0x10, "OB", header)
    return dataset


def one(datasets: list[Dataset], tmp_path: Path) -> Series:
    for number, dataset in enumerate(datasets):
        save(dataset, tmp_path / "in" / str(number))
    return only_series(scanned(tmp_path / "in", tmp_path))[1]


def test_tiles_are_slices_at_their_own_place(tmp_path: Path) -> None:
    series = one([mosaic(0, ct_uids())], tmp_path)
    assert series.kind is Kind.VOLUME
    assert series.geometry is not None
    assert series.geometry.shape == (COUNT, *TILE)
    assert series.geometry.affine.tolist() == [[0, 0, 2.5, -6.25], [0, 2, 0, -4], [3, 0, 0, 11], [0, 0, 0, 1]]
    array = load_dicom(series, tmp_path / "v.npy", nothing).open().array
    assert (array == np.arange(COUNT)[:, None, None]).all()


def test_slices_that_follow_each_other_against_the_normal(tmp_path: Path) -> None:
    series = one([mosaic(0, ct_uids(), normal=(0, 0, -1))], tmp_path)
    assert series.geometry is not None
    assert series.geometry.origin_lps.tolist() == [-6.25, -4, 11 - 3 * (COUNT - 1)]
    array = load_dicom(series, tmp_path / "v.npy", nothing).open().array
    assert array[:, 0, 0].tolist() == list(range(COUNT))[::-1]


def test_mosaics_over_time(tmp_path: Path) -> None:
    uids = ct_uids()
    series = one([mosaic(number, uids) for number in range(3)], tmp_path)
    assert [(one.name, len(one.values)) for one in series.dimensions] == [("Acquisition Number", 3)]
    values = np.load(load_dicom(series, tmp_path / "v.npy", nothing).path)
    assert values[:, 2, 0, 0].tolist() == [2, 102, 202]


def test_the_number_of_tiles_of_newer_files(tmp_path: Path) -> None:
    dataset = mosaic(0, ct_uids())
    del dataset[0x0029, 0x1010]
    dataset.private_block(0x0019, "SIEMENS MR HEADER", create=True).add_new(0x0A, "US", COUNT)
    series = one([dataset], tmp_path)
    assert series.geometry is not None
    assert series.geometry.shape[0] == COUNT


@pytest.mark.parametrize("data", [b"", b"SV10", csa({"A": ["1"]})[:-9], b"XXXX" * 40])
def test_a_damaged_private_header_is_no_mosaic(data: bytes, tmp_path: Path) -> None:
    dataset = mosaic(0, ct_uids())
    dataset[0x0029, 0x1010].value = data
    series = one([dataset], tmp_path)
    assert (series.kind, series.geometry) == (Kind.IMAGES, None)
    assert "mosaic" in series.irregular


def test_values_of_a_private_header() -> None:
    assert csa_values(csa({"One": ["1", "", "2"], "None": []})) == {"One": ("1", "2"), "None": ()}


def nuclear(step: float, slices: int = 4, slots: int = 2) -> Dataset:
    """A gated reconstruction: frame value = 10 × slot + slice."""
    order = [(slot, place) for slot in range(1, slots + 1) for place in range(1, slices + 1)]
    array = np.array([np.full(TILE, 10 * slot + place, np.uint16) for slot, place in order])
    dataset = ct_slice(
        0, ct_uids(), array[0], Modality="NM", SOPClassUID="1.2.840.10008.5.1.4.1.1.20", RescaleIntercept=0,
        ImageType=["ORIGINAL", "PRIMARY", "RECON GATED TOMO", "EMISSION"], NumberOfFrames=len(order),
        SpacingBetweenSlices=step, ImagePositionPatient=None, ImageOrientationPatient=None, PixelSpacing=[4, 4],
    )  # fmt: skip
    dataset.PixelData = array.tobytes()
    dataset.SliceVector, dataset.TimeSlotVector = [place for _, place in order], [slot for slot, _ in order]
    detector = Dataset()
    detector.ImagePositionPatient, detector.ImageOrientationPatient = [1, 2, 50], [1, 0, 0, 0, 1, 0]
    dataset.DetectorInformationSequence = Sequence([detector])
    return dataset


def test_a_gated_reconstruction_is_a_volume_for_each_slot(tmp_path: Path) -> None:
    series = one([nuclear(step=4)], tmp_path)
    assert series.geometry is not None
    assert series.geometry.origin_lps.tolist() == [1, 2, 50]
    assert [(one.name, one.values) for one in series.dimensions] == [("Cardiac Phase", (1.0, 2.0))]
    values = np.load(load_dicom(series, tmp_path / "v.npy", nothing).path)
    assert values[..., 0, 0].tolist() == [[11, 12, 13, 14], [21, 22, 23, 24]]


def test_a_negative_step_goes_against_the_normal(tmp_path: Path) -> None:
    series = one([nuclear(step=-4, slots=1)], tmp_path)
    assert series.geometry is not None
    assert series.geometry.origin_lps.tolist() == [1, 2, 38]
    assert load_dicom(series, tmp_path / "v.npy", nothing).open().array[:, 0, 0].tolist() == [14, 13, 12, 11]


def test_a_projection_is_a_stack_of_images(tmp_path: Path) -> None:
    dataset = nuclear(step=4)
    dataset.ImageType = ["ORIGINAL", "PRIMARY", "WHOLE BODY", "EMISSION"]
    series = one([dataset], tmp_path)
    assert (series.kind, series.geometry, series.irregular) == (Kind.IMAGES, None, "")
