"""The one number of a network's output that is explained."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from medview.catalog.schema import Configuration

Score = Callable[[Any], Tensor]
"""From what a network gives for a batch of n inputs to (n,) numbers, differentiable."""


def whole(outputs: Any) -> Tensor:
    """The output of networks that give one; the one at full resolution of those that give several."""
    if isinstance(outputs, Mapping):
        return whole(next(iter(outputs.values())))
    found: Tensor = outputs[0] if isinstance(outputs, Sequence) else outputs
    return found


def class_score(configuration: Configuration, channel: int) -> Score:
    """The log-odds of a class of a classification.

    Of competing classes it is the class's logit against those of all others, of classes that each decide alone it is
    the logit itself, and of outputs that are probabilities already it is the probability.

    Args:
        configuration: The package.
        channel: Of the network's output.
    """
    competing = configuration.output.activation == "softmax" and configuration.network.out_channels > 1

    def score(outputs: Any) -> Tensor:
        logits = whole(outputs).flatten(1)
        mine = logits[:, channel]
        if not competing:
            return mine
        others = torch.cat((logits[:, :channel], logits[:, channel + 1 :]), 1)
        return mine - others.logsumexp(1)

    return score


def region_score(parts: Mapping[int, Tensor]) -> Score:
    """The logits of classes, each summed over its part of a region.

    Args:
        parts: By channel of the network's output: (*spatial) whether a pixel or voxel belongs to the part.
    """

    def score(outputs: Any) -> Tensor:
        logits = whole(outputs)
        sums = [(logits[:, n] * inside.to(logits)).flatten(1).sum(1) for n, inside in parts.items()]
        return torch.stack(sums).sum(0)

    return score
