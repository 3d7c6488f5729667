"""A network in a faster form: recorded once for each shape of input, then run as a list of joined operations."""

from __future__ import annotations

import logging
from collections.abc import Callable

import torch
from torch import Tensor, nn

from medview.core.heap import keep_large
from medview.engine.device import Plan
from medview.engine.fast.joining import joined
from medview.engine.fast.program import program
from medview.engine.fast.recording import NotRecordedError, record, state
from medview.engine.fast.rows import are_along, as_row
from medview.engine.fast.weights import Weights, channels_last

_LOG = logging.getLogger(__name__)

MOST_FORMS = 4
"""Each has weights of its own; those made first go first."""

Compute = Callable[[Tensor], Tensor]
Shape = tuple[int, ...]


class Optimised(nn.Module):
    """A network that computes as its faster form does, where there is one.

    Args:
        network: In evaluation mode, on the CPU; it is kept, shares its weights and is not changed.
        dtype: In which is computed.
    """

    def __init__(self, network: nn.Module, dtype: torch.dtype) -> None:
        super().__init__()
        self.network = network
        self.dtype = dtype
        self._forms: dict[Shape, Compute] = {}

    def forward(self, image: Tensor) -> Tensor:
        """(n, channels, *spatial) float32 to the network's output, float32."""
        keep_large()
        with torch.inference_mode(), torch.autocast(image.device.type, enabled=False):
            return self.form(tuple(image.shape[1:]))(image)

    def form(self, shape: Shape) -> Compute:
        """What computes inputs of this shape.

        Args:
            shape: (channels, *spatial); how many images there are makes no difference.
        """
        if shape not in self._forms:
            while len(self._forms) >= MOST_FORMS:
                del self._forms[next(iter(self._forms))]
            self._forms[shape] = self._made(shape)
        return self._forms[shape]

    def is_faster(self, shape: Shape) -> bool:
        """Whether there is a faster form for inputs of this shape (channels, *spatial)."""
        return self.form(shape) != self._as_it_is

    def _made(self, shape: Shape) -> Compute:
        try:
            weights = Weights(state(self.network), self.dtype)
            found = joined(record(self.network, (1, *shape)), weights.state)
            row = as_row(found, weights.state) if are_along(shape) else None
            made = program(found if row is None else row, weights)
        except NotRecordedError as reason:
            _LOG.info("No faster form: %s", reason)
            return self._as_it_is
        if row is not None:
            return lambda image: made(channels_last(image.unsqueeze(2).to(self.dtype))).squeeze(2).float()
        return lambda image: made(channels_last(image.to(self.dtype))).float()

    def _as_it_is(self, image: Tensor) -> Tensor:
        with torch.autocast(image.device.type, self.dtype, enabled=self.dtype != torch.float32):
            output: Tensor = self.network(image)
        return output.float()


def optimised(network: nn.Module, plan: Plan) -> nn.Module:
    """A network's faster form: the same inputs, and outputs in float32; for inference only.

    Args:
        network: In evaluation mode; it is kept and not changed.
        plan: Where and in which precision it computes. Only the CPU has faster forms of its own; elsewhere the
            network is given back as it is.
    """
    if plan.device != "cpu":
        return network
    return Optimised(network, getattr(torch, plan.precision))
