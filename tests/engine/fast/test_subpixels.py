from __future__ import annotations

from itertools import product

import pytest
import torch
from torch import nn

from medview.engine.fast import subpixels
from medview.engine.fast.optimised import Optimised
from medview.engine.fast.subpixels import Axis, is_worth_it

_KINDS = {2: nn.ConvTranspose2d, 3: nn.ConvTranspose3d}


@pytest.mark.parametrize(("dims", "kernel", "stride"), [*product((2, 3), (1, 2, 3, 4), (1, 2, 3))])
def test_every_transposed_convolution_can_be_an_ordinary_one(
    dims: int, kernel: int, stride: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subpixels, "WORTH", float("inf"))
    torch.manual_seed(0)
    for padding, more in product(range(min(kernel, 3)), range(min(stride, 2))):
        network = _KINDS[dims](3, 4, kernel, stride, padding, more).eval()
        image = torch.randn(2, 3, *(5 + axis for axis in range(dims)))
        expected = network(image)
        found = Optimised(network, torch.float32)(image)
        assert found.shape == expected.shape
        assert (found - expected).abs().max() < 1e-5


def test_it_is_done_only_for_few_channels() -> None:
    axes = (Axis(3, 2, 1, 48, 96),) * 3
    assert is_worth_it(axes, 4)
    assert not is_worth_it(axes, 32)
