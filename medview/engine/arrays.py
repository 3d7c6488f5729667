"""A package's network on plain arrays: what is given is the network's input, what comes out its output."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from medview.catalog.package import Package
from medview.catalog.schema import Configuration
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.weights import load_networks

Float = NDArray[np.float32]
Activation = Literal["softmax", "sigmoid", "none"]

ACTIVATIONS: Mapping[str, Callable[[Tensor], Tensor]] = {
    "softmax": lambda logits: torch.softmax(logits, dim=1),
    "sigmoid": torch.sigmoid,
    "none": lambda values: values,
}
"""From the network's output to probabilities, as ``Output.activation`` names them."""


def runner(package: Package) -> Callable[[Float], Float]:
    """The package's network in float32 on the processor; outputs of folds are averaged.

    Args:
        package: The package.

    Returns:
        From (n, channels, …) to (n, outputs, …), before any activation.

    Raises:
        ModelError: The weights cannot be read or do not fit the network.
    """
    networks = load_networks(package)
    return lambda array: _mean(networks, torch.from_numpy(array))


def _mean(networks: tuple[nn.Module, ...], array: Tensor) -> Float:
    with torch.inference_mode():
        total: Tensor = networks[0](array.clone())
        for network in networks[1:]:
            total = total + network(array.clone())
        return (total / len(networks)).numpy()


_OF_NUMBERS = ("smiles_properties", "generator")


def reads_numbers(configuration: Configuration) -> bool:
    """Whether the network reads a row of numbers, without any axis in space or along a text."""
    return configuration.letters is None and configuration.network.name in _OF_NUMBERS


def activated(package: Package, output: Float) -> Float:
    """What the package makes of its network's output: probabilities."""
    activation = ACTIVATIONS[package.configuration.output.activation]
    values: Float = activation(torch.from_numpy(output)).numpy()
    return values


def batched(package: Package, array: NDArray[np.generic]) -> Float:
    """An array as the network's input: with a batch, in float32.

    Args:
        package: The package.
        array: (channels, …) or (n, channels, …).

    Raises:
        ModelError: It has another number of axes or channels.
    """
    network, letters = package.configuration.network, package.configuration.letters
    rank = 1 if reads_numbers(package.configuration) else network.spatial_dims + 1
    values = np.asarray(array)
    if values.dtype.kind not in "fiub" or values.ndim not in (rank, rank + 1):
        raise _misfit(package, values)
    values = values[None] if values.ndim == rank else values
    axis = -1 if letters is not None and letters.channels_last else 1
    if values.shape[axis] != network.in_channels:
        raise _misfit(package, np.asarray(array))
    return np.ascontiguousarray(values, dtype=np.float32)


def _misfit(package: Package, values: NDArray[np.generic]) -> ModelError:
    network = package.configuration.network
    return ModelError(
        tr("{model} cannot read an array of shape {shape} and type {type}.").format(
            model=package.card.name, shape="×".join(map(str, values.shape)), type=values.dtype
        ),
        tr("It reads {channels} channels along {dims} axes, with or without a batch before them.").format(
            channels=network.in_channels, dims=network.spatial_dims
        ),
    )
