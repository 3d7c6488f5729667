"""State dictionaries as people save them: out of their wrappers, without their prefixes, by the names MedView has."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

from torch import Tensor

from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.weights import check_tensors

State = Mapping[str, Tensor]
Rename = Callable[[str], str]

WRAPPERS = (
    "state_dict",
    "model_state_dict",
    "network_weights",
    "model",
    "net",
    "network",
    "ema",
    "generator",
    "params",
)
"""Keys under which training programs keep the weights, in the order they are tried."""

PREFIXES = ("module.", "_orig_mod.", "model.module.")
"""What wrappers of networks (data parallel, compiled) put before every name."""

DEEPEST = 4
"""As many wrappers may lie within each other, and prefixes before a name."""


def unwrapped(loaded: Any) -> dict[str, Tensor]:
    """The weights within what a file holds.

    Args:
        loaded: Nested dictionaries of tensors and other plain values.

    Raises:
        ModelError: There is no table of names and tensors, or one of them is no plain tensor.
    """
    found = _state_in(loaded, DEEPEST, set())
    if not found:
        raise ModelError(
            tr("There are no weights in it: no table of names and tensors."),
            tr("Save the network's state_dict(), by itself or as “state_dict” of a dictionary."),
        )
    check_tensors(found)
    for _ in range(DEEPEST):
        prefix = next((prefix for prefix in PREFIXES if all(name.startswith(prefix) for name in found)), "")
        found = {name.removeprefix(prefix): value for name, value in found.items()}
    return found


def _state_in(loaded: Any, levels: int, seen: set[int]) -> dict[str, Tensor]:
    """The first table of tensors in wrappers; each of them is looked into once."""
    if not isinstance(loaded, Mapping) or id(loaded) in seen:
        return {}
    if loaded and all(isinstance(value, Tensor) for value in loaded.values()):
        return {str(name): value for name, value in loaded.items()}
    if not levels:
        return {}
    seen.add(id(loaded))
    inner = (_state_in(loaded[name], levels - 1, seen) for name in WRAPPERS if name in loaded)
    return next(filter(None, inner), {})


def renamed(state: State, rename: Rename) -> dict[str, Tensor]:
    """The same weights under other names.

    Raises:
        ModelError: Two of them would get one name.
    """
    names = {name: rename(name) for name in state}
    if len(set(names.values())) != len(names):
        raise ModelError(tr("Two of the weights have one name."), tr("Save the network's state_dict() again."))
    return {names[name]: value for name, value in state.items()}


_WNET = (
    (r"\.final\.", ".head."),
    (r"^unet1\.", "draft."),
    (r"^unet2\.", "final."),
    (r"\.down_path\.", ".falls."),
    (r"\.up_path\.", ".rises."),
    (r"\.up_layer\.block\.0\.", ".enlarge."),
    (r"\.conv_bridge_layer\.block\.", ".bridge."),
    (r"\.conv_layer\.", ".join."),
    (r"\.block\.", ".body."),
    (r"\.shortcut\.", ".past."),
)
"""lwnet's names, and those of ``engine.networks.wnet``."""


def wnet_name(name: str) -> str:
    """The W-Net's own name of a weight of lwnet's."""
    for pattern, replacement in _WNET:
        name = re.sub(pattern, replacement, name)
    return name


_UNITS = 5
"""OpenSpliceAI lists four units and the tap after them as five things in a row."""

_SPLICE_PARTS = {"batchnorm1": 0, "conv1": 2, "batchnorm2": 3, "conv2": 5}
_SPLICE_ENDS = {"initial_conv": "first", "initial_skip.conv": "taps.0", "final_conv": "head"}


def splice_name(name: str) -> str:
    """The splice network's own name of a weight of OpenSpliceAI's."""
    stem, _, leaf = name.rpartition(".")
    found = re.fullmatch(r"residual_units\.(\d+)\.(\w+)", stem)
    if found is None:
        return f"{_SPLICE_ENDS.get(stem, stem)}.{leaf}"
    number, part = int(found[1]), found[2]
    if part == "conv":
        return f"taps.{number // _UNITS + 1}.{leaf}"
    return f"units.{number - number // _UNITS}.body.{_SPLICE_PARTS.get(part, part)}.{leaf}"


def meshnet_names(state: State) -> dict[str, str]:
    """MeshNet's own names of the weights of a plain row of convolutions, the last of which is the head."""
    stems = list(dict.fromkeys(name.rpartition(".")[0] for name, value in state.items() if value.ndim > 2))
    own = dict(zip(stems[:-1], (f"convolutions.{number}" for number in count()), strict=False)) | {stems[-1]: "head"}
    split = (name.rpartition(".") for name in state)
    return {f"{stem}.{leaf}": f"{own.get(stem, stem)}.{leaf}" for stem, _, leaf in split}
