"""Which of MONAI's networks weights belong to, and with which arguments, told from their names and shapes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import count, takewhile

from medview.catalog.schema import Argument, Network, NetworkName
from medview.core.errors import ModelError
from medview.engine.importing.states import State
from medview.engine.networks.table import build_network
from medview.engine.weights import check_fit


@dataclass(frozen=True)
class Guess:
    """A network told from its weights.

    Args:
        network: The network.
        unsure: Arguments the weights do not tell; the usual ones were taken.
    """

    network: Network
    unsure: tuple[str, ...] = ()


def guess(state: State) -> Guess | None:
    """The MONAI network whose names and shapes these are exactly, or None."""
    for mark, infer in _FAMILIES.items():
        if any(re.match(mark, name) for name in state):
            found = _tried(infer, state)
            if found is not None:
                return found
    return None


def _tried(infer: Callable[[State], Guess], state: State) -> Guess | None:
    try:
        found = infer(state)
        check_fit(build_network(found.network, empty=True), state)
    except (ModelError, KeyError, IndexError, StopIteration, ZeroDivisionError):
        return None
    return found


def _network(name: NetworkName, state: State, first: str, last: str, arguments: Mapping[str, Argument]) -> Network:
    """The network whose first weights see the image and whose last ones give the classes."""
    return Network(
        name,
        arguments,
        in_channels=state[first].shape[1],
        out_channels=state[last].shape[0],
        spatial_dims={3: 1, 4: 2, 5: 3}[state[first].ndim],  # type: ignore[arg-type] # 1, 2 or 3
    )


def _present(state: State, template: str) -> int:
    """How many numbered parts there are, from 0 on."""
    return sum(1 for _ in takewhile(lambda n: any(name.startswith(template.format(n)) for name in state), count()))


def _norm(state: State, layer: str) -> Argument:
    """Which norm an ``adn`` block has, by the weights it keeps."""
    if f"{layer}.adn.N.running_mean" in state:
        return "batch"
    return "instance"


def _unet(state: State) -> Guess:
    units = _present(state, "model.0.conv.unit{}.")
    part, up = (".conv.unit0", "model.2.0") if units else ("", "model.2")
    depth = _depth(state)
    floors = [f"model{'.1.submodule' * floor}.0{part}" for floor in range(depth)]
    lowest = f"model{'.1.submodule' * depth}{part}"
    layer, last = floors[0], "model.2.1.conv.unit0.conv.weight" if units else "model.2.conv.weight"
    arguments: dict[str, Argument] = {
        "channels": tuple(state[f"{floor}.conv.weight"].shape[0] for floor in (*floors, lowest)),
        "strides": (2,) * depth,
        "kernel_size": state[f"{layer}.conv.weight"].shape[2],
        "up_kernel_size": state[f"{up}.conv.weight"].shape[2],
        "num_res_units": units,
        "norm": _norm(state, layer),
        "act": "PRELU" if f"{layer}.adn.A.weight" in state else "RELU",
        "bias": f"{layer}.conv.bias" in state,
    }
    network = _network("unet", state, f"{layer}.conv.weight", last, arguments)
    classes = state[last].shape[0 if units else 1]  # transposed convolutions have what comes out second
    told = {"norm": arguments["norm"] == "batch", "act": arguments["act"] == "PRELU"}
    unsure = tuple(name for name in ("norm", "act") if not told[name])
    return Guess(replace(network, out_channels=classes), ("strides", *unsure, "adn_ordering"))


def _depth(state: State) -> int:
    """How many levels of a U-Net lie within each other."""
    return max(name.count("1.submodule") for name in state)


def _basic_unet(state: State) -> Guess:
    levels = [state["conv_0.conv_0.conv.weight"].shape[0]]
    levels += [state[f"down_{n}.convs.conv_0.conv.weight"].shape[0] for n in range(1, 5)]
    last = state["upcat_1.convs.conv_0.conv.weight"].shape[0]
    deconvolved = "upcat_4.upsample.deconv.weight" in state
    arguments: dict[str, Argument] = {
        "features": (*levels, last),
        "bias": "conv_0.conv_0.conv.bias" in state,
        "upsample": "deconv" if deconvolved else "pixelshuffle",
    }
    if "conv_0.conv_0.adn.N.running_mean" in state:
        arguments["norm"] = "batch"
    network = _network("basic_unet", state, "conv_0.conv_0.conv.weight", "final_conv.weight", arguments)
    unsure = ("act",) if "norm" in arguments else ("norm", "act")
    return Guess(network, unsure if deconvolved else (*unsure, "upsample"))


def _segresnet(state: State) -> Guess:
    downs, ups = _present(state, "down_layers.{}."), _present(state, "up_layers.{}.")
    arguments: dict[str, Argument] = {
        "init_filters": state["convInit.conv.weight"].shape[0],
        "blocks_down": tuple(_present_from(state, f"down_layers.{n}.{{}}.", 1) for n in range(downs)),
        "blocks_up": tuple(_present(state, f"up_layers.{n}.{{}}.") for n in range(ups)),
        "upsample_mode": "deconv" if "up_samples.0.1.deconv.weight" in state else "nontrainable",
    }
    network = _network("segresnet", state, "convInit.conv.weight", "conv_final.2.conv.weight", arguments)
    return Guess(network, ("norm", "act", "num_groups", "upsample_mode"))


def _present_from(state: State, template: str, first: int) -> int:
    numbers = takewhile(lambda n: any(name.startswith(template.format(n)) for name in state), count(first))
    return sum(1 for _ in numbers)


def _dynunet(state: State) -> Guess:
    downs = _present(state, "downsamples.{}.")
    layers = ["input_block", *(f"downsamples.{n}" for n in range(downs)), "bottleneck"]
    kernels = tuple(tuple(state[f"{layer}.conv1.conv.weight"].shape[2:]) for layer in layers)
    filters = tuple(state[f"{layer}.conv1.conv.weight"].shape[0] for layer in layers)
    ups = [tuple(state[f"upsamples.{n}.transp_conv.conv.weight"].shape[2:]) for n in range(downs + 1)]
    strides = tuple(reversed(ups))
    arguments: dict[str, Argument] = {
        "kernel_size": kernels,
        "strides": ((1,) * len(kernels[0]), *strides),
        "upsample_kernel_size": strides,
        "filters": filters,
        "res_block": any(name.startswith("downsamples.0.conv3.") for name in state),
        "trans_bias": "upsamples.0.transp_conv.conv.bias" in state,
    }
    last = "output_block.conv.conv.weight"
    network = _network("dynunet", state, "input_block.conv1.conv.weight", last, arguments)
    return Guess(network, ("strides", "norm_name", "act_name"))


def _densenet(state: State) -> Guess:
    blocks = range(1, 1 + _present_from(state, "features.denseblock{}.", 1))
    growth = state["features.denseblock1.denselayer1.layers.conv2.weight"].shape[0]
    arguments: dict[str, Argument] = {
        "init_features": state["features.conv0.weight"].shape[0],
        "growth_rate": growth,
        "block_config": tuple(_present_from(state, f"features.denseblock{n}.denselayer{{}}.", 1) for n in blocks),
        "bn_size": state["features.denseblock1.denselayer1.layers.conv1.weight"].shape[0] // growth,
    }
    network = _network("densenet", state, "features.conv0.weight", "class_layers.out.weight", arguments)
    return Guess(network, ("act",))


def _resnet(state: State) -> Guess:
    layers = tuple(_present(state, f"layer{n}.{{}}.") for n in range(1, 5))
    bottleneck = "layer1.0.conv3.weight" in state
    arguments: dict[str, Argument] = {
        "block": "bottleneck" if bottleneck else "basic",
        "layers": layers,
        "block_inplanes": tuple(state[f"layer{n}.0.conv1.weight"].shape[0] for n in range(1, 5)),
        "conv1_t_size": state["conv1.weight"].shape[2],
        "conv1_t_stride": 1,
        "shortcut_type": "B",
        "bias_downsample": "layer2.0.downsample.0.bias" in state,
    }
    unsure = ("act", "conv1_t_stride", "no_max_pool")
    return Guess(_network("resnet", state, "conv1.weight", "fc.weight", arguments), unsure)


_FAMILIES: Mapping[str, Callable[[State], Guess]] = {
    r"model\.(0\.conv\.unit0|1\.submodule)\.": _unet,
    r"upcat_1\.": _basic_unet,
    r"convInit\.": _segresnet,
    r"input_block\.conv1\.": _dynunet,
    r"features\.denseblock1\.": _densenet,
    r"layer1\.0\.conv1\.": _resnet,
}
"""A name every network of the family has, and how its arguments are read."""
