"""What a MONAI bundle may ask for by ``_target_``: a closed table of names, and how each becomes a value of ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from medview.catalog.schema import Argument, Network, NetworkName, Tiling
from medview.core.text import tr
from medview.engine.importing.bundle_config import TARGET, BundleConfig, Component
from medview.engine.importing.refusals import not_supported

Group = Literal["networks", "inferers", "transforms", "others"]

_MODULES: Mapping[str, Group] = {
    r"monai\.networks\.nets(\.\w+)?": "networks",
    r"monai\.inferers(\.\w+)?": "inferers",
    r"monai\.transforms(\.\w+)*": "transforms",
}
"""Where MONAI keeps what MedView reads."""

_LEFT_OUT = re.compile(r"(monai|ignite|torch)(\.\w+)+")
"""Where what is left out may come from: loaders, engines, handlers, metrics, losses, optimisers."""

_CODE_OF = re.compile(r"torch\.(load|save|jit|hub|package|multiprocessing|distributed|utils\.cpp_extension)\b.*")
"""What of these would read or run other people's code."""

_DICTIONARY = re.compile(r"(?<=[a-z0-9])(D|Dict)$")


@dataclass(frozen=True)
class Build:
    """How a network's arguments become ours.

    Args:
        name: Its name in the vocabulary.
        renamed: What MONAI calls an argument, or used to call it, and what we call it; empty drops it.
        usual: What MONAI takes where the bundle says nothing and the vocabulary's network does not know it.
        harmless: Arguments that change nothing about the result, with the values they may have.
        channels: Usual channels of input and output, where MONAI has some.
    """

    name: NetworkName
    renamed: Mapping[str, str] = field(default_factory=dict)
    usual: Mapping[str, Argument] = field(default_factory=dict)
    harmless: Mapping[str, tuple[object, ...]] = field(default_factory=dict)
    channels: tuple[int, int] | None = None


_OLD_DIMENSIONS = {"dimensions": "spatial_dims"}
_NOT_LOADED = {"pretrained": (False, None), "progress": (True, False)}


def _dense(init: int, growth: int, *blocks: int) -> Build:
    usual: dict[str, Argument] = {"init_features": init, "growth_rate": growth, "block_config": blocks}
    return Build("densenet", _OLD_DIMENSIONS, usual, _NOT_LOADED)


def _residual(block: str, *layers: int) -> Build:
    usual: dict[str, Argument] = {"block": block, "layers": layers, "block_inplanes": (64, 128, 256, 512)}
    names = {"n_input_channels": "in_channels", "num_classes": "out_channels"}
    return Build("resnet", names, usual, _NOT_LOADED, (3, 400))


NETWORKS: Mapping[str, Build] = {
    "unet": Build("unet", _OLD_DIMENSIONS),
    "basicunet": Build("basic_unet", _OLD_DIMENSIONS, channels=(1, 2)),
    "dynunet": Build("dynunet"),
    "segresnet": Build("segresnet", channels=(1, 2)),
    "segresnetds": Build("segresnet_ds", channels=(1, 2)),
    "vnet": Build("vnet", channels=(1, 1)),
    "attentionunet": Build("attention_unet"),
    "densenet": Build("densenet", _OLD_DIMENSIONS),
    "densenet121": _dense(64, 32, 6, 12, 24, 16),
    "densenet169": _dense(64, 32, 6, 12, 32, 32),
    "densenet201": _dense(64, 32, 6, 12, 48, 32),
    "densenet264": _dense(64, 32, 6, 12, 64, 48),
    "resnet": Build("resnet", {"n_input_channels": "in_channels", "num_classes": "out_channels"}, channels=(3, 400)),
    "resnet10": _residual("basic", 1, 1, 1, 1),
    "resnet18": _residual("basic", 2, 2, 2, 2),
    "resnet34": _residual("basic", 3, 4, 6, 3),
    "resnet50": _residual("bottleneck", 3, 4, 6, 3),
    "resnet101": _residual("bottleneck", 3, 4, 23, 3),
    "resnet152": _residual("bottleneck", 3, 8, 36, 3),
    "generator": Build("generator"),
}
"""MONAI's networks by their names in small letters, as its aliases differ from them in nothing else."""

_NEED_EINOPS = frozenset(("unetr", "swinunetr", "vit", "vitautoenc"))

INFERERS = frozenset(("simpleinferer", "slidingwindowinferer", "slidingwindowinfereradapt", "sliceinferer"))


