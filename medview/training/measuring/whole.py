"""Label maps of models that read a whole volume, by the engine's own path."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.errors import ModelError
from medview.core.stages import Stages
from medview.core.text import tr
from medview.core.volume import Volume
from medview.engine.machine import this_machine
from medview.engine.model import Model
from medview.engine.planning import plan
from medview.engine.prepare import frame_of
from medview.engine.whole import WholeOutcome, Wishes, maps_for, segment


def whole_labels(model: Model, volume: Volume) -> tuple[NDArray[Any], WholeOutcome]:
    """Segment a whole volume.

    Returns:
        (k, j, i) values of the card's labels on the volume's grid, and what the run gave.

    Raises:
        ModelError: The model reads several images of one grid at once.
    """
    configuration = model.package.configuration
    if configuration.network.in_channels != 1:
        raise ModelError(
            tr("{model} reads {count} images of one grid at once; a data folder gives one per case.").format(
                model=model.package.card.name, count=configuration.network.in_channels
            )
        )
    frame = frame_of(configuration, volume.geometry)
    precision, device = model.plan.precision, model.plan.device
    planned = plan(configuration, frame.shape, this_machine(), precision, device, model.is_optimised)
    with TemporaryDirectory(prefix="medview-evaluate-") as folder:
        maps = maps_for(model, Path(folder), volume.geometry, spread=False)
        outcome = segment(model, [volume.array], maps, planned, Stages(lambda *_: None), Wishes(spread=False))
        return np.load(maps.labels), outcome
