"""Cropping to a region: where it lies, what is left of the rest, and where that lies on the picture."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from medview.catalog.schema import Configuration, Intensity, Network, Preparation, Region
from medview.engine.around import Finder, box_of, cropped, largest_parts, scaled, signed_distance, softened
from medview.training.pictures.export import template
from tests.training.pictures.making import classification

REGION = Region(Network("dynunet", {}, 1, 2, spatial_dims=2), Intensity("none"), (64, 64), margin=0.1, outside="level")


class _Bright(nn.Module):
    """What is brighter than 100 is the region."""

    def forward(self, given: Tensor) -> Tensor:
        return torch.cat([100.0 - given, given - 100.0], 1)


def _configuration() -> Configuration:
    recipe = classification(intensity=Intensity("zscore", over="all"))
    found = template(recipe)
    return Configuration(
        **{
            **found.__dict__,
            "region": REGION,
            "preparation": Preparation(size=(32, 32), around="models/tiny.safetensors"),
        }
    )


def _picture(rows: int, columns: int) -> np.ndarray:
    picture = np.full((rows, columns), 50, np.uint8)
    picture[rows // 4 : rows // 2, columns // 2 : columns * 3 // 4] = 200
    picture[0, 0] = 255
    return picture


@pytest.mark.parametrize("shape", [(64, 64), (128, 256), (640, 320)])
def test_a_region_is_found_on_pictures_of_any_size(shape: tuple[int, int]) -> None:
    around = Finder(REGION, _Bright()).find(_configuration(), _picture(*shape))
    given, placed = cropped(_configuration(), around, shape)
    assert given.shape == (1, 1, 32, 32)
    corners = placed.back(np.array([[0.0, 0.0, 32.0, 32.0]]))[0] / (shape[1], shape[0], shape[1], shape[0])
    assert corners == pytest.approx([0.47, 0.23, 0.78, 0.52], abs=0.02)
    assert placed.shape == shape


def test_what_lies_around_the_region_becomes_level() -> None:
    around = Finder(REGION, _Bright()).find(_configuration(), _picture(64, 64))
    given, _ = cropped(_configuration(), around, (64, 64))
    assert abs(float(given[0, 0, 0, 0])) < 1e-6
    assert abs(float(given[0, 0, 16, 16])) > 0.1


def test_where_nothing_is_found_the_whole_picture_is_read() -> None:
    around = Finder(REGION, _Bright()).find(_configuration(), np.zeros((80, 100), np.uint8))
    assert around.box == (0, 0, 64, 64)
    assert (softened(around.inside, (8, 8)) == 1.0).all()


def test_distances_are_above_0_inside_and_below_outside() -> None:
    mask = np.zeros((9, 9), bool)
    mask[3:6, 3:6] = True
    found = signed_distance(mask)
    assert found[4, 4] == 1.5
    assert found[4, 3] == 0.5
    assert found[4, 2] == -0.5


def test_small_parts_are_no_region() -> None:
    mask = np.zeros((20, 20), bool)
    mask[2:12, 2:12], mask[15, 15] = True, True
    assert largest_parts(mask).sum() == 100
    assert not largest_parts(np.zeros((4, 4), bool)).any()


def test_a_box_has_its_margin_and_stays_within_the_picture() -> None:
    mask = np.zeros((40, 40), bool)
    mask[0:20, 10:30] = True
    assert box_of(mask, 0.1) == (8, 0, 32, 22)
    mask[:] = False
    mask[5:7, 5:7] = True
    assert box_of(mask, 0.1) == (0, 0, 40, 40)


def test_scaling_keeps_colours_and_repairs_what_is_no_number() -> None:
    picture = np.full((8, 8, 3), np.nan, np.float32)
    picture[..., 1] = 7.0
    found = scaled(picture, (4, 4))
    assert found.shape == (4, 4, 3)
    assert found[0, 0].tolist() == [0.0, 7.0, 0.0]
