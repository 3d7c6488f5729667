from __future__ import annotations

import math

import pytest
from reportlab.graphics.shapes import PolyLine

from medview.training.measuring.axes import Axis, fitting_axis, unit_axis
from medview.training.measuring.bootstrap import Estimate
from medview.training.measuring.drawing import KINDS, interval_words, picture
from medview.training.measuring.outcome import Plot


def test_axes_have_round_numbers_that_hold_all_values() -> None:
    axis = fitting_axis("x", [-0.13, 0.31])
    assert axis.ticks == pytest.approx((-0.2, -0.1, 0.0, 0.1, 0.2, 0.3, 0.4))
    assert fitting_axis("x", [2.0, 2.0]).limits[0] <= 2.0 <= fitting_axis("x", [2.0, 2.0]).limits[1]
    assert fitting_axis("x", [0.0, 0.0]).limits == (0.0, 0.2)


def test_places_on_plain_and_logarithmic_axes() -> None:
    assert unit_axis("x").part(0.25) == 0.25
    assert unit_axis("x").part(7.0) == 1.0
    halves = Axis("x", (0.125, 8.0), (), logarithmic=True)
    assert [halves.part(value) for value in (0.125, 1.0, 8.0)] == pytest.approx([0.0, 0.5, 1.0])


def test_a_froc_curve_ends_at_eight_false_positives_with_what_was_found_there() -> None:
    """What is found only with twenty false positives per picture is not drawn."""
    drawing = KINDS["froc"](Plot("froc", "a", ((0.5, 0.4), (20.0, 1.0))), "")
    line = max((part for part in drawing.contents if isinstance(part, PolyLine)), key=lambda part: part.strokeWidth)
    heights = line.points[1::2]
    frame = next(
        part.points[1::2] for part in drawing.contents if isinstance(part, PolyLine) and len(part.points) == 10
    )
    assert max(heights) == pytest.approx(min(frame) + 0.4 * (max(frame) - min(frame)))


@pytest.mark.parametrize(
    "plot",
    [
        Plot("reliability", "a", ((0.2, 0.1, 10.0), (0.9, 0.7, 5.0))),
        Plot("roc", "a", ((0.0, 0.0), (1.0, 1.0))),
        Plot("precision-recall", "a", ((0.0, 1.0),)),
        Plot("froc", "a", ((0.0, 0.5), (3.0, 1.0))),
        Plot("bland-altman", "a", ((1.0, 0.1),), "mL"),
        Plot("bland-altman", "a", ((1.0, 0.1), (2.0, -0.4)), "mL"),
    ],
    ids=lambda plot: f"{plot.kind}-{len(plot.points)}",
)
def test_every_kind_of_curve_is_drawn_however_short(plot: Plot) -> None:
    assert picture(KINDS[plot.kind](plot, "told")).startswith(b"\x89PNG")


def test_figures_in_words() -> None:
    assert interval_words(Estimate(0.91234, 0.88, 0.94, 5, 5)) == "0.912 (0.880 to 0.940)"
    assert interval_words(Estimate(34.5, math.nan, math.nan, 5, 1)) == "34.5"
    assert interval_words(Estimate(math.nan, math.nan, math.nan, 0, 0)) == "–"
