"""The encoder of a chemical variational autoencoder, and properties predicted from what it encodes.

Source: Gómez-Bombarelli et al. 2018, ACS Cent Sci 4:268, https://doi.org/10.1021/acscentsci.7b00572.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from torch import Tensor, nn

EPSILON = 1e-3
"""Keras' default of what keeps a batch normalisation from dividing by zero; PyTorch's is smaller."""


class SmilesEncoder(nn.Module):
    """Convolutions along a SMILES text, then dense layers.

    Args:
        spatial_dims: 1.
        in_channels: Letters of the alphabet.
        out_channels: Numbers that stand for the molecule.
        length: Letters of the text.
        filters: Channels of each convolution.
        widths: Width of each convolution; nothing is padded.
        dense: Width of each dense layer before the last.
    """

    def __init__(
        self,
        spatial_dims: int,
        in_channels: int,
        out_channels: int,
        length: int,
        filters: Sequence[int],
        widths: Sequence[int],
        dense: Sequence[int],
    ) -> None:
        super().__init__()
        if spatial_dims != 1:
            raise ValueError(f"it reads texts, of 1 dimension and not {spatial_dims}")
        inner = (in_channels, *filters)
        left = length - sum(width - 1 for width in widths)
        sizes = (left * inner[-1], *dense)
        self.convolutions = nn.Sequential(
            *(
                nn.Sequential(nn.Conv1d(a, b, width), nn.Tanh(), nn.BatchNorm1d(b, eps=EPSILON))
                for a, b, width in zip(inner[:-1], inner[1:], widths, strict=True)
            )
        )
        self.dense = nn.Sequential(
            *(nn.Sequential(nn.Linear(a, b), nn.Tanh(), nn.BatchNorm1d(b, eps=EPSILON)) for a, b in pairwise(sizes))
        )
        self.head = nn.Linear(sizes[-1], out_channels)

    def forward(self, letters: Tensor) -> Tensor:
        """(n, in_channels, length) to (n, out_channels), the mean of the latent distribution."""
        features = self.convolutions(letters).transpose(1, 2).flatten(1)
        mean: Tensor = self.head(self.dense(features))
        return mean


class SmilesProperties(nn.Module):
    """Properties of a molecule, from its text or, without an encoder, from the numbers that stand for it.

    Args:
        spatial_dims: 1.
        in_channels: Letters of the alphabet; without an encoder the numbers that stand for a molecule.
        out_channels: Properties.
        hidden: Width of each dense layer.
        normalised: Whether each of them is followed by a batch normalisation.
        latent: Numbers the encoder gives; 0: there is no encoder.
        length: See ``SmilesEncoder``.
        filters: See ``SmilesEncoder``.
        widths: See ``SmilesEncoder``.
        dense: See ``SmilesEncoder``.
    """

    def __init__(
        self,
        spatial_dims: int,
        in_channels: int,
        out_channels: int,
        hidden: Sequence[int],
        normalised: Sequence[int],
        latent: int = 0,
        length: int = 0,
        filters: Sequence[int] = (),
        widths: Sequence[int] = (),
        dense: Sequence[int] = (),
    ) -> None:
        super().__init__()
        self.encoder: nn.Module = nn.Identity()
        if latent:
            self.encoder = SmilesEncoder(spatial_dims, in_channels, latent, length, filters, widths, dense)
        sizes = (latent or in_channels, *hidden)
        rows = zip(sizes[:-1], sizes[1:], normalised, strict=True)
        self.hidden = nn.Sequential(*(_dense(a, b, bool(with_norm)) for a, b, with_norm in rows))
        self.head = nn.Linear(sizes[-1], out_channels)

    def forward(self, molecule: Tensor) -> Tensor:
        """(n, in_channels, length), or (n, in_channels) without an encoder, to (n, out_channels)."""
        properties: Tensor = self.head(self.hidden(self.encoder(molecule)))
        return properties


def _dense(inner: int, outer: int, with_norm: bool) -> nn.Module:
    norm = (nn.BatchNorm1d(outer, eps=EPSILON),) if with_norm else ()
    return nn.Sequential(nn.Linear(inner, outer), nn.Tanh(), *norm)
