from __future__ import annotations

import numpy as np
import pytest

from medview.core.geometry import Geometry
from medview.core.volume import Volume
from medview.imaging.oblique import ObliqueFrame, frame_of, own_axes
from medview.imaging.reslice import AXIAL, PLANES, SAGITTAL, Plane, PlaneFrame
from medview.imaging.slab import affordable, slab_of, slab_slices
from tests.imaging.test_oblique import EXACT, grid, turned, values

NUMPY = {"maximum": np.max, "minimum": np.min, "mean": np.mean}


@pytest.mark.parametrize("plane", PLANES)
@pytest.mark.parametrize("projection", NUMPY)
@pytest.mark.parametrize("dtype", [np.int16, np.float32])
def test_a_slab_is_made_of_the_slices_within_it(plane: Plane, projection: str, dtype: type) -> None:
    geometry = grid()
    array = values(geometry, dtype)
    frame = PlaneFrame.of(geometry, plane)
    seen = slab_of(frame, array, 9, projection, 4.0 * frame.step_mm)
    wanted = NUMPY[projection]([frame.slice_of(array, n) for n in range(7, 12)], axis=0)
    assert seen.shape == frame.shape
    assert seen.dtype == (np.float32 if projection == "mean" else dtype)
    np.testing.assert_allclose(seen, wanted, rtol=1e-5)


@pytest.mark.parametrize("projection", NUMPY)
def test_oblique_slabs_along_the_grid_are_those_of_its_own_planes(projection: str) -> None:
    geometry = grid((20, 22, 24), (1.5, 1.5, 1.5), (10.0, 20.0, 30.0))
    array = values(geometry, np.int16)
    own = PlaneFrame.of(geometry, SAGITTAL)
    frame = ObliqueFrame(SAGITTAL, geometry, own_axes(geometry, SAGITTAL), fill=-5.0)
    for number in (0, 10, 23):
        seen, wanted = (slab_of(one, array, number, projection, 9.0) for one in (frame, own))
        np.testing.assert_allclose(seen, wanted, rtol=1e-6, atol=1e-3)


@pytest.mark.parametrize("projection", NUMPY)
@pytest.mark.parametrize("dtype", [np.int16, np.uint8, np.float32])
def test_what_lies_outside_counts_for_nothing(projection: str, dtype: type) -> None:
    geometry = grid()
    array = np.full(geometry.shape, 50, dtype)
    frame = ObliqueFrame(AXIAL, geometry, turned(AXIAL, 35.0, 25.0, 15.0), fill=7.0)
    number = frame.count // 4
    seen = slab_of(frame, array, number, projection, 24.0)
    covered = np.any([frame.inside(n) for n in slab_slices(frame, number, 24.0)], axis=0)
    assert (seen[covered] == 50).all()
    assert (seen[~covered] == 7).all()
    assert 0 < covered.mean() < 1


@pytest.mark.parametrize("projection", NUMPY)
@pytest.mark.parametrize("end", ["min", "max"])
@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.uint16, np.int32, np.uint32])
def test_the_ends_of_a_type_are_values_as_others(projection: str, end: str, dtype: type) -> None:
    geometry = grid()
    value = getattr(np.iinfo(dtype), end)
    array = np.full(geometry.shape, value, dtype)
    frame = ObliqueFrame(AXIAL, geometry, turned(AXIAL, 35.0, 25.0, 15.0), fill=77.0)
    number = frame.count // 4
    seen = slab_of(frame, array, number, projection, 24.0)
    covered = np.any([frame.inside(n) for n in slab_slices(frame, number, 24.0)], axis=0)
    np.testing.assert_allclose(seen[covered], value, rtol=1e-12 if projection == "mean" else 0.0)
    np.testing.assert_array_equal(seen[~covered], 77)
    assert projection == "mean" or seen.dtype == dtype


