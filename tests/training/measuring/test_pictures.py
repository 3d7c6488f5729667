"""Packages as they ship, on data folders whose figures are known by hand."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from medview.catalog.schema import Class
from medview.core.code import Code
from medview.core.errors import MedViewError
from medview.training.data import Sample
from medview.training.evaluated import evaluated
from medview.training.measuring import bootstrap
from medview.training.measuring.document import document
from medview.training.measuring.figures import subsets
from medview.training.measuring.naming import numbered
from medview.training.measuring.outcome import Outcome
from medview.training.measuring.writing import write_plots
from tests.engine.picture_packages import bright_square, classification, detection, segmentation


@pytest.fixture(autouse=True)
def few_resamples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "RESAMPLES", 30)


def _ignore(fraction: float, note: str) -> None:
    assert 0.0 <= fraction <= 1.0


def _write(path: Path, values: np.ndarray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(values.astype(np.uint8)).save(path)


def _value(outcome: Outcome, name: str, label: str, subset: str = "all", refusals: str = "left out") -> float:
    (found,) = [
        one
        for one in outcome.figures
        if (one.name, one.label, one.subset, one.refusals) == (name, label, subset, refusals)
    ]
    return found.estimate.value


def _evaluate(package: Path, data: Path, split: str | None = None) -> Outcome:
    return evaluated(package, data, _ignore, split).outcome


LEVELS = (40, 90, 110, 135, 160, 230)
"""Grey values of the films; “bright” is what is above 127.5."""


@pytest.fixture
def greys(tmp_path: Path) -> Path:
    """Even pictures; the darkest and the brightest of one site are labelled the other way round."""
    data = tmp_path / "greys"
    rows = ["file,split,label,patient,site"]
    for number, level in enumerate(LEVELS * 2):
        _write(data / "images" / f"{number:02}.png", np.full((20, 24), level + number))
        turned = number in (6, 11)
        label = "bright" if (level > 127) != turned else "dark"
        rows.append(f"{number:02}.png,{'train' if number % 6 else 'val'},{label},p{number % 6},{'AB'[number // 6]}")
    (data / "split.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return data


def test_classification_of_greys(tmp_path: Path, greys: Path) -> None:
    outcome = _evaluate(classification(tmp_path), greys)
    assert (outcome.task, outcome.cases, outcome.groups, outcome.split) == ("classification", 12, 6, "all")
    assert {figure.subset for figure in outcome.figures} == {"all", "site: A", "site: B"}
    assert {figure.label for figure in outcome.figures} == {"bright"}
    assert _value(outcome, "AUROC", "bright", "site: A") == 1.0
    assert _value(outcome, "AUROC", "bright", "site: B") == pytest.approx(4 / 9)
    assert _value(outcome, "Accuracy", "bright") == pytest.approx(10 / 12)
    assert _value(outcome, "Sensitivity", "bright", "site: B") == pytest.approx(2 / 3)
    given = [row["probability of bright"] for row in outcome.rows]
    means = np.array([level + number for number, level in enumerate(LEVELS * 2)]) / 255.0
    assert given == pytest.approx(1 / (1 + np.exp(-8 * (means - 0.5))), abs=1e-3)
    assert [plot.kind for plot in outcome.plots] == ["reliability", "roc", "precision-recall"]


def test_prediction_sets_hold_the_true_class_as_often_as_counted(tmp_path: Path, greys: Path) -> None:
    """Classes of at least 0.3: both from a mean of 0.5 - 0.106 to 0.5 + 0.106, which is where greys 101 to 154 lie."""
    calibration = {"temperature": 1.0, "coverage": 0.9, "intervals": [], "conformal": 0.7}
    outcome = _evaluate(classification(tmp_path, calibration=calibration), greys)
    levels = np.array([level + number for number, level in enumerate(LEVELS * 2)])
    both = ((levels > 100) & (levels < 155)).sum()
    assert _value(outcome, "Classes in a prediction set", "All classes") == pytest.approx(1 + both / 12)
    assert _value(outcome, "Coverage of the prediction sets", "All classes") == pytest.approx(10 / 12)


def test_only_a_named_split_is_measured(tmp_path: Path, greys: Path) -> None:
    outcome = _evaluate(classification(tmp_path), greys, "val")
    assert (outcome.cases, outcome.split) == (2, "val")
    with pytest.raises(MedViewError, match="no case of the split test"):
        _evaluate(tmp_path / "tiny", greys, "test")
    (greys / "split.csv").write_text(
        "file,label\n" + "\n".join(f"{n:02}.png,{'bright' if n % 2 else 'dark'}" for n in range(12)), encoding="utf-8"
    )
    with pytest.raises(MedViewError, match="names no splits"):
        _evaluate(tmp_path / "tiny", greys, "val")


def test_refused_cases_are_counted_and_both_ways_are_told(tmp_path: Path, greys: Path) -> None:
    check = {"name": "shorter-side", "low": 18.0, "sentence": "It is too small.", "refuses": True}
    _write(greys / "images" / "00.png", np.full((10, 10), 250))  # labelled dark
    outcome = _evaluate(classification(tmp_path, gate={"checks": [check]}), greys)
    assert [(one.case, one.reasons) for one in outcome.refused] == [("00", ("It is too small.",))]
    told = outcome.to_json()
    assert (told["cases"], told["answered"]) == (12, 11)
    assert _value(outcome, "Accuracy", "bright") == pytest.approx(9 / 11)
    assert _value(outcome, "Accuracy", "bright", refusals="gate ignored") == pytest.approx(9 / 12)
    assert outcome.rows[0]["refused"] == "It is too small."


def test_labels_that_are_no_class_of_the_model_are_refused(tmp_path: Path, greys: Path) -> None:
    text = (greys / "split.csv").read_text(encoding="utf-8").replace("bright", "cat").replace("dark", "dog")
    (greys / "split.csv").write_text(text, encoding="utf-8")
    with pytest.raises(MedViewError, match=r"\(cat, dog\) are none of tiny's classes \(dark, bright\)"):
        _evaluate(classification(tmp_path), greys)


@pytest.fixture
def squares(tmp_path: Path) -> Path:
    """A white square in one cell of the detector's grid on each picture; on one the label is elsewhere."""
    data = tmp_path / "squares"
    rows = []
    for number, place in enumerate([(8, 8), (24, 40), (48, 16)]):
        picture = bright_square(64, 64, place, (place[0] + 8, place[1] + 8))
        _write(data / "images" / f"{number}.png", picture)
        rows.append({"id": number, "file_name": f"{number}.png"})
    boxes = [(0, (8, 8, 8, 8)), (1, (24, 40, 8, 8)), (2, (0, 0, 8, 8))]
    content = {
        "images": rows,
        "annotations": [{"image_id": picture, "category_id": 5, "bbox": box} for picture, box in boxes],
        "categories": [{"id": 5, "name": "Bright"}],
    }
    (data / "boxes.json").write_text(json.dumps(content), encoding="utf-8")
    return data


