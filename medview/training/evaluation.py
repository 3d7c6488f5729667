"""Evaluation: what a shipped package says of cases whose truth is known, by the engine's own path."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from medview.catalog.package import Package, load_package
from medview.catalog.schema import Configuration
from medview.core.card import Metric
from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.engine.golden import lower_precision_agrees
from medview.engine.model import Model, load_model
from medview.io.template import read_template
from medview.training.cases import list_cases, read_cases
from medview.training.data.nouns import group_of
from medview.training.data.tables import Stated, read_stated
from medview.training.measuring.figures import ALL
from medview.training.measuring.outcome import Outcome, Refused
from medview.training.measuring.volumes import samples_of, volume_figures, volume_plots
from medview.training.metrics import Mean, bootstrap_mean
from medview.training.scoring import COVERAGE_NAME, Score, score_case

Checkpoint = Callable[[float, str], None]


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
        outcome: The same as of any other kind of model, with subsets of the cases and what is drawn.
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
    outcome: Outcome

    def to_json(self) -> dict[str, Any]:
        """The JSON form; numbers that are not there are null."""
        own = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "outcome"}
        told = {name: _as_dict(value) for name, value in own.items()}
        plain: dict[str, Any] = json.loads(json.dumps(told), parse_constant=lambda _: None)
        return self.outcome.to_json() | plain

    def write_csv(self, path: Path) -> None:
        """One row per case and structure."""
        self.outcome.write_csv(path)

    def metrics(self, system: str) -> tuple[Metric, ...]:
        """The figures as a model card states them."""
        parts = tuple(metric for summary in self.summaries for metric in _metrics(summary, system, self.split))
        if not self.coverage.cases:
            return parts
        return (*parts, _metric(COVERAGE_NAME, "All volumes", self.coverage, system, self.split))


def _as_dict(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_as_dict(one) for one in value]
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


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
        data: ``images/``, ``labels/`` (or ``masks/``) and, where there is one, ``split.csv``.
        checkpoint: Told the progress; may raise to stop.
        split: Which cases of ``split.csv``; None: all.

    Raises:
        MedViewError: The package or the folder cannot be used.
    """
    checkpoint(0.0, tr("Loading the model"))
    loaded = load_package(package)
    loaded.verify()
    listed = list_cases(data, split)
    cases, left_out = read_cases(listed, _classes(loaded.configuration))
    if not cases:
        raise MedViewError(
            tr("{name} holds no case that can be used.").format(name=data.name),
            " ".join(f"{name}: {reason}" for name, reason in left_out[:3]),
        )
    model = shipped_model(loaded)
    scores, seconds = list[Score](), list[float]()
    for number, case in enumerate(cases):
        checkpoint(number / len(cases), tr("Case {number} of {count}").format(number=number + 1, count=len(cases)))
        start = perf_counter()
        scores += score_case(model, case)
        seconds.append(perf_counter() - start)
    checkpoint(1.0, tr("Measuring"))
    labels = list(dict.fromkeys(score.label for score in scores))
    named = split if split and (data / "split.csv").is_file() else ALL
    stated = read_stated(data, labelled=False)
    return Evaluation(
        model=loaded.card.id,
        version=loaded.card.version,
        weights_sha256=loaded.weights_sha256(),
        precision=model.plan.precision,
        split=named,
        scores=tuple(scores),
        summaries=tuple(summarise(label, [score for score in scores if score.label == label]) for label in labels),
        coverage=bootstrap_mean(_covered_parts(scores)),
        left_out=left_out,
        outcome=outcome_of(model, named, scores, stated, left_out, median(seconds)),
    )


def outcome_of(
    model: Model,
    split: str,
    scores: Sequence[Score],
    stated: Stated,
    left_out: tuple[tuple[str, str], ...],
    seconds: float,
) -> Outcome:
    """The scores of a model as any other kind's: with subsets of the cases, and what is drawn."""
    names = list(dict.fromkeys(score.case for score in scores))
    samples = samples_of(names, stated)
    plain = [score.plain() for score in scores]
    withheld = {score.case: score.withheld for score in scores if score.withheld}
    facts = {sample.name: {"group": sample.group, "split": sample.split} | dict(sample.traits) for sample in samples}
    package = model.package
    return Outcome(
        model=package.card.id,
        version=package.card.version,
        weights_sha256=package.weights_sha256(),
        precision=model.plan.precision,
        task="segmentation",
        split=split,
        cases=len(names),
        groups=len({group_of(sample) for sample in samples}),
        refused=tuple(Refused(case, (reason,)) for case, reason in withheld.items()),
        failed=(),
        figures=volume_figures(plain, samples),
        plots=volume_plots(plain),
        rows=tuple({**asdict(score), "error_ml": score.error_ml, **facts[score.case]} for score in scores),
        left_out=left_out,
        warnings=(),
        seconds=seconds,
    )


def _classes(configuration: Configuration) -> int:
    """Values a label map may hold, 0 among them."""
    if configuration.localisation is not None:
        return configuration.network.out_channels
    return max(label.value for label in configuration.card.labels) + 1


def _covered_parts(scores: Sequence[Score]) -> list[float]:
    """Of each case, the part of its volumes whose interval holds the truth."""
    known: dict[str, list[float]] = {}
    for score in scores:
        if not math.isnan(score.covered):
            known.setdefault(score.case, []).append(score.covered)
    return [sum(values) / len(values) for values in known.values()]


def shipped_model(package: Package) -> Model:
    """The model as the analysis loads it: in the fastest precision that gives the golden output."""
    template = cache(read_template)
    return load_model(package, lambda model: lower_precision_agrees(model, template))


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
