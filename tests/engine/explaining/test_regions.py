"""Regions of volumes: which windows are looked at, and where the map lies on the source grid."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from medview.catalog.schema import Preparation, Tiling
from medview.core.errors import ModelError
from medview.core.geometry import Geometry
from medview.engine.explaining.evidence import part_inside
from medview.engine.explaining.methods import MethodName
from medview.engine.explaining.placing import frame_geometry, inside_of, onto_grid
from medview.engine.explaining.regions import RegionWish, explain_region, window_of, windows_over
from medview.engine.prepare import frame_of
from tests.engine.explaining.networks import Blurring
from tests.engine.making import whole_configuration


def _nothing(_: float) -> None:
    """Nobody asks for the progress."""


def _inside(*places: tuple[slice, slice, slice], shape: tuple[int, int, int] = (24, 24, 24)) -> NDArray[np.bool_]:
    found = np.zeros(shape, bool)
    for place in places:
        found[place] = True
    return found


@pytest.mark.parametrize("method", ["grad-cam", "integrated-gradients", "occlusion"])
def test_evidence_of_a_region_lies_around_it(method: MethodName) -> None:
    inside = _inside((slice(2, 8), slice(3, 7), slice(4, 9)))
    wish = RegionWish(whole_configuration(2, Tiling((12, 12, 12))), (Blurring(3),), method)
    image = torch.rand(1, 24, 24, 24, generator=torch.Generator().manual_seed(0))
    found = explain_region(wish, image, {1: inside}, _nothing)
    near = _inside((slice(0, 12), slice(0, 12), slice(0, 13)))
    assert found.values.shape == (24, 24, 24)
    assert found.values.max() == pytest.approx(1.0)
    assert part_inside(found.values, near) == pytest.approx(1.0)


def test_large_regions_take_several_windows_and_no_voxel_twice() -> None:
    inside = _inside((slice(0, 24), slice(4, 8), slice(4, 8)))
    tiles = list(windows_over(inside, (12, 12, 12)))
    assert [tile[0] for tile in tiles] == [slice(0, 12), slice(12, 24)]
    told: list[float] = []
    wish = RegionWish(whole_configuration(2, Tiling((12, 12, 12))), (Blurring(3),), "integrated-gradients")
    image = torch.rand(1, 24, 24, 24, generator=torch.Generator().manual_seed(1))
    found = explain_region(wish, image, {1: inside}, told.append)
    whole = float(Blurring(3)(image[None])[0, 1][torch.from_numpy(inside)].sum())
    assert found.score == pytest.approx(whole, rel=0.06)  # where two windows meet, neither sees its neighbour
    assert told == sorted(told)


def test_windows_are_halved_until_gradients_fit() -> None:
    inside = _inside((slice(2, 8), slice(3, 7), slice(4, 9)))
    assert window_of(whole_configuration(2, Tiling((128, 128, 128))), inside) == (64, 64, 128)
    assert window_of(whole_configuration(2, Tiling((64, 64, 64))), inside) == (64, 64, 64)


def test_a_network_that_reads_the_whole_image_sees_the_region_and_a_margin() -> None:
    inside = _inside((slice(2, 8), slice(3, 7), slice(4, 9)))
    tiling = Tiling((16, 16, 16), whole=True, multiple=(8, 8, 8))
    assert window_of(whole_configuration(2, tiling), inside) == (40, 40, 40)


def test_an_image_smaller_than_the_window_is_filled_up() -> None:
    inside = _inside((slice(1, 4), slice(1, 4), slice(1, 4)), shape=(6, 6, 6))
    wish = RegionWish(whole_configuration(2, Tiling((16, 16, 16))), (Blurring(3),), "occlusion")
    found = explain_region(wish, torch.rand(1, 6, 6, 6), {1: inside}, _nothing)
    assert found.values.shape == (6, 6, 6)


def test_a_network_of_slices_goes_slice_by_slice() -> None:
    made = whole_configuration(2, Tiling((12, 12, 1)))
    made = replace(made, network=replace(made.network, spatial_dims=2))
    inside = _inside((slice(2, 8), slice(3, 7), slice(4, 6)))
    image = torch.rand(1, 24, 24, 24)
    found = explain_region(RegionWish(made, (Blurring(2),), "integrated-gradients"), image, {1: inside}, _nothing)
    assert set(np.flatnonzero(found.values.any((0, 1)))) == {4, 5}


def test_an_empty_region_is_told() -> None:
    wish = RegionWish(whole_configuration(2, Tiling((12, 12, 12))), (Blurring(3),), "occlusion")
    with pytest.raises(ModelError, match="nothing of this region"):
        explain_region(wish, torch.rand(1, 24, 24, 24), {1: _inside()}, _nothing)


@pytest.mark.parametrize("resampling", ["linear", "corner", "source-corner"])
@pytest.mark.parametrize("orientation", ["RAS", "LPS", "SAR"])
def test_a_map_comes_back_to_where_the_voxels_came_from(tmp_path: Path, orientation: str, resampling: str) -> None:
    """A coarse, oblique grid: a ball is carried to the frame and back."""
    turn = np.linalg.qr(np.random.default_rng(3).normal(size=(3, 3)))[0]
    source = Geometry.from_axes((14, 20, 18), (3.0, 1.5, 2.0), turn, (10.0, -20.0, 30.0))
    made = replace(
        whole_configuration(2, Tiling((12, 12, 12))),
        orientation=orientation,
        spacing_mm=(2.0, 2.0, 2.0),
        preparation=Preparation(resampling=resampling),  # type: ignore[arg-type]
    )
    grid = frame_geometry(frame_of(made, source))
    mask = np.zeros(source.shape, np.uint8)
    mask[4:9, 6:14, 5:12] = 3
    inside = inside_of(mask, (3,), source, grid)
    assert inside.sum() * grid.voxel_ml == pytest.approx((mask == 3).sum() * source.voxel_ml, rel=0.15)
    onto_grid(inside.astype(np.float32), grid, source, tmp_path / "map.npy", _nothing)
    back = np.load(tmp_path / "map.npy")
    assert back.shape == source.shape
    assert back.dtype == np.float16
    both = ((back > 0.5) & (mask == 3)).sum()
    assert 2 * both / ((back > 0.5).sum() + (mask == 3).sum()) > 0.85
