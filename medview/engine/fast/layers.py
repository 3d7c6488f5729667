"""Networks that are one layer after the other at full resolution, read layer by layer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from medview.engine.fast.activations import Activation, activation
from medview.engine.fast.joining import Joined, joined
from medview.engine.fast.recording import NotRecordedError, record, state
from medview.engine.fast.vocabulary import Node
from medview.engine.fast.weights import Weights

Triple = tuple[int, int, int]

_PROBE = 3
"""Sides of the input the network is recorded with."""


@dataclass(frozen=True, eq=False)
class Norm:
    """A normalisation over the whole image.

    Args:
        groups: Groups of channels with statistics of their own.
        scale: (channels,) factor afterwards, or None.
        shift: (channels,) what is added after that, or None.
        eps: What is added to the variance.
    """

    groups: int
    scale: Tensor | None
    shift: Tensor | None
    eps: float


@dataclass(frozen=True, eq=False)
class Layer:
    """A convolution that keeps the image's size, and what follows it.

    Args:
        weight: (out, in, *kernel) float32.
        bias: (out,) float32, or None.
        dilation: Distance of its taps.
        norm: The normalisation that follows, or None.
        then: The activation that follows.
    """

    weight: Tensor
    bias: Tensor | None
    dilation: Triple
    norm: Norm | None
    then: Activation

    @property
    def reach(self) -> Triple:
        """How far an output voxel sees along each axis."""
        x, y, z = (d * (k - 1) // 2 for d, k in zip(self.dilation, self.weight.shape[2:], strict=True))
        return x, y, z


def layers(network: nn.Module, channels: int) -> tuple[Layer, ...] | None:
    """The layers of a network that is nothing else; None where it is something else.

    Args:
        network: In evaluation mode.
        channels: Channels of its input.
    """
    weights = Weights(state(network), torch.float32)
    try:
        found = joined(record(network, (1, channels, _PROBE, _PROBE, _PROBE)), weights.state)
        return _read(found, weights)
    except NotRecordedError:
        return None


def _read(found: Joined, weights: Weights) -> tuple[Layer, ...]:
    read: list[Layer] = []
    before, nodes = 0, list(found.nodes)
    while nodes:
        node = nodes.pop(0)
        norm = nodes.pop(0) if nodes and nodes[0].kind in _NORMS and node.after is None else None
        if node.inputs != (before,) or (norm is not None and norm.inputs != (node.result,)):
            raise NotRecordedError("The layers do not follow one another.")
        read.append(_layer(node, norm, weights))
        before = (norm or node).result
    if before != found.output or not read or read[-1].norm is not None or any(read[-1].reach):
        raise NotRecordedError("It does not end with a convolution of single voxels.")
    return tuple(read)


def _layer(node: Node, norm: Node | None, weights: Weights) -> Layer:
    weight, bias = (weights.exact(node.settings.get(name)) for name in ("weight", "bias"))
    if node.kind != "convolution" or weight is None or node.settings["groups"] != 1:
        raise NotRecordedError("It is no plain convolution.")
    dilation, padding, stride = (_triple(node.settings[name]) for name in ("dilation", "padding", "stride"))
    layer = Layer(weight, bias, dilation, _norm(norm, weights), activation((norm or node).after, weights))
    if stride != (1, 1, 1) or padding != layer.reach or any(k % 2 == 0 for k in weight.shape[2:]):
        raise NotRecordedError("It changes the image's size.")
    return layer


_NORMS: dict[str, Callable[[Node], int]] = {
    "instance": lambda node: node.shape[1],
    "group": lambda node: int(node.settings["num_groups"]),
}


def _norm(node: Node | None, weights: Weights) -> Norm | None:
    if node is None:
        return None
    scale, shift = (weights.exact(node.settings[name]) for name in ("weight", "bias"))
    return Norm(_NORMS[node.kind](node), scale, shift, node.settings["eps"])


def _triple(value: object) -> Triple:
    if isinstance(value, int):
        return value, value, value
    if not isinstance(value, tuple | list) or len(value) != 3:
        raise NotRecordedError("It is not of three dimensions.")
    x, y, z = value
    return x, y, z
