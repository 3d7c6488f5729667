from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from medview.core.geometry import Geometry
from medview.core.solid import WHOLE
from medview.core.transfer import Transfer, TransferPoint
from medview.core.volume import Volume
from medview.imaging.picking import Labelled, Ray, labelled_point, seen_point
from medview.imaging.scene import Cut

GRID = Geometry.from_axes((30, 40, 50), (2.0, 1.0, 1.0), np.eye(3)[:, [2, 1, 0]], (0.0, 0.0, 0.0))
EYE, BACKWARDS = np.array([24.0, -100.0, 30.0]), np.array([0.0, 1.0, 0.0])
SOLID = Transfer("Solid", (TransferPoint(50.0, 0.0, (0, 0, 0)), TransferPoint(60.0, 1.0, (255, 255, 255))))


def ray(**fields: object) -> Ray:
    given: dict = {"crop": WHOLE, "cuts": (), **fields}
    return Ray.through(EYE, BACKWARDS, GRID, given["crop"], given["cuts"])


def boxes() -> Volume:
    """100 from row 10 to 20, 200 from row 30 on."""
    array = np.zeros(GRID.shape, np.int16)
    array[:, 10:20], array[:, 30:] = 100, 200
    return Volume(GRID, array)


def test_a_ray_meets_the_front_of_what_is_opaque() -> None:
    assert seen_point(ray(), boxes(), SOLID) == pytest.approx((24.0, 9.5, 30.0), abs=0.6)


def test_greatest_and_least_values_are_pointed_at_where_they_are() -> None:
    assert seen_point(ray(), boxes(), replace(SOLID, blend="maximum")) == pytest.approx((24.0, 29.5, 30.0), abs=0.6)
    least = Transfer(
        "Least", (TransferPoint(0.0, 1.0, (0, 0, 0)), TransferPoint(60.0, 0.0, (0, 0, 0))), blend="minimum"
    )
    assert seen_point(ray(), boxes(), least) == pytest.approx((24.0, -0.5, 30.0), abs=0.6)
    assert seen_point(ray(), boxes(), replace(SOLID, blend="average")) is None


def test_a_translucent_body_is_pointed_at_where_half_of_its_light_comes_from() -> None:
    thin = Transfer("Thin", (TransferPoint(50.0, 0.0, (0, 0, 0)), TransferPoint(100.0, 0.02, (0, 0, 0))))
    volume = Volume(GRID, np.full(GRID.shape, 100, np.int16))
    point = seen_point(ray(), volume, thin)
    assert point is not None
    assert 14.0 < point[1] < 20.0


def test_even_matter_is_clear_where_the_gradient_says_so() -> None:
    edges = replace(SOLID, gradient=((0.0, 0.0), (30.0, 1.0)))
    volume = Volume(GRID, np.full(GRID.shape, 100, np.int16))
    assert seen_point(ray(), volume, edges) is None
    assert seen_point(ray(), boxes(), edges) == pytest.approx((24.0, 9.5, 30.0), abs=1.0)


def test_what_is_cropped_or_cut_away_is_not_pointed_at() -> None:
    behind = (0.0, 1.0, 0.6, 1.0, 0.0, 1.0)
    assert seen_point(ray(crop=behind), boxes(), SOLID) == pytest.approx((24.0, 29.5, 30.0), abs=0.6)
    cut = Cut((0.0, 25.0, 0.0), (0.0, 1.0, 0.0))
    assert seen_point(ray(cuts=(cut,)), boxes(), SOLID) == pytest.approx((24.0, 29.5, 30.0), abs=0.6)
    keep_front = Cut((0.0, 15.0, 0.0), (0.0, -1.0, 0.0))
    assert seen_point(ray(cuts=(keep_front,)), boxes(), SOLID) == pytest.approx((24.0, 9.5, 30.0), abs=0.6)
    along = Cut((0.0, 0.0, 40.0), (0.0, 0.0, 1.0))
    assert seen_point(ray(cuts=(along,)), boxes(), SOLID) is None


def test_the_first_label_that_is_drawn_is_pointed_at() -> None:
    labels = np.zeros(GRID.shape, np.uint8)
    labels[:, 12:18], labels[:, 25:28] = 1, 2
    assert labelled_point(ray(), [Labelled(labels, frozenset({1, 2}))]) == pytest.approx((24.0, 11.5, 30.0), abs=0.6)
    assert labelled_point(ray(), [Labelled(labels, frozenset({2}))]) == pytest.approx((24.0, 24.5, 30.0), abs=0.6)
    assert labelled_point(ray(), [Labelled(labels, frozenset({7}))]) is None
    other = np.zeros(GRID.shape, np.uint8)
    other[:, 5:8] = 9
    both = [Labelled(labels, frozenset({1})), Labelled(other, frozenset({9}))]
    assert labelled_point(ray(), both) == pytest.approx((24.0, 4.5, 30.0), abs=0.6)


def test_a_ray_beside_the_grid_meets_nothing() -> None:
    aside = Ray.through(np.array([200.0, -100.0, 30.0]), BACKWARDS, GRID, WHOLE, ())
    assert len(aside.points_lps) == 0
    assert seen_point(aside, boxes(), SOLID) is None
    assert labelled_point(aside, [Labelled(np.ones(GRID.shape, np.uint8), frozenset({1}))]) is None


def test_values_that_are_no_numbers_hide_nothing() -> None:
    array = boxes().array.astype(np.float32)
    array[:, :10] = np.nan
    assert seen_point(ray(), Volume(GRID, array), SOLID) == pytest.approx((24.0, 9.5, 30.0), abs=0.6)
