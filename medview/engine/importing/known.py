"""Networks others wrote that MedView has written anew: their weights by the names MedView's have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from medview.catalog.schema import Argument, Network
from medview.core.errors import ModelError
from medview.core.strict_json import NotStrict, read_object
from medview.core.text import tr
from medview.engine.importing.states import State, meshnet_names, renamed, splice_name, wnet_name
from medview.engine.networks.splice import GROUP

STANDARD_DILATIONS = (1, 1, 1, 1, 4, 4, 4, 4, 10, 10, 10, 10, 25, 25, 25, 25)
"""Of SpliceAI's units; its smaller forms have the first 4, 8 or 12 (Jaganathan et al. 2019, figure S1)."""


@dataclass(frozen=True)
class Beside:
    """What lies beside the weights.

    Args:
        model: ``model.json`` with a list of layers, as brainchop writes it.
        colours: ``colormap*.json`` with names and colours, as brainchop writes them.
    """

    model: Mapping[str, Any] = field(default_factory=dict)
    colours: tuple[Mapping[str, Any], ...] = ()

    @classmethod
    def of(cls, folder: Path) -> Beside:
        """Read what there is; files that are no JSON objects are none of it."""
        maps = (_object(path) for path in sorted(folder.glob("colormap*.json")))
        return cls(_object(folder / "model.json"), tuple(colours for colours in maps if "labels" in colours))


def _object(path: Path) -> Mapping[str, Any]:
    try:
        return read_object(path)
    except (OSError, NotStrict):
        return {}


@dataclass(frozen=True)
class Known:
    """A network that was recognised.

    Args:
        network: The network.
        state: Its weights by the names MedView's network has.
        unsure: Arguments nothing tells; the usual ones were taken.
    """

    network: Network
    state: State
    unsure: tuple[str, ...] = ()


def meshnet(state: State, beside: Beside) -> Known | None:
    """A row of convolutions whose dilations ``model.json`` lists.

    Raises:
        ModelError: The list is there and says something MeshNet does not have.
    """
    layers = beside.model.get("layers")
    convolutions = [value for value in state.values() if value.ndim > 2]
    if not isinstance(layers, list) or len(layers) != len(convolutions) or len(layers) < 2:
        return None
    *dilated, _ = (_layer(layer) for layer in layers)
    names = meshnet_names(state)
    bias = "convolutions.0.bias" in names.values()
    arguments: dict[str, Argument] = {
        "channels": convolutions[0].shape[0],
        "dilations": tuple(dilated),
        "activation": next((name for name in ("elu", "gelu") if beside.model.get(name)), "relu"),
        "norm": "channel" if beside.model.get("bnorm") else "none",
        "bias": bias,
    }
    dims: Any = convolutions[0].ndim - 2
    network = Network("meshnet", arguments, convolutions[0].shape[1], convolutions[-1].shape[0], spatial_dims=dims)
    return Known(network, renamed(state, names.__getitem__))


def _layer(layer: Any) -> int:
    """The dilation of one layer, the rest of which is as MeshNet's."""
    if not isinstance(layer, dict):
        raise _odd_layer(layer)
    kernel, dilation = layer.get("kernel_size"), layer.get("dilation", 1)
    fits = layer.get("stride", 1) == 1 and layer.get("padding") == (dilation if kernel == 3 else 0)
    if kernel not in (1, 3) or not isinstance(dilation, int) or not fits:
        raise _odd_layer(layer)
    return dilation


def _odd_layer(layer: Any) -> ModelError:
    return ModelError(
        tr("model.json lists a layer MeshNet does not have: {layer}.").format(layer=layer),
        tr("Its layers are convolutions of size 3 padded as wide as they are dilated, and one of size 1 at the end."),
    )


def wnet(state: State, _: Beside) -> Known | None:
    """The two U-Nets of lwnet."""
    if "unet1.first.block.0.weight" not in state or "unet2.final.weight" not in state:
        return None
    first = state["unet1.first.block.0.weight"]
    numbers = range(sum(bool(re.fullmatch(r"unet1\.down_path\.\d+\.block\.0\.weight", name)) for name in state))
    channels = (first.shape[0], *(state[f"unet1.down_path.{n}.block.0.weight"].shape[0] for n in numbers))
    network = Network(
        "wnet", {"channels": channels}, first.shape[1], state["unet2.final.weight"].shape[0], spatial_dims=2
    )
    return Known(network, renamed(state, wnet_name))


def splice(state: State, _: Beside) -> Known | None:
    """The residual network of OpenSpliceAI."""
    if "initial_conv.weight" not in state or "residual_units.0.conv1.weight" not in state:
        return None
    own = renamed(state, splice_name)
    units = sum(name.endswith(".body.2.weight") for name in own)
    widths = tuple(own[f"units.{n}.body.2.weight"].shape[2] for n in range(units))
    if units % GROUP or units > len(STANDARD_DILATIONS):
        return None
    first = own["first.weight"]
    arguments: dict[str, Argument] = {
        "widths": widths,
        "dilations": STANDARD_DILATIONS[:units],
        "channels": first.shape[0],
    }
    return Known(Network("splice", arguments, first.shape[1], own["head.weight"].shape[0], spatial_dims=1), own)
