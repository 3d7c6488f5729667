"""Detectors: the tables of both heads, at any size, as the engine reads them."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from medview.catalog.schema import Network
from medview.core.errors import ModelError
from medview.engine.networks.detectors import FIRST_REACH, PRIOR, STRIDES, RetinaDetector, YoloDetector, centres
from medview.engine.networks.table import build_network

TINY: dict[str, Any] = {"widths": (8, 8, 16, 16), "depths": (1, 0, 1, 0), "neck": 8, "tower": 8}


def cells(rows: int, columns: int) -> int:
    return sum(-(-rows // stride) * -(-columns // stride) for stride in STRIDES)


@pytest.mark.parametrize(("rows", "columns"), [(64, 96), (61, 90), (33, 32)])
def test_every_cell_has_a_row_at_any_size(rows: int, columns: int) -> None:
    picture = torch.rand(2, 3, rows, columns)
    assert YoloDetector(2, 3, 2, **TINY).eval()(picture).shape == (2, cells(rows, columns), 6)
    assert RetinaDetector(2, 3, 2, **TINY, anchors=6).eval()(picture).shape == (2, 6 * cells(rows, columns), 6)


def test_boxes_without_anchors_begin_around_their_cells_and_nearly_surely_empty() -> None:
    torch.manual_seed(0)
    table = YoloDetector(2, 1, 3, **TINY).eval()(torch.zeros(1, 1, 64, 64))[0].detach()
    middles = torch.cat([centres(64 // stride, 64 // stride, stride) for stride in STRIDES])
    strides = torch.cat([torch.full(((64 // stride) ** 2, 1), float(stride)) for stride in STRIDES])
    torch.testing.assert_close((table[:, :2] + table[:, 2:4]) / 2, middles, atol=8.0, rtol=0.0)
    reach = (table[:, 2:4] - table[:, :2]) / 2 / strides
    assert float(reach.mean()) == pytest.approx(FIRST_REACH, rel=0.2)
    assert float(table[:, 4:].sigmoid().mean()) == pytest.approx(PRIOR, rel=0.5)


def test_a_shift_by_one_coarse_cell_shifts_the_rows_by_one() -> None:
    """Which row is which cell: row by row, column by column."""
    torch.manual_seed(1)
    network = YoloDetector(2, 1, 1, **TINY).eval()
    picture = torch.zeros(1, 1, 256, 256)
    picture[..., 96:128, 96:128] = torch.rand(32, 32)
    moved = picture.roll(32, -1)
    fine = (256 // STRIDES[0]) ** 2
    one, other = (network(given)[0, :fine, 4].view(32, 32) for given in (picture, moved))
    torch.testing.assert_close(one[12:16, 12:16], other[12:16, 16:20], atol=1e-4, rtol=1e-3)


def test_centres_count_columns_first() -> None:
    assert centres(2, 3, 8).tolist() == [[4, 4], [12, 4], [20, 4], [4, 12], [12, 12], [20, 12]]


@pytest.mark.parametrize("name", ["yolo_detector", "retina_detector"])
def test_packages_name_them(name: Any) -> None:
    network = Network(name, TINY, 1, 2, spatial_dims=2)
    assert build_network(network, empty=True).state_dict().keys() == build_network(network).state_dict().keys()


@pytest.mark.parametrize(("dims", "widths"), [(3, TINY["widths"]), (2, (8, 8))])
def test_others_are_refused(dims: Any, widths: tuple[int, ...]) -> None:
    with pytest.raises(ModelError, match="cannot be built"):
        build_network(Network("yolo_detector", TINY | {"widths": widths}, 1, 1, spatial_dims=dims))
