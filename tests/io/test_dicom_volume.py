from __future__ import annotations

import errno
import os
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGLSLossless,
    RLELossless,
)

from medview.core.errors import ReadError, WriteError
from medview.core.study import Series
from medview.core.volume import Quantity
from medview.io import dicom_volume
from medview.io.dicom_volume import load_dicom
from tests.io.making import ct_slice, ct_uids, nothing, only_series, save, scanned, write_ct

VALUES = np.arange(48, dtype=np.uint16).reshape(6, 8) * 5


def series_of(folder: Path, tmp_path: Path) -> Series:
    series = only_series(scanned(folder, tmp_path))[1]
    assert series.geometry is not None, series.irregular
    return series


def loaded(folder: Path, tmp_path: Path) -> np.ndarray:
    return np.asarray(load_dicom(series_of(folder, tmp_path), tmp_path / "volume.npy", nothing).open().array)


def test_hounsfield_units_in_slice_order(tmp_path: Path) -> None:
    folder = write_ct(tmp_path / "in", 4, lambda n: {"ImagePositionPatient": [0, 0, -2 * n]})
    stored = load_dicom(series_of(folder, tmp_path), tmp_path / "volume.npy", nothing)
    array = stored.open().array
    assert stored.quantity is Quantity.HU
    assert array.dtype == np.int16
    assert array[:, 0, 0].tolist() == [300 - 1024, 200 - 1024, 100 - 1024, -1024]
    assert array[3].tolist() == (np.arange(48).reshape(6, 8) - 1024).tolist()


def test_another_unit_is_not_called_hounsfield(tmp_path: Path) -> None:
    folder = write_ct(tmp_path / "in", 2, lambda _n: {"RescaleType": "US"})
    assert load_dicom(series_of(folder, tmp_path), tmp_path / "v.npy", nothing).quantity is Quantity.ARBITRARY


CONVERSIONS: dict[str, tuple[dict[str, Any], Any, Any]] = {
    "8 bits": ({"array": np.array([[0, 255]], np.uint8)}, np.int16, [[-1024, -769]]),
    "signed 8 bits": ({"array": np.array([[-128, 127]], np.int8)}, np.int16, [[-1152, -897]]),
    "signed": ({"array": np.array([[-1000, 3000]], np.int16)}, np.int16, [[-2024, 1976]]),
    "12 bits with an overlay above": (
        {"array": np.array([[0xF00F, 0x0FFF]], np.uint16), "BitsStored": 12, "HighBit": 11},
        np.int16,
        [[15 - 1024, 4095 - 1024]],
    ),
    "12 signed bits": (
        {"array": np.array([[0x0FFF, 0x07FF]], np.uint16).view(np.int16), "BitsStored": 12, "HighBit": 11},
        np.int16,
        [[-1 - 1024, 2047 - 1024]],
    ),
    "above int16, back by the intercept": ({"array": np.array([[33000, 0]], np.uint16)}, np.int16, [[31976, -1024]]),
    "too wide for int16": ({"array": np.array([[60000, 0]], np.uint16)}, np.float32, [[58976, -1024]]),
    "a negative slope": ({"RescaleSlope": -2, "array": np.array([[10, 0]], np.uint16)}, np.int16, [[-1044, -1024]]),
    "a broken slope": ({"RescaleSlope": "0.5", "array": np.array([[3, 0]], np.uint16)}, np.float32, [[-1022.5, -1024]]),
    "32 bits": ({"array": np.array([[70000, 1]], np.int32)}, np.float32, [[68976, -1023]]),
    "no rescaling": ({"RescaleSlope": None, "RescaleIntercept": None, "array": VALUES}, np.int16, VALUES.tolist()),
    "monochrome 1 keeps its values": (
        {"PhotometricInterpretation": "MONOCHROME1", "array": VALUES, "RescaleIntercept": 0},
        np.int16,
        VALUES.tolist(),
    ),
}


@pytest.mark.parametrize("kind", CONVERSIONS)
def test_values(kind: str, tmp_path: Path) -> None:
    changes, expected_type, expected = CONVERSIONS[kind]
    array = loaded(write_ct(tmp_path / "in", 2, lambda _n: dict(changes)), tmp_path)
    assert array.dtype == expected_type
    assert array[1].tolist() == expected


def test_each_slice_has_its_own_slope(tmp_path: Path) -> None:
    folder = write_ct(tmp_path / "in", 3, lambda n: {"RescaleSlope": str(0.5 * (n + 1)), "RescaleIntercept": n}, VALUES)
    array = loaded(folder, tmp_path)
    assert array.dtype == np.float32
    assert array[:, 0, 2].tolist() == [5.0, 11.0, 17.0]


@pytest.mark.parametrize(
    "syntax", [ImplicitVRLittleEndian, DeflatedExplicitVRLittleEndian, RLELossless, JPEGLSLossless, JPEG2000Lossless]
)
def test_every_encoding_gives_the_same_values(syntax: str, tmp_path: Path) -> None:
    uids = ct_uids()
    values = np.random.default_rng(0).integers(0, 4096, (32, 40), dtype=np.uint16)
    for number in range(2):
        dataset = ct_slice(number, uids, values, BitsStored=12, HighBit=11)
        if syntax in (RLELossless, JPEGLSLossless):
            dataset.file_meta = FileMetaDataset()
            dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
            dataset.compress(syntax, generate_instance_uid=False)
        elif syntax == JPEG2000Lossless:
            compress_jpeg2000(dataset, values)
        save(dataset, tmp_path / "in" / str(number), syntax)
    assert (loaded(tmp_path / "in", tmp_path)[1] == values.astype(np.int16) - 1024).all()


