"""The layers of a Keras HDF5 file, in order, without Keras and without following anything out of the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.errors import ModelError
from medview.core.strict_json import parsed_json
from medview.core.text import tr

LARGEST = 4_000_000_000
"""Bytes all arrays together may have: what is packed may be much larger than its file."""

SMALL = 1 << 20
PACKED = 16
"""Bytes an array always may have, and how often larger than what is stored of it a larger one may be."""

_HINT = tr("Ask its maker for the file that model.save or model.save_weights of Keras 2 wrote.")
_KINDS: Mapping[frozenset[str], str] = {
    frozenset({"gamma", "beta", "moving_mean", "moving_variance"}): "BatchNormalization",
    frozenset({"kernel", "bias"}): "Dense",
}


@dataclass
class _Read:
    """What was read of a file so far.

    Args:
        path: The file.
        seen: Where its groups and arrays are; each has one name, so that none is read twice.
        size: Bytes of its arrays.
    """

    path: Path
    seen: set[int] = field(default_factory=set)
    size: int = 0


@dataclass(frozen=True, eq=False)
class Layer:
    """One layer with weights.

    Args:
        name: Its name.
        kind: ``Conv1D``, ``Dense`` or ``BatchNormalization``; by its weights, not by what is said of it.
        weights: Its arrays by their own names, such as ``kernel``.
        stated: What the file says of it; empty where it holds weights only.
    """

    name: str
    kind: str
    weights: Mapping[str, NDArray[np.float32]]
    stated: Mapping[str, Any]


def read_layers(path: Path) -> tuple[Layer, ...]:
    """The layers that have weights.

    Raises:
        ModelError: It is damaged, points out of the file, or has layers of other kinds.
    """
    import h5py

    try:
        with h5py.File(path, "r") as file:
            return _layers(file, path)
    except (OSError, KeyError, ValueError, TypeError, AttributeError, RuntimeError) as error:
        raise _bad(path, str(error)) from error


def _layers(file: Any, path: Path) -> tuple[Layer, ...]:
    stated = _stated(file)
    group = _inside(file, "model_weights", path) if "model_weights" in file else file
    names = list(stated) or [_word(name) for name in group.attrs.get("layer_names", ())]
    if not names:
        raise _bad(path, tr("it lists no layers"))
    so_far = _Read(path)
    arrays = ((name, _arrays(_once(group, name, so_far), so_far)) for name in names if name in group)
    return tuple(_layer(name, found, stated.get(name, {}), path) for name, found in arrays if found)


def _stated(file: Any) -> dict[str, Mapping[str, Any]]:
    """What the file says of each layer, in order; layers within layers are none MedView reads."""
    text = file.attrs.get("model_config")
    if text is None:
        return {}
    config = parsed_json(_word(text))["config"]
    layers = config["layers"] if isinstance(config, dict) else config
    return {str(layer["config"]["name"]): layer["config"] for layer in layers}


def _word(value: Any) -> str:
    return value.decode("utf-8") if isinstance(value, bytes) else str(value)


def _inside(group: Any, name: str, path: Path) -> Any:
    """A member that lies in the file itself."""
    import h5py

    if not isinstance(group.get(name, getlink=True), h5py.HardLink):
        raise _bad(path, tr("“{name}” points elsewhere").format(name=name))
    return group[name]


def _once(group: Any, name: str, so_far: _Read) -> Any:
    """A member that lies in the file itself and was not read by another name."""
    import h5py

    member = _inside(group, name, so_far.path)
    place = h5py.h5o.get_info(member.id).addr
    if place in so_far.seen:
        raise _bad(so_far.path, tr("“{name}” points elsewhere").format(name=name))
    so_far.seen.add(place)
    return member


def _arrays(group: Any, so_far: _Read) -> dict[str, NDArray[np.float32]]:
    """The arrays within a layer's group, however deep, by their last names."""
    import h5py

    found: dict[str, NDArray[np.float32]] = {}
    for name in group:
        member = _once(group, name, so_far)
        if isinstance(member, h5py.Group):
            found |= _arrays(member, so_far)
            continue
        so_far.size += member.nbytes
        beyond = so_far.size > LARGEST or member.nbytes > max(SMALL, PACKED * member.id.get_storage_size())
        if member.is_virtual or member.external or beyond or not member.size or member.dtype.kind != "f":
            raise _bad(so_far.path, tr("“{name}” is no plain array of numbers in it").format(name=member.name))
        found[str(name).partition(":")[0]] = np.asarray(member[()], dtype=np.float32)
    return found


def _layer(name: str, weights: Mapping[str, NDArray[np.float32]], stated: Mapping[str, Any], path: Path) -> Layer:
    kind = _KINDS.get(frozenset(weights))
    ranks = {"kernel": (2, 3)}.get("kernel" if "kernel" in weights else "", ())
    if kind is None or (ranks and weights["kernel"].ndim not in ranks):
        raise _bad(
            path,
            tr("the layer “{name}” with {weights} is of no kind MedView reads").format(
                name=name, weights=", ".join(sorted(weights))
            ),
        )
    if kind == "Dense" and weights["kernel"].ndim > 2:
        kind = "Conv1D"
    return Layer(name, kind, weights, stated)


def _bad(path: Path, why: str) -> ModelError:
    return ModelError(
        tr("{name} cannot be read as Keras weights: {why}.").format(name=path.name, why=why.rstrip(".")), _HINT
    )
