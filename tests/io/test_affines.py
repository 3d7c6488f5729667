"""Grids and planes beside dcm2niix, on every series of the public collection that it converts."""

from __future__ import annotations

import itertools
import json
import math
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
import pytest
from scipy.ndimage import map_coordinates

from medview.core.errors import ReadError
from medview.core.geometry import Float, Geometry
from medview.core.study import Kind, Series, corrected
from medview.io.dicom_volume import load_dicom
from medview.io.formats.space import lps_from_ras
from medview.io.images import frame_facts
from medview.io.scan import scan
from tests.io.making import nothing

pytestmark = [pytest.mark.shared, pytest.mark.slow]

TOLERANCE_MM = 1e-3

FOLDERS = {
    "series_ct_chest_abdomen_pelvis_cmb_crc.zip": 1, "series_ct_head_gantry_tilt.zip": 1,
    "series_fmri_4d_subset.zip": 1, "series_mr_brain_t1_oblique.zip": 1, "series_mr_hippocrop_small": 3,
    "enhanced_mr_dcm_qa_enh": 3, "enhanced_mr_philips_dwi_slicer": 1, "ts_same_mr_dcm_qa_ts": 9,
    "ts_same_ct_cornerstone": 4, "pydicom_data": 7, "fo_dicom": 5, "seg_pm_sr_dcmqi": 6, "highdicom": 1,
    "nema_wg04": 13, "rt_dicompyler": 1, "rtstruct_rt_utils": 2,
}  # fmt: skip
"""How many of its converted images have a place in the patient; the others are radiographs, photographs, results."""


@dataclass(frozen=True)
class Converted:
    """A NIfTI file of dcm2niix.

    Args:
        name: Its name.
        series_uid: The series it was made of.
        affine: (4, 4) (k, j, i) to LPS.
        shape: (slices, rows, columns).
    """

    name: str
    series_uid: str
    affine: Float
    shape: tuple[int, ...]


def converter() -> str:
    beside = Path(sys.executable).with_name("dcm2niix")
    found = str(beside) if beside.exists() else shutil.which("dcm2niix")
    if not found:
        pytest.skip("dcm2niix is not installed")
    return found


def converted(folder: Path, out: Path) -> list[Converted]:
    out.mkdir()
    command = [converter(), "-b", "y", "-ba", "n", "-z", "n", "-f", "%s_%d", "-o", str(out), str(folder)]
    subprocess.run(command, capture_output=True, timeout=120, check=False)
    return [_converted(path) for path in sorted(out.glob("*.nii")) if path.with_suffix(".json").exists()]


def _converted(path: Path) -> Converted:
    image = nibabel.load(path)
    told = json.loads(path.with_suffix(".json").read_text(errors="replace"), strict=False)
    columns, rows, slices = (*image.shape, 1)[:3]
    affine = lps_from_ras(np.asarray(image.affine))
    return Converted(path.name, told.get("SeriesInstanceUID", ""), affine, (slices, rows, columns))


def flips(one: Converted) -> Iterator[Float]:
    """The same voxels counted from either end of each axis."""
    for signs in itertools.product((1, -1), repeat=3):
        flipped = one.affine.copy()
        for axis, (sign, length) in enumerate(zip(signs, one.shape, strict=True)):
            if sign < 0:
                flipped[:3, 3] += flipped[:3, axis] * (length - 1)
                flipped[:3, axis] *= -1
        yield flipped


def difference(ours: Float, one: Converted, volume: bool) -> float:
    """The greatest difference of origin and steps, mm; for a single plane, of its origin and the steps within it."""
    first = 0 if volume else 1
    return min(float(np.abs(ours - theirs)[:3, first:].max()) for theirs in flips(one))


