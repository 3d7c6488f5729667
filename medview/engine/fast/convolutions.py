"""Convolutions whose weights are laid out beforehand as oneDNN wants them, with the activation after them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import torch
from torch import Tensor

from medview.engine.fast.activations import Fused, activation, fused
from medview.engine.fast.subpixels import Axis, is_worth_it, small_weight, spread
from medview.engine.fast.vocabulary import Node
from medview.engine.fast.weights import MEMORY_FORMATS, Weights, channels_last

Compute = Callable[[Sequence[Tensor]], Tensor]

_NEEDED = (
    "_reorder_convolution_weight",
    "_convolution_pointwise",
    "_convolution_pointwise_",
    "_reorder_convolution_transpose_weight",
    "_convolution_transpose_pointwise",
)


@dataclass(frozen=True, eq=False)
class _Convolution:
    """A convolution as torch calls it.

    Args:
        weight: Its weights.
        bias: Its bias.
        shape: Of its input.
        stride: One for each axis, as all that follow.
        padding: Zeros on both sides.
        output_padding: Of transposed ones.
        dilation: Distance of the taps.
        groups: Of channels.
    """

    weight: Tensor
    bias: Tensor | None
    shape: tuple[int, ...]
    stride: list[int]
    padding: list[int]
    output_padding: list[int]
    dilation: list[int]
    groups: int

    def packed(self, fused: Fused) -> Compute:
        """OneDNN's convolution."""
        rest = (self.padding, self.stride, self.dilation, self.groups)
        weight = torch.ops.mkldnn._reorder_convolution_weight(self.weight, *rest, self.shape)
        run, how = torch.ops.mkldnn._convolution_pointwise, (fused.name, list(fused.scalars), fused.algorithm)
        return lambda images: channels_last(run(images[0], weight, self.bias, *rest, *how))

    def packed_transposed(self, fused: Fused) -> Compute:
        """OneDNN's transposed convolution."""
        rest = (self.padding, self.output_padding, self.stride, self.dilation, self.groups)
        weight = torch.ops.mkldnn._reorder_convolution_transpose_weight(self.weight, *rest, self.shape)
        run, how = (
            torch.ops.mkldnn._convolution_transpose_pointwise,
            (
                fused.name,
                list(fused.scalars),
                fused.algorithm,
            ),
        )
        return lambda images: channels_last(run(images[0], weight, self.bias, *rest, *how))

    def subpixels(self, axes: tuple[Axis, ...], fused: Fused) -> Compute:
        """A transposed convolution as an ordinary one."""
        one = [1 for _ in axes]
        bias = None if self.bias is None else self.bias.repeat(math.prod(self.stride))
        weight = channels_last(small_weight(self.weight, axes))
        small = _Convolution(weight, bias, self.shape, one, [axis.margin for axis in axes], one, one, 1).packed(fused)
        return lambda images: channels_last(spread(small(images), axes))

    def axes(self, wanted: tuple[int, ...]) -> tuple[Axis, ...]:
        """The axes of a transposed convolution with an output of these sides."""
        sides = zip(self.weight.shape[2:], self.stride, self.padding, self.shape[2:], wanted, strict=True)
        return tuple(Axis(*numbers) for numbers in sides)

    def packed_sum(self, widths: Sequence[int]) -> Compute:
        """The sum of oneDNN's convolutions over parts of the channels."""
        rest = (self.padding, self.stride, self.dilation, self.groups)
        n, _, *spatial = self.shape
        weights = [
            torch.ops.mkldnn._reorder_convolution_weight(channels_last(part), *rest, (n, width, *spatial))
            for part, width in zip(torch.split(self.weight, list(widths), dim=1), widths, strict=True)
        ]
        run, add = torch.ops.mkldnn._convolution_pointwise, torch.ops.mkldnn._convolution_pointwise_.binary

        def compute(images: Sequence[Tensor]) -> Tensor:
            total = channels_last(run(images[0], weights[0], self.bias, *rest, "none", [], ""))
            for image, weight in zip(images[1:], weights[1:], strict=True):
                add(total, image, weight, None, *rest, "add", 1.0, None, [], None)
            return total

        return compute


def convolution(node: Node, shape: tuple[int, ...], weights: Weights) -> Compute:
    """A convolution, or a transposed one, for inputs of this shape."""
    widths = node.settings.get("widths")
    if not _can_be_packed(node, shape):
        return _as_recorded(node, weights)
    convolution = _read(node, (shape[0], sum(widths), *shape[2:]) if widths else shape, weights)
    inside = None if widths else fused(node.after, weights)
    then = activation(None if inside else node.after, weights)
    if widths:
        compute = convolution.packed_sum(widths)
    elif node.kind == "transposed" and _by_subpixels(convolution, node):
        compute = convolution.subpixels(convolution.axes(node.shape[2:]), inside or Fused())
    elif node.kind == "transposed":
        compute = convolution.packed_transposed(inside or Fused())
    else:
        compute = convolution.packed(inside or Fused())
    return lambda images: then(compute(images))


def _by_subpixels(convolution: _Convolution, node: Node) -> bool:
    plain = convolution.groups == 1 and set(convolution.dilation) == {1}
    return plain and is_worth_it(convolution.axes(node.shape[2:]), node.shape[1])


def _read(node: Node, shape: tuple[int, ...], weights: Weights) -> _Convolution:
    weight, bias = weights.get(node.settings["weight"]), weights.get(node.settings["bias"])
    assert weight is not None
    stride, padding, more, dilation = (
        _sides(node.settings.get(name, 0), len(shape) - 2)
        for name in ("stride", "padding", "output_padding", "dilation")
    )
    return _Convolution(weight, bias, shape, stride, padding, more, dilation, node.settings["groups"])


def _as_recorded(node: Node, weights: Weights) -> Compute:
    """The call that was recorded: for sequences, and where oneDNN is not at hand."""
    weight, bias = weights.get(node.settings["weight"]), weights.get(node.settings["bias"])
    function, then = node.settings["function"], activation(node.after, weights)
    names = ("stride", "padding", "output_padding", "dilation", "groups")
    rest = {name: node.settings[name] for name in names if name in node.settings}
    return lambda images: then(function(torch.cat(list(images), 1), weight, bias, **rest))


def _can_be_packed(node: Node, shape: tuple[int, ...]) -> bool:
    return len(shape) in MEMORY_FORMATS and not isinstance(node.settings["padding"], str) and _has_onednn()


@cache
def _has_onednn() -> bool:
    """Whether this build of torch has the convolutions of oneDNN that take weights laid out beforehand."""
    return torch._C._has_mkldnn and all(hasattr(torch.ops.mkldnn, name) for name in _NEEDED)


def _sides(value: int | Sequence[int], count: int) -> list[int]:
    given = [value] if isinstance(value, int) else list(value)
    return given * count if len(given) == 1 else given
