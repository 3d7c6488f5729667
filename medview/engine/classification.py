"""The classification family: from what a network says of an image to calibrated probabilities."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from medview.catalog.package import Package
from medview.catalog.schema import Configuration
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.arrays import ACTIVATIONS, runner
from medview.engine.pictures import network_input

Float = NDArray[np.float32]


def chances(configuration: Configuration, outputs: NDArray[Any]) -> Float:
    """Calibrated probabilities (Guo 2017, arXiv:1706.04599).

    Args:
        configuration: The package; a temperature divides outputs, not what is a probability already.
        outputs: (n, classes) or (n, classes, 1, …) of the network, before any activation.

    Returns:
        (n, classes).

    Raises:
        ModelError: There are other classes than the card explains.
    """
    flat = np.asarray(outputs, np.float32).reshape(len(outputs), -1)
    if flat.shape[1] != configuration.network.out_channels:
        raise ModelError(
            tr("{model} gave {found} numbers for each image, expected one for each of {count} classes.").format(
                model=configuration.card.name, found=flat.shape[1], count=configuration.network.out_channels
            ),
            tr("Check the number of outputs in its configuration."),
        )
    activation = configuration.output.activation
    temperature = 1.0 if activation == "none" else configuration.calibration.temperature
    found: Float = ACTIVATIONS[activation](torch.from_numpy(flat / temperature)).numpy()
    return found


def classify(package: Package, picture: NDArray[Any]) -> Float:
    """Probability of each class of a picture.

    Args:
        package: A classifier.
        picture: (rows, columns) or (rows, columns, 3).

    Returns:
        (classes,).

    Raises:
        ModelError: The package cannot be run, or does not read such a picture.
    """
    given, _ = network_input(package.configuration, picture)
    return np.asarray(chances(package.configuration, runner(package)(given))[0])


def class_names(configuration: Configuration) -> tuple[str, ...]:
    """Name of each class, in the order of the outputs; a number where the card does not explain it."""
    names = {label.value: label.name for label in configuration.card.labels}
    return tuple(names.get(number, str(number)) for number in range(configuration.network.out_channels))
