"""Recipes of models that read pictures: everything that decides what a run gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from medview.catalog.schema import Intensity, Network
from medview.training.running.plan import Plan

Range = tuple[float, float]


@dataclass(frozen=True)
class Variation:
    """How training pictures are varied; each is drawn anew for every picture. Lengths are parts of its side.

    Args:
        rotation_deg: Largest rotation.
        scale: Least and greatest magnification, drawn on a logarithmic scale.
        stretch: Greatest further magnification of a single axis, as a factor.
        shift: Largest shift along each axis.
        elastic: Standard deviation of a smooth random displacement, on every second picture.
        mirror: Probability of swapping left and right.
        invert: Probability of swapping black and white.
        gamma: Least and greatest exponent of the curve of grey values.
        curve: How far a smooth monotone curve bends grey values beside it, 0..0.9.
        contrast: Greatest factor on the intensities.
        brightness: Standard deviation of an added constant, in units of the picture's own spread.
        bias: Standard deviation of a smooth field added to the picture.
        noise: Greatest standard deviation of added noise.
        blur: Greatest standard deviation of a Gaussian blur, in pixels.
        coarse: Greatest factor by which the resolution is lowered and raised again.
        border: Probability of a collimated border: beyond a random box the picture is black or white.
        marks: Probability of bright marks, like the letters on films.
        hide: Probability that a rectangle of it is hidden.
    """

    rotation_deg: float = 10.0
    scale: Range = (0.85, 1.2)
    stretch: float = 1.1
    shift: float = 0.06
    elastic: float = 0.01
    mirror: float = 0.0
    invert: float = 0.0
    gamma: Range = (0.7, 1.5)
    curve: float = 0.3
    contrast: float = 1.3
    brightness: float = 0.2
    bias: float = 0.2
    noise: float = 0.1
    blur: float = 1.0
    coarse: float = 2.0
    border: float = 0.2
    marks: float = 0.2
    hide: float = 0.1

    def calmed(self, part: float) -> Variation:
        """The same variation with every range narrowed to this part of it; what is mirrored is so as often."""
        return Variation(
            rotation_deg=self.rotation_deg * part,
            scale=(self.scale[0] ** part, self.scale[1] ** part),
            stretch=self.stretch**part,
            shift=self.shift * part,
            elastic=self.elastic * part,
            mirror=self.mirror,
            invert=self.invert * part,
            gamma=(self.gamma[0] ** part, self.gamma[1] ** part),
            curve=self.curve * part,
            contrast=self.contrast**part,
            brightness=self.brightness * part,
            bias=self.bias * part,
            noise=self.noise * part,
            blur=self.blur * part,
            coarse=self.coarse**part,
            border=self.border * part,
            marks=self.marks * part,
            hide=self.hide * part,
        )


@dataclass(frozen=True)
class PictureSegmentation:
    """How a network is trained that outlines something on pictures.

    Args:
        kind: ``picture-segmentation``.
        id: Identifier of the model and its folder.
        version: Version of the model.
        template: Name of the shipped ``*.package.json`` that states the rest of the package.
        network: The network; its channels follow the data where they are 0.
        intensity: The intensity normalisation.
        size: (rows, columns) of the network's input.
        fit: How a picture comes into it.
        plan: How it is trained.
        variation: How pictures are varied, or None.
        cross_entropy: Weight of the cross entropy beside the Dice loss.
        sides: Whether each mask is divided into the patient's right part (1) and left part (2), as of two lungs.
        held_out: Part of the training pictures kept out of training, for the curve and the choice of the best step.
        gate: Whether an input gate is measured on the training pictures.
        base: Folder of the package whose weights it begins with; empty: with random ones.
    """

    kind: Literal["picture-segmentation"]
    id: str
    version: str
    template: str
    network: Network
    intensity: Intensity
    size: tuple[int, int]
    plan: Plan
    variation: Variation | None
    fit: Literal["stretch", "letterbox", "crop"] = "stretch"
    cross_entropy: float = 1.0
    sides: bool = False
    held_out: float = 0.1
    gate: bool = False
    base: str = ""


@dataclass(frozen=True)
class Pretraining:
    """Learning from the same pictures without their labels: find what was drawn into them, and the region around it.

    Args:
        plan: How.
        variation: How pictures are varied.
        lesions: Most made-up lesions in one picture.
    """

    plan: Plan
    variation: Variation
    lesions: int = 4


@dataclass(frozen=True)
class PictureClassification:
    """How networks are trained that tell classes of pictures apart.

    Each network learns from all folds but one and answers for that one; the package averages all of them.

    Args:
        kind: ``picture-classification``.
        id: Identifier of the model and its folder.
        version: Version of the model.
        template: Name of the shipped ``*.package.json`` that states the rest of the package.
        network: The network; its channels follow the data where they are 0.
        intensity: The intensity normalisation.
        size: (rows, columns) of the network's input.
        fit: How a picture comes into it.
        plan: How each network is trained.
        variation: How pictures are varied, or None.
        standardised: Whether histograms are matched to their mean over the training pictures.
        around: Identifier of the segmentation package whose region pictures are cropped to; empty: none.
        margin: What is added on every side of the region's box, as a part of the box's side.
        grown: How far the region is widened, as a part of the picture's side.
        outside: What lies around the region stays (``kept``) or becomes ``level``.
        surroundings: Probability that a picture is shown with what lies around its region after all, and wider: the
            network is to find the region by itself too.
        attention: Weight of the loss that holds the network's attention within the region.
        pretraining: What all networks learn first, or None.
        folds: Parts of the training pictures.
        smoothing: Part of the target given to all classes alike.
        mixing: Parameter of the Beta distribution two pictures are mixed by (Zhang 2018); 0: none are.
        coverage: Nominal coverage of the prediction sets.
        gate: Whether an input gate is measured on the training pictures.
        split: Which part of the folder's own split they learn from; empty: all of it, and the package is measured only
            on what each network has not seen.
        base: Folder of the package whose weights it begins with; empty: with random ones.
    """

    kind: Literal["picture-classification"]
    id: str
    version: str
    template: str
    network: Network
    intensity: Intensity
    size: tuple[int, int]
    plan: Plan
    variation: Variation | None
    fit: Literal["stretch", "letterbox", "crop"] = "stretch"
    standardised: bool = False
    around: str = ""
    margin: float = 0.05
    grown: float = 0.01
    outside: Literal["kept", "level"] = "kept"
    surroundings: float = 0.0
    attention: float = 0.0
    pretraining: Pretraining | None = None
    folds: int = 5
    smoothing: float = 0.0
    mixing: float = 0.0
    coverage: float = 0.9
    gate: bool = False
    split: str = "train"
    base: str = ""