def distance(series: Series, one: Converted) -> float | None:
    """How far a converted image is from a series, mm: from its grid, or from one of its planes; None without either."""
    if series.kind is Kind.VOLUME and series.geometry is not None:
        same = series.geometry.shape == one.shape
        return difference(series.geometry.affine, one, volume=True) if same else math.inf
    if series.kind is not Kind.IMAGES or series.pixels is None:
        return None
    try:
        placed = [frame.place for frame in frame_facts(series) if frame.place is not None]
    except ReadError:  # its encoding is refused by both
        return None
    if (series.pixels.rows, series.pixels.columns) != one.shape[1:] and placed:
        return math.inf
    return min((difference(place, one, volume=False) for place in placed), default=None)


def unpacked(source: Path, folder: Path) -> Path:
    if source.suffix != ".zip":
        return source
    with zipfile.ZipFile(source) as opened:
        opened.extractall(folder)
    return folder


@pytest.mark.logs  # nibabel warns of dcm2niix' sizes
@pytest.mark.parametrize("name", FOLDERS)
def test_affines_equal_those_of_another_converter(name: str, shared_data: Path, tmp_path: Path) -> None:
    source = unpacked(shared_data / "dicom" / name, tmp_path / "unpacked")
    found: dict[str, list[Series]] = {}
    for study in scan((str(source),), tmp_path / "work", nothing).studies:
        for series in study.series:
            found.setdefault(series.uid.split("#")[0], []).append(series)
    wrong, compared = [], 0
    for one in converted(source, tmp_path / "out"):
        known = [off for series in found.get(one.series_uid, []) if (off := distance(series, one)) is not None]
        off = min(known, default=None)
        told = "no place in the patient" if off is None else f"{off:.6f} mm"
        print(f"{name:45} {one.name:60} {told} {one.shape}")
        compared += off is not None
        if off is not None and off > TOLERANCE_MM:
            wrong.append((one.name, off))
    assert wrong == []
    assert compared >= FOLDERS[name]


def test_the_tilted_head_lies_where_another_converter_puts_it(shared_data: Path, tmp_path: Path) -> None:
    """dcm2niix shears it too; it chooses another slice distance, and so only the planes are the same."""
    source = unpacked(shared_data / "dicom" / "series_ct_head_gantry_tilt.zip", tmp_path / "unpacked")
    series = corrected(scan((str(source),), tmp_path / "work", nothing).studies[0].series[0])
    converted(source, tmp_path / "out")
    path = next(iter((tmp_path / "out").glob("*_Tilt_Eq*.nii")))
    image = nibabel.load(path)
    columns, rows, slices = image.shape
    theirs = Converted(path.name, series.uid, lps_from_ras(np.asarray(image.affine)), (slices, rows, columns))
    assert series.geometry is not None
    assert series.geometry.shape[1:] == (rows, columns)
    assert difference(series.geometry.affine, theirs, volume=False) <= TOLERANCE_MM
    array = load_dicom(series, tmp_path / "volume.npy", nothing).open().array
    shifts = [shift for k in range(3, len(array), 6) for shift in _shifts(array[k], series.geometry, k, image)]
    assert max(shifts) <= 1


def _shifts(ours: Float, geometry: Geometry, k: int, image: Any) -> tuple[int, int]:
    """Rows and columns by which a slice must be moved to lie best on the other image (cross-correlation)."""
    rows, columns = np.mgrid[0 : ours.shape[0], 0 : ours.shape[1]]
    points = geometry.to_lps(np.stack([np.full(rows.shape, k), rows, columns], axis=-1)) * (-1, -1, 1)
    to_index = np.linalg.inv(image.affine)
    index = points @ to_index[:3, :3].T + to_index[:3, 3]
    values = np.asarray(image.dataobj, np.float32)
    theirs = map_coordinates(values, np.moveaxis(index, -1, 0), order=1, cval=float(values.min()))
    first, second = (np.clip(np.asarray(one, np.float64), -200, 1500) - 100 for one in (ours, theirs))
    power = np.fft.irfft2(np.fft.rfft2(first) * np.conj(np.fft.rfft2(second)), first.shape)
    best = np.unravel_index(int(power.argmax()), power.shape)
    down, right = (min(int(at), side - int(at)) for at, side in zip(best, power.shape, strict=True))
    return down, right
