"""Tiny labelled folders of every kind."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
from PIL import Image

from tests.training.conftest import write_case


def disc(serial: int, side: int = 40) -> tuple[np.ndarray, np.ndarray]:
    """A noisy picture with a bright disc, and where it is."""
    random = np.random.default_rng(serial)
    y, x = np.mgrid[:side, :side]
    middle = side * (0.5 + random.uniform(-0.1, 0.1, 2))
    inside = (y - middle[0]) ** 2 + (x - middle[1]) ** 2 < (0.25 * side) ** 2
    picture = np.clip(60 + 120 * inside + random.normal(0, 10, inside.shape), 0, 255)
    return picture.astype(np.uint8), inside


def films(folder: Path, count: int = 10, masks: bool = True) -> Path:
    """Pictures with masks of one class, 0 and 255."""
    for name in ("images", "masks") if masks else ("images",):
        (folder / name).mkdir(parents=True)
    for serial in range(count):
        picture, inside = disc(serial)
        Image.fromarray(picture).save(folder / "images" / f"film-{serial}.png")
        if masks:
            Image.fromarray((inside * 255).astype(np.uint8)).save(folder / "masks" / f"film-{serial}.png")
    return folder


def classes(folder: Path, count: int = 6) -> Path:
    """A folder for each of two classes, files of the same names in both."""
    for label, shift in (("bright", 40), ("dark", -40)):
        (folder / label).mkdir(parents=True)
        for serial in range(count):
            picture = np.clip(disc(serial + shift + 100)[0].astype(int) + shift, 0, 255).astype(np.uint8)
            Image.fromarray(picture).save(folder / label / f"{serial}.png")
    return folder


def boxes(folder: Path, count: int = 10) -> Path:
    """Pictures with COCO boxes of two classes; one has none."""
    films(folder, count, masks=False)
    rows = []
    for serial in range(1, count):
        inside = disc(serial)[1]
        row, column = np.flatnonzero(inside.any(1)), np.flatnonzero(inside.any(0))
        bbox = [int(column[0]), int(row[0]), int(np.ptp(column)) + 1, int(np.ptp(row)) + 1]
        rows.append({"id": serial, "image_id": serial, "category_id": 1 + serial % 2, "bbox": bbox})
    content = {
        "images": [{"id": serial, "file_name": f"film-{serial}.png"} for serial in range(count)],
        "annotations": rows,
        "categories": [{"id": 1, "name": "ring"}, {"id": 2, "name": "disc"}],
    }
    (folder / "all.json").write_text(json.dumps(content))
    return folder


def volumes(folder: Path, count: int = 8) -> Path:
    """NIfTI volumes with label maps of two classes."""
    for serial in range(count):
        write_case(folder, f"case_{serial}", serial)
    return folder


def grouped(folder: Path, groups: dict[str, str]) -> Path:
    """State groups."""
    with (folder / "groups.csv").open("w", newline="") as stream:
        csv.writer(stream).writerows((("file", "group"), *groups.items()))
    return folder
