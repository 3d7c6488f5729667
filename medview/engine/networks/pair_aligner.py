"""What lets two sequences be aligned: features of each letter whose products say which letters pair, and its gaps.

One reader serves several heads, each of which has learned from other families of sequences.

Sources: scores of pairs from what a network reads in each sequence, Bepler and Berger 2019, arXiv:1902.08661; Morton et
al. 2020 (DeepBLAST), bioRxiv 2020.11.03.365932; gaps that depend on where they are, Do et al. 2006 (CONTRAlign).
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from medview.engine.gaps import BESIDE, GAPS
from medview.engine.networks.sequence_reader import Reader, inside


class PairHead(nn.Module):
    """From what was read of each letter to what it says in a pair.

    The score of two letters is the product of their features, of which the second half of those learned, and those of
    the substitution matrix with negative eigenvalues, count against it.

    Args:
        letters: Letters of the alphabet.
        width: Features the reader gives for each.
        features: Features a pair is scored by, beside those of the substitution matrix.
        hidden: Numbers between.
        dropout: Part of them that are hidden while it learns.
    """

    def __init__(self, letters: int, width: int, features: int, hidden: int, dropout: float) -> None:
        super().__init__()
        self.width = width
        self.inner = nn.Linear(width, hidden)
        self.dropout = nn.Dropout(dropout)
        self.features = nn.Linear(hidden, features)
        self.gaps = nn.Linear(hidden, GAPS)
        self.substitutions = nn.Linear(letters, letters, bias=False)

    def forward(self, read: Tensor) -> Tensor:
        """(n, width + letters, length) what was read, and the letters, to (n, features + letters + gaps, length)."""
        along = read.transpose(1, 2)
        inner = self.dropout(functional.gelu(self.inner(along[..., : self.width])))
        features = self.features(inner) / self.features.out_features**0.25  # products are divided by the square root
        gaps = self.gaps(inner)
        costs = -functional.softplus(gaps)
        costs = torch.cat([costs[..., :BESIDE], gaps[..., BESIDE : BESIDE + 1], costs[..., BESIDE + 1 :]], -1)
        return torch.cat([features, self.substitutions(along[..., self.width :]), costs], -1).transpose(1, 2)


class PairAligner(nn.Module):
    """A reader with several heads.

    Args:
        spatial_dims: 1.
        in_channels: Letters of the alphabet.
        out_channels: Numbers of all heads for each letter: of each ``features``, letters, and ``GAPS``.
        width: Features of each letter.
        dilations: One for each block of the reader.
        kernel: Letters a convolution sees at once; odd.
        features: Features a pair is scored by.
        hidden: Numbers of a head before that.
        heads: Heads.
        negative: Features of the substitution matrix, the last ones, that count against a pair.
        dropout: Part of what is read that is hidden while it learns.
    """

    def __init__(
        self,
        spatial_dims: int,
        in_channels: int,
        out_channels: int,
        width: int = 128,
        dilations: Sequence[int] = (1, 2, 4, 8),
        kernel: int = 5,
        features: int = 64,
        hidden: int = 64,
        heads: int = 1,
        negative: int = 0,
        dropout: float = 0.1,
    ) -> None:
        super().__init__()
        if spatial_dims != 1:
            raise ValueError(f"it reads sequences, of 1 dimension and not {spatial_dims}")
        if out_channels != heads * channels(in_channels, features):
            raise ValueError(f"{heads} heads give {heads * channels(in_channels, features)} numbers")
        self.reader = Reader(in_channels, width, dilations, kernel, dropout)
        self.heads = nn.ModuleList(PairHead(in_channels, width, features, hidden, dropout) for _ in range(heads))

    def forward(self, letters: Tensor) -> Tensor:
        """(n, in_channels, length), no column set where there is no letter, to (n, out_channels, length)."""
        read = self.read(letters)
        return torch.cat([head(read) for head in self.heads], 1)

    def read(self, letters: Tensor) -> Tensor:
        """(n, width + in_channels, length) what heads are given."""
        columns = letters.transpose(1, 2)
        return torch.cat([self.reader(columns, inside(columns)).transpose(1, 2), letters], 1)


def channels(letters: int, features: int) -> int:
    """How many numbers a head gives for each letter."""
    return features + letters + GAPS


def signs(letters: int, features: int, negative: int) -> Tensor:
    """(features + letters,) whether each feature of two letters counts for (1) or against (-1) pairing them."""
    found = torch.ones(features + letters)
    found[features // 2 : features] = -1.0
    found[features + letters - negative :] = -1.0
    return found
