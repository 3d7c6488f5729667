"""Whether maps of evidence depend on what a network learned: with other weights they must become others.

Adebayo et al. 2018, "Sanity checks for saliency maps" (arXiv:1810.03292): a map that stays the same when all weights
are random shows the picture's edges, not the network's reasons.
"""

from __future__ import annotations

import copy
from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.explaining.methods import Asked, Explained, MethodName, explain

DRAWS = 3
"""Sets of random weights; the correlation of small maps differs by chance from one to the next."""


def rank_correlation(one: NDArray[np.floating], other: NDArray[np.floating]) -> float:
    """Spearman's rank correlation of two maps; 0 where one of them is even."""
    from scipy.stats import rankdata  # slow to load, and wanted only where a model is verified

    a, b = (rankdata(np.asarray(values, np.float64).ravel()) for values in (one, other))
    a, b = a - a.mean(), b - b.mean()
    size = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / size if size > 0.0 else 0.0


def randomised(network: nn.Module, seed: int) -> nn.Module:
    """A copy of a network with random weights, as a fresh one has them.

    Args:
        network: The network; it stays as it is.
        seed: The same one gives the same weights.
    """
    fresh = copy.deepcopy(network)
    with torch.random.fork_rng(devices=[]), torch.no_grad():
        torch.manual_seed(seed)
        for parameter in fresh.parameters():
            spread = float(parameter.std()) if parameter.numel() > 1 else 1.0
            parameter.copy_(torch.randn(parameter.shape) * (spread or 1.0) + parameter.mean())
    return fresh.eval().requires_grad_(False)


def sanity(method: MethodName, asked: Asked, seen: NDArray[np.bool_] | None = None, draws: int = DRAWS) -> float:
    """How alike the maps of a network and of ones with random weights are.

    Args:
        method: How both are made.
        asked: What is explained.
        seen: (*spatial) where they are compared; None: everywhere. A box's map is zero far from the box whatever the
            weights are, so that only its surroundings tell anything.
        draws: How many random networks.

    Returns:
        The mean size of the rank correlation: 0 where nothing is left of the map, 1 where it did not change.

    Raises:
        ModelError: There is no evidence on the input.
    """
    first = explain(method, asked)
    if first.greatest <= 0.0:
        raise ModelError(
            tr("The map of evidence is empty: whether it depends on what was learned cannot be seen."),
            tr("Give another input, on which something speaks for what is found."),
        )
    others = [_of_random(method, asked, seed) for seed in range(draws)]
    return float(np.mean([abs(_alike(first, other, seen)) for other in others]))


def _of_random(method: MethodName, asked: Asked, seed: int) -> Explained:
    networks = [randomised(network, 1000 * seed + n) for n, network in enumerate(asked.networks)]
    return explain(method, replace(asked, networks=tuple(networks)))


def _alike(one: Explained, other: Explained, seen: NDArray[np.bool_] | None) -> float:
    if seen is None:
        return rank_correlation(one.values, other.values)
    return rank_correlation(one.values[seen], other.values[seen])
