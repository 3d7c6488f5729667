from __future__ import annotations

import numpy as np
import pytest

from medview.imaging.filling import filled

SHAPE = (10, 12, 14)


def square(k: float, low: float, high: float, axis: int = 0) -> np.ndarray:
    corners = np.array([(low, low), (low, high), (high, high), (high, low)], np.float32)
    return np.insert(corners, axis, k, axis=1)


def test_the_voxels_inside_a_stack_of_contours_are_filled() -> None:
    inside = filled([square(k, 2.5, 8.5) for k in (3, 4, 5)], SHAPE)
    assert inside[3:6, 3:9, 3:9].all()
    assert inside.sum() == 3 * 36


def test_a_contour_within_another_one_is_a_hole() -> None:
    inside = filled([square(4, 1.5, 9.5), square(4, 3.5, 6.5)], SHAPE)
    assert inside.sum() == 64 - 9


def test_slices_between_drawn_ones_take_the_nearest_contour_and_gaps_stay_open() -> None:
    inside = filled([square(k, 2.5, 5.5) for k in (1, 3, 5, 9)], SHAPE)
    assert [k for k in range(10) if inside[k].any()] == [1, 2, 3, 4, 5, 6, 8, 9]


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_contours_drawn_on_any_plane_of_the_grid(axis: int) -> None:
    inside = filled([square(k, 2.5, 6.5, axis) for k in (4, 5)], SHAPE)
    assert inside.sum() == 32
    assert sorted(set(np.nonzero(inside)[axis].tolist())) == [4, 5]


def test_nothing_flat_fills_nothing() -> None:
    assert not filled([], SHAPE).any()
    assert not filled([np.array([(0, 0, 0), (3, 4, 5), (6, 1, 2)], np.float32)], SHAPE).any()


def test_contours_outside_the_grid_fill_nothing() -> None:
    for k in (20, -3):
        assert not filled([square(k, 2, 5)], SHAPE).any()
