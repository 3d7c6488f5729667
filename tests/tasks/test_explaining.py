"""Asking why, from an analysis to the map on its image."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from medview.catalog.manifest import write_manifest
from medview.core.errors import ModelError
from medview.core.finding import (
    Box,
    Field,
    Finding,
    Picture,
    PictureBox,
    PictureRegion,
    Probability,
    Quantity,
    Region,
)
from medview.core.geometry import Geometry
from medview.core.images import StoredImages
from medview.core.study import Series
from medview.core.volume import StoredVolume, Volume
from medview.engine.axial import axial
from medview.engine.explaining.evidence import part_inside
from medview.engine.explaining.slices import place_on
from medview.tasks.analysis import analyse
from medview.tasks.explaining import explain
from tests.catalog.making import make_series
from tests.engine.picture_packages import bright_square, classification, detection, segmentation
from tests.tasks.test_picture_analysis import film, stored
from tests.whole_package import make_whole_package


@dataclass
class Quiet:
    """A job nobody looks at."""

    folder: Path
    told: list[float] = field(default_factory=list)

    def checkpoint(self, fraction: float, note: str = "", stage: str = "") -> None:
        self.told.append(fraction)

    def partial(self, value: Any) -> None:
        """Nobody looks."""


def _analysed(context: Quiet, package: Path) -> tuple[Series, StoredImages, tuple[Finding, ...]]:
    """A film with one bright square, and what a package finds on it."""
    series, images = film(), stored(context.folder, bright_square()[None])
    return series, images, analyse(context, str(package), series, images=images).findings


def _volume(folder: Path, array: NDArray[Any]) -> tuple[Series, StoredVolume]:
    series = make_series(array.shape, 1.5)
    assert series.geometry is not None
    return series, Volume(series.geometry, array).store(folder / "volume.npy")


def _map(found: Finding) -> NDArray[np.float16]:
    assert isinstance(found.value, Field)
    assert (found.value.low, found.value.high) == (0.0, 1.0)
    values: NDArray[np.float16] = np.load(found.value.path)
    assert values.dtype == np.float16
    assert 0.0 <= values.min() <= values.max() <= 1.0
    return values


def _square(margin: int = 0) -> NDArray[np.bool_]:
    inside = np.zeros((128, 96), bool)
    inside[32 - margin : 48 + margin, 16 - margin : 32 + margin] = True
    return inside


def test_a_class_is_explained_on_the_picture(tmp_path: Path) -> None:
    context, package = Quiet(tmp_path), classification(tmp_path)
    series, loaded, findings = _analysed(context, package)
    bright = next(one for one in findings if one.what.meaning == "bright")
    assert isinstance(bright.where, Picture)
    found = explain(context, str(package), series, loaded, bright)
    assert found.where == bright.where
    assert "Occlusion" in found.what.meaning  # ONNX passes no gradients
    assert "bright" in found.what.meaning
    assert len(found.what.value) <= 16
    assert "Not checked" in found.note
    values = _map(found)
    assert values.shape == (128, 96)
    assert part_inside(values.astype(np.float32), _square(12)) > 0.9
    assert ("explained_finding", bright.id) in found.source.plan
    assert context.told[-1] == 1.0


def test_a_box_is_explained_around_it(tmp_path: Path) -> None:
    context, package = Quiet(tmp_path), detection(tmp_path)
    series, loaded, findings = _analysed(context, package)
    boxes = [one for one in findings if isinstance(one.where, PictureBox)]
    (low, high) = boxes[0].where.low, boxes[0].where.high  # type: ignore[union-attr]
    values = _map(explain(context, str(package), series, loaded, boxes[0], "occlusion"))
    inside = np.zeros(values.shape, bool)
    inside[int(low[1]) - 12 : int(high[1]) + 12, int(low[0]) - 12 : int(high[0]) + 12] = True
    assert part_inside(values.astype(np.float32), inside) > 0.95


def test_a_region_of_a_picture_is_explained_by_itself(tmp_path: Path) -> None:
    context, package = Quiet(tmp_path), segmentation(tmp_path)
    series, loaded, found = _analysed(context, package)
    region = next(one for one in found if isinstance(one.where, PictureRegion) and isinstance(one.value, Quantity))
    values = _map(explain(context, str(package), series, loaded, region, "occlusion"))
    assert part_inside(values.astype(np.float32), _square(12)) > 0.95


@pytest.mark.parametrize("method", ["", "integrated-gradients"])
def test_a_region_of_a_volume_is_explained_on_its_grid(tmp_path: Path, method: str) -> None:
    context, package = Quiet(tmp_path), make_whole_package(tmp_path / "models")
    grid = np.stack(np.meshgrid(*(np.linspace(-1, 1, n) for n in (16, 18, 20)), indexing="ij"))
    ball = np.where(np.linalg.norm(grid, axis=0) < 0.7, 500, 100) + np.random.default_rng(0).normal(0, 20, (16, 18, 20))
    series, loaded = _volume(tmp_path, ball.astype(np.float32))
    found = analyse(context, str(package.folder), series, loaded).findings
    region = next(one for one in found if isinstance(one.where, Region))
    told = explain(context, str(package.folder), series, loaded, region, method)
    assert _map(told).shape == loaded.geometry.shape
    assert ("Integrated" in told.what.meaning) is bool(method)


def test_a_box_in_space_is_explained_on_its_slices(tmp_path: Path) -> None:
    data = np.zeros((12, 64, 60), np.float32)
    data[4:8, 24:32, 16:24] = 255
    data[0, 0, 0] = 1
    package, context = detection(tmp_path), Quiet(tmp_path)
    configuration = package / "configs" / "medview.json"
    configuration.write_text(configuration.read_text().replace('"CR"', '"MR"').replace('"CHEST"', '"HEAD"'))
    write_manifest(package)
    series, loaded = _volume(tmp_path, data)
    found = [one for one in analyse(context, str(package), series, loaded).findings if isinstance(one.where, Box)]
    bright = next(one for one in found if one.what.meaning == "bright")
    values = _map(explain(context, str(package), series, loaded, bright, "occlusion")).astype(np.float32)
    index = loaded.geometry.to_index([bright.where.low_lps, bright.where.high_lps])  # type: ignore[union-attr]
    low, high = np.floor(index.min(0)).astype(int) - 8, np.ceil(index.max(0)).astype(int) + 9
    inside = np.zeros(values.shape, bool)
    inside[tuple(slice(max(a, 0), b) for a, b in zip(low, high, strict=True))] = True
    assert part_inside(values, inside) > 0.95


@pytest.mark.parametrize("flip", [False, True])
def test_maps_of_slices_come_back_to_their_voxels(flip: bool) -> None:
    directions = np.array([[0, 0, -1 if flip else 1], [0, -1 if flip else 1, 0], [1, 0, 0]], np.float64)
    geometry = Geometry.from_axes((6, 20, 30), (3.0, 2.0, 1.0), directions, (0.0, 0.0, 0.0))
    array = np.zeros(geometry.shape, np.float32)
    array[3, 4:9, 10:22] = 1.0
    slices = axial(geometry)
    back = np.zeros(geometry.shape, np.float16)
    picture = slices.picture(Volume(geometry, array), 3, 0.0, 1.0) / 255.0
    place_on(slices, back, 3, picture)
    assert ((back > 0.5) == (array > 0.5)).mean() > 0.99
    low, high = geometry.to_lps([(3, 3.5, 9.5), (3, 8.5, 21.5)])
    corner = np.minimum(low, high), np.maximum(low, high)
    (x0, y0), (x1, y1) = slices.flat(tuple(corner[0]), tuple(corner[1]))
    assert (picture[int(y0) : int(y1), int(x0) : int(x1)] > 0.5).mean() > 0.9
    np.testing.assert_allclose(slices.corners(np.array([x0, y0, x1, y1]), (3, 3))[0][:2], corner[0][:2], atol=1e-6)


def test_what_cannot_be_explained_says_why(tmp_path: Path) -> None:
    context, package = Quiet(tmp_path), classification(tmp_path)
    series, loaded, (first, *_) = _analysed(context, package)
    with pytest.raises(ModelError, match="gradients"):
        explain(context, str(package), series, loaded, first, "grad-cam")
    with pytest.raises(ModelError, match="a method called guessing"):
        explain(context, str(package), series, loaded, first, "guessing")
    other = replace(first, source=replace(first.source, weights_sha256="0"))
    with pytest.raises(ModelError, match="was not made by"):
        explain(context, str(package), series, loaded, other)
    odd = replace(first, where=Picture(0), value=Quantity(1.0, first.what))
    with pytest.raises(ModelError, match="cannot be explained"):
        explain(context, str(package), series, loaded, odd)
    unknown = replace(first, what=replace(first.what, value="ELSE"), value=Probability(0.5))
    with pytest.raises(ModelError, match="cannot be explained"):
        explain(context, str(package), series, loaded, unknown)


def test_it_can_be_cancelled_between_two_patches(tmp_path: Path) -> None:
    context, package = Quiet(tmp_path), classification(tmp_path)
    series, loaded, (first, *_) = _analysed(context, package)

    class Stopped(Quiet):
        def checkpoint(self, fraction: float, note: str = "", stage: str = "") -> None:
            super().checkpoint(fraction, note, stage)
            if fraction > 0.5:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        explain(Stopped(tmp_path), str(package), series, loaded, first)
    assert not (tmp_path / "evidence.npy").exists()