@pytest.mark.parametrize("turn", [0.0, 35.0])
@pytest.mark.parametrize("projection", NUMPY)
@pytest.mark.parametrize("values", [(1e300, -1e300), (np.inf, -np.inf, 1.0), (np.nan, np.inf), (-np.inf, -np.inf)])
def test_slabs_of_what_no_picture_holds_are_made_without_complaint(projection: str, values: tuple, turn: float) -> None:
    geometry = grid()
    array = np.resize(np.array(values), geometry.shape)
    volume = Volume(geometry, array)
    frame = frame_of(volume, AXIAL, turned(AXIAL, turn, 0.0, 0.0) if turn else None)
    seen = slab_of(frame, array, frame.count // 2, projection, 12.0)
    assert seen.shape == frame.shape


@pytest.mark.parametrize("projection", NUMPY)
def test_oblique_slabs_are_put_together_from_their_slices(projection: str) -> None:
    geometry = grid(turn=(8.0, 0.0, 0.0))
    array = values(geometry)
    frame = ObliqueFrame(AXIAL, geometry, turned(AXIAL, 20.0, 30.0, 10.0))
    number, where = frame.count // 2, np.s_[frame.shape[0] // 2, frame.shape[1] // 2]
    cuts = [frame.slice_of(array, n)[where] for n in slab_slices(frame, number, 6.0)]
    assert len(cuts) > 3
    np.testing.assert_allclose(slab_of(frame, array, number, projection, 6.0)[where], NUMPY[projection](cuts), **EXACT)


def test_slabs_end_where_the_volume_ends() -> None:
    frame = PlaneFrame.of(grid(), AXIAL)
    assert list(slab_slices(frame, 0, 8.0)) == [0, 1, 2]
    assert list(slab_slices(frame, 19, 8.0)) == [17, 18, 19]
    assert list(slab_slices(frame, 5, 1000.0)) == list(range(20))
    assert list(slab_slices(frame, 5, 0.5)) == [5]
    assert list(slab_slices(frame, -7, 0.0)) == [0]


def test_a_thick_slab_can_be_had_coarsely() -> None:
    geometry = grid()
    array = np.arange(20, dtype=np.int16)[:, None, None] * np.ones(geometry.shape, np.int16)
    frame = PlaneFrame.of(geometry, AXIAL)
    coarse = slab_of(frame, array, 10, "maximum", 1000.0, most=5)
    assert set(np.unique(coarse)) == {18}  # 2, 6, 10, 14, 18: the middle slice is among them
    assert slab_of(frame, array, 10, "mean", 1000.0, most=1).max() == 10


def test_values_that_are_no_numbers_hide_no_others() -> None:
    geometry = grid()
    array = np.ones(geometry.shape, np.float32)
    array[10] = np.nan
    frame = PlaneFrame.of(geometry, AXIAL)
    assert (slab_of(frame, array, 10, "maximum", 4.0) == 1).all()
    assert np.isnan(slab_of(frame, array, 10, "maximum", 0.0)).all()


@pytest.mark.parametrize("plane", PLANES)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_mean_is_that_of_the_finite_values(plane: Plane, dtype: type) -> None:
    geometry = grid()
    array = values(geometry, dtype)
    frame = PlaneFrame.of(geometry, plane)
    cuts = np.stack([frame.slice_of(array, n) for n in range(8, 13)])
    for number, hole in ((9, np.nan), (10, np.inf), (11, -np.inf)):
        frame.slice_of(array, number)[...] = hole  # a view: the array changes
    frame.slice_of(array, 10)[3, 4] = frame.slice_of(array, 8)[3, 4] = frame.slice_of(array, 12)[3, 4] = np.nan
    seen = slab_of(frame, array, 10, "mean", 4.0 * frame.step_mm)
    assert np.isnan(seen[3, 4])
    seen[3, 4] = cuts[[0, 4], 3, 4].mean()
    np.testing.assert_allclose(seen, cuts[[0, 4]].mean(axis=0), rtol=1e-5, atol=1e-6 * np.abs(cuts).max())


def test_the_mean_of_the_largest_numbers_is_one_of_them() -> None:
    geometry = grid()
    array = np.full(geometry.shape, 1.5e308)
    seen = slab_of(PlaneFrame.of(geometry, AXIAL), array, 10, "mean", 12.0)
    np.testing.assert_allclose(seen, 1.5e308, rtol=1e-12)


def test_large_pictures_afford_fewer_slices_at_once() -> None:
    small, large = (Geometry((50, n, n), np.eye(4)[[2, 1, 0, 3]]) for n in (128, 1024))
    assert affordable(PlaneFrame.of(small, AXIAL)) > affordable(PlaneFrame.of(large, AXIAL)) >= 3
    turned_large = ObliqueFrame(AXIAL, large, turned(AXIAL, 5.0, 0.0, 0.0))
    assert affordable(turned_large) < affordable(PlaneFrame.of(large, AXIAL))
