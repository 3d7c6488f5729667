"""Evaluation of models that read whole volumes, and what the figures of volumes are over."""

from __future__ import annotations

import json
import math
from pathlib import Path

import nibabel
import numpy as np
import pytest

from medview.core.errors import MedViewError
from medview.core.resources import resource
from medview.io.formats.volumes import read_volume
from medview.training.data.tables import Facts, Stated
from medview.training.evaluated import evaluated
from medview.training.evaluation import evaluate, shipped_model
from medview.training.measuring import bootstrap
from medview.training.measuring.volumes import VolumeScore, samples_of, volume_figures, volume_plots
from medview.training.measuring.whole import whole_labels
from tests.whole_package import make_image, make_whole_package


@pytest.fixture(autouse=True)
def few_resamples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "RESAMPLES", 20)


def _ignore(fraction: float, note: str) -> None:
    assert 0.0 <= fraction <= 1.0


def test_a_model_of_whole_volumes_agrees_with_its_own_label_maps(tmp_path: Path) -> None:
    """The masks are what the model says; in one case all of them are label 2."""
    package = make_whole_package(tmp_path / "models")
    model = shipped_model(package)
    data = tmp_path / "data"
    (data / "masks").mkdir(parents=True)
    for number in range(2):
        path = make_image(data / "images" / f"{number}.nii.gz", number)
        labels = whole_labels(model, read_volume(str(path))).labels
        labels = np.where(labels > 0, 2, 0) if number else labels
        nibabel.Nifti1Image(labels.transpose(2, 1, 0).astype(np.uint8), np.eye(4)).to_filename(
            data / "masks" / f"{number}.nii.gz"
        )
    (data / "split.csv").write_text("file,split,site\n0.nii.gz,val,A\n1.nii.gz,train,B\n", encoding="utf-8")
    found = evaluated(package.folder, data, _ignore).evaluation
    told = found.to_json()
    json.dumps(told, allow_nan=False)
    assert (told["split"], told["cases"]) == ("all", 2)
    dices = {(row["case"], row["label"]): row["dice"] for row in told["scores"]}
    assert dices["0", "label 1"] == dices["0", "label 2"] == 1.0
    assert dices["1", "label 1"] == 0.0
    assert told["scores"][0]["iou"] == told["scores"][0]["nsd"] == 1.0
    assert told["scores"][0]["found_ml"] == pytest.approx(told["scores"][0]["true_ml"])
    assert evaluate(package.folder, data, _ignore, "val").outcome.cases == 1


def test_a_method_withholds_its_result_where_the_values_are_no_hounsfield_units(tmp_path: Path) -> None:
    data = tmp_path / "data"
    (data / "labels").mkdir(parents=True)
    path = make_image(data / "images" / "a.nii.gz")
    shape = nibabel.load(path).shape
    nibabel.Nifti1Image(np.ones(shape, np.uint8), np.eye(4)).to_filename(data / "labels" / "a.nii.gz")
    outcome = evaluate(resource("models", "ct-body"), data, _ignore).outcome
    assert [one.case for one in outcome.refused] == ["a"]
    assert {figure.refusals for figure in outcome.figures} == {"nothing found"}
    assert next(one for one in outcome.figures if one.name == "Dice").estimate.value == 0.0


def test_a_folder_without_usable_cases_is_refused_with_the_reason(tmp_path: Path) -> None:
    package = make_whole_package(tmp_path / "models")
    data = tmp_path / "data"
    (data / "labels").mkdir(parents=True)
    make_image(data / "images" / "a.nii.gz")
    nibabel.Nifti1Image(np.zeros((3, 3, 3), np.uint8), np.eye(4)).to_filename(data / "labels" / "a.nii.gz")
    with pytest.raises(MedViewError, match="no case that can be used") as refusal:
        evaluate(package.folder, data, _ignore)
    assert "different grids" in refusal.value.hint


def _score(case: str, value: float, withheld: str = "") -> VolumeScore:
    return VolumeScore(case, "part", {"Dice": value, "HD95 (mm)": math.nan}, 10 * value, 10.0, withheld)


def test_figures_of_volumes_by_site_and_group_and_both_ways() -> None:
    names = [f"c{number}" for number in range(12)]
    facts = {
        name: Facts(group=f"p{number // 2}", traits=(("site", "AB"[number // 6]),)) for number, name in enumerate(names)
    }
    scores = [_score(name, 0.9 if number < 6 else 0.7) for number, name in enumerate(names[:11])]
    scores.append(_score("c11", 0.0, "Too small."))
    figures = volume_figures(scores, samples_of(names, Stated(facts)))
    found = {(one.subset, one.refusals): one.estimate for one in figures if one.name == "Dice"}
    assert found["site: A", "left out"].value == pytest.approx(0.9)
    assert found["site: B", "left out"].value == pytest.approx(0.7)
    assert found["site: B", "nothing found"].value == pytest.approx(0.7 * 5 / 6)
    assert found["all", "left out"].value == pytest.approx((6 * 0.9 + 5 * 0.7) / 11)
    assert (found["all", "left out"].cases, found["all", "left out"].groups) == (11, 6)
    assert not [one for one in figures if one.name == "HD95 (mm)"]  # no case has one
    (plot,) = volume_plots(scores)
    assert len(plot.points) == 11
    assert plot.points[0] == pytest.approx((9.5, -1.0))
