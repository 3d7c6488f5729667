"""What the sides of whole images must be multiples of for a network, found by running it on shapes alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import torch
from torch import Tensor, nn

from medview.catalog.schema import Configuration, Network, Tiling
from medview.core.errors import ModelError
from medview.engine.networks.table import build_network

CANDIDATES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128)
"""What is tried: networks halve their images a few times, some take thirds."""


def divisible(configuration: Configuration) -> Tiling:
    """A package's windows; where whole images are read and nothing says what they are padded to, what they must be.

    Where nothing can be found out, as of ONNX files, they stay as they are.
    """
    tiling, network = configuration.tiling, configuration.network
    unknown = tiling.whole and tiling.multiple == (1, 1, 1) and configuration.letters is None
    sides = _network_sides(tiling.patch, network.spatial_dims)
    found = multiples(network, sides) if unknown and len(sides) == network.spatial_dims else ()
    if set(found) <= {1}:
        return tiling
    flat = _flat(tiling.patch, network.spatial_dims)
    x, y, z = (*found[:flat], 1, *found[flat:]) if len(found) < 3 else found
    return replace(tiling, multiple=(x, y, z))


def _network_sides(patch: Sequence[int], dims: int) -> tuple[int, ...]:
    flat = _flat(patch, dims)
    return tuple(side for axis, side in enumerate(patch) if axis != flat)


def _flat(patch: Sequence[int], dims: int) -> int:
    """The axis along which a network of two dimensions goes slice by slice; 3 for none."""
    return list(patch).index(1) if dims < 3 and 1 in patch else 3


def multiples(network: Network, least: Sequence[int]) -> tuple[int, ...]:
    """Of what each side of a network's input must be a multiple; empty where that cannot be found.

    Args:
        network: The network.
        least: Sides it takes; what is tried is at least as large.
    """
    try:
        module = build_network(network, empty=True).eval()
    except ModelError:
        return ()
    together = next((n for n in CANDIDATES if _takes(module, network, least, (n,) * len(least))), 0)
    if not together:
        return ()
    found = [together] * len(least)
    for axis in range(len(found)):
        smaller = (n for n in CANDIDATES if n <= together)
        tried = ((*found[:axis], n, *found[axis + 1 :]) for n in smaller)
        found = list(next(one for one in tried if _takes(module, network, least, one)))
    return tuple(found)


def _takes(module: nn.Module, network: Network, least: Sequence[int], wanted: Sequence[int]) -> bool:
    """Whether a network gives as many voxels as it gets of sides that are odd multiples, and multiples of no more."""
    sides = tuple((-(-side // n) | 1) * n for side, n in zip(least, wanted, strict=True))
    try:
        with torch.inference_mode():
            found = module(torch.empty((1, network.in_channels, *sides), device="meta"))
    except Exception:  # noqa: BLE001 # whatever a network says to sides it does not take
        return False
    output: Tensor = found[0] if isinstance(found, tuple | list) else found
    return output.dim() == 2 or tuple(output.shape[2:]) == sides
