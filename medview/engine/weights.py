"""Weights from a package into its network; nothing in the file is ever run."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import nn

from medview.catalog.package import Package
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.networks import build_network


def _read_pt(path: Path) -> Any:
    return torch.load(path, map_location="cpu", weights_only=True)


_READERS: Mapping[str, Callable[[Path], Any]] = {".safetensors": load_file, ".pt": _read_pt}


def load_networks(package: Package) -> tuple[nn.Module, ...]:
    """The package's network once for each fold, in float32 on the CPU, ready to predict.

    Raises:
        ModelError: The weights of a fold cannot be read or do not fit the network.
    """
    return load_network(package), *(load_network(package, fold) for fold in package.configuration.network.folds)


def load_network(package: Package, weights: str = "") -> nn.Module:
    """The package's network with its weights, in float32 on the CPU, ready to predict.

    Args:
        package: The package.
        weights: Path within the package of another fold's weights; empty: those it names first.

    Raises:
        ModelError: The weights cannot be read or do not fit the network.
    """
    network = build_network(package.configuration.network)
    path = package.folder / weights if weights else package.weights
    try:
        network.load_state_dict(_READERS[path.suffix](path))
    except (SafetensorError, pickle.UnpicklingError, RuntimeError, OSError, TypeError, AttributeError) as error:
        raise ModelError(
            tr("The weights of {model} cannot be read, or do not fit its network.").format(model=package.card.id),
            tr("Install the model again from where it came."),
        ) from error
    return network.float().eval()
