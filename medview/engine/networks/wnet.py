"""W-Net: two small U-Nets one after the other; the second sees the image and what the first said of it.

Source: Galdran et al. 2022, Sci Rep 12:6174, https://doi.org/10.1038/s41598-022-09675-y.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional


def _convolved(inner: int, outer: int) -> tuple[nn.Module, ...]:
    """A convolution whose rectified output is normalised, in this order."""
    return nn.Conv2d(inner, outer, 3, padding=1), nn.ReLU(), nn.BatchNorm2d(outer)


class Residual(nn.Module):
    """Two convolutions, and a 1×1 convolution past them."""

    def __init__(self, inner: int, outer: int) -> None:
        super().__init__()
        self.body = nn.Sequential(*_convolved(inner, outer), *_convolved(outer, outer))
        self.past = nn.Sequential(nn.Conv2d(inner, outer, 1, bias=False), nn.BatchNorm2d(outer))

    def forward(self, image: Tensor) -> Tensor:
        """(n, inner, y, x) to (n, outer, y, x)."""
        total: Tensor = self.body(image) + self.past(image)
        return total


class Rise(nn.Module):
    """One level up: enlarged by a transposed convolution, and joined by the level's own features over a bridge."""

    def __init__(self, inner: int, outer: int) -> None:
        super().__init__()
        self.enlarge = nn.ConvTranspose2d(inner, outer, 2, stride=2)
        self.bridge = nn.Sequential(*_convolved(outer, outer))
        self.join = Residual(2 * outer, outer)

    def forward(self, image: Tensor, level: Tensor) -> Tensor:
        """(n, inner, y, x) and (n, outer, 2 y, 2 x) to (n, outer, 2 y, 2 x)."""
        joined: Tensor = self.join(torch.cat([self.enlarge(image), self.bridge(level)], dim=1))
        return joined


class SmallUNet(nn.Module):
    """A U-Net of residual blocks.

    Args:
        in_channels: Channels of the image.
        out_channels: Channels of the logits.
        channels: Channels of each level, the finest first.
    """

    def __init__(self, in_channels: int, out_channels: int, channels: Sequence[int]) -> None:
        super().__init__()
        steps = list(pairwise(channels))
        self.first = Residual(in_channels, channels[0])
        self.falls = nn.ModuleList(Residual(fine, coarse) for fine, coarse in steps)
        self.rises = nn.ModuleList(Rise(coarse, fine) for fine, coarse in reversed(steps))
        self.head = nn.Conv2d(channels[0], out_channels, 1)

    def forward(self, image: Tensor) -> Tensor:
        """(n, in_channels, y, x) to logits (n, out_channels, y, x)."""
        levels = [self.first(image)]
        for fall in self.falls:
            levels.append(fall(functional.max_pool2d(levels[-1], 2)))
        image = levels.pop()
        for rise in self.rises:
            image = rise(image, levels.pop())
        logits: Tensor = self.head(image)
        return logits


class WNet(nn.Module):
    """Two small U-Nets one after the other.

    Args:
        spatial_dims: 2.
        in_channels: Channels of the image.
        out_channels: Channels of the logits.
        channels: Channels of each level, the finest first; sides must be multiples of 2 to their number less one.
    """

    def __init__(
        self, spatial_dims: int, in_channels: int, out_channels: int, channels: Sequence[int] = (8, 16, 32)
    ) -> None:
        super().__init__()
        if spatial_dims != 2:
            raise ValueError(f"it reads pictures, of 2 dimensions and not {spatial_dims}")
        self.draft = SmallUNet(in_channels, out_channels, channels)
        self.final = SmallUNet(in_channels + out_channels, out_channels, channels)

    def forward(self, image: Tensor) -> Tensor:
        """(n, in_channels, y, x) to logits (n, out_channels, y, x)."""
        logits: Tensor = self.final(torch.cat([image, self.draft(image)], dim=1))
        return logits
