"""Evaluate any package on any data folder: volumes by their cases, pictures and sequences one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from medview.catalog.acceptance import aligns
from medview.catalog.package import Package, load_package
from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.training.data.folders import pictures_in
from medview.training.data.pictures import is_volume
from medview.training.evaluation import Evaluation, evaluate
from medview.training.measuring.aligning import aligning_system, evaluate_aligned
from medview.training.measuring.aligning_baselines import evaluate_aligning_baselines
from medview.training.measuring.baselines import evaluate_baselines
from medview.training.measuring.evidence import evidence_figures
from medview.training.measuring.figures import Figure
from medview.training.measuring.outcome import Outcome
from medview.training.measuring.pairing import paired
from medview.training.measuring.pictures import evaluate_pictures
from medview.training.measuring.sequence_baselines import evaluate_sequence_baselines
from medview.training.measuring.sequences import evaluate_sequences
from medview.training.measuring.sequences import shipped as sequence_system
from medview.training.measuring.systems import TASKS, shipped
from medview.training.preparing.objects import Converted
from medview.training.preparing.readying import readied
from medview.training.running.progress import between

Checkpoint = Callable[[float, str], None]


@dataclass(frozen=True)
class Evaluated:
    """What evaluating a package gave.

    Args:
        evaluation: Of the package itself.
        baselines: Of the baselines and of the other packages measured beside it.
    """

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
    checkpoint: Checkpoint,
    split: str | None = None,
    baselines: bool = False,
    beside: Sequence[Path] = (),
    evidence: bool = False,
    work: Path | None = None,
) -> Evaluated:
    """Evaluate a package as it ships.

    Args:
        folder: The package's folder.
        data: The data folder.
        checkpoint: Told the progress; may raise to stop.
        split: Only cases of this split; None: all.
        baselines: Whether simple baselines are measured too; for pictures only.
        beside: Folders of other packages, measured on the same cases; differences are stated case by case.
        evidence: Whether the maps of evidence of a classification are measured too, where the pictures have masks.
        work: Private folder for what has to be converted first (DICOM segmentations, outlines); None: a temporary one.

    Raises:
        MedViewError: A package or the data cannot be used.
    """
    package = load_package(folder)
    package.verify()
    if aligns(package):
        return _of_pairs(package, data, checkpoint, split, baselines, beside, evidence)
    if package.card.family == "sequences":
        return _of_sequences(package, data, checkpoint, split, baselines, beside, evidence)
    with TemporaryDirectory(prefix="converted-", dir=work) as own:
        made = readied(package, data, Path(own) / data.name, checkpoint)
        if made is None:
            return _evaluated(package, data, checkpoint, split, baselines, beside, evidence)
        found = _evaluated(package, made.folder, checkpoint, split, baselines, beside, evidence)
        return replace(found, evaluation=_told(found.evaluation, made))


def _of_pairs(
    package: Package,
    data: Path,
    checkpoint: Checkpoint,
    split: str | None,
    baselines: bool,
    beside: Sequence[Path],
    evidence: bool,
) -> Evaluated:
    _no_evidence(evidence)
    count = 1 + baselines + len(beside)
    told = (between(checkpoint, number / count, (number + 1) / count) for number in range(count))
    evaluation = evaluate_aligned(aligning_system(package), data, next(told), split)
    systems = (aligning_system(load_package(one)) for one in beside)
    others = tuple(evaluate_aligned(system, data, next(told), split) for system in systems)
    if baselines:
        others += evaluate_aligning_baselines(data, split, next(told))
    figures = tuple(figure for other in others for figure in paired(evaluation, other))
    return Evaluated(_further(evaluation, figures), others)


def _no_evidence(evidence: bool) -> None:
    if evidence:
        raise MedViewError(tr("Maps of evidence are measured on pictures only."), tr("Leave --evidence out."))


def _of_sequences(
    package: Package,
    data: Path,
    checkpoint: Checkpoint,
    split: str | None,
    baselines: bool,
    beside: Sequence[Path],
    evidence: bool,
) -> Evaluated:
    _no_evidence(evidence)
    count = 1 + baselines + len(beside)
    told = (between(checkpoint, number / count, (number + 1) / count) for number in range(count))
    system = sequence_system(package)
    evaluation = evaluate_sequences(system, data, next(told), split)
    others = tuple(evaluate_sequences(sequence_system(load_package(one)), data, next(told), split) for one in beside)
    figures = tuple(figure for other in others for figure in paired(evaluation, other))
    if baselines:
        others += evaluate_sequence_baselines(system, data, split, next(told))
    return Evaluated(_further(evaluation, figures), others)


def _evaluated(
    package: Package,
    data: Path,
    checkpoint: Checkpoint,
    split: str | None,
    baselines: bool,
    beside: Sequence[Path],
    evidence: bool,
) -> Evaluated:
    if baselines and _reads_volumes(package, data):
        raise MedViewError(tr("There are no baselines for volumes."), tr("Leave --baselines out."))
    count = 1 + baselines + evidence + len(beside)
    told = (between(checkpoint, number / count, (number + 1) / count) for number in range(count))
    evaluation = _measured(package, data, next(told), split)
    figures = evidence_figures(package, data, split, next(told)) if evidence else ()
    others = tuple(
        one if isinstance(one, Outcome) else one.outcome
        for one in (_measured(load_package(other), data, next(told), split) for other in beside)
    )
    own = evaluation if isinstance(evaluation, Outcome) else evaluation.outcome
    figures += tuple(figure for other in others for figure in paired(own, other))
    if baselines:
        others += evaluate_baselines(shipped(package), data, split, next(told))
    return Evaluated(_with(evaluation, figures), others)


def _told(evaluation: Outcome | Evaluation, made: Converted) -> Outcome | Evaluation:
    """With what was left out when the data were converted."""
    left_out = (*made.left_out, *evaluation.left_out)
    if isinstance(evaluation, Evaluation):
        outcome = _told(evaluation.outcome, made)
        assert isinstance(outcome, Outcome)
        return replace(evaluation, left_out=left_out, outcome=outcome)
    return replace(evaluation, left_out=left_out, warnings=(*made.warnings, *evaluation.warnings))


def _measured(package: Package, data: Path, checkpoint: Checkpoint, split: str | None) -> Outcome | Evaluation:
    checkpoint(0.0, tr("Loading the model"))
    if _reads_volumes(package, data):
        return evaluate(package.folder, data, checkpoint, split)
    return evaluate_pictures(shipped(package), data, checkpoint, split)


def _with(evaluation: Outcome | Evaluation, figures: tuple[Figure, ...]) -> Outcome | Evaluation:
    if isinstance(evaluation, Evaluation):
        return replace(evaluation, outcome=_further(evaluation.outcome, figures))
    return _further(evaluation, figures)


def _further(outcome: Outcome, figures: tuple[Figure, ...]) -> Outcome:
    return replace(outcome, figures=(*outcome.figures, *figures))


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
