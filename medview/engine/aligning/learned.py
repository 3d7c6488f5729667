"""Scores of pairs from what a network of the kind ``pair_aligner`` says of every letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from torch import Tensor

from medview.catalog.schema import Network
from medview.engine.aligning.scores import GAPS, MOST_DENSE, Match, Scores, dense, featured
from medview.engine.networks.pair_aligner import channels, signs


def scores(network: Network, first: Tensor, second: Tensor, lengths: Tensor, heads: Sequence[int] = ()) -> Scores:
    """The scores of pairs of sequences, in the mean over heads.

    Args:
        network: The network.
        first: (n, out_channels, length) what it says of the first sequences.
        second: The same of the second ones.
        lengths: (n, 2) letters of each.
        heads: Which heads are asked; none: all.
    """
    (one, gaps), (other, further) = (_parts(network, output, heads) for output in (first, second))
    sign = signs(network.in_channels, *_shape(network))
    sign = sign.repeat(one.shape[2] // len(sign))
    return Scores(_match(one * sign, other), gaps, further, lengths)


def products(network: Network, first: Tensor, second: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """The scores of pairs by one head, for learning: (rows, columns, n) and the gaps of both, (5, length, n)."""
    (one, gaps), (other, further) = (_parts(network, output, (0,)) for output in (first, second))
    return ((one * signs(network.in_channels, *_shape(network))) @ other.transpose(1, 2)).movedim(0, -1), gaps, further


def _match(one: Tensor, other: Tensor) -> Match:
    if len(one) * one.shape[1] * other.shape[1] > MOST_DENSE:
        return featured(one, other)
    return dense((one @ other.transpose(1, 2)).movedim(0, -1).contiguous())


def _parts(network: Network, output: Tensor, heads: Sequence[int]) -> tuple[Tensor, Tensor]:
    """(n, length, features of all heads), scaled so that their products are means, and (5, length, n) the mean gaps."""
    each = output.reshape(len(output), -1, channels(network.in_channels, _features(network)), output.shape[2])
    each = each[:, list(heads)] if heads else each
    features, gaps = each[:, :, :-GAPS], each[:, :, -GAPS:]
    return features.flatten(1, 2).transpose(1, 2) / each.shape[1] ** 0.5, gaps.mean(1).permute(1, 2, 0).contiguous()


def _features(network: Network) -> int:
    return _shape(network)[0]


def _shape(network: Network) -> tuple[int, int]:
    """Features of a head, and how many of those of its substitution matrix count against a pair."""
    arguments: Mapping[str, Any] = {**_DEFAULTS, **network.arguments}
    return arguments["features"], arguments["negative"]


_DEFAULTS = {"features": 64, "negative": 0}
"""Those of ``PairAligner``."""
