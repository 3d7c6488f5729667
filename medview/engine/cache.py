"""Models that stay loaded between runs, as many as a limit of memory allows."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable

import psutil
import torch

from medview.engine.model import Model

SHARE = 0.25
"""Part of all memory that loaded models may take together."""


class Warm:
    """Loaded models; the one that was not used for longest goes first.

    Args:
        limit_bytes: What all of them may take together; the one in use stays whatever it takes. None: a part of the
            memory of the device it computes on.
    """

    def __init__(self, limit_bytes: int | None = None) -> None:
        self._limit = limit_bytes
        self._models: OrderedDict[Hashable, Model] = OrderedDict()

    def get(self, key: Hashable, load: Callable[[], Model]) -> Model:
        """The model of that key, loaded when it is not there."""
        if key not in self._models:
            self._make_room(0)
            self._models[key] = load()
        self._models.move_to_end(key)
        self._make_room(1)
        return self._models[key]

    def drop(self, key: Hashable) -> None:
        """Forget a model, such as one that had to be moved elsewhere."""
        self._models.pop(key, None)

    @property
    def keys(self) -> tuple[Hashable, ...]:
        """What is loaded, the last one used at the end."""
        return tuple(self._models)

    def _make_room(self, least: int) -> None:
        while len(self._models) > least and self._bytes() > self._most():
            self._models.popitem(last=False)

    def _bytes(self) -> int:
        return sum(model.weights_bytes for model in self._models.values())

    def _most(self) -> int:
        if self._limit is not None:
            return self._limit
        cuda = torch.cuda.is_available()
        whole = torch.cuda.mem_get_info()[1] if cuda else psutil.virtual_memory().total
        return int(SHARE * whole)
