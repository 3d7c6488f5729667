"""The splice network: residual dilated convolutions along a nucleotide sequence, in groups of four.

Sources: Jaganathan et al. 2019, Cell 176:535; with leaky rectifiers as Chao et al. 2025, eLife 14:RP107454.
"""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor, nn

GROUP = 4
"""Units after which the features are added to what the answer is made of."""

_SLOPE = 0.1

_WORTH = 32
"""What no answer depends on any more is left out once it is such a part of the letters, on each side."""


class Unit(nn.Module):
    """Normalised, rectified, convolved; twice; added to what came in."""

    def __init__(self, channels: int, width: int, dilation: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            *(layer for _ in range(2) for layer in _normalised_convolution(channels, width, dilation))
        )

    def forward(self, features: Tensor) -> Tensor:
        """(n, channels, length) to the same shape."""
        total: Tensor = features + self.body(features)
        return total


def _normalised_convolution(channels: int, width: int, dilation: int) -> tuple[nn.Module, ...]:
    padding = dilation * (width - 1) // 2
    convolution = nn.Conv1d(channels, channels, width, dilation=dilation, padding=padding)
    return nn.BatchNorm1d(channels), nn.LeakyReLU(_SLOPE), convolution


class Splice(nn.Module):
    """Which nucleotides begin or end an intron.

    Args:
        spatial_dims: 1.
        in_channels: Letters of the alphabet.
        out_channels: Classes.
        widths: Width of the convolutions of each unit; as many as ``dilations``, a multiple of four.
        dilations: Their dilations.
        channels: Channels of every layer.
    """

    def __init__(
        self,
        spatial_dims: int,
        in_channels: int,
        out_channels: int,
        widths: Sequence[int],
        dilations: Sequence[int],
        channels: int = 32,
    ) -> None:
        super().__init__()
        if spatial_dims != 1:
            raise ValueError(f"it reads sequences, of 1 dimension and not {spatial_dims}")
        if len(widths) % GROUP:
            raise ValueError(f"its units come in groups of {GROUP}, and these are {len(widths)}")
        self.flank = flank(widths, dilations)
        self.reaches = tuple(dilation * (width - 1) for width, dilation in zip(widths, dilations, strict=True))
        self.first = nn.Conv1d(in_channels, channels, 1)
        self.units = nn.ModuleList(Unit(channels, w, d) for w, d in zip(widths, dilations, strict=True))
        self.taps = nn.ModuleList(nn.Conv1d(channels, channels, 1) for _ in range(len(widths) // GROUP + 1))
        self.head = nn.Conv1d(channels, out_channels, 1)

    def forward(self, letters: Tensor) -> Tensor:
        """(n, in_channels, length) to logits (n, out_channels, length - 2 flank)."""
        length = letters.shape[-1]
        if length <= 2 * self.flank:
            raise ValueError(f"{length} letters are fewer than the {2 * self.flank + 1} it needs")
        features = self.first(letters)
        total, spent = self.taps[0](features), 0  # letters on each side no answer depends on any more
        for number, (unit, reach) in enumerate(zip(self.units, self.reaches, strict=True), start=1):
            features, spent = unit(features), spent + reach
            if spent * _WORTH >= features.shape[-1]:
                features, total, spent = _within(features, spent), _within(total, spent), 0
            if number % GROUP == 0:
                total = total + self.taps[number // GROUP](features)
        logits: Tensor = self.head(_within(total, spent))
        return logits


def _within(features: Tensor, margin: int) -> Tensor:
    return features[..., margin : features.shape[-1] - margin]


def flank(widths: Sequence[int], dilations: Sequence[int]) -> int:
    """Letters needed on each side of what is answered for."""
    return sum(dilation * (width - 1) for width, dilation in zip(widths, dilations, strict=True))
