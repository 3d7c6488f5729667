"""Several processes that train one network: torch's launcher starts them, NCCL or Gloo lets them speak.

Every process computes its part of a batch; their gradients are averaged before each step, so all keep the same
weights. The first one alone measures, saves and reports.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import torch
from torch import Tensor, distributed, nn

PATIENCE = timedelta(hours=2)
"""How long others wait while the first process measures the held-out cases."""


@dataclass(frozen=True)
class Team:
    """One process among those that train together.

    Args:
        rank: Which it is.
        size: How many there are.
    """

    rank: int = 0
    size: int = 1

    @property
    def leads(self) -> bool:
        """Whether it measures, saves and reports."""
        return self.rank == 0

    def whole(self, batch: int) -> int:
        """Crops all take together at each step: ``batch``, rounded up so that every process has as many."""
        return -(-batch // self.size) * self.size

    def mine(self, batch: int) -> range:
        """Which of the crops of a step this process takes."""
        share = self.whole(batch) // self.size
        return range(self.rank * share, (self.rank + 1) * share)

    def mean_gradients(self, network: nn.Module) -> None:
        """Average the gradients over the team, in one message."""
        if self.size == 1:
            return
        gradients = [value.grad for value in network.parameters() if value.grad is not None]
        flat = torch.cat([gradient.reshape(-1) for gradient in gradients])
        distributed.all_reduce(flat)
        flat /= self.size
        for gradient, part in zip(gradients, torch.split(flat, [one.numel() for one in gradients]), strict=True):
            gradient.copy_(part.view_as(gradient))

    def align(self, network: nn.Module) -> None:
        """Give every process the first one's weights and statistics."""
        if self.size > 1:
            for value in network.state_dict().values():
                distributed.broadcast(value, 0)

    def told(self, flag: bool) -> bool:
        """What the first process says."""
        if self.size == 1:
            return flag
        message = torch.tensor([float(flag)], device=_speaking_on())
        distributed.broadcast(message, 0)
        return bool(message.item())

    def mean(self, value: float) -> float:
        """A number averaged over the team."""
        if self.size == 1:
            return value
        message: Tensor = torch.tensor([value], device=_speaking_on())
        distributed.all_reduce(message)
        return float(message.item()) / self.size


def _speaking_on() -> str:
    return "cuda" if distributed.get_backend() == "nccl" else "cpu"


@contextmanager
def joined() -> Iterator[Team]:
    """The team torch's launcher started this process for; alone where none did."""
    if distributed.is_initialized():
        yield Team(distributed.get_rank(), distributed.get_world_size())
        return
    if "TORCHELASTIC_RUN_ID" not in os.environ:
        yield Team()
        return
    if torch.cuda.is_available():
        torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))
    distributed.init_process_group("nccl" if torch.cuda.is_available() else "gloo", timeout=PATIENCE)
    try:
        yield Team(distributed.get_rank(), distributed.get_world_size())
    finally:
        distributed.destroy_process_group()
