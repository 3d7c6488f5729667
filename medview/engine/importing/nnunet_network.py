"""nnU-Net's plans and weights to a network of the vocabulary: what the plans say of it, and names of its weights."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from torch import Tensor

from medview.catalog.schema import Argument, Network
from medview.core.text import tr
from medview.engine.importing.refusals import nnunet_lacks

_CLASSES: Mapping[str, tuple[Literal["plain_conv_unet", "residual_encoder_unet"], str]] = {
    "PlainConvUNet": ("plain_conv_unet", "n_conv_per_stage"),
    "ResidualEncoderUNet": ("residual_encoder_unet", "n_blocks_per_stage"),
}
"""nnU-Net's classes: our name of it, and what it calls the number of convolutions of each stage down."""

_NORMS = {"InstanceNorm": "instance", "BatchNorm": "batch"}
_ACTIVATIONS = {"LeakyReLU": "leaky_relu", "ReLU": "relu", "GELU": "gelu", "SiLU": "silu"}
_PLAIN_WORDS = {"inplace", "negative_slope"}

MOST_STAGES = 64
"""Each halves the image: more than a few dozen are none's."""

_SAME: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), better)
    for pattern, better in (
        (r"^(module\.|_orig_mod\.)+", ""),
        (r"^decoder\.encoder\.", "encoder."),
        (r"\.all_modules\.0\.", ".conv."),
        (r"\.all_modules\.\d+\.", ".norm."),
    )
)
"""Other names of the same weights: nnU-Net stores what modules share several times."""

_NAMES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern + r"\.(\w+)$"), better)
    for pattern, better in (
        (r"^encoder\.stages\.(\d+)\.0\.convs\.(\d+)\.(conv|norm)", r"down.\1.\2.\3.\4"),
        (r"^encoder\.stages\.(\d+)\.convs\.(\d+)\.(conv|norm)", r"down.\1.\2.\3.\4"),
        (r"^encoder\.stem\.convs\.0\.(conv|norm)", r"stem.\1.\2"),
        (r"^encoder\.stages\.(\d+)\.blocks\.(\d+)\.conv1\.(conv|norm)", r"down.\1.\2.first.\3.\4"),
        (r"^encoder\.stages\.(\d+)\.blocks\.(\d+)\.conv2\.(conv|norm)", r"down.\1.\2.second.\3.\4"),
        (r"^encoder\.stages\.(\d+)\.blocks\.(\d+)\.skip\.\d\.(conv|norm)", r"down.\1.\2.around.\3.\4"),
        (r"^decoder\.stages\.(\d+)\.convs\.(\d+)\.(conv|norm)", r"up.stages.\1.\2.\3.\4"),
        (r"^decoder\.transpconvs\.(\d+)", r"up.grow.\1.\2"),
    )
)
_HEAD = re.compile(r"^decoder\.seg_layers\.(\d+)\.(\w+)$")


def network_of(configuration: Mapping[str, Any], inside: int, outside: int, weights: Mapping[str, Tensor]) -> Network:
    """The network a configuration of the plans describes.

    Args:
        configuration: From plans.json, with what it inherits.
        inside: Channels of the input.
        outside: Channels of the output.
        weights: As the checkpoint has them; they tell a trainer that put batch in the place of instance norm.

    Raises:
        ModelError: It is of a class MedView does not have; the message names it.
    """
    class_name, said = _architecture(configuration)
    short = class_name.rsplit(".", 1)[-1]
    if short not in _CLASSES:
        raise nnunet_lacks(tr("the network {name}").format(name=class_name))
    if not str(said.get("block", "BasicBlockD")).endswith("BasicBlockD") or said.get("bottleneck_channels"):
        raise nnunet_lacks(tr("blocks with a bottleneck"))
    name, counts = _CLASSES[short]
    dims, stages = len(configuration["patch_size"]), _stages(said, counts)
    arguments: dict[str, Argument] = {
        "features": _each(said["features_per_stage"], stages),
        "kernels": _sides(said["kernel_sizes"], stages, dims),
        "strides": _sides(said["strides"], stages, dims),
        "blocks_down" if name == "residual_encoder_unet" else "convolutions_down": _each(said[counts], stages),
        "convolutions_up": _each(said["n_conv_per_stage_decoder"], stages - 1),
        "bias": bool(said.get("conv_bias", False)),
        **_norm(said, dims, weights),
        **_activation(said),
    }
    if said.get("nonlin_first"):
        arguments["activation_first"] = True
    if said.get("stem_channels"):
        arguments["stem"] = int(said["stem_channels"])
    return Network(name, arguments, inside, outside, spatial_dims=2 if dims == 2 else 3)


