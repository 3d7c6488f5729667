"""Fully convolutional networks on whole images, one layer after the other with one image of activations in memory.

A layer is computed a few planes at a time and needs no more of the layer before than its own reach. Its planes are
written over those of the layer before, moved aside by the reach: what is written was read already. Far from the
image's content nothing is computed (``extents``). Nothing of this changes the result but by rounding.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn

from medview.core.heap import keep_small
from medview.engine.fast.extents import Extents, Triple, around, block, sides, stretched
from medview.engine.fast.layers import Layer, Norm, layers
from medview.engine.fast.normalisations import PART, Moments, part_sums
from medview.engine.fast.weights import channels_last

PLANES_BYTES = 1 << 26
"""How much of a layer is computed at once."""

MOST_PLANES = 8
"""More planes at once gain nothing."""

Step = Callable[[float], None]
"""Called before each part with the done part (0..1); may raise to stop."""


@dataclass(frozen=True, eq=False)
class Layerwise:
    """A network ready to be run layer by layer.

    Args:
        layers: The hidden layers, and last the one that gives the logits of single voxels.
        dtype: In which activations are kept and multiplied.
    """

    layers: tuple[Layer, ...]
    dtype: torch.dtype

    def __call__(self, image: Tensor, step: Step) -> Iterator[tuple[slice, Tensor]]:
        """The logits of an image, from its first planes to its last.

        Args:
            image: (channels, x, y, z) float32 on the CPU.
            step: Called before each part with the done part; may raise to stop.

        Yields:
            Planes along the first axis, and their (classes, planes, y, z) logits in float32.
        """
        keep_small()  # boxes of many sizes would leave holes between them
        with torch.inference_mode():
            run = _Run(self, Extents.of(image), _shape(image), step)
            run.first(image)
            for number in range(1, len(self.layers) - 1):
                run.next(number)
            yield from run.logits()

    def bytes_held(self, shape: Triple) -> int:
        """The most memory a run takes beside the image and the logits of some planes."""
        widest = max(len(layer.weight) for layer in self.layers[:-1])
        plane = widest * math.prod(shape[1:]) * self.dtype.itemsize
        reach = max(layer.reach[0] for layer in self.layers)
        slack = max(_origins(self.layers)) if len(self.layers) > 2 else 0
        return plane * (shape[0] + slack + 2 * (_planes(plane) + 2 * reach) + _planes(plane))


def layerwise(network: nn.Module, channels: int, dtype: torch.dtype) -> Layerwise | None:
    """A network's form for whole images; None where it is not one plain layer after the other.

    Args:
        network: In evaluation mode, on the CPU; it is not changed.
        channels: Channels of its input.
        dtype: In which is computed: float32 or bfloat16.
    """
    found = layers(network, channels)
    return Layerwise(found, dtype) if found and len(found) > 1 else None


@dataclass(eq=False)
class _Run:
    """One image on its way through the layers.

    Args:
        network: The layers.
        extents: Where the image has content.
        shape: Of the image.
        step: Told the done part.
    """

    network: Layerwise
    extents: Extents
    shape: Triple
    step: Step
    _field: Tensor = field(init=False)
    _reach: Triple = (0, 0, 0)
    _done: int = 0

    def __post_init__(self) -> None:
        hidden = self.network.layers[:-1]
        self._origins = _origins(self.network.layers)
        widest = max(len(layer.weight) for layer in hidden)
        self._store = torch.empty(
            (self.shape[0] + max(self._origins), *self.shape[1:], widest), dtype=self.network.dtype
        )
        plane = self._store[0].numel() * self._store.itemsize
        self._parts = [
            slice(first, min(first + _planes(plane), self.shape[0]))
            for first in range(0, self.shape[0], _planes(plane))
        ]
        self._whole = len(self._parts) * len(self.network.layers)

    def first(self, image: Tensor) -> None:
        """The first layer, in float32: of one or a few channels it costs little, and intensities stay exact."""
        last = image.permute(1, 2, 3, 0)
        self._field = last[:1, :1, :1]
        self._layer(0, last, self._parts, torch.float32)

    def next(self, number: int) -> None:
        """Another hidden layer, written over the one before."""
        upwards = self._origins[number] <= self._origins[number - 1]
        parts = self._parts if upwards else self._parts[::-1]
        self._layer(number, self._planes(number - 1), parts, self.network.dtype)

    def logits(self) -> Iterator[tuple[slice, Tensor]]:
        """The last layer, of single voxels, in float32."""
        head, store = self.network.layers[-1], self._planes(len(self.network.layers) - 2)
        weight = head.weight.flatten(1).t()
        bias = torch.zeros(len(head.weight)) if head.bias is None else head.bias
        scratch = torch.empty(store[self._parts[0]].shape)
        for part in self._parts:
            self._tell()
            values = scratch[: part.stop - part.start].copy_(store[part])
            found = torch.addmm(bias, values.flatten(0, 2), weight).view(*values.shape[:3], -1)
            yield part, _activated(found, head).permute(3, 0, 1, 2)

    def _layer(self, number: int, before: Tensor, parts: Sequence[slice], dtype: torch.dtype) -> None:
        layer, store = self.network.layers[number], self._planes(number)
        compute, whole = _computer(layer, dtype), (slice(0, self.shape[1]), slice(0, self.shape[2]))
        x, y, z = (far + more for far, more in zip(self._reach, layer.reach, strict=True))
        self._reach = (x, y, z)
        air = compute(stretched(self._field, sides(self.shape, self._reach)), layer.reach)
        self._field = torch.empty(air.shape, dtype=store.dtype)
        _written(self._field, air, layer)
        moments = None
        for part in parts:
            self._tell()
            box = self.extents.box(part, self._reach)
            made = None if box is None else compute(*block(before, (part, *box), layer.reach))
            for place in around(box, whole):
                store[(part, *place)] = stretched(self._field, self.shape, (part, *place))
            if box is not None and made is not None:
                _written(store[(part, *box)], made, layer)
            if layer.norm is not None:
                moments = self._moments(store[part], moments)
        if layer.norm is not None and moments is not None:
            self._normalise(layer.norm, layer, store, moments)

    def _moments(self, planes: Tensor, so_far: Moments | None) -> Moments:
        rows = planes.flatten(0, 2)
        before = so_far or Moments(torch.zeros((2, rows.shape[1]), dtype=torch.float64), rows[0].float(), 0)
        parts = torch.split(rows, PART // rows.shape[1])
        scratch = torch.empty(parts[0].shape)
        sums = torch.stack([part_sums(part, before.near, scratch) for part in parts]).sum(dim=0)
        return Moments(before.sums + sums, before.near, before.count + len(rows))

    def _normalise(self, norm: Norm, layer: Layer, store: Tensor, moments: Moments) -> None:
        factor, moved = moments.affine(norm.groups, norm.scale, norm.shift, norm.eps)
        for planes in (store, self._field):
            for plane in planes:
                plane.copy_(_activated(torch.addcmul(moved, plane.float(), factor), layer))

    def _planes(self, number: int) -> Tensor:
        """Where the planes of a layer lie: (x, y, z, channels)."""
        first = self._origins[number]
        return self._store[first : first + self.shape[0], ..., : len(self.network.layers[number].weight)]

    def _tell(self) -> None:
        self.step(self._done / self._whole)
        self._done += 1


def _computer(layer: Layer, dtype: torch.dtype) -> Callable[[Tensor, Triple], Tensor]:
    """(x, y, z, channels) values and a padding to what the layer's convolution makes of them."""
    weight = channels_last(layer.weight.to(dtype))
    bias = None if layer.bias is None else layer.bias.to(dtype)

    def compute(values: Tensor, padding: Triple) -> Tensor:
        image = values.to(dtype).permute(3, 0, 1, 2)[None]
        found = torch.conv3d(channels_last(image), weight, bias, padding=padding, dilation=layer.dilation)
        return found[0].permute(1, 2, 3, 0)

    return compute


