from __future__ import annotations

import pytest

from tests.benchmarks.row import Row


def test_a_target_on_the_figure_itself() -> None:
    assert Row("a", 0.9, "s", at_most=1.0).met is True
    assert Row("a", 1.1, "s", at_most=1.0).met is False
    assert Row("a", None, "s", at_most=1.0).met is False
    assert Row("a", 1.1, "s").met is None
    assert Row("a", 0.9, "s", at_most=1.0).target == "≤ 1 s"


def test_a_target_on_the_ratio_to_the_peer() -> None:
    row = Row("a", 0.1, "s", 0.3, "other", at_least_ratio=2.5)
    assert row.ratio == pytest.approx(3.0)
    assert (row.met, row.target) == (True, "≥ 2.5×")
    assert Row("a", 0.2, "s", 0.3, at_least_ratio=2.5).met is False
    assert Row("a", None, "s", 0.3, at_least_ratio=2.5).met is False
    assert Row("a", 0.0, "", 0.3).ratio is None
