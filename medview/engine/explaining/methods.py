"""Three ways of asking what speaks for a score, run by captum: where the network looked, and how much it counted.

All give a map of the network's input in which only what speaks for the score is above zero, scaled so that the
greatest is 1. captum is imported when it is first used: it brings matplotlib with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.explaining.layers import chosen_layer, differentiable
from medview.engine.explaining.scores import Score

Float = NDArray[np.float32]
MethodName = Literal["grad-cam", "integrated-gradients", "occlusion"]

STEPS = 24
"""Of the way from the plain to the real input; integrated gradients change little beyond (Sundararajan 2017)."""

PATCHES = 8
"""A patch of occlusion is this part of the shortest side that is longer than a few pixels."""

LEAST_PATCH = 4


def plain(given: Tensor) -> Tensor:
    """An input that shows nothing: the mean of each of its channels everywhere."""
    return given.flatten(2).mean(2).reshape(*given.shape[:2], *(1,) * (given.dim() - 2)).expand_as(given).clone()


@dataclass(frozen=True, eq=False)
class Asked:
    """What is to be explained.

    Args:
        networks: Of every fold, in float32; their scores are averaged.
        scores: The number of their output that is explained: one for all of them, or one for each.
        given: (1, channels, *spatial) input.
        step: Called before every pass of a network with the done part; may raise to stop.
        layer: Name of the module Grad-CAM looks at; empty: it is found.
        family: Of the package: where the layer is looked for.
        blank: Makes of an input one that shows nothing.
        signed: Whether what speaks against the score is told, too.
        steps: Of integrated gradients: of the way from the blank to the real input.
        axis: Of the input: where its channels are.
    """

    networks: tuple[nn.Module, ...]
    scores: tuple[Score, ...]
    given: Tensor
    step: Callable[[float], None] = lambda _: None
    layer: str = ""
    family: str = "classification"
    blank: Callable[[Tensor], Tensor] = plain
    signed: bool = False
    steps: int = STEPS
    axis: int = 1

    @property
    def pairs(self) -> tuple[tuple[nn.Module, Score], ...]:
        """Each network with its score."""
        scores = self.scores if len(self.scores) > 1 else self.scores * len(self.networks)
        return tuple(zip(self.networks, scores, strict=True))


@dataclass(frozen=True)
class Method:
    """A way of explaining.

    Args:
        name: For people.
        told: How it was done, one sentence.
        run: Gives the raw map (*spatial) of the input.
        gradients: Whether the network must pass gradients.
    """

    name: Callable[[], str]
    told: Callable[[], str]
    run: Callable[[Asked], Tensor]
    gradients: bool = True


@dataclass(frozen=True, eq=False)
class Explained:
    """A map of the input.

    Args:
        values: (*spatial) 0..1: how much a place speaks for the score, as a part of the greatest; where signed from
            -1 on: how much it speaks against it.
        greatest: What 1 stands for, in the method's own unit; 0 where nothing speaks for the score.
        score: The score itself.
    """

    values: Float
    greatest: float
    score: float


def explain(method: MethodName, asked: Asked) -> Explained:
    """A map of what speaks for a score.

    Args:
        method: How.
        asked: What.

    Raises:
        ModelError: The network passes no gradients, and the method needs them; or it gave no numbers.
    """
    way = METHODS[method]
    if way.gradients and not all(map(differentiable, asked.networks)):
        raise _no_gradients(way)
    raw = way.run(asked).detach()
    raw = raw if asked.signed else raw.clamp_min(0.0)
    if not bool(raw.isfinite().all()):
        raise ModelError(tr("The map of evidence holds values that are no numbers."), tr("Try another method."))
    with torch.inference_mode():
        score = float(mean_score(asked.pairs)(asked.given)[0])
    greatest = float(raw.abs().max()) if asked.signed else _top(raw)
    scaled = (raw / greatest).clamp_max(1.0) if greatest > 0.0 else raw
    return Explained(scaled.float().cpu().numpy(), greatest, score)


def _top(raw: Tensor) -> float:
    """What is drawn brightest: not the one pixel that stands out of a noisy map."""
    values = raw[raw > 0]
    if not values.numel():
        return 0.0
    kept = values.flatten().sort().values
    return float(kept[min(len(kept) - 1, int(0.995 * len(kept)))])


def mean_score(pairs: Sequence[tuple[nn.Module, Score]], tick: Callable[[], None] = lambda: None) -> Any:
    """The mean score of several networks of an input, as captum calls it."""

    def forward(given: Tensor) -> Tensor:
        total: Tensor | None = None
        for network, score in pairs:
            tick()
            found = score(network(given))
            total = found if total is None else total + found
        assert total is not None
        return total / len(pairs)

    return forward


def _grad_cam(asked: Asked) -> Tensor:
    """Activations weighted with the mean of their gradients (Selvaraju 2017, arXiv:1610.02391), network by network.

    A box or a region is decided at its own place, and a mean over all places would show features far from it too: there
    each place has its own weight (HiResCAM, Draelos 2020, arXiv:2011.08891).
    """
    from captum.attr import LayerAttribution, LayerGradCam, LayerGradientXActivation

    total = torch.zeros(asked.given.shape[2:])
    for number, (network, score) in enumerate(asked.pairs):
        asked.step(number / len(asked.networks))
        layer = chosen_layer(network, score, asked.given, asked.layer, asked.family)
        forward, given = mean_score(((network, score),)), asked.given.clone()
        if asked.family == "classification":
            found = LayerGradCam(forward, layer).attribute(given, relu_attributions=True).detach()
        else:
            found = LayerGradientXActivation(forward, layer).attribute(given).detach().sum(1, keepdim=True).relu()
        mode = "bilinear" if found.dim() == 4 else "trilinear"
        total += LayerAttribution.interpolate(found, tuple(total.shape), mode)[0, 0]
    return total / len(asked.networks)


def _integrated_gradients(asked: Asked) -> Tensor:
    """Gradients on the way from an empty input (Sundararajan 2017, arXiv:1703.01365), summed over the channels."""
    from captum.attr import IntegratedGradients

    ticks = _Ticks(asked.step, asked.steps * len(asked.networks))
    gradients = IntegratedGradients(mean_score(asked.pairs, ticks))
    found: Tensor = gradients.attribute(
        asked.given.clone(), baselines=asked.blank(asked.given), n_steps=asked.steps, internal_batch_size=1
    )
    return found.sum(asked.axis)[0]


def _occlusion(asked: Asked) -> Tensor:
    """How far the score falls when a patch is wiped (Zeiler 2014, arXiv:1311.2901), patch by patch."""
    from captum.attr import Occlusion

    patch = patch_of(asked.given.shape[2:])
    stride = tuple(max(1, side // 2) for side in patch)
    passes = 1 + int(
        np.prod([1 + -(-(n - p) // s) for n, p, s in zip(asked.given.shape[2:], patch, stride, strict=True)])
    )
    channels = asked.given.shape[1]
    forward = mean_score(asked.pairs, _Ticks(asked.step, passes * len(asked.networks)))
    with torch.no_grad():
        found: Tensor = Occlusion(forward).attribute(
            asked.given, (channels, *patch), (channels, *stride), baselines=asked.blank(asked.given)
        )
    return found[0].mean(0)


def patch_of(shape: Sequence[int]) -> tuple[int, ...]:
    """The patch that is wiped at once, for an input of a shape; all sides are equal unless one is shorter."""
    side = max(LEAST_PATCH, max(shape) // PATCHES)
    return tuple(min(side, n) for n in shape)


class _Ticks:
    """Counts passes, and tells the done part before each."""

    def __init__(self, step: Callable[[float], None], count: int) -> None:
        self._step, self._count, self._done = step, count, 0

    def __call__(self) -> None:
        self._step(min(1.0, self._done / self._count))
        self._done += 1


METHODS: Mapping[MethodName, Method] = {
    "grad-cam": Method(
        lambda: tr("Grad-CAM"),
        lambda: tr("Features of the network, weighted with how much they raise the score; coarse."),
        _grad_cam,
    ),
    "integrated-gradients": Method(
        lambda: tr("Integrated gradients"),
        lambda: tr("How much each pixel or voxel raises the score, against an even grey."),
        _integrated_gradients,
    ),
    "occlusion": Method(
        lambda: tr("Occlusion"),
        lambda: tr("How far the score falls when a patch is replaced by an even grey."),
        _occlusion,
        gradients=False,
    ),
}
"""The ways of explaining, by the names commands and packages use."""


def _no_gradients(method: Method) -> ModelError:
    return ModelError(
        tr("{method} needs the gradients of the network, and this one (ONNX) gives none.").format(method=method.name()),
        tr("Choose occlusion, which only needs its output."),
    )
