"""The classification family: from what a network says of an image to calibrated probabilities."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from medview.catalog.schema import Configuration
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.arrays import ACTIVATIONS
from medview.engine.calibration import mapped

Float = NDArray[np.float32]


def chances(configuration: Configuration, outputs: NDArray[Any]) -> Float:
    """Calibrated probabilities (Guo 2017, arXiv:1706.04599; Zadrozny 2002 for curves).

    Args:
        configuration: The package; a temperature divides outputs, not what is a probability already. What it gives is
            mapped by the package's points.
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
    return mapped(configuration.calibration, found, activation == "softmax" and not configuration.output.alone)