def short_name(target: str, group: Group) -> str:
    """A target's name without its module; empty where it is of another group.

    Args:
        target: As the bundle writes it: ``UNet``, ``monai.networks.nets.UNet`` …
        group: What it should be one of.
    """
    module, _, name = target.rpartition(".")
    if module and not any(re.fullmatch(pattern, module) for pattern, of in _MODULES.items() if of == group):
        return ""
    return _DICTIONARY.sub("d", name) if group == "transforms" else name.casefold()


def check_targets(config: BundleConfig) -> None:
    """Refuse a bundle that asks, anywhere in it, for what comes from neither MONAI nor PyTorch.

    Raises:
        ModelError: It names the target.
    """
    for _, value in config.components():
        target = value[TARGET]
        if not isinstance(target, str) or target.startswith(("$", "@")):
            raise not_supported(f"_target_ {target}")
        foreign = "." in target and not _LEFT_OUT.fullmatch(target)
        if foreign or _CODE_OF.fullmatch(target):
            raise not_supported(f"_target_ {target}")


def network_of(component: Component) -> Network:
    """The network a bundle builds.

    Raises:
        ModelError: It is not in the vocabulary, or built from what MedView does not know.
    """
    name = short_name(component.target, "networks")
    build = NETWORKS.get(name)
    if build is None:
        why = tr(" (it needs einops, which MedView does not carry)") if name in _NEED_EINOPS else ""
        raise not_supported(tr("the network {name}").format(name=component.target) + why)
    arguments: dict[str, Any] = dict(build.usual)
    for name, value in component.arguments().items():
        better = build.renamed.get(name, name)
        allowed = build.harmless.get(name)
        if allowed and value not in allowed:
            raise not_supported(f"{component.target}({name}={value})")
        if better and not allowed:
            arguments[better] = argument(value, f"{component.target}({name})")
    return _GIVEN.get(build.name, _with_channels)(build, arguments, component)


def _with_channels(build: Build, arguments: dict[str, Any], component: Component) -> Network:
    inside, outside = build.channels or (None, None)
    found = {
        "in_channels": arguments.pop("in_channels", inside),
        "out_channels": arguments.pop("out_channels", outside),
        "spatial_dims": arguments.pop("spatial_dims", 3),
    }
    for name, value in found.items():
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise not_supported(f"{component.target}({name}={value})")
    if found["spatial_dims"] not in (2, 3):
        raise not_supported(f"{component.target}(spatial_dims={found['spatial_dims']})")
    return Network(build.name, arguments, **found)


def _generator(build: Build, arguments: dict[str, Any], component: Component) -> Network:
    """A network that makes pictures: its input is a list of numbers, without channels of its own."""
    shape, channels = arguments.get("start_shape"), arguments.get("channels")
    if not isinstance(shape, tuple) or not isinstance(channels, tuple) or len(shape) not in (2, 3, 4):
        raise not_supported(f"{component.target}(start_shape={shape}, channels={channels})")
    dimensions: Any = len(shape) - 1
    return Network(build.name, arguments, 1, int(channels[-1]), spatial_dims=dimensions)


_GIVEN: Mapping[str, Callable[[Build, dict[str, Any], Component], Network]] = {"generator": _generator}
"""How channels and dimensions are told, where it is not by their usual names."""


def argument(value: Any, place: str) -> Argument:
    """A network's argument as a package may state it: lists become tuples.

    Raises:
        ModelError: It is no plain value.
    """
    if isinstance(value, list | tuple):
        return tuple(argument(item, place) for item in value)  # type: ignore[return-value] # checked where it is written
    if isinstance(value, dict):
        return {str(key): argument(item, place) for key, item in value.items()}  # type: ignore[return-value] # the same
    if not isinstance(value, bool | int | float | str | None):
        raise not_supported(tr("{place}, which is no plain value").format(place=place))
    return value


