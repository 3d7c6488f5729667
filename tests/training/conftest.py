"""A tiny data folder and a recipe that is trained in seconds."""

from __future__ import annotations

from pathlib import Path

import nibabel
import numpy as np
import pytest

RAS = np.diag([1.0, 1.0, 1.0, 1.0])


def write_case(data: Path, name: str, seed: int, labels_too: bool = True) -> None:
    """Two touching boxes, brighter and darker than the noise around them."""
    random = np.random.default_rng(seed)
    labels = np.zeros((20, 24, 18), np.uint8)
    x, y, z = random.integers(3, 6, 3)
    labels[x : x + 8, y : y + 7, z : z + 8] = 2
    labels[x : x + 8, y + 7 : y + 14, z : z + 8] = 1
    image = random.normal(100, 5, labels.shape) + np.array([0.0, 60.0, -60.0])[labels]
    for folder in ("images", "labels"):
        (data / folder).mkdir(parents=True, exist_ok=True)
    nibabel.Nifti1Image(image.astype(np.float32), RAS).to_filename(data / "images" / f"{name}.nii.gz")
    if labels_too:
        nibabel.Nifti1Image(labels, RAS).to_filename(data / "labels" / f"{name}.nii.gz")


@pytest.fixture
def tiny_data(tmp_path: Path) -> Path:
    """Four training cases, two validation cases, one image without labels and a stray file."""
    data = tmp_path / "data"
    for serial in range(6):
        write_case(data, f"case_{serial}", serial)
    write_case(data, "alone", 9, labels_too=False)
    (data / "images" / "notes.txt").write_text("not an image", encoding="utf-8")
    rows = [f"case_{serial}.nii.gz,{'train' if serial < 4 else 'val'}" for serial in range(6)]
    (data / "split.csv").write_text("file,split\n" + "\n".join([*rows, "gone.nii.gz,train"]) + "\n", encoding="utf-8")
    return data
