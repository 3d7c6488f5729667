from __future__ import annotations

import numpy as np
import pytest

from medview.imaging.boxes import corners, cut

LOW, HIGH = np.array([[0.0, 10.0, 20.0]]), np.array([[8.0, 14.0, 26.0]])
AXES = np.eye(3)


def area(outline: np.ndarray, normal: np.ndarray) -> float:
    turned = np.cross(outline, np.roll(outline, -1, axis=0)).sum(axis=0)
    return abs(float(turned @ normal)) / 2.0


@pytest.mark.parametrize("axis", range(3))
def test_a_plane_along_the_axes_cuts_a_rectangle(axis: int) -> None:
    middle = (LOW[0] + HIGH[0]) / 2.0
    ((number, outline),) = cut(LOW, HIGH, middle, AXES[axis], 0.5)
    sides = np.delete(HIGH[0] - LOW[0], axis)
    assert number == 0
    assert np.allclose(outline[:, axis], middle[axis])
    assert area(outline, AXES[axis]) == pytest.approx(sides.prod())


def test_a_slice_shows_only_the_boxes_that_reach_into_it() -> None:
    low, high = np.repeat(LOW, 3, axis=0), np.repeat(HIGH, 3, axis=0)
    low[1, 2], high[1, 2] = 23.6, 30.0
    low[2, 2], high[2, 2] = 24.0, 30.0
    met = cut(low, high, np.array((0.0, 0.0, 23.0)), AXES[2], 1.0)
    assert [number for number, _ in met] == [0, 1], "the third begins where the slice ends"
    assert np.allclose(met[1][1][:, 2], 23.6), "it is cut where it comes nearest"


def test_a_box_as_thick_as_a_slice_is_on_that_slice_alone() -> None:
    low, high = np.array([[0.0, 0.0, 9.0]]), np.array([[5.0, 5.0, 12.0]])
    shown = [z for z in (7.5, 10.5, 13.5) if cut(low, high, np.array((0.0, 0.0, z)), AXES[2], 1.5)]
    assert shown == [10.5]


def test_a_flat_box_lies_in_the_slice_around_it() -> None:
    low, high = np.array([[0.0, 0.0, 10.0]]), np.array([[5.0, 5.0, 10.0]])
    shown = [z for z in (7.0, 10.5, 13.0) if cut(low, high, np.array((0.0, 0.0, z)), AXES[2], 1.5)]
    assert shown == [10.5]


def test_an_oblique_plane_through_a_cube_cuts_a_regular_hexagon() -> None:
    low, high = np.zeros((1, 3)), np.full((1, 3), 2.0)
    normal = np.ones(3) / np.sqrt(3.0)
    ((_, outline),) = cut(low, high, np.ones(3), normal, 0.1)
    lengths = np.linalg.norm(outline - np.roll(outline, -1, axis=0), axis=1)
    assert len(outline) == 6
    assert np.allclose(lengths, np.sqrt(2.0), atol=1e-6)
    assert area(outline, normal) == pytest.approx(3.0 * np.sqrt(3.0))


def test_an_outline_lies_in_its_plane_and_on_the_box_however_it_is_turned() -> None:
    rng = np.random.default_rng(5)
    for _ in range(50):
        normal = rng.normal(size=3)
        normal /= np.linalg.norm(normal)
        low, high = np.zeros((1, 3)), rng.uniform(1.0, 9.0, (1, 3))
        through = rng.uniform(low[0], high[0])
        ((_, outline),) = cut(low, high, through, normal, 0.01)
        away = (outline - through) @ normal
        assert np.abs(away - away[0]).max() < 1e-9
        assert np.abs(away).max() < 1e-2 * np.linalg.norm(high), "as near to the plane as it meets the box"
        assert (outline >= low - 1e-9).all()
        assert (outline <= high + 1e-9).all()
        assert 3 <= len(outline) <= 6


def test_no_boxes_are_cut_nowhere() -> None:
    assert cut(np.empty((0, 3)), np.empty((0, 3)), np.zeros(3), AXES[0], 1.0) == []


def test_corners_are_all_ends() -> None:
    found = corners(LOW, HIGH)[0]
    assert found.min(axis=0).tolist() == LOW[0].tolist()
    assert found.max(axis=0).tolist() == HIGH[0].tolist()
    assert len(np.unique(found, axis=0)) == 8
