"""Outlining: from a folder of films and masks to a measured package."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from medview.catalog.package import load_package
from medview.core.errors import MedViewError
from medview.engine.gate import gate_answers
from medview.engine.picture_run import LabelMap, answer, picture_model
from medview.training.data.nouns import Sample
from medview.training.pictures.export import template
from medview.training.pictures.loading import divided, outlined
from medview.training.pictures.segmenting import outline_batch, outline_loss, train, with_background
from tests.training.pictures.making import film, segmentation


def test_a_run_ends_in_a_package_that_outlines_and_says_how_well(lungs_out: Path) -> None:
    package = load_package(lungs_out / "tiny-lungs")
    package.verify()
    found = {metric.name: metric.value for metric in package.card.metrics}
    assert found["Dice"] > 0.9
    picture, mask = film(100, ill=False, side=150)
    labels = answer(picture_model(package), picture)
    assert isinstance(labels, LabelMap)
    assert labels.labels.shape == (150, 150)
    overlap = ((labels.labels > 0) & (mask > 0)).sum() / (mask > 0).sum()
    assert overlap > 0.85
    assert set(np.unique(labels.labels[:, :60])) <= {0, 1}
    assert set(np.unique(labels.labels[:, 90:])) <= {0, 2}
    evaluation = json.loads((lungs_out / "tiny-lungs.run" / "evaluation.json").read_text(encoding="utf-8"))
    assert evaluation["cases"] == 4


def test_its_gate_knows_films_and_names_what_is_none(lungs_out: Path) -> None:
    package = load_package(lungs_out / "tiny-lungs")
    assert package.configuration.gate is not None
    picture, _ = film(101, ill=False, side=128)
    named = {
        "turned": np.rot90(picture),
        "inverted": 255 - picture,
        "blank": np.full((128, 128), 7, np.uint8),
        "few pixels": picture[::8, ::8],
        "colours": np.stack([picture, picture // 2, 255 - picture], 2),
    }
    for name, wrong in named.items():
        assert not all(one.passed for one in gate_answers(package, wrong)), name


def test_a_mask_is_divided_into_right_and_left() -> None:
    mask = np.zeros((10, 20), bool)
    mask[2:8, 2:6], mask[2:8, 12:18] = True, True
    sides = divided(mask)
    assert (sides[2:8, 2:6] == 1).all()
    assert (sides[2:8, 12:18] == 2).all()
    mask[4, :] = True
    whole = divided(mask)
    assert set(np.unique(whole[4, :8])) == {1}
    assert set(np.unique(whole[4, 14:])) == {2}
    assert not divided(np.zeros((4, 4), bool)).any()


def test_a_mask_of_another_size_is_named(tmp_path: Path) -> None:
    for name, shape in (("picture", (40, 40)), ("mask", (20, 40))):
        Image.fromarray(np.full(shape, 255, np.uint8)).save(tmp_path / f"{name}.png")
    sample = Sample("one", tmp_path / "picture.png", mask=tmp_path / "mask.png")
    with pytest.raises(MedViewError, match="40×40"):
        outlined(template(segmentation()), sample, (1, 2), True)
    with pytest.raises(MedViewError, match="no mask"):
        outlined(template(segmentation()), Sample("one", tmp_path / "picture.png"), (1, 2), True)


def test_a_picture_of_any_shape_keeps_its_mask_in_place(tmp_path: Path) -> None:
    picture = np.zeros((50, 100), np.uint8)
    picture[10:30, 20:60] = 200
    for name in ("picture", "mask"):
        Image.fromarray(picture).save(tmp_path / f"{name}.png")
    recipe = segmentation(fit="letterbox", sides=False)
    case = outlined(
        template(recipe), Sample("one", tmp_path / "picture.png", mask=tmp_path / "mask.png"), (1, 2), False
    )
    inside = case.masks[0] > 0.99
    assert inside.any()
    assert float(case.image[0][inside].min()) > float(case.image[0][case.masks[0] < 0.01].mean())


def test_the_loss_is_least_where_the_outline_is_right(film_folder: Path) -> None:
    recipe = segmentation(variation=None)
    configuration = template(recipe)
    sample = Sample("00", film_folder / "images" / "00.png", mask=film_folder / "masks" / "00.png")
    case = outlined(configuration, sample, (1, 2), True)
    images, truth = outline_batch([case], recipe, range(2), 1.0)
    assert images.shape == (2, 1, 64, 64)
    assert torch.allclose(truth.sum(1), torch.ones(2, 64, 64), atol=1e-4)
    right, wrong = 8 * truth, 8 * truth.roll(1, 1)
    assert float(outline_loss(right, truth, 1.0)) < 0.3 < float(outline_loss(wrong, truth, 1.0))
    assert float(with_background(torch.full((1, 2, 2, 2), 0.8)).sum(1).max()) == pytest.approx(1.0)


def test_a_run_goes_on_by_its_own_recipe_only(lungs_out: Path, film_folder: Path) -> None:
    with pytest.raises(MedViewError, match="another recipe"):
        train(segmentation(steps=7), film_folder, lungs_out, lambda fraction, note: None)
