from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from medview.core.geometry import Geometry, direction_letters
from medview.core.solid import STANDARD, ZOOMS, Camera
from medview.imaging.looking import Body, Eye, about_up, panned, rolled, turned, zoomed

BODY = Body((10.0, -20.0, 30.0), 100.0)
SIDEWAYS = Camera((0.6, -0.64, 0.48), (0.0, 0.6, 0.8), (4.0, 5.0, 6.0), 1.7)


def eye(camera: Camera = SIDEWAYS) -> Eye:
    return Eye(camera, BODY, (640, 480))


def test_a_ray_through_a_projected_place_goes_through_that_place() -> None:
    places = np.random.default_rng(0).uniform(-60, 60, (20, 3)) + BODY.centre
    pixels, depth = eye().project(places)
    for place, (x, y), far in zip(places, pixels, depth, strict=True):
        start, way = eye().ray(x, y)
        assert np.linalg.norm(np.cross(place - start, way)) == pytest.approx(0.0, abs=1e-9)
        assert far == pytest.approx(float((place - start) @ -np.array(eye().axes[2])))


def test_the_place_looked_at_stands_in_the_middle() -> None:
    assert eye().project(eye().focal)[0] == pytest.approx((320.0, 240.0))


@pytest.mark.parametrize(
    ("side", "right", "up"),
    [
        ("anterior", "L", "H"),
        ("posterior", "R", "H"),
        ("left", "P", "H"),
        ("right", "A", "H"),
        ("superior", "R", "A"),
        ("inferior", "L", "A"),
    ],
)
def test_standard_views_have_the_patients_sides_where_readers_expect_them(side: str, right: str, up: str) -> None:
    axes = eye(STANDARD[side]).axes
    assert (direction_letters(axes[0]), direction_letters(axes[1])) == (right, up)


def test_dragging_turns_the_body_with_the_hand() -> None:
    x, y, z = BODY.centre
    front = np.array((x, y - 90.0, z))  # the patient's nose
    before, _ = eye(Camera()).project(front)
    after, _ = eye(turned(eye(Camera()), 20.0, 12.0)).project(front)
    assert after[0] > before[0] + 5
    assert after[1] > before[1] + 3


def test_turning_keeps_the_axes_square_however_often() -> None:
    camera = SIDEWAYS
    for n in range(500):
        camera = turned(eye(camera), 7.0 * np.sin(n), 5.0 * np.cos(n))
    assert np.dot(camera.back, camera.up) == pytest.approx(0.0, abs=1e-9)
    assert np.linalg.norm(camera.back) == pytest.approx(1.0)
    assert (camera.offset, camera.zoom) == (SIDEWAYS.offset, SIDEWAYS.zoom)


def test_a_whole_turn_comes_back() -> None:
    camera = Camera()
    for _ in range(36):
        camera = about_up(camera, 10.0)
    assert camera.back == pytest.approx(Camera().back)
    assert about_up(Camera(), 90.0).back == pytest.approx((1.0, 0.0, 0.0))
    assert about_up(Camera(), 90.0).up == Camera().up


def test_panning_moves_the_body_with_the_hand() -> None:
    before = eye().project(BODY.centre)[0]
    after = eye(panned(eye(), 30.0, -12.0)).project(BODY.centre)[0]
    assert after - before == pytest.approx((30.0, -12.0), abs=1.5)


def test_rolling_turns_the_picture_in_its_plane() -> None:
    camera = rolled(eye(Camera()), 90.0)
    assert camera.back == pytest.approx(Camera().back)
    assert abs(np.dot(camera.up, Camera().up)) < 1e-9


def test_zooming_stays_within_reason() -> None:
    assert zoomed(Camera(), 1e9).zoom == ZOOMS[1]
    assert zoomed(Camera(), 1e-9).zoom == ZOOMS[0]
    assert eye(replace(SIDEWAYS, zoom=3.4)).mm_per_pixel == pytest.approx(eye().mm_per_pixel / 2.0)


def test_the_whole_body_lies_between_near_and_far() -> None:
    near, far = eye().near_far
    corners = np.array(BODY.centre) + np.random.default_rng(1).normal(size=(200, 3)) * 57.0
    inside = corners[np.linalg.norm(corners - BODY.centre, axis=1) <= BODY.radius]
    depth = eye().project(inside)[1]
    assert near < depth.min()
    assert far > depth.max()


def test_a_tall_picture_shows_as_much_across_as_a_square_one() -> None:
    tall = Eye(Camera(), BODY, (200, 800))
    square = Eye(Camera(), BODY, (200, 200))
    assert tall.mm_per_pixel == pytest.approx(square.mm_per_pixel)


def test_the_body_of_a_grid_and_of_a_box() -> None:
    grid = Geometry.from_axes((10, 20, 30), (3.0, 2.0, 1.0), np.eye(3)[:, [2, 1, 0]], (0.0, 0.0, 0.0))
    assert Body.of(grid).centre == pytest.approx((14.5, 19.0, 13.5))
    assert Body.of(grid).radius == pytest.approx(np.linalg.norm((30, 40, 30)) / 2)
    assert Body.between((0.0, 0.0, 0.0), (0.0, 0.0, 0.0)).radius > 0.0
