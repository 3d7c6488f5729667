from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from medview.core.images import Lut
from medview.core.volume import Quantity, Window
from medview.imaging.windowing import (
    fitting_window,
    grey,
    histogram,
    percentile_window,
    presets,
    region_window,
)

KINDS = (np.int16, np.uint16, np.uint8, np.int32, np.float32)


@pytest.mark.parametrize("kind", KINDS)
def test_values_are_linear_within_the_window_and_clipped_outside(kind: type) -> None:
    values = np.array([[0, 50, 100], [150, 200, 201]]).astype(kind)
    assert grey(values, Window(100.0, 100.0)).tolist() == [[0, 0, 128], [255, 255, 255]]
    assert grey(values, Window(100.0, 100.0), inverted=True).tolist() == [[255, 255, 127], [0, 0, 0]]


def test_negative_values_of_a_ct() -> None:
    assert grey(np.array([-1024, -600, 150], dtype=np.int16), Window(-600.0, 1500.0)).tolist() == [55, 128, 255]


def test_strided_slices_are_read_as_they_are() -> None:
    cube = np.arange(60, dtype=np.int16).reshape(3, 4, 5)
    cut = cube[:, ::-1, 2]
    assert grey(cut, Window(30.0, 60.0)).tolist() == grey(cut.copy(), Window(30.0, 60.0)).tolist()


def test_not_a_number_is_black() -> None:
    assert grey(np.array([np.nan, 1.0], dtype=np.float32), Window(0.5, 1.0)).tolist() == [0, 255]


def test_the_percentile_window_leaves_outliers_out() -> None:
    values = np.linspace(0, 1000, 100_000).reshape(10, 100, 100)
    values[0, 0, 0] = 1e6
    window = percentile_window(values)
    assert window.low == pytest.approx(1.0, abs=0.5)
    assert window.high == pytest.approx(999.0, abs=0.5)


def test_a_flat_or_empty_picture_still_has_a_window() -> None:
    assert percentile_window(np.zeros((4, 4, 4))).width > 0
    assert percentile_window(np.full((4, 4), np.nan)).width > 0


@pytest.mark.parametrize("kind", [*KINDS, np.bool_])
@pytest.mark.parametrize("side", [2, 40])
def test_a_mask_is_black_and_white_however_little_of_it_there_is(kind: type, side: int) -> None:
    values = np.zeros((160, 160, 160), kind)
    values[31 : 31 + side, 31 : 31 + side, 31 : 31 + side] = 1
    window = percentile_window(values)
    assert (window.low, window.high) == (0.0, 1.0)
    assert grey(np.array([0, 1], kind), window).tolist() == [0, 255]
    assert fitting_window(values, None) == window


def test_few_other_values_among_padding_and_gaps_make_a_window() -> None:
    values = np.full((60, 60, 60), 5.0, np.float32)
    values[0] = np.nan
    values[1] = -2000.0
    values[2, 3, 4] = 9.0
    assert percentile_window(values, (-2000.0, -2000.0)) == Window(7.0, 4.0)


def test_the_window_of_a_black_first_picture_suits_those_after_it() -> None:
    assert percentile_window(np.zeros((4, 4), np.uint8)) == Window(127.5, 255.0)
    specks = np.zeros((100, 100), np.uint8)
    specks[3, 4] = 3
    assert percentile_window(specks) == Window(127.5, 255.0)
    assert percentile_window(np.full((4, 4), 80, np.int16)) == Window(80.0, 160.0)


def test_presets_belong_to_the_quantity() -> None:
    assert presets(Quantity.HU)[0] == Window(40.0, 80.0, "Brain")
    assert len(presets(Quantity.HU)) == 9
    assert presets(Quantity.ARBITRARY) == ()


LINEAR_EXAMPLES = [
    # PS3.3 C.11.2.1.2.1, table of worked examples; y from 0 to 255
    (2048.0, 4096.0, lambda x: (x / 4095.0) * 255.0, (0.0, 4095.0)),
    (2048.0, 1.0, None, (2047.5, 2047.5)),
    (0.0, 100.0, lambda x: ((x + 0.5) / 99.0 + 0.5) * 255.0, (-50.0, 49.0)),
    (0.0, 1.0, None, (-0.5, -0.5)),
]


@pytest.mark.parametrize(("centre", "width", "between", "ends"), LINEAR_EXAMPLES)
@pytest.mark.parametrize("kind", [np.int16, np.int32, np.float32])
def test_linear_windows_are_those_of_the_standard(
    centre: float, width: float, between: Callable[[float], float] | None, ends: tuple[float, float], kind: type
) -> None:
    values = np.arange(-200, 4200).astype(kind)
    drawn = grey(values, Window(centre, width, "", "LINEAR"))
    for value, shown in zip(values.tolist(), drawn.tolist(), strict=True):
        if value <= ends[0]:
            assert shown == 0
        elif value > ends[1]:
            assert shown == 255
        else:
            assert between is not None
            assert shown == pytest.approx(between(value), abs=0.501)


def test_linear_exact_reaches_white_half_a_width_above_the_centre() -> None:
    """PS3.3 C.11.2.1.3.2."""
    values = np.array([-51, -50, 0, 25, 50, 51], dtype=np.float32)
    assert grey(values, Window(0.0, 100.0, "", "LINEAR_EXACT")).tolist() == [0, 0, 128, 191, 255, 255]


