"""What a shipped package says of one volume whose truth is known, by the engine's own path."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from medview.catalog.schema import Configuration
from medview.core.errors import NotTrusted
from medview.core.finding import Quantity
from medview.engine.calibration import volume as volume_with_interval
from medview.engine.model import Model
from medview.engine.places import crop_target, localisation
from medview.engine.segmentation import Maps, Segmented, run
from medview.training.cases import Case
from medview.training.export import parts_of
from medview.training.measuring.systems import label_names
from medview.training.measuring.volumes import VolumeScore
from medview.training.measuring.whole import whole_labels
from medview.training.metrics import Mask, dice, hd95_mm, iou, nsd, volume_ml

TOLERANCE_MM = 1.0
"""Of the normalised surface Dice."""

COVERAGE_NAME = "Coverage of the 90 % volume interval"


@dataclass(frozen=True)
class Score:
    """One structure of one case.

    Args:
        case: The case.
        label: The structure.
        dice: Dice's coefficient.
        hd95_mm: 95th percentile Hausdorff distance; NaN when nothing was found.
        found_ml: Volume the model gave; 0 when it withheld its result.
        true_ml: Volume of the reference.
        low_ml: Lower end of the model's interval, NaN without one.
        high_ml: Its upper end.
        withheld: Why the model withheld its result, empty otherwise.
        iou: Intersection over union.
        nsd: Normalised surface Dice at ``TOLERANCE_MM``.
    """

    case: str
    label: str
    dice: float
    hd95_mm: float
    found_ml: float
    true_ml: float
    low_ml: float
    high_ml: float
    withheld: str = ""
    iou: float = math.nan
    nsd: float = math.nan

    @property
    def error_ml(self) -> float:
        """Volume found less true volume."""
        return self.found_ml - self.true_ml

    def plain(self) -> VolumeScore:
        """As figures by name."""
        values = {
            "Dice": self.dice,
            "IoU": self.iou,
            "HD95 (mm)": self.hd95_mm,
            f"NSD ({TOLERANCE_MM:g} mm)": self.nsd,
            "Volume error (mL)": self.error_ml,
            "Absolute volume error (mL)": abs(self.error_ml),
            COVERAGE_NAME: self.covered,
        }
        return VolumeScore(self.case, self.label, values, self.found_ml, self.true_ml, self.withheld)

    @property
    def covered(self) -> float:
        """1 where the interval holds the true volume, 0 where not, NaN without an interval."""
        if math.isnan(self.low_ml):
            return math.nan
        return float(self.low_ml <= self.true_ml <= self.high_ml)


@dataclass(frozen=True, eq=False)
class Answer:
    """What the model says of one case: its classes on the case's grid, and its measurements where it gave any."""

    classes: NDArray[np.uint8]
    found: Segmented | None
    withheld: str = ""


def answer(model: Model, case: Case) -> Answer:
    """Segment a case by the engine's path for crops."""
    configuration = model.package.configuration
    target = crop_target(configuration, case.image.geometry)
    with TemporaryDirectory(prefix="medview-evaluate-") as folder:
        maps = Maps.create(Path(folder), case.image.geometry)
        try:
            outcome = run(model, case.image, (target,), maps, lambda fraction, note: None, lambda path: None)
        except NotTrusted as error:
            return Answer(np.zeros(case.labels.array.shape, np.uint8), None, error.message)
        values = np.zeros(256, np.uint8)
        values[list(target.labels)] = np.arange(1, len(target.labels) + 1)
        return Answer(values[np.load(maps.labels)], outcome.segmented[0])


def score_case(model: Model, case: Case) -> list[Score]:
    """One score per class, and one for all classes together."""
    configuration = model.package.configuration
    if configuration.localisation is None:
        return _score_whole(model, case)
    given = answer(model, case)
    return [
        _score(
            case,
            part_name(part, configuration),
            (np.isin(given.classes, part), np.isin(case.labels.array, part)),
            measured(given.found, part, configuration),
            given.withheld,
        )
        for part in parts_of(configuration.network.out_channels - 1)
    ]


def _score_whole(model: Model, case: Case) -> list[Score]:
    """Of a model that reads whole volumes: labels have the same values in its maps and in the data's."""
    configuration = model.package.configuration
    given = whole_labels(model, case.image)
    nothing = volume_with_interval(0.0, (), configuration.calibration, 0.0)
    return [
        _score(
            case,
            name,
            (given.labels == value, case.labels.array == value),
            given.volumes.get(value, nothing),
            given.withheld,
        )
        for value, name in label_names(configuration.card.labels)
    ]


def _score(case: Case, label: str, masks: tuple[Mask, Mask], quantity: Quantity, withheld: str) -> Score:
    found, true = masks
    geometry = case.labels.geometry
    spacing = tuple(float(side) for side in geometry.spacing_mm)
    low, high = (math.nan if end is None else end for end in (quantity.low, quantity.high))
    return Score(
        case=case.name,
        label=label,
        dice=dice(found, true),
        hd95_mm=hd95_mm(found, true, spacing),
        found_ml=quantity.value,
        true_ml=volume_ml(true, geometry.voxel_ml),
        low_ml=low,
        high_ml=high,
        withheld=withheld,
        iou=iou(found, true),
        nsd=nsd(found, true, spacing, TOLERANCE_MM),
    )


def measured(found: Segmented | None, part: tuple[int, ...], configuration: Configuration) -> Quantity:
    """The volume of some classes with its interval, as the findings state it."""
    if found is None:
        return volume_with_interval(0.0, (), configuration.calibration, 0.0)
    ml, undecided = volume_of(found, part)
    return volume_with_interval(ml, part, configuration.calibration, undecided)


def volume_of(found: Segmented, part: tuple[int, ...]) -> tuple[float, float]:
    """Volume of some classes, and how much of it is undecided, in mL."""
    if len(part) == len(found.parts):
        return found.ml, found.undecided_ml
    (number,) = part
    return found.parts[number - 1].ml, found.parts[number - 1].undecided_ml


def part_name(part: tuple[int, ...], configuration: Configuration) -> str:
    """A structure's name: that of the class's code, or of all classes together."""
    places = localisation(configuration)
    if len(part) > 1:
        return places.structure.meaning
    value = places.crop_labels[part[0] - 1]
    return next(label.code.meaning for label in configuration.card.labels if label.value == value)
