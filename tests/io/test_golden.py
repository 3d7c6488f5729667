"""Real series of the public collection: their pixels where the header walk finds them, their grids and dimensions."""

from __future__ import annotations

import csv
import hashlib
import zipfile
from pathlib import Path

import nibabel
import numpy as np
import pytest

from medview.core.study import Kind, corrected
from medview.io.dicom_facts import NATIVE, pixels
from medview.io.dicom_geometry import Planes, fit
from medview.io.dicom_header import read_header
from medview.io.dicom_slices import stored_type
from medview.io.dicom_volume import load_dicom
from medview.io.formats.space import lps_from_ras
from tests.io.making import nothing, only_series, scanned

pytestmark = pytest.mark.shared

CLASSES = ("CT Image Storage", "MR Image Storage")


def fingerprint(array: np.ndarray) -> str:
    return hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()[:16]


def rows(folder: Path) -> list[dict[str, str]]:
    with open(folder / "manifest.csv", newline="") as file:
        return [row for row in csv.DictReader(file) if row["sop_class"] in CLASSES and row["frames"] in ("", "1")]


def native(path: Path) -> np.ndarray:
    """The pixels read straight from where the fast header walk says they are."""
    header = read_header(str(path))
    assert header is not None
    shape = header.short("Rows"), header.short("Columns")
    kind = stored_type(pixels(header))
    return np.fromfile(path, kind, shape[0] * shape[1], offset=header.pixel_offset).reshape(shape)


def mistakes(paths: dict[str, Path], folder: Path) -> tuple[int, list[str]]:
    """How many uncompressed images were read from their place, and which of them differ from the manifest."""
    read, wrong = 0, []
    for row in rows(folder):
        path = paths.get(row["path"])
        header = read_header(str(path)) if path is not None else None
        if header is None or header.pixel_offset < 0 or header.text("TransferSyntaxUID") not in NATIVE:
            continue
        if row["sha256_16_of_pixel_array"] and header.short("HighBit") == header.short("BitsStored") - 1:
            read += 1
            if fingerprint(native(Path(header.path))) != row["sha256_16_of_pixel_array"]:
                wrong.append(row["path"])
    return read, wrong


def test_uncompressed_images_lie_where_the_walk_says(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "dicom"
    for archive in folder.glob("*.zip"):
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(tmp_path)
    places = ((row["path"], base / row["path"]) for row in rows(folder) for base in (tmp_path, folder))
    read, wrong = mistakes({name: path for name, path in places if path.is_file()}, folder)
    assert wrong == []
    assert read > 700


def test_the_oblique_head(shared_data: Path, tmp_path: Path) -> None:
    series = only_series(scanned(shared_data / "dicom" / "series_mr_brain_t1_oblique.zip", tmp_path))[1]
    assert series.geometry is not None
    assert series.geometry.shape == (384, 384, 274)
    assert series.geometry.spacing_mm == pytest.approx([0.667, 0.667, 0.7], abs=1e-3)
    tilt = np.degrees(np.arccos(series.geometry.directions[2, 0]))
    assert tilt == pytest.approx(7, abs=1)


def test_the_tilted_ct_says_what_is_wrong_and_opens_corrected_on_request(shared_data: Path, tmp_path: Path) -> None:
    series = only_series(scanned(shared_data / "dicom" / "series_ct_head_gantry_tilt.zip", tmp_path))[1]
    assert (series.kind, series.geometry) == (Kind.IMAGES, None)
    assert "leans by 18.5 degrees" in series.irregular
    assert "slices 1 to 14 4.00 mm, slices 14 to 15 1.08 mm, slices 15 to 28 7.00 mm" in series.irregular
    assert corrected(series).geometry is not None


def test_the_time_series_is_one_volume_for_each_position(shared_data: Path, tmp_path: Path) -> None:
    series = only_series(scanned(shared_data / "dicom" / "series_fmri_4d_subset.zip", tmp_path))[1]
    assert [(one.name, one.values) for one in series.dimensions] == [("Temporal Position", (1, 2, 3, 4, 5, 6))]
    stored = load_dicom(series, tmp_path / "v.npy", nothing)
    assert np.load(stored.path, mmap_mode="r").shape == (6, 35, 80, 80)
    assert stored.open().array.shape == (35, 80, 80)


def test_directions_agree_with_another_converter(shared_data: Path) -> None:
    """dcm2niix converted the same acquisition; its image counts rows from the other end."""
    folder = shared_data / "dicom" / "ts_same_mr_dcm_qa_ts"
    reference = lps_from_ras(nibabel.load(folder / "Ref" / "1.nii").affine)
    header = read_header(str(folder / "In" / "1.dcm"))
    assert header is not None
    first = np.array(header.floats("ImagePositionPatient"))
    positions = np.array([first, first + reference[:3, 0]])
    spacing = header.floats("PixelSpacing")
    planes = Planes(positions, np.array(header.floats("ImageOrientationPatient")), (spacing[0], spacing[1]), (64, 64))
    found = fit(planes).geometry
    assert found is not None
    assert found.affine[:3, :3] * (1, -1, 1) == pytest.approx(reference[:3, :3], abs=1e-5)


def test_a_whole_ct_in_hounsfield_units(shared_data: Path, tmp_path: Path) -> None:
    series = only_series(scanned(shared_data / "dicom" / "series_ct_chest_abdomen_pelvis_cmb_crc.zip", tmp_path))[1]
    array = load_dicom(series, tmp_path / "volume.npy", nothing).open().array
    assert array.shape == (100, 512, 512)
    assert array.dtype == np.int16
    air, body = array[:, :40, 236:276], array[:, 240:270, 236:276]
    assert np.median(air) == pytest.approx(-1000, abs=40)
    assert -100 < np.median(body) < 300
