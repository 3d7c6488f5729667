"""What dragging makes of a box: in patient space along any plane, within the picture, never turned inside out."""

from __future__ import annotations

import numpy as np
import pytest

from medview.core.finding import Box, PictureBox
from medview.views.boxes.changing import HANDLES, LEAST, MOVED, Ground, changed

PICTURE = PictureBox(3, (10.0, 20.0), (30.0, 50.0))
CUBE = Box((0.0, 0.0, 0.0), (10.0, 20.0, 30.0))
FLAT = Ground.picture((100, 80))


def test_a_moved_box_keeps_its_size() -> None:
    assert changed(PICTURE, MOVED, (5.0, -3.0), FLAT) == PictureBox(3, (15.0, 17.0), (35.0, 47.0))
    assert changed(PICTURE, MOVED, (500.0, -500.0), FLAT) == PictureBox(3, (60.0, 0.0), (80.0, 30.0))


@pytest.mark.parametrize("sides", HANDLES)
def test_a_handle_moves_its_own_sides_alone(sides: tuple[int, int]) -> None:
    found = changed(PICTURE, sides, (2.0, 4.0), FLAT)
    assert isinstance(found, PictureBox)
    across, down = sides
    assert found.low == (10.0 + 2.0 * (across < 0), 20.0 + 4.0 * (down < 0))
    assert found.high == (30.0 + 2.0 * (across > 0), 50.0 + 4.0 * (down > 0))


def test_a_box_is_never_turned_inside_out() -> None:
    found = changed(PICTURE, (-1, 1), (500.0, -500.0), FLAT)
    assert found == PictureBox(3, (30.0 - LEAST, 20.0), (30.0, 20.0 + LEAST))


def test_a_coronal_plane_changes_left_right_and_head_foot() -> None:
    coronal = Ground(np.array((1.0, 0.0, 0.0)), np.array((0.0, 0.0, -1.0)))
    assert changed(CUBE, MOVED, (2.0, 5.0), coronal) == Box((2.0, 0.0, -5.0), (12.0, 20.0, 25.0))
    assert changed(CUBE, (1, 1), (2.0, 5.0), coronal) == Box((0.0, 0.0, -5.0), (12.0, 20.0, 30.0)), (
        "down is to the feet"
    )


def test_a_tilted_plane_moves_along_itself_and_resizes_along_the_nearest_axis() -> None:
    part = np.sqrt(0.75)
    tilted = Ground(np.array((part, 0.5, 0.0)), np.array((-0.5, part, 0.0)))
    moved = changed(CUBE, MOVED, (2.0, 0.0), tilted)
    assert isinstance(moved, Box)
    assert moved.low_lps == pytest.approx((2.0 * part, 1.0, 0.0))
    wider = changed(CUBE, (1, 0), (2.0, 0.0), tilted)
    assert isinstance(wider, Box)
    assert wider.low_lps == CUBE.low_lps
    assert wider.high_lps == pytest.approx((10.0 + 2.0 * part, 20.0, 30.0))
