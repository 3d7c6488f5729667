"""Baselines on pictures made so that each can answer them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from medview.catalog.package import load_package
from medview.core.errors import MedViewError
from medview.engine.fusing import Boxes
from medview.engine.picture_run import LabelMap
from medview.training.data import read_data
from medview.training.measuring import bootstrap
from medview.training.measuring.baselines import BASELINES, evaluate_baseline, evaluate_baselines, fitted, grey
from medview.training.measuring.outcome import Outcome
from medview.training.measuring.systems import System, shipped
from tests.engine.picture_packages import bright_square, classification, detection, segmentation

BY_ID = {one.id.removeprefix("baseline-"): one for one in BASELINES}


@pytest.fixture(autouse=True)
def few_resamples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "RESAMPLES", 10)


def _value(outcome: Outcome, name: str, label: str) -> float:
    return next(one.estimate.value for one in outcome.figures if (one.name, one.label) == (name, label))


def _write(path: Path, values: np.ndarray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(values.astype(np.uint8)).save(path)


def _split(data: Path, rows: list[str], head: str = "file,split") -> None:
    (data / "split.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


def _films(data: Path) -> Path:
    """12 films: “bright” has a light square, at one place."""
    random = np.random.default_rng(0)
    rows = []
    for number in range(12):
        picture = random.integers(0, 60, (32, 40))
        picture[4:16, 4:16] += 150 * (number % 2)
        _write(data / "images" / f"{number}.png", picture)
        rows.append(f"{number}.png,{'train' if number < 8 else 'val'},{'dark' if number % 2 == 0 else 'bright'}")
    _split(data, rows, "file,split,label")
    return data


def _system(folder: Path) -> System:
    return shipped(load_package(folder))


def test_logistic_regression_learns_from_train_and_is_measured_on_val(tmp_path: Path) -> None:
    system = _system(classification(tmp_path))
    (outcome,) = evaluate_baselines(system, _films(tmp_path / "films"), "val", lambda *_: None)
    assert (outcome.model, outcome.cases, outcome.split) == ("baseline-logistic-regression", 4, "val")
    assert _value(outcome, "AUROC", "bright") == 1.0


def test_without_a_split_to_learn_from_every_case_is_answered_by_cross_validation(tmp_path: Path) -> None:
    system = _system(classification(tmp_path))
    data = _films(tmp_path / "films")
    outcome = evaluate_baseline(BY_ID["logistic-regression"], system, data)
    assert outcome.cases == 12
    assert _value(outcome, "AUROC", "bright") == 1.0


def test_logistic_regression_needs_two_classes(tmp_path: Path) -> None:
    data = _films(tmp_path / "films")
    _split(data, [f"{number}.png,bright" for number in range(12)], "file,label")
    with pytest.raises(MedViewError, match="at least two classes"):
        evaluate_baseline(BY_ID["logistic-regression"], _system(classification(tmp_path)), data)


def _squares(data: Path) -> Path:
    boxes = []
    for number in range(12):
        place = (8 + number % 2, 16)
        _write(data / "images" / f"{number:02}.png", bright_square(64, 64, place, (place[0] + 20, place[1] + 20)))
        boxes.append({"image_id": number, "category_id": 1, "bbox": [*place, 20, 20]})
    images = [{"id": number, "file_name": f"{number:02}.png"} for number in range(12)]
    content = {"images": images, "annotations": boxes, "categories": [{"id": 1, "name": "bright"}]}
    (data / "coco.json").write_text(json.dumps(content), encoding="utf-8")
    return data


def test_usual_boxes_find_what_is_always_at_one_place(tmp_path: Path) -> None:
    outcome = evaluate_baseline(BY_ID["usual-boxes"], _system(detection(tmp_path)), _squares(tmp_path / "squares"))
    assert _value(outcome, "mAP@50", "bright") == pytest.approx(1.0)


def test_usual_boxes_follow_the_size_of_a_picture(tmp_path: Path) -> None:
    system = _system(detection(tmp_path))
    found = fitted(BY_ID["usual-boxes"], system, read_data(_squares(tmp_path / "squares"), "detection"))
    given = [found.answer(np.zeros(shape)) for shape in ((64, 64), (128, 128))]
    (small,), (large,) = (boxes.rows for boxes in given if isinstance(boxes, Boxes))
    assert small[:4] == pytest.approx((8.5, 16, 28.5, 36), abs=0.01)
    assert large[:4] == pytest.approx(2 * small[:4])
    assert small[4] == 1.0


def _fields(data: Path) -> Path:
    random = np.random.default_rng(1)
    for number in range(10):
        picture, mask = random.integers(0, 90, (32, 48)), np.zeros((32, 48))
        picture[8:24, 10:30] += 120
        mask[8:24, 10:30] = 1
        _write(data / "images" / f"{number}.png", picture)
        _write(data / "masks" / f"{number}.png", mask)
    return data


@pytest.mark.parametrize("name", ["atlas", "threshold"])
def test_atlas_and_threshold_find_a_light_field_at_one_place(tmp_path: Path, name: str) -> None:
    outcome = evaluate_baseline(BY_ID[name], _system(segmentation(tmp_path)), _fields(tmp_path / "fields"))
    assert _value(outcome, "Dice", "All structures") > 0.93


def test_an_atlas_knows_nothing_of_the_picture(tmp_path: Path) -> None:
    system = _system(segmentation(tmp_path))
    found = fitted(BY_ID["atlas"], system, read_data(_fields(tmp_path / "fields"), "segmentation"))
    given = [found.answer(np.full((32, 48), value)) for value in (0, 200)]
    one, other = (found.labels for found in given if isinstance(found, LabelMap))
    assert (one == other).all()
    assert one.any()


def test_grey_goes_from_0_to_1() -> None:
    assert grey(np.array([[3, 5], [4, 3]])).tolist() == [[0.0, 1.0], [0.5, 0.0]]
    assert not grey(np.full((4, 4, 3), 7)).any()
