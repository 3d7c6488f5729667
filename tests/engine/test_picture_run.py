"""One picture through packages whose answers are known by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from medview.catalog import load_package
from medview.core.errors import ModelError
from medview.engine.fusing import Boxes
from medview.engine.model import Model
from medview.engine.picture_run import Chances, LabelMap, answer, picture_model
from tests.catalog.making import make_package
from tests.engine.picture_packages import bright_square, classification, detection, segmentation


def loaded(folder: Path) -> Model:
    return picture_model(load_package(folder))


def sigmoid(value: float) -> float:
    return float(1.0 / (1.0 + np.exp(-value)))


def classified(folder: Path, picture: np.ndarray) -> Chances:
    found = answer(loaded(folder), picture)
    assert isinstance(found, Chances)
    return found


def test_a_classification_is_calibrated_and_tells_its_spread(tmp_path: Path) -> None:
    picture = np.full((50, 40), 204, np.uint8)
    found = classified(classification(tmp_path, folds=(1.0,)), picture)
    single, other = 8 * (0.8 - 0.5), 8 * (0.8 - 0.5) + 1.0
    assert found.values == pytest.approx([1 - sigmoid(single + 0.5), sigmoid(single + 0.5)], abs=1e-5)
    assert found.low[1] == pytest.approx(sigmoid(single), abs=1e-5)
    assert found.high[1] == pytest.approx(sigmoid(other), abs=1e-5)
    assert found.possible is None


def test_temperature_then_points_then_the_prediction_set(tmp_path: Path) -> None:
    calibration = {
        "temperature": 2.0,
        "coverage": 0.9,
        "intervals": [],
        "points": [[0.0, 0.0], [0.5, 0.2], [1.0, 0.6]],
        "conformal": 0.7,
    }
    picture = np.full((50, 40), 204, np.uint8)
    found = classified(classification(tmp_path, calibration=calibration), picture)
    raw = sigmoid(1.2)
    mapped = 0.2 + (raw - 0.5) / 0.5 * 0.4
    assert found.values == pytest.approx([1 - mapped, mapped], abs=1e-5)
    assert found.low == pytest.approx(found.values)
    assert found.possible is not None
    assert found.possible.tolist() == [True, True]
    black = classified(tmp_path / "tiny", np.zeros((9, 9), np.uint8))
    assert black.possible is not None
    assert black.possible.tolist() == [True, False]


def boxes(folder: Path, picture: np.ndarray) -> Boxes:
    found = answer(loaded(folder), picture)
    assert isinstance(found, Boxes)
    return found


def test_boxes_lie_on_what_they_found_to_the_pixel(tmp_path: Path) -> None:
    found = boxes(detection(tmp_path), bright_square())  # scaled to half, with 8 columns of margin
    np.testing.assert_allclose(found.rows[:, [0, 1, 2, 3, 5]], [[16, 32, 32, 48, 0]], atol=1e-5)
    assert 0.9 < found.rows[0, 4] < 1.0, "scaling to half blurs its edges"


@pytest.mark.parametrize("flips", [[], [[1]], [[0]], [[0], [1], [0, 1]]])
def test_mirrored_passes_find_the_same_boxes(flips: list[list[int]], tmp_path: Path) -> None:
    tiling = {"patch": [64, 64, 1], "whole": True, "flips": flips}
    picture = np.zeros((64, 64), np.uint8)
    picture[8:16, 48:56] = 255
    found = boxes(detection(tmp_path, tiling=tiling), picture)
    np.testing.assert_allclose(found.rows, [[48, 8, 56, 16, 1.0, 0]], atol=1e-5)
    np.testing.assert_allclose((found.low, found.high), [[1.0], [1.0]], atol=1e-5)


def test_folds_of_a_detector_are_fused(tmp_path: Path) -> None:
    picture = np.zeros((64, 64), np.uint8)
    picture[8:16, 48:56] = 255
    found = boxes(detection(tmp_path, folds=(-0.2,)), picture)
    np.testing.assert_allclose(found.rows, [[48, 8, 56, 16, 0.9, 0]], atol=1e-5)
    np.testing.assert_allclose((found.low, found.high), [[0.8], [1.0]], atol=1e-5)


def test_what_one_fold_alone_finds_scores_half(tmp_path: Path) -> None:
    picture = np.zeros((64, 64), np.uint8)
    picture[8:16, 48:56] = 204
    found = boxes(detection(tmp_path, folds=(-0.4,)), picture)
    np.testing.assert_allclose(found.rows, [[48, 8, 56, 16, 0.4, 0]], atol=1e-5)
    np.testing.assert_allclose((found.low, found.high), [[0.0], [0.8]], atol=1e-5)


def mapped(folder: Path, picture: np.ndarray) -> LabelMap:
    found = answer(loaded(folder), picture)
    assert isinstance(found, LabelMap)
    return found


@pytest.mark.parametrize("restored", ["usual", "outputs"])
@pytest.mark.parametrize(("rows", "columns"), [(64, 64), (128, 96), (32, 48), (28, 28)])
def test_labels_lie_on_what_they_found(restored: str, rows: int, columns: int, tmp_path: Path) -> None:
    picture = np.zeros((rows, columns), np.uint8)
    picture[rows // 4 : rows // 2, columns // 8 : 7 * columns // 8] = 255
    preparation = {"size": [64, 64], "margin": 0.0, "restored": restored}
    found = mapped(segmentation(tmp_path, preparation=preparation), picture)
    assert found.labels.shape == (rows, columns)
    wanted = np.where(np.arange(columns) < columns // 2, 1, 2) * (picture > 0)
    assert (found.labels != wanted).sum() <= (0 if (rows, columns) == (64, 64) else 0.1 * (wanted > 0).sum())
    for label in (1, 2):
        centre, expected = (np.argwhere(one == label).mean(0) for one in (found.labels, wanted))
        np.testing.assert_allclose(centre, expected, atol=0.5)
    assert found.doubt.shape == (rows, columns)
    assert found.spread is None


def test_mirrored_passes_of_a_segmentation_are_turned_back(tmp_path: Path) -> None:
    tiling = {"patch": [64, 64, 1], "whole": True, "flips": [[0]]}
    found = mapped(segmentation(tmp_path, folds=(4.0,), tiling=tiling), bright_square(64, 64, (8, 8), (24, 16)))
    lit = np.zeros((64, 64), bool)
    lit[8:16, 8:24] = True
    np.testing.assert_array_equal(found.labels == 1, lit)
    assert found.spread is not None
    assert found.spread.shape == (64, 64)


def test_packages_of_volumes_are_refused(tmp_path: Path) -> None:
    package = load_package(make_package(tmp_path))
    with pytest.raises(ModelError, match="reads no pictures"):
        answer(Model(package, (), None), np.zeros((4, 4)))  # type: ignore[arg-type]


def test_a_segmentation_is_cleaned_as_its_package_says(tmp_path: Path) -> None:
    picture = np.zeros((64, 64), np.uint8)
    picture[10:30, 4:20], picture[40:44, 4:8] = 255, 255
    plain = answer(loaded(segmentation(tmp_path / "plain")), picture)
    steps = [{"kind": "largest-component", "labels": [1]}]
    cleaned = answer(loaded(segmentation(tmp_path / "cleaned", postprocess=steps)), picture)
    assert isinstance(plain, LabelMap)
    assert isinstance(cleaned, LabelMap)
    assert plain.labels[42, 6] == 1
    assert cleaned.labels[42, 6] == 0
    assert cleaned.labels[20, 10] == 1
