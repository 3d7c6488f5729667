"""A small model package and series made by code."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from medview.catalog.manifest import write_manifest
from medview.core.geometry import Geometry
from medview.core.study import Series

LEFT = {"value": "7771000", "scheme": "SCT", "meaning": "Left"}
RIGHT = {"value": "24028007", "scheme": "SCT", "meaning": "Right"}
CATEGORY = {"value": "91723000", "scheme": "SCT", "meaning": "Anatomical Structure"}


def label(value: int, name: str) -> dict[str, Any]:
    code = {"value": f"L{value}", "scheme": "99MEDVIEW", "meaning": name}
    return {"value": value, "name": name, "code": code, "category": CATEGORY, "colour": [255, 0, 0]}


def place(name: str, side: dict[str, str], sign: int, labels: list[int]) -> dict[str, Any]:
    low, high = sorted((sign * 46.0, sign * 6.0))
    return {
        "name": name,
        "laterality": side,
        "box_low_ras": [low, -51.0, -35.0],
        "box_high_ras": [high, 4.0, 9.0],
        "centre_ras": [sign * 26.0, -23.0, -14.0],
        "mirror": sign > 0,
        "labels": labels,
    }


def configuration() -> dict[str, Any]:
    return {
        "format": 1,
        "card": {
            "id": "tiny",
            "version": "0.1.0",
            "name": "Tiny",
            "family": "segmentation",
            "summary": "A random network.",
            "intended_use": "Tests.",
            "known_failures": ["Everything."],
            "input": {
                "modalities": ["MR"],
                "body_parts": ["BRAIN", "HEAD"],
                "description": "T1-weighted MR of a whole head",
                "max_spacing_mm": 1.5,
                "min_extent_mm": 10.0,
            },
            "labels": [label(value, f"label {value}") for value in range(1, 7)],
            "data": [],
            "weights_licence": "CC0-1.0",
            "authors": "nobody",
        },
        "network": {
            "name": "unet",
            "arguments": {"channels": [2, 4], "strides": [2]},
            "in_channels": 1,
            "out_channels": 3,
        },
        "intensity": {"kind": "zscore"},
        "spacing_mm": [1.0, 1.0, 1.0],
        "tiling": {"patch": [16, 16, 16], "overlap": 0.5},
        "localisation": {
            "kind": "icbm152-t1",
            "places": [place("left", LEFT, -1, [1, 2]), place("right", RIGHT, 1, [3, 4])],
            "crop_below_mm": 90.0,
            "head_from_mm": 100.0,
            "crop_labels": [5, 6],
        },
        "postprocess": ["largest-component"],
        "plausible": {"volume_ml": [1.0, 7.0], "class_ml": 0.1, "offset_mm": 15.0, "confidence": 0.5},
        "calibration": {
            "temperature": 1.0,
            "coverage": 0.9,
            "intervals": [{"classes": [1, 2], "scale": "relative", "low": -0.1, "high": 0.2}],
        },
        "golden": {"recipe": "icbm152-t1", "volumes_ml": [1.0, 1.0], "tolerance_ml": 0.05, "precision_tolerance": 0.05},
    }


def make_package(folder: Path, data: dict[str, Any] | None = None, weights: bytes = b"weights") -> Path:
    """A package folder named ``tiny`` below ``folder``, hashes included."""
    root = folder / "tiny"
    for name in ("configs", "docs", "models"):
        (root / name).mkdir(parents=True)
    (root / "LICENSE").write_text("CC0")
    (root / "docs" / "README.md").write_text("A random network.")
    (root / "configs" / "metadata.json").write_text(json.dumps({"version": "0.1.0"}))
    (root / "configs" / "medview.json").write_text(json.dumps(data or configuration(), indent=1))
    (root / "models" / "model.safetensors").write_bytes(weights)
    write_manifest(root)
    return root


def make_version(
    models: Path, version: str, weights: bytes = b"weights", folder: str = "", origin: dict[str, Any] | None = None
) -> Path:
    """A version of ``tiny`` in a folder of its own; what lay there is replaced."""
    data = configuration()
    data["card"]["version"] = version
    if origin:
        data["origin"] = origin
    root = models / (folder or f"tiny@{version}")
    shutil.rmtree(root, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=models, prefix=".making-") as beside:
        made = make_package(Path(beside), data, weights)
        (made / "configs" / "metadata.json").write_text(json.dumps({"version": version}))
        write_manifest(made)
        made.rename(root)
    return root


def make_series(
    shape: tuple[int, int, int] = (180, 220, 200), spacing: float = 1.0, modality: str = "MR", body_part: str = ""
) -> Series:
    """An axial series of this grid, without pixels."""
    geometry = Geometry.from_axes(shape, (spacing,) * 3, np.eye(3)[:, ::-1], (0.0, 0.0, 0.0))
    return Series("1.2.3", "1.2", "dicom", modality, "T1", 1, body_part, (), geometry)
