"""Labelled pictures in memory, as the network reads them, and the batches of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from medview.catalog.schema import Configuration
from medview.engine.pictures import Placed, network_input
from medview.training.augmentation import Draw
from medview.training.data import Sample, folds, group_of, read_picture
from medview.training.detecting.matching import padded
from medview.training.detecting.recipe import DetectionRecipe
from medview.training.detecting.variation import Labelled, varied
from medview.training.pictures.segmenting import serial_order
from medview.training.running.trainer import Batch


@dataclass(frozen=True, eq=False)
class Loaded:
    """A sample in memory.

    Args:
        sample: The sample.
        given: (channels, rows, columns) float16 as the network reads it.
        placed: Where the picture lies in it.
        boxes: (n, 4) in the network's pixels.
        labels: (n,) numbers of the classes.
    """

    sample: Sample
    given: Tensor
    placed: Placed
    boxes: Tensor
    labels: Tensor

    def labelled(self) -> Labelled:
        """Picture and boxes."""
        return Labelled(self.given.float(), self.boxes, self.labels)


def load(sample: Sample, configuration: Configuration, numbers: Mapping[str, int]) -> Loaded:
    """Read one sample as the network reads it.

    Args:
        sample: The sample.
        configuration: The package that is being made.
        numbers: Of the class each label means.

    Raises:
        MedViewError: The picture cannot be read.
    """
    given, placed = network_input(configuration, read_picture(sample.path))
    boxes = np.array([(*box.low, *box.high) for box in sample.boxes], np.float64).reshape(-1, 4)
    return Loaded(
        sample,
        torch.from_numpy(given[0]).half(),
        placed,
        torch.from_numpy(placed.forth(boxes)).float(),
        torch.tensor([numbers[box.label] for box in sample.boxes], dtype=torch.int64),
    )


def divide(samples: Sequence[Sample], recipe: DetectionRecipe) -> tuple[tuple[Sample, ...], tuple[Sample, ...]]:
    """Training samples as (learned from, held out); no group is in both. One group alone is learned from whole."""
    parts = min(recipe.parts, len({group_of(sample) for sample in samples}))
    if parts < 2:
        return tuple(samples), ()
    held_out, *rest = folds(samples, parts, recipe.plan.seed)
    return tuple(sample for part in rest for sample in part), held_out


def batch_of(loaded: Sequence[Loaded], recipe: DetectionRecipe, serials: range, scale: float) -> Batch:
    """Varied pictures (n, channels, rows, columns) of these serial numbers, then boxes, labels and which are there."""
    size = recipe.scaled(scale)
    parts = [_one(serial, loaded, recipe, size) for serial in serials]
    truth = padded([part.boxes for part in parts], [part.labels for part in parts])
    pictures = torch.stack([part.picture for part in parts]).contiguous(memory_format=torch.channels_last)
    return pictures, truth.boxes, truth.labels, truth.there


def _one(serial: int, loaded: Sequence[Loaded], recipe: DetectionRecipe, size: tuple[int, int]) -> Labelled:
    draw = Draw(recipe.plan.seed * 1_000_003 + serial)
    settings = recipe.variation_at(serial)
    order = serial_order(serial, len(loaded), recipe.plan.seed)
    count = 3 if draw.chance(settings.mosaic) else 0
    others = [loaded[draw.index(len(loaded))].labelled() for _ in range(count)]
    return varied([loaded[order].labelled(), *others], size, settings, draw)
