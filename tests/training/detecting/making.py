"""A tiny data folder of bright and dark squares on grey noise, and a recipe that learns them in seconds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from medview.catalog.schema import Intensity, Network
from medview.training.detecting.recipe import DetectionRecipe, Variation
from medview.training.running.plan import Phase, Plan

NETWORK: dict[str, Any] = {"widths": (8, 16, 16, 16), "depths": (0, 1, 0, 0), "neck": 16, "tower": 16}
SIDE = 64
CLASSES = ("bright", "dark")


def write_picture(folder: Path, name: str, seed: int) -> list[tuple[int, list[float]]]:
    """One picture; returns (class, x, y, width, height) of its squares."""
    random = np.random.default_rng(seed)
    picture, boxes = random.normal(128, 6, (SIDE, SIDE)), []
    for number, value in enumerate((90.0, -90.0)):
        width, height = random.integers(12, 20, 2)
        x = int(random.integers(0, 30 - width)) + 32 * number
        y = int(random.integers(0, SIDE - height))
        picture[y : y + height, x : x + width] += value
        boxes.append((number, [float(x), float(y), float(width), float(height)]))
    folder.mkdir(parents=True, exist_ok=True)
    Image.fromarray(picture.clip(0, 255).astype(np.uint8)).save(folder / f"{name}.png")
    return boxes


def write_coco(data: Path, count: int, split: str, seed: int = 0) -> None:
    """A split of a COCO folder."""
    images, annotations = list[dict[str, Any]](), list[dict[str, Any]]()
    for number in range(count):
        name = f"{split}_{number:02}"
        images.append({"id": number, "file_name": f"{name}.png", "width": SIDE, "height": SIDE})
        for label, box in write_picture(data / "images", name, 1000 * seed + number):
            annotations.append({"id": len(annotations), "image_id": number, "category_id": label + 1, "bbox": box})
    categories = [{"id": number + 1, "name": name} for number, name in enumerate(CLASSES)]
    content = {"images": images, "annotations": annotations, "categories": categories}
    (data / f"{split}_coco.json").write_text(json.dumps(content), encoding="utf-8")


def recipe(template: Path, name: Any = "yolo_detector", steps: int = 60, **more: Any) -> DetectionRecipe:
    """A recipe of a run of seconds."""
    arguments = NETWORK | ({"anchors": 6} if name == "retina_detector" else {})
    plan = Plan((Phase(steps, 0.01, 8, warmup=5),), average=0.9, clip=10.0, check_every=steps // 2, seed=3)
    still = Variation(mirror=0.5, quarter=0.0, rotation_deg=0.0, scale=(0.9, 1.1), mosaic=0.2, noise=0.0, blur=0.0)
    return DetectionRecipe(
        kind="picture-detection",
        id="squares",
        version="1.0.0",
        template=str(template),
        network=Network(name, arguments, 1, 0, spatial_dims=2),
        intensity=Intensity("range", clip=(0.0, 255.0)),
        size=(SIDE, SIDE),
        plan=plan,
        variation=still,
        parts=3,
        **more,
    )


def write_template(path: Path) -> Path:
    """What a package of someone's own data states: neither classes nor labels."""
    card = {
        "name": "Squares",
        "family": "detection",
        "summary": "Marks squares.",
        "intended_use": "Tests.",
        "known_failures": [],
        "input": {
            "modalities": ["OT"],
            "body_parts": [],
            "description": "Pictures of squares",
            "max_spacing_mm": 10.0,
            "min_extent_mm": 0.0,
            "dimensions": 2,
        },
        "labels": [],
        "data": [],
        "weights_licence": "Apache-2.0",
        "authors": "Tests",
        "metrics": [],
    }
    content = {
        "format": 1,
        "card": card,
        "tiling": {"patch": [SIDE, SIDE, 1], "whole": True},
        "output": {"activation": "sigmoid"},
    }
    path.write_text(json.dumps(content), encoding="utf-8")
    return path
