"""Recipes: everything that decides what a training run gives, as data from a closed vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from medview.catalog.schema import Intensity, Network
from medview.core.errors import MedViewError
from medview.training.running.templates import recipe_path

Range = tuple[float, float]


@dataclass(frozen=True)
class Augmentation:
    """How training crops are varied; each is drawn anew for every crop.

    Args:
        rotation_deg: Largest rotation about each axis.
        scale: Least and greatest magnification, drawn on a logarithmic scale.
        stretch: Greatest further magnification of a single axis, as a factor.
        shift_mm: Largest shift along each axis.
        elastic_mm: Standard deviation of a smooth random displacement, on every second crop.
        border: Probability of hiding part of the crop's rim, whose place is filled with zeros or smooth noise.
        brightness: Standard deviation of an added constant, in units of the image's own spread.
        contrast: Greatest factor on the intensities.
        gamma: Least and greatest exponent of an intensity curve.
        bias: Standard deviation of the logarithm of a smooth multiplicative field.
        noise: Greatest standard deviation of added noise.
        blur_mm: Greatest standard deviation of a Gaussian blur.
        coarse: Greatest factor by which the resolution is lowered and raised again.
    """

    rotation_deg: float
    scale: Range
    stretch: float
    shift_mm: float
    elastic_mm: float
    border: float
    brightness: float
    contrast: float
    gamma: Range
    bias: float
    noise: float
    blur_mm: float
    coarse: float

    def calmed(self, part: float) -> Augmentation:
        """The same variation with every range narrowed to this part of it; the border is hidden as often."""
        return Augmentation(
            rotation_deg=self.rotation_deg * part,
            scale=_narrowed(self.scale, part),
            stretch=self.stretch**part,
            shift_mm=self.shift_mm * part,
            elastic_mm=self.elastic_mm * part,
            border=self.border,
            brightness=self.brightness * part,
            contrast=self.contrast**part,
            gamma=_narrowed(self.gamma, part),
            bias=self.bias * part,
            noise=self.noise * part,
            blur_mm=self.blur_mm * part,
            coarse=self.coarse**part,
        )


def _narrowed(bounds: Range, part: float) -> Range:
    return bounds[0] ** part, bounds[1] ** part


@dataclass(frozen=True)
class Cycle:
    """Part of a run: the learning rate falls along half a cosine to nothing (Loshchilov and Hutter 2017).

    Args:
        steps: Steps of the optimiser.
        rate: Learning rate at the start.
        warmup: Steps of a linear rise before.
        average: Decay per step of the exponential average of the weights; the average is what is kept.
        calm_from: Part of the cycle after which crops are varied less.
        calm: Part of every range of the augmentation that is left then.
    """

    steps: int
    rate: float
    warmup: int
    average: float
    calm_from: float
    calm: float


@dataclass(frozen=True)
class Recipe:
    """How a segmentation model is trained.

    Args:
        id: Identifier of the model and its folder.
        version: Version of the model.
        template: Name of the shipped ``*.package.json`` that states the rest of the package.
        network: The network, as its package will state it.
        intensity: The intensity normalisation.
        patch: Training crop (x, y, z) in voxels of the model frame.
        batch: Crops per step.
        cycles: Parts of the run, one after the other.
        heads: Deeply supervised levels below the finest.
        cross_entropy: Weight of the cross entropy beside the Dice loss.
        weight_decay: Decoupled weight decay of AdamW.
        clip: Largest norm of the gradient.
        augmentation: How crops are varied, or None.
        held_out: Training cases kept out of training, for the choice of the checkpoint and for calibration.
        check_every: Steps between two measurements of the held-out cases; the best average is kept.
        interval_scale: What the volume intervals grow with.
        seed: Seed of everything random.
        kind: Which loop trains it.
        patience: Checks without a better one after which a run ends; 0: it runs to its last step.
        networks: Networks trained on different parts of the cases, whose outputs the package averages.
        base: Folder of the package whose weights it begins with; empty: with random ones.
        frozen_statistics: Whether normalisation layers keep the running statistics they begin with.
    """

    id: str
    version: str
    template: str
    network: Network
    intensity: Intensity
    patch: tuple[int, int, int]
    batch: int
    cycles: tuple[Cycle, ...]
    heads: int
    cross_entropy: float
    weight_decay: float
    clip: float
    augmentation: Augmentation | None
    held_out: int
    check_every: int
    interval_scale: Literal["absolute", "relative", "ambiguous"]
    seed: int
    kind: Literal["volume-segmentation"] = "volume-segmentation"
    patience: int = 0
    networks: int = 1
    base: str = ""
    frozen_statistics: bool = False

    @property
    def steps(self) -> int:
        """Steps of the whole run."""
        return sum(cycle.steps for cycle in self.cycles)

    def cycle_at(self, step: int) -> tuple[Cycle, int]:
        """The cycle a step belongs to, and the step's number within it."""
        for cycle in self.cycles[:-1]:
            if step < cycle.steps:
                return cycle, step
            step -= cycle.steps
        return self.cycles[-1], step

    def augmentation_at(self, step: int) -> Augmentation | None:
        """How crops are varied at a step."""
        cycle, within = self.cycle_at(step)
        if self.augmentation is None or within < cycle.calm_from * cycle.steps:
            return self.augmentation
        return self.augmentation.calmed(cycle.calm)


_adapter = TypeAdapter(Recipe)


def load_recipe(name: str) -> Recipe:
    """Read a shipped recipe by name, or any recipe by path.

    Raises:
        MedViewError: There is none of this name, or it says something a recipe cannot say.
    """
    path = recipe_path(name)
    try:
        return _adapter.validate_json(path.read_text(encoding="utf-8"))
    except (OSError, ValidationError) as error:
        raise MedViewError(
            f"The recipe {path.name} cannot be read: {error}.", "Compare it with the recipes shipped with MedView."
        ) from error
