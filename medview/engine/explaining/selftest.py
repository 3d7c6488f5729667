"""The self-test of a package's evidence: on its golden input, maps must change when what it learned is gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.ndimage import binary_dilation
from torch import Tensor, nn

from medview.catalog.package import Package
from medview.catalog.schema import Configuration, Evidence, Letters
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.deciding import decision
from medview.engine.detection import decode, named
from medview.engine.explaining.layers import differentiable
from medview.engine.explaining.methods import METHODS, Asked
from medview.engine.explaining.sanity import sanity
from medview.engine.explaining.scores import class_score, region_score, stretch_score, whole
from medview.engine.explaining.sequences import of_letters
from medview.engine.explaining.subjects import OfBox, PictureWish, asked_of
from medview.engine.pictures import Placed
from medview.engine.weights import load_networks

AROUND = 1.0
"""A box's map is compared in the box and this many of its sides around it."""

REACH = 8
"""A region's map is compared in the region and so many pixels or voxels around it."""

Bool = NDArray[np.bool_]


def likeness(package: Package, given: Tensor) -> Mapping[str, float]:
    """How alike maps of a package are to those of random weights, by method, on one input of its networks.

    Args:
        package: A package that states ``Evidence``.
        given: (1, channels, *spatial).

    Raises:
        ModelError: It finds nothing on the input that could be explained.
    """
    stated = package.configuration.evidence
    if stated is None:
        return {}
    asked, seen = _asked(package, stated, given)
    if not all(map(differentiable, asked.networks)):
        raise ModelError(
            tr(
                "The weights of {model} (ONNX) cannot be made random: whether its maps depend on them is unknown."
            ).format(model=package.card.id),
            tr("Leave “evidence” out of the package; it can be explained without."),
        )
    return {name: sanity(name, asked, seen) for name in stated.methods}


def check_likeness(package: Package, found: Mapping[str, float]) -> None:
    """Check that maps depend on what was learned.

    Raises:
        ModelError: One does not.
    """
    stated = package.configuration.evidence
    for name, alike in found.items():
        if stated is not None and not alike <= stated.alike:
            raise ModelError(
                tr(
                    "The maps of evidence of {model} do not depend on what it learned: with random weights {method} "
                    "gives nearly the same map (rank correlation {found:.2f}, at most {limit:.2f} may be)."
                ).format(
                    model=package.card.id,
                    method=next(way.name() for key, way in METHODS.items() if key == name),
                    found=alike,
                    limit=stated.alike,
                ),
                tr("Do not use this model's maps; leave the method out of the package's “evidence”."),
            )


def _asked(package: Package, stated: Evidence, given: Tensor) -> tuple[Asked, Bool | None]:
    configuration, networks = package.configuration, load_networks(package)
    family = configuration.card.family
    if family == "detection":
        return _of_box(package, stated, given)
    if configuration.letters is not None:
        return _of_letters(configuration, networks, configuration.letters, given), None
    with torch.inference_mode():
        outputs = networks[0](given)
        output = outputs[0] if isinstance(outputs, tuple | list) else outputs
    if family == "classification":
        score = class_score(configuration, int(output.flatten(1)[0].argmax()))
        return Asked(networks, (score,), given, layer=stated.layer), None
    parts = _parts(configuration, output[0])
    inside = torch.stack(list(parts.values())).any(0).numpy()
    seen = np.asarray(binary_dilation(inside, iterations=REACH))
    return Asked(networks, (region_score(configuration, parts),), given, layer=stated.layer, family=family), seen


def _of_letters(
    configuration: Configuration, networks: tuple[nn.Module, ...], letters: Letters, given: Tensor
) -> Asked:
    """The likeliest class of the whole, or of all letters between the flanks."""
    with torch.inference_mode():
        output = whole(networks[0](given))
    if letters.answers != "each":
        return of_letters(letters, networks, class_score(configuration, int(output[0].argmax())), given)
    length = given.shape[1 if letters.channels_last else 2] - 2 * letters.flank
    score = stretch_score(configuration, int(output[0].mean(1).argmax()), length, 0, length)
    return of_letters(letters, networks, score, given)


def _parts(configuration: Configuration, output: Tensor) -> dict[int, Tensor]:
    """What the output decides, by channel; where that is nothing, the strongest tenth of each class."""
    decided = decision(configuration)
    winners = decided.winners(decided.probabilities(output), False)
    first = 0 if decided.alone else 1
    found = {number + first: winners == number + 1 for number in range(len(decided.values) - 1)}
    parts = {channel: mask for channel, mask in found.items() if bool(mask.any())}
    return parts or {channel: output[channel] >= output[channel].quantile(0.9) for channel in found}


def _of_box(package: Package, stated: Evidence, given: Tensor) -> tuple[Asked, Bool]:
    """The best box, however weak, and its surroundings: far from it every map is even, whatever the weights are."""
    rows, columns = given.shape[2:]
    configuration, networks = _sized(package.configuration, (rows, columns)), load_networks(package)
    placed = Placed(rows, columns)
    with torch.inference_mode():
        found = decode(_however_weak(configuration), named(networks[0], given), placed)
    if not len(found):
        raise _nothing(configuration)
    x0, y0, x1, y1 = (float(end) for end in found[0, :4])
    wish = PictureWish(configuration, networks, OfBox((x0, y0), (x1, y1), int(found[0, 5])), "occlusion", stated.layer)
    seen = np.zeros((rows, columns), bool)
    wide, high = AROUND * (x1 - x0), AROUND * (y1 - y0)
    seen[max(0, int(y0 - high)) : int(y1 + high) + 1, max(0, int(x0 - wide)) : int(x1 + wide) + 1] = True
    return asked_of(wish, given.numpy(), placed, lambda _: None), seen


def _sized(configuration: Configuration, size: tuple[int, int]) -> Configuration:
    """A detector that reads inputs of the golden one's size: its anchors lie there."""
    wish = configuration.detection
    assert wish is not None  # the family says so
    return replace(configuration, detection=replace(wish, size=size))


def _however_weak(configuration: Configuration) -> Configuration:
    """A detector that gives every box: a golden input need not show what it looks for."""
    wish = configuration.detection
    assert wish is not None  # the family says so
    return replace(configuration, detection=replace(wish, score=-1.0))


def _nothing(configuration: Configuration) -> ModelError:
    return ModelError(
        tr("{model} finds nothing on its golden input that could be explained.").format(model=configuration.card.id),
        tr("Give the package a golden input on which it finds something."),
    )
