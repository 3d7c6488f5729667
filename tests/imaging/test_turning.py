from __future__ import annotations

import numpy as np
import pytest

from medview.imaging.reslice import AXIAL, CORONAL, PLANES, SAGITTAL
from medview.imaging.turning import angle_in, crossing, normal_of, same_axes, turned_about

AXES = {plane: (plane.right_lps, plane.down_lps) for plane in PLANES}


def test_planes_cross_in_the_axis_they_share() -> None:
    assert np.abs(crossing(AXES[AXIAL], AXES[CORONAL])).tolist() == [1.0, 0.0, 0.0]
    assert np.abs(crossing(AXES[CORONAL], AXES[SAGITTAL])).tolist() == [0.0, 0.0, 1.0]
    assert crossing(AXES[AXIAL], AXES[AXIAL]) is None


def test_a_turn_in_one_plane_turns_the_line_of_the_other_by_as_much() -> None:
    turned = turned_about(AXES[CORONAL], normal_of(AXES[AXIAL]), np.radians(25.0))
    line = crossing(AXES[AXIAL], turned)
    assert line is not None
    assert np.degrees(angle_in(AXES[AXIAL], line)) % 180 == pytest.approx(25.0)
    assert np.allclose(np.linalg.norm(turned, axis=1), 1.0)
    assert np.dot(*turned) == pytest.approx(0.0)


def test_turning_back_gives_the_same_plane() -> None:
    about = np.array([0.36, 0.48, 0.8])
    there = turned_about(AXES[SAGITTAL], about, 1.1)
    assert not same_axes(there, AXES[SAGITTAL])
    assert same_axes(turned_about(there, about, -1.1), AXES[SAGITTAL])
