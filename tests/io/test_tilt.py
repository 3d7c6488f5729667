"""Tilted and uneven stacks: found, told, and resampled to where the patient is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from medview.core.geometry import Float
from medview.core.study import Kind, Series, corrected, uncorrected
from medview.io.correction import moved, neighbours
from medview.io.dicom_geometry import Planes, fit, usual_gap
from medview.io.dicom_volume import load_dicom
from tests.io.making import ct_slice, ct_uids, nothing, only_series, save, scanned

SIZE = (40, 32)
SPACING = (2.0, 1.5)
BALL_LPS = np.array([24.0, 40.0, 18.0])
RADIUS_MM = 9.0


def ball(first: Float, rightwards: Float, downwards: Float) -> np.ndarray:
    """One slice through a ball of 1000 in 0; as smooth as pixels allow, so that its centre can be measured."""
    rows, columns = np.mgrid[0 : SIZE[0], 0 : SIZE[1]]
    points = first + rows[..., None] * SPACING[0] * downwards + columns[..., None] * SPACING[1] * rightwards
    inside = np.clip(RADIUS_MM - np.linalg.norm(points - BALL_LPS, axis=-1), 0, 1)
    return np.asarray(np.rint(1000 * inside), np.uint16)


def write_stack(folder: Path, firsts: list[tuple[float, float, float]], tilt: float = 0.0) -> Path:
    """Slices with the given first pixels; their rows are turned about the patient's left-right axis by ``tilt``."""
    uids, angle = ct_uids(), np.radians(tilt)
    right, down = np.array([1.0, 0, 0]), np.array([0, np.cos(angle), -np.sin(angle)])
    for number, first in enumerate(firsts):
        pixels = ball(np.array(first), right, down)
        cosines = [*right, *(round(float(part), 7) for part in down)]
        changes = {"ImagePositionPatient": list(first), "ImageOrientationPatient": cosines}
        dataset = ct_slice(number, uids, pixels, PixelSpacing=list(SPACING), RescaleIntercept=0, **changes)
        save(dataset, folder / f"{number:03}")
    return folder


def table(zs: list[float]) -> list[tuple[float, float, float]]:
    """Positions of a table that moves along the patient's axis."""
    return [(0.0, 0.0, z) for z in zs]


def one(folder: Path, tmp_path: Path) -> Series:
    return only_series(scanned(folder, tmp_path))[1]


def centre(series: Series, tmp_path: Path) -> tuple[Float, str]:
    """Centre of mass of the loaded ball, LPS mm, and what was told of the load."""
    stored = load_dicom(series, tmp_path / "volume.npy", nothing)
    assert not (tmp_path / "volume.stored.npy").exists()
    volume = stored.open()
    assert volume.array.dtype == np.int16
    weights = volume.array.astype(float)
    index = np.stack([(weights * axis).sum() for axis in np.indices(weights.shape)]) / weights.sum()
    return volume.geometry.to_lps(index), stored.note


EVEN = [3.0 * n for n in range(15)]
UNEVEN = [3.0 * n for n in range(6)] + [18.0 + 2.0 * n for n in range(13)]
MISSING = [z for z in EVEN if z not in (12.0, 24.0)]


def test_a_tilted_stack_opens_sheared(tmp_path: Path) -> None:
    series = one(write_stack(tmp_path / "in", table(EVEN), tilt=15), tmp_path)
    assert (series.kind, series.resampled) == (Kind.VOLUME, True)
    assert series.correction is not None
    assert series.correction.tilt_degrees == pytest.approx(15, abs=0.01)
    assert "leans by 15.0 degrees" in series.irregular
    assert series.geometry is not None
    directions = series.geometry.directions
    assert np.abs(directions.T @ directions - np.eye(3)).max() < 1e-6
    found, note = centre(series, tmp_path)
    assert np.abs(found - BALL_LPS).max() < 0.3
    assert "Resampled to an upright grid" in note


def test_a_stack_tilted_the_other_way_too(tmp_path: Path) -> None:
    found, _ = centre(one(write_stack(tmp_path / "in", table(EVEN), tilt=-12), tmp_path), tmp_path)
    assert np.abs(found - BALL_LPS).max() < 0.3


def test_the_original_of_a_tilted_stack_is_kept(tmp_path: Path) -> None:
    series = one(write_stack(tmp_path / "in", table(EVEN), tilt=15), tmp_path)
    original = uncorrected(series)
    assert (original.kind, original.geometry, original.resampled) == (Kind.IMAGES, None, False)
    again = corrected(original)
    assert again.geometry is not None
    assert series.geometry is not None
    assert again.geometry.same_grid(series.geometry)


@pytest.mark.parametrize("tilt", [0.0, 15.0])
def test_uneven_stacks_are_images_and_are_resampled_on_request(tilt: float, tmp_path: Path) -> None:
    series = one(write_stack(tmp_path / "in", table(UNEVEN), tilt=tilt), tmp_path)
    assert (series.kind, series.geometry, series.resampled) == (Kind.IMAGES, None, False)
    wide, narrow = (gap * np.cos(np.radians(tilt)) for gap in (3, 2))
    assert f"slices 1 to 7 {wide:.2f} mm, slices 7 to 19 {narrow:.2f} mm" in series.irregular
    found, note = centre(corrected(series), tmp_path)
    assert np.abs(found - BALL_LPS).max() < 0.3
    assert "are interpolated" in note


