from __future__ import annotations

import numpy as np
import pytest

from medview.core.volume import Quantity, Window
from medview.imaging.windowing import grey, percentile_window, presets

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


def test_presets_belong_to_the_quantity() -> None:
    assert presets(Quantity.HU)[0] == Window(40.0, 80.0, "Brain")
    assert len(presets(Quantity.HU)) == 9
    assert presets(Quantity.ARBITRARY) == ()
