"""A transposed convolution as an ordinary one whose channels hold the voxels in between.

oneDNN computes 16 output channels at once; where there are fewer, as in a last layer of few classes, most of its
work is for nothing. With a stride of s, output voxel s·q + r depends on inputs near q alone, so that the s³
possible r become s³ times as many output channels of a small convolution. Source: Shi et al. 2016, arXiv:1609.07009.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

LANES = 16
"""Output channels that oneDNN computes at once."""

WORTH = 0.7
"""It must take less than this part of the multiplications: the voxels are put in their places afterwards."""


@dataclass(frozen=True)
class Axis:
    """One axis of a transposed convolution.

    Args:
        kernel: Its taps.
        stride: Its stride.
        padding: Its padding.
        given: Voxels of the input.
        wanted: Voxels of the output.
    """

    kernel: int
    stride: int
    padding: int
    given: int
    wanted: int

    @property
    def offsets(self) -> tuple[int, int]:
        """Least and greatest distance of an input that output voxel s·q + r depends on, from q."""
        found = [self._offset(r, t) for r in range(self.stride) for t in range(self.kernel) if self._meets(r, t)]
        return min(found), max(found)

    @property
    def taps(self) -> int:
        """Taps of the small convolution."""
        low, high = self.offsets
        return high - low + 1

    @property
    def margin(self) -> int:
        """Zeros the small convolution needs on both sides."""
        low, high = self.offsets
        return max(0, -low, high + self._count - self.given)

    @property
    def part(self) -> slice:
        """Which of the small convolution's outputs are wanted."""
        first = self.margin + self.offsets[0]
        return slice(first, first + self._count)

    def places(self) -> Tensor:
        """(stride, taps, kernel): 1 where a tap of the small convolution is a tap of the transposed one."""
        found = torch.zeros((self.stride, self.taps, self.kernel))
        for r in range(self.stride):
            for t in range(self.kernel):
                if self._meets(r, t):
                    found[r, self._offset(r, t) - self.offsets[0], t] = 1.0
        return found

    @property
    def _count(self) -> int:
        return math.ceil(self.wanted / self.stride)

    def _meets(self, r: int, t: int) -> bool:
        return (r + self.padding - t) % self.stride == 0

    def _offset(self, r: int, t: int) -> int:
        return (r + self.padding - t) // self.stride


def is_worth_it(axes: tuple[Axis, ...], channels: int) -> bool:
    """Whether it takes clearly less work than a transposed convolution to so many channels."""
    direct = _lanes(channels) * math.prod(axis.kernel for axis in axes)
    small = _lanes(channels * math.prod(axis.stride for axis in axes)) * math.prod(axis.taps for axis in axes)
    return small < WORTH * direct


def small_weight(weight: Tensor, axes: tuple[Axis, ...]) -> Tensor:
    """The small convolution's weights.

    Args:
        weight: (in, out, *kernel) of the transposed convolution.
        axes: Its axes.

    Returns:
        (strides · out, in, *taps).
    """
    places = [axis.places().to(weight.dtype) for axis in axes]
    found = torch.einsum(_SUMS[len(axes)], weight, *places)
    return found.reshape(-1, weight.shape[0], *(axis.taps for axis in axes))


_SUMS = {2: "ioyx,bBy,cCx->bcoiBC", 3: "iozyx,aAz,bBy,cCx->abcoiABC"}


def spread(values: Tensor, axes: tuple[Axis, ...]) -> Tensor:
    """Put the channels of the small convolution's output where they belong.

    Args:
        values: (n, strides · out, *spatial), channels innermost.
        axes: The axes.

    Returns:
        (n, out, *wanted), channels innermost.
    """
    count, strides = len(axes), [axis.stride for axis in axes]
    last = values.permute(0, *range(2, count + 2), 1)[(slice(None), *(axis.part for axis in axes))]
    n, *sides = last.shape[:-1]
    parts: Tensor = torch.unflatten(last, -1, (*strides, -1))
    order = [number for axis in range(count) for number in (1 + axis, 1 + count + axis)]
    whole = parts.permute(0, *order, 2 * count + 1)
    whole = whole.reshape(n, *(side * stride for side, stride in zip(sides, strides, strict=True)), parts.shape[-1])
    whole = whole[(slice(None), *(slice(0, axis.wanted) for axis in axes))]
    return whole.permute(0, count + 1, *range(1, count + 1))


def _lanes(channels: int) -> int:
    return math.ceil(channels / LANES) * LANES
