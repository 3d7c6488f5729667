"""A reader of sequences: gated convolutions of growing reach, and one answer for each letter or for the whole.

Sources: gated convolutions as a language model, Dauphin et al. 2017, arXiv:1612.08083; dilations along sequences,
van den Oord et al. 2016, arXiv:1609.03499; convolutions that learn from hidden residues, Yang et al. 2024, Cell Syst
15:286; attention as pooling, Ilse et al. 2018, arXiv:1802.04712.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import torch
from torch import Tensor, nn
from torch.nn import functional

Answers = Literal["each", "whole"]


class Gated(nn.Module):
    """A normalised, gated, dilated convolution added to what came in."""

    def __init__(self, width: int, kernel: int, dilation: int, dropout: float) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        reach = dilation * (kernel // 2)
        # a picture of one row: its convolutions have fast forms with the channels innermost, those of texts have none
        self.along = nn.Conv2d(width, 2 * width, (1, kernel), padding=(0, reach), dilation=(1, dilation))
        self.across = nn.Linear(width, width)
        self.dropout = nn.Dropout(dropout)
        self.scale = nn.Parameter(torch.full((width,), 0.5))

    def forward(self, features: Tensor, inside: Tensor) -> Tensor:
        """(n, length, width) to the same shape; ``inside`` (n, length, 1) is 0 where there is no letter."""
        row = (self.norm(features) * inside).transpose(1, 2).unsqueeze(2)
        value, gate = self.along(row).squeeze(2).transpose(1, 2).chunk(2, -1)
        found: Tensor = features + self.dropout(self.across(functional.silu(value) * gate)) * self.scale
        return found


class Reader(nn.Module):
    """From letters to features of each: the part that learns what sequences are like.

    Args:
        in_channels: Letters of the alphabet.
        width: Features of each letter.
        dilations: One for each block.
        kernel: Letters a convolution sees at once; odd.
        dropout: Part of the features that are hidden while it learns.
    """

    def __init__(self, in_channels: int, width: int, dilations: Sequence[int], kernel: int, dropout: float) -> None:
        super().__init__()
        self.letters = nn.Linear(in_channels, width)
        self.blocks = nn.ModuleList(Gated(width, kernel, dilation, dropout) for dilation in dilations)
        self.norm = nn.LayerNorm(width)

    def forward(self, letters: Tensor) -> tuple[Tensor, Tensor]:
        """(n, in_channels, length) to (n, length, width), and (n, length, 1): 1 where there is a letter."""
        inside = letters.sum(1)[..., None]  # on the way from one letter to another there is always one
        features = self.letters(letters.transpose(1, 2)) * inside
        for block in self.blocks:
            features = block(features, inside)
        return self.norm(features), inside


class Pooled(nn.Module):
    """What matters of all letters, as several heads weigh them, and the mean of all.

    Args:
        width: Features of each letter.
        heads: Heads.
    """

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.numbers = (heads + 1) * width
        self.weigh = nn.Linear(width, heads)

    def forward(self, features: Tensor, inside: Tensor) -> Tensor:
        """(n, length, width) to (n, (heads + 1) * width)."""
        scores = self.weigh(features).float().masked_fill(inside == 0, -torch.inf)
        heads = torch.einsum("nlh,nlw->nhw", scores.softmax(1), features.float())
        mean = (features.float() * inside).sum(1) / inside.sum(1).clamp_min(1.0)
        return torch.cat([heads.flatten(1), mean], 1)


class Placed(nn.Module):
    """What matters wherever it is, and what stands at each place of a sequence that always has the same length.

    Args:
        width: Features of each letter.
        heads: Ways of weighing letters.
        length: Letters.
        dropout: Part of the features that are hidden while it learns.
    """

    def __init__(self, width: int, heads: int, length: int, dropout: float) -> None:
        super().__init__()
        self.length = length
        self.anywhere = Pooled(width, heads)
        self.numbers = self.anywhere.numbers + width
        self.few = nn.Linear(width, _FEW)
        self.dropout = nn.Dropout(dropout)
        self.places = nn.Linear(_FEW * length, width)

    def forward(self, features: Tensor, inside: Tensor) -> Tensor:
        """(n, length, width) to (n, (heads + 2) * width)."""
        if features.shape[1] != self.length:
            raise ValueError(f"it reads {self.length} letters, not {features.shape[1]}")
        there = functional.silu(self.places(self.dropout(self.few(features)).flatten(1)))
        return torch.cat([self.anywhere(features, inside), there.float()], 1)


_FEW = 16
"""Features of each place that are kept apart."""


def _pooling(width: int, heads: int, length: int, dropout: float) -> Pooled | Placed:
    return Placed(width, heads, length, dropout) if length else Pooled(width, heads)


class Own(nn.Module):
    """Blocks of the answer's own: for readers that stay as they are while the answer is learned.

    Args:
        width: Features of each letter that come in, the letter itself among them.
        narrow: Features of each letter it keeps.
        dilations: One for each block.
        kernel: Letters a convolution sees at once; odd.
        dropout: Part of the features that are hidden while it learns.
    """

    def __init__(self, width: int, narrow: int, dilations: Sequence[int], kernel: int, dropout: float) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.narrow = nn.Linear(width, narrow)
        self.blocks = nn.ModuleList(Gated(narrow, kernel, dilation, dropout) for dilation in dilations)
        self.norm = nn.LayerNorm(narrow)

    def forward(self, features: Tensor, inside: Tensor) -> Tensor:
        """(n, length, width) to (n, length, narrow)."""
        features = self.narrow(self.dropout(features)) * inside
        for block in self.blocks:
            features = block(features, inside)
        found: Tensor = self.norm(features)
        return found


class SequenceReader(nn.Module):
    """Reads sequences of any length.

    Args:
        spatial_dims: 1.
        in_channels: Letters of the alphabet.
        out_channels: Classes.
        width: Features of each letter.
        dilations: One for each block; their sum times half the kernel is how far it sees.
        kernel: Letters a convolution sees at once; odd.
        answers: ``each``: for every letter; ``whole``: once.
        heads: Of ``whole``: how many ways of weighing letters.
        dropout: Part of the features that are hidden while it learns.
        length: Letters it always reads: what is where counts then; 0: any number of them.
        own: Dilations of blocks of the answer's own, of half the width, which see the letters too; they hide as much
            as ``dropout`` says.
        own_kernel: Letters such a block sees at once; odd.
        beside: Further readers of the same shape, for blocks of the answer's own to choose from.
        reader_dropout: Part of the readers' features that are hidden while they learn; None: as elsewhere.
    """

    def __init__(
        self,
        spatial_dims: int,
        in_channels: int,
        out_channels: int,
        width: int = 128,
        dilations: Sequence[int] = (1, 2, 4, 8),
        kernel: int = 5,
        answers: Answers = "each",
        heads: int = 4,
        dropout: float = 0.1,
        length: int = 0,
        own: Sequence[int] = (),
        own_kernel: int = 5,
        beside: int = 0,
        reader_dropout: float | None = None,
    ) -> None:
        super().__init__()
        if spatial_dims != 1:
            raise ValueError(f"it reads sequences, of 1 dimension and not {spatial_dims}")
        for odd in (kernel, own_kernel):
            if odd % 2 == 0:
                raise ValueError(f"a kernel of {odd} has no middle")
        if answers not in ("each", "whole"):
            raise ValueError(f"it answers for “each” letter or the “whole”, not “{answers}”")
        if beside and not own:
            raise ValueError("readers beside the first need blocks of the answer's own")
        hidden = dropout if reader_dropout is None else reader_dropout
        self.reader = Reader(in_channels, width, dilations, kernel, hidden)
        self.beside = nn.ModuleList(Reader(in_channels, width, dilations, kernel, hidden) for _ in range(beside))
        known = in_channels + (1 + beside) * width
        self.own = Own(known, width // 2, own, own_kernel, dropout) if own else None
        width = width // 2 if own else width
        self.pooled = _pooling(width, heads, length, dropout) if answers == "whole" else None
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(width if self.pooled is None else self.pooled.numbers, out_channels)

    def forward(self, letters: Tensor) -> Tensor:
        """(n, in_channels, length), no column set where there is no letter, to logits.

        Returns:
            (n, out_channels, length), or (n, out_channels) for the whole.
        """
        features, inside = self.reader(letters)
        if self.own is not None:
            beside = [reader(letters)[0] for reader in self.beside]
            features = self.own(torch.cat([letters.transpose(1, 2), features, *beside], -1), inside)
        if self.pooled is not None:
            found: Tensor = self.head(self.dropout(self.pooled(features, inside)))
            return found
        each: Tensor = self.head(self.dropout(features))
        return each.transpose(1, 2)


def reach(dilations: Sequence[int], kernel: int) -> int:
    """Letters on each side of one that its answer depends on."""
    return sum(dilations) * (kernel // 2)
