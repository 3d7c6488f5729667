"""Train: from a recipe and a data folder to a calibrated, measured model package."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from pydantic import TypeAdapter
from torch import Tensor

from medview.catalog.package import Package, load_package
from medview.catalog.schema import Calibration, Configuration, Golden, Interval, Plausible, StoredGolden
from medview.core.text import tr
from medview.engine.frame import aligned_grid, to_model
from medview.engine.golden import golden_volumes
from medview.engine.importing.sample import sample
from medview.engine.model import Model, load_model
from medview.engine.places import spacing_mm
from medview.engine.plausible import confidence
from medview.engine.postprocess import kept
from medview.engine.segmentation import Segmented
from medview.engine.weights import load_networks
from medview.io.template import read_template
from medview.training.calibration import Estimate, conformal_quantiles, fit_temperature
from medview.training.cases import (
    Case,
    CaseFiles,
    divided,
    hold_out,
    in_model_frame,
    list_cases,
    measured_split,
    read_case,
)
from medview.training.evaluation import Checkpoint, Evaluation, evaluate
from medview.training.export import parts_of, rewrite, template, with_metrics, write_package
from medview.training.loop import Run, Sample, fit
from medview.training.recipe import Recipe
from medview.training.running.curves import CurveFile
from medview.training.running.states import load_state, same_recipe
from medview.training.running.team import Team, joined
from medview.training.scoring import answer, volume_of

COVERAGE = 0.9
"""Nominal coverage of the volume intervals."""

GOLDEN_TOLERANCE_ML = 0.05
"""What another machine may differ by on the golden input: about 3 % of a part, above bfloat16's rounding."""

FEWEST_FOR_INTERVALS = 9
"""Held-out cases an interval of the coverage needs: of fewer no order statistic reaches it (split conformal)."""

CONFIDENCE_MARGIN = 0.03
"""Below the least sure held-out case a result is withheld: new cases are not all surer than a few."""

LEAST_CONFIDENCE = 0.6
"""Whatever the held-out cases say: below it a network is guessing."""

MOST_VOXELS = 500_000
"""Voxels of a case the temperature is fitted to, evenly chosen of more."""

READ, TRAINED, CALIBRATED = 0.02, 0.95, 0.97
"""Done part after the cases are read, the network is trained and the package is calibrated."""


def train(recipe: Recipe, data: Path, out: Path, checkpoint: Checkpoint) -> Path:
    """Train a model; a run that was stopped goes on where it was.

    The state of the run is kept in ``out`` beside the package, with the scores on the validation cases.

    Args:
        recipe: What to train.
        data: ``images/``, ``labels/`` and, where there is one, ``split.csv`` with the splits train and val.
        out: Where the package's folder goes.
        checkpoint: Told the progress; may raise to stop.

    Returns:
        The package's folder.

    Raises:
        MedViewError: The data or the recipe cannot be used.
    """
    with joined() as team:
        apart, shares = _shares(recipe, data)
        if team.leads:
            same_recipe(TypeAdapter(Recipe).dump_json(recipe, indent=1).decode() + "\n", out / f"{recipe.id}.run")
            checkpoint(0.0, tr("Reading the cases"))
        weights = [_fitted(recipe, out, share, team, checkpoint) for share in shares]
    return finish(recipe, weights, apart, data, out, checkpoint) if team.leads else out / recipe.id


@dataclass(frozen=True)
class _Share:
    """The cases of one of the networks.

    Args:
        number: Which network.
        training: Cases it learns from.
        held_out: Cases the checks are measured on.
    """

    number: int
    training: tuple[CaseFiles, ...]
    held_out: tuple[CaseFiles, ...]


