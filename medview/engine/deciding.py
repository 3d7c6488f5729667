"""From what a network says of each voxel to one label: activation, competition or thresholds, and how sure it is."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from medview.catalog.schema import Configuration

_ACTIVATIONS: Mapping[str, Callable[[Tensor], Tensor]] = {
    "softmax": lambda values: values.softmax(0),
    "sigmoid": torch.sigmoid,
    "none": lambda values: values,
}

LEAST_CHANCE = 1e-12
"""Keeps the logarithm of a chance finite."""


@dataclass(frozen=True)
class Decision:
    """How a package's outputs are decided.

    A voxel's winner is a number: 0 is background; of competing classes it is the class, of channels that each decide
    for themselves the last one that is set, counted from 1.

    Args:
        activation: From outputs to probabilities.
        temperature: Outputs are divided by it first.
        threshold: From which probability a channel of its own is set.
        alone: Whether each channel decides for itself.
        values: Value in the label map of each winner.
    """

    activation: str
    temperature: float
    threshold: float
    alone: bool
    values: tuple[int, ...]

    @property
    def dtype(self) -> type[np.uint8] | type[np.uint16]:
        """What a label map needs."""
        return np.uint8 if max(self.values) <= np.iinfo(np.uint8).max else np.uint16

    def probabilities(self, outputs: Tensor) -> Tensor:
        """Probabilities over the first axis; the outputs themselves where they are some already."""
        scaled = outputs if self.temperature == 1.0 else outputs / self.temperature
        return _ACTIVATIONS[self.activation](scaled)

    def limit(self, raw: bool) -> float:
        """The threshold for probabilities, or for the outputs they come from."""
        if not raw or self.activation == "none":
            return self.threshold
        return self.temperature * math.log(self.threshold / (1.0 - self.threshold))

    def winners(self, values: Tensor, raw: bool) -> Tensor:
        """The winner of each voxel, int16.

        Args:
            values: (channels, ...) probabilities, or outputs.
            raw: Whether they are outputs.
        """
        if not self.alone:
            return _greatest(values)
        winner = torch.zeros(values.shape[1:], dtype=torch.int16, device=values.device)
        for number, channel in enumerate(values, start=1):
            winner[channel > self.limit(raw)] = number
        return winner

    def judged(self, outputs: Tensor) -> tuple[Tensor, Tensor]:
        """Probabilities, and how unsure they are.

        Args:
            outputs: (channels, ...) of the network.

        Returns:
            (channels, ...) probabilities, and (...) 0 where it is sure, 1 where it guesses: the entropy over classes,
            or the greatest of those of channels that decide alone.
        """
        if self.activation == "softmax" and not self.alone:
            return _softmax(outputs if self.temperature == 1.0 else outputs / self.temperature)
        chances = self.probabilities(outputs)
        return chances, self._doubt(chances)

    def _doubt(self, chances: Tensor) -> Tensor:
        if self.alone:
            return torch.stack([_two(chance) for chance in chances]).amax(0)
        total = torch.zeros_like(chances[0])
        for chance in chances:
            total -= torch.xlogy(chance, chance.clamp_min(LEAST_CHANCE))
        return total.div_(math.log(len(chances))).clamp_(0.0, 1.0)


def _greatest(values: Tensor) -> Tensor:
    """Which is the greatest over the first axis, the first of equals.

    Class by class: that is faster than torch's ``argmax`` where the classes of a voxel lie far apart.
    """
    best = values[0].clone()
    winner = torch.zeros(best.shape, dtype=torch.int16, device=values.device)
    for number in range(1, len(values)):
        winner.masked_fill_(values[number] > best, number)
        torch.maximum(best, values[number], out=best)
    return winner


def _softmax(outputs: Tensor) -> tuple[Tensor, Tensor]:
    """Probabilities and their entropy, with one exponential for each: H = log(sum of e^z) - sum of p z."""
    below = outputs - outputs.amax(0)
    chances = below.exp()
    total, mean = chances.sum(0), torch.zeros_like(below[0])
    for chance, z in zip(chances, below, strict=True):
        mean.addcmul_(chance, z)
    entropy = total.log() - mean / total
    return chances.div_(total), entropy.div_(math.log(len(outputs))).clamp_(0.0, 1.0)


def decision(configuration: Configuration) -> Decision:
    """How a package's outputs are decided."""
    output, channels = configuration.output, configuration.network.out_channels
    alone = output.alone or output.activation == "sigmoid" or channels == 1
    count = channels if alone else channels - 1
    labels = output.labels or tuple(range(1, count + 1))
    temperature = configuration.calibration.temperature
    return Decision(output.activation, temperature, output.threshold, alone, (0, *labels))


def label_values(decided: Decision) -> NDArray[Any]:
    """Value in the label map by winner."""
    return np.array(decided.values, decided.dtype)


def _two(chance: Tensor) -> Tensor:
    """Entropy of one yes or no, as a part of the greatest possible."""
    other = 1.0 - chance
    total = torch.xlogy(chance, chance.clamp_min(LEAST_CHANCE)) + torch.xlogy(other, other.clamp_min(LEAST_CHANCE))
    return (total / -math.log(2.0)).clamp_(0.0, 1.0)
