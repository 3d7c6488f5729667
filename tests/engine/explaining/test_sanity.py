"""A map that depends on what was learned changes with the weights; one that does not, does not."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from medview.engine.explaining.methods import Asked
from medview.engine.explaining.sanity import randomised, rank_correlation, sanity
from medview.engine.explaining.scores import Score, class_score
from tests.engine.onnx.configurations import classifier


class _Edges(nn.Module):
    """Answers with brightness times a single weight: its gradient shows the picture, whatever the weight is."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(2))

    def forward(self, given: Tensor) -> Tensor:
        """(n, 1, rows, columns) to (n, 2)."""
        total = given.square().mean((1, 2, 3))
        return torch.stack((total * 0.0, total * self.weight.mean().abs()), 1)


def _score() -> Score:
    return class_score(classifier(2, "softmax", 1), 1)


def test_rank_correlation_by_hand() -> None:
    rising = np.arange(5.0)
    assert rank_correlation(rising, rising**3) == pytest.approx(1.0)
    assert rank_correlation(rising, -rising) == pytest.approx(-1.0)
    assert rank_correlation(rising, np.ones(5)) == 0.0


def test_a_map_that_only_shows_the_picture_fails() -> None:
    asked = Asked((_Edges(),), (_score(),), torch.rand(1, 1, 24, 24))
    assert sanity("integrated-gradients", asked) > 0.95


def test_a_map_of_learned_weights_passes() -> None:
    torch.manual_seed(1)
    network = nn.Sequential(
        nn.Conv2d(1, 8, 5, padding=2),
        nn.ReLU(),
        nn.Conv2d(8, 8, 5, padding=2),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(8 * 576, 2),
    )
    asked = Asked((network.eval().requires_grad_(False),), (_score(),), torch.rand(1, 1, 24, 24))
    assert sanity("integrated-gradients", asked) < 0.5


def test_only_where_it_is_looked_counts() -> None:
    asked = Asked((_Edges(),), (_score(),), torch.rand(1, 1, 24, 24))
    seen = np.zeros((24, 24), bool)
    seen[:6, :6] = True
    assert sanity("integrated-gradients", asked, seen, draws=1) > 0.95


def test_random_weights_are_others_and_the_same_again() -> None:
    network = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2))
    before = {name: value.clone() for name, value in network.state_dict().items()}
    one, other, again = (randomised(network, seed) for seed in (1, 2, 1))
    weight = "0.weight"
    assert not torch.equal(one.state_dict()[weight], other.state_dict()[weight])
    assert torch.equal(one.state_dict()[weight], again.state_dict()[weight])
    assert all(torch.equal(network.state_dict()[name], value) for name, value in before.items())
