from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from medview.core.geometry import Geometry
from medview.core.images import PixelSpacing, SpacingMeaning
from medview.core.measurement import OnImage, OnPlane, Shape
from medview.core.volume import Volume
from medview.imaging.editing import completed, constrained, handles, with_handle
from medview.imaging.grids import Pixels, Voxels
from medview.imaging.snapping import REACH, snapped

PLACE = st.tuples(st.floats(-50, 50), st.floats(-50, 50)).map(np.array)


@given(PLACE, PLACE, st.lists(st.tuples(st.integers(0, 3), PLACE), max_size=6))
@example(np.array((0.0, 1.0)), np.zeros(2), [(0, np.array((0.0, 3e-193)))])
def test_however_they_are_dragged_two_axes_stay_perpendicular_and_cross(
    start: np.ndarray, end: np.ndarray, drags: list[tuple[int, np.ndarray]]
) -> None:
    points = completed(Shape.BIDIRECTIONAL, np.array((start, end)))
    for handle, to in drags:
        points = with_handle(Shape.BIDIRECTIONAL, points, handle, to)
    long, short = points[1] - points[0], points[3] - points[2]
    size = np.linalg.norm(long) * np.linalg.norm(short)
    assert abs(long @ short) <= 1e-6 * size + 1e-6
    if np.linalg.norm(long) > 1e-3:
        foot = (points[2] - points[0]) @ long / (long @ long)
        assert -1e-6 <= foot <= 1 + 1e-6


def test_an_end_of_the_long_axis_goes_where_it_is_dragged() -> None:
    points = completed(Shape.BIDIRECTIONAL, np.array(((0.0, 0.0), (10.0, 0.0))))
    assert np.allclose(points[2:], ((5.0, -2.5), (5.0, 2.5)))
    moved = with_handle(Shape.BIDIRECTIONAL, points, 1, np.array((0.0, 20.0)))
    assert np.allclose(moved, ((0, 0), (0, 20), (2.5, 10), (-2.5, 10)))
    wider = with_handle(Shape.BIDIRECTIONAL, points, 3, np.array((8.0, 6.0)))
    assert np.allclose(wider, ((0, 0), (10, 0), (8, -2.5), (8, 6)))


@pytest.mark.parametrize("handle", range(4))
def test_the_corner_across_a_dragged_one_stays(handle: int) -> None:
    box = np.array(((0.0, 0.0), (10.0, 6.0)))
    before = handles(Shape.RECTANGLE, box)
    after = handles(Shape.RECTANGLE, with_handle(Shape.RECTANGLE, box, handle, np.array((20.0, 30.0))))
    still = before[(handle + 2) % 4]
    assert any(np.allclose(still, corner) for corner in after)
    assert any(np.allclose((20.0, 30.0), corner) for corner in after)


@given(PLACE, PLACE)
def test_shift_keeps_to_steps_of_15_degrees_and_the_length(start: np.ndarray, end: np.ndarray) -> None:
    kept = constrained(Shape.LENGTH, np.array((start, end)))
    way = kept[1] - kept[0]
    assert np.linalg.norm(way) == pytest.approx(np.linalg.norm(end - start), abs=1e-9)
    if np.linalg.norm(way) > 1e-6:
        steps = math.degrees(math.atan2(way[1], way[0])) / 15.0
        assert steps == pytest.approx(round(steps), abs=1e-6)


def edge(shape: tuple[int, int] = (40, 40)) -> np.ndarray:
    values = np.zeros(shape)
    values[:, 20:] = 100.0
    return values


def test_snapping_finds_the_edge_within_reach_and_no_farther() -> None:
    grid = Pixels(edge())
    near = snapped((18.2, 7.4), OnImage(0), grid)
    assert near == (19.5, 7.5)
    assert snapped((19.5 - REACH - 1.1, 7.4), OnImage(0), grid) == (19.5 - REACH - 1.1, 7.4)
    assert snapped((5.0, 5.0), OnImage(0), Pixels(np.full((40, 40), 7))) == (5.0, 5.0)
    assert snapped((5.0, 5.0), OnImage(0), Pixels(None)) == (5.0, 5.0)


def test_snapping_weighs_changes_by_length_not_by_pixels() -> None:
    values = np.zeros((40, 40))
    values[:, 20:] = 100.0
    values[20:, :] += 60.0
    flat = Pixels(values, PixelSpacing(0.2, 1.0, SpacingMeaning.PATIENT))
    row = snapped((18.0, 18.0), OnImage(0), flat)[1]
    assert row in (19.5, 20.5)
    square = Pixels(values, PixelSpacing(1.0, 1.0, SpacingMeaning.PATIENT))
    assert snapped((17.0, 18.9), OnImage(0), square)[0] in (19.5, 20.5)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_snapping_avoids_what_is_no_number(bad: float) -> None:
    values = edge()
    values[10, 10] = bad
    column, _ = snapped((11.5, 10.5), OnImage(0), Pixels(values))
    assert column == 11.5


def test_snapping_on_a_slice_lands_on_a_voxel() -> None:
    axes = np.eye(3)[:, [2, 1, 0]]
    geometry = Geometry.from_axes((3, 40, 40), (2.0, 0.5, 0.8), axes, (0.0, 0.0, 0.0))
    grid = Voxels(Volume(geometry, np.stack([edge()] * 3)))
    on = OnPlane((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
    place = snapped((0.8 * 18.1, 0.5 * 7.2, 2.0), on, grid)
    assert np.allclose(geometry.to_index(place), (1, 7, 19))