def _written(store: Tensor, values: Tensor, layer: Layer) -> None:
    """Write a layer's values, activated unless a normalisation follows, in parts that stay in the cache.

    Args:
        store: (x, y, z, channels) where they are written.
        values: What the convolution gave; overwritten.
        layer: The layer.
    """
    rows = max(1, PART // values[0, 0].numel())
    for planes, given in zip(store, values, strict=True):
        for place, part in zip(torch.split(planes, rows), torch.split(given, rows), strict=True):
            place.copy_(part if layer.norm is not None else _activated(part, layer))


def _activated(values: Tensor, layer: Layer) -> Tensor:
    """(…, channels) values after a layer's activation."""
    return layer.then(values.movedim(-1, 0)[None])[0].movedim(0, -1)


def _origins(network: Sequence[Layer]) -> list[int]:
    """Where each hidden layer's planes begin in the store: aside of those before by the layer's reach."""
    found = [0]
    for layer in network[1:-1]:
        found.append(found[-1] + (layer.reach[0] if found[-1] <= 0 else -layer.reach[0]))
    return [place - min(found) for place in found]


def _planes(plane_bytes: int) -> int:
    return max(1, min(MOST_PLANES, PLANES_BYTES // plane_bytes))


def _shape(image: Tensor) -> Triple:
    x, y, z = image.shape[1:]
    return x, y, z
