"""The operations of a faster form: channels innermost, in place where that is safe."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import torch
from torch import Tensor
from torch.nn import functional

from medview.engine.fast.activations import activation, works_on_any_axis
from medview.engine.fast.convolutions import convolution
from medview.engine.fast.normalisations import Normalisation
from medview.engine.fast.recording import NotRecordedError
from medview.engine.fast.vocabulary import Kind, Node
from medview.engine.fast.weights import MEMORY_FORMATS, Weights, channels_last, copied

Operation = Callable[[Sequence[Tensor], Sequence[bool]], Tensor]
"""Inputs, and for each of them whether it may be overwritten, to the result."""

Compute = Callable[[Tensor], Tensor]
Shape = tuple[int, ...]

_ONLY_FLOAT32 = (functional.avg_pool3d,)
"""What PyTorch computes on the CPU in float32 only."""


def operation(node: Node, shape: Shape, weights: Weights) -> Operation:
    """What computes a node.

    Args:
        node: The node.
        shape: Of its first input.
        weights: The network's weights.
    """
    return _OPERATIONS[node.kind](node, shape, weights)


def _of_one(make: Callable[[Node, Shape, Weights], Compute]) -> Callable[[Node, Shape, Weights], Operation]:
    def made(node: Node, shape: Shape, weights: Weights) -> Operation:
        compute = make(node, shape, weights)
        return lambda inputs, free: compute(inputs[0])

    return made


def _convolution(node: Node, shape: Shape, weights: Weights) -> Operation:
    compute = convolution(node, shape, weights)
    return lambda inputs, free: compute(inputs)


def _instance(node: Node, shape: Shape, weights: Weights) -> Operation:
    return _normalised(node, shape[1], weights)


def _group(node: Node, shape: Shape, weights: Weights) -> Operation:
    return _normalised(node, node.settings["num_groups"], weights)


def _normalised(node: Node, groups: int, weights: Weights) -> Operation:
    scale, shift = (weights.exact(node.settings[name]) for name in ("weight", "bias"))
    if len(node.shape) not in MEMORY_FORMATS:
        return _of_sequences(node, groups, weights)
    within = works_on_any_axis(node.after, weights)
    first, last = (activation(what, weights) for what in ((node.after, None) if within else (None, node.after)))
    normalise = Normalisation(groups, scale, shift, node.settings["eps"], first)
    return lambda inputs, free: last(normalise(channels_last(inputs[0]) if free[0] else copied(inputs[0])))


def _of_sequences(node: Node, groups: int, weights: Weights) -> Operation:
    scale, shift = (weights.get(node.settings[name]) for name in ("weight", "bias"))
    eps, then = node.settings["eps"], activation(node.after, weights)
    return lambda inputs, free: then(functional.group_norm(inputs[0], groups, scale, shift, eps))


def _batch(node: Node, shape: Shape, weights: Weights) -> Compute:
    names = ("running_mean", "running_var", "weight", "bias")
    mean, variance, scale, shift = (weights.exact(node.settings[name]) for name in names)
    eps, then = node.settings["eps"], activation(node.after, weights)
    return lambda image: then(functional.batch_norm(image, mean, variance, scale, shift, eps=eps))


def _repeat(node: Node, shape: Shape, weights: Weights) -> Compute:
    """A call that is made as it was recorded."""
    function = node.settings["function"]
    rest = {name: value for name, value in node.settings.items() if name != "function"}
    if function in _ONLY_FLOAT32:
        return lambda image: function(image.float(), **rest).to(image.dtype)
    return lambda image: function(image, **rest)


def _activation(node: Node, shape: Shape, weights: Weights) -> Operation:
    then = activation(node, weights)
    return lambda inputs, free: then(inputs[0] if free[0] else inputs[0].clone())


def _add(node: Node, shape: Shape, weights: Weights) -> Operation:
    then = activation(node.after, weights)

    def run(inputs: Sequence[Tensor], free: Sequence[bool]) -> Tensor:
        first, second = inputs if free[0] else reversed(inputs)
        same = first.shape == second.shape and any(free) and first is not second
        return then(first.add_(second) if same else first + second)

    return run


def _cat(node: Node, shape: Shape, weights: Weights) -> Operation:
    return lambda inputs, free: torch.cat(list(inputs), dim=1)


def _cut(node: Node, shape: Shape, weights: Weights) -> Operation:
    """Neighbours along the last axis."""
    index, then = node.settings["index"], activation(node.after, weights)
    return lambda inputs, free: then(copied(inputs[0][index]))


def _unknown(node: Node, shape: Shape, weights: Weights) -> Operation:
    raise NotRecordedError(f"Nothing computes {node.kind}.")


_OPERATIONS: Mapping[Kind, Callable[[Node, Shape, Weights], Operation]] = {
    "convolution": _convolution,
    "transposed": _convolution,
    "instance": _instance,
    "group": _group,
    "batch": _of_one(_batch),
    "repeat": _of_one(_repeat),
    "activation": _activation,
    "identity": _unknown,
    "add": _add,
    "cat": _cat,
    "cut": _cut,
}
