"""From a folder of boxes to a calibrated package that finds them, by either head; and a stop changes nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from medview.catalog.package import load_package
from medview.core.errors import MedViewError
from medview.engine.fusing import Boxes
from medview.engine.picture_run import answer, picture_model
from medview.training.data import read_data, read_picture
from medview.training.detecting.packaging import numbers_of, template
from medview.training.detecting.samples import divide
from medview.training.detecting.train import train
from medview.training.kinds import load_recipe
from medview.training.running.curves import read_curves
from tests.training.detecting.making import CLASSES, recipe, write_coco, write_template

pytestmark = pytest.mark.slow


class StoppedError(Exception):
    """Somebody pressed stop."""


def silent(fraction: float, note: str) -> None:
    assert 0 <= fraction <= 1


@pytest.fixture
def data(tmp_path: Path) -> Path:
    write_coco(tmp_path / "data", 12, "train")
    write_coco(tmp_path / "data", 4, "val", seed=1)
    return tmp_path / "data"


@pytest.mark.parametrize("name", ["yolo_detector", "retina_detector"])
def test_squares_are_found(name: Any, data: Path, tmp_path: Path) -> None:
    wish = recipe(write_template(tmp_path / "squares.package.json"), name, steps=180, counts=True)
    package = load_package(train(wish, data, tmp_path / "out", silent))
    package.verify()
    configuration = package.configuration
    assert [one.name for one in configuration.classes] == list(CLASSES)
    assert [rule.classes for rule in configuration.calibration.intervals] == [(1,), (2,)]
    model = picture_model(package)
    found = 0
    for sample in read_data(data, "detection", "val", training=False).samples:
        said = answer(model, read_picture(sample.path))
        assert isinstance(said, Boxes)
        best = {int(row[5]): row[:4] for row in said.rows[::-1]}
        for box in sample.boxes:
            row = best.get(CLASSES.index(box.label), np.zeros(4))
            found += bool(np.abs(row - [*box.low, *box.high]).max() < 5)
    assert found >= 6, "three quarters of them, to the pixel or nearly"
    measured = {metric.name: metric for metric in package.card.metrics if metric.label == "All classes"}
    assert measured["mAP@50"].value > 0.5
    assert (measured["mAP@50"].cases, measured["mAP@50"].split) == (4, "val")


def test_a_stopped_run_goes_on_where_it_was(data: Path, tmp_path: Path) -> None:
    wish = recipe(write_template(tmp_path / "squares.package.json"), steps=8)
    plain = train(wish, data, tmp_path / "whole", silent)

    def stop(fraction: float, note: str) -> None:
        if "step 5" in note:
            raise StoppedError

    with pytest.raises(StoppedError):
        train(wish, data, tmp_path / "parts", stop)
    again = train(wish, data, tmp_path / "parts", silent)
    a, b = (load_package(folder).weights.read_bytes() for folder in (plain, again))
    assert a == b
    curves = read_curves(tmp_path / "parts" / "squares.run")
    assert curves is not None
    assert curves.measure == "mAP@50"
    assert [point.step for point in curves.points if point.score is not None] == [4, 8]
    with pytest.raises(MedViewError, match="another recipe"):
        train(replace(wish, margin=3.0), data, tmp_path / "parts", silent)


def test_a_package_is_gone_on_with(data: Path, tmp_path: Path) -> None:
    wish = recipe(write_template(tmp_path / "squares.package.json"), steps=4)
    base = train(wish, data, tmp_path / "out", silent)
    further = train(replace(wish, id="further", base=str(base), gate=("inverted",)), data, tmp_path / "out", silent)
    configuration = load_package(further).configuration
    assert configuration.gate is not None
    assert {"view-inverted", "distance"} <= {check.name for check in configuration.gate.checks}


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("brain-mr-tumour-detector", ""),
        ("brain-mr-tumour-detector", "-cells"),
        ("blood-cells-detector", ""),
        ("blood-cells-detector", "-anchors"),
    ],
)
def test_shipped_recipes_state_whole_packages(name: str, other: str) -> None:
    wish: Any = load_recipe(f"{name}{other}")
    labels = {"brain-mr-tumour-detector": ("tumor",), "blood-cells-detector": ("Platelets", "RBC", "WBC")}[name]
    configuration = template(wish, labels)
    assert sorted(numbers_of(labels, configuration).values()) == list(range(len(labels)))
    with pytest.raises(MedViewError, match="parasite"):
        numbers_of((*labels, "parasite", "stain"), configuration)


def test_one_group_alone_is_learned_from_whole(data: Path, tmp_path: Path) -> None:
    samples = [replace(sample, group="one") for sample in read_data(data, "detection", "train").samples]
    training, held_out = divide(samples, recipe(tmp_path / "none.json"))
    assert (len(training), len(held_out)) == (12, 0)
