"""One picture through a package: probabilities of classes, boxes, or a label map, each with the spread of its passes.

A pass is one network (fold) on the picture as it is, or mirrored as the package's flips say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from medview.catalog.package import Package
from medview.catalog.schema import Configuration
from medview.core.card import Family
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.core.volume import Volume
from medview.engine.around import picture_input
from medview.engine.classification import chances
from medview.engine.deciding import decision, label_values
from medview.engine.detection import Outputs, decode, named
from medview.engine.fusing import Boxes, fused
from medview.engine.golden import lower_precision_agrees
from medview.engine.model import Model, load_model
from medview.engine.pictures import Placed
from medview.engine.postprocess import clean

Float = NDArray[np.float32]
Picture = NDArray[Any]
Axes = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Chances:
    """Of a classification.

    Args:
        values: (classes,) calibrated probabilities.
        low: The least of any pass; as ``values`` where there is but one.
        high: The greatest.
        possible: (classes,) whether each is in the prediction set; None where the package has none.
    """

    values: Float
    low: Float
    high: Float
    possible: NDArray[np.bool_] | None


@dataclass(frozen=True, eq=False)
class LabelMap:
    """Of a segmentation.

    Args:
        labels: (rows, columns) values of the card's labels, 0 for none.
        chances: (channels, rows, columns) probabilities the labels were decided from.
        doubt: (rows, columns) 0 where it is sure, 1 where it guesses.
        spread: (rows, columns) how far the passes differ; None where there is but one.
    """

    labels: NDArray[Any]
    chances: Float
    doubt: Float
    spread: Float | None


Answer = Chances | Boxes | LabelMap


def picture_model(package: Package, device: str | None = None) -> Model:
    """A package's networks, ready for pictures.

    Raises:
        ModelError: The weights cannot be read or do not fit the network.
    """
    return load_model(package, lambda model: lower_precision_agrees(model, _no_template), device)


def answer(model: Model, picture: Picture) -> Answer:
    """What a package says of a picture.

    Args:
        model: A classification, detection or segmentation of pictures.
        picture: (rows, columns) grey values, high ones white, or (rows, columns, 3) of red, green and blue.

    Returns:
        ``Chances`` of a classification, ``Boxes`` of a detection, a ``LabelMap`` of a segmentation; boxes and
        maps in the picture's own pixels.

    Raises:
        ModelError: It reads no pictures, or no such picture.
    """
    return _ANSWERS[_family(model)](model, picture)


def passes(model: Model, batch: Tensor) -> Iterator[tuple[Outputs, Axes]]:
    """What each network says of a picture, as it is and mirrored along axes of it (0: rows, 1: columns).

    Args:
        model: The model.
        batch: (1, channels, rows, columns), on any device.
    """
    batch = batch.to(model.plan.device)
    for network in model.networks:
        for axes in ((), *model.package.configuration.tiling.flips):
            with torch.inference_mode(), model.plan.autocast():
                yield named(network, batch.flip([axis + 2 for axis in axes]) if axes else batch), axes


def _family(model: Model) -> Family:
    card, network = model.package.card, model.package.configuration.network
    if card.family in _ANSWERS and network.spatial_dims == 2:
        return card.family
    raise ModelError(
        tr("{model} reads no pictures.").format(model=card.name),
        tr("Give what it reads: {input}.").format(input=card.input.description),
    )


def _given(model: Model, picture: Picture) -> tuple[Tensor, Placed]:
    values, placed = picture_input(model.package, picture)
    return torch.from_numpy(values), placed


def _classified(model: Model, picture: Picture) -> Chances:
    """The mean of the passes' outputs, calibrated; and each pass calibrated by itself."""
    configuration = model.package.configuration
    batch, _ = _given(model, picture)
    outputs = np.concatenate([_first(found).reshape(1, -1) for found, _ in passes(model, batch)])
    single = chances(configuration, outputs)
    values = chances(configuration, outputs.mean(0, keepdims=True))[0]
    low, high = np.minimum(single.min(0), values), np.maximum(single.max(0), values)
    return Chances(values, low, high, possible(configuration, values))


def possible(configuration: Configuration, values: Float) -> NDArray[np.bool_] | None:
    """Which classes are in the prediction set (Sadinle 2019, arXiv:1609.00451); None without its quantile."""
    quantile = configuration.calibration.conformal
    return None if quantile is None else np.asarray(values >= 1.0 - quantile)


def _detected(model: Model, picture: Picture) -> Boxes:
    batch, placed = _given(model, picture)
    configuration = model.package.configuration
    every = [decode(configuration, outputs, placed, _mirrored(axes, batch)) for outputs, axes in passes(model, batch)]
    return fused(configuration, every)


def _mirrored(axes: Axes, batch: Tensor) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
    """Boxes in a mirrored picture as such of the picture, both in the network's pixels."""
    rows, columns = batch.shape[2:]

    def turned(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
        x0, y0, x1, y1 = boxes.T
        if 0 in axes:
            y0, y1 = rows - y1, rows - y0
        if 1 in axes:
            x0, x1 = columns - x1, columns - x0
        return np.stack((x0, y0, x1, y1), 1)

    return turned


def _segmented(model: Model, picture: Picture) -> LabelMap:
    """Outputs are averaged, as over windows of volumes, and brought onto the picture as the package says."""
    configuration = model.package.configuration
    batch, placed = _given(model, picture)
    decided = decision(configuration)
    total = first = second = torch.zeros(())
    for outputs, axes in passes(model, batch):
        output = torch.from_numpy(_first(outputs)[0]).flip([axis + 1 for axis in axes])
        single = decided.probabilities(output)
        total, first, second = total + output, first + single, second + single.square()
    count = model.passes
    found, raw = _onto(configuration, placed, total / count)
    found_chances, doubt = decided.judged(found) if raw else (found, _doubt(configuration, found))
    labels = label_values(decided)[decided.winners(found, raw).numpy()]
    clean(labels[None], configuration.postprocess, 1.0, lambda _: None)
    mean = first / count
    apart = (second / count - mean.square()).clamp_min(0.0).amax(0, keepdim=True).sqrt()
    spread = placed.restored(apart)[0].numpy() if count > 1 else None
    return LabelMap(labels, found_chances.numpy(), doubt.numpy(), spread)


def _onto(configuration: Configuration, placed: Placed, outputs: Tensor) -> tuple[Tensor, bool]:
    """Outputs, or the probabilities they become, on the picture's pixels; and whether they are outputs."""
    if configuration.preparation.restored == "outputs":
        return placed.restored(outputs), True
    return placed.restored(decision(configuration).probabilities(outputs)), False


def _doubt(configuration: Configuration, found: Tensor) -> Tensor:
    plain = replace(decision(configuration), activation="none", temperature=1.0)
    return plain.judged(found)[1]


def _first(outputs: Outputs) -> Float:
    """The first output: the one at full resolution of networks that give several (deep supervision)."""
    return np.asarray(next(iter(outputs.values())), np.float32)


def _no_template() -> Volume:
    raise ModelError(tr("No package of pictures has its golden output on a template."))


_ANSWERS: Mapping[str, Callable[[Model, Picture], Answer]] = {
    "classification": _classified,
    "detection": _detected,
    "segmentation": _segmented,
}
