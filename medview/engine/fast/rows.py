"""Networks along sequences as networks of pictures of one row: oneDNN has faster convolutions for those."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from torch import Tensor
from torch.nn import functional

from medview.engine.fast.joining import Joined, State, tensor
from medview.engine.fast.vocabulary import Kind, Node

_ALONG = 2
"""Axes of a network's input along sequences, without the batch: channels and letters."""

_SIDES: Mapping[str, int] = {"stride": 1, "padding": 0, "output_padding": 0, "dilation": 1}
"""What each argument of a convolution is across the row."""

_PICTURED: Mapping[Kind, Callable[..., Tensor]] = {
    "convolution": functional.conv2d,
    "transposed": functional.conv_transpose2d,
}


def are_along(shape: Sequence[int]) -> bool:
    """Whether inputs of this shape, without the batch, are sequences."""
    return len(shape) == _ALONG


def as_row(found: Joined, state: State) -> Joined | None:
    """The calls of a network along sequences, made for pictures of one row; None where one of them has no such form.

    Args:
        found: The calls; the input is (n, channels, letters).
        state: The network's weights.
    """
    if any(node.kind == "repeat" or node.settings.get("padding") in ("same", "valid") for node in found.nodes):
        return None
    nodes = tuple(_node(node, state) for node in found.nodes)
    return Joined(_shape(found.shape), nodes, found.output)


def _node(node: Node, state: State) -> Node:
    settings = _convolution(node, state) if node.kind in _PICTURED else node.settings
    return replace(node, shape=_shape(node.shape), settings=settings)


def _convolution(node: Node, state: State) -> Mapping[str, object]:
    weight = tensor(node.settings["weight"], state)
    assert weight is not None
    sides = {name: _pair(across, node.settings[name]) for name, across in _SIDES.items() if name in node.settings}
    return {**node.settings, **sides, "weight": weight.unsqueeze(2), "function": _PICTURED[node.kind]}


def _pair(across: int, along: int | Sequence[int]) -> tuple[int, int]:
    return across, along if isinstance(along, int) else along[0]


def _shape(shape: tuple[int, ...]) -> tuple[int, ...]:
    return (*shape[:-1], 1, shape[-1])
