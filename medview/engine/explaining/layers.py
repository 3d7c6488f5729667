"""The layer Grad-CAM looks at: named by the package, or found by what the score depends on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn

from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.explaining.boxes import Told
from medview.engine.explaining.scores import Score
from medview.engine.onnx.network import OnnxNetwork

LEAST_PLACES = 4
"""A layer of fewer places than this shows nothing of where."""

STRIDE = 4
"""Pixels between two places of the layer that is looked at in segmentations."""

LEAST_REACH = 16
"""A score that depends on fewer places of a layer is nearly read from it: a box's own place in the head."""


@dataclass(eq=False)
class _Heard:
    """What modules gave in one pass, in the order in which they did."""

    outputs: list[tuple[str, nn.Module, Tensor]] = field(default_factory=list)
    calls: dict[str, int] = field(default_factory=dict)

    def hook(self, name: str) -> Any:
        def heard(module: nn.Module, _: Any, output: Any) -> None:
            self.calls[name] = self.calls.get(name, 0) + 1
            if isinstance(output, Tensor) and output.requires_grad:
                self.outputs.append((name, module, output))

        return heard


def differentiable(network: nn.Module) -> bool:
    """Whether gradients pass through a network."""
    return not isinstance(network, OnnxNetwork | Told)


def chosen_layer(network: nn.Module, score: Score, given: Tensor, named: str, family: str) -> nn.Module:
    """The layer whose features are weighted.

    Unless it is named: the last one that still has places and that the score depends on at many of them; of
    segmentations the last of these that is ``STRIDE`` times coarser than the image, since finer ones show little but
    the outline itself. A module that is used more than once is none.

    Args:
        network: The network.
        score: What is explained.
        given: (1, channels, *spatial) its input.
        named: The module's name, or empty.
        family: The package's family.

    Raises:
        ModelError: There is no such layer.
    """
    if named:
        return _named(network, named)
    heard = _heard(network, score, given)
    once = [one for one in heard.outputs if heard.calls[one[0]] == 1 and one[1] is not network]
    reached = [one for one in once if _has_places(one[2], given.dim())]
    if not reached:
        raise ModelError(
            tr("The network has no layer in which places and features are apart."), tr("Choose another method.")
        )
    if family == "segmentation":
        most = given[0, 0].numel() / STRIDE ** (given.dim() - 2)
        reached = [one for one in reached if one[2][0, 0].numel() <= most] or reached
    _, layer, _ = reached[-1]
    return layer


def _heard(network: nn.Module, score: Score, given: Tensor) -> _Heard:
    """What modules gave on the way to the score, those only that it depends on at many places."""
    heard = _Heard()
    handles = [module.register_forward_hook(heard.hook(name)) for name, module in network.named_modules()]
    try:
        with torch.enable_grad():
            value = score(network(given.clone().requires_grad_(True)))
    finally:
        for handle in handles:
            handle.remove()
    outputs = [output for _, _, output in heard.outputs]
    slopes = torch.autograd.grad(value.sum(), outputs, allow_unused=True)
    heard.outputs = [one for one, slope in zip(heard.outputs, slopes, strict=True) if _reaches(slope)]
    return heard


def _has_places(output: Tensor, rank: int) -> bool:
    return output.dim() == rank and output.shape[1] > 1 and output[0, 0].numel() >= LEAST_PLACES


def _reaches(slope: Tensor | None) -> bool:
    """Whether a score depends on a layer at enough places; what it is read from itself has but one."""
    if slope is None or slope.dim() < 4:
        return False
    places = slope[0].abs().sum(0)
    return int((places > 0).sum()) >= min(LEAST_REACH, places.numel())


def _named(network: nn.Module, name: str) -> nn.Module:
    found: nn.Module | None = dict(network.named_modules()).get(name)
    if found is None:
        raise ModelError(
            tr("The network has no layer called {name}.").format(name=name),
            tr("Leave it out in the package's “evidence”: the layer is found then."),
        )
    return found
