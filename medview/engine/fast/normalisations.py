"""Normalisation over each image's own values, in place: a slice at a time, so that it stays in the processor's cache.

torch copies channels apart for its instance norm, and its group norm over innermost channels sums up in float32 from
end to end, which is off by a thousandth for a window of 96³. Here sums of parts are added in float64.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from medview.engine.fast.activations import Activation

PART = 1 << 18
"""Values worked on at once: half a megabyte in bfloat16, one in float32."""

WIDTH = 512
"""Values in a row, where rows of several voxels are as good: short rows of few channels are slow."""


@dataclass(frozen=True, eq=False)
class Normalisation:
    """Subtracts the mean and divides by the deviation of each image's groups of channels, then scales and shifts.

    Args:
        groups: How many groups there are.
        scale: (channels,) factor afterwards; None is 1.
        shift: (channels,) what is added after that; None is 0.
        eps: What is added to the variance.
        then: The activation afterwards.
    """

    groups: int
    scale: Tensor | None
    shift: Tensor | None
    eps: float
    then: Activation

    def __call__(self, images: Tensor) -> Tensor:
        """(n, channels, *spatial), channels innermost; it is overwritten and given back."""
        channels = images.shape[1]
        last = images.permute(0, *range(2, images.dim()), 1)
        for image in last:
            rows = image.view(-1, channels * _voxels(image.numel() // channels, channels))
            parts = rows.chunk(math.ceil(rows.numel() / PART))
            scratch = torch.empty(parts[0].shape)
            sums = torch.stack([part_sums(part, scratch) for part in parts]).sum(dim=0).view(2, -1, channels).sum(dim=1)
            count = image.numel() // channels
            factor, moved = affine(sums, count, self.groups, self.scale, self.shift, self.eps)
            width = rows.shape[1] // channels
            for part in parts:
                self._apply(part, scratch, factor.repeat(width), moved.repeat(width))
        return images

    def _apply(self, part: Tensor, scratch: Tensor, factor: Tensor, moved: Tensor) -> None:
        values = scratch[: len(part)].copy_(part)
        part.copy_(self.then(torch.addcmul(moved, values, factor, out=values)))


def part_sums(rows: Tensor, scratch: Tensor) -> Tensor:
    """Sums of not too many rows.

    Args:
        rows: (n, width).
        scratch: (at least n, width) float32 that is overwritten; new memory for each part would cost more than the
            sums.

    Returns:
        (2, width) float64: the sum of the rows, and the sum of their squares.
    """
    values = scratch[: len(rows)].copy_(rows)
    sums = values.sum(dim=0)
    return torch.stack([sums, torch.mul(values, values, out=values).sum(dim=0)]).double()


def affine(
    sums: Tensor, count: int, groups: int, scale: Tensor | None, shift: Tensor | None, eps: float
) -> tuple[Tensor, Tensor]:
    """What a normalisation multiplies each channel by, and what it adds to it.

    Args:
        sums: (2, channels) of the values and of their squares.
        count: Values of one channel.
        groups: Groups of channels with statistics of their own.
        scale: (channels,) factor afterwards; None is 1.
        shift: (channels,) what is added after that; None is 0.
        eps: What is added to the variance.
    """
    each = sums.shape[1] // groups
    mean, square = sums.view(2, groups, each).sum(dim=2) / (count * each)
    deviation = (square - mean.square()).clamp_min(0.0).add(eps).sqrt()
    factor, moved = (1.0 / deviation).repeat_interleave(each), (-mean / deviation).repeat_interleave(each)
    if scale is not None:
        factor, moved = factor * scale, moved * scale
    return factor.float(), (moved if shift is None else moved + shift).float()


def _voxels(voxels: int, channels: int) -> int:
    """How many voxels of so few channels make a row: a number that divides all of them."""
    most = max(1, WIDTH // channels)
    return next(count for count in range(most, 0, -1) if voxels % count == 0)
