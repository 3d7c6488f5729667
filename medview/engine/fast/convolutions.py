"""Convolutions whose weights are laid out beforehand as oneDNN wants them, with the activation after them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import torch
from torch import Tensor

from medview.engine.fast.activations import Activation, activation, fused
from medview.engine.fast.vocabulary import Node
from medview.engine.fast.weights import MEMORY_FORMATS, Weights, channels_last

Compute = Callable[[Tensor], Tensor]


def convolution(node: Node, shape: tuple[int, ...], weights: Weights) -> Compute:
    """A convolution for inputs of this shape."""
    return _made(node, shape, weights, ("stride", "padding", "dilation"), _packed)


def transposed(node: Node, shape: tuple[int, ...], weights: Weights) -> Compute:
    """A transposed convolution for inputs of this shape."""
    return _made(node, shape, weights, ("stride", "padding", "output_padding", "dilation"), _packed_transposed)


Pack = Callable[[Tensor, Tensor | None, dict[str, list[int]], int, tuple[int, ...], tuple[object, ...]], Compute]


def _made(node: Node, shape: tuple[int, ...], weights: Weights, names: tuple[str, ...], pack: Pack) -> Compute:
    settings = node.settings
    weight, bias = weights.get(settings["weight"]), weights.get(settings["bias"])
    assert weight is not None
    if not _can_be_packed(weight, settings["padding"]):
        return _plain(node, weight, bias, activation(node.after, weights))
    sides = {name: _sides(settings[name], len(shape) - 2) for name in names}
    inside = fused(node.after, weights)
    how = (inside.name, list(inside.scalars), inside.algorithm) if inside else ("none", [], "")
    compute = pack(weight, bias, sides, settings["groups"], shape, how)
    then = activation(None if inside else node.after, weights)
    return lambda image: then(channels_last(compute(image)))


def _packed(
    weight: Tensor,
    bias: Tensor | None,
    sides: dict[str, list[int]],
    groups: int,
    shape: tuple[int, ...],
    how: tuple[object, ...],
) -> Compute:
    stride, padding, dilation = sides["stride"], sides["padding"], sides["dilation"]
    packed = torch.ops.mkldnn._reorder_convolution_weight(weight, padding, stride, dilation, groups, shape)
    run = torch.ops.mkldnn._convolution_pointwise
    return lambda image: run(image, packed, bias, padding, stride, dilation, groups, *how)


def _packed_transposed(
    weight: Tensor,
    bias: Tensor | None,
    sides: dict[str, list[int]],
    groups: int,
    shape: tuple[int, ...],
    how: tuple[object, ...],
) -> Compute:
    padding, stride, dilation = sides["padding"], sides["stride"], sides["dilation"]
    rest = (padding, sides["output_padding"], stride, dilation, groups)
    packed = torch.ops.mkldnn._reorder_convolution_transpose_weight(weight, *rest, shape)
    run = torch.ops.mkldnn._convolution_transpose_pointwise
    return lambda image: run(image, packed, bias, *rest, *how)


def _plain(node: Node, weight: Tensor, bias: Tensor | None, then: Activation) -> Compute:
    function, rest = node.settings["function"], {
        name: node.settings[name]
        for name in ("stride", "padding", "output_padding", "dilation", "groups")
        if name in node.settings
    }
    return lambda image: then(function(image, weight, bias, **rest))


def _can_be_packed(weight: Tensor, padding: object) -> bool:
    return weight.device.type == "cpu" and weight.dim() in MEMORY_FORMATS and padding != "same" and _has_onednn()


@cache
def _has_onednn() -> bool:
    """Whether this build of torch has the convolutions of oneDNN that take weights laid out beforehand."""
    known = all(hasattr(torch.ops.mkldnn, name) for name in _NEEDED)
    return known and torch.backends.mkldnn.is_available()


_NEEDED = (
    "_reorder_convolution_weight",
    "_convolution_pointwise",
    "_reorder_convolution_transpose_weight",
    "_convolution_transpose_pointwise",
)


def _sides(value: int | Sequence[int], count: int) -> list[int]:
    given = [value] if isinstance(value, int) else list(value)
    return given * count if len(given) == 1 else given