def test_detection_of_squares(tmp_path: Path, squares: Path) -> None:
    """Two of three found and the third at the wrong place, all of one score: precision and recall are 2/3."""
    outcome = _evaluate(detection(tmp_path), squares)
    assert _value(outcome, "Sensitivity at the threshold", "bright") == pytest.approx(2 / 3)
    assert _value(outcome, "Precision at the threshold", "bright") == pytest.approx(2 / 3)
    assert _value(outcome, "False positives per picture at the threshold", "bright") == pytest.approx(1 / 3)
    assert _value(outcome, "Sensitivity at 1/2 false positives per picture", "bright") == pytest.approx(2 / 3)
    assert _value(outcome, "Sensitivity at 1/4 false positives per picture", "bright") == 0.0
    assert _value(outcome, "mAP@50", "bright") == pytest.approx(_value(outcome, "mAP@50-95", "bright"))
    assert {key: value for key, value in outcome.rows[2].items() if ":" in key} == {
        "bright: true": 1, "bright: right": 0, "bright: wrong": 1, "bright: missing": 1,
    }  # fmt: skip
    assert [plot.kind for plot in outcome.plots] == ["froc", "precision-recall", "reliability"]


@pytest.fixture
def fields(tmp_path: Path) -> Path:
    """A bright rectangle in each half of 64 × 64 pixels; the mask of the right one is two columns wider."""
    data = tmp_path / "fields"
    for number in range(3):
        picture, mask = np.zeros((64, 64)), np.zeros((64, 64))
        picture[10:30, 4:20] = picture[10:30, 40:56] = 255
        mask[10:30, 4:20], mask[10:30, 40:58] = 1, 2
        _write(data / "images" / f"{number}.png", picture)
        _write(data / "masks" / f"{number}.png", mask)
    return data


def test_segmentation_of_fields(tmp_path: Path, fields: Path) -> None:
    outcome = _evaluate(segmentation(tmp_path), fields)
    names = list(dict.fromkeys(figure.label for figure in outcome.figures))
    assert names == ["field (Right)", "field (Left)", "All structures"]
    assert _value(outcome, "Dice", names[0]) == 1.0
    assert _value(outcome, "Dice", names[1]) == pytest.approx(2 * 16 / (16 + 18))
    assert _value(outcome, "IoU", names[1]) == pytest.approx(16 / 18)
    assert _value(outcome, "HD95 (px)", names[1]) == pytest.approx(2.0)
    assert _value(outcome, "HD95 (px of 256)", names[1]) == pytest.approx(8.0)
    assert _value(outcome, "Area error (%)", names[1]) == pytest.approx(-100 * 2 / 18)
    assert _value(outcome, "Dice", "All structures") == pytest.approx(2 * 32 / (32 + 34))
    assert outcome.plots[1].points[0] == (340.0, -40.0)
    assert len(outcome.rows) == 9


