"""Packages of pictures from their folder to an analysis: stacks of pictures, and slices of volumes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import save

from medview.catalog import load_package
from medview.catalog.manifest import write_manifest
from medview.core.errors import ModelError, NotTrusted
from medview.core.figures import COUNT, SQUARE_MILLIMETRE, SQUARE_PIXEL
from medview.core.finding import (
    Analysis,
    Box,
    Field,
    Picture,
    PictureBox,
    PictureRegion,
    Probability,
    Whole,
)
from medview.core.geometry import Geometry
from medview.core.images import Frame, PixelSpacing, SpacingMeaning, StoredImages
from medview.core.study import Instance, Kind, Series
from medview.core.volume import Volume
from medview.engine.networks.table import build_network
from medview.jobs.local import LocalContext
from medview.jobs.protocol import JobCancelled
from medview.tasks.analysis import analyse, verify
from medview.tasks.importing import import_model
from medview.tasks.planning import plan_analysis
from tests.catalog.making import label, make_series
from tests.engine.onnx import models
from tests.engine.picture_packages import bright_square, classification, detection, segmentation


def film(count: int = 1, modality: str = "DX") -> Series:
    instances = tuple(Instance("film.dcm", "1.2.840.10008.5.1.4.1.1.1.1", f"1.2.3.{n}", number=n) for n in range(count))
    return Series(
        "1.2.3", "1.2", "dicom", modality, "Chest", 1, "CHEST", instances, None, kind=Kind.IMAGES, fingerprint="f"
    )


def stored(folder: Path, pictures: np.ndarray, **facts: Any) -> StoredImages:
    np.save(folder / "pictures.npy", pictures)
    return StoredImages(str(folder / "pictures.npy"), tuple(Frame(number=n, **facts) for n in range(len(pictures))))


def run(folder: Path, package: Path, pictures: np.ndarray, **facts: Any) -> Analysis:
    pictures = pictures if pictures.ndim > 2 else pictures[None]
    return analyse(LocalContext(folder), str(package), film(len(pictures)), images=stored(folder, pictures, **facts))


@pytest.mark.parametrize("make", [classification, detection, segmentation])
def test_every_kind_gives_its_golden_output(make: Any, tmp_path: Path) -> None:
    assert verify(LocalContext(tmp_path), str(make(tmp_path, folds=(0.5,)))).difference <= 1e-4


def test_a_classification_says_how_likely_each_class_is(tmp_path: Path) -> None:
    calibration = {"temperature": 1.0, "coverage": 0.9, "intervals": [], "conformal": 0.5}
    package = classification(tmp_path, folds=(1.0,), calibration=calibration)
    analysis = run(tmp_path, package, np.full((2, 40, 30), 204, np.uint8))
    assert [finding.what.meaning for finding in analysis.findings] == ["bright", "dark"] * 2
    assert [finding.where for finding in analysis.findings] == [Picture(0), Picture(0), Picture(1), Picture(1)]
    bright, dark = (finding.value for finding in analysis.findings[:2])
    assert isinstance(bright, Probability)
    assert isinstance(dark, Probability)
    assert bright.low is not None
    assert bright.high is not None
    assert 0.5 < bright.low < bright.value < bright.high < 1.0
    assert (bright.threshold, bright.possible) == (0.5, True)
    assert (dark.threshold, dark.possible) == (None, False)
    assert "90 %" in analysis.findings[0].note
    assert analysis.warnings == ()
    source = analysis.findings[0].source
    assert source.input_uids == ("1.2.3.0", "1.2.3.1")
    assert dict(source.plan)["passes"] == "2"
    assert dict(source.plan)["prediction_set"] == "90 %"


@pytest.mark.parametrize(
    ("pictures", "facts"),
    [
        (np.full((30, 30), 51, np.uint8), {"inverted": True}),
        (np.full((30, 30, 3), 204, np.uint8), {}),
    ],
)
def test_low_values_that_are_white_and_colours_are_read_as_seen(
    pictures: np.ndarray, facts: dict[str, Any], tmp_path: Path
) -> None:
    pictures[0, 0] = 0
    pictures[0, 1] = 255
    analysis = run(tmp_path, classification(tmp_path), pictures[None], **facts)
    bright = next(finding.value for finding in analysis.findings if finding.what.meaning == "bright")
    assert isinstance(bright, Probability)
    assert bright.value == pytest.approx(1 / (1 + np.exp(-8 * 0.3)), abs=0.01)


def test_pictures_of_sixteen_bits_are_read_as_shown(tmp_path: Path) -> None:
    picture = np.linspace(1000, 3000, 64 * 64).reshape(64, 64).astype(np.uint16)
    analysis = run(tmp_path, classification(tmp_path), picture)
    bright = next(finding.value for finding in analysis.findings if finding.what.meaning == "bright")
    assert isinstance(bright, Probability)
    assert bright.value == pytest.approx(0.5, abs=0.01), "the middle of its values is half bright"


def test_a_detection_counts_and_draws_boxes(tmp_path: Path) -> None:
    interval = {"classes": [1], "scale": "absolute", "low": -0.5, "high": 1.5}
    calibration = {"temperature": 1.0, "coverage": 0.9, "intervals": [interval]}
    package = detection(tmp_path, calibration=calibration)
    picture = np.zeros((64, 64), np.uint8)
    picture[8:16, 48:56] = 255
    picture[40:48, 8:16] = 190
    picture[24:32, 8:16] = 128
    analysis = run(tmp_path, package, picture)
    counts, boxes = analysis.findings[:2], analysis.findings[2:]
    assert [(one.what.meaning, one.value.value, one.value.unit) for one in counts] == [
        ("bright", 1.0, COUNT),
        ("grey", 1.0, COUNT),
    ]
    assert (counts[0].value.low, counts[0].value.high, counts[0].value.coverage) == (0.5, 2.5, 0.9)
    first = boxes[0]
    assert (first.what.meaning, first.where) == ("bright", PictureBox(0, (48.0, 8.0), (56.0, 16.0)))
    assert first.value == Probability(1.0, threshold=0.9)
    scores = [box.value.value for box in boxes]
    assert scores == sorted(scores, reverse=True)
    assert any(box.value.value < box.value.threshold for box in boxes), "the reader may lower the threshold"


def test_a_segmentation_measures_areas_of_each_picture(tmp_path: Path) -> None:
    pictures = np.stack([bright_square(), bright_square(low=(0, 0), high=(96, 128))])
    spacing = PixelSpacing(0.5, 0.25, SpacingMeaning.DETECTOR)
    package = segmentation(tmp_path, folds=(2.0,))
    analysis = run(tmp_path, package, pictures, spacing=spacing)
    areas = [finding for finding in analysis.findings if isinstance(finding.where, PictureRegion)]
    mask = np.load(areas[0].where.mask)
    assert mask.shape == (2, 128, 96)
    right, *both = (
        [finding for finding in areas if finding.where.frame == 0],
        [finding for finding in areas if finding.where.frame == 1],
    )
    (only,) = right
    assert only.value.value == (mask[0] == 1).sum() * 0.125
    assert only.value.value == pytest.approx(256 * 0.125, rel=0.15)
    assert only.value.unit == SQUARE_MILLIMETRE
    assert only.where.centre == pytest.approx((24.0, 40.0), abs=0.1)
    assert "detector" in only.note
    ((one, other, together, asymmetry),) = both
    assert (one.laterality.meaning, other.laterality.meaning) == ("Right", "Left")
    assert together.value.value == one.value.value + other.value.value
    assert together.where.labels == (2, 1)
    assert together.what == one.what
    assert asymmetry.value.value == pytest.approx(0.0, abs=0.1)
    assert [label.value for label in analysis.labels] == [1, 2]
    fields = [finding.value for finding in analysis.findings if isinstance(finding.value, Field)]
    assert [np.load(one.path).shape for one in fields] == [(2, 128, 96)] * 2


def test_without_a_spacing_areas_are_in_pixels(tmp_path: Path) -> None:
    analysis = run(tmp_path, segmentation(tmp_path), bright_square())
    assert analysis.findings[0].value.unit == SQUARE_PIXEL
    assert analysis.findings[0].value.value == (np.load(tmp_path / "labels.npy") == 1).sum()


def test_where_nothing_is_found_that_is_said(tmp_path: Path) -> None:
    black = np.zeros((64, 64), np.uint8)
    outlined = run(tmp_path, segmentation(tmp_path / "a"), np.stack([black, bright_square(64, 64)]))
    assert outlined.warnings == ("Nothing was outlined (picture 1).",)
    counted = run(tmp_path, detection(tmp_path / "b"), black)
    assert [(one.what.meaning, one.value.value) for one in counted.findings] == [("bright", 0.0), ("grey", 0.0)]
    unnamed = detection(tmp_path / "c")
    change(unnamed, classes=[])
    (none,) = run(tmp_path, unnamed, black).findings
    assert (none.what.meaning, none.value.value) == ("Boxes", 0.0)


def gate(refuses: bool = False) -> dict[str, Any]:
    return {
        "checks": [
            {"name": "shorter-side", "sentence": "It has few pixels.", "low": 32.0, "refuses": refuses},
            {"name": "colour", "sentence": "It is a colour picture.", "high": 0.05},
        ]
    }


def test_what_the_model_does_not_know_is_named_before_its_answer(tmp_path: Path) -> None:
    pictures = np.zeros((3, 28, 28, 3), np.uint8)
    pictures[1, ..., 0] = 200
    analysis = run(tmp_path, classification(tmp_path, gate=gate()), pictures)
    few, colour = "It has few pixels.", "It is a colour picture."
    assert analysis.warnings == (
        f"Outside what this model knows (pictures 1–3): {few}",
        f"Outside what this model knows (picture 2): {colour}",
    )
    assert all(finding.note.startswith("Outside what this model knows.") for finding in analysis.findings)
    assert [(one.name, one.passed, one.sentence) for one in analysis.gate if one.frame == 1] == [
        ("shorter-side", False, few),
        ("colour", False, colour),
    ]
    assert (analysis.gate[0].value, analysis.gate[0].limit) == (28.0, 32.0)


def test_what_the_package_refuses_has_no_result(tmp_path: Path) -> None:
    package = classification(tmp_path, gate=gate(refuses=True))
    with pytest.raises(NotTrusted, match=r"outside what Tiny knows.*It has few pixels\.") as caught:
        run(tmp_path, package, np.zeros((2, 28, 28), np.uint8))
    assert "radiograph of the chest" in caught.value.hint


def test_a_figure_this_version_cannot_measure_is_told(tmp_path: Path) -> None:
    package = classification(tmp_path, gate={"checks": [{"name": "aura", "sentence": "It has none."}]})
    with pytest.raises(ModelError, match="aura"):
        run(tmp_path, package, np.zeros((40, 40), np.uint8))


def test_a_run_stops_between_two_pictures(tmp_path: Path) -> None:
    told: list[float] = []

    def step(fraction: float, _: str) -> None:
        told.append(fraction)
        if fraction > 0.5:
            raise JobCancelled

    pictures = stored(tmp_path, np.zeros((10, 40, 40), np.uint8))
    with pytest.raises(JobCancelled):
        analyse(LocalContext(tmp_path, step), str(classification(tmp_path)), film(10), images=pictures)
    assert told == sorted(told)
    assert len(told) > 5


def test_the_plan_counts_pictures_and_passes(tmp_path: Path) -> None:
    tiling = {"patch": [64, 64, 1], "whole": True, "flips": [[1]]}
    package = detection(tmp_path, folds=(0.1,), tiling=tiling)
    plan = plan_analysis(LocalContext(tmp_path), str(package), film(7))
    assert (plan.windows, plan.passes) == (7, 4)


def blob(geometry: Geometry, low: tuple[float, ...], high: tuple[float, ...]) -> np.ndarray:
    """Voxels of a grid within a box of LPS mm are bright; the rest is dark, but for a few that span the range."""
    index = np.moveaxis(np.indices(geometry.shape), 0, -1).reshape(-1, 3)
    points = geometry.to_lps(index)
    inside = ((points > low) & (points < high)).all(1)
    return np.where(inside, 800, 10).reshape(geometry.shape).astype(np.int16)


@pytest.mark.parametrize("axes", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
@pytest.mark.parametrize("mirrored", [(1, 1, 1), (-1, 1, -1)])
def test_boxes_of_slices_become_boxes_in_the_patient(
    axes: tuple[int, int, int], mirrored: tuple[int, int, int], tmp_path: Path
) -> None:
    shape, spacing = np.array((20, 64, 64)), np.array((3.0, 1.0, 1.0))
    directions = np.eye(3)[:, ::-1] * mirrored
    taken = list(axes)
    geometry = Geometry.from_axes(
        tuple(int(n) for n in shape[taken]), tuple(spacing[taken]), directions[:, taken], (5.0, -7.0, 11.0)
    )
    corner = geometry.to_lps((0, 0, 0))
    inwards = np.sign(geometry.centre_lps - corner)
    first = np.sort(np.stack((corner + inwards * (15.5, 23.5, 14.5), corner + inwards * (23.5, 31.5, 29.5))), axis=0)
    volume = Volume(geometry, blob(geometry, tuple(first[0]), tuple(first[1])))
    package = detection(tmp_path)
    set_modalities(package, ["MR"])
    series = replace(make_series(modality="MR", body_part="CHEST"), geometry=geometry)
    analysis = analyse(LocalContext(tmp_path), str(package), series, volume.store(tmp_path / "volume.npy"))
    counted, best = analysis.findings[0], next(one for one in analysis.findings if isinstance(one.where, Box))
    assert (counted.where, counted.what, counted.value.unit) == (Whole(), best.what, COUNT)
    assert counted.value.value >= 1.0
    assert isinstance(best.where, Box)
    assert isinstance(best.value, Probability)
    np.testing.assert_allclose(best.where.low_lps[:2], first[0][:2], atol=1.0)
    np.testing.assert_allclose(best.where.high_lps[:2], first[1][:2], atol=1.0)
    np.testing.assert_allclose((best.where.low_lps[2], best.where.high_lps[2]), first[:, 2], atol=3.0)
    assert "Experimental" in best.note
    assert any("experimental" in warning for warning in analysis.warnings)


def change(package: Path, **entries: Any) -> None:
    file = package / "configs" / "medview.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), **entries}))
    write_manifest(package)


def set_modalities(package: Path, modalities: list[str]) -> None:
    card = json.loads((package / "configs" / "medview.json").read_text())["card"]
    change(package, card={**card, "input": {**card["input"], "modalities": modalities}})


@pytest.mark.parametrize("activation", ["softmax", "sigmoid"])
def test_classifiers_of_pytorch_are_run_on_pictures(activation: str, tmp_path: Path) -> None:
    arguments = {"init_features": 4, "growth_rate": 2, "block_config": [1, 1]}
    network = {"name": "densenet", "arguments": arguments, "in_channels": 3, "out_channels": 3, "spatial_dims": 2}
    labels = [label(number, f"class {number}") for number in range(3)]
    package = classification(tmp_path)
    card = json.loads((package / "configs" / "medview.json").read_text())["card"]
    change(package, network=network, classes=[], card={**card, "labels": labels}, output={"activation": activation})
    torch.manual_seed(0)
    (package / "models" / "model.safetensors").write_bytes(b"")
    write_manifest(package)
    made = build_network(load_package(package).configuration.network).eval()
    (package / "models" / "model.safetensors").write_bytes(save(made.state_dict()))
    given = np.random.default_rng(0).random((1, 3, 64, 64), np.float32)
    np.save(package / "golden" / "input.npy", given)
    with torch.inference_mode():
        np.save(package / "golden" / "output.npy", made(torch.from_numpy(given)).numpy())
    write_manifest(package)
    picture = np.random.default_rng(1).integers(0, 256, (64, 64, 3), np.uint8)
    analysis = run(tmp_path, package, picture[None])
    with torch.inference_mode():
        logits = made(torch.from_numpy(picture.transpose(2, 0, 1)[None].astype(np.float32) / 255))[0]
    expected = logits.softmax(0) if activation == "softmax" else logits.sigmoid()
    found = {one.what.meaning: one.value.value for one in analysis.findings}
    assert found == {f"class {number}": pytest.approx(float(expected[number]), abs=0.02) for number in range(3)}


def test_imported_detectors_are_run_on_pictures(tmp_path: Path) -> None:
    onnx = models.yolo(tmp_path / "net.onnx", (64, 96))
    folder = import_model(LocalContext(tmp_path), str(onnx), str(tmp_path / "packages")).folder
    picture = np.zeros((128, 192, 3), np.uint8)
    picture[20:60, 40:100, 0] = 255
    series = replace(film(modality=""), source_format="picture", body_part="")
    analysis = analyse(LocalContext(tmp_path), folder, series, images=stored(tmp_path, picture[None]))
    box = next(one for one in analysis.findings if isinstance(one.where, PictureBox))
    np.testing.assert_allclose((box.where.low, box.where.high), [(40, 20), (100, 60)], atol=1.0)
