"""Boxes of slices put together in space, and axial pictures of grids that lie otherwise."""

from __future__ import annotations

import numpy as np
import pytest

from medview.core.geometry import Geometry
from medview.core.volume import Volume
from medview.engine.axial import axial, grey_range
from medview.engine.fusing import Boxes, overlaps
from medview.engine.stacking import stacked


def boxes(*rows: tuple[float, ...]) -> Boxes:
    table = np.array(rows, np.float64).reshape(-1, 6)
    return Boxes(table, table[:, 4] - 0.1, table[:, 4] + 0.1)


def test_neighbours_are_one_thing_and_others_are_not() -> None:
    first = (10, 10, 20, 20, 0.6, 0)
    found = stacked(
        [
            boxes(first, (50, 50, 60, 60, 0.9, 0), (10, 10, 20, 20, 0.5, 1)),
            boxes((11, 10, 21, 21, 0.8, 0)),
            boxes(),
            boxes((11, 11, 21, 21, 0.7, 0)),
            boxes(),
            boxes(),
            boxes((11, 11, 21, 21, 0.3, 0)),
        ]
    )
    assert [(one.number, one.slices, one.places, one.score) for one in found] == [
        (0, 1, (0, 0, 0), 0.9),
        (0, 3, (0, 3, 1), 0.8),
        (1, 1, (0, 0, 0), 0.5),
        (0, 1, (6, 6, 6), 0.3),
    ]
    np.testing.assert_allclose(found[1].box, (10, 10, 21, 21))
    assert (found[1].low, found[1].high) == pytest.approx((0.7, 0.9))


def test_two_things_on_a_slice_never_become_one() -> None:
    alike = ((10, 10, 20, 20, 0.9, 0), (11, 10, 21, 20, 0.8, 0))
    assert [one.slices for one in stacked([boxes(*alike), boxes(*alike)])] == [2, 2]


def test_overlap_by_hand() -> None:
    others = np.array(((5.0, 0.0, 15.0, 10.0), (20.0, 0.0, 30.0, 10.0)))
    assert overlaps(others, np.array((0.0, 0.0, 10.0, 10.0))) == pytest.approx((1 / 3, 0.0))
    assert overlaps(np.zeros((1, 4)), np.zeros(4)).tolist() == [0.0]
    assert overlaps(np.zeros((0, 4)), np.zeros(4)).shape == (0,)


@pytest.mark.parametrize("axes", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
@pytest.mark.parametrize("signs", [(1, 1, 1), (-1, -1, 1), (1, -1, -1)])
def test_pictures_are_as_a_radiologist_sees_them(axes: tuple[int, int, int], signs: tuple[int, int, int]) -> None:
    """The front is above, the patient's right at the left; slices go from the feet to the head."""
    shape, spacing = np.array((6, 20, 30)), np.array((4.0, 1.0, 1.0))
    directions = np.eye(3)[:, ::-1] * signs
    taken = list(axes)
    k, j, i = (int(n) for n in shape[taken])
    geometry = Geometry.from_axes((k, j, i), tuple(spacing[taken]), directions[:, taken], (0.0, 0.0, 0.0))
    points = geometry.to_lps(np.moveaxis(np.indices((k, j, i)), 0, -1).reshape(-1, 3)).reshape(k, j, i, 3)
    slices = axial(geometry)
    assert (slices.high, slices.wide, len(slices.numbers)) == (20, 30, 6)
    for axis, grows in ((2, None), (1, 0), (0, 1)):
        volume = Volume(geometry, points[..., axis])
        low, high = float(points[..., axis].min()), float(points[..., axis].max())
        pictures = np.stack([slices.picture(volume, number, low, high) for number in slices.numbers])
        along = pictures.mean((1, 2)) if grows is None else pictures[0].mean(1 - grows)
        assert (np.diff(along) > 0).all()


def test_pixels_that_are_no_squares_become_squares_and_corners_stay() -> None:
    geometry = Geometry.from_axes((5, 20, 30), (5.0, 2.0, 1.0), np.eye(3)[:, ::-1], (100.0, 50.0, -20.0))
    slices = axial(geometry)
    assert (slices.high, slices.wide) == (40, 30)
    picture = slices.picture(Volume(geometry, np.zeros(geometry.shape, np.int16)), 0, 0.0, 1.0)
    assert picture.shape == (40, 30)
    low, high = slices.corners(np.array((0.0, 0.0, 30.0, 40.0)), (0, 4))
    np.testing.assert_allclose(low, geometry.to_lps((-0.5, -0.5, -0.5)))
    np.testing.assert_allclose(high, geometry.to_lps((4.5, 19.5, 29.5)))


def test_thin_slices_are_not_all_read() -> None:
    geometry = Geometry.from_axes((41, 8, 8), (0.5, 1.0, 1.0), np.eye(3)[:, ::-1], (0.0, 0.0, 0.0))
    slices = axial(geometry)
    assert slices.step_mm == 2.0
    assert slices.numbers == tuple(range(0, 41, 4))


def test_background_does_not_set_the_greys() -> None:
    array = np.zeros((10, 10, 10), np.int16)
    array[:, :, 5:] = np.linspace(100, 200, 500).reshape(10, 10, 5)
    low, high = grey_range(array)
    assert (low, high) == pytest.approx((100, 200), abs=2)
    assert grey_range(np.full((2, 2, 2), 7)) == (0.0, 1.0)
    assert grey_range(np.array([0.0, 5.0, 5.0])) == (0.0, 5.0)