def test_masks_that_tell_no_structures_apart_are_compared_with_all_of_them(tmp_path: Path, fields: Path) -> None:
    for path in (fields / "masks").iterdir():
        with Image.open(path) as mask:
            _write(path, (np.asarray(mask) > 0) * 255)
    outcome = _evaluate(segmentation(tmp_path), fields)
    assert {figure.label for figure in outcome.figures} == {"All structures"}
    assert _value(outcome, "Dice", "All structures") == pytest.approx(2 * 32 / (32 + 34))


def test_everything_is_written(tmp_path: Path, greys: Path) -> None:
    found = evaluated(classification(tmp_path), greys, _ignore, baselines=True)
    told = json.loads(json.dumps(found.to_json(), allow_nan=False))
    assert told["baselines"][0]["model"] == "baseline-logistic-regression"
    found.outcome.write_csv(tmp_path / "cases.csv")
    with (tmp_path / "cases.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["case"] for row in rows] == [f"{number:02}" for number in range(12)]
    assert (rows[0]["site"], rows[0]["label"], rows[0]["group"]) == ("A", "dark", "p0")
    write_plots(found.outcomes, tmp_path / "plots")
    for name in ("roc-bright", "reliability-bright", "precision-recall-bright"):
        with Image.open(tmp_path / "plots" / f"{name}.png") as picture:
            assert len(set(picture.convert("L").tobytes())) > 20
    with (tmp_path / "plots" / "figures.csv").open(newline="", encoding="utf-8") as stream:
        figures = list(csv.DictReader(stream))
    assert float(next(row["value"] for row in figures if row["name"] == "Accuracy")) == pytest.approx(10 / 12)
    (tmp_path / "all.pdf").write_bytes(document(found.outcomes))
    pages = pypdfium2.PdfDocument(tmp_path / "all.pdf")
    text = "".join(page.get_textpage().get_text_bounded() for page in pages)
    pages.close()
    for words in ("Evaluation of tiny", "AUROC", "site: B", "baseline-logistic-regression", "Not a medical device"):
        assert words in text


def test_metrics_for_a_card(tmp_path: Path, greys: Path) -> None:
    outcome = _evaluate(classification(tmp_path), greys)
    stated = outcome.metrics("this model", ("AUROC", "Accuracy"))
    assert [(one.name, one.label, one.cases, one.split) for one in stated] == [
        ("AUROC", "bright", 12, "all"),
        ("Accuracy", "bright", 12, "all"),
    ]
    assert stated[0].low is not None
    assert stated[0].low <= stated[0].value


CLASSES = (
    Class("Red blood cell", Code("41898006", "SCT", "Erythrocyte")),
    Class("White blood cell", Code("52501007", "SCT", "Leukocyte")),
    Class("Platelet", Code("16378004", "SCT", "Platelet")),
)


def test_labels_mean_classes_by_name_code_initials_or_number() -> None:
    assert numbered(("Platelets", "RBC", "WBC"), CLASSES, "m") == {"Platelets": 2, "RBC": 0, "WBC": 1}
    assert numbered(("erythrocyte", "52501007"), CLASSES, "m") == {"erythrocyte": 0, "52501007": 1}
    assert numbered(("0", "1", "2"), CLASSES, "m") == {"0": 0, "1": 1, "2": 2}


def test_a_single_class_is_what_says_that_something_was_found() -> None:
    one = CLASSES[:1]
    for labels in (("0", "1"), ("no tuberculosis", "tuberculosis"), ("Normal", "abnormal"), ("tumor",)):
        assert numbered(labels, one, "m") == {labels[-1]: 0}


def test_the_other_of_two_labels_is_the_other_of_two_classes() -> None:
    normal = Class("Normal", Code("N", "99", "Normal"), finding=False)
    ill = Class("Tuberculosis", Code("T", "99", "Tuberculosis"))
    for labels in (("no tuberculosis", "tuberculosis"), ("0", "1"), ("healthy", "tuberculosis")):
        assert numbered(labels, (normal, ill), "m") == {labels[0]: 0, labels[1]: 1}


def test_subsets_are_those_a_folder_states_and_none_too_small() -> None:
    def sample(number: int, **traits: Any) -> Sample:
        return Sample(str(number), Path(), traits=tuple(traits.items()))

    samples = [sample(n, site="AB"[n > 5], age=str(10 * n), id=str(n), sex="F") for n in range(12)]
    found = subsets(samples)
    assert found["all"] == tuple(range(12))
    assert found["site: A"] == tuple(range(6))
    assert found["age: 65 and over"] == (7, 8, 9, 10, 11)
    assert not [name for name in found if name.startswith(("id", "sex", "age: under"))]
