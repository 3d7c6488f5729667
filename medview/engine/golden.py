"""The golden output: what a package's network gives on a known input, on this machine."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor

from medview.catalog.package import Package
from medview.catalog.schema import Configuration, Golden, StoredGolden
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.core.volume import Volume
from medview.engine.frame import to_model
from medview.engine.model import Model
from medview.engine.places import template_target
from medview.engine.postprocess import kept


def template_golden(configuration: Configuration) -> Golden:
    """What the package gives on the template.

    Raises:
        ModelError: Its known input is another one.
    """
    if isinstance(configuration.golden, Golden):
        return configuration.golden
    raise _no_golden(configuration)


def _no_golden(configuration: Configuration) -> ModelError:
    return ModelError(
        tr("The model {id} has no golden output of this kind.").format(id=configuration.card.id),
        tr("Install the model again from where it came."),
    )


def golden_volumes(model: Model, template: Volume) -> tuple[float, ...]:
    """Volume in mL of each class in the template's crop at the package's first place.

    Args:
        model: The model in the precision to be measured.
        template: The ICBM152 T1 template.
    """
    configuration = model.package.configuration
    target = template_target(configuration)
    chances = model.predict(to_model(template, target.grid), _no_step)
    chances = kept(chances, configuration.postprocess, target.labels, target.grid.voxel_ml)
    classes = configuration.network.out_channels
    counts = np.bincount(chances.argmax(axis=0).ravel(), minlength=classes)
    return tuple(float(count * target.grid.voxel_ml) for count in counts[1:])


def stored_outputs(model: Model) -> tuple[Tensor, Tensor]:
    """What a model gives on its package's own input, and what it should give; folds are averaged, nothing is flipped.

    Args:
        model: The model in the precision to be measured.

    Raises:
        ModelError: The package has no such input.
    """
    package = model.package
    golden = package.configuration.golden
    if not isinstance(golden, StoredGolden):
        raise _no_golden(package.configuration)
    given, expected = (_read(package, name) for name in (golden.input, golden.output))
    tiling = replace(package.configuration.tiling, flips=())
    plain = replace(model, package=replace(package, configuration=replace(package.configuration, tiling=tiling)))
    return plain.forward(given), expected


def stored_input(package: Package) -> Tensor:
    """The known input of a package that brings its own.

    Raises:
        ModelError: It brings none, or it cannot be read.
    """
    if not isinstance(package.configuration.golden, StoredGolden):
        raise _no_golden(package.configuration)
    return _read(package, package.configuration.golden.input)


def difference(found: Tensor, expected: Tensor) -> float:
    """The greatest difference; infinite where the shapes or anything that is no number differ."""
    if found.shape != expected.shape or not bool((found - expected).isfinite().all()):
        return math.inf
    return float((found - expected).abs().amax())


def changed(found: Tensor, expected: Tensor, configuration: Configuration) -> float:
    """How far outputs of a lower precision are off, as ``StoredGolden.precision_tolerance`` counts it."""
    if found.shape != expected.shape:
        return math.inf
    if configuration.output.activation == "softmax" and configuration.network.out_channels > 1:
        return float((found.argmax(1) != expected.argmax(1)).float().mean())
    return difference(found, expected) / max(float(expected.amax() - expected.amin()), 1e-12)


def lower_precision_agrees(model: Model, template: Callable[[], Volume]) -> bool:
    """Whether a model in a lower precision still gives its package's golden output.

    Args:
        model: The model.
        template: Reads the ICBM152 T1 template, for packages whose golden output is on it.
    """
    golden = model.package.configuration.golden
    if isinstance(golden, Golden):
        return agrees(golden_volumes(model, template()), golden.volumes_ml, golden.precision_tolerance)
    if not isinstance(golden, StoredGolden):  # nothing is computed in another precision without a network
        return False
    return changed(*stored_outputs(model), model.package.configuration) <= golden.precision_tolerance


def _read(package: Package, name: str) -> Tensor:
    try:
        array = np.load(package.folder / name, allow_pickle=False)
        return torch.from_numpy(np.asarray(array, np.float32))
    except (OSError, ValueError) as error:
        raise ModelError(
            tr("The golden output of {id} cannot be read ({file}).").format(id=package.card.id, file=name),
            tr("Install the model again from where it came."),
        ) from error


def agrees(found: Sequence[float], expected: Sequence[float], tolerance_ml: float) -> bool:
    """Whether every volume is within the tolerance; a tolerance of 0 agrees with nothing, not even by chance."""
    return tolerance_ml > 0 and all(abs(a - b) <= tolerance_ml for a, b in zip(found, expected, strict=True))


def _no_step(_: float) -> None:
    """The golden input is one window."""
