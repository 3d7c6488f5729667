"""An analysis pool whose behaviour a test chooses by a file in the model's folder."""

from __future__ import annotations

import os
import signal
import time
import uuid
from pathlib import Path
from typing import Any

import numpy as np

from medview.catalog.verification import VerifyResult
from medview.core.card import Kind, Label
from medview.core.code import MILLILITRE, PERCENT, UNITY, Code
from medview.core.errors import ModelError, NotTrusted
from medview.core.finding import (
    Analysis,
    Field,
    Finding,
    Picture,
    PictureBox,
    Probability,
    Provenance,
    Quantity,
    Region,
    Whole,
    now,
)
from medview.core.geometry import Geometry
from medview.core.images import StoredImages
from medview.core.plan import Plan
from medview.core.stages import Notice
from medview.core.study import Series
from medview.core.volume import StoredVolume

HIPPOCAMPUS = Code("5366008", "SCT", "Hippocampus")
STRUCTURE = Code("91723000", "SCT", "Anatomical structure")
LEFT, RIGHT = Code("7771000", "SCT", "Left"), Code("24028007", "SCT", "Right")
PARTS = (
    (1, "Left anterior hippocampus", (242, 142, 43), LEFT),
    (2, "Left posterior hippocampus", (225, 87, 89), LEFT),
    (3, "Right anterior hippocampus", (118, 183, 178), RIGHT),
    (4, "Right posterior hippocampus", (89, 161, 79), RIGHT),
)
GIVEN_UP = "Memory ran out: windows are computed one at a time."
NOTE = "Sums over windows are kept in 16 bits."
CENTRES = {1: (25.0, 14.0, -14.0), 2: (27.0, 30.0, -6.0), 3: (-25.0, 14.0, -14.0), 4: (-27.0, 30.0, -6.0)}


def plan_analysis(context, model_folder: str, series: Series) -> Plan:
    return Plan("cpu", "float32", patch=(32, 32, 32), overlap=0.5, batch=2, windows=27, memory_mb=1234, notes=(NOTE,))


def analyse(context, model_folder: str, series: Series, volume=None, focus_lps=None, images=None) -> Analysis:
    if images is not None:
        return on_pictures(series, images)
    behaviour = Path(model_folder) / "behaviour"
    wish = behaviour.read_text() if behaviour.exists() else "good"
    context.checkpoint(0.05, "Finding the hippocampi")
    mask = context.folder / "labels.npy"
    np.save(mask, drawn(volume.geometry))
    context.partial(str(mask))
    context.checkpoint(0.4, "Segmenting the left side", "infer")
    if wish == "give up":
        context.partial(Notice(GIVEN_UP))
    while wish in ("wait", "die", "give up") and not (Path(model_folder) / "go").exists():
        (Path(model_folder) / "pid").write_text(str(os.getpid()))
        time.sleep(0.02)
        context.checkpoint(0.4, "Segmenting the left side", "infer")
    if wish == "crash":
        os.kill(os.getpid(), signal.SIGKILL)
    if wish == "distrust":
        raise NotTrusted("The head could not be found.", "Check that this is a T1 MR of a head.")
    return found(mask, context.folder, series, volume)


def drawn(geometry: Geometry) -> np.ndarray:
    array = np.zeros(geometry.shape, np.uint8)
    k, j, i = np.indices(geometry.shape)
    points = geometry.to_lps(np.stack([k, j, i], axis=-1))
    for label, centre in CENTRES.items():
        array[(((points - centre) / (7.0, 9.0, 6.0)) ** 2).sum(axis=-1) < 1] = label
    return array


def found(mask: Path, folder: Path, series: Series, volume: StoredVolume) -> Analysis:
    labels = np.load(mask)
    field = folder / "uncertainty.npy"
    np.save(field, (labels > 0).astype(np.float16) * np.float16(0.5))
    source = Provenance(
        "test-model", "1.0.0", "ab" * 32, series.uid, (), series.fingerprint,
        (("device", "CPU"), ("precision", "float32")), "0", now(),
    )  # fmt: skip
    ml = {value: float((labels == value).sum()) * volume.geometry.voxel_ml for value, *_ in PARTS}

    def quantity(value: float) -> Quantity:
        return Quantity(value, MILLILITRE, 0.9 * value, 1.1 * value, 0.9)

    def finding(name: str, values: tuple[int, ...], side: Code | None) -> Finding:
        centre = np.mean([CENTRES[value] for value in values], axis=0)
        where = Region(str(mask), values, tuple(float(c) for c in centre))
        what = Code("x", "99MEDVIEW", name)
        return Finding(uuid.uuid4().hex, what, where, quantity(sum(ml[value] for value in values)), source, side)

    findings = (
        *(finding(name, (value,), side) for value, name, _, side in PARTS),
        finding("Left hippocampus", (1, 2), LEFT),
        finding("Right hippocampus", (3, 4), RIGHT),
        Finding(uuid.uuid4().hex, Code("y", "99MEDVIEW", "Asymmetry index"), Whole(), Quantity(-2.4, PERCENT), source),
        Finding(
            uuid.uuid4().hex,
            Code("z", "99MEDVIEW", "Uncertainty"),
            Region(str(mask), (1, 2, 3, 4), (0.0, 22.0, -10.0)),
            Field(str(field), UNITY, 0.0, 1.0),
            source,
        ),
    )
    known = tuple(Label(value, name, HIPPOCAMPUS, STRUCTURE, colour, side) for value, name, colour, side in PARTS)
    warning = "The lower end of the right hippocampus lies close to the edge of the image."
    return Analysis(uuid.uuid4().hex, "Hippocampus (test)", series.uid, findings, known, (warning,), 3.0)


CELL, CLOT = Code("CELL", "99MEDVIEW", "Cell"), Code("CLOT", "99MEDVIEW", "Clot")


def on_pictures(series: Series, images: StoredImages) -> Analysis:
    """Two boxes on each picture, one below its threshold, and the probability that there are any."""
    source = Provenance("test-model", "1.0.0", "ab" * 32, series.uid, (), series.fingerprint, (), "0", now())
    found = []
    for frame in range(len(images.frames)):
        found.append(Finding(uuid.uuid4().hex, CELL, Picture(frame), Probability(0.8, 0.7, 0.9, 0.9, 0.5), source))
        for score, left in ((0.9, 10.0), (0.3, 40.0)):
            where = PictureBox(frame, (left, 10.0), (left + 15.0, 25.0))
            found.append(Finding(uuid.uuid4().hex, CELL, where, Probability(score, threshold=0.5), source))
    kinds = (Kind(CELL, (0, 200, 0)), Kind(CLOT, (0, 90, 255)))
    return Analysis(uuid.uuid4().hex, "Cells (test)", series.uid, tuple(found), classes=kinds)


def verify(context, model_folder: str) -> VerifyResult:
    if (Path(model_folder) / "behaviour").exists():
        raise ModelError("The test model does not give its golden output here.", "Do not use it.")
    return VerifyResult("test-model", "1.0.0", 5, "ab" * 32, (1.0,), (1.0,), 0.1, "cpu", "float32", 0.1)


def explain(context, model_folder: str, **_: Any) -> None:
    raise ModelError("The test model gives no reasons.", "Ask another one.")


TASKS = {"analyse": analyse, "verify": verify, "explain": explain}
PLANNING = {"plan_analysis": plan_analysis}
