"""Pictures as networks read them, and their pixels back."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from medview.catalog.schema import Channel, Detection, Intensity, Preparation, Tiling
from medview.core.errors import ModelError
from medview.engine.pictures import Placed, network_input, shown_bright
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


FITTED = st.sampled_from(("stretch", "letterbox", "crop"))


def placed_in(
    fit: str, rows: int, columns: int, size: tuple[int, int], part: tuple[int, int, int, int] | None
) -> Placed:
    wish = replace(classifier(2, "softmax"), preparation=Preparation(size=size, fit=fit, margin=0.0))  # type: ignore[arg-type]
    return network_input(wish, np.zeros((rows, columns), np.uint8), part)[1]


@given(FITTED, SIDE, SIDE, st.tuples(SIDE, SIDE), st.booleans(), st.tuples(*[st.floats(0, 1)] * 4))
def test_what_goes_to_the_network_comes_back_to_the_pixel(
    fit: str, rows: int, columns: int, size: tuple[int, int], in_part: bool, ends: tuple[float, float, float, float]
) -> None:
    part = (columns // 3, rows // 4, columns, rows) if in_part else None
    placed = placed_in(fit, rows, columns, size, part)
    assert placed.shape == (rows, columns)
    x0, x1 = sorted(end * columns for end in ends[:2])
    y0, y1 = sorted(end * rows for end in ends[2:])
    box = np.array([[x0, y0, x1, y1]])
    np.testing.assert_allclose(placed.back(placed.forth(box)), box, atol=1e-6)


@pytest.mark.parametrize("fit", ["stretch", "letterbox", "crop"])
@pytest.mark.parametrize(("rows", "columns"), [(96, 64), (33, 80), (200, 120)])
@pytest.mark.parametrize("part", [None, (7, 5, 31, 30)])
def test_a_spot_lies_where_its_coordinates_say(
    fit: str, rows: int, columns: int, part: tuple[int, int, int, int] | None
) -> None:
    """The centre of mass of a spot, in the network's pixels and back on the picture, to a tenth of a pixel."""
    size = (256, 192)
    x, y = (20.5, 18.5) if part else (columns / 2 + 0.5, rows / 2 - 0.5)
    row, column = np.mgrid[:rows, :columns] + 0.5
    picture = np.exp(-((row - y) ** 2 + (column - x) ** 2) / 4.0).astype(np.float32)
    wish = replace(
        classifier(2, "softmax", 1),
        preparation=Preparation(size=size, fit=fit, margin=0.0),  # type: ignore[arg-type]
        intensity=Intensity("none", over="all"),
    )
    given, placed = network_input(wish, picture, part)
    ((left, top, *_),) = placed.forth(np.array([[x, y, x, y]]))
    there = given[0, 0]
    rows_there, columns_there = np.mgrid[: size[0], : size[1]] + 0.5
    assert (rows_there * there).sum() / there.sum() == pytest.approx(top, abs=0.1)
    assert (columns_there * there).sum() / there.sum() == pytest.approx(left, abs=0.1)
    back = placed.restored(torch.from_numpy(there)[None])[0].numpy()
    assert back.shape == (rows, columns)
    assert (row * back).sum() / back.sum() == pytest.approx(y, abs=0.1)
    assert (column * back).sum() / back.sum() == pytest.approx(x, abs=0.1)


def test_what_a_network_does_not_see_is_outside() -> None:
    placed = placed_in("crop", 20, 40, (20, 20), None)
    found = placed.restored(torch.ones(1, 20, 20), outside=-1.0)[0].numpy()
    assert (found[:, 10:30] == 1.0).all()
    assert (found[:, :10] == -1.0).all()
    assert (found[:, 30:] == -1.0).all()


def test_a_picture_of_any_size_is_padded_to_what_the_network_needs() -> None:
    wish = replace(classifier(2, "softmax", 1), tiling=Tiling((16, 16, 1), whole=True, multiple=(16, 8, 1)))
    given, placed = network_input(wish, np.full((20, 20), 255, np.uint8))
    assert given.shape == (1, 1, 32, 24)
    assert (given == 1.0).all(), "the last row and column are repeated"
    assert placed.restored(torch.from_numpy(given[0])).shape == (1, 20, 20)


def test_padding_is_black_and_what_is_inverted_is_turned() -> None:
    picture = np.array([[100, 300, -2000], [200, 100, 300]], np.int16)
    turned = shown_bright(picture, True, (-2000, -2000))
    np.testing.assert_array_equal(turned, [[300, 100, 100], [200, 300, 100]])
    np.testing.assert_array_equal(shown_bright(picture, False, (-2000, -2000))[0], [100, 300, 100])
    colours = np.zeros((2, 2, 3), np.uint8)
    assert shown_bright(colours, True) is colours


@pytest.mark.parametrize(
    ("changes", "least", "most"),
    [
        ({}, 0.0, 1.0),
        ({"intensity": Intensity("range", clip=(0.0, 4095.0), over="all")}, 1000 / 4095, 3000 / 4095),
        ({"intensity": Intensity("none", over="all")}, 0.0, 255.0),
        ({"modalities": ("CT",), "intensity": Intensity("none", over="all")}, 1000.0, 3000.0),
    ],
)
def test_wide_values_become_eight_bits_only_for_networks_of_eight_bits(
    changes: dict[str, Any], least: float, most: float
) -> None:
    made = classifier(2, "softmax", 1)
    card = replace(made.card, input=replace(made.card.input, modalities=changes.pop("modalities", ("DX",))))
    picture = np.linspace(1000, 3000, 10_000).reshape(100, 100).astype(np.uint16)
    given, _ = network_input(replace(made, card=card, **changes), picture)
    assert (float(given.min()), float(given.max())) == pytest.approx((least, most), abs=1e-3)
