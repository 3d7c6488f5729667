"""How much memory a network takes for one window, measured with random weights on a small one."""

from __future__ import annotations

import math
import weakref
from collections.abc import Sequence
from functools import lru_cache

import torch
from torch import Tensor, nn

from medview.catalog.schema import Network
from medview.core.errors import ModelError
from medview.engine.fast.layerwise import layerwise
from medview.engine.networks.table import build_network
from medview.engine.windows import Step

WORKSPACE = 1.5
"""Convolutions keep reordered copies of what they read and write; what is measured does not show them."""

UNKNOWN_CHANNELS = 128
"""Channels of float32 at full resolution that a network of which nothing is known is thought to hold at once."""

_FOLDS = (4, 2, 1)
"""A window is tried at these parts of its sides, the smallest first."""


def window_bytes(network: Network, patch: Sequence[int]) -> int:
    """The most memory (bytes, float32) that one window takes on its way through a network."""
    key = repr((network.name, sorted(network.arguments.items()), network.in_channels, network.out_channels))
    return int(_per_voxel(key, _Asked(network, tuple(patch))) * math.prod(patch))


def streamed_bytes(network: Network, shape: Step, dtype: torch.dtype) -> int | None:
    """Memory that a whole image takes on its way through a network layer by layer; None where it cannot go so."""
    try:
        module = build_network(network, empty=True).to_empty(device="cpu").eval()
    except ModelError:
        return None
    found = layerwise(module, network.in_channels, dtype)
    return found.bytes_held(shape) if found else None


class _Asked(tuple[int, ...]):
    """Network and patch; compared by the patch alone, since a network's arguments cannot be hashed."""

    def __new__(cls, network: Network, patch: tuple[int, ...]) -> _Asked:
        asked = super().__new__(cls, patch)
        asked.network = network
        return asked

    network: Network


@lru_cache(maxsize=16)
def _per_voxel(_: str, asked: _Asked) -> float:
    try:
        module = build_network(asked.network, empty=True).to_empty(device="cpu").eval()
    except ModelError:
        return 4.0 * UNKNOWN_CHANNELS
    for fold in _FOLDS:
        small = tuple(side // fold if side % fold == 0 else side for side in asked)
        try:
            return float(WORKSPACE * _peak(module, asked.network, small) / math.prod(small))
        except (RuntimeError, ValueError, IndexError):  # too small for the deepest level
            continue
    return 4.0 * UNKNOWN_CHANNELS


def _peak(module: nn.Module, network: Network, patch: Sequence[int]) -> int:
    live = _Live()
    handles = [part.register_forward_pre_hook(lambda _, given: live.see(given)) for part in module.modules()]
    handles += [part.register_forward_hook(lambda _, __, made: live.see(made)) for part in module.modules()]
    sides = [side for side in patch if side != 1] if network.spatial_dims < len(patch) else patch
    try:
        with torch.inference_mode():
            module(torch.zeros(1, network.in_channels, *sides[-network.spatial_dims :]))
    finally:
        for handle in handles:
            handle.remove()
    return live.most


class _Live:
    """Counts the bytes of the tensors that are alive among those it has seen."""

    def __init__(self) -> None:
        self.most = 0
        self._now = 0
        self._seen: set[int] = set()

    def see(self, value: object) -> None:
        """Take note of tensors."""
        if isinstance(value, tuple | list):
            for part in value:
                self.see(part)
        elif isinstance(value, Tensor):
            self._see_tensor(value)

    def _see_tensor(self, tensor: Tensor) -> None:
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in self._seen:
            self._seen.add(storage.data_ptr())
            self._now += storage.nbytes()
            self.most = max(self.most, self._now)
            weakref.finalize(storage, self._gone, storage.data_ptr(), storage.nbytes())

    def _gone(self, key: int, size: int) -> None:
        self._now -= size
        self._seen.discard(key)
