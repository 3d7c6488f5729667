"""Packages of ONNX networks: analysed and verified like all others."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from medview.core.finding import Quantity
from medview.core.geometry import Geometry
from medview.core.volume import Volume
from medview.jobs.local import LocalContext
from medview.tasks.analysis import analyse, verify
from medview.tasks.importing import import_model
from tests.catalog.making import make_series
from tests.engine.onnx import models

AS_IT_IS = {"kind": "none", "over": "all"}


def package(path: Path, **settings: Any) -> str:
    asked = {"intensity": AS_IT_IS, **settings}
    return import_model(LocalContext(path.parent), str(path), str(path.parent / "packages"), settings=asked).folder


def blocks(shape: tuple[int, int, int]) -> np.ndarray:
    array = np.full(shape, 0.1, np.float32)
    array[3:9, 5:14, 6:20] = 0.9
    array[1, 1, 1:4] = 0.7
    return array


@pytest.mark.parametrize(
    ("make", "settings"),
    [
        (lambda path: models.bright(path, ("d", "h", "w")), {"tiling": {"patch": [16, 16, 16]}}),
        (lambda path: models.bright(path, (8, 12, 10)), {}),
        (lambda path: models.bright(path, (16, 12)), {}),
    ],
)
def test_a_segmenter_draws_on_a_series(make: Callable[[Path], Path], settings: dict[str, Any], tmp_path: Path) -> None:
    array = blocks((12, 20, 24))
    turned = np.eye(3)[:, ::-1] * (1.0, -1.0, 1.0)
    volume = Volume(Geometry.from_axes(array.shape, (3.0, 1.0, 1.5), turned, (5.0, 6.0, 7.0)), array)
    series = replace(make_series(modality="MR"), geometry=volume.geometry)
    folder = package(make(tmp_path / "bright.onnx"), **settings)
    context = LocalContext(tmp_path)
    analysis = analyse(context, folder, series, volume.store(tmp_path / "volume.npy"))
    np.testing.assert_array_equal(np.load(tmp_path / "labels.npy"), array > models.BRIGHT_AT)
    (volumes,) = [finding.value for finding in analysis.findings if isinstance(finding.value, Quantity)]
    assert volumes.value == pytest.approx((array > models.BRIGHT_AT).sum() * 4.5 / 1000)
    told = dict(analysis.findings[0].source.plan)
    assert (told["device"], told["precision"]) == ("cpu", "float32")


@pytest.mark.parametrize(
    "make",
    [
        lambda path: models.segmenter(path, ("d", "h", "w")),
        lambda path: models.classifier(path, (24, 32)),
        lambda path: models.yolo(path, (64, 96)),
        lambda path: models.torchvision(path),
        lambda path: models.retinanet(path, 128),
    ],
)
def test_every_kind_gives_its_golden_output(make: Callable[[Path], Path], tmp_path: Path) -> None:
    folder = package(make(tmp_path / "net.onnx"))
    result = verify(LocalContext(tmp_path), folder)
    assert result.difference == 0.0
    assert result.precision == "float32"
