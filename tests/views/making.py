"""A small head to open and a model package that reads it."""

from __future__ import annotations

import json
from pathlib import Path

import nibabel
import numpy as np

from medview.catalog.manifest import write_manifest
from medview.catalog.package import configuration_json, load_package
from medview.catalog.schema import (
    Calibration,
    Configuration,
    Golden,
    Intensity,
    Interval,
    Localisation,
    Network,
    Place,
    Plausible,
    Tiling,
)
from medview.catalog.store import Store
from medview.catalog.trust import confirming
from medview.core.card import InputContract, Label, Metric, ModelCard, TrainingData
from tests.views.sample_tasks import HIPPOCAMPUS, LEFT, PARTS, RIGHT, STRUCTURE

MODEL = "test-model"


def make_head(path: Path, shape: tuple[int, int, int] = (90, 100, 90)) -> Path:
    """A bright ball with a marker, 2 mm voxels, as NIfTI (RAS)."""
    affine = np.diag([2.0, 2.0, 2.0, 1.0])
    affine[:3, 3] = -np.array(shape) + 1.0
    axes = np.meshgrid(*(np.linspace(-1, 1, n) for n in shape), indexing="ij")
    radius = np.sqrt(sum(axis**2 for axis in axes))
    image = np.clip(1000 * (1 - radius), 0, None).astype(np.int16)
    image[10:20, 45:55, 40:50] = 900
    nibabel.save(nibabel.Nifti1Image(image, affine), path)
    return path


def make_package(models: Path, max_spacing_mm: float = 3.0, model: str = MODEL) -> Path:
    """A model package, confirmed by a person, whose weights are never read."""
    folder = models / model
    for name in ("configs", "docs", "models"):
        (folder / name).mkdir(parents=True)
    (folder / "LICENSE").write_text("CC0-1.0")
    (folder / "docs" / "README.md").write_text("A test model.")
    (folder / "models" / "model.safetensors").write_bytes(b"none")
    (folder / "configs" / "metadata.json").write_text(json.dumps({"version": "1.0.0"}))
    text = configuration_json(_configuration(max_spacing_mm, model))
    (folder / "configs" / "medview.json").write_text(text, encoding="utf-8")
    write_manifest(folder)
    Store(models).apply(confirming(load_package(folder)))
    return folder


def _configuration(max_spacing_mm: float, model: str) -> Configuration:
    labels = tuple(Label(value, name, HIPPOCAMPUS, STRUCTURE, colour, side) for value, name, colour, side in PARTS)
    card = ModelCard(
        model,
        "1.0.0",
        "A test model of the hippocampus" if model == MODEL else f"Model {model}",
        "segmentation",
        "Outlines the anterior and posterior hippocampus on a T1 MR of the head.",
        "Volumetry in research on healthy adults.",
        ("Large lesions near the hippocampus.", "Children under six."),
        InputContract(("MR",), ("BRAIN", "HEAD"), "T1 MR", max_spacing_mm, 20.0),
        labels,
        (TrainingData("Test data", "https://example.org", "CC0-1.0", "Nobody", 4),),
        "CC0-1.0",
        "Nobody",
        (Metric("Dice", "Anterior", 0.91, 0.9, 0.92, 20, "validation", "this model"),),
    )
    place = ((-40.0, -40.0, -30.0), (-10.0, 0.0, 10.0), (-25.0, -20.0, -10.0))
    return Configuration(
        1,
        card,
        Network("unet", {"channels": (4, 8)}, 1, 3),
        Intensity("zscore"),
        Tiling((32, 32, 32)),
        Golden("icbm152-t1", (1.0, 1.0), 0.2, 0.1),
        spacing_mm=(1.0, 1.0, 1.0),
        localisation=Localisation(
            "icbm152-t1",
            (
                Place("left hippocampus", LEFT, *place, False, (1, 2)),
                Place("right hippocampus", RIGHT, *place, True, (3, 4)),
            ),
            90.0,
            120.0,
            (1, 2),
        ),
        plausible=Plausible((0.5, 8.0), 0.1, 20.0, 0.5),
        calibration=Calibration(1.0, 0.9, (Interval((1,), "absolute", -0.1, 0.1),)),
    )
