"""Label maps of models that read a whole volume, by a network or by a stated method, on the engine's own path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.errors import ModelError, NotTrusted
from medview.core.finding import Quantity
from medview.core.stages import Stages
from medview.core.text import tr
from medview.core.volume import Volume
from medview.engine.calibration import volume as volume_with_interval
from medview.engine.classical.methods import run_classical
from medview.engine.machine import this_machine
from medview.engine.model import Model
from medview.engine.planning import plan
from medview.engine.prepare import frame_of
from medview.engine.whole import Wishes, maps_for, segment


@dataclass(frozen=True, eq=False)
class Whole:
    """What a model says of a whole volume.

    Args:
        labels: (k, j, i) values of the card's labels on the volume's grid.
        volumes: The volume of each label that is there, with its interval where the package gives one.
        withheld: Why there is no result, empty where there is one.
    """

    labels: NDArray[Any]
    volumes: Mapping[int, Quantity]
    withheld: str = ""


def whole_labels(model: Model, volume: Volume) -> Whole:
    """Segment a whole volume.

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
    with TemporaryDirectory(prefix="medview-evaluate-") as folder:
        if configuration.method is not None:
            return _by_method(model, volume, Path(folder) / "labels.npy")
        return _by_network(model, volume, Path(folder))


def _by_method(model: Model, volume: Volume, path: Path) -> Whole:
    configuration = model.package.configuration
    try:
        found = run_classical(configuration, volume, path, Stages(lambda *_: None))
    except NotTrusted as error:
        return Whole(np.zeros(volume.geometry.shape, np.uint8), {}, error.message)
    sizes = {
        value: volume_with_interval(part.ml, (), configuration.calibration, 0.0) for value, part in found.parts.items()
    }
    return Whole(np.load(path), sizes)


def _by_network(model: Model, volume: Volume, folder: Path) -> Whole:
    configuration = model.package.configuration
    frame = frame_of(configuration, volume.geometry)
    precision, device = model.plan.precision, model.plan.device
    planned = plan(configuration, frame.shape, this_machine(), precision, device, model.is_optimised)
    maps = maps_for(model, folder, volume.geometry, spread=False)
    outcome = segment(model, [volume.array], maps, planned, Stages(lambda *_: None), Wishes(spread=False))
    sizes = {
        one.value: volume_with_interval(one.ml, (one.channel,), configuration.calibration, one.undecided_ml)
        for one in outcome.found
    }
    return Whole(np.load(maps.labels), sizes)
