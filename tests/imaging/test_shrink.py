from __future__ import annotations

import numpy as np
import pytest

from medview.core.geometry import Geometry
from medview.core.volume import Quantity, Volume
from medview.imaging.shrink import otsu, shrunk


def volume(shape: tuple[int, int, int], spacing: tuple[float, float, float], **fields: object) -> Volume:
    grid = Geometry.from_axes(shape, spacing, np.eye(3)[:, [2, 1, 0]], (1.0, 2.0, 3.0))
    array = np.random.default_rng(0).integers(0, 1000, shape).astype(np.int16)
    return Volume(grid, array, **fields)


def test_a_small_volume_stays_as_it_is() -> None:
    small = shrunk(volume((10, 20, 30), (1.0, 1.0, 1.0)))
    assert small.geometry.same_grid(volume((10, 20, 30), (1.0, 1.0, 1.0)).geometry)


def test_a_large_volume_is_averaged_and_stays_in_place() -> None:
    source = volume((20, 101, 100), (4.0, 1.0, 1.0))
    small = shrunk(source, limit=25)
    assert small.array.shape == (20, 25, 25)
    assert small.geometry.spacing_mm.tolist() == [4.0, 4.0, 4.0]
    place = small.geometry.to_lps((3, 2, 5))
    block = source.array[3, 8:12, 20:24]
    assert place == pytest.approx(source.geometry.to_lps((3, 9.5, 21.5)))
    shown = small.low + small.array[3, 2, 5] / 255.0 * (small.high - small.low)
    assert shown == pytest.approx(block.mean(), abs=(small.high - small.low) / 255.0)


def test_hounsfield_units_keep_their_scale() -> None:
    small = shrunk(volume((4, 4, 4), (1.0, 1.0, 1.0), quantity=Quantity.HU))
    assert (small.low, small.high) == (-1000.0, 1550.0)


def test_progress_is_told() -> None:
    told: list[float] = []
    shrunk(volume((40, 4, 4), (1.0, 1.0, 1.0)), tick=told.append)
    assert told == [0.0, 0.4, 0.8]


def test_otsu_parts_two_heaps() -> None:
    heaps = np.concatenate([np.full(500, 20), np.full(300, 30), np.full(400, 180)]).astype(np.uint8)
    assert 30 <= otsu(heaps) < 180
    assert otsu(np.zeros(10, np.uint8)) == 0.0
