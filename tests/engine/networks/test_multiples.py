"""What sides must be multiples of, against running the networks for real."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from monai.networks.nets import UNet
from safetensors.torch import save_file

from medview.catalog.schema import Argument, Letters, Network, Tiling
from medview.engine.importing.draft import Answers
from medview.engine.importing.recognise import read
from medview.engine.networks.multiples import divisible, multiples
from medview.engine.networks.table import build_network
from tests.engine.making import whole_configuration

UNET: dict[str, Argument] = {"channels": (2, 2, 4), "strides": (2, 2)}
FLAT: dict[str, Argument] = {"channels": (2, 2, 4), "strides": ((1, 2, 2), (2, 2, 2)), "kernel_size": 3}
NETWORKS = (
    (Network("unet", UNET, 1, 2), (16, 16, 16), (4, 4, 4)),
    (Network("unet", FLAT, 1, 2), (8, 16, 16), (2, 4, 4)),
    (Network("unet", UNET, 1, 2, spatial_dims=2), (16, 16), (4, 4)),
    (Network("basic_unet", {"features": (2,) * 6}, 1, 2), (32, 32, 32), (1, 1, 1)),
    (Network("meshnet", {"channels": 2, "dilations": (1, 2)}, 1, 2), (8, 8, 8), (1, 1, 1)),
    (Network("wnet", {"channels": (2, 4, 6)}, 3, 1, spatial_dims=2), (16, 16), (4, 4)),
    (Network("densenet", {"init_features": 2, "growth_rate": 2, "block_config": (1, 1)}, 1, 2), (32,) * 3, (1,) * 3),
)


@pytest.mark.parametrize(("network", "least", "found"), NETWORKS, ids=lambda value: getattr(value, "name", None))
def test_multiples_are_those_the_network_takes(
    network: Network, least: tuple[int, ...], found: tuple[int, ...]
) -> None:
    assert multiples(network, least) == found
    torch.manual_seed(0)
    module = build_network(network).eval()
    sides = tuple(-(-(side + 1) // n) * n for side, n in zip(least, found, strict=True))
    with torch.inference_mode():
        assert module(torch.rand(1, network.in_channels, *sides)).shape[0] == 1
        for axis, n in enumerate(found):
            if n > 1:
                odd = (*sides[:axis], sides[axis] + n // 2, *sides[axis + 1 :])
                with pytest.raises(RuntimeError):
                    module(torch.rand(1, network.in_channels, *odd))


def test_what_cannot_be_found_is_left_open() -> None:
    assert multiples(Network("onnx", {}, 1, 2), (8, 8, 8)) == ()
    assert multiples(Network("unet", {**UNET, "strides": (256, 2)}, 1, 2), (8, 8, 8)) == ()


def test_only_whole_images_of_which_nothing_is_said_get_multiples() -> None:
    made = whole_configuration(3, Tiling((16, 16, 16), whole=True))
    unet = replace(made, network=Network("unet", UNET, 1, 3))
    assert divisible(unet).multiple == (4, 4, 4)
    said = replace(unet, tiling=Tiling((16, 16, 16), whole=True, multiple=(8, 8, 8)))
    windows = replace(unet, tiling=Tiling((16, 16, 16)))
    letters = replace(unet, letters=Letters(("A", "C")))
    for one in (said, windows, letters):
        assert divisible(one) == one.tiling
    flat = replace(unet, network=Network("unet", UNET, 1, 3, spatial_dims=2))
    for axis in range(3):
        patch = tuple(1 if axis == n else 16 for n in range(3))
        found = divisible(replace(flat, tiling=Tiling(patch, whole=True)))  # type: ignore[arg-type] # three
        assert found.multiple == tuple(1 if axis == n else 4 for n in range(3))


def test_an_import_that_reads_whole_images_pads_them(tmp_path: Path) -> None:
    torch.manual_seed(0)
    save_file(UNet(3, 1, 2, (2, 2, 4), (2, 2)).state_dict(), tmp_path / "w.safetensors")
    settings = {"tiling": {"whole": True, "patch": [16, 16, 16]}}
    tiling = read(tmp_path / "w.safetensors", Answers(settings=settings)).configuration.tiling
    assert (tiling.whole, tiling.multiple) == (True, (4, 4, 4))
    assert read(tmp_path / "w.safetensors", Answers()).configuration.tiling.multiple == (1, 1, 1)
