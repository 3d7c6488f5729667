"""The closed vocabulary of networks: a name and plain numbers become a MONAI network; nothing in a package is code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from monai.networks.nets import BasicUNet, DynUNet, SegResNet, UNet
from torch import nn

from medview.catalog.schema import Network, NetworkName
from medview.core.errors import ModelError

NETWORKS: Mapping[NetworkName, Callable[..., nn.Module]] = {
    "basic_unet": BasicUNet,
    "unet": UNet,
    "dynunet": DynUNet,
    "segresnet": SegResNet,
}
"""What each name of the package format builds; the arguments are the class's own."""


def build_network(network: Network) -> nn.Module:
    """Build a network with random weights.

    Args:
        network: Name, arguments and channels as a model package states them.

    Raises:
        ModelError: The network cannot be built from these arguments.
    """
    channels = {"spatial_dims": 3, "in_channels": network.in_channels, "out_channels": network.out_channels}
    try:
        return NETWORKS[network.name](**channels, **network.arguments)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ModelError(
            f"The network “{network.name}” cannot be built from {dict(network.arguments)}: {error}.",
            "The package's configs/medview.json is damaged or of another version; install the model again.",
        ) from error


def supervised(network: Network, heads: int) -> Network:
    """The same DynUNet with ``heads`` deeply supervised levels, for training only."""
    extra = {"deep_supervision": True, "deep_supr_num": heads}
    return replace(network, arguments={**network.arguments, **extra}) if heads else network
