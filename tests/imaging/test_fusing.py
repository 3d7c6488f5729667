from __future__ import annotations

import numpy as np
import pytest
from scipy.ndimage import map_coordinates

from medview.core.geometry import Geometry
from medview.core.volume import Window
from medview.imaging.colours import colour_table
from medview.imaging.fusing import fused_colours, fused_values
from medview.imaging.oblique import ObliqueFrame
from medview.imaging.reslice import AXIAL, CORONAL, PlaneFrame
from tests.imaging.test_oblique import EXACT, grid, turned, values

SHIFT = np.array([[1.0, 0, 0, 3], [0, 1, 0, -2], [0, 0, 1, 5], [0, 0, 0, 1]])


def other() -> tuple[np.ndarray, Geometry]:
    geometry = grid((9, 11, 13), (4.0, 3.0, 3.0), (12.0, 6.0, -9.0))
    return values(geometry), geometry


def at(array: np.ndarray, geometry: Geometry, points: np.ndarray) -> np.ndarray:
    """Values at LPS points by scipy, NaN outside."""
    index = np.moveaxis(geometry.to_index(points), -1, 0)
    limits = np.array(geometry.shape)[:, None, None]
    inside = ((index >= -0.5) & (index <= limits - 0.5)).all(axis=0)
    return np.where(inside, map_coordinates(array, np.clip(index, 0, limits - 1), order=1), np.nan)


def points_of(frame: PlaneFrame | ObliqueFrame, number: int) -> np.ndarray:
    rows, columns = frame.shape
    return np.array([[frame.point(number, row, column) for column in range(columns)] for row in range(rows)])


@pytest.mark.parametrize("oblique", [False, True])
def test_the_other_series_is_seen_where_it_lies(oblique: bool) -> None:
    array, geometry = other()
    base = grid()
    frame = ObliqueFrame(CORONAL, base, turned(CORONAL, 20.0, 10.0, 5.0)) if oblique else PlaneFrame.of(base, CORONAL)
    seen = fused_values(frame, 10, array, geometry, SHIFT)
    points = points_of(frame, 10) @ SHIFT[:3, :3].T + SHIFT[:3, 3]
    assert seen.dtype == np.float32
    np.testing.assert_allclose(seen, at(array, geometry, points), **EXACT)
    assert 0.1 < np.isfinite(seen).mean() < 1.0


@pytest.mark.parametrize(
    ("projection", "joined"), [("maximum", np.nanmax), ("minimum", np.nanmin), ("mean", np.nanmean)]
)
def test_slabs_show_as_much_of_it(projection: str, joined: object) -> None:
    array, geometry = other()
    frame = PlaneFrame.of(grid(), AXIAL)
    slices = [fused_values(frame, n, array, geometry, SHIFT) for n in range(8, 13)]
    there = np.isfinite(slices).any(axis=0)
    seen = fused_values(frame, 10, array, geometry, SHIFT, (projection, 8.0))
    assert np.array_equal(np.isfinite(seen), there)
    np.testing.assert_allclose(seen[there], joined(np.array(slices)[:, there], axis=0), rtol=1e-4, atol=1e-2)  # type: ignore[operator]


def test_colours_meet_the_window_and_fade_where_there_is_nothing() -> None:
    row = np.array([[np.nan, -5.0, 0.0, 5.0, 10.0, 99.0]], np.float32)
    drawn = fused_colours(row, Window(5.0, 10.0), "hot", 0.5)
    assert drawn is not None
    alpha = (drawn >> 24)[0]
    assert alpha.tolist() == [0, 0, 0, 128, 128, 128]
    top = colour_table("hot")[255] * (128 / 255)
    assert [int(drawn[0, 5]) >> shift & 255 for shift in (16, 8, 0)] == np.rint(top).tolist()


def test_bright_maps_do_not_fade() -> None:
    drawn = fused_colours(np.zeros((1, 1), np.float32), Window(5.0, 10.0), "blue_white_red", 1.0)
    assert drawn is not None
    assert int(drawn[0, 0]) >> 24 == 255


def test_nothing_is_drawn_of_nothing() -> None:
    assert fused_colours(np.full((2, 2), np.nan, np.float32), Window(5.0, 10.0), "hot", 0.5) is None
    assert fused_colours(np.ones((2, 2), np.float32), Window(5.0, 10.0), "hot", 0.0) is None
