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
            near = rows[0, :channels].float()
            repeats = rows.shape[1] // channels
            sums = torch.stack([part_sums(part, near.repeat(repeats), scratch) for part in parts]).sum(dim=0)
            moments = Moments(sums.view(2, -1, channels).sum(dim=1), near, image.numel() // channels)
            factor, moved = moments.affine(self.groups, self.scale, self.shift, self.eps)
            for part in parts:
                self._apply(part, scratch, factor.repeat(repeats), moved.repeat(repeats))
        return images

    def _apply(self, part: Tensor, scratch: Tensor, factor: Tensor, moved: Tensor) -> None:
        values = scratch[: len(part)].copy_(part)
        part.copy_(self.then(torch.addcmul(moved, values, factor, out=values)))


def part_sums(rows: Tensor, near: Tensor, scratch: Tensor) -> Tensor:
    """Sums of not too many rows.

    Args:
        rows: (n, width).
        near: (width,) float32 values that are subtracted first.
        scratch: (at least n, width) float32 that is overwritten; new memory for each part would cost more than the
            sums.

    Returns:
        (2, width) float64: the sum of the differences, and the sum of their squares.
    """
    values = torch.sub(scratch[: len(rows)].copy_(rows), near, out=scratch[: len(rows)])
    sums = values.sum(dim=0)
    return torch.stack([sums, torch.mul(values, values, out=values).sum(dim=0)]).double()


@dataclass(frozen=True, eq=False)
class Moments:
    """What is known of the values of each channel.

    Args:
        sums: (2, channels) float64 of their differences to ``near``, and of the squares of those.
        near: (channels,) some value of each channel: squares of large values with a small spread would cancel out.
        count: Values of one channel.
    """

    sums: Tensor
    near: Tensor
    count: int

    def affine(self, groups: int, scale: Tensor | None, shift: Tensor | None, eps: float) -> tuple[Tensor, Tensor]:
        """What a normalisation multiplies each channel by, and what it adds to it.

        Args:
            groups: Groups of channels with statistics of their own.
            scale: (channels,) factor afterwards; None is 1.
            shift: (channels,) what is added after that; None is 0.
            eps: What is added to the variance.
        """
        beside, squares = self.sums / self.count
        means = (self.near + beside).view(groups, -1)
        mean = means.mean(dim=1, keepdim=True)
        variance = ((squares - beside.square()).clamp_min(0.0).view(groups, -1) + (means - mean).square()).mean(
            dim=1, keepdim=True
        )
        factor = (variance + eps).rsqrt().expand_as(means)
        moved = (-mean * factor).flatten()
        factor = factor.flatten()
        if scale is not None:
            factor, moved = factor * scale, moved * scale
        return factor.float(), (moved if shift is None else moved + shift).float()


def _voxels(voxels: int, channels: int) -> int:
    """How many voxels of so few channels make a row: a number that divides all of them."""
    most = max(1, WIDTH // channels)
    return next(count for count in range(most, 0, -1) if voxels % count == 0)
