"""What a detector learns, and how its boxes on held-out pictures are read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from medview.catalog.schema import Configuration
from medview.engine.detection import decode
from medview.training.detecting.losses import LOSSES
from medview.training.detecting.matching import Truth
from medview.training.detecting.recipe import DetectionRecipe
from medview.training.detecting.samples import Loaded, batch_of
from medview.training.measuring.detecting import Boxes, Matched, average_precision, match
from medview.training.running.trainer import Batch, Lesson

Float = NDArray[np.float64]

MEASURE = "mAP@50"
"""What the score of a check is."""


def lesson(
    recipe: DetectionRecipe,
    configuration: Configuration,
    training: Sequence[Loaded],
    held_out: Sequence[Loaded],
) -> Lesson:
    """What a detector learns.

    Args:
        recipe: How.
        configuration: The package that is being made.
        training: Pictures to learn from.
        held_out: Pictures the checks are measured on.
    """
    wish = configuration.detection
    assert wish is not None  # ``template`` always states it

    def loss(table: Tensor, batch: Batch) -> Tensor:
        pictures, *truth = batch
        size = (pictures.shape[2], pictures.shape[3])
        return LOSSES[recipe.layout](table, Truth(*truth), replace(wish, size=size))

    def check(network: nn.Module) -> float:
        return score(network, configuration, held_out)

    return Lesson(lambda serials, scale: batch_of(training, recipe, serials, scale), loss, check if held_out else None)


def score(network: nn.Module, configuration: Configuration, pictures: Sequence[Loaded]) -> float:
    """Mean average precision of a network on pictures."""
    found = [rows_of(network, configuration, loaded) for loaded in pictures]
    return mean_precision(matched(found, pictures, configuration.network.out_channels), len(pictures))


def rows_of(network: nn.Module, configuration: Configuration, loaded: Loaded) -> Float:
    """(n, 6) boxes of a picture, in its own pixels, with scores and labels."""
    device = next(network.parameters()).device
    given = loaded.given.float()[None].to(device).contiguous(memory_format=torch.channels_last)
    return decode(configuration, {"": network(given).float().cpu().numpy()}, loaded.placed)


def matched(found: Sequence[Float], pictures: Sequence[Loaded], classes: int) -> tuple[Matched, ...]:
    """Which boxes (n, 6) of each picture are true, class by class."""
    said = [Boxes(rows[:, :4], rows[:, 5].astype(np.int64), rows[:, 4]) for rows in found]
    return match(said, [_truth(loaded) for loaded in pictures], classes)


def _truth(loaded: Loaded) -> Boxes:
    corners = loaded.placed.back(loaded.boxes.numpy())
    return Boxes(corners, loaded.labels.numpy(), np.ones(len(corners)))


def mean_precision(every: Sequence[Matched], pictures: int) -> float:
    """Mean over the classes that are there of the average precision at overlap 0.5."""
    values = [average_precision(one, (0,), np.ones(pictures)) for one in every]
    known = [value for value in values if not math.isnan(value)]
    return sum(known) / len(known) if known else 0.0
