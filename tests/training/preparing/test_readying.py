"""Packages measured on DICOM segmentations and outlines, whose classes come in another order than theirs."""

from __future__ import annotations

import json
from pathlib import Path

import nibabel
import numpy as np
import pytest
from PIL import Image

from medview.core.errors import MedViewError
from medview.training.evaluated import Evaluated, evaluated
from medview.training.evaluation import Evaluation
from medview.training.measuring import bootstrap
from tests.engine.picture_packages import segmentation
from tests.training.preparing.segmenting import mask, seg, series
from tests.whole_package import make_whole_package


@pytest.fixture(autouse=True)
def few_resamples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "RESAMPLES", 20)


def _evaluated(package: Path, data: Path, work: Path, split: str | None = None) -> Evaluated:
    work.mkdir(exist_ok=True)
    return evaluated(package, data, lambda done, note: None, split, work=work)


def _fields(folder: Path, names: tuple[str, str]) -> Path:
    """A bright rectangle in each half; the outline of the right one is two columns wider."""
    (folder / "images").mkdir(parents=True)
    picture = np.zeros((64, 64), np.uint8)
    picture[10:30, 4:20] = picture[10:30, 40:56] = 255
    for number in range(3):
        Image.fromarray(picture).save(folder / "images" / f"{number}.png")
    left, right = ([[x0, 10, x1, 10, x1, 30, x0, 30]] for x0, x1 in ((4, 20), (40, 58)))
    rows = [
        {"id": 2 * n + place, "image_id": n, "category_id": 2 - place, "segmentation": drawn}
        for n in range(3)
        for place, drawn in enumerate((left, right))
    ]
    content = {
        "images": [{"id": n, "file_name": f"{n}.png"} for n in range(3)],
        "annotations": rows,
        "categories": [{"id": 1, "name": names[1]}, {"id": 2, "name": names[0]}],
    }
    (folder / "val.json").write_text(json.dumps(content))
    return folder


def test_outlines_are_measured_by_the_names_of_their_categories(tmp_path: Path) -> None:
    data = _fields(tmp_path / "data", ("Field, right", "Field, left"))
    outcome = _evaluated(segmentation(tmp_path), data, tmp_path / "work", "val").outcome
    dices = {f.label: f.estimate.value for f in outcome.figures if (f.name, f.subset) == ("Dice", "all")}
    assert (outcome.cases, outcome.split) == (3, "val")
    assert dices["field (Right)"] == 1.0
    assert dices["field (Left)"] == pytest.approx(2 * 16 / (16 + 18))
    assert not list((tmp_path / "work").iterdir())


def test_outlines_of_other_classes_are_refused(tmp_path: Path) -> None:
    data = _fields(tmp_path / "data", ("heart", "lung"))
    with pytest.raises(MedViewError, match=r"\(lung, heart\) are none of the model's classes \(field \(Right\), field"):
        _evaluated(segmentation(tmp_path), data, tmp_path / "work")


def test_segmented_series_are_measured_like_label_maps_of_the_models_values(tmp_path: Path) -> None:
    """The SEG's first segment is the model's second class; what cannot be used is told."""
    package = make_whole_package(tmp_path / "models").folder
    for part in ("images", "labels"):
        (tmp_path / "plain" / part).mkdir(parents=True)
    for serial in range(2):
        sources = series(tmp_path / "data" / "images" / f"case{serial}", serial, 16)
        seg(sources, mask(serial, 16), tmp_path / "data" / "masks" / f"{serial}.dcm", ("Label 2", "label_1"))
        affine = np.diag([-0.75, -0.5, 2.0, 1.0])
        values = np.stack([one.pixel_array.astype(np.int16) - 1024 for one in sources]).transpose(2, 1, 0)
        labels = np.array([0, 2, 1], np.uint8)[mask(serial, 16)].transpose(2, 1, 0)
        for part, array in (("images", values), ("labels", labels)):
            nibabel.Nifti1Image(array, affine).to_filename(tmp_path / "plain" / part / f"case{serial}.nii.gz")
    series(tmp_path / "data" / "images" / "lonely", 7)
    found, expected = (_evaluated(package, tmp_path / name, tmp_path / "work").evaluation for name in ("data", "plain"))
    assert isinstance(found, Evaluation)
    assert isinstance(expected, Evaluation)
    assert len(found.scores) == 4
    for one, other in zip(found.scores, expected.scores, strict=True):
        assert (one.case, one.label) == (other.case, other.label)
        assert one.true_ml == pytest.approx(other.true_ml)
        assert one.dice == pytest.approx(other.dice, abs=1e-6)
    assert {score.true_ml for score in found.scores if score.label == "label 2"} != {
        score.true_ml for score in found.scores if score.label == "label 1"
    }
    assert ("lonely", "It has no mask.") in found.left_out
    assert ("lonely", "It has no mask.") in found.outcome.left_out
