"""Pictures as networks read them, and their pixels back."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from medview.catalog.schema import Channel, Detection, Intensity, Preparation
from medview.core.errors import ModelError
from medview.engine.pictures import Placed, network_input
from tests.engine.onnx.configurations import classifier, detector

SIDE = st.integers(1, 90)


@given(SIDE, SIDE, SIDE, SIDE)
def test_a_letterbox_keeps_the_picture_whole(rows: int, columns: int, high: int, wide: int) -> None:
    wish = detector(Detection("yolo", size=(high, wide), margin=0.0))
    found, placed = network_input(wish, np.full((rows, columns), 255, np.uint8))
    assert found.shape == (1, 3, high, wide)
    lit = found[0, 0] > 0
    inside = np.argwhere(lit)
    (top, left), (bottom, right) = inside.min(0), inside.max(0) + 1
    assert lit[top:bottom, left:right].all()
    assert placed.before == (left, top)
    assert (top + bottom - high, left + right - wide) in {(a, b) for a in (0, -1) for b in (0, -1)}, "not in the middle"
    corners = placed.back(np.array([[left, top, right, bottom]]))
    np.testing.assert_allclose(corners, [(0, 0, columns, rows)], atol=1e-9)


@pytest.mark.parametrize(
    ("rows", "columns", "before", "scale"),
    [
        (50, 100, (0, 25), (1.0, 1.0)),
        (51, 100, (0, 24), (1.0, 1.0)),  # 49 rows are left over: 24 above, 25 below
        (100, 33, (33, 0), (1.0, 1.0)),
        (200, 100, (25, 0), (0.5, 0.5)),
        (30, 200, (0, 42), (0.5, 0.5)),
        (33, 200, (0, 42), (0.5, 16 / 33)),  # 16.5 rows are rounded to 16
    ],
)
def test_margins_by_hand(rows: int, columns: int, before: tuple[int, int], scale: tuple[float, float]) -> None:
    _, placed = network_input(detector(Detection("yolo", size=(100, 100))), np.zeros((rows, columns), np.uint8))
    assert placed == Placed(rows, columns, scale, before)


def test_boxes_end_where_the_picture_ends() -> None:
    placed = Placed(50, 100, (1.0, 1.0), (0, 25))
    np.testing.assert_allclose(placed.back(np.array([[-5, 0, 40, 90]])), [(0, 0, 40, 50)])


def test_margins_have_the_grey_of_the_card() -> None:
    found, _ = network_input(detector(Detection("yolo", size=(20, 10))), np.zeros((10, 10, 3), np.uint8))
    np.testing.assert_allclose(found[0, :, 0], 114 / 255)
    np.testing.assert_allclose(found[0, :, 10], 0.0)


def test_the_middle_is_cut_out() -> None:
    picture = np.arange(60, dtype=np.float32).reshape(6, 10)
    wish = replace(classifier(2, "softmax", 1), preparation=Preparation(size=(4, 4), fit="crop", shorter=6))
    wish = replace(wish, intensity=Intensity("none", over="all"))
    found, placed = network_input(wish, picture)
    np.testing.assert_allclose(found[0, 0], picture[1:5, 3:7])
    assert placed.before == (-3, -1)


def test_halving_averages() -> None:
    picture = np.kron(np.array([[0, 200], [100, 50]], np.uint8), np.ones((8, 8), np.uint8))
    wish = replace(classifier(2, "softmax", 1), preparation=Preparation(size=(8, 8)))
    found, _ = network_input(replace(wish, intensity=Intensity("none", over="all")), picture)
    np.testing.assert_allclose(found[0, 0, ::7, ::7], [[0, 200], [100, 50]])
    assert found.mean() == pytest.approx(picture.mean(), abs=0.5)


@pytest.mark.parametrize(("names", "order"), [(("blue", "green", "red"), [2, 1, 0]), (("a", "b", "c"), [0, 1, 2])])
def test_colours_come_in_the_order_of_the_card(names: tuple[str, ...], order: list[int]) -> None:
    picture = np.random.default_rng(0).integers(0, 256, (5, 6, 3), dtype=np.uint8)
    wish = replace(classifier(2, "softmax"), channels=tuple(map(Channel, names)))
    found, _ = network_input(wish, picture)
    np.testing.assert_allclose(found[0], picture.transpose(2, 0, 1)[order] / np.float32(255), atol=1e-6)


def test_each_colour_has_its_own_normalisation() -> None:
    ways = [Intensity("zscore", mean=mean, std=std, over="all") for mean, std in ((10, 2), (20, 4), (30, 5))]
    channels = tuple(Channel(name, way) for name, way in zip(("red", "green", "blue"), ways, strict=True))
    picture = np.full((3, 4, 3), (12, 16, 35), np.uint8)
    found, _ = network_input(replace(classifier(2, "softmax"), channels=channels), picture)
    np.testing.assert_allclose(found[0, :, 0, 0], (1.0, -1.0, 1.0))


def test_grey_is_repeated_and_colour_becomes_grey() -> None:
    grey, _ = network_input(classifier(2, "softmax"), np.full((2, 2), 51, np.uint8))
    np.testing.assert_allclose(grey, 0.2, atol=1e-6)
    colour, _ = network_input(classifier(2, "softmax", 1), np.full((2, 2, 3), (255, 0, 0), np.uint8))
    np.testing.assert_allclose(colour, 0.299, atol=1e-6)


@pytest.mark.parametrize("shape", [(0, 5), (5,), (2, 2, 2), (2, 2, 3, 3)])
def test_what_is_no_picture_is_refused(shape: tuple[int, ...]) -> None:
    wrong: Any = np.zeros(shape, np.uint8)
    with pytest.raises(ModelError, match="picture"):
        network_input(classifier(2, "softmax"), wrong)
