"""An analysis with map files, as a job leaves it."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from medview.core.card import Label
from medview.core.code import MILLILITRE, UNITY, Code
from medview.core.finding import Analysis, Decision, Field, Finding, Provenance, Quantity, Region, Review, Whole, now

LEFT = Code("7771000", "SCT", "Left")
HIPPOCAMPUS = Code("5958008", "SCT", "Hippocampus")
STRUCTURE = Code("91723000", "SCT", "Anatomical structure")
FINGERPRINT = "f" * 64


def sample_analysis(folder: Path, analysis_id: str = "run-1") -> Analysis:
    folder.mkdir(parents=True, exist_ok=True)
    mask, field = folder / "labels.npy", folder / "entropy.npy"
    np.save(mask, np.arange(24, dtype=np.uint8).reshape(2, 3, 4))
    np.save(field, np.ones((2, 3, 4), dtype=np.float16))
    source = Provenance("m", "1", "0" * 64, "1.2", ("1.2.3",), FINGERPRINT, (("device", "cpu"),), "0", now())
    region = Region(str(mask), (1, 2), (1.0, 2.0, 3.0))
    findings = (
        Finding(f"{analysis_id}-a", HIPPOCAMPUS, region, Quantity(3.1, MILLILITRE, 2.8, 3.4, 0.9), source, LEFT),
        Finding(f"{analysis_id}-b", HIPPOCAMPUS, region, Field(str(field), UNITY, 0.0, 1.0), source),
        Finding(f"{analysis_id}-c", HIPPOCAMPUS, Whole(), Quantity(2.0, UNITY), source, note="a caveat"),
    )
    labels = (Label(1, "Left anterior", HIPPOCAMPUS, STRUCTURE, (230, 90, 60), LEFT),)
    return Analysis(analysis_id, "Hippocampus", "1.2", findings, labels, ("Look closely.",), 12.5)


def sample_review(finding: str = "run-1-a", decision: Decision = Decision.ACCEPTED, reason: str = "clear") -> Review:
    return Review(finding, decision, "Dr A", now(), reason)
