"""Tiny made-up films: a bright body with two dark lungs, and a bright spot in one of them where it is ill."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from medview.catalog.schema import Intensity, Network
from medview.training.pictures.recipe import (
    PictureClassification,
    PictureSegmentation,
    Pretraining,
    Variation,
)
from medview.training.running.plan import Phase, Plan

SIDE = 64
WELL, ILL = "well", "ill"

OUTLINER = Network(
    "dynunet",
    {"kernel_size": (3, 3, 3), "strides": (1, 2, 2), "upsample_kernel_size": (2, 2), "filters": (8, 8, 16)},
    1,
    3,
    spatial_dims=2,
)
TELLER = Network(
    "attention_classifier",
    {"features": (4, 6, 8, 8), "depths": (1, 1, 1, 1), "hidden": 4, "dropout": 0.0},
    1,
    2,
    spatial_dims=2,
)
MILD = Variation(rotation_deg=3.0, scale=(0.95, 1.05), marks=0.0, border=0.0, hide=0.0, elastic=0.0)


def film(number: int, ill: bool, side: int = SIDE) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """A film and its lungs, (side, side)."""
    random = np.random.default_rng(number)
    rows, columns = np.indices((side, side)) / side
    middle, reach = 0.5 + random.uniform(-0.03, 0.03), random.uniform(0.12, 0.15)
    lungs = [((rows - 0.5) / 0.32) ** 2 + ((columns - middle - at) / reach) ** 2 < 1 for at in (-0.22, 0.22)]
    body = ((rows - 0.5) / 0.48) ** 2 + ((columns - middle) / 0.48) ** 2 < 1
    values = 20.0 + 150.0 * body - 90.0 * (lungs[0] | lungs[1]) + random.normal(0, 4, (side, side))
    if ill:
        at = middle + random.choice((-0.22, 0.22))
        values += 110.0 * np.exp(-(((rows - 0.4) ** 2 + (columns - at) ** 2) / 0.004))
    mask = np.where(lungs[0] | lungs[1], 255, 0)
    return np.clip(values, 0, 255).astype(np.uint8), mask.astype(np.uint8)


def films(folder: Path, count: int = 24) -> Path:
    """A data folder: pictures, masks, and a split with labels; every sixth picture is in ``val``."""
    for name in ("images", "masks"):
        (folder / name).mkdir(parents=True)
    lines = ["file,split,label"]
    for number in range(count):
        ill = number % 2 == 1
        picture, mask = film(number, ill)
        Image.fromarray(picture).save(folder / "images" / f"{number:02}.png")
        Image.fromarray(mask).save(folder / "masks" / f"{number:02}.png")
        lines.append(f"{number:02}.png,{'val' if number % 12 >= 10 else 'train'},{ILL if ill else WELL}")
    (folder / "split.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def plan(steps: int, check_every: int = 0, rate: float = 0.01, batch: int = 4) -> Plan:
    return Plan((Phase(steps, rate, batch, warmup=2),), average=0.5, check_every=check_every, seed=3)


def segmentation(steps: int = 6, **changes: object) -> PictureSegmentation:
    """A recipe of a tiny network with the template of the lungs."""
    given: dict[str, object] = {
        "kind": "picture-segmentation",
        "id": "tiny-lungs",
        "version": "1.0.0",
        "template": "chest-xray-lungs",
        "network": OUTLINER,
        "intensity": Intensity("zscore", over="all"),
        "size": (SIDE, SIDE),
        "plan": plan(steps, check_every=3),
        "variation": MILD,
        "sides": True,
        "held_out": 0.25,
    }
    return PictureSegmentation(**(given | changes))  # type: ignore[arg-type]


def classification(steps: int = 6, **changes: object) -> PictureClassification:
    """A recipe of tiny networks with the template of tuberculosis, whose classes the folder does not have."""
    given: dict[str, object] = {
        "kind": "picture-classification",
        "id": "tiny-ill",
        "version": "1.0.0",
        "template": "chest-xray-tuberculosis",
        "network": TELLER,
        "intensity": Intensity("none"),
        "size": (SIDE, SIDE),
        "plan": plan(steps, batch=6),
        "variation": MILD,
        "standardised": True,
        "around": "tiny-lungs",
        "outside": "level",
        "surroundings": 0.3,
        "attention": 0.1,
        "pretraining": Pretraining(plan(3), MILD, 2),
        "folds": 2,
        "mixing": 0.2,
    }
    return PictureClassification(**(given | changes))  # type: ignore[arg-type]
