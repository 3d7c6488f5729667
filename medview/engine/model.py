"""A model that stays loaded: its networks on a device, in the precision its golden output allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from medview.catalog.package import Package
from medview.core import plan as core
from medview.engine.calibration import probabilities
from medview.engine.deciding import decision
from medview.engine.device import Plan, choose_device, plans
from medview.engine.fast.layerwise import Layerwise, layerwise
from medview.engine.fast.optimised import Optimised, optimised
from medview.engine.intensity import normalise
from medview.engine.sliding import Settings, Sliding, collected
from medview.engine.weights import load_networks
from medview.engine.windows import Layout

Step = Callable[[float], None]

_ONE_BY_ONE = core.Plan("", "float32")
"""Crops take few windows: more of them at once gain nothing."""


@dataclass(frozen=True, eq=False)
class Model:
    """Networks ready to predict.

    Args:
        package: What they were loaded from.
        networks: The network of each fold, on the plan's device.
        plan: Device and precision.
    """

    package: Package
    networks: tuple[nn.Module, ...]
    plan: Plan

    @property
    def passes(self) -> int:
        """Networks times flips: how often each window is computed."""
        return len(self.networks) * (1 + len(self.package.configuration.tiling.flips))

    def forward(self, batch: Tensor) -> Tensor:
        """The mean output of all folds and flips, before any activation.

        Args:
            batch: (n, channels, *spatial) input of the network, on any device.

        Returns:
            (n, channels, *spatial) float32 on the CPU.
        """
        return self.mean(batch).cpu()

    def mean(self, batch: Tensor) -> Tensor:
        """Like ``forward``, left on the plan's device."""
        outputs = self.outputs(batch)
        total = next(outputs)
        if self.passes == 1:
            return total
        with torch.inference_mode():
            total = total + next(outputs)
            for output in outputs:
                total += output
            return total.div_(self.passes)

    def mean_and_spread(self, batch: Tensor) -> Tensor:
        """Like ``mean``, with one more channel: how far the passes differ.

        It is the standard deviation over the passes of a class's probability, of the class where it is greatest.
        """
        decided = decision(self.package.configuration)
        total = first = second = torch.zeros(())
        for output in self.outputs(batch):
            with torch.inference_mode():
                chances = decided.probabilities(output.transpose(0, 1))
                total, first, second = total + output, first + chances, second + chances.square()
        with torch.inference_mode():
            mean = first / self.passes
            spread = (second / self.passes - mean.square()).clamp_min(0.0).amax(0).sqrt()
            return torch.cat((total / self.passes, spread[:, None]), 1)

    def outputs(self, batch: Tensor) -> Iterator[Tensor]:
        """The output of each fold and flip in turn, turned back: float32, on the plan's device."""
        batch = batch.to(self.plan.device, non_blocking=True)
        for network in self.networks:
            for axes in ((), *self.package.configuration.tiling.flips):
                yield self._pass(network, batch, axes)

    def _pass(self, network: nn.Module, batch: Tensor, axes: Sequence[int]) -> Tensor:
        turned, flat = tuple(axis + 2 for axis in axes), self._flat_axis(batch)
        with torch.inference_mode(), self.plan.autocast():
            given = batch.flip(turned) if turned else batch
            output = _first(network(given if flat is None else given.squeeze(flat))).float()
            output = output if flat is None else output.unsqueeze(flat)
            return output.flip(turned) if turned else output

    def _flat_axis(self, batch: Tensor) -> int | None:
        """The axis of a batch of volumes along which a network of two dimensions goes slice by slice."""
        if self.package.configuration.network.spatial_dims != 2 or batch.dim() != 5:
            return None
        return 2 + self.package.configuration.tiling.patch.index(1)

    def predict(
        self, crop: NDArray[np.float32], step: Step, told: Callable[[str], None] = lambda _: None
    ) -> NDArray[np.float32]:
        """Calibrated probabilities of a crop.

        Args:
            crop: (x, y, z) intensities in the model frame, 0 where there is no image.
            step: Called before each window with the done part; may raise to stop.
            told: Called with a sentence when something had to be given up for memory.

        Returns:
            (classes, x, y, z), background first.
        """
        configuration = self.package.configuration
        image = torch.from_numpy(normalise(configuration.intensity, crop))
        sliding = Sliding(image[None], configuration.tiling, self.settings(_ONE_BY_ONE), step, told)
        logits = collected(sliding, configuration.network.out_channels)
        return probabilities(logits, configuration.calibration.temperature)

    def windows(self, shape: tuple[int, int, int]) -> int:
        """How many windows a crop of this shape takes."""
        return Layout(shape, self.package.configuration.tiling).count

    def settings(self, plan: core.Plan, spread: bool = False) -> Settings:
        """How windows are computed by a plan.

        Args:
            plan: The plan; the device and the precision are the model's own.
            spread: Whether windows carry one more channel with the spread over the passes.
        """
        fast = self.plan.device != "cpu"
        return Settings(
            compute=self.mean_and_spread if spread else self.mean,
            device=self.plan.device,
            batch=plan.batch,
            dtype=torch.float16 if plan.accumulate == "float16" else torch.float32,
            sums=self.plan.device if plan.sums == "device" else "cpu",
            on_cpu=(lambda: self._on_cpu(spread)) if fast else None,
        )

    def _on_cpu(self, spread: bool) -> Callable[[Tensor], Tensor]:
        slow = self.moved(Plan("cpu", "float32"))
        return slow.mean_and_spread if spread else slow.mean

    def layerwise(self) -> Layerwise | None:
        """How the network reads a whole image layer by layer; None where it must be read in one pass or in windows."""
        configuration = self.package.configuration
        if not configuration.tiling.whole or self.passes > 1 or self.plan.device != "cpu":
            return None
        network = self.networks[0].network if isinstance(self.networks[0], Optimised) else self.networks[0]
        return layerwise(network, configuration.network.in_channels, getattr(torch, self.plan.precision))

    @property
    def is_optimised(self) -> bool:
        """Whether the networks compute in a faster form, their channels innermost."""
        return any(isinstance(network, Optimised) for network in self.networks)

    @property
    def weights_bytes(self) -> int:
        """Memory of the weights, twice where a faster form has laid out its own."""
        tensors = (tensor for network in self.networks for tensor in (*network.parameters(), *network.buffers()))
        return sum(tensor.nbytes for tensor in tensors) * (2 if self.is_optimised else 1)

    def moved(self, plan: Plan) -> Model:
        """The same networks under another plan."""
        return replace(self, networks=tuple(network.to(plan.device) for network in self.networks), plan=plan)


