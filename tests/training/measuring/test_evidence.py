"""Measuring the evidence of a classification on masked pictures: figures, intervals, and what has no such class."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from medview.catalog.package import load_package
from medview.core.errors import ModelError
from medview.training.evaluated import evaluated
from medview.training.measuring.evidence import (
    BEATS,
    FALL,
    INSIDE,
    evidence_figures,
    masked_samples,
    measure_evidence,
)
from tests.engine.picture_packages import classification


def _folder(root: Path) -> Path:
    """Four pictures, the bright ones with a bright half; masks of the left half."""
    for name in ("images", "masks"):
        (root / name).mkdir(parents=True)
    rows = ["name,split,label,group"]
    for number in range(4):
        bright = number % 2
        picture = np.full((40, 40), 60, np.uint8)
        picture[:, :20] = 250 if bright else 60
        mask = np.zeros((40, 40), np.uint8)
        mask[:, :20] = 1
        Image.fromarray(picture).save(root / "images" / f"p{number}.png")
        Image.fromarray(mask).save(root / "masks" / f"p{number}.png")
        rows.append(f"p{number},val,{'bright' if bright else 'dark'},g{number}")
    (root / "split.csv").write_text("\n".join(rows) + "\n")
    return root


def test_evidence_is_measured_where_it_lies_and_by_what_it_does(tmp_path: Path) -> None:
    package = load_package(classification(tmp_path))
    samples = masked_samples(_folder(tmp_path / "data"), ["bright"], "val")
    assert [one.name for one in samples] == ["p1", "p3"]
    told: list[float] = []
    found = measure_evidence(package, samples, "bright", "occlusion", step=told.append)
    assert found.estimates[INSIDE].value > 0.95
    assert found.estimates[INSIDE].cases == 2
    assert found.estimates[FALL].value > 0.0
    assert found.estimates[BEATS].value == 1.0
    assert told == [0.0, 0.5]
    figure = found.figures("bright")[0]
    assert figure.name == "Evidence inside the mask (Occlusion, whole picture)"
    assert figure.estimate == found.estimates[INSIDE]


def test_the_dark_class_has_its_evidence_elsewhere(tmp_path: Path) -> None:
    package = load_package(classification(tmp_path))
    samples = masked_samples(_folder(tmp_path / "data"), ["bright"])
    found = measure_evidence(package, samples, "dark", "occlusion", whole=False)
    assert found.estimates[INSIDE].value < 0.05
    assert "as it is run" in found.figures("dark")[0].name


def test_an_unknown_class_is_named_with_those_there_are(tmp_path: Path) -> None:
    package = load_package(classification(tmp_path))
    with pytest.raises(ModelError, match="no class called round") as told:
        measure_evidence(package, (), "round")
    assert "bright" in told.value.hint


def test_an_evaluation_states_the_evidence_of_every_finding_by_the_preferred_method(tmp_path: Path) -> None:
    package = load_package(classification(tmp_path, evidence={"methods": ["occlusion"]}))
    found = evaluated(package.folder, _folder(tmp_path / "data"), lambda done, note: None, "val", evidence=True)
    figures = {(one.name, one.label): one.estimate for one in found.outcome.figures}
    assert figures["Evidence inside the mask (Occlusion, whole picture)", "bright"].value > 0.95


def test_a_model_without_a_checked_method_has_no_evidence_to_measure(tmp_path: Path) -> None:
    package = load_package(classification(tmp_path))
    with pytest.raises(ModelError, match="draws no maps of evidence"):
        evidence_figures(package, tmp_path, None, lambda done, note: None)
