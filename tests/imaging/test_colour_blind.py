"""Colours that all readers tell apart, checked by what colour-blind readers see."""

from __future__ import annotations

import numpy as np
import pytest

from medview.imaging.colour_blind import (
    DEUTERANOPIA,
    LEAST_LIGHTNESS,
    MOST,
    PROTANOPIA,
    VISIONS,
    differences,
    lab,
    palette,
)

JUST_TOLD_APART = 10.0
"""CIE76: differences of 2.3 are just noticed side by side; areas apart from each other need several times that."""


def least_difference(colours: tuple[tuple[int, int, int], ...]) -> float:
    apart = differences(np.array(colours))
    np.fill_diagonal(apart, np.inf)
    return float(apart.min())


@pytest.mark.parametrize("count", [2, 3, 7, 8, 12, 16, MOST])
def test_every_two_colours_are_told_apart_by_everyone(count: int) -> None:
    colours = palette(count)
    assert len(set(colours)) == count
    assert least_difference(colours) > JUST_TOLD_APART


def test_the_measure_knows_what_colour_blind_readers_confuse() -> None:
    red, green = (190, 90, 60), (120, 120, 50)
    usual = np.linalg.norm(np.subtract(*lab(np.array([red, green]), VISIONS[0])))
    assert usual > 40
    assert least_difference((red, green)) < 0.4 * usual


@pytest.mark.parametrize("vision", [DEUTERANOPIA, PROTANOPIA])
def test_greys_stay_greys(vision: np.ndarray) -> None:
    seen = lab(np.array([(g, g, g) for g in (0, 60, 128, 255)]), vision)
    assert np.abs(seen[:, 1:]).max() < 0.6
    assert seen[:, 0] == pytest.approx(lab(np.array([(g, g, g) for g in (0, 60, 128, 255)]), VISIONS[0])[:, 0], abs=0.1)


def test_lab_of_known_colours() -> None:
    """CIELAB (D65) of sRGB red and white, as every colour calculator gives them."""
    red, white = lab(np.array([(255, 0, 0), (255, 255, 255)]), VISIONS[0])
    assert red == pytest.approx((53.24, 80.09, 67.20), abs=0.1)
    assert white == pytest.approx((100, 0, 0), abs=0.05)


def test_no_colour_is_lost_on_a_dark_picture() -> None:
    assert lab(np.array(palette(MOST)), VISIONS[0])[:, 0].min() >= LEAST_LIGHTNESS


def test_more_labels_than_colours_begin_again() -> None:
    assert palette(MOST + 2)[MOST:] == palette(MOST)[:2]
