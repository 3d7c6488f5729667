from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from medview.core.errors import MedViewError
from medview.core.geometry import Geometry, direction_letters

AXIAL = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])
"""Directions of growing (k, j, i) in an axial series: up, back, left."""


def rotation(angles: tuple[float, float, float]) -> np.ndarray:
    turned = np.eye(3)
    for axis, angle in enumerate(angles):
        cosine, sine = np.cos(angle), np.sin(angle)
        turn = np.eye(3)
        first, second = [other for other in range(3) if other != axis]
        turn[[first, first, second, second], [first, second, first, second]] = cosine, -sine, sine, cosine
        turned = turned @ turn
    return turned


angles = st.tuples(*[st.floats(-3.1, 3.1)] * 3)
spacings = st.tuples(*[st.floats(0.1, 10.0)] * 3)
points = st.tuples(*[st.floats(-500.0, 500.0)] * 3)


@given(angles, spacings, points, points)
def test_index_to_lps_and_back(angle, spacing, origin, index):
    geometry = Geometry.from_axes((4, 5, 6), spacing, rotation(angle), origin)
    assert np.allclose(geometry.to_index(geometry.to_lps(index)), index, atol=1e-6)


@given(angles, spacings, points)
def test_json_keeps_the_grid_exactly(angle, spacing, origin):
    geometry = Geometry.from_axes((4, 5, 6), spacing, rotation(angle), origin)
    assert Geometry.from_json(geometry.to_json()).same_grid(geometry, tolerance_mm=0.0)
    assert np.allclose(geometry.spacing_mm, spacing)


def test_axial_grid_by_hand():
    geometry = Geometry.from_axes((10, 20, 30), (5.0, 2.0, 1.0), AXIAL, (-10.0, -20.0, 100.0))
    assert np.allclose(geometry.to_lps((1, 2, 3)), (-7.0, -16.0, 105.0))
    assert geometry.voxel_ml == pytest.approx(0.01)
    assert geometry.orientation() == "HPL"
    assert np.allclose(geometry.centre_lps, (4.5, -1.0, 122.5))
    assert geometry.to_index(geometry.corners_lps()).shape == (8, 3)


def test_cropped_grid_holds_the_same_points():
    geometry = Geometry.from_axes((10, 20, 30), (5.0, 2.0, 1.0), AXIAL, (-10.0, -20.0, 100.0))
    crop = geometry.cropped((2, -3, 4), (5, 5, 5))
    assert np.allclose(crop.to_lps((0, 0, 0)), geometry.to_lps((2, -3, 4)))
    assert crop.shape == (5, 5, 5)


def test_contains_counts_half_a_voxel_around():
    geometry = Geometry((3, 3, 3), np.eye(4))
    assert geometry.contains((2.49, 0.0, -0.49))
    assert not geometry.contains((2.51, 0.0, 0.0))


def test_same_grid_sees_a_shift_and_a_shape():
    geometry = Geometry((3, 3, 3), np.eye(4))
    shifted = np.eye(4)
    shifted[0, 3] = 0.01
    assert geometry.same_grid(Geometry((3, 3, 3), np.eye(4)))
    assert not geometry.same_grid(Geometry((3, 3, 3), shifted))
    assert not geometry.same_grid(Geometry((3, 3, 4), np.eye(4)))


@pytest.mark.parametrize(
    ("shape", "affine"),
    [
        ((3, 3, 3), np.zeros((4, 4))),
        ((0, 3, 3), np.eye(4)),
        ((3, 3, 3), np.full((4, 4), np.nan)),
        ((3, 3, 3), np.eye(3)),
    ],
)
def test_a_grid_without_volume_is_refused(shape, affine):
    with pytest.raises(MedViewError, match="grid"):
        Geometry(shape, affine)


def test_the_affine_cannot_be_changed():
    geometry = Geometry((3, 3, 3), np.eye(4))
    with pytest.raises(ValueError, match="read-only"):
        geometry.affine[0, 0] = 2.0


@pytest.mark.parametrize(
    ("vector", "letters"),
    [
        ((1, 0, 0), "L"),
        ((-1, 0, 0), "R"),
        ((0, 1, 0), "P"),
        ((0, -1, 0), "A"),
        ((0, 0, 1), "H"),
        ((0, 0, -1), "F"),
        ((0.9, -0.3, 0.0), "LA"),
        ((0.1, 0.7, -0.6), "PFL"),
        ((1.0, 0.05, 0.0), "L"),
    ],
)
def test_letters(vector, letters):
    assert direction_letters(vector) == letters
