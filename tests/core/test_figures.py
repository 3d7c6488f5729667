"""Figures as a reader sees them: units, decimals, and what has no number."""

from __future__ import annotations

import pytest

from medview.core.figures import SQUARE_MILLIMETRE, UNITS, Figure, figure_text, number_text
from medview.core.volume import Quantity


@pytest.mark.parametrize(
    ("value", "told"), [(float("nan"), "–"), (float("inf"), "–"), (-2.0, "−2"), (12345.6, "1.235e+04")]
)
def test_numbers(value: float, told: str) -> None:
    assert number_text(value, None) == told


def test_large_areas_are_told_in_square_centimetres() -> None:
    assert figure_text(Figure("area", 25_000.0, SQUARE_MILLIMETRE)).endswith("cm²")


def test_values_have_the_decimals_of_their_unit() -> None:
    assert figure_text(Figure("mean", 2.345, UNITS[Quantity.SUV])).startswith("2.35")
    assert figure_text(Figure("mean", 40.26, UNITS[Quantity.HU])).startswith("40.3")
