"""A small study with an analysis of two sides, for tests of what is exported."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from medview.core.card import Label
from medview.core.code import MILLILITRE, PERCENT, UNITY, Code
from medview.core.finding import Analysis, Decision, Field, Finding, Provenance, Quantity, Region, Review, Whole
from medview.core.geometry import Geometry
from medview.core.study import Instance, Patient, Series, Study
from medview.core.volume import StoredVolume, Volume

WEIGHTS = "ab" * 32
STRUCTURE = Code("91723000", "SCT", "Anatomical structure")
VOLUME = Code("box", "99MEDVIEW", "box")
LEFT, RIGHT = Code("7771000", "SCT", "Left"), Code("24028007", "SCT", "Right")
COLOURS = ((230, 80, 60), (60, 120, 240))


@dataclass(frozen=True)
class Case:
    """All parts of a report."""

    study: Study
    series: Series
    volume: StoredVolume
    analysis: Analysis

    def accepted(self, *ids: str) -> tuple[Review, ...]:
        return tuple(decided(id_, Decision.ACCEPTED) for id_ in ids)


def decided(finding: str, decision: Decision, reason: str = "") -> Review:
    return Review(finding, decision, "Dr Reader", "2025-03-04T05:06:07+01:00", reason)


def make_case(folder: Path) -> Case:
    """A 60 mm cube with a bright box on the patient's left and another on the right; 1.5 mm slices, 1 mm pixels."""
    geometry = Geometry.from_axes((40, 60, 60), (1.5, 1.0, 1.0), np.eye(3)[:, ::-1], (-29.5, -29.5, -29.25))
    labels = np.zeros(geometry.shape, np.uint8)
    labels[15:25, 20:40, 40:48] = 1
    labels[15:25, 20:40, 12:20] = 2
    mask = folder / "mask.npy"
    np.save(mask, labels)
    grey = np.where(labels > 0, 100, 40).astype(np.int16)
    volume = Volume(geometry, grey).store(folder / "volume.npy")
    series = Series(
        "1.2.3", "1.2", "dicom", "MR", "T1 test", 4, "HEAD", (Instance("a"),), geometry, fingerprint="cd" * 32
    )
    patient = Patient("PID-7", "Мüller^Ann=山田^太郎", "19700131", "F")
    study = Study("1.2", patient, "20240229", "Brain", "ACC-9", "Clinic", (series,))
    return Case(study, series, volume, _analysis(mask, labels, geometry))


def _analysis(mask: Path, array: np.ndarray, geometry: Geometry) -> Analysis:
    plan = (("device", "cpu"), ("precision", "float32"))
    source = Provenance(
        "test-model", "1.2.3", WEIGHTS, "1.2.3", (), "cd" * 32, plan, "9.9", "2025-03-04T05:00:00+00:00"
    )
    sides = ((1, "left box", LEFT), (2, "right box", RIGHT))
    labels = tuple(Label(value, name, STRUCTURE, STRUCTURE, COLOURS[value - 1], side) for value, name, side in sides)
    volumes = tuple(
        Finding(
            f"volume-{label.value}",
            VOLUME,
            Region(str(mask), (label.value,), tuple(geometry.to_lps(np.argwhere(array == label.value)).mean(axis=0))),
            Quantity(2.4, MILLILITRE, 2.1, 2.75, 0.9),
            source,
            label.laterality,
        )
        for label in labels
    )
    asymmetry = Finding(
        "asymmetry", Code("asym", "99MEDVIEW", "asymmetry index"), Whole(), Quantity(-3.25, PERCENT), source
    )
    uncertainty = Finding(
        "map", Code("map", "99MEDVIEW", "uncertainty"), Whole(), Field(str(mask), UNITY, 0, 1), source
    )
    return Analysis(
        "run-1", "Two boxes", "1.2.3", (*volumes, asymmetry, uncertainty), labels, ("Look at the rim.",), 1.0
    )


def of_another_patient(case: Case) -> Case:
    """The same images, but the study names another examination."""
    return replace(case, study=replace(case.study, uid="9.9"))
