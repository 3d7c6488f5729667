"""Weights for the benchmarks: networks trained for a few minutes to tell tissues of a head apart, kept in a cache.

The head is the T1 that comes with brainchop's MeshNets, its tissues are what brainchop's own grey and white matter
network says of it. ``python -m tests.benchmarks.trained`` trains all of them beforehand.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional

from medview.engine.networks.meshnet import MeshNet
from medview.session.paths import user_paths

CACHE_VARIABLE = "MEDVIEW_BENCH_CACHE"
"""Names the folder of the cache; by default a folder in the user's own."""

CLASSES = 4
"""Outside of the head, white matter, grey matter, other tissue of the head."""

_SIDE = 48
_RATE = 2e-3


@dataclass(frozen=True)
class Recipe:
    """A network and how long it is trained.

    Args:
        build: Makes the network.
        steps: Steps of two crops each.
    """

    build: Callable[[], nn.Module]
    steps: int


def _residual(norm: str) -> nn.Module:
    """The sizes of MONAI's spleen bundle."""
    from monai.networks.nets import UNet  # only where it is measured: it takes 190 MB

    return UNet(3, 1, CLASSES, (16, 32, 64, 128, 256), (2, 2, 2, 2), num_res_units=2, norm=norm)


def _basic() -> nn.Module:
    from monai.networks.nets import BasicUNet

    return BasicUNet(3, 1, CLASSES)


RECIPES: Mapping[str, Recipe] = {
    "unet-batch": Recipe(partial(_residual, "batch"), 250),
    "unet-instance": Recipe(partial(_residual, "instance"), 250),
    "basic-unet": Recipe(_basic, 100),
}


def shared_data() -> Path:
    """The public data folder; see tests/conftest.py."""
    beside = Path(__file__).resolve().parents[2].parent / "shared" / "data"
    return Path(os.environ.get("MEDVIEW_SHARED_DATA", beside))


def brainchop() -> Path:
    """The folder of brainchop's MeshNets."""
    return shared_data() / "third_party_weights" / "brainchop_meshnet" / "pytorch"


def cache() -> Path:
    """The folder that keeps what was trained."""
    folder = Path(os.environ.get(CACHE_VARIABLE) or user_paths().cache / "benchmarks")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def head() -> Tensor:
    """(256, 256, 256) float32 T1 intensities from 0, as stored."""
    return torch.from_numpy(np.asarray(nibabel.load(brainchop() / "t1_crop.nii.gz").dataobj).astype(np.float32))


def quantiles_scaled(image: Tensor) -> Tensor:
    """Intensities as brainchop scales them: its quantiles 0.02 and 0.98 to 0 and 1."""
    low, high = np.quantile(image.numpy(), [0.02, 0.98]).astype(np.float32)
    return (image - low) / (high - low)


def standardised(image: Tensor) -> Tensor:
    """Mean 0 and deviation 1 over the voxels that are not zero; zero stays zero."""
    inside = image != 0
    return torch.where(inside, (image - image[inside].mean()) / image[inside].std(), 0.0)


def meshnet(name: str, classes: int, channels: int, activation: Any) -> MeshNet:
    """One of brainchop's networks with its weights."""
    dilations = (1, 2, 4, 8, 16, 8, 4, 2, 1)
    network = MeshNet(3, 1, classes, channels, dilations, activation)
    layers = (*network.convolutions, network.head)
    stored = load_file(brainchop() / name / "model.pth")
    numbers = sorted({int(key.split(".")[1]) for key in stored})
    for number, layer in zip(numbers, layers, strict=True):
        layer.load_state_dict({part: stored[f"model.{number}.{part}"] for part in ("weight", "bias")})
    return network.eval()


def tissues() -> Tensor:
    """(256, 256, 256) int64 classes of the head."""
    path = cache() / "tissues.npy"
    if not path.exists():
        image = head()
        network = meshnet("meshnet/model5_gw_ae", 3, 5, "relu")
        with torch.no_grad():
            found = network(quantiles_scaled(image)[None, None])[0].argmax(dim=0)
        found[(found == 0) & (image > 0)] = CLASSES - 1
        np.save(path, found.numpy().astype(np.uint8))
    return torch.from_numpy(np.load(path).astype(np.int64))


def trained(name: str) -> nn.Module:
    """A network of ``RECIPES`` with its trained weights, in evaluation mode."""
    recipe, path = RECIPES[name], cache() / f"{name}.safetensors"
    network = recipe.build()
    if not path.exists():
        _train(network, recipe.steps)
        save_file({key: value.contiguous() for key, value in network.state_dict().items()}, path)
    network.load_state_dict(load_file(path))
    return network.eval()


def _train(network: nn.Module, steps: int) -> None:
    torch.manual_seed(0)
    random = np.random.default_rng(0)
    image, classes = standardised(head()), tissues()
    inside = (classes > 0).nonzero()
    low, high = inside.min(dim=0).values, inside.max(dim=0).values
    optimiser = torch.optim.AdamW(network.parameters(), lr=_RATE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, _RATE, total_steps=steps)
    for step in range(steps):
        places = [_place(random, low, high, image.shape) for _ in range(2)]
        batch = torch.stack([image[place] for place in places])[:, None]
        with torch.autocast("cpu", torch.bfloat16):
            logits = network(batch)
        loss = functional.cross_entropy(logits.float(), torch.stack([classes[place] for place in places]))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        if step % 20 == 0:
            print(f"step {step} of {steps}: loss {loss.item():.3f}", flush=True)


def _place(random: np.random.Generator, low: Tensor, high: Tensor, shape: tuple[int, ...]) -> tuple[slice, ...]:
    """A crop with its centre in the head's box."""
    centre = [int(random.integers(int(a), int(b) + 1)) for a, b in zip(low, high, strict=True)]
    starts = [min(max(c - _SIDE // 2, 0), n - _SIDE) for c, n in zip(centre, shape, strict=True)]
    return tuple(slice(start, start + _SIDE) for start in starts)


if __name__ == "__main__":
    for recipe in RECIPES:
        trained(recipe)
