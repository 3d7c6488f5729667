"""Telling classes apart: from a folder of labelled films to a calibrated package cropped to its region."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from medview.catalog.package import load_package
from medview.catalog.schema import Class
from medview.core.code import Code
from medview.core.errors import MedViewError
from medview.engine.networks.table import build_network
from medview.engine.picture_run import Chances, answer, picture_model
from medview.training.pictures import train_classification
from medview.training.pictures.calibrating import Unseen, calibrated, conformal, crossed_metrics, platt, youden
from medview.training.pictures.classifying import Pupil, class_batch, class_loss, unwatched, watched
from medview.training.pictures.export import template
from medview.training.pictures.films import softly_within
from medview.training.pictures.train_classification import classified, opened, train
from medview.training.running.team import Team
from tests.training.pictures.making import ILL, WELL, classification, film, plan


def _quiet(fraction: float, note: str) -> None:
    pass


@pytest.fixture
def own_classes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The template without the classes it states, as those of somebody's own data are."""
    monkeypatch.setattr(train_classification, "template", lambda recipe: replace(template(recipe), classes=()))


@pytest.fixture
def out(tmp_path: Path, lungs_out: Path) -> Path:
    shutil.copytree(lungs_out / "tiny-lungs", tmp_path / "tiny-lungs")
    return tmp_path


@pytest.mark.usefixtures("own_classes")
def test_a_run_ends_in_a_calibrated_package(film_folder: Path, out: Path) -> None:
    recipe = classification(plan=plan(30, rate=0.02, batch=6), gate=True)
    folder = train(recipe, film_folder, out, _quiet)
    package = load_package(folder)
    package.verify()
    configuration = package.configuration
    assert [one.name for one in configuration.classes] == [ILL, WELL]
    assert len(configuration.network.folds) == 1
    assert configuration.gate is not None
    assert configuration.calibration.conformal is not None
    assert (folder / configuration.preparation.around).is_file()
    measured = {(metric.name, metric.split) for metric in package.card.metrics}
    assert ("AUROC", "val") in measured
    assert any(name == "AUROC" and "cross-validated" in split for name, split in measured)
    found = answer(picture_model(package), film(50, ill=True, side=200)[0])
    assert isinstance(found, Chances)
    assert float(found.values.sum()) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.usefixtures("own_classes")
def test_a_stopped_run_goes_on(film_folder: Path, out: Path) -> None:
    recipe = classification(steps=3)

    class Stopped(Exception):
        pass

    def stop(fraction: float, note: str) -> None:
        if fraction > 0.7:
            raise Stopped

    with pytest.raises(Stopped):
        train(recipe, film_folder, out, stop)
    seen: list[float] = []
    train(recipe, film_folder, out, lambda fraction, note: seen.append(fraction))
    assert (out / "tiny-ill" / "models" / "model.safetensors").is_file()
    steps = [one for one in seen if 0.2 < one < 0.6]
    assert not steps  # the first network was not trained again


@pytest.mark.usefixtures("own_classes")
def test_what_lies_outside_the_region_is_level_while_training(film_folder: Path, out: Path) -> None:
    recipe = classification()
    course = opened(recipe, film_folder, out, _quiet, Team())
    plain = replace(recipe, variation=None, mixing=0.0, surroundings=0.0)
    pictures, truth, regions = class_batch(course.films, plain, 1, range(4), 1.0)
    assert float((pictures != 0).float()[regions > 0].mean()) > 0.9
    assert truth.sum(1).tolist() == [1.0] * 4
    shown = torch.stack([one.given for one in course.films])
    assert (shown == 0).float().mean() > 0.2
    assert (pictures == 0).float().mean() > 0.2
    mixed, parts, _ = class_batch(course.films, recipe, 1, range(4), 1.0)
    assert torch.isfinite(mixed).all()
    assert parts.sum(1).tolist() == pytest.approx([1.0] * 4)


def test_attention_beyond_the_region_costs() -> None:
    recipe = classification(attention=1.0)
    logits, truth, regions = torch.zeros(1, 2), torch.tensor([[1.0, 0.0]]), torch.zeros(1, 1, 16, 16)
    regions[..., :8] = 1.0
    inside, outside = torch.zeros(1, 1, 2, 2), torch.zeros(1, 1, 2, 2)
    inside[..., 0], outside[..., 1] = 0.5, 0.5
    batch = (logits, truth, regions)
    least = float(class_loss(logits, batch, recipe))
    assert float(class_loss((logits, inside), batch, recipe)) == pytest.approx(least)
    assert float(class_loss((logits, outside), batch, recipe)) > least + 5.0


