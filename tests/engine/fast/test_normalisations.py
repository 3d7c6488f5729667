from __future__ import annotations

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from medview.engine.fast.normalisations import PART, Normalisation
from medview.engine.fast.weights import channels_last


def _nothing(values: Tensor) -> Tensor:
    return values


@pytest.mark.parametrize(("channels", "groups"), [(32, 32), (5, 5), (1, 1), (12, 3), (7, 1)])
def test_values_are_those_of_a_group_norm(channels: int, groups: int) -> None:
    torch.manual_seed(0)
    images = channels_last(torch.randn(2, channels, 11, 12, 13) * 2 + torch.arange(channels).view(-1, 1, 1, 1))
    scale, shift = torch.rand(channels) + 0.5, torch.randn(channels)
    expected = functional.group_norm(images.double(), groups, scale.double(), shift.double())
    found = Normalisation(groups, scale, shift, 1e-5, _nothing)(images)
    assert found is images
    assert (found - expected).abs().max() < 1e-5


def test_many_values_far_from_zero_are_summed_exactly() -> None:
    """Sums in float32 over a window are off by thousandths here."""
    torch.manual_seed(0)
    images = channels_last(torch.randn(1, 4, 80, 80, 80) + 3.0)
    assert images.numel() > 4 * PART
    expected = functional.instance_norm(images.double())
    assert (Normalisation(4, None, None, 1e-5, _nothing)(images) - expected).abs().max() < 2e-6


def test_constant_images_become_zero() -> None:
    found = Normalisation(4, None, None, 1e-5, _nothing)(channels_last(torch.full((1, 4, 6, 6, 6), 8.0)))
    assert found.abs().max() == 0.0


def test_activations_follow_whether_in_place_or_not() -> None:
    images = channels_last(torch.randn(1, 3, 5, 5, 5, dtype=torch.bfloat16))
    expected = functional.gelu(functional.instance_norm(images.float()))
    for then in (functional.gelu, lambda values: values.copy_(functional.gelu(values))):
        found = Normalisation(3, None, None, 1e-5, then)(images.clone(memory_format=torch.channels_last_3d))
        assert (found.float() - expected).abs().max() < 0.01
