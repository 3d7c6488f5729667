"""Differences of two models on the same cases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from medview.training.measuring.outcome import Outcome, Row
from medview.training.measuring.pairing import paired


def _outcome(model: str, rows: tuple[Row, ...]) -> Outcome:
    return Outcome(model, "1", "", "", "segmentation", "val", 3, 3, (), (), (), (), rows, (), (), 0.1)


OWN = _outcome("own", tuple({"case": str(n), "label": "lung", "dice": 0.9 + 0.01 * n, "group": ""} for n in range(3)))


def test_the_difference_is_that_of_each_case() -> None:
    """Cases differ by 0.01 from each other, both models by 0.02 on each: the interval knows only of the second."""
    other = _outcome("other", tuple({**row, "dice": float(row["dice"]) - 0.02} for row in reversed(OWN.rows)))
    (found,) = paired(OWN, other)
    assert (found.name, found.label) == ("Dice, less that of other 1", "lung")
    assert (found.estimate.low, found.estimate.value, found.estimate.high) == pytest.approx((0.02, 0.02, 0.02))
    assert (found.estimate.cases, found.estimate.groups) == (3, 3)


def test_cases_only_one_of_them_has_are_left_out() -> None:
    (found,) = paired(OWN, replace(OWN, rows=OWN.rows[:2]))
    assert (found.estimate.value, found.estimate.cases) == (0.0, 2)


def test_nothing_in_common_gives_no_figure() -> None:
    rows = tuple({"case": row["case"], "structure": "heart", "hd95": 1.0} for row in OWN.rows)
    assert paired(OWN, _outcome("other", rows)) == ()
