"""Activations that overwrite what they are given, and those a convolution of oneDNN can do before it writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from medview.engine.fast.vocabulary import Node
from medview.engine.fast.weights import Weights

Activation = Callable[[Tensor], Tensor]


@dataclass(frozen=True)
class Fused:
    """An activation as oneDNN's convolutions name it.

    Args:
        name: Its name.
        scalars: Its numbers.
        algorithm: Which of several forms.
    """

    name: str = "none"
    scalars: tuple[float, ...] = ()
    algorithm: str = ""


_IN_PLACE: Mapping[str, Callable[[Tensor, Node], Tensor]] = {
    "relu": lambda values, node: functional.relu_(values),
    "leaky_relu": lambda values, node: functional.leaky_relu_(values, node.settings["negative_slope"]),
    "elu": lambda values, node: functional.elu_(values, node.settings["alpha"]),
    "gelu": lambda values, node: functional.gelu(values, approximate=node.settings["approximate"]),
    "silu": lambda values, node: functional.silu(values, inplace=True),
    "sigmoid": lambda values, node: values.sigmoid_(),
}

_FUSED: Mapping[str, Callable[[Node], Fused]] = {
    "relu": lambda node: Fused("relu"),
    "leaky_relu": lambda node: Fused("leaky_relu", (node.settings["negative_slope"],)),
    "gelu": lambda node: Fused("gelu", (), node.settings["approximate"]),
    "silu": lambda node: Fused("swish"),
    "sigmoid": lambda node: Fused("sigmoid"),
}


def activation(node: Node | None, weights: Weights) -> Activation:
    """An activation that may overwrite what it is given; None changes nothing."""
    if node is None:
        return _nothing
    if node.settings["name"] == "prelu":
        return _prelu(node, weights)
    function = _IN_PLACE[node.settings["name"]]
    return lambda values: function(values, node)


def works_on_any_axis(node: Node | None, weights: Weights) -> bool:
    """Whether an activation is the same wherever the channels lie: all but those with a slope for each channel."""
    if node is None or node.settings["name"] != "prelu":
        return True
    slopes = weights.exact(node.settings["weight"])
    return slopes is not None and slopes.numel() == 1


def fused(node: Node | None, weights: Weights) -> Fused | None:
    """An activation as part of a convolution; None where oneDNN cannot do it."""
    if node is None:
        return Fused()
    if node.settings["name"] == "prelu":
        slopes = weights.exact(node.settings["weight"])
        return Fused("leaky_relu", (float(slopes),)) if slopes is not None and slopes.numel() == 1 else None
    make = _FUSED.get(node.settings["name"])
    return make(node) if make else None


def _prelu(node: Node, weights: Weights) -> Activation:
    slopes = weights.get(node.settings["weight"])
    assert slopes is not None
    if slopes.numel() > 1:
        return lambda values: torch.prelu(values, slopes)
    slope = float(slopes)
    return lambda values: functional.leaky_relu_(values, slope)


def _nothing(values: Tensor) -> Tensor:
    return values
