"""The score of one box of a detector, as a number of its output."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from medview.catalog.schema import Configuration, Detection
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.detection import LAYOUTS, Candidates, named, table_boxes
from medview.engine.explaining.scores import Score, whole
from medview.engine.fusing import overlaps

Float = NDArray[np.float64]

SAME_BOX = 0.5
"""Boxes that share this much of both (IoU) are of one thing."""


class Told(nn.Module):
    """A detector that is asked for all of its outputs by name; it passes no gradients.

    Args:
        network: The detector.
    """

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self._network = network

    def forward(self, batch: Tensor) -> Mapping[str, NDArray[Any]]:
        """The outputs for a batch."""
        return named(self._network, batch)


def box_score(
    configuration: Configuration, network: nn.Module, given: Tensor, box: Float, label: int, shared: float = SAME_BOX
) -> Score | None:
    """The score of a box; None where the network finds no such box there.

    Of networks that give one table of boxes and logits it is the logit of the row the box came from, beside its
    objectness. Of others it is the greatest score of any box there.

    Args:
        configuration: The package.
        network: The detector.
        given: (1, channels, rows, columns) in which it found the box.
        box: (4,) x0, y0, x1, y1 in the network's pixels.
        label: Its class.
        shared: How much of both (IoU) it and what the network finds there share at least.

    Raises:
        ModelError: The package is no detector.
    """
    wish = configuration.detection
    if wish is None:
        raise ModelError(tr("{model} finds no boxes.").format(model=configuration.card.name))
    if isinstance(network, Told):
        return _nearby(configuration, wish, box, label, shared)
    with torch.inference_mode():
        table = whole(network(given))[0]
    boxes = table_boxes(configuration, table.double().numpy())
    first = 4 + wish.objectness
    strength = np.where(overlaps(boxes, box) >= shared, table[:, first + label].numpy(), -np.inf)
    if not len(strength) or not np.isfinite(strength.max()):
        return None
    return _of_row(wish, int(strength.argmax()), label)


def _of_row(wish: Detection, row: int, label: int) -> Score:
    def score(outputs: Any) -> Tensor:
        mine = whole(outputs)[:, row]
        logit = mine[:, 4 + wish.objectness + label]
        return logit + mine[:, 4] if wish.objectness else logit

    return score


def _nearby(configuration: Configuration, wish: Detection, box: Float, label: int, shared: float) -> Score:
    def score(outputs: Any) -> Tensor:
        arrays = [np.asarray(outputs[name]) for name in wish.outputs or outputs]
        found: Candidates = LAYOUTS[wish.layout](configuration, wish, arrays)
        mine = found.scores[(found.labels == label) & (overlaps(found.boxes, box) >= shared)]
        return torch.tensor([float(mine.max()) if mine.size else 0.0])

    return score