def renamed(weights: Mapping[str, Tensor], heads: int) -> dict[str, Tensor]:
    """Weights by the names of MedView's network; the heads that only training needs are left out.

    Args:
        weights: As the checkpoint has them.
        heads: Stages of the way up: the last one's head gives the output.

    Raises:
        ModelError: A name does not belong to such a network.
    """
    found: dict[str, Tensor] = {}
    for name, tensor in weights.items():
        plain = name
        for pattern, better in _SAME:
            plain = pattern.sub(better, plain)
        ours = _ours(plain, heads)
        if ours is None:
            raise nnunet_lacks(tr("weights named “{name}”: the trainer built another network").format(name=name))
        if ours and (ours not in found or plain == name):
            found[ours] = tensor
    return found


def _ours(name: str, heads: int) -> str | None:
    """Our name; empty for what is left out, None for what is unknown."""
    head = _HEAD.match(name)
    if head:
        return f"up.logits.{head[2]}" if int(head[1]) == heads - 1 else ""
    return next((pattern.sub(better, name) for pattern, better in _NAMES if pattern.match(name)), None)


def _architecture(configuration: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """The class and its arguments, from either form plans have had."""
    if "architecture" in configuration:
        architecture = configuration["architecture"]
        return str(architecture["network_class_name"]), architecture["arch_kwargs"]
    name, down = str(configuration["UNet_class_name"]), configuration["n_conv_per_stage_encoder"]
    base, most = configuration["UNet_base_num_features"], configuration["unet_max_num_features"]
    counts = _CLASSES[name][1] if name in _CLASSES else ""
    return name, {
        "n_stages": len(down),
        "features_per_stage": [min(base * 2**stage, most) for stage in range(len(down))],
        "kernel_sizes": configuration["conv_kernel_sizes"],
        "strides": configuration["pool_op_kernel_sizes"],
        counts: down,
        "n_conv_per_stage_decoder": configuration["n_conv_per_stage_decoder"],
        "conv_bias": True,
        "norm_op": f"torch.nn.InstanceNorm{len(configuration['patch_size'])}d",
        "norm_op_kwargs": {"eps": 1e-5, "affine": True},
        "nonlin": "torch.nn.LeakyReLU",
    }


def _stages(said: Mapping[str, Any], counts: str) -> int:
    """How many stages there are; lists of something of each must be as long."""
    stages = int(said["n_stages"])
    lists = (said[name] for name in ("features_per_stage", "kernel_sizes", "strides", counts))
    lengths = {len(value) for value in lists if isinstance(value, Sequence)}
    if not 1 <= stages <= MOST_STAGES or lengths - {stages}:
        raise nnunet_lacks(
            tr("{stages} stages with lists of {lengths}").format(
                stages=stages, lengths=", ".join(map(str, sorted(lengths))) or "0"
            )
        )
    return stages


def _each(value: Any, count: int) -> tuple[int, ...]:
    return (int(value),) * count if isinstance(value, int) else tuple(int(part) for part in value)


def _sides(value: Any, count: int, dims: int) -> tuple[tuple[int, ...], ...]:
    stages: Sequence[Any] = [value] * count if isinstance(value, int) else value
    return tuple(_each(stage, dims) for stage in stages)


def _norm(said: Mapping[str, Any], dims: int, weights: Mapping[str, Tensor]) -> dict[str, Argument]:
    words, name = dict(said.get("norm_op_kwargs") or {}), said.get("norm_op")
    if not name:
        return {"norm": "none"}
    short = str(name).rsplit(".", 1)[-1].removesuffix(f"{dims}d")
    if short not in _NORMS or words.keys() - {"eps", "affine", "momentum", "track_running_stats"}:
        raise nnunet_lacks(tr("the normalisation {name} with {words}").format(name=name, words=words))
    measured = any(key.endswith("norm.running_mean") for key in weights)
    kind = "batch" if measured else _NORMS[short]
    affine = bool(words.get("affine", kind == "batch"))
    return {"norm": kind, "norm_eps": float(words.get("eps", 1e-5)), "norm_affine": affine}


def _activation(said: Mapping[str, Any]) -> dict[str, Argument]:
    words, name = dict(said.get("nonlin_kwargs") or {}), str(said.get("nonlin"))
    short = name.rsplit(".", 1)[-1]
    if short not in _ACTIVATIONS or words.keys() - _PLAIN_WORDS:
        raise nnunet_lacks(tr("the activation {name} with {words}").format(name=name, words=words))
    return {"activation": _ACTIVATIONS[short], "slope": float(words.get("negative_slope", 0.01))}
