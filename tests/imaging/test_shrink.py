from __future__ import annotations

import numpy as np
import pytest

from medview.core.geometry import Geometry
from medview.core.volume import Quantity, Volume
from medview.imaging.shrink import otsu, shrunk, whole


def grid(shape: tuple[int, int, int], spacing: tuple[float, float, float] = (1.0, 1.0, 1.0)) -> Geometry:
    return Geometry.from_axes(shape, spacing, np.eye(3)[:, [2, 1, 0]], (1.0, 2.0, 3.0))


def volume(shape: tuple[int, int, int], spacing: tuple[float, float, float], **fields: object) -> Volume:
    array = np.random.default_rng(0).integers(0, 1000, shape).astype(np.int16)
    return Volume(grid(shape, spacing), array, **fields)


def test_a_small_volume_stays_as_it_is() -> None:
    small = shrunk(volume((10, 20, 30), (1.0, 1.0, 1.0)))
    assert small.voxels.geometry.same_grid(volume((10, 20, 30), (1.0, 1.0, 1.0)).geometry)


def test_a_large_volume_is_averaged_and_stays_in_place() -> None:
    source = volume((20, 101, 100), (4.0, 1.0, 1.0))
    small = shrunk(source, limit=25).voxels
    assert small.array.shape == (20, 25, 25)
    assert small.geometry.spacing_mm.tolist() == [4.0, 4.0, 4.0]
    place = small.geometry.to_lps((3, 2, 5))
    block = source.array[3, 8:12, 20:24]
    assert place == pytest.approx(source.geometry.to_lps((3, 9.5, 21.5)))
    assert small.offset + small.array[3, 2, 5] * small.step == pytest.approx(block.mean(), abs=small.step)


def test_values_keep_their_unit_in_sixteen_bits() -> None:
    source = volume((4, 4, 4), (1.0, 1.0, 1.0), quantity=Quantity.HU)
    small = shrunk(source)
    again = small.voxels.offset + small.voxels.step * small.voxels.array.astype(float)
    assert again == pytest.approx(source.array, abs=small.voxels.step)
    assert small.greys.white == 1550.0
    assert sum(small.greys.counts) == pytest.approx(64, abs=2)


def test_values_that_are_no_numbers_become_the_least() -> None:
    array = np.full((4, 5, 6), 10.0, np.float32)
    array[1], array[2, 0, 0], array[3, 0] = np.nan, np.inf, 20.0
    small = shrunk(Volume(grid((4, 5, 6)), array))
    assert np.isfinite([small.greys.low, small.greys.high, small.greys.border, small.greys.white]).all()
    again = small.voxels.offset + small.voxels.step * small.voxels.array.astype(float)
    assert again[3, 0] == pytest.approx(20.0, abs=0.01)
    assert again[2, 0, 0] == pytest.approx(10.0, abs=0.01)


@pytest.mark.parametrize("shape", [(1, 8, 8), (1, 1, 1), (5, 1, 7)])
def test_a_single_slice_becomes_two_in_its_place(shape: tuple[int, int, int]) -> None:
    for voxels in (shrunk(volume(shape, (3.0, 1.0, 1.0))).voxels, whole(volume(shape, (3.0, 1.0, 1.0)))):
        assert min(voxels.array.shape) == 2
        assert voxels.geometry.centre_lps == pytest.approx(grid(shape, (3.0, 1.0, 1.0)).centre_lps)


def test_a_constant_volume_has_a_white_above_its_border() -> None:
    small = shrunk(Volume(grid((4, 4, 4)), np.full((4, 4, 4), 7, np.int16)))
    assert small.greys.white > small.greys.border
    assert small.greys.high > small.greys.low


def test_whole_numbers_are_taken_without_a_copy() -> None:
    source = volume((4, 5, 6), (1.0, 1.0, 1.0))
    voxels = whole(source)
    assert np.shares_memory(voxels.array, source.array)
    assert (voxels.offset, voxels.step) == (0.0, 1.0)


def test_metal_beyond_the_hounsfield_scale_does_not_take_its_precision() -> None:
    source = Volume(grid((3, 3, 3)), np.full((3, 3, 3), 40, np.int16), Quantity.HU)
    source.array[0, 0, 0] = 30000
    voxels = whole(source)
    assert voxels.offset + voxels.step * 65535 <= 3072.0
    assert voxels.offset + voxels.step * int(voxels.array[1, 1, 1]) == pytest.approx(40.0, abs=0.1)


def test_a_volume_too_large_for_light_is_thinned_along_its_finest_sides() -> None:
    source = volume((10, 40, 40), (2.0, 0.5, 0.5))
    voxels = whole(source, most=4000)
    assert voxels.array.size <= 4000
    assert voxels.array.shape == (10, 20, 20)


def test_progress_is_told() -> None:
    told: list[float] = []
    shrunk(volume((40, 4, 4), (1.0, 1.0, 1.0)), tick=told.append)
    assert told == [0.0, 0.4, 0.8]


def test_otsu_parts_two_heaps() -> None:
    heaps = np.concatenate([np.full(500, 20), np.full(300, 30), np.full(400, 180)]).astype(np.uint8)
    assert 30 <= otsu(heaps) < 180
    assert otsu(np.zeros(10, np.uint8)) == 0.0
