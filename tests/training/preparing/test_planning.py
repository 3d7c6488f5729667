"""From a wish and a folder to a recipe and data laid out for it, made once and read again."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from medview.catalog.package import load_package
from medview.core.errors import MedViewError
from medview.core.resources import resource
from medview.core.training import Kind, Wish
from medview.training.data.reading import read_data
from medview.training.export import template
from medview.training.kinds import load_recipe
from medview.training.preparing.planning import Planned, planned, run_folder
from medview.training.preparing.recognising import TASKS
from medview.training.preparing.volumes import network_of, patch_of
from medview.training.recipe import Recipe
from tests.training.preparing.making import boxes, classes, films, grouped, volumes

MAKERS: dict[Kind, Callable[[Path], Path]] = {
    "picture-segmentation": films,
    "picture-classification": classes,
    "picture-detection": boxes,
    "volume-segmentation": volumes,
}


def plan(wish: Wish, data: Path, out: Path) -> Planned:
    return planned(wish, data, out, lambda fraction, note: None)


@pytest.mark.parametrize("kind", TASKS)
def test_a_folder_becomes_a_recipe_and_data_in_the_loop_s_own_layout(kind: Kind, tmp_path: Path) -> None:
    data = MAKERS[kind](tmp_path / "data")
    wish = Wish("auto", id="mine", name="My model", steps=40, seed=5)
    made = plan(wish, data, tmp_path / "out")
    assert (made.recipe.kind, made.recipe.id) == (kind, "mine")
    steps: Any = getattr(made.recipe, "steps", None) or made.recipe.plan.steps  # type: ignore[attr-defined]
    assert steps == 40
    again = read_data(made.data, TASKS[kind], "train")
    held_out = read_data(made.data, TASKS[kind], "val")
    assert dict(made.found.split) == {"train": len(again.samples), "val": len(held_out.samples)}
    stated = json.loads(Path(made.recipe.template).read_text())["card"]
    assert (stated["id"], stated["name"]) == ("mine", "My model")
    assert plan(wish, data, tmp_path / "out") == made, "a run that goes on has the same plan"
    assert plan(replace(wish, processes=2), data, tmp_path / "out") == made
    assert run_folder(wish, tmp_path / "out") == made.folder
    with pytest.raises(MedViewError, match="other settings"):
        plan(replace(wish, steps=50), data, tmp_path / "out")


def test_what_a_folder_says_is_kept_in_its_laid_out_form(tmp_path: Path) -> None:
    data = grouped(classes(tmp_path / "data"), {f"{n}.png": f"patient {n}" for n in range(6)})
    made = plan(Wish("auto", id="mine"), data, tmp_path / "out")
    read = read_data(made.data, "classification")
    assert len(read.samples) == 12, "files of the same name in two folders are both there"
    splits: dict[str, set[str]] = {}
    for sample in read.samples:
        splits.setdefault(sample.group, set()).add(sample.split)
    assert len(splits) == 6
    assert all(len(found) == 1 for found in splits.values())


def test_a_folder_that_states_its_splits_is_used_as_it_is(tmp_path: Path) -> None:
    data = films(tmp_path / "data")
    rows = [f"film-{n}.png,{'train' if n < 7 else 'test'}" for n in range(10)]
    (data / "split.csv").write_text("file,split\n" + "\n".join(rows))
    made = plan(Wish("picture-segmentation", id="mine"), data, tmp_path / "out")
    assert made.data == data
    assert not made.found.split_made


def test_bad_data_never_begin_a_run(tmp_path: Path) -> None:
    data = films(tmp_path / "data", 3)
    with pytest.raises(MedViewError, match="Only 3 cases"):
        plan(Wish("auto", id="mine"), data, tmp_path / "out")
    for serial in range(3, 9):
        films(tmp_path / f"more{serial}", 1)
    data = films(tmp_path / "mended", 9)
    assert plan(Wish("auto", id="mine"), data, tmp_path / "out").found.cases == 9, "once mended it begins"


def test_a_shipped_recipe_is_changed_only_as_asked(tmp_path: Path) -> None:
    data = volumes(tmp_path / "data")
    shipped = load_recipe("hippocampus-mr")
    assert isinstance(shipped, Recipe)
    wish = Wish("hippocampus-mr", id="other", steps=75, seed=3, folds=2, patience=4, version="2.0.0", name="Other")
    recipe = plan(wish, data, tmp_path / "out").recipe
    assert isinstance(recipe, Recipe)
    assert (recipe.id, recipe.version, recipe.seed, recipe.networks, recipe.patience) == ("other", "2.0.0", 3, 2, 4)
    assert recipe.steps == 75
    assert [cycle.rate for cycle in recipe.cycles] == [cycle.rate for cycle in shipped.cycles]
    assert recipe.network == shipped.network
    assert template(recipe).card.name == "Other"
    assert len(template(recipe).network.folds) == 1
    with pytest.raises(MedViewError, match="identifier"):
        plan(Wish("hippocampus-mr", id="../x"), data, tmp_path / "out")


def test_a_base_brings_its_network_and_gets_a_small_rate_and_a_card_of_its_own(tmp_path: Path) -> None:
    data, base = volumes(tmp_path / "data"), resource("models", "hippocampus-mr")
    shipped = load_package(base)
    made = plan(Wish("auto", base=str(base), steps=30), data, tmp_path / "out")
    recipe = made.recipe
    assert isinstance(recipe, Recipe)
    assert recipe.id == "hippocampus-mr-tuned"
    assert recipe.frozen_statistics
    assert recipe.cycles[0].rate <= 5e-4
    assert recipe.networks == 1 + len(shipped.configuration.network.folds)
    configuration = template(recipe)
    assert configuration.localisation == shipped.configuration.localisation
    assert configuration.card.metrics == ()
    assert len(configuration.card.data) == len(shipped.card.data) + 1
    assert shipped.card.version in configuration.card.known_failures[-1]
    with pytest.raises(MedViewError, match="not laid out"):
        plan(Wish("auto", base=str(base)), films(tmp_path / "films"), tmp_path / "second")


def test_crops_and_networks_follow_the_size_of_the_volumes() -> None:
    whole = patch_of((40, 56, 40), "cpu")
    assert all(side >= have for side, have in zip(whole, (40, 56, 40), strict=True))
    cut = patch_of((512, 512, 30), "cpu")
    assert cut[0] == cut[1] < 512
    assert cut[2] >= 28
    assert cut[0] * cut[1] * cut[2] < 1.5 * 64**3
    thin = network_of(cut, 2)
    strides = thin.arguments["strides"]
    assert isinstance(strides, tuple)
    total = [1, 1, 1]
    for level in strides:
        assert isinstance(level, tuple)
        total = [have * int(step) for have, step in zip(total, level, strict=True)]
    assert all(side % step == 0 for side, step in zip(cut, total, strict=True))


def test_a_person_names_the_values_of_the_masks(tmp_path: Path) -> None:
    data = films(tmp_path / "data")
    made = plan(Wish("auto", id="mine", classes=("disc",)), data, tmp_path / "out")
    (label,) = json.loads(Path(made.recipe.template).read_text())["card"]["labels"]
    assert (label["value"], label["name"]) == (1, "disc")
    with pytest.raises(MedViewError, match="2 names were given for 1 classes"):
        plan(Wish("auto", id="other", classes=("a", "b")), data, tmp_path / "out")