def _shares(recipe: Recipe, data: Path) -> tuple[tuple[CaseFiles, ...], list[_Share]]:
    """Cases kept for calibration, and those of each network; several networks check on different parts of the rest."""
    training, apart = hold_out(list_cases(data, "train").cases, recipe.held_out, recipe.seed)
    if recipe.networks == 1:
        return apart, [_Share(0, training, apart)]
    parts = divided(training, recipe.networks, recipe.seed)
    shares = [
        _Share(number, tuple(case for case in training if case not in part), part) for number, part in enumerate(parts)
    ]
    return apart, shares


def _fitted(recipe: Recipe, out: Path, share: _Share, team: Team, checkpoint: Checkpoint) -> Path:
    """Train one network; returns the file of its best weights."""
    state = out / f"{recipe.id}.run"
    configuration = template(recipe)
    folder = state if recipe.networks == 1 else state / f"network-{share.number}"
    run = Run(recipe, folder, begin_with(recipe.base, share.number), team)
    curves = CurveFile(state, "Dice", recipe.steps, share.number, run.step, silent=not team.leads)
    first = share.number / recipe.networks

    def told(fraction: float, note: str) -> None:
        if team.leads:
            checkpoint(READ + (TRAINED - READ) * (first + fraction / recipe.networks), note)

    if run.step < recipe.steps and not run.exhausted:
        held_out = _samples(share.held_out, configuration) if team.leads else []
        fit(run, _samples(share.training, configuration), held_out, configuration.tiling, told, curves)
    return run.best_path


def begin_with(base: str, number: int) -> dict[str, Tensor] | None:
    """The weights of one network of a package, from the first again where there are fewer.

    Args:
        base: The package's folder; empty: none.
        number: Which network.
    """
    if not base:
        return None
    networks = load_networks(load_package(Path(base)))
    return dict(networks[number % len(networks)].float().state_dict())


def finish(
    recipe: Recipe,
    weights: Sequence[Path],
    held_out: Sequence[CaseFiles],
    data: Path,
    out: Path,
    checkpoint: Checkpoint,
) -> Path:
    """Export, calibrate on the held-out cases, and measure on the validation cases where there are any."""
    checkpoint(TRAINED, tr("Calibrating"))
    package = write_package(recipe, [load_state(path) for path in weights], out)
    package = calibrate(package, recipe, held_out)
    if not (data / "split.csv").is_file():
        return package.folder
    scores = evaluate(
        package.folder,
        data,
        lambda fraction, note: checkpoint(CALIBRATED + (1 - CALIBRATED) * fraction, note),
        measured_split(data),
    )
    record(scores, out / f"{recipe.id}.run")
    stated = scores.metrics(f"this model ({recipe.id} {recipe.version})")
    if recipe.base:
        former = evaluate(Path(recipe.base), data, lambda fraction, note: checkpoint(1.0, note), measured_split(data))
        stated += former.metrics(f"before fine-tuning ({former.model} {former.version})")
    return with_metrics(package, stated).folder


