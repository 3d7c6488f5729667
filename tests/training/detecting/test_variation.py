"""Boxes stay where their things are, however a picture is varied."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from medview.training.augmentation import Draw
from medview.training.detecting.recipe import PLAIN, Variation
from medview.training.detecting.variation import Labelled, side_by_side, varied

WILD = Variation(quarter=0.5, rotation_deg=0.0, scale=(0.6, 1.5), stretch=1.2, shift=0.2, mosaic=0.0, visible=0.99)


def square(rows: int = 48, columns: int = 64, low: tuple[int, int] = (20, 12), side: int = 12) -> Labelled:
    picture = torch.zeros(1, rows, columns)
    x, y = low
    picture[:, y : y + side, x : x + side] = 1.0
    return Labelled(picture, torch.tensor([[x, y, x + side, y + side]], dtype=torch.float32), torch.tensor([1]))


def bright(picture: torch.Tensor) -> torch.Tensor:
    y, x = torch.nonzero(picture[0] > 0.5, as_tuple=True)
    return torch.stack([x.min(), y.min(), x.max() + 1, y.max() + 1]).float()


def test_nothing_is_varied_where_nothing_is_asked_for() -> None:
    given = square()
    found = varied([given], (48, 64), PLAIN, Draw(1))
    torch.testing.assert_close(found.picture, given.picture, atol=1e-5, rtol=0)
    torch.testing.assert_close(found.boxes, given.boxes)


@pytest.mark.parametrize("seed", range(8))
def test_a_box_follows_its_square(seed: int) -> None:
    settings = replace(WILD, brightness=0.0, contrast=1.0, gamma=(1.0, 1.0), noise=0.0, blur=0.0)
    found = varied([square()], (48, 64), settings, Draw(seed))
    if not len(found.boxes):
        assert (found.picture > 0.5).sum() < 0.999 * (found.picture > 0.5).numel()
        return
    torch.testing.assert_close(found.boxes[0], bright(found.picture), atol=1.01, rtol=0)


def test_pictures_are_scaled_to_what_is_asked_for() -> None:
    found = varied([square()], (24, 32), PLAIN, Draw(1))
    assert found.picture.shape == (1, 24, 32)
    torch.testing.assert_close(found.boxes, square().boxes / 2)


def test_four_pictures_lie_side_by_side() -> None:
    parts = [square(low=(4 * n, 3 * n)) for n in range(4)]
    whole = side_by_side(parts)
    assert whole.picture.shape == (1, 96, 128)
    for box in whole.boxes.int().tolist():
        x0, y0, x1, y1 = box
        assert (whole.picture[0, y0:y1, x0:x1] == 1).all()
    assert whole.picture.sum() == 4 * 12 * 12


@pytest.mark.parametrize("seed", range(4))
def test_of_four_pictures_a_part_of_the_first_ones_size_is_read(seed: int) -> None:
    found = varied([square(low=(4 * n, 3 * n)) for n in range(4)], (48, 64), replace(PLAIN, visible=0.9), Draw(seed))
    assert found.picture.shape == (1, 48, 64)
    for x0, y0, x1, y1 in found.boxes.round().int().tolist():
        assert float(found.picture[0, y0:y1, x0:x1].mean()) > 0.8


def test_boxes_out_of_view_are_not_asked_for() -> None:
    settings = replace(PLAIN, scale=(3.0, 3.0), shift=0.0, visible=0.5)
    assert not len(varied([square(low=(0, 0))], (48, 64), settings, Draw(0)).boxes)
    assert len(varied([square(low=(26, 18))], (48, 64), settings, Draw(0)).boxes) == 1


def test_intensities_vary_and_stay_numbers() -> None:
    settings = replace(PLAIN, brightness=0.2, contrast=1.5, gamma=(0.5, 2.0), colour=1.2, noise=0.1, blur=1.5)
    found = [varied([square()], (48, 64), settings, Draw(seed)).picture for seed in range(6)]
    assert all(bool(picture.isfinite().all()) for picture in found)
    assert len({round(float(picture.mean()), 4) for picture in found}) == 6
