"""Recipes of detectors: everything that decides what a run gives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from medview.catalog.schema import Intensity, Network
from medview.engine.networks.detectors import STRIDES
from medview.training.running.plan import Plan

Range = tuple[float, float]

ANCHOR_SIDE = 4.0
"""Side of the smallest anchor of a level, in its cells (Lin et al. 2017, arXiv:1708.02002, 4)."""

View = Literal["turned", "sideways", "inverted", "mirrored", "cropped", "other"]

Layout = Literal["yolo", "retinanet"]
LAYOUTS: dict[str, Layout] = {"yolo_detector": "yolo", "retina_detector": "retinanet"}
"""How the table of each network that can be trained is read."""


@dataclass(frozen=True)
class Variation:
    """How pictures are varied; each is drawn anew for every picture.

    Args:
        mirror: Probability of a mirror image, for each axis.
        quarter: Probability of a quarter turn.
        rotation_deg: Largest further rotation.
        scale: Least and greatest magnification, drawn on a logarithmic scale.
        stretch: Greatest further magnification of one axis, as a factor.
        shift: Largest shift, as a part of each side.
        mosaic: Probability that four pictures are laid side by side and a part of them is read.
        visible: Least part of a box that must be left in view; what is left of others is not asked for.
        brightness: Standard deviation of an added constant.
        contrast: Greatest factor on the intensities.
        gamma: Least and greatest exponent of an intensity curve.
        colour: Greatest factor on a single channel.
        noise: Greatest standard deviation of added noise.
        blur: Greatest standard deviation of a Gaussian blur, in pixels.
        fill: What lies beyond a picture's edges, normalised.
    """

    mirror: float = 0.5
    quarter: float = 0.5
    rotation_deg: float = 10.0
    scale: Range = (0.7, 1.4)
    stretch: float = 1.15
    shift: float = 0.15
    mosaic: float = 0.5
    visible: float = 0.3
    brightness: float = 0.05
    contrast: float = 1.3
    gamma: Range = (0.7, 1.4)
    colour: float = 1.0
    noise: float = 0.03
    blur: float = 1.0
    fill: float = 0.0


PLAIN = Variation(
    mirror=0.0, quarter=0.0, rotation_deg=0.0, scale=(1.0, 1.0), stretch=1.0, shift=0.0, mosaic=0.0,
    brightness=0.0, contrast=1.0, gamma=(1.0, 1.0), noise=0.0, blur=0.0,
)  # fmt: skip
"""Nothing is varied."""


@dataclass(frozen=True)
class DetectionRecipe:
    """How a detector of pictures is trained.

    Args:
        kind: ``picture-detection``.
        id: Identifier of the model and its folder.
        version: Version of the model.
        template: Name of the shipped ``*.package.json`` that states the rest of the package.
        network: The network; its classes follow the data where they are 0.
        intensity: The intensity normalisation.
        size: (rows, columns) of the network's input; pictures keep their proportions.
        plan: How it is trained.
        variation: How pictures are varied, or None.
        calm_from: Part of the run after which pictures are laid side by side no more (Ge et al. 2021,
            arXiv:2107.08430, 2.3).
        parts: The groups of the training pictures are divided into this many parts; the first is held out for the
            choice of the best step, for thresholds and calibration.
        overlap: Boxes of one class overlapping more than this (IoU) are one.
        margin: Value of the margin around pictures of other proportions, in the picture's own unit.
        coverage: Nominal coverage of the intervals of counts.
        counts: Whether the package counts the boxes of each class.
        gate: What pictures are told from by an input gate measured on the training pictures, of ``engine.views``;
            empty: there is none.
        base: Folder of the package whose weights it begins with; empty: with random ones.
    """

    kind: Literal["picture-detection"]
    id: str
    version: str
    template: str
    network: Network
    intensity: Intensity
    size: tuple[int, int]
    plan: Plan
    variation: Variation | None
    calm_from: float = 0.8
    parts: int = 7
    overlap: float = 0.5
    margin: float = 0.0
    coverage: float = 0.9
    counts: bool = False
    gate: tuple[View, ...] = ()
    base: str = ""

    @property
    def layout(self) -> Layout:
        """How the network's table is read."""
        return LAYOUTS[self.network.name]

    def variation_at(self, serial: int) -> Variation:
        """How the picture with this serial number is varied."""
        if self.variation is None:
            return PLAIN
        calm = serial >= self.calm_from * self.plan.cases_before(self.plan.steps)
        return replace(self.variation, mosaic=0.0) if calm else self.variation

    def scaled(self, scale: float) -> tuple[int, int]:
        """(rows, columns) of a part of the network's input: whole cells of the coarsest level."""
        if scale == 1.0:
            return self.size
        cell = STRIDES[-1]
        rows, columns = (max(cell, round(side * scale / cell) * cell) for side in self.size)
        return rows, columns


def anchors_of_cell(count: int) -> tuple[tuple[float, float], ...]:
    """(width, height) of the anchors of one cell, in cells: of three proportions and as many sizes as are left.

    Source: Lin et al. 2017, arXiv:1708.02002, 4.
    """
    sizes = max(1, count // 3)
    sides = [ANCHOR_SIDE * 2.0 ** (number / sizes) for number in range(sizes)]
    return tuple((side / ratio**0.5, side * ratio**0.5) for side in sides for ratio in (0.5, 1.0, 2.0))[:count]