def compress_jpeg2000(dataset: Any, values: np.ndarray) -> None:
    stream = BytesIO()
    Image.fromarray(values).save(stream, "JPEG2000", no_jp2=True, irreversible=False)
    dataset.PixelData = encapsulate([stream.getvalue()])
    dataset["PixelData"].VR = "OB"
    dataset["PixelData"].is_undefined_length = True
    dataset.BitsStored, dataset.HighBit = 16, 15


def test_big_endian(tmp_path: Path) -> None:
    uids = ct_uids()
    for number in range(2):
        save(ct_slice(number, uids, VALUES.astype(">u2")), tmp_path / "in" / str(number), ExplicitVRBigEndian)
    assert (loaded(tmp_path / "in", tmp_path)[0] == VALUES.astype(np.int16) - 1024).all()


@pytest.mark.parametrize(
    ("syntax", "name"), [("1.2.840.10008.1.2.4.53", "Spectral"), ("1.2.840.10008.1.2.4.100", "MPEG2")]
)
def test_an_encoding_that_is_refused_is_named(syntax: str, name: str, tmp_path: Path) -> None:
    series = encapsulated(tmp_path, syntax)
    assert any(syntax in note and name in note for note in series.notes)
    with pytest.raises(ReadError, match=name):
        load_dicom(series, tmp_path / "v.npy", nothing)


def test_what_cannot_be_decoded_says_why(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no readable JPEG header"):
        load_dicom(encapsulated(tmp_path, "1.2.840.10008.1.2.4.70"), tmp_path / "v.npy", nothing)


def encapsulated(tmp_path: Path, syntax: str) -> Series:
    """Two slices whose compressed pixels are nonsense."""
    uids = ct_uids()
    for number in range(2):
        dataset = ct_slice(number, uids, VALUES)
        dataset.PixelData = encapsulate([b"nonsense"])
        dataset["PixelData"].VR = "OB"
        dataset["PixelData"].is_undefined_length = True
        save(dataset, tmp_path / "in" / str(number), syntax)
    return only_series(scanned(tmp_path / "in", tmp_path))[1]


def test_a_value_above_the_lowest_bit(tmp_path: Path) -> None:
    values = np.arange(48, dtype=np.uint16).reshape(6, 8)
    folder = write_ct(tmp_path / "in", 2, lambda _n: {"BitsStored": 12, "HighBit": 15, "array": values << 4})
    assert (loaded(folder, tmp_path)[0] == values.astype(np.int16) - 1024).all()


def test_a_modality_lut_takes_the_place_of_the_slope(tmp_path: Path) -> None:
    table = Dataset()
    table.LUTDescriptor, table.ModalityLUTType = [16, 2, 16], "US"
    table.LUTData = np.arange(100, 116, dtype=np.uint16).tobytes()
    values = np.arange(48, dtype=np.uint16).reshape(6, 8)
    changes = {"ModalityLUTSequence": [table], "RescaleSlope": None, "RescaleIntercept": None, "array": values}
    array = loaded(write_ct(tmp_path / "in", 2, lambda _n: dict(changes)), tmp_path)
    assert array.dtype == np.int16
    assert array[0].tolist() == (np.clip(values, 2, 17) + 98).tolist()


class TestFilesThatChanged:
    def test_rewritten(self, tmp_path: Path) -> None:
        series = series_of(write_ct(tmp_path / "in", 3), tmp_path)
        os.utime(series.instances[1].path, ns=(1, 1))
        with pytest.raises(ReadError, match="changed since it was listed"):
            load_dicom(series, tmp_path / "v.npy", nothing)
        assert not (tmp_path / "v.npy").exists()

    def test_vanished(self, tmp_path: Path) -> None:
        series = series_of(write_ct(tmp_path / "in", 3), tmp_path)
        Path(series.instances[2].path).unlink()
        with pytest.raises(ReadError, match="No such file"):
            load_dicom(series, tmp_path / "v.npy", nothing)

    def test_shorter_than_listed(self, tmp_path: Path) -> None:
        series = series_of(write_ct(tmp_path / "in", 3), tmp_path)
        frame = series.instances[0].frame
        assert frame is not None
        moved = replace(series.instances[0], frame=replace(frame, offset=frame.offset + 8))
        with pytest.raises(ReadError, match="truncated"):
            load_dicom(replace(series, instances=(moved, *series.instances[1:])), tmp_path / "v.npy", nothing)


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    series = series_of(write_ct(tmp_path / "in", 3), tmp_path)

    def full(_sink: object, _array: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(dicom_volume, "_write_all", full)
    with pytest.raises(WriteError, match="full") as caught:
        load_dicom(series, tmp_path / "v.npy", nothing)
    assert "Make room" in caught.value.hint
    assert not (tmp_path / "v.npy").exists()


def test_a_cancelled_load_leaves_nothing(tmp_path: Path) -> None:
    class Stop(BaseException):
        pass

    def cancel(_fraction: float, _note: str) -> None:
        raise Stop

    series = series_of(write_ct(tmp_path / "in", 3), tmp_path)
    with pytest.raises(Stop):
        load_dicom(series, tmp_path / "v.npy", cancel)
    assert not (tmp_path / "v.npy").exists()