@pytest.mark.parametrize("kind", [np.int16, np.float64])
def test_sigmoid_is_that_of_the_standard(kind: type) -> None:
    """PS3.3 C.11.2.1.3.1: y = 255 / (1 + exp(-4 (x - c) / w))."""
    values = np.arange(-3000, 3000, 7).astype(kind)
    expected = 255.0 / (1.0 + np.exp(-4.0 * (values.astype(float) - 40.0) / 350.0))
    drawn = grey(values, Window(40.0, 350.0, "", "SIGMOID"))
    assert np.abs(drawn - expected).max() <= 0.51
    assert drawn[0] == 0
    assert drawn[-1] == 255


def test_a_linear_width_below_one_is_meant_exactly() -> None:
    values = np.array([0.0, 0.25, 0.5], dtype=np.float32)
    assert grey(values, Window(0.25, 0.5, "", "LINEAR")).tolist() == [0, 128, 255]


@pytest.mark.parametrize("kind", [np.uint8, np.int16, np.uint16, np.float32])
def test_a_table_maps_from_its_first_value_and_holds_its_ends(kind: type) -> None:
    """PS3.3 C.11.2.1.1."""
    table = Lut(10.0, np.array([0, 512, 1023], dtype=np.uint16), 10)
    values = np.array([0, 10, 11, 12, 200]).astype(kind)
    assert grey(values, table).tolist() == [0, 0, 128, 255, 255]
    assert grey(values, table, inverted=True).tolist() == [255, 255, 127, 0, 0]


@pytest.mark.parametrize("kind", [np.int16, np.float32])
def test_padding_is_black_whatever_the_polarity(kind: type) -> None:
    values = np.array([-2000, -1999, 0, 100]).astype(kind)
    for inverted, last in ((False, 255), (True, 0)):
        drawn = grey(values, Window(50.0, 100.0), inverted, (-2000.0, -1990.0))
        assert drawn[:2].tolist() == [0, 0]
        assert drawn[3] == last


def test_padding_does_not_widen_the_automatic_window() -> None:
    values = np.full((100, 100), -2000, dtype=np.int16)
    values[20:80] = np.linspace(0, 100, 6000).reshape(60, 100)
    assert percentile_window(values).low < -1000
    assert percentile_window(values, (-2000.0, -2000.0)).low >= 0


def test_a_stored_window_that_hides_the_picture_is_not_believed() -> None:
    values = np.random.default_rng(1).integers(0, 4000, (64, 64)).astype(np.int16)
    taken = fitting_window(values, Window(20000.0, 10.0))
    assert taken is not None
    assert taken.high > 3000
    assert "W 10 L 20000" in taken.name
    assert fitting_window(values, Window(2000.0, 3000.0)) is None
    assert fitting_window(values, Lut(50000.0, np.arange(4, dtype=np.uint16), 2)) is not None
    assert fitting_window(values, None) == percentile_window(values)


def test_a_hot_spot_in_an_empty_field_keeps_its_window() -> None:
    values = np.zeros((100, 100), dtype=np.int16)
    values[50, 50:60] = np.arange(10) * 100
    assert fitting_window(values, Window(500.0, 1000.0)) is None


def test_a_picture_of_two_values_keeps_its_window() -> None:
    values = np.zeros((100, 100), dtype=np.uint8)
    values[:50] = 255
    assert fitting_window(values, Window(127.0, 10.0)) is None


def test_a_stored_window_that_makes_everything_nearly_black_is_not_believed() -> None:
    values = np.random.default_rng(1).integers(0, 110, (64, 64)).astype(np.int16)
    taken = fitting_window(values, Window(470.0, 950.0, "", "LINEAR"))
    assert taken is not None
    assert "uses 11 % of the greys" in taken.name
    assert fitting_window(np.full((8, 8), 7.0), Window(470.0, 950.0)) is None


@pytest.mark.parametrize(
    ("values", "counted"),
    [
        (np.full((4, 4), 7, np.int16), 16),
        (np.array([[-32768, 32767]], np.int16), 2),
        (np.array([[np.nan, np.inf, -np.inf, 3.0]], np.float32), 1),
        (np.full((2, 2), np.nan, np.float32), 0),
        (np.array([[1e38, -1e38]], np.float32), 2),
        (np.array([[5]], np.uint8), 1),
    ],
)
def test_unusual_values_are_counted_all_the_same(values: np.ndarray, counted: int) -> None:
    counts, edges = histogram(values)
    assert counts.sum() == counted
    assert np.isfinite(edges).all()


def test_a_region_is_windowed_without_its_outliers() -> None:
    values = np.concatenate((np.linspace(100, 200, 1000), [1e6, np.nan]))
    window = region_window(values)
    assert window is not None
    assert (window.low, window.high) == pytest.approx((101.0, 199.1), abs=0.3)
    assert region_window(np.array([3.0] * 300 + [9.0])) == Window(6.0, 6.0)  # one value in a hundred is seen too
    assert region_window(np.array([3.0, 3.0])) is None
    assert region_window(np.array([np.nan])) is None
