"""How good label maps of pictures are: overlap, borders and area."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.training.metrics import Mask, dice, hd95_mm, iou, nsd

SIDE = 256
"""Distances are also given in pixels of a picture whose longer side has as many, to compare pictures of any size."""

TOLERANCE = 2.0
"""Of the normalised surface Dice, in pixels of such a picture."""

TOGETHER = "All structures"


@dataclass(frozen=True)
class Structure:
    """A structure whose maps are compared.

    Args:
        name: For people.
        given: Its values in the system's label maps.
        wanted: Its values in the data's.
    """

    name: str
    given: tuple[int, ...]
    wanted: tuple[int, ...]

    def found(self, labels: NDArray[Any]) -> Mask:
        """Where a system's map has it."""
        return np.isin(labels, self.given)

    def true(self, mask: NDArray[Any]) -> Mask:
        """Where the data have it."""
        return np.isin(mask, self.wanted)


def structures(labels: Sequence[tuple[int, str]], most: int) -> tuple[Structure, ...]:
    """What is compared: all structures together, and each where the data tell them apart.

    Args:
        labels: (value, name) of a system's maps.
        most: Greatest value of the data's maps; 1 where they tell no structures apart.
    """
    values = tuple(value for value, _ in labels)
    if len(labels) == 1:
        return (Structure(labels[0][1], values, tuple(range(1, max(most, 1) + 1))),)
    together = Structure(TOGETHER, values, tuple(range(1, max(most, 1) + 1)))
    if most <= 1:
        return (together,)
    return (*(Structure(name, (value,), (value,)) for value, name in labels), together)


@dataclass(frozen=True)
class Score:
    """One structure of one picture.

    Args:
        dice: Dice's coefficient.
        iou: Intersection over union.
        hd95: 95th percentile Hausdorff distance in pixels; NaN where one of both maps is empty.
        hd95_scaled: In pixels of a picture of 256.
        nsd: Normalised surface Dice at 2 pixels of a picture of 256.
        found: Pixels found.
        true: Pixels there are.
    """

    dice: float
    iou: float
    hd95: float
    hd95_scaled: float
    nsd: float
    found: float
    true: float

    @property
    def error_percent(self) -> float:
        """Area found less true area, in per cent of it."""
        return 100.0 * (self.found - self.true) / self.true if self.true else math.nan

    def to_row(self) -> dict[str, float]:
        """As columns of a table."""
        return {**asdict(self), "error_percent": self.error_percent}


def score(found: Mask, true: Mask) -> Score:
    """Compare two maps of one picture."""
    unit = max(true.shape) / SIDE
    distance = hd95_mm(found, true, (1.0, 1.0))
    return Score(
        dice=dice(found, true),
        iou=iou(found, true),
        hd95=distance,
        hd95_scaled=distance / unit,
        nsd=nsd(found, true, (1.0, 1.0), TOLERANCE * unit),
        found=float(found.sum()),
        true=float(true.sum()),
    )


def columns(scores: Sequence[Score]) -> dict[str, list[float]]:
    """What is averaged over cases, by name."""
    return {
        "Dice": [one.dice for one in scores],
        "IoU": [one.iou for one in scores],
        "HD95 (px)": [one.hd95 for one in scores],
        "HD95 (px of 256)": [one.hd95_scaled for one in scores],
        "NSD (2 px of 256)": [one.nsd for one in scores],
        "Area error (%)": [one.error_percent for one in scores],
        "Absolute area error (%)": [abs(one.error_percent) for one in scores],
    }