def tiling_of(inferer: Component | None, dimensions: int) -> Tiling:
    """How a bundle's inferer goes over an image.

    Args:
        inferer: The component; None sees the whole image at once, as MONAI's evaluator does without one.
        dimensions: Of the network.

    Raises:
        ModelError: It is none MedView has, or does what MedView does not.
    """
    name = short_name(inferer.target, "inferers") if inferer else "simpleinferer"
    if name not in INFERERS:
        raise not_supported(tr("the inferer {name}").format(name=inferer.target if inferer else ""))
    if inferer is None or name == "simpleinferer":
        return _whole(dimensions)
    arguments = inferer.arguments()
    _check_inferer(inferer, arguments)
    mode = str(arguments.get("mode", "constant"))
    if mode not in ("constant", "gaussian"):
        raise not_supported(f"{inferer.target}(mode={mode})")
    patch, whole = _patch(inferer, arguments, dimensions, name == "sliceinferer")
    if whole:
        return _whole(dimensions)
    importance: Literal["gaussian", "constant"] = "gaussian" if mode == "gaussian" else "constant"
    return Tiling(patch, _overlap(inferer, arguments), starts="monai", importance=importance)


def _whole(dimensions: int) -> Tiling:
    """Everything at once; of a network of two dimensions, every slice."""
    least = (2, 2, 1) if dimensions == 2 else (1, 1, 1)
    return Tiling(least, 0.0, starts="monai", importance="constant", whole=True)


_USUAL: Mapping[str, tuple[object, ...]] = {
    "sigma_scale": (0.125,),
    "padding_mode": ("constant",),
    "cval": (0, 0.0),
    "with_coord": (False,),
    "process_fn": (None,),
}
"""Arguments of the sliding window that MedView has but one value for."""

_BY_MEDVIEW = frozenset(
    (
        "roi_size", "overlap", "mode", "sw_batch_size", "spatial_dim", "sw_device", "device", "progress", "cpu_thresh",
        "cache_roi_weight_map", "buffer_steps", "buffer_dim",
    )
)  # fmt: skip
"""Arguments that are read, or are for MedView to choose: where and how much at once, not what."""


def _check_inferer(inferer: Component, arguments: Mapping[str, Any]) -> None:
    for name, value in arguments.items():
        unusual = name in _USUAL and value not in _USUAL[name]
        if unusual or (name not in _USUAL and name not in _BY_MEDVIEW):
            raise not_supported(f"{inferer.target}({name}={value})")


def _patch(
    inferer: Component, arguments: Mapping[str, Any], dimensions: int, is_slices: bool
) -> tuple[tuple[int, int, int], bool]:
    """The window, and whether it is the whole image."""
    said = arguments.get("roi_size")
    sides = list(said) if isinstance(said, list | tuple) else [said] * dimensions
    whole = [side is None or (isinstance(side, int) and side <= 0) for side in sides]
    if len(sides) != dimensions or any(whole) != all(whole):
        raise not_supported(f"{inferer.target}(roi_size={said})")
    if not all(whole) and not all(isinstance(side, int) for side in sides):
        raise not_supported(f"{inferer.target}(roi_size={said})")
    filled = [1 if all(whole) else int(side or 1) for side in sides]
    if dimensions == 2:
        flat = int(arguments.get("spatial_dim", 0)) if is_slices else 2
        if flat not in (0, 1, 2):
            raise not_supported(f"{inferer.target}(spatial_dim={flat})")
        filled.insert(flat, 1)
    x, y, z = filled
    return (x, y, z), all(whole)


def _overlap(inferer: Component, arguments: Mapping[str, Any]) -> float:
    said = arguments.get("overlap", 0.25)
    each = set(said) if isinstance(said, list | tuple) else {said}
    value = each.pop()
    if each or isinstance(value, bool) or not isinstance(value, int | float) or not 0.0 <= value <= 0.9:
        raise not_supported(f"{inferer.target}(overlap={said})")
    return float(value)


def composed(found: Any, place: str) -> Sequence[Component]:
    """The transforms of a ``Compose`` or a list, those within each other in one row.

    Raises:
        ModelError: There is something else among them.
    """
    if found is None:
        return ()
    if isinstance(found, Component) and short_name(found.target, "transforms") == "Compose":
        _check_compose(found)
        return composed(found.get("transforms", []), found.place)
    if isinstance(found, Component):
        return (found,)
    if isinstance(found, list):
        return tuple(one for item in found for one in composed(item, place))
    raise not_supported(tr("{place}, which is no list of transforms").format(place=place))


def _check_compose(compose: Component) -> None:
    known: Mapping[str, Iterable[object]] = {"map_items": (True,), "unpack_items": (False,), "lazy": (False, None)}
    for name in compose.names:
        if name not in ("transforms", "log_stats", "overrides") and compose.get(name) not in known.get(name, ()):
            raise not_supported(f"Compose({name}={compose.get(name)})")