def test_each_opinion_learns_by_itself() -> None:
    """Two opinions that are wrong in opposite ways cost as much as each does, though their mean is right."""
    recipe, truth = classification(attention=0.0, smoothing=0.0), torch.tensor([[0.5, 0.5]])
    sure = torch.tensor([[8.0, 0.0]])
    batch = (sure, truth, torch.ones(1, 1, 8, 8))
    both = float(class_loss(torch.stack([sure, -sure]), batch, recipe))
    assert both == pytest.approx(float(class_loss(sure, batch, recipe)))
    assert both > 3.0


def test_weights_of_a_watched_network_are_its_own() -> None:
    recipe = classification()
    network = build_network(recipe.network)
    pupil = watched(network)
    assert isinstance(pupil, Pupil)
    assert unwatched(pupil.state_dict()).keys() == network.state_dict().keys()
    opinions, attention = pupil.eval()(torch.randn(2, 1, 64, 64))
    assert opinions.shape == (1, 2, 2)
    assert torch.allclose(attention.sum((2, 3)), torch.ones(2, 2), atol=1e-5)


def test_classes_of_another_folder_are_named() -> None:
    with pytest.raises(MedViewError, match="cat, dog"):
        classified(template(classification()), ("cat", "dog"))
    own = classified(replace(template(classification()), classes=()), ("no cat", "cat", "dog"))
    assert [one.finding for one in own.classes] == [False, True, True]


def test_a_region_is_widened_by_pixels() -> None:
    near = torch.tensor([0.5, 0.5 + 2 / 16, 0.5 - 2 / 16])
    assert softly_within(near, 0.0).tolist() == pytest.approx([0.5, 1.0, 0.0])
    assert softly_within(near, 3.0).tolist() == pytest.approx([1.0, 1.0, 0.8333], abs=1e-3)


def _unseen(sharpness: float) -> Unseen:
    random = np.random.default_rng(3)
    logits = random.normal(0, 1.5, 600)
    labels = (random.uniform(size=600) < 1 / (1 + np.exp(-logits))).astype(np.int64)
    outputs = np.stack([np.zeros(600), logits * sharpness], 1).astype(np.float32)
    return Unseen(outputs, labels, tuple(map(str, range(600))), np.arange(600) % 3)


@pytest.mark.parametrize("sharpness", [0.5, 1.0, 3.0])
def test_the_temperature_undoes_how_sharp_outputs_are(sharpness: float) -> None:
    unseen = _unseen(sharpness)
    classes = tuple(Class(name, Code(name, "99MEDVIEW", name), finding=name == "b") for name in "ab")
    found = calibrated(replace(template(classification()), classes=classes), unseen, 0.9)
    assert found.calibration.temperature == pytest.approx(sharpness, rel=0.2)
    figures = {metric.name: metric.value for metric in crossed_metrics(found, unseen, "this")}
    assert figures["Calibration slope"] == pytest.approx(1.0, abs=0.2)
    assert figures["Coverage of the 90% prediction set"] == pytest.approx(0.9, abs=0.03)
    assert found.classes[0].threshold + found.classes[1].threshold == pytest.approx(1.0)


def test_the_quantile_of_prediction_sets_is_that_of_conformal_prediction() -> None:
    chances = np.stack([np.linspace(0.01, 0.99, 99), 1 - np.linspace(0.01, 0.99, 99)], 1)
    labels = np.zeros(99, np.int64)
    assert conformal(chances, labels, 0.9) == pytest.approx(0.90)
    assert conformal(chances[:3], labels[:3], 0.9) == 1.0


def test_the_threshold_lies_between_what_it_parts() -> None:
    assert youden(np.array([0.1, 0.2, 0.6, 0.9]), np.array([False, False, True, True])) == pytest.approx(0.4)


def test_what_leans_to_one_class_is_set_upright() -> None:
    """Log odds that are all too low by one, of labels drawn by the true ones: the curve adds what is missing."""
    random = np.random.default_rng(0)
    true = random.normal(0.0, 2.0, 4000)
    labels = (random.random(4000) < 1 / (1 + np.exp(-true))).astype(np.int64)
    outputs = np.stack([np.zeros(4000), true - 1.0], 1).astype(np.float32)
    unseen = Unseen(outputs, labels, tuple(map(str, range(4000))), np.arange(4000) % 4)
    assert unseen.crossed[:, 1].mean() == pytest.approx(labels.mean(), abs=0.01)
    learned = unseen.learned(np.ones(4000, bool))
    points = dict(learned.points)
    assert points[0.5] == pytest.approx(1 / (1 + np.exp(-1.0)), abs=0.03)
    assert list(points.values()) == sorted(points.values())


def test_one_class_alone_teaches_no_curve() -> None:
    assert platt(np.array([0.1, 0.2]), np.array([1, 1])) == ()
