"""nnU-Net's networks in all their forms: dimensions, norms, activations, and the faster form of each."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import nn

from medview.catalog.schema import Argument, Network, NetworkName
from medview.core.errors import ModelError
from medview.engine.device import Plan, has_bfloat16
from medview.engine.fast.optimised import optimised
from medview.engine.networks.table import build_network

HALF_CLOSE = 0.1
"""Part of the outputs' spread they may be off in bfloat16."""

NAMES: tuple[NetworkName, ...] = ("plain_conv_unet", "residual_encoder_unet")


def network(name: NetworkName, dims: int = 3, **changed: Argument) -> nn.Module:
    down = "convolutions_down" if name == "plain_conv_unet" else "blocks_down"
    one, two, three = (1,) * dims, (2,) * dims, (3,) * dims
    arguments: dict[str, Argument] = {
        "features": (6, 8, 10),
        "kernels": (three, three, three),
        "strides": (one, two, (1, *two[1:])),
        down: (1, 2, 1),
        "convolutions_up": (1, 2),
        **changed,
    }
    torch.manual_seed(1)
    return build_network(Network(name, arguments, 2, 3, spatial_dims=dims)).eval()  # type: ignore[arg-type] # 2 or 3


@pytest.mark.parametrize("dims", [2, 3])
@pytest.mark.parametrize("name", NAMES)
def test_the_output_has_the_size_of_the_input(name: NetworkName, dims: int) -> None:
    sides = (4, 8, 12)[-dims:]
    with torch.inference_mode():
        assert network(name, dims)(torch.randn(2, 2, *sides)).shape == (2, 3, *sides)


@pytest.mark.parametrize(
    "changed",
    [
        {"norm": "batch"},
        {"norm": "none"},
        {"norm": "instance", "norm_affine": False},
        {"activation": "relu", "activation_first": True},
        {"activation": "gelu"},
        {"activation": "silu"},
        {"slope": 0.3, "bias": False},
    ],
)
@pytest.mark.parametrize("name", NAMES)
def test_every_form_runs_as_its_faster_form_does(name: NetworkName, changed: dict[str, Any]) -> None:
    module, image = network(name, **changed), torch.randn(1, 2, 4, 8, 8)
    with torch.inference_mode():
        wanted = module(image)
        torch.testing.assert_close(optimised(module, Plan("cpu", "float32"))(image), wanted, atol=1e-4, rtol=1e-4)


@pytest.mark.skipif(not has_bfloat16("cpu"), reason="the processor does not multiply bfloat16 itself")
@pytest.mark.parametrize("name", NAMES)
def test_in_bfloat16_the_faster_form_is_close(name: NetworkName) -> None:
    module, image = network(name), torch.randn(1, 2, 4, 8, 8)
    with torch.inference_mode():
        wanted = module(image)
        found = optimised(module, Plan("cpu", "bfloat16"))(image)
    assert float((found - wanted).abs().max()) <= HALF_CLOSE * float(wanted.std())


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_word_or_too_few_stages_are_refused(name: NetworkName) -> None:
    for changed in ({"norm": "layer"}, {"activation": "tanhshrink"}, {"kernels": ((3, 3, 3),)}, {"width": 3}):
        with pytest.raises(ModelError, match=name):
            network(name, **changed)
