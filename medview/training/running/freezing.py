"""Normalisation layers whose running statistics stay: a few cases are too few to estimate them anew."""

from __future__ import annotations

from torch import nn
from torch.nn.modules.batchnorm import _BatchNorm


def freeze_statistics(network: nn.Module) -> None:
    """Let batch normalisation use its running statistics and leave them as they are; its weights still learn.

    Call it after every ``network.train()``. Layers without running statistics are left alone.
    """
    for module in network.modules():
        if isinstance(module, _BatchNorm) and module.track_running_stats:
            module.eval()
