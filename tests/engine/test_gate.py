"""What the input gate measures of pictures, and how its limits are read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from medview.catalog import load_package
from medview.catalog.package import Package
from medview.catalog.schema import Check, Gate
from medview.core.errors import ModelError
from medview.engine.gate import FIGURES, Look, gate_answers, outside, refused
from tests.engine.picture_packages import classification


@pytest.fixture
def package(tmp_path: Path) -> Package:
    return load_package(classification(tmp_path))


def gated(package: Package, *checks: Check, statistics: str = "") -> Package:
    return replace(package, configuration=replace(package.configuration, gate=Gate(checks, statistics)))


def measured(package: Package, name: str, picture: np.ndarray) -> float:
    return FIGURES[name](Look(picture, package, {}))


def test_figures_by_hand(package: Package) -> None:
    ramp = np.linspace(0, 100, 10_000).reshape(50, 200)
    colours = np.zeros((4, 4, 3), np.uint8)
    colours[..., 0] = 51
    assert measured(package, "shorter-side", ramp) == 50.0
    assert measured(package, "proportions", ramp) == 4.0
    assert measured(package, "contrast", ramp) == pytest.approx(0.9, abs=0.01)
    assert measured(package, "contrast", np.full((9, 9), 7.0)) == 0.0
    assert measured(package, "levels", np.arange(12).reshape(3, 4) // 4) == 3.0
    assert measured(package, "colour", colours) == pytest.approx(0.2)
    assert measured(package, "colour", ramp) == 0.0
    assert measured(package, "contrast", np.full((3, 3), np.nan)) == 0.0


def test_limits_hold_on_both_sides_and_name_the_one_that_is_passed(package: Package) -> None:
    check = Check("shorter-side", "Its size is odd.", 10.0, 20.0)
    found = [gate_answers(gated(package, check), np.zeros((side, 99)), 3)[0] for side in (9, 10, 20, 21)]
    assert [one.passed for one in found] == [False, True, True, False]
    assert [one.limit for one in found] == [10.0, 20.0, 20.0, 20.0]
    assert [one.sentence for one in found] == ["Its size is odd.", "", "", "Its size is odd."]
    assert {one.frame for one in found} == {3}
    assert outside(tuple(found)) == ("Its size is odd.", "Its size is odd.")


def test_only_hard_checks_refuse(package: Package) -> None:
    hard = Check("shorter-side", "Too small.", 10.0, refuses=True)
    soft = Check("levels", "It is blank.", 2.0)
    both = gated(package, hard, soft)
    assert refused(both, gate_answers(both, np.zeros((20, 20)))) == ()
    assert refused(both, gate_answers(both, np.zeros((5, 5)))) == ("Too small.",)
    assert gate_answers(package, np.zeros((5, 5))) == ()
    assert refused(package, ()) == ()


def test_statistics_that_cannot_be_read_are_told(package: Package) -> None:
    broken = gated(package, Check("levels", "It is blank.", 2.0), statistics="LICENSE")
    with pytest.raises(ModelError, match="statistics of the input gate"):
        gate_answers(broken, np.zeros((5, 5)))
