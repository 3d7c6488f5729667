"""A model that stays loaded: its network on a device, in the precision its golden output allows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from medview.catalog.package import Package
from medview.engine.calibration import probabilities
from medview.engine.device import Plan, choose_device, plans
from medview.engine.intensity import normalise
from medview.engine.weights import load_network
from medview.engine.windows import slide, windows

Step = Callable[[float], None]


@dataclass(frozen=True, eq=False)
class Model:
    """A network ready to predict.

    Args:
        package: What it was loaded from.
        network: The network, on the plan's device.
        plan: Device and precision.
    """

    package: Package
    network: nn.Module
    plan: Plan

    def predict(self, crop: NDArray[np.float32], step: Step) -> NDArray[np.float32]:
        """Calibrated probabilities of a crop.

        Args:
            crop: (x, y, z) intensities in the model frame, 0 where there is no image.
            step: Called before each window with the done part; may raise to stop.

        Returns:
            (classes, x, y, z), background first.
        """
        configuration = self.package.configuration
        image = torch.from_numpy(normalise(configuration.intensity, crop))
        logits = slide(self._forward, image, configuration.tiling, configuration.network.out_channels, step)
        return probabilities(logits, configuration.calibration.temperature)

    def windows(self, shape: tuple[int, int, int]) -> int:
        """How many windows a crop of this shape takes."""
        tiling = self.package.configuration.tiling
        x, y, z = (max(n, side) for n, side in zip(shape, tiling.patch, strict=True))
        return len(windows((x, y, z), tiling))

    def _forward(self, patch: Tensor) -> Tensor:
        with torch.inference_mode(), self.plan.autocast():
            patch = patch.to(self.plan.device)
            total: Tensor = self.network(patch).float()
            for axes in self.package.configuration.tiling.flips:
                flipped = tuple(axis + 2 for axis in axes)
                total = total + self.network(patch.flip(flipped)).float().flip(flipped)
            return total / (1 + len(self.package.configuration.tiling.flips))


def load_model(package: Package, agrees: Callable[[Model], bool], device: str | None = None) -> Model:
    """Load a package in the fastest precision that agrees with its golden output.

    Args:
        package: The package.
        agrees: Whether a model in lower precision still gives the golden output.
        device: Where it computes; by default the fastest device there is.

    Raises:
        ModelError: The weights cannot be read or do not fit the network.
    """
    network = load_network(package)
    *fast, safe = plans(device or choose_device())
    network = network.to(safe.device)
    for plan in fast:
        model = Model(package, network, plan)
        if agrees(model):
            return model
    return Model(package, network, safe)
