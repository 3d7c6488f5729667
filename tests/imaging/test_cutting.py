from __future__ import annotations

import numpy as np
import pytest

from medview.core.geometry import Geometry
from medview.imaging.cutting import clip_cuts, crop_cuts

POINT = (1.0, 2.0, 3.0)
LEFT_BACK_HEAD = {0: (0.0, 0.0, 1.0), 1: (0.0, 1.0, 0.0), 2: (1.0, 0.0, 0.0)}
"""The way from the axial, coronal and sagittal slice to the side that 1 cuts away."""


@pytest.mark.parametrize("signs", [(1, 1, 1), (-1, 1, -1), (-1, -1, -1)])
@pytest.mark.parametrize("order", [[2, 1, 0], [0, 1, 2], [1, 2, 0]])
def test_clips_cut_the_patients_sides_in_every_orientation(signs: tuple[int, ...], order: list[int]) -> None:
    grid = Geometry.from_axes((5, 6, 7), (1.0, 1.0, 1.0), np.eye(3)[:, order] * signs, (0.0, 0.0, 0.0))
    for number, way in LEFT_BACK_HEAD.items():
        for side in (1, -1):
            clips = tuple(side if at == number else 0 for at in range(3))
            (cut,) = clip_cuts(grid, POINT, clips)
            assert cut.point_lps == POINT
            assert cut.keep_lps == pytest.approx(tuple(-side * part for part in way))


def test_a_tilted_grid_is_clipped_along_its_own_slices() -> None:
    turn = np.array([[1.0, 0.0, 0.0], [0.0, 0.8, -0.6], [0.0, 0.6, 0.8]])
    grid = Geometry.from_axes((5, 6, 7), (1.0, 1.0, 1.0), turn[:, [2, 1, 0]], (0.0, 0.0, 0.0))
    (cut,) = clip_cuts(grid, POINT, (1, 0, 0))
    assert cut.keep_lps == pytest.approx((0.0, 0.6, -0.8))


def test_a_turned_plane_clips_where_it_lies() -> None:
    grid = Geometry.from_axes((5, 6, 7), (1.0, 1.0, 1.0), np.eye(3)[:, [2, 1, 0]], (0.0, 0.0, 0.0))
    axial = ((1.0, 0.0, 0.0), (0.0, 0.8, 0.6))
    upwards = ((1.0, 0.0, 0.0), (0.0, -0.8, -0.6))
    for axes in (axial, upwards):
        above, behind = clip_cuts(grid, POINT, (1, -1, 0), (axes, None, None))
        assert above.keep_lps == pytest.approx((0.0, 0.6, -0.8)), "what is cut away is above, however it is looked at"
        assert behind.keep_lps == pytest.approx((0.0, 1.0, 0.0))


def test_only_sides_that_were_moved_cut() -> None:
    grid = Geometry.from_axes((11, 21, 31), (2.0, 1.0, 1.0), np.eye(3)[:, [2, 1, 0]], (0.0, 0.0, 0.0))
    assert not list(crop_cuts(grid, (0.0, 1.0, 0.0, 1.0, 0.0, 1.0)))
    low, high = crop_cuts(grid, (0.25, 1.0, 0.0, 1.0, 0.0, 0.5))
    assert (low.point_lps[2], low.keep_lps) == (5.0, (0.0, 0.0, 1.0))
    assert high.point_lps[0] == 15.0
    assert high.keep_lps == pytest.approx((-1.0, 0.0, 0.0))
