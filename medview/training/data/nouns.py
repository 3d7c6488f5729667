"""What a folder of labelled pictures holds, whatever its layout: samples, their truth, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Task = Literal["segmentation", "classification", "detection"]

Point = tuple[float, float]


@dataclass(frozen=True)
class LabelledBox:
    """A box someone drew.

    Args:
        label: Name of its class.
        low: (column, row) of its upper left corner; (0, 0) is the upper left corner of the first pixel.
        high: (column, row) of its lower right corner; the picture ends at (columns, rows).
    """

    label: str
    low: Point
    high: Point


@dataclass(frozen=True)
class Sample:
    """One picture, or one volume, with its truth.

    Args:
        name: The file's name without its ending.
        path: The picture.
        group: Samples of one group (patient, near-duplicates) are never told apart by a split; empty: its own.
        split: ``train``, ``val``, ``test`` or whatever the folder calls it; empty where it names none.
        label: Name of its class, of classification.
        mask: Its label map, of segmentation.
        boxes: Its boxes, of detection; none is an answer too.
        traits: (column, value) of what else the folder states of it, such as its site or the patient's sex.
    """

    name: str
    path: Path
    group: str = ""
    split: str = ""
    label: str = ""
    mask: Path | None = None
    boxes: tuple[LabelledBox, ...] = ()
    traits: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class PictureData:
    """The labelled pictures of a folder.

    Args:
        task: What their labels are for.
        samples: In order of name.
        classes: Names of the classes; of segmentation empty, for its maps hold numbers.
        left_out: (file, reason) for everything that is not used.
        warnings: Sentences on what is used and yet not as it should be.
    """

    task: Task
    samples: tuple[Sample, ...]
    classes: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...] = ()


TRAIN = "train"

SPLITS = {
    "train": TRAIN,
    "training": TRAIN,
    "val": "val",
    "valid": "val",
    "validation": "val",
    "test": "test",
    "testing": "test",
}
"""Names folders and files give to splits, and what they are called here."""


def split_name(text: str) -> str:
    """A split as it is called here; other names stay as they are."""
    return SPLITS.get(text.strip().casefold(), text.strip())


def group_of(sample: Sample) -> str:
    """The group of a sample, itself where none is stated."""
    return sample.group or sample.name