def test_missing_slices_are_told_and_filled_on_request(tmp_path: Path) -> None:
    series = one(write_stack(tmp_path / "in", table(MISSING)), tmp_path)
    assert series.geometry is None
    assert (
        "2 slices are missing of a stack with 3.00 mm between slices: "
        "between slices 4 and 5 (6.00 mm), between slices 7 and 8 (6.00 mm)" in series.irregular
    )
    stored = load_dicom(corrected(series), tmp_path / "v.npy", nothing)
    array = stored.open().array
    assert array.shape == (15, *SIZE)
    assert "2 of 15 slices lie between stored ones and are interpolated" in stored.note
    kept = [k for k in range(15) if k not in (4, 8)]
    whole = load_dicom(one(write_stack(tmp_path / "whole", table(EVEN)), tmp_path), tmp_path / "w.npy", nothing)
    assert (array[kept] == whole.open().array[kept]).all()
    assert (array[4] == np.rint((array[3].astype(float) + array[5]) / 2)).all()


def test_slices_shifted_sideways_are_put_in_place(tmp_path: Path) -> None:
    firsts = [(0.0, 4.0 * (n % 2), z) for n, z in enumerate(EVEN)]
    series = one(write_stack(tmp_path / "in", firsts), tmp_path)
    assert series.geometry is None
    assert "shifted sideways against each other by up to 4.0 mm" in series.irregular
    found, _ = centre(corrected(series), tmp_path)
    assert np.abs(found - BALL_LPS).max() < 0.3


def test_volumes_over_time_are_corrected_one_by_one(tmp_path: Path) -> None:
    uids = ct_uids()
    for time in range(2):
        for number, z in enumerate(MISSING):
            dataset = ct_slice(
                number * 2 + time, uids, np.full((4, 4), 100 * time + number, np.uint16), RescaleIntercept=0,
                ImagePositionPatient=[0, 0, z], TemporalPositionIdentifier=time + 1,
            )  # fmt: skip
            save(dataset, tmp_path / "in" / f"{number}-{time}")
    series = corrected(one(tmp_path / "in", tmp_path))
    stored = load_dicom(series, tmp_path / "v.npy", nothing)
    values = np.load(stored.path)
    assert values.shape == (2, 15, 4, 4)
    assert values[1, :, 0, 0].tolist() == [100, 101, 102, 103, 104, 104, 105, 106, 106, 107, 108, 109, 110, 111, 112]


def test_a_regular_series_has_no_correction(tmp_path: Path) -> None:
    series = one(write_stack(tmp_path / "in", table(EVEN)), tmp_path)
    assert series.correction is None
    assert corrected(series) is series
    assert uncorrected(series) is series


def test_slices_far_beside_each_other_are_not_forced_into_one_grid() -> None:
    positions = np.array([[0, 0, 0], [900, 0, 3], [0, 900, 6], [0, 0, 9]], float)
    found = fit(Planes(positions, np.array([1.0, 0, 0, 0, 1, 0]), (1.0, 1.0), (64, 64)))
    assert found.geometry is None
    assert found.correction is None


def test_the_usual_gap_is_the_most_common_and_of_two_the_smaller() -> None:
    assert usual_gap(np.array([3.0, 3.01, 3.0, 6.0, 6.0])) == 3.0
    assert usual_gap(np.array([7.0, 7.0, 4.0, 4.0, 1.1])) == 4.0
    assert usual_gap(np.array([5.0, 2.0, 9.0])) == 2.0


def test_a_grid_is_never_much_finer_than_its_slices() -> None:
    positions = np.array([[0, 0, z] for z in (0, 0.01, 50, 130)], float)
    found = fit(Planes(positions, np.array([1.0, 0, 0, 0, 1, 0]), (1.0, 1.0), (8, 8)))
    assert found.correction is not None
    assert found.correction.geometry.shape[0] <= 13


def test_whole_pixels_move_without_blending() -> None:
    slice_ = np.arange(6, dtype=np.int16).reshape(2, 3)
    out = moved(slice_, (1.001, 2.0), (4, 6), np.int16(-9))
    assert out.dtype == np.int16
    assert out[1:3, 2:5].tolist() == slice_.tolist()
    assert (out == -9).sum() == 24 - 6


def test_parts_of_pixels_blend() -> None:
    out = moved(np.array([[0, 10, 20]], np.int16), (0.0, 0.25), (1, 4), np.int16(0))
    assert out.tolist() == [[0.0, 7.5, 17.5, 5.0]]


@pytest.mark.parametrize(
    ("place", "expected"), [(0, (0, 1, 0.0)), (1, (0, 1, 0.5)), (2, (0, 1, 1.0)), (3, (1, 2, 1.0)), (9, (1, 2, 1.0))]
)
def test_neighbours(place: float, expected: tuple[int, int, float]) -> None:
    assert neighbours(np.array([0.0, 2.0, 3.0]), place) == expected
