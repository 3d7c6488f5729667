"""A network's weights in the precision and the layout its faster form computes with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from medview.engine.fast.joining import State, tensor

MEMORY_FORMATS: Mapping[int, torch.memory_format] = {4: torch.channels_last, 5: torch.channels_last_3d}
"""Channels innermost, by the number of dimensions; sequences stay as they are."""


@dataclass(frozen=True, eq=False)
class Weights:
    """Weights by name, and how they are wanted.

    Args:
        state: In float32.
        dtype: In which is computed.
    """

    state: State
    dtype: torch.dtype

    def get(self, what: object) -> Tensor | None:
        """A weight in the precision of the computation, channels innermost; None where there is none."""
        found = tensor(what, self.state)
        return None if found is None else channels_last(found.detach().to(self.dtype))

    def exact(self, what: object) -> Tensor | None:
        """A weight in float32."""
        found = tensor(what, self.state)
        return None if found is None else found.detach()


def channels_last(values: Tensor) -> Tensor:
    """The same values with their channels innermost, where there are two or three dimensions."""
    return values.contiguous(memory_format=MEMORY_FORMATS.get(values.dim(), torch.contiguous_format))


def copied(values: Tensor) -> Tensor:
    """A copy with its channels innermost."""
    return values.clone(memory_format=MEMORY_FORMATS.get(values.dim(), torch.contiguous_format))
