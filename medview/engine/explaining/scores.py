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
    competing = competes(configuration)
    return lambda outputs: odds(whole(outputs).flatten(1), channel, competing)


def competes(configuration: Configuration) -> bool:
    """Whether one class wins over the others."""
    return configuration.output.activation == "softmax" and configuration.network.out_channels > 1


def odds(logits: Tensor, channel: int, competing: bool) -> Tensor:
    """A channel of (n, channels, …) logits, against all others where they compete."""
    mine = logits[:, channel]
    if not competing:
        return mine
    others = torch.cat((logits[:, :channel], logits[:, channel + 1 :]), 1)
    return mine - others.logsumexp(1)


def together_score(configuration: Configuration, channels: Sequence[int]) -> Score:
    """The log-odds of several competing classes of a classification together, against all others.

    Args:
        configuration: The package.
        channels: Of the network's output; not all of them.
    """
    if len(channels) == 1:
        return class_score(configuration, channels[0])
    others = [number for number in range(configuration.network.out_channels) if number not in channels]

    def score(outputs: Any) -> Tensor:
        logits = whole(outputs).flatten(1)
        return logits[:, list(channels)].logsumexp(1) - logits[:, others].logsumexp(1)

    return score


def stretch_score(configuration: Configuration, channel: int, length: int, start: int, end: int) -> Score:
    """The mean log-odds of a class over a stretch, of a network that answers for each letter.

    Args:
        configuration: The package.
        channel: Of the network's output.
        length: Letters that are read, without what is put around them.
        start: First of them that is meant.
        end: Behind the last one.
    """
    competing = competes(configuration)

    def score(outputs: Any) -> Tensor:
        logits = whole(outputs)
        around = (logits.shape[2] - length) // 2
        return odds(logits[:, :, around + start : around + end], channel, competing).mean(1)

    return score


def region_score(configuration: Configuration, parts: Mapping[int, Tensor]) -> Score:
    """The log-odds of classes, each summed over its part of a region; as ``class_score`` has them for each place.

    Args:
        configuration: The package.
        parts: By channel of the network's output: (*spatial) whether a pixel or voxel belongs to the part.
    """
    competing = competes(configuration)

    def score(outputs: Any) -> Tensor:
        logits = whole(outputs)
        sums = [(odds(logits, n, competing) * inside.to(logits)).flatten(1).sum(1) for n, inside in parts.items()]
        return torch.stack(sums).sum(0)

    return score
