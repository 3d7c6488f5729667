"""The way to the model frame and back: every orientation, spacing and tilt."""

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from medview.core.geometry import Geometry
from medview.core.volume import Volume
from medview.engine.frame import aligned_grid, from_model, to_model

ORIENTATIONS = [
    np.eye(3)[:, list(order)] * np.array(signs)
    for order in permutations(range(3))
    for signs in product((1.0, -1.0), repeat=3)
]
"""All 48: which patient axis each array axis follows, and in which direction."""

RADIUS_MM = 7.0


def ball(geometry: Geometry, centre_lps: np.ndarray, radius: float = RADIUS_MM) -> np.ndarray:
    index = np.stack(np.meshgrid(*map(np.arange, geometry.shape), indexing="ij"), axis=-1)
    return (np.linalg.norm(geometry.to_lps(index) - centre_lps, axis=-1) <= radius).astype(np.float32)


def grid(directions: np.ndarray, spacing: tuple[float, float, float], side_mm: float = 48.0) -> Geometry:
    shape = tuple(round(side_mm / side) for side in spacing)
    return Geometry.from_axes(shape, spacing, directions, (-10.0, 20.0, 30.0))


def back(mask: np.ndarray, model: Geometry, source: Geometry) -> np.ndarray:
    """The label map on the source grid of a model that is sure of ``mask``."""
    labels = np.zeros(source.shape, np.uint8)
    for slab in from_model(
        np.stack([1.0 - mask, mask]).astype(np.float32), np.zeros(mask.shape, np.float32), model, source
    ):
        labels[slab.place] = slab.labels
    return labels


@pytest.mark.parametrize("directions", ORIENTATIONS)
def test_the_patients_left_stays_left(directions: np.ndarray) -> None:
    source = grid(directions, (1.0, 1.0, 1.0))
    left = source.centre_lps + np.array((14.0, -6.0, 3.0))
    marker = ball(source, left)
    model = aligned_grid(source, (1.0, 1.0, 1.0))
    seen = to_model(Volume(source, marker), model)
    x, y, z = np.argwhere(seen > 0.5).mean(axis=0) - (np.array(model.shape) - 1) / 2.0
    assert (x, y, z) == pytest.approx((-14.0, 6.0, 3.0), abs=0.6)  # RAS: left is -x, anterior +y, superior +z
    assert np.array_equal(seen > 0.5, seen > 0), "an aligned grid of the same spacing is only turned"
    assert np.array_equal(back(seen, model, source), marker)


@pytest.mark.parametrize("directions", ORIENTATIONS[::7])
@pytest.mark.parametrize("spacing", [(0.7, 0.7, 0.7), (1.5, 0.9, 0.9), (1.2, 1.0, 0.6)])
def test_volumes_and_places_survive_other_spacings(directions: np.ndarray, spacing: tuple[float, float, float]) -> None:
    source = grid(directions, spacing)
    truth = ball(source, source.centre_lps + np.array((8.0, 4.0, -5.0)))
    model = aligned_grid(source, (1.0, 1.0, 1.0))
    mask = (to_model(Volume(source, truth), model) >= 0.5).astype(np.float32)
    labels = back(mask, model, source)
    assert mask.sum() * model.voxel_ml == pytest.approx(labels.sum() * source.voxel_ml, rel=0.05)
    assert labels.sum() == pytest.approx(truth.sum(), rel=0.06)
    distance = source.to_lps(np.argwhere(labels).mean(axis=0)) - source.to_lps(np.argwhere(truth).mean(axis=0))
    assert np.linalg.norm(distance) < 0.2


@settings(max_examples=15, deadline=None)
@given(angles=st.tuples(*[st.floats(-25, 25)] * 3), spacing=st.floats(0.6, 1.5))
def test_a_tilted_source_keeps_volume_and_place(angles: tuple[float, float, float], spacing: float) -> None:
    turn = Rotation.from_euler("xyz", angles, degrees=True).as_matrix()
    source = grid(turn @ np.eye(3)[:, ::-1], (spacing,) * 3)
    model = Geometry.from_axes(
        (50, 50, 50), (1.0, 1.0, 1.0), np.diag([-1.0, -1.0, 1.0]), source.centre_lps + np.array((24.5, 24.5, -24.5))
    )
    centre = source.centre_lps + np.array((3.0, -4.0, 2.0))
    labels = back(ball(model, centre), model, source)
    assert labels.sum() * source.voxel_ml == pytest.approx(4 / 3 * np.pi * RADIUS_MM**3 / 1000, rel=0.06)
    assert np.linalg.norm(source.to_lps(np.argwhere(labels).mean(axis=0)) - centre) < 0.3 * max(1.0, spacing)


def test_the_nearest_axes_are_taken_for_an_oblique_source() -> None:
    turn = Rotation.from_euler("xyz", (10, -15, 20), degrees=True).as_matrix()
    model = aligned_grid(grid(turn @ np.eye(3)[:, ::-1], (1.0, 1.0, 1.0)), (1.0, 1.0, 1.0))
    assert model.orientation() == "RAH"


def test_outside_the_source_is_nothing() -> None:
    source = grid(np.eye(3), (1.0, 1.0, 1.0))
    volume = Volume(source, np.full(source.shape, 7.0, np.float32))
    beyond = Geometry.from_axes((20, 20, 20), (1.0,) * 3, np.eye(3), source.centre_lps + 15.0)
    seen = to_model(volume, beyond)
    assert set(np.unique(seen)) == {0.0, 7.0}
    far = Geometry.from_axes((4, 4, 4), (1.0,) * 3, np.eye(3), source.centre_lps + 500.0)
    assert not to_model(volume, far).any()
    assert not list(from_model(np.ones((2, 4, 4, 4), np.float32), np.zeros((4, 4, 4), np.float32), far, source))


def test_slabs_cover_the_grid_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("medview.engine.frame.SLAB_VOXELS", 5000)
    source = grid(np.eye(3), (0.9, 0.9, 0.9))
    model = aligned_grid(source, (1.0, 1.0, 1.0))
    slabs = list(from_model(np.ones((2, *model.shape), np.float32), np.ones(model.shape, np.float32), model, source))
    assert len(slabs) > 10
    seen = np.zeros(source.shape, int)
    for slab in slabs:
        seen[slab.place] += 1
    assert seen.max() == 1
    assert seen.min() == 1


def test_classes_compete_after_resampling() -> None:
    source = grid(np.eye(3), (0.5, 0.5, 0.5), side_mm=20.0)
    model = aligned_grid(source, (1.0, 1.0, 1.0))
    chances = np.zeros((3, *model.shape), np.float32)
    chances[0], chances[1], chances[2] = 0.4, 0.35, 0.25
    slabs = list(from_model(chances, np.full(model.shape, 0.5, np.float32), model, source))
    assert all(not slab.labels.any() for slab in slabs)
    assert all(np.all(slab.uncertainty == np.float16(0.5)) for slab in slabs)


@pytest.mark.parametrize("spacing", [(1.0, 1.0, 1.0), (2.0, 2.0, 2.0)])
def test_voxels_without_a_number_count_as_nothing(spacing: tuple[float, float, float]) -> None:
    source = grid(ORIENTATIONS[0], (1.0, 1.0, 1.0))
    values = ball(source, source.centre_lps)
    spoilt = np.where(values > 0, values, np.float32(np.nan))
    spoilt[0, 0, 0] = np.inf
    model = aligned_grid(source, spacing)
    assert np.array_equal(to_model(Volume(source, spoilt), model), to_model(Volume(source, values), model))
