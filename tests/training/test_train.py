"""From a recipe to a measured package, on boxes, and the same numbers again by the evaluation alone."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from safetensors import safe_open

from medview.catalog.package import load_package
from medview.core.errors import MedViewError
from medview.training.evaluation import evaluate
from medview.training.recipe import Recipe, load_recipe
from medview.training.train import train
from tests.training.test_loop import TINY

RECIPE: Recipe = replace(TINY, id="tiny", cycles=(replace(TINY.cycles[0], steps=120),), patch=(24, 24, 24), held_out=2)


def _ignore(fraction: float, note: str) -> None:
    assert 0 <= fraction <= 1


@pytest.mark.slow
def test_a_recipe_becomes_a_measured_package(tiny_data: Path, tmp_path: Path) -> None:
    folder = train(RECIPE, tiny_data, tmp_path / "out", _ignore)
    package = load_package(folder)
    package.verify()
    assert (package.card.id, package.card.version) == ("tiny", "1.0.0")
    calibration = package.configuration.calibration
    assert [interval.classes for interval in calibration.intervals] == [(1,), (2,), (1, 2)]
    assert all(interval.low <= interval.high for interval in calibration.intervals)
    assert package.configuration.golden.tolerance_ml > 0
    with safe_open(package.weights, "pt") as weights:
        assert {str(weights.get_tensor(name).dtype) for name in weights.keys()} == {"torch.float16"}  # noqa: SIM118
    text = (folder / "docs" / "README.md").read_text(encoding="utf-8")
    assert "CC-BY-SA-4.0" in text
    assert "Not a medical device" in text
    again = evaluate(folder, tiny_data, _ignore, "val")
    whole = again.summaries[-1]
    assert (whole.label, whole.dice.cases) == ("Hippocampus", 2)
    stated = [m for m in package.card.metrics if m.name == "Dice" and m.label == whole.label]
    assert stated[0].value == pytest.approx(whole.dice.value, abs=1e-4)
    again.write_csv(tmp_path / "scores.csv")
    rows = list(csv.DictReader((tmp_path / "scores.csv").read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 2 * 3
    assert float(rows[0]["error_ml"]) == pytest.approx(float(rows[0]["found_ml"]) - float(rows[0]["true_ml"]))
    json.dumps(again.to_json(), allow_nan=False)
    with pytest.raises(MedViewError, match="another recipe"):
        train(replace(RECIPE, seed=4), tiny_data, tmp_path / "out", _ignore)


@pytest.mark.shared
@pytest.mark.slow
def test_the_shipped_model_reaches_what_its_card_says(shared_data: Path) -> None:
    from medview.core.resources import resource

    folder = resource("models", "hippocampus-mr")
    measured = evaluate(folder, shared_data / "hippocampus_mr", _ignore, "val")
    stated = {(m.name, m.label): m for m in load_package(folder).card.metrics if m.system.startswith("this model")}
    for summary in measured.summaries:
        assert summary.dice.value == pytest.approx(stated["Dice", summary.label].value, abs=0.002)
    assert load_recipe("hippocampus-mr").id == measured.model
