"""Evaluate any image package on any data folder: volumes by their cases, pictures one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from medview.catalog.package import Package, load_package
from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.training.data.folders import pictures_in
from medview.training.data.pictures import is_volume
from medview.training.evaluation import Evaluation, evaluate
from medview.training.measuring.baselines import evaluate_baselines
from medview.training.measuring.outcome import Outcome
from medview.training.measuring.pictures import evaluate_pictures
from medview.training.measuring.systems import TASKS, shipped

OWN = 0.8
"""Done part after the package itself, where baselines follow."""


@dataclass(frozen=True)
class Evaluated:
    """What evaluating a package gave, with the baselines beside it."""

    evaluation: Outcome | Evaluation
    baselines: tuple[Outcome, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """Of the package itself."""
        return self.evaluation if isinstance(self.evaluation, Outcome) else self.evaluation.outcome

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Of the package, then of the baselines."""
        return (self.outcome, *self.baselines)

    def to_json(self) -> dict[str, Any]:
        """The JSON form; numbers that are not there are null."""
        return self.evaluation.to_json() | {"baselines": [one.to_json() for one in self.baselines]}


def evaluated(
    folder: Path,
    data: Path,
    checkpoint: Callable[[float, str], None],
    split: str | None = None,
    baselines: bool = False,
) -> Evaluated:
    """Evaluate a package as it ships.

    Args:
        folder: The package's folder.
        data: The data folder.
        checkpoint: Told the progress; may raise to stop.
        split: Only cases of this split; None: all.
        baselines: Whether simple baselines are measured too; for pictures only.

    Raises:
        MedViewError: The package or the data cannot be used.
    """
    package = load_package(folder)
    package.verify()
    volumes = _reads_volumes(package, data)
    own = OWN if baselines else 1.0
    if baselines and volumes:
        raise MedViewError(tr("There are no baselines for volumes."), tr("Leave --baselines out."))
    checkpoint(0.0, tr("Loading the model"))
    if volumes:
        return Evaluated(evaluate(folder, data, checkpoint, split))
    system = shipped(package)
    outcome = evaluate_pictures(system, data, lambda done, note: checkpoint(own * done, note), split)
    if not baselines:
        return Evaluated(outcome)
    beside = evaluate_baselines(system, data, split, lambda done, note: checkpoint(own + (1.0 - own) * done, note))
    return Evaluated(outcome, beside)


def _reads_volumes(package: Package, data: Path) -> bool:
    """Whether the package is run on volumes: it reads them, or slices of them, and the folder holds such."""
    if package.card.family not in TASKS:
        raise MedViewError(
            tr("{model} reads no images, so it cannot be evaluated on them.").format(model=package.card.name),
            tr("It reads: {input}.").format(input=package.card.input.description),
        )
    if package.configuration.network.spatial_dims == 3:
        return True
    return package.card.family == "segmentation" and is_volume(pictures_in(data)[0].path)
