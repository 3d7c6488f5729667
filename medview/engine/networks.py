"""The closed vocabulary of networks: a name and plain numbers become a MONAI network.

A model package names its network with one of ``NETWORKS`` and its parameters; nothing in a package is code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from monai.networks.nets import BasicUNet, DynUNet, UNet
from torch import nn

from medview.core.errors import ModelError

Builder = Callable[..., nn.Module]


def _dynunet(
    channels: int, classes: int, filters: Sequence[int], residual: bool = False, heads: int = 0, dimensions: int = 3
) -> nn.Module:
    """A U-Net with instance norm and strided convolutions (Isensee et al. 2021), one level per entry of ``filters``.

    ``heads`` is the number of deeply supervised levels below the first: training only, 0 in a package.
    """
    levels = len(filters)
    return DynUNet(
        spatial_dims=dimensions,
        in_channels=channels,
        out_channels=classes,
        kernel_size=[3] * levels,
        strides=[1] + [2] * (levels - 1),
        upsample_kernel_size=[2] * (levels - 1),
        filters=list(filters),
        norm_name=("INSTANCE", {"affine": True}),
        res_block=residual,
        deep_supervision=heads > 0,
        deep_supr_num=max(heads, 1),
    )


def _unet(
    channels: int, classes: int, filters: Sequence[int], residual_units: int = 0, dimensions: int = 3
) -> nn.Module:
    """MONAI's plain U-Net."""
    return UNet(
        spatial_dims=dimensions,
        in_channels=channels,
        out_channels=classes,
        channels=tuple(filters),
        strides=(2,) * (len(filters) - 1),
        num_res_units=residual_units,
    )


def _basic_unet(channels: int, classes: int, filters: Sequence[int], dimensions: int = 3) -> nn.Module:
    """MONAI's basic U-Net; ``filters`` has six entries."""
    return BasicUNet(spatial_dims=dimensions, in_channels=channels, out_channels=classes, features=tuple(filters))


NETWORKS: Mapping[str, Builder] = {"dynunet": _dynunet, "unet": _unet, "basic_unet": _basic_unet}


def build_network(name: str, parameters: Mapping[str, Any]) -> nn.Module:
    """Build a network with random weights.

    Args:
        name: One of ``NETWORKS``.
        parameters: The builder's keyword arguments: ``channels``, ``classes``, ``filters`` and its own.

    Raises:
        ModelError: The name or a parameter is not in the vocabulary.
    """
    builder = NETWORKS.get(name)
    if builder is None:
        raise ModelError(
            f"The model names the network “{name}”; known are {', '.join(sorted(NETWORKS))}.",
            "Use a package made for this version of MedView.",
        )
    try:
        return builder(**parameters)
    except (TypeError, ValueError) as error:
        raise ModelError(
            f"The network “{name}” cannot be built from {dict(parameters)}: {error}.",
            "The package's configs/medview.json is damaged or of another version.",
        ) from error
