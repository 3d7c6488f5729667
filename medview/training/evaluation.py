"""Evaluation: what a shipped package says of cases whose truth is known, by the engine's own path."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.catalog.package import Package, load_package
from medview.catalog.schema import Configuration
from medview.core.card import Metric
from medview.core.errors import NotTrusted
from medview.core.finding import Quantity
from medview.engine.calibration import volume as volume_with_interval
from medview.engine.golden import agrees, golden_volumes, template_golden
from medview.engine.model import Model, load_model
from medview.engine.places import crop_target, localisation
from medview.engine.segmentation import Maps, Segmented, run
from medview.io.template import read_template
from medview.training.cases import Case, list_cases, measured_split, read_cases
from medview.training.export import parts_of
from medview.training.metrics import Mean, bootstrap_mean, dice, hd95_mm, volume_ml

Checkpoint = Callable[[float, str], None]


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

    @property
    def error_ml(self) -> float:
        """Volume found less true volume."""
        return self.found_ml - self.true_ml

    @property
    def covered(self) -> float:
        """1 where the interval holds the true volume, 0 where not, NaN without an interval."""
        if math.isnan(self.low_ml):
            return math.nan
        return float(self.low_ml <= self.true_ml <= self.high_ml)


@dataclass(frozen=True)
class Summary:
    """Means over cases of one structure, each with its 95 % bootstrap interval."""

    label: str
    dice: Mean
    hd95_mm: Mean
    error_ml: Mean
    absolute_error_ml: Mean
    coverage: Mean
    interval_width_ml: Mean


@dataclass(frozen=True)
class Evaluation:
    """What evaluating a package gave.

    Args:
        model: Model identifier.
        version: Model version.
        weights_sha256: Hash of the weights.
        precision: Precision the network ran in.
        split: Which cases.
        scores: One per case and structure.
        summaries: One per structure.
        coverage: The part of all volumes whose interval holds the truth, as a mean over cases.
        left_out: (file, reason) for what the data folder holds beside.
    """

    model: str
    version: str
    weights_sha256: str
    precision: str
    split: str
    scores: tuple[Score, ...]
    summaries: tuple[Summary, ...]
    coverage: Mean
    left_out: tuple[tuple[str, str], ...]

    def to_json(self) -> dict[str, Any]:
        """The JSON form; numbers that are not there are null."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self)), parse_constant=lambda _: None)
        return plain

    def write_csv(self, path: Path) -> None:
        """One row per case and structure."""
        with path.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.writer(stream)
            names = [field.name for field in fields(Score)]
            writer.writerow([*names, "error_ml"])
            writer.writerows([*(getattr(score, name) for name in names), score.error_ml] for score in self.scores)

    def metrics(self, system: str) -> tuple[Metric, ...]:
        """The figures as a model card states them."""
        parts = tuple(metric for summary in self.summaries for metric in _metrics(summary, system, self.split))
        if not self.coverage.cases:
            return parts
        return (*parts, _metric(COVERAGE_NAME, "All volumes", self.coverage, system, self.split))


COVERAGE_NAME = "Coverage of the 90 % volume interval"

_NAMES: tuple[tuple[str, str], ...] = (
    ("dice", "Dice"),
    ("hd95_mm", "HD95 (mm)"),
    ("absolute_error_ml", "Absolute volume error (mL)"),
    ("error_ml", "Volume error (mL)"),
    ("coverage", COVERAGE_NAME),
)


def _metrics(summary: Summary, system: str, split: str) -> list[Metric]:
    means = [(name, getattr(summary, field)) for field, name in _NAMES]
    return [_metric(name, summary.label, mean, system, split) for name, mean in means if mean.cases]


def _metric(name: str, label: str, mean: Mean, system: str, split: str) -> Metric:
    return Metric(name, label, mean.value, mean.low, mean.high, mean.cases, split, system)


def evaluate(package: Path, data: Path, checkpoint: Checkpoint, split: str | None = None) -> Evaluation:
    """Evaluate a package as it ships on a data folder laid out like the one it was trained from.

    Args:
        package: The package's folder.
        data: ``images/``, ``labels/`` and, where there is one, ``split.csv``.
        checkpoint: Told the progress; may raise to stop.
        split: Which cases of ``split.csv``; None: ``measured_split``.

    Raises:
        MedViewError: The package or the folder cannot be used.
    """
    checkpoint(0.0, "Loading the model")
    split = split or measured_split(data)
    loaded = load_package(package)
    loaded.verify()
    listed = list_cases(data, split)
    cases, left_out = read_cases(listed, loaded.configuration.network.out_channels)
    model = shipped_model(loaded)
    scores: list[Score] = []
    for number, case in enumerate(cases):
        checkpoint(number / len(cases), f"case {number + 1} of {len(cases)}")
        scores += score_case(model, case)
    labels = list(dict.fromkeys(score.label for score in scores))
    return Evaluation(
        model=loaded.card.id,
        version=loaded.card.version,
        weights_sha256=loaded.weights_sha256(),
        precision=model.plan.precision,
        split=split if split and (data / "split.csv").is_file() else "all",
        scores=tuple(scores),
        summaries=tuple(summarise(label, [score for score in scores if score.label == label]) for label in labels),
        coverage=bootstrap_mean(_covered_parts(scores)),
        left_out=left_out,
    )


def _covered_parts(scores: Sequence[Score]) -> list[float]:
    """Of each case, the part of its volumes whose interval holds the truth."""
    known: dict[str, list[float]] = {}
    for score in scores:
        if not math.isnan(score.covered):
            known.setdefault(score.case, []).append(score.covered)
    return [sum(values) / len(values) for values in known.values()]


def shipped_model(package: Package) -> Model:
    """The model as the analysis loads it: in the fastest precision that gives the golden output."""
    golden = template_golden(package.configuration)
    template = read_template()
    return load_model(
        package, lambda model: agrees(golden_volumes(model, template), golden.volumes_ml, golden.precision_tolerance)
    )


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
    given = answer(model, case)
    return [_score(given, case, part, configuration) for part in parts_of(configuration.network.out_channels - 1)]


def _score(given: Answer, case: Case, part: tuple[int, ...], configuration: Configuration) -> Score:
    found, true = np.isin(given.classes, part), np.isin(case.labels.array, part)
    geometry = case.labels.geometry
    quantity = measured(given.found, part, configuration)
    low, high = (math.nan if end is None else end for end in (quantity.low, quantity.high))
    return Score(
        case=case.name,
        label=part_name(part, configuration),
        dice=dice(found, true),
        hd95_mm=hd95_mm(found, true, tuple(float(side) for side in geometry.spacing_mm)),
        found_ml=quantity.value,
        true_ml=volume_ml(true, geometry.voxel_ml),
        low_ml=low,
        high_ml=high,
        withheld=given.withheld,
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


def summarise(label: str, scores: Sequence[Score]) -> Summary:
    """Means over the cases of one structure."""
    return Summary(
        label=label,
        dice=bootstrap_mean([score.dice for score in scores]),
        hd95_mm=bootstrap_mean([score.hd95_mm for score in scores]),
        error_ml=bootstrap_mean([score.error_ml for score in scores]),
        absolute_error_ml=bootstrap_mean([abs(score.error_ml) for score in scores]),
        coverage=bootstrap_mean([score.covered for score in scores]),
        interval_width_ml=bootstrap_mean([score.high_ml - score.low_ml for score in scores]),
    )
