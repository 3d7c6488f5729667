"""A series is found where it was put in another one, across contrasts, and nothing is found where nothing meets."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import SimpleITK
from scipy.ndimage import affine_transform, gaussian_filter
from scipy.spatial.transform import Rotation

from medview.core.errors import MedViewError, NotTrusted
from medview.core.geometry import Geometry
from medview.core.rigid import Rigid
from medview.core.volume import Volume
from medview.imaging.aligning import align
from medview.imaging.itk import itk_image
from medview.jobs.local import LocalContext
from medview.tasks.files import load, scan

EXACT_MM, EXACT_DEG = 1.0, 1.0


def body(points: np.ndarray) -> np.ndarray:
    """A made-up head at LPS points: an ellipsoid with lopsided insides, 0..1."""
    radius = np.linalg.norm(points / (60.0, 75.0, 55.0), axis=-1)
    inside = 0.4 + 0.0 * radius
    for place, size, height in (
        ((25.0, 15.0, 10.0), 14.0, 0.35),
        ((-28.0, 10.0, -12.0), 11.0, -0.3),
        ((0.0, -40.0, 20.0), 16.0, 0.3),
        ((10.0, 42.0, -18.0), 12.0, -0.25),
        ((-8.0, 0.0, 34.0), 10.0, 0.4),
    ):
        inside = inside + height * np.exp(-((points - place) ** 2).sum(axis=-1) / (2 * size**2))
    skull = 0.9 * ((radius > 0.9) & (radius < 1.0))
    return np.where(radius < 0.9, inside, skull)


def seen(shape: tuple, spacing: tuple, centre: tuple, place: np.ndarray, contrast: int, noise: float = 0.02) -> Volume:
    """A scan of the body: ``place`` takes the scan's LPS to the body's."""
    directions = np.eye(3)[:, ::-1]
    origin = np.array(centre) - directions @ (np.array(spacing) * (np.array(shape) - 1) / 2)
    geometry = Geometry.from_axes(shape, spacing, directions, origin)
    points = geometry.to_lps(np.stack(np.meshgrid(*map(np.arange, shape), indexing="ij"), axis=-1))
    values = body(points @ place[:3, :3].T + place[:3, 3])
    if contrast == 2:  # another modality: other order of brightness, smoother
        values = gaussian_filter(np.where(values > 0.85, 0.1, np.where(values > 0, 1.3 - values, 0.0)), 1.0)
    values = 1000.0 * values + np.random.default_rng(contrast).normal(0.0, 1000.0 * noise, shape)
    return Volume(geometry, values.astype(np.float32))


def placed(angles: tuple, shift: tuple) -> np.ndarray:
    matrix = np.eye(4)
    matrix[:3, :3] = Rotation.from_euler("xyz", angles, degrees=True).as_matrix()
    matrix[:3, 3] = shift
    return matrix


def nothing(_: float, __: str) -> None:
    pass


def errors(found: Rigid, truth: np.ndarray) -> tuple[float, float]:
    """How far the middle and the corners of the head lie from where they belong, mm; the angle between both."""
    points = np.array([[x, y, z] for x in (-50, 0, 50) for y in (-60, 0, 60) for z in (-45, 0, 45)], dtype=float)
    here, there = (points @ matrix[:3, :3].T + matrix[:3, 3] for matrix in (found.array, truth))
    turn = found.array[:3, :3] @ truth[:3, :3].T
    return float(np.linalg.norm(here - there, axis=1).max()), float(
        np.degrees(np.arccos(np.clip((np.trace(turn) - 1) / 2, -1, 1)))
    )


CT = ((70, 90, 74), (2.0, 2.0, 2.0), (0.0, 0.0, 0.0))
PET = ((40, 56, 48), (3.5, 3.5, 3.5), (4.0, -3.0, 2.0))


@pytest.mark.parametrize(
    ("angles", "shift", "contrast"),
    [((0, 0, 0), (0, 0, 0), 1), ((8, -6, 10), (9, -7, 6), 1), ((-9, 7, 5), (-12, 8, 10), 2)],
)
def test_a_known_placement_is_found(angles: tuple, shift: tuple, contrast: int) -> None:
    truth = placed(angles, shift)  # fixed to moving
    fixed = seen(*CT, np.eye(4), 1)
    moving = seen(*PET, np.linalg.inv(truth), contrast)
    found = align(fixed, moving, nothing)
    apart, angle = errors(found, truth)
    assert apart < EXACT_MM
    assert angle < EXACT_DEG
    assert found.rotation_deg == pytest.approx(
        Rotation.from_euler("xyz", angles, degrees=True).magnitude() * 180 / np.pi, abs=1
    )
    assert np.linalg.norm(found.shift_mm) == pytest.approx(np.linalg.norm(shift), abs=1)
    assert found.after >= found.before - 1e-6
    assert found.overlap > 0.6


def scanned_again(volume: Volume, truth: np.ndarray, side: float, noise: float) -> Volume:
    """A real scan once more: elsewhere, on other axes, blurred and coarser, what was dark bright, with noise."""
    geometry = volume.geometry
    low, high = np.percentile(volume.array, (1.0, 99.5))
    values = gaussian_filter(np.clip((volume.array - low) / (high - low), 0.0, 1.0), 0.4 * side / geometry.spacing_mm)
    shape = tuple(int(n) for n in np.ceil(geometry.spacing_mm * geometry.shape / side))
    axes = Rotation.from_euler("xyz", (3, -4, 2), degrees=True).as_matrix() @ geometry.directions
    centre = truth[:3, :3] @ geometry.centre_lps + truth[:3, 3] + np.array([6.0, -5.0, 8.0])
    grid = Geometry.from_axes(shape, (side,) * 3, axes, centre - axes @ (side * (np.array(shape) - 1) / 2))
    onto = np.linalg.inv(geometry.affine) @ np.linalg.inv(truth) @ grid.affine
    values = affine_transform(values.astype(np.float32), onto[:3, :3], onto[:3, 3], shape, order=1)
    values = np.where(values > 0.06, 1.1 - values, 0.0) + np.random.default_rng(0).normal(0.0, noise, shape)
    return Volume(grid, (1000.0 * values).astype(np.float32))


@pytest.mark.shared
@pytest.mark.slow
def test_a_real_head_is_found_where_it_was_put(shared_data: Path, tmp_path: Path) -> None:
    context = LocalContext(tmp_path)
    (study,) = scan(context, (str(shared_data / "nifti/niivue_images/MR_Gd.nii.gz"),)).studies
    fixed = load(context, study.series[0]).open()
    middle = fixed.geometry.centre_lps
    truth = placed((15, 12, -10), (40, -30, 30))
    truth[:3, 3] += middle - truth[:3, :3] @ middle
    found = align(fixed, scanned_again(fixed, truth, side=3.0, noise=0.08), nothing)
    corners = middle + np.array([[x, y, z] for x in (-75, 75) for y in (-95, 95) for z in (-80, 80)])
    apart = corners @ (found.array - truth)[:3, :3].T + (found.array - truth)[:3, 3]
    assert np.linalg.norm(apart, axis=1).max() < EXACT_MM


def test_series_far_apart_are_brought_together_by_their_middles() -> None:
    truth = placed((4, 3, -5), (300, -200, 150))
    fixed, moving = seen(*CT, np.eye(4), 1), seen(PET[0], PET[1], (303, -201, 152), np.linalg.inv(truth), 2)
    apart, angle = errors(align(fixed, moving, nothing), truth)
    assert apart < EXACT_MM
    assert angle < EXACT_DEG


def test_a_first_guess_by_hand_is_taken() -> None:
    truth = placed((25, 0, 20), (20, 10, 0))
    fixed, moving = seen(*CT, np.eye(4), 1), seen(*PET, np.linalg.inv(truth), 1)
    guess = placed((20, 4, 16), (14, 14, 5))
    apart, _ = errors(align(fixed, moving, nothing, guess), truth)
    assert apart < EXACT_MM


def test_a_hand_that_put_them_apart_is_told() -> None:
    fixed = seen((24, 24, 24), (5.0, 5.0, 5.0), (0, 0, 0), np.eye(4), 1)
    with pytest.raises(NotTrusted, match="overlap"):
        align(fixed, fixed, nothing, placed((0, 0, 0), (400, 0, 0)))


@pytest.mark.parametrize("value", [0.0, np.nan])
def test_series_that_hold_nothing_are_told(value: float) -> None:
    fixed = seen((24, 24, 24), (5.0, 5.0, 5.0), (0, 0, 0), np.eye(4), 1)
    empty = Volume(fixed.geometry, np.full(fixed.geometry.shape, value, np.float32))
    with pytest.raises(NotTrusted, match="nothing to find"):
        align(fixed, empty, nothing)


def test_voxels_without_a_number_count_as_nothing() -> None:
    whole = seen((24, 24, 24), (5.0, 5.0, 5.0), (0, 0, 0), np.eye(4), 1)
    spoilt, empty = whole.array.copy(), whole.array.copy()
    spoilt[:3], empty[:3] = np.nan, 0
    found = (itk_image(Volume(whole.geometry, array), clip=True, side_mm=5.0) for array in (spoilt, empty))
    assert np.array_equal(*(SimpleITK.GetArrayFromImage(one) for one in found))


def test_single_slices_are_told() -> None:
    fixed = seen((24, 24, 24), (5.0, 5.0, 5.0), (0, 0, 0), np.eye(4), 1)
    thin = Volume(Geometry((1, 24, 24), fixed.geometry.affine), fixed.array[:1])
    with pytest.raises(MedViewError, match="too thin"):
        align(fixed, thin, nothing)


def test_it_stops_when_told() -> None:
    class Stopped(BaseException):
        pass

    fixed = seen((32, 32, 32), (4.0, 4.0, 4.0), (0, 0, 0), np.eye(4), 1)
    told: list[float] = []

    def checkpoint(fraction: float, _: str) -> None:
        told.append(fraction)
        if fraction >= 0.5:
            raise Stopped

    with pytest.raises(Stopped):
        align(fixed, fixed, checkpoint)
    assert told == sorted(told)
