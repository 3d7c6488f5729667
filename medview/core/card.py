"""The model card: what a model is for, what it accepts, what it says and how good it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from medview.core.code import Code
from medview.core.text import tr

Family = Literal["classification", "detection", "segmentation", "sequences", "records", "molecules", "generation"]
"""``generation``: makes pictures from numbers; it analyses nothing and is offered for no series."""


@dataclass(frozen=True)
class Label:
    """One label of a segmentation.

    Args:
        value: Value in the label map on the source grid.
        name: For people.
        code: What it is.
        category: DICOM Segmented Property Category, such as Anatomical Structure.
        laterality: Side, or None.
        colour: Display colour, sRGB 0..255.
    """

    value: int
    name: str
    code: Code
    category: Code
    colour: tuple[int, int, int]
    laterality: Code | None = None


@dataclass(frozen=True)
class Kind:
    """One class of boxes.

    Args:
        code: What it is.
        colour: Display colour, sRGB 0..255.
    """

    code: Code
    colour: tuple[int, int, int]


@dataclass(frozen=True)
class InputContract:
    """What a model accepts.

    Args:
        modalities: DICOM modalities; NIfTI, which states none, is accepted with a question to the image itself.
        body_parts: DICOM Body Part Examined values (upper case) that fit; an empty field in a file fits too.
        description: The input in words.
        max_spacing_mm: The coarsest voxel side it may have.
        min_extent_mm: The shortest side, in mm, the whole grid may have.
        dimensions: 3 for volumes.
    """

    modalities: tuple[str, ...]
    body_parts: tuple[str, ...]
    description: str
    max_spacing_mm: float
    min_extent_mm: float
    dimensions: int = 3


@dataclass(frozen=True)
class Metric:
    """One measured figure.

    Args:
        name: The metric's usual name (``"Dice"``).
        label: What it was measured on (a label's name).
        value: Mean over cases.
        low: Lower end of the 95 % bootstrap interval.
        high: Upper end of it.
        cases: Number of cases.
        split: Which cases.
        system: Whose figure: this model, a baseline or a published one, with its source.
    """

    name: str
    label: str
    value: float
    low: float | None
    high: float | None
    cases: int | None
    split: str
    system: str


@dataclass(frozen=True)
class TrainingData:
    """What a model learned from."""

    name: str
    url: str
    licence: str
    attribution: str
    cases: int


@dataclass(frozen=True)
class Expected:
    """How often a class is there at a place of a long sequence.

    Args:
        name: The class's.
        part: Part of the places of one strand that have it.
    """

    name: str
    part: float


@dataclass(frozen=True)
class Scan:
    """How rare what a model of so many letters finds is, where it is slid along longer sequences.

    Args:
        expected: One for each class in the model's order, together 1: the prior of Bayes' rule there.
        source: What that was taken from, for people.
    """

    expected: tuple[Expected, ...]
    source: str

    @property
    def words(self) -> str:
        """The rare classes, each with how rare it is."""
        return "; ".join(f"{one.name}: {rarity(one.part)}" for one in self.expected if one.part < _RARE)


_RARE = 0.5
"""What is at fewer places than this is told of."""


def rarity(part: float) -> str:
    """How rare something is, such as ``1 in 5,000``, to two digits.

    Args:
        part: Part of all places that have it, in 0..1 without 0.
    """
    return tr("1 in {count}").format(count=f"{round(float(f'{1.0 / part:.1e}')):,}")


@dataclass(frozen=True)
class ModelCard:
    """Everything a reader may ask of a model before trusting it.

    Args:
        id: Identifier, also the folder's name.
        version: Semantic version.
        name: For people.
        family: Which engine module runs it.
        summary: One sentence.
        intended_use: What it is for.
        known_failures: Where it goes wrong, one sentence each.
        input: What it accepts.
        labels: What it can say.
        data: Training data.
        weights_licence: SPDX licence of the weights.
        authors: Who made it.
        metrics: Measured figures, baselines beside them.
        interval_coverage: Nominal coverage of the intervals it gives.
        scan: Of what reads so many letters: how rare each class is along longer sequences; None: nobody said, and
            probabilities there are as among the cases it was calibrated with.
    """

    id: str
    version: str
    name: str
    family: Family
    summary: str
    intended_use: str
    known_failures: tuple[str, ...]
    input: InputContract
    labels: tuple[Label, ...]
    data: tuple[TrainingData, ...]
    weights_licence: str
    authors: str
    metrics: tuple[Metric, ...] = ()
    interval_coverage: float = 0.9
    scan: Scan | None = None


@dataclass(frozen=True)
class Eligibility:
    """Whether a model accepts the open series.

    Args:
        model: Model identifier.
        name: For people.
        version: Model version.
        summary: One sentence.
        reasons: Why not; empty when it does.
        classical: Whether it is a method that learned nothing, without a network.
    """

    model: str
    name: str
    version: str
    summary: str
    reasons: tuple[str, ...] = ()
    classical: bool = False
