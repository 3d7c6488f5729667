"""A classifier of pictures that weighs places: residual blocks, a map of features, and attention that pools it; and,
where asked for, a second opinion from how rough the picture is in each place.

Sources: residual blocks, He et al. 2016, arXiv:1512.03385; levels merged on the way up, Lin et al. 2017,
arXiv:1612.03144; gated attention as pooling, Ilse et al. 2018, arXiv:1802.04712; wavelet energies that a linear
classifier reads where pictures are few, Bruna and Mallat 2013, arXiv:1203.1513.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional


def _unit(inner: int, outer: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(inner, outer, 3, stride, 1, bias=False), nn.BatchNorm2d(outer), nn.SiLU())


class Residual(nn.Module):
    """Two convolutions added to what came in; the first of a level halves the sides."""

    def __init__(self, inner: int, outer: int, stride: int) -> None:
        super().__init__()
        self.first = _unit(inner, outer, stride)
        self.second = nn.Sequential(nn.Conv2d(outer, outer, 3, 1, 1, bias=False), nn.BatchNorm2d(outer))
        plain = stride == 1 and inner == outer
        pool = nn.AvgPool2d(stride) if stride > 1 else nn.Identity()
        self.around = (
            nn.Identity()
            if plain
            else nn.Sequential(pool, nn.Conv2d(inner, outer, 1, bias=False), nn.BatchNorm2d(outer))
        )

    def forward(self, features: Tensor) -> Tensor:
        """(n, inner, y, x) to (n, outer, y / stride, x / stride)."""
        return functional.silu(self.second(self.first(features)) + self.around(features))


class Trunk(nn.Module):
    """From a picture to a map of features, one for each 8 by 8 pixels.

    Args:
        in_channels: Channels of the picture.
        features: Channels at a half, a quarter, an eighth and a sixteenth of the resolution.
        depths: Residual blocks of each.
    """

    def __init__(self, in_channels: int, features: Sequence[int], depths: Sequence[int]) -> None:
        super().__init__()
        self.width = features[2]
        self.stem = _unit(in_channels, features[0], 2)
        before = (features[0], *features[:-1])
        self.levels = nn.ModuleList(
            nn.Sequential(
                *(
                    Residual(inner if number == 0 else outer, outer, 2 if number == 0 and level else 1)
                    for number in range(depth)
                )
            )
            for level, (inner, outer, depth) in enumerate(zip(before, features, depths, strict=True))
        )
        self.aside = nn.Conv2d(features[2], features[2], 1)
        self.up = nn.Conv2d(features[3], features[2], 1)
        self.merge = _unit(features[2], features[2])

    def forward(self, picture: Tensor) -> Tensor:
        """(n, channels, rows, columns) to (n, features, rows / 8, columns / 8)."""
        features, levels = self.stem(picture), []
        for level in self.levels:
            features = level(features)
            levels.append(features)
        fine, coarse = levels[-2], levels[-1]
        raised = functional.interpolate(self.up(coarse), fine.shape[2:], mode="nearest")
        found: Tensor = self.merge(self.aside(fine) + raised)
        return found


class Texture(nn.Module):
    """How strongly a picture changes in each direction and at each scale, in each of its parts; nothing is learned.

    Args:
        levels: Scales, an octave apart.
        turns: Directions.
        cells: Parts of each side.
    """

    waves: Tensor

    def __init__(self, levels: int, turns: int = 6, cells: int = 8) -> None:
        super().__init__()
        self.levels, self.cells = levels, cells
        self.numbers = levels * turns * cells * cells
        self.register_buffer("waves", _waves(turns), persistent=False)

    def forward(self, picture: Tensor) -> Tensor:
        """(n, 1, rows, columns) to (n, numbers): logarithms of energies, of what is not exactly 0."""
        with torch.autocast(picture.device.type, enabled=False):
            found, shown = [], picture.float()
            known = (shown.abs() > _NOTHING).float()
            for level in range(self.levels):
                if level:
                    shown, known = functional.avg_pool2d(shown, 2), functional.max_pool2d(known, 2)
                even, odd = functional.conv2d(shown, self.waves, padding=_REACH).chunk(2, 1)
                energy = (even.square() + odd.square() + _NOTHING).sqrt() * known
                size = (self.cells, self.cells)
                area = functional.adaptive_avg_pool2d(known, size) + _LEAST_AREA
                found.append((functional.adaptive_avg_pool2d(energy, size) / area + _LEAST_ENERGY).log().flatten(1))
        return torch.cat(found, 1)


_NOTHING, _LEAST_AREA, _LEAST_ENERGY = 1e-6, 0.05, 0.02
_REACH, _SPREAD, _PERIODS = 4, 1.3, 0.55
"""Pixels a wave reaches; its spread in pixels; its frequency in radians, as a part of a half turn."""


def _waves(turns: int) -> Tensor:
    """(2 * turns, 1, n, n) even, then odd, Gabor wavelets of zero mean."""
    places = torch.arange(-_REACH, _REACH + 1, dtype=torch.float32)
    rows, columns = torch.meshgrid(places, places, indexing="ij")
    angles = math.pi * torch.arange(turns).float()[:, None, None] / turns
    along = columns * angles.cos() + rows * angles.sin()
    aside = rows * angles.cos() - columns * angles.sin()
    window = torch.exp(-(along.square() + 0.25 * aside.square()) / (2 * _SPREAD**2))
    window = window / window.sum((1, 2), keepdim=True)
    even, odd = window * (math.pi * _PERIODS * along).cos(), window * (math.pi * _PERIODS * along).sin()
    even = even - window * even.sum((1, 2), keepdim=True)
    return torch.cat([even, odd])[:, None]


class Weighed(nn.Module):
    """Features times the attention paid to their places: what each place adds, and so the layer that explains most."""

    def forward(self, features: Tensor, attention: Tensor) -> Tensor:
        """(n, features, y, x) and (n, heads, y, x) to (n, heads * features, y, x)."""
        return (attention[:, :, None] * features[:, None]).flatten(1, 2)


class AttentionClassifier(nn.Module):
    """Classes of a picture from the places that speak for them.

    Args:
        in_channels: Channels of the picture.
        out_channels: Classes.
        features: Channels at a half, a quarter, an eighth and a sixteenth of the resolution.
        depths: Residual blocks of each.
        hidden: Numbers the attention is computed from.
        heads: How many times attention is paid, to other places each time.
        dropout: Part of the pooled features left out while training.
        texture: Scales a second, linear opinion is taken from; 0: there is none.
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        features: Sequence[int] = (24, 48, 96, 160),
        depths: Sequence[int] = (1, 2, 2, 2),
        hidden: int = 64,
        heads: int = 2,
        dropout: float = 0.3,
        texture: int = 0,
    ) -> None:
        super().__init__()
        self.trunk = Trunk(in_channels, features, depths)
        width = features[2]
        self.value = nn.Conv2d(width, hidden, 1)
        self.gate = nn.Conv2d(width, hidden, 1)
        self.weight = nn.Conv2d(hidden, heads, 1)
        self.weighed = Weighed()
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(heads * width, out_channels)
        self.texture = Texture(texture) if texture else None
        numbers = self.texture.numbers if self.texture else 0
        self.second = nn.Sequential(
            nn.BatchNorm1d(numbers, affine=False), nn.Dropout(dropout), nn.Linear(numbers, out_channels)
        ) if numbers else None  # fmt: skip

    def forward(self, picture: Tensor) -> Tensor:
        """(n, channels, rows, columns) to (n, classes), before any activation."""
        return self.opinions(picture)[0].mean(0)

    def opinions(self, picture: Tensor) -> tuple[Tensor, Tensor]:
        """Opinions (opinions, n, classes), and where attention was paid: (n, heads, rows / 8, columns / 8)."""
        features = self.trunk(picture)
        gated = torch.tanh(self.value(features)) * torch.sigmoid(self.gate(features))
        attention = self.weight(gated).flatten(2).softmax(2).unflatten(2, features.shape[2:])
        pooled = self.weighed(features, attention).sum((2, 3))
        found = [self.head(self.dropout(pooled)).float()]
        if self.texture is not None and self.second is not None:
            found.append(self.second(self.texture(picture)).float())
        return torch.stack(found), attention