def _first(output: Any) -> Tensor:
    """The output at full resolution of networks that give several (deep supervision)."""
    found: Tensor = output[0] if isinstance(output, tuple | list) else output
    return found


def load_model(package: Package, agrees: Callable[[Model], bool], device: str | None = None) -> Model:
    """Load a package in the fastest precision that agrees with its golden output.

    Args:
        package: The package.
        agrees: Whether a model in lower precision still gives the golden output.
        device: Where it computes; by default the fastest device there is.

    Raises:
        ModelError: The weights cannot be read or do not fit the network.
    """
    if package.configuration.method is not None:  # nothing to load
        return Model(package, (), Plan("cpu", "float32"))
    if package.configuration.network.name == "onnx":
        from medview.engine.onnx.session import device_for  # onnxruntime takes 25 MB

        return _load_onnx(package, agrees, device_for(device or choose_device()))
    *fast, safe = plans(device or choose_device())
    model = Model(package, load_networks(package), safe).moved(safe)
    for plan in (*fast, safe):
        faster = replace(model, networks=tuple(optimised(network, plan) for network in model.networks), plan=plan)
        if (plan != safe or faster.is_optimised) and agrees(faster):
            return faster
    return model


def _load_onnx(package: Package, agrees: Callable[[Model], bool], device: str) -> Model:
    """What onnxruntime runs, in float32; where a device computes otherwise, on the processor."""
    model = Model(package, load_networks(package), Plan("cpu", "float32"))
    faster = model if device == "cpu" else model.moved(Plan(device, "float32"))
    return faster if device == "cpu" or agrees(faster) else model