def record(scores: Evaluation, folder: Path) -> None:
    """Write the scores as JSON and, case by case, as CSV."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "evaluation.json").write_text(json.dumps(scores.to_json(), indent=1) + "\n", encoding="utf-8")
    scores.write_csv(folder / "evaluation.csv")


def _samples(files: Sequence[CaseFiles], configuration: Configuration) -> list[Sample]:
    return [_sample(read_case(file, configuration.network.out_channels), configuration) for file in files]


def _sample(case: Case, configuration: Configuration) -> Sample:
    image, labels = in_model_frame(case, configuration)
    return Sample(case.name, torch.from_numpy(image), torch.from_numpy(labels))


def calibrate(package: Package, recipe: Recipe, held_out: Sequence[CaseFiles]) -> Package:
    """Measure the temperature, the volume intervals and the golden volumes, and state them in the package.

    Args:
        package: A package that was not calibrated yet.
        recipe: What it was trained by.
        held_out: Cases it was not trained on.
    """
    configuration = package.configuration
    cases = [read_case(files, configuration.network.out_channels) for files in held_out]
    temperature = _temperature(_exact(package), cases)
    package = rewrite(package.folder, replace(configuration, calibration=Calibration(temperature, COVERAGE, ())))
    if configuration.localisation is None:
        return with_stored_golden(package)
    model = _exact(package)
    if recipe.base:
        package = rewrite(package.folder, replace(package.configuration, plausible=_plausible(model, cases)))
    calibration = replace(package.configuration.calibration, intervals=_intervals(model, recipe, cases))
    golden = Golden("icbm152-t1", golden_volumes(model, read_template()), GOLDEN_TOLERANCE_ML, GOLDEN_TOLERANCE_ML)
    return rewrite(package.folder, replace(package.configuration, calibration=calibration, golden=golden))


def with_stored_golden(package: Package) -> Package:
    """Write noise and what the network gives on it into the package: nothing of anybody's images."""
    given, found = sample(package)
    golden = StoredGolden("stored")
    (package.folder / "golden").mkdir(exist_ok=True)
    for name, array in ((golden.input, given), (golden.output, found)):
        np.save(package.folder / name, array.astype(np.float32), allow_pickle=False)
    return rewrite(package.folder, replace(package.configuration, golden=golden))


def _exact(package: Package) -> Model:
    return load_model(package, lambda model: False)


def _temperature(model: Model, cases: Sequence[Case]) -> float:
    """Logarithms of the uncalibrated probabilities serve as logits: the softmax does not see what is added to all."""
    logits, labels = [], []
    for case in cases:
        configuration = model.package.configuration
        image = to_model(case.image, aligned_grid(case.image.geometry, spacing_mm(configuration, case.image.geometry)))
        chances = model.predict(image, lambda fraction: None)
        thinned = slice(None, None, max(1, chances[0].size // MOST_VOXELS))
        logits.append(np.log(np.maximum(chances, 1e-30)).reshape(len(chances), -1).T[thinned])
        labels.append(in_model_frame(case, configuration)[1].ravel()[thinned])
    return fit_temperature(np.concatenate(logits), np.concatenate(labels))


def _plausible(model: Model, cases: Sequence[Case]) -> Plausible | None:
    """What a result must satisfy, as sure as held-out cases of the new data are: the base may have been surer."""
    configuration = model.package.configuration
    known = configuration.plausible
    if known is None:
        return None
    found = []
    for case in cases:
        grid = aligned_grid(case.image.geometry, spacing_mm(configuration, case.image.geometry))
        chances = model.predict(to_model(case.image, grid), lambda fraction: None)
        labels = tuple(range(1, len(chances)))
        found.append(confidence(kept(chances, configuration.postprocess, labels, grid.voxel_ml)))
    least = max(LEAST_CONFIDENCE, min(found) - CONFIDENCE_MARGIN)
    return replace(known, confidence=round(min(known.confidence, least), 2))


def _intervals(model: Model, recipe: Recipe, cases: Sequence[Case]) -> tuple[Interval, ...]:
    answers = [(case, answer(model, case)) for case in cases]
    intervals = []
    for part in parts_of(recipe.network.out_channels - 1):
        estimates = [_estimate(case, given.found, part, recipe) for case, given in answers if given.found]
        few = len(estimates) < FEWEST_FOR_INTERVALS
        quantiles = (0.0, 0.0) if few else conformal_quantiles(estimates, COVERAGE)
        intervals.append(Interval(part, recipe.interval_scale, *quantiles))
    return tuple(intervals)


def _estimate(case: Case, found: Segmented, part: tuple[int, ...], recipe: Recipe) -> Estimate:
    ml, undecided = volume_of(found, part)
    scale = {"absolute": 1.0, "relative": ml, "ambiguous": undecided}[recipe.interval_scale]
    true = float(np.isin(case.labels.array, part).sum() * case.labels.geometry.voxel_ml)
    return Estimate(ml, scale, true)
