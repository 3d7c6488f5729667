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

    def forward(self, letters: Tensor, inside: Tensor) -> Tensor:
        """(n, length, in_channels) to (n, length, width); ``inside`` (n, length, 1) is 1 where there is a letter."""
        features = self.letters(letters) * inside
        for block in self.blocks:
            features = block(features, inside)
        found: Tensor = self.norm(features)
        return found


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
        return torch.cat([heads.flatten(1), _mean(features.float(), inside)], 1)


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


class Summary(nn.Module):
    """An answer from figures of a whole sequence alone: which features are common, strong, or stand at the ends, and
    which letters follow each other.

    Figures are seen on the scale of all sequences it learned from, and most are hidden while it learns: there are many.

    Args:
        in_channels: Letters of the alphabet.
        width: Features of each letter.
        numbers: Features of the whole it makes of the figures.
        out_channels: Classes.
        dropout: Part of the figures that are hidden while it learns; of what it makes of them it is twice as much.
    """

    def __init__(self, in_channels: int, width: int, numbers: int, out_channels: int, dropout: float) -> None:
        super().__init__()
        figures = 5 * width + in_channels**2 + 2 * in_channels + 1
        self.scale = nn.BatchNorm1d(figures, momentum=_SLOW, affine=False)
        self.answer = nn.Sequential(
            nn.Dropout(dropout),
            nn.Linear(figures, numbers),
            nn.SiLU(),
            nn.Dropout(min(2 * dropout, _MOST_HIDDEN)),
            nn.Linear(numbers, out_channels),
        )

    def forward(self, letters: Tensor, features: Tensor, inside: Tensor) -> Tensor:
        """(n, length, in_channels) and (n, length, width) to logits (n, out_channels)."""
        letters, features, there = letters.float(), features.float(), inside.float()
        mean = _mean(features, there)
        spread = (_mean((features - mean[:, None]) ** 2, there) + _LITTLE).sqrt()
        greatest = features.masked_fill(there == 0, -torch.inf).amax(1)
        pairs = torch.einsum("nla,nlb->nab", letters[:, :-1], letters[:, 1:]).flatten(1)
        length = there.sum(1).clamp_min(1.0)
        ends = [_mean(each, there * (far < _END)) for far in _to_ends(there) for each in (features, letters)]
        figures = torch.cat([mean, spread, greatest, *ends, (pairs / length + _LITTLE).sqrt(), length.log()], 1)
        found: Tensor = self.answer(self.scale(figures).clamp(-_FAR, _FAR))
        return found


_END = 40
"""Letters of an end: signals that lead a protein to its place are 15 to 40 long."""

_SLOW, _LITTLE = 0.02, 1e-6
_MOST_HIDDEN, _FAR = 0.8, 10.0


def _mean(features: Tensor, inside: Tensor) -> Tensor:
    return (features * inside).sum(1) / inside.float().sum(1).clamp_min(1.0)


def _to_ends(inside: Tensor) -> tuple[Tensor, Tensor]:
    """(n, length, 1) letters before each one, and after it."""
    before = inside.float().cumsum(1) - 1
    return before, inside.float().sum(1, keepdim=True) - 1 - before


def _near_ends(inside: Tensor) -> Tensor:
    """(n, length, 2 * ranges) how near each letter is to either end, on several ranges."""
    ranges = torch.tensor(_RANGES, device=inside.device)
    return torch.cat([torch.exp(-far / ranges) for far in _to_ends(inside)], -1) * inside


_RANGES = (5.0, 15.0, 45.0, 150.0)
"""Letters within which it is near."""


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
        ends: Whether blocks of the answer's own are told how near each letter is to the ends.
        summary: Of ``whole``: features of a second answer, from figures of all letters; 0: there is none. Each answer
            learns by itself; the mean of their logits counts.
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
        ends: bool = False,
        summary: int = 0,
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
        if ends and not own:
            raise ValueError("only blocks of the answer's own are told of the ends")
        if summary and answers != "whole":
            raise ValueError("a summary answers for the whole, not for each letter")
        hidden = dropout if reader_dropout is None else reader_dropout
        self.in_channels, self.ends = in_channels, ends
        self.reader = Reader(in_channels, width, dilations, kernel, hidden)
        self.beside = nn.ModuleList(Reader(in_channels, width, dilations, kernel, hidden) for _ in range(beside))
        self.features = (1 + beside) * width
        known = in_channels + self.features
        self.own = Own(known + ends * 2 * len(_RANGES), width // 2, own, own_kernel, dropout) if own else None
        width = width // 2 if own else width
        self.pooled = _pooling(width, heads, length, dropout) if answers == "whole" else None
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(width if self.pooled is None else self.pooled.numbers, out_channels)
        self.summary = Summary(in_channels, self.features, summary, out_channels, dropout) if summary else None

    def read(self, letters: Tensor) -> Tensor:
        """What the readers say of each letter: (n, in_channels, length) to (n, features, length)."""
        columns = letters.transpose(1, 2)
        return torch.cat([one(columns, inside(columns)) for one in (self.reader, *self.beside)], -1).transpose(1, 2)

    def forward(self, letters: Tensor) -> Tensor:
        """Columns of letters, none set where there is no letter, to logits.

        Args:
            letters: (n, in_channels, length), or with what ``read`` said of them below.

        Returns:
            (n, out_channels, length), or (n, out_channels) for the whole; while it learns from a summary, too,
            (n, out_channels, 2).
        """
        if letters.shape[1] == self.in_channels:
            letters = torch.cat([letters, self.read(letters)], 1)
        known = letters.transpose(1, 2)
        columns, features = known[..., : self.in_channels], known[..., self.in_channels :]
        there, read = inside(columns), features
        if self.own is not None:
            features = self.own(torch.cat([known, _near_ends(there)], -1) if self.ends else known, there)
        if self.pooled is None:
            each: Tensor = self.head(self.dropout(features))
            return each.transpose(1, 2)
        found: Tensor = self.head(self.dropout(self.pooled(features, there)))
        if self.summary is None:
            return found
        both = torch.stack([found, self.summary(columns, read, there)], 2)
        return both if self.training else both.mean(2)


def inside(letters: Tensor) -> Tensor:
    """(n, length, in_channels) to (n, length, 1): 1 where there is a letter; from one letter to another all the way."""
    return letters.sum(-1, keepdim=True)


def reach(dilations: Sequence[int], kernel: int) -> int:
    """Letters on each side of one that its answer depends on."""
    return sum(dilations) * (kernel // 2)
