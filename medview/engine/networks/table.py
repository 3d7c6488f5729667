"""Which network each name of the package format builds, and from which arguments."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import nn

from medview.catalog.schema import Network, NetworkName
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.networks.attending import AttentionClassifier
from medview.engine.networks.detectors import RetinaDetector, YoloDetector
from medview.engine.networks.limits import beyond
from medview.engine.networks.meshnet import MeshNet
from medview.engine.networks.pair_aligner import PairAligner
from medview.engine.networks.plain_conv_unet import PlainConvUNet
from medview.engine.networks.residual_encoder_unet import ResidualEncoderUNet
from medview.engine.networks.sequence_reader import SequenceReader
from medview.engine.networks.smiles import SmilesEncoder, SmilesProperties
from medview.engine.networks.splice import Splice
from medview.engine.networks.wnet import WNet


@dataclass(frozen=True)
class Row:
    """How a network of one name is built.

    Args:
        build: Its class, or the name of a class of MONAI's: MONAI takes 190 MB and is imported where it is used.
        spatial_dims: What the class calls its dimensions; empty where it has no such argument.
        in_channels: What it calls the channels of its input.
        out_channels: What it calls those of its output.
    """

    build: Callable[..., nn.Module] | str
    spatial_dims: str = "spatial_dims"
    in_channels: str = "in_channels"
    out_channels: str = "out_channels"

    def make(self) -> Callable[..., nn.Module]:
        """The class."""
        if not isinstance(self.build, str):
            return self.build
        found: Callable[..., nn.Module] = getattr(importlib.import_module("monai.networks.nets"), self.build)
        return found

    def stated(self, network: Network) -> dict[str, int]:
        """The arguments a package states beside those of the network itself."""
        names = (self.spatial_dims, self.in_channels, self.out_channels)
        values = (network.spatial_dims, network.in_channels, network.out_channels)
        return {name: value for name, value in zip(names, values, strict=True) if name}

    def arguments(self, network: Network) -> frozenset[str]:
        """Names of the arguments the network itself may have."""
        return frozenset(inspect.signature(self.make()).parameters) - self.stated(network).keys()


NETWORKS: Mapping[NetworkName, Row] = {
    # MONAI's: the arguments are the class's own
    "basic_unet": Row("BasicUNet"),
    "unet": Row("UNet"),
    "dynunet": Row("DynUNet"),
    "segresnet": Row("SegResNet"),
    "segresnet_ds": Row("SegResNetDS"),
    "vnet": Row("VNet"),
    "attention_unet": Row("AttentionUnet"),
    "densenet": Row("DenseNet"),
    "resnet": Row("ResNet", in_channels="n_input_channels", out_channels="num_classes"),
    "generator": Row("Generator", spatial_dims="", in_channels="", out_channels=""),
    # ours
    "attention_classifier": Row(AttentionClassifier, spatial_dims=""),
    "meshnet": Row(MeshNet),
    "wnet": Row(WNet),
    "plain_conv_unet": Row(PlainConvUNet),
    "residual_encoder_unet": Row(ResidualEncoderUNet),
    "retina_detector": Row(RetinaDetector),
    "yolo_detector": Row(YoloDetector),
    "splice": Row(Splice),
    "sequence_reader": Row(SequenceReader),
    "pair_aligner": Row(PairAligner),
    "smiles_encoder": Row(SmilesEncoder),
    "smiles_properties": Row(SmilesProperties),
}
"""What each name of the package format builds; ``onnx`` is run by onnxruntime and is not here."""


def is_monai(name: NetworkName) -> bool:
    """Whether a network of this name is a class of MONAI's."""
    return name in NETWORKS and isinstance(NETWORKS[name].build, str)


_SHOWN = 1000
"""Characters of arguments an error shows."""


def build_network(network: Network, empty: bool = False) -> nn.Module:
    """Build a network.

    Args:
        network: Name, arguments and channels as a model package states them.
        empty: Build it without memory for its weights, which are then assigned; else they are random.

    Raises:
        ModelError: The network cannot be built from these arguments.
    """
    row = NETWORKS.get(network.name)
    if row is None:
        raise _not_built(network, tr("there is no network of this name"))
    too_much = beyond(network)
    if too_much:
        raise _not_built(network, too_much)
    unknown = sorted(network.arguments.keys() - row.arguments(network))
    if unknown:
        raise _not_built(network, tr("it has no argument “{name}”").format(name=unknown[0]))
    with torch.device("meta" if empty else "cpu"):
        return _built(network, row.make(), row.stated(network))


def _built(network: Network, build: Callable[..., nn.Module], stated: Mapping[str, Any]) -> nn.Module:
    try:
        return build(**stated, **network.arguments)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, RuntimeError, NotImplementedError) as error:
        raise _not_built(network, str(error)) from error


def _not_built(network: Network, why: str) -> ModelError:
    return ModelError(
        tr("The network “{name}” cannot be built from {arguments}: {why}.").format(
            name=network.name, arguments=str(dict(network.arguments))[:_SHOWN], why=why
        ),
        tr("The package's configs/medview.json is damaged or of another version; install the model again."),
    )


def supervised(network: Network, heads: int) -> Network:
    """The same DynUNet with ``heads`` deeply supervised levels, for training only."""
    extra = {"deep_supervision": True, "deep_supr_num": heads}
    return replace(network, arguments={**network.arguments, **extra}) if heads else network
