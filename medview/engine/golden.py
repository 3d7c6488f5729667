"""The golden output: what a package's network gives on a known input, on this machine."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from medview.catalog.schema import Configuration, Golden
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
    raise ModelError(
        tr("The model {id} has no golden output on the template.").format(id=configuration.card.id),
        tr("Choose a model that finds its place by itself."),
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


def agrees(found: Sequence[float], expected: Sequence[float], tolerance_ml: float) -> bool:
    """Whether every volume is within the tolerance; a tolerance of 0 agrees with nothing, not even by chance."""
    return tolerance_ml > 0 and all(abs(a - b) <= tolerance_ml for a, b in zip(found, expected, strict=True))


def _no_step(_: float) -> None:
    """The golden input is one window."""
