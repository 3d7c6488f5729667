"""A marker at the patient's left stays there, however the voxels are laid out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from medview.io import formats
from medview.io.dicom_results import write_segmentation
from medview.io.dicom_volume import load_dicom
from medview.io.nifti_writing import write_mask
from tests.io.making import (
    MARKER_LPS,
    SPACING_LPS,
    analysis_of,
    axis_orders,
    centroid_lps,
    head,
    marker,
    nothing,
    only_series,
    scanned,
    write_dicom,
    write_nifti,
)
from tests.io.reading_segmentations import read_segmentation

ORDERS = axis_orders()


def named(order: object) -> str:
    axes, signs = order  # type: ignore[misc]
    return "".join(("+" if sign > 0 else "-") + "LPS"[axis] for axis, sign in zip(axes, signs, strict=True))


def test_there_are_48_orders() -> None:
    assert len({head(*order).geometry.orientation() for order in ORDERS}) == 48


@pytest.mark.parametrize("order", ORDERS, ids=named)
def test_dicom_keeps_the_marker_left(order: object, tmp_path: Path) -> None:
    made = head(*order)  # type: ignore[misc]
    study, series = only_series(scanned(write_dicom(made, tmp_path / "in"), tmp_path))
    volume = load_dicom(series, tmp_path / "volume.npy", nothing).open()
    found = np.asarray(volume.array) == 1000
    assert (found == marker(volume.geometry)).all()
    assert np.abs(centroid_lps(found, volume.geometry) - MARKER_LPS).max() < max(SPACING_LPS)
    np.save(tmp_path / "mask.npy", found.astype(np.uint8))
    analysis = analysis_of(series, tmp_path / "mask.npy")
    write_segmentation(series, study, analysis, (), tmp_path / "seg.dcm", nothing)
    assert (read_segmentation(tmp_path / "seg.dcm", series).array == found).all()


@pytest.mark.parametrize("order", ORDERS, ids=named)
def test_nifti_keeps_the_grid_and_the_marker(order: object, tmp_path: Path) -> None:
    made = head(*order)  # type: ignore[misc]
    path = write_nifti(made, tmp_path / "head.nii")
    _, series = only_series(scanned(path, tmp_path))
    volume = formats.load(series, tmp_path, nothing).open()
    assert volume.geometry.same_grid(made.geometry)
    assert (volume.array == made.array).all()
    mask = marker(volume.geometry).astype(np.uint8)
    write_mask(mask, volume.geometry, tmp_path / "mask.nii.gz", str(path))
    _, again = only_series(scanned(tmp_path / "mask.nii.gz", tmp_path))
    reread = formats.load(again, tmp_path, nothing).open()
    assert reread.geometry.same_grid(made.geometry)
    assert (reread.array == (made.array == 1000)).all()


def test_the_file_order_of_slices_does_not_matter(tmp_path: Path) -> None:
    made = head()
    folder = write_dicom(made, tmp_path / "in")
    files = sorted(folder.iterdir())
    for number, file in enumerate(files):
        file.rename(folder / f"{(number * 7) % len(files):03}.x")
    _, series = only_series(scanned(folder, tmp_path))
    assert series.geometry is not None
    assert series.geometry.same_grid(made.geometry)
    assert (load_dicom(series, tmp_path / "v.npy", nothing).open().array == made.array).all()
