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
            factor, moved = self._affine(parts, channels)
            for part in parts:
                self._apply(part, factor, moved)
        return images

    def _affine(self, parts: tuple[Tensor, ...], channels: int) -> tuple[Tensor, Tensor]:
        """What each value of a row is multiplied by, and what is added to it."""
        width = parts[0].shape[1]
        sums = torch.zeros((2, width), dtype=torch.float64)
        for part in parts:
            values = part.float()
            sums[0] += values.sum(dim=0)
            sums[1] += values.square().sum(dim=0)
        grouped = sums.view(2, width // channels, self.groups, channels // self.groups)
        mean, square = grouped.sum(dim=(1, 3)) / (sum(part.numel() for part in parts) / self.groups)
        deviation = (square - mean.square()).clamp_min(0.0).add(self.eps).sqrt()
        each = channels // self.groups
        factor, moved = (1.0 / deviation).repeat_interleave(each), (-mean / deviation).repeat_interleave(each)
        if self.scale is not None:
            factor, moved = factor * self.scale, moved * self.scale
        if self.shift is not None:
            moved = moved + self.shift
        return factor.float().repeat(width // channels), moved.float().repeat(width // channels)

    def _apply(self, part: Tensor, factor: Tensor, moved: Tensor) -> None:
        same = part.dtype == torch.float32
        made = torch.addcmul(moved, part, factor, out=part) if same else torch.addcmul(moved, part.float(), factor)
        made = self.then(made)
        if made is not part:
            part.copy_(made)


def _voxels(voxels: int, channels: int) -> int:
    """How many voxels of so few channels make a row: a number that divides all of them."""
    most = max(1, WIDTH // channels)
    return next(count for count in range(most, 0, -1) if voxels % count == 0)
