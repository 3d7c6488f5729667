"""Every CT and MR object of the public collection decodes to the pixels its manifest states, or is refused by name."""

from __future__ import annotations

import csv
import hashlib
import zipfile
from pathlib import Path

import nibabel
import numpy as np
import pytest

from medview.core.errors import ReadError
from medview.io.dicom_geometry import Planes, grid
from medview.io.dicom_header import read_header
from medview.io.dicom_index import DECODED, NATIVE, make_series, pixels, unusable
from medview.io.dicom_volume import decoded, load_dicom, stored_type
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


def mistake(path: Path, row: dict[str, str]) -> str:
    """What differs from the manifest; empty when nothing does."""
    header = read_header(str(path))
    assert header is not None
    if unusable(header):
        return "" if not row["sha256_16_of_pixel_array"] else unusable(header)
    stored = pixels(header)
    if (stored.rows, stored.columns) != (int(row["rows"]), int(row["cols"])):
        return f"size {stored.rows}×{stored.columns}"
    if header.text("TransferSyntaxUID") not in NATIVE | DECODED:
        return "" if row["ts_uid"] in make_series([header]).irregular else "not refused by name"
    try:
        array = native(path) if header.pixel_offset >= 0 else decoded(str(path), stored)
    except ReadError as error:
        return "" if row["decode_pydicom"] != "ok" or row["ts_uid"] in str(error) else str(error)
    if row["decode_pydicom"] != "ok":
        return ""  # MedView decodes more than the manifest's maker did
    low, high = row["min/max dtype shape"].split()[0].split("/")
    allowed = row["ts_uid"] in LOSSY
    right = max(abs(int(array.min()) - int(low)), abs(int(array.max()) - int(high))) <= allowed
    same = fingerprint(array) == row["sha256_16_of_pixel_array"] or row["ts_uid"] in BY_EYE
    return "" if right and same else f"pixels {array.min()}/{array.max()} {array.dtype}"


LOSSY = ("1.2.840.10008.1.2.4.51",)
"""JPEG with 12 bits: decoders round differently, by one."""

BY_EYE = ("1.2.840.10008.1.2.2", *LOSSY)
"""Big endian: the manifest hashed the bytes in their stored order."""


def test_single_objects(shared_data: Path) -> None:
    folder = shared_data / "dicom"
    loose = [row for row in rows(folder) if (folder / row["path"]).is_file()]
    assert len(loose) > 150
    wrong = {row["path"]: told for row in loose if (told := mistake(folder / row["path"], row))}
    assert wrong == {}


def test_zipped_series(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "dicom"
    packed = [row for row in rows(folder) if not (folder / row["path"]).is_file()]
    assert len(packed) > 500
    for archive in folder.glob("*.zip"):
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(tmp_path)
    wrong = {row["path"]: told for row in packed if (told := mistake(tmp_path / row["path"], row))}
    assert wrong == {}


def test_the_oblique_head(shared_data: Path, tmp_path: Path) -> None:
    series = only_series(scanned(shared_data / "dicom" / "series_mr_brain_t1_oblique.zip", tmp_path))[1]
    assert series.geometry is not None
    assert series.geometry.shape == (384, 384, 274)
    assert series.geometry.spacing_mm == pytest.approx([0.667, 0.667, 0.7], abs=1e-3)
    tilt = np.degrees(np.arccos(series.geometry.directions[2, 0]))
    assert tilt == pytest.approx(7, abs=1)


def test_the_tilted_ct_and_the_time_series_say_why(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "dicom"
    tilted = only_series(scanned(folder / "series_ct_head_gantry_tilt.zip", tmp_path / "a"))[1]
    timed = only_series(scanned(folder / "series_fmri_4d_subset.zip", tmp_path / "b"))[1]
    assert (tilted.geometry, timed.geometry) == (None, None)
    assert "1.08 to 7.00 mm" in tilted.irregular
    assert "210 images at only 35 positions" in timed.irregular


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
    affine = grid(planes)[1].affine
    assert affine[:3, :3] * (1, -1, 1) == pytest.approx(reference[:3, :3], abs=1e-5)


def test_a_whole_ct_in_hounsfield_units(shared_data: Path, tmp_path: Path) -> None:
    series = only_series(scanned(shared_data / "dicom" / "series_ct_chest_abdomen_pelvis_cmb_crc.zip", tmp_path))[1]
    array = load_dicom(series, tmp_path / "volume.npy", nothing).open().array
    assert array.shape == (100, 512, 512)
    assert array.dtype == np.int16
    air, body = array[:, :40, 236:276], array[:, 240:270, 236:276]
    assert np.median(air) == pytest.approx(-1000, abs=40)
    assert -100 < np.median(body) < 300
