"""What a person wants trained, and what a data folder was found to hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from medview.core.finding import Analysis, Review
from medview.core.study import Series

Kind = Literal[
    "picture-segmentation", "picture-classification", "picture-detection", "volume-segmentation", "sequences", "pairs"
]

KINDS: tuple[Kind, ...] = (
    "picture-segmentation",
    "picture-classification",
    "picture-detection",
    "volume-segmentation",
    "sequences",
)
"""What a model can be trained for; as a recipe, each means: settings that fit the data."""


@dataclass(frozen=True)
class Wish:
    """What is to be trained.

    Args:
        recipe: A kind, the name of a shipped recipe, or a recipe file.
        id: Identifier of the package; empty: the recipe's.
        name: Its name for people; empty: the recipe's.
        version: Its version; empty: the recipe's.
        epochs: How often every case is seen; 0: as the recipe says, or as fits the data.
        steps: Steps of the optimiser, instead of epochs; 0: by the epochs.
        base: Folder of the package to begin with; empty: random weights.
        folds: Networks trained on different parts of the cases and averaged; 0: as the recipe says.
        seed: Of everything random; None: the recipe's.
        patience: Checks without a better one after which the run ends; None: as the recipe says, or as fits the data.
        processes: Processes that train together; 0: one for each graphics processor.
        modality: DICOM modality of the data where the files do not state it, such as ``MR``.
        classes: Names of the values 1, 2, 3 … of label maps; empty: as the folder names them.
        labelled_by: What labels entries of data banks, such as ``CDS``, ``CDS/function`` or ``SUBCELLULAR LOCATION``.
    """

    recipe: str
    id: str = ""
    name: str = ""
    version: str = ""
    epochs: int = 0
    steps: int = 0
    base: str = ""
    folds: int = 0
    seed: int | None = None
    patience: int | None = None
    processes: int = 0
    modality: str = ""
    classes: tuple[str, ...] = ()
    labelled_by: str = ""


@dataclass(frozen=True)
class FoundData:
    """What a data folder holds, told before anything is trained.

    Args:
        kinds: What it can be used for, the likeliest first; the other fields are of the one that was asked for.
        kind: The one that was asked for, or the likeliest.
        cases: Cases that can be used.
        classes: (name, how many cases or boxes have it).
        groups: How many groups (patients) the cases are of.
        split: (split, cases).
        split_made: Whether the split is made by MedView, because the folder states none.
        left_out: (file, reason).
        warnings: What a person should know.
        problem: Why nothing can be trained from it; empty: it can.
        hint: What to do about the problem.
        folder: The folder as it is laid out for training: the data folder itself, or one made from it.
        shape: Middle size of the cases: (rows, columns), or (x, y, z) of volumes.
        spacing_mm: Middle voxel sides (x, y, z) of volumes; empty for pictures.
        modality: DICOM modality the files state; empty where they state none, or several.
        colour: Whether the pictures are in colour.
        offered: (what, how often) of what could label entries of data banks; empty where there are none.
    """

    kinds: tuple[Kind, ...]
    kind: Kind | None = None
    cases: int = 0
    classes: tuple[tuple[str, int], ...] = ()
    groups: int = 0
    split: tuple[tuple[str, int], ...] = ()
    split_made: bool = False
    left_out: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    problem: str = ""
    hint: str = ""
    folder: str = ""
    shape: tuple[int, ...] = ()
    spacing_mm: tuple[float, ...] = ()
    modality: str = ""
    colour: bool = False
    offered: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, eq=False)
class ReviewedCase:
    """A series with a result a person decided on.

    Args:
        series: The series.
        analysis: The result, its maps on this disk.
        reviews: All decisions.
        patient: What cases of one patient have in common, no name; empty: unknown.
    """

    series: Series
    analysis: Analysis
    reviews: tuple[Review, ...]
    patient: str = ""


@dataclass(frozen=True)
class Trained:
    """What a training run gave.

    Args:
        folder: The package's folder.
        id: The model.
        version: Its version.
        name: Its name for people.
        seconds: Time it took, since it was begun or went on.
    """

    folder: str
    id: str
    version: str
    name: str
    seconds: float
