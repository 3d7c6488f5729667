from __future__ import annotations

import json
from pathlib import Path

import pytest

from medview.core.errors import MedViewError
from medview.core.resources import resource
from medview.training import kinds
from medview.training.recipe import load_recipe


@pytest.mark.parametrize("path", sorted(p.name for p in resource("recipes").glob("*.json") if "package" not in p.name))
def test_shipped_recipes_are_readable_and_named_after_their_model(path: str) -> None:
    recipe = kinds.load_recipe(path.removesuffix(".json"))
    assert f"{recipe.id}.json" == path


def test_model_and_baseline_hold_out_the_same_cases() -> None:
    model, baseline = load_recipe("hippocampus-mr"), load_recipe("hippocampus-mr-baseline")
    assert (model.seed, model.held_out) == (baseline.seed, baseline.held_out)


def test_unknown_names_and_entries_are_told(tmp_path: Path) -> None:
    with pytest.raises(MedViewError):
        load_recipe("nothing")
    data = json.loads(resource("recipes", "hippocampus-mr.json").read_text(encoding="utf-8"))
    data["network"]["name"] = "os.system"
    (tmp_path / "bad.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(MedViewError, match=r"bad\.json"):
        load_recipe(str(tmp_path / "bad.json"))
