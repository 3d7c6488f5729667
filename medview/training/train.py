"""Train: from a recipe and a data folder to a calibrated, measured model package."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from pydantic import TypeAdapter

from medview.catalog.package import Package
from medview.catalog.schema import Calibration, Configuration, Golden, Interval
from medview.core.errors import MedViewError
from medview.engine.frame import aligned_grid, to_model
from medview.engine.golden import golden_volumes
from medview.engine.model import Model, load_model
from medview.engine.places import spacing_mm
from medview.engine.segmentation import Segmented
from medview.io.template import read_template
from medview.training.calibration import Estimate, conformal_quantiles, fit_temperature
from medview.training.cases import Case, CaseFiles, hold_out, in_model_frame, list_cases, read_case
from medview.training.evaluation import Checkpoint, Evaluation, answer, evaluate, volume_of
from medview.training.export import parts_of, rewrite, template, with_metrics, write_package
from medview.training.loop import Run, Sample, fit
from medview.training.recipe import Recipe

COVERAGE = 0.9
"""Nominal coverage of the volume intervals."""

GOLDEN_TOLERANCE_ML = 0.05
"""What another machine may differ by on the golden input: about 3 % of a part, above bfloat16's rounding."""

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
    state = out / f"{recipe.id}.run"
    _same_recipe(recipe, state)
    checkpoint(0.0, "Reading the cases")
    training, held_out = hold_out(list_cases(data, "train").cases, recipe.held_out, recipe.seed)
    configuration = template(recipe)
    run = Run(recipe, state)
    fit(
        run,
        _samples(training, configuration),
        _samples(held_out, configuration),
        configuration.tiling,
        lambda fraction, note: checkpoint(READ + (TRAINED - READ) * fraction, note),
    )
    return finish(recipe, run.best_path, held_out, data, out, checkpoint)


def finish(
    recipe: Recipe, weights: Path, held_out: Sequence[CaseFiles], data: Path, out: Path, checkpoint: Checkpoint
) -> Path:
    """Export, calibrate on the held-out cases, and measure on the validation cases where there are any."""
    checkpoint(TRAINED, "Calibrating")
    package = write_package(recipe, torch.load(weights, "cpu", weights_only=True), out)
    package = calibrate(package, recipe, held_out)
    if not (data / "split.csv").is_file():
        return package.folder
    scores = evaluate(
        package.folder, data, lambda fraction, note: checkpoint(CALIBRATED + (1 - CALIBRATED) * fraction, note)
    )
    record(scores, out / f"{recipe.id}.run")
    return with_metrics(package, scores.metrics(f"this model ({recipe.id} {recipe.version})")).folder


def record(scores: Evaluation, folder: Path) -> None:
    """Write the scores as JSON and, case by case, as CSV."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "evaluation.json").write_text(json.dumps(scores.to_json(), indent=1) + "\n", encoding="utf-8")
    scores.write_csv(folder / "evaluation.csv")


def _same_recipe(recipe: Recipe, state: Path) -> None:
    """A run goes on only by the recipe it began with."""
    path = state / "recipe.json"
    text = TypeAdapter(Recipe).dump_json(recipe, indent=1).decode() + "\n"
    if path.is_file() and path.read_text(encoding="utf-8") != text:
        raise MedViewError(
            f"The run in {state.name} was begun with another recipe.", "Choose another output folder, or remove it."
        )
    state.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


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
    model = _exact(package)
    calibration = replace(package.configuration.calibration, intervals=_intervals(model, recipe, cases))
    golden = Golden("icbm152-t1", golden_volumes(model, read_template()), GOLDEN_TOLERANCE_ML, GOLDEN_TOLERANCE_ML)
    return rewrite(package.folder, replace(package.configuration, calibration=calibration, golden=golden))


def _exact(package: Package) -> Model:
    return load_model(package, lambda model: False)


def _temperature(model: Model, cases: Sequence[Case]) -> float:
    """Logarithms of the uncalibrated probabilities serve as logits: the softmax does not see what is added to all."""
    logits, labels = [], []
    for case in cases:
        configuration = model.package.configuration
        image = to_model(case.image, aligned_grid(case.image.geometry, spacing_mm(configuration, case.image.geometry)))
        chances = model.predict(image, lambda fraction: None)
        logits.append(np.log(np.maximum(chances, 1e-30)).reshape(len(chances), -1).T)
        labels.append(in_model_frame(case, configuration)[1].ravel())
    return fit_temperature(np.concatenate(logits), np.concatenate(labels))


def _intervals(model: Model, recipe: Recipe, cases: Sequence[Case]) -> tuple[Interval, ...]:
    answers = [(case, answer(model, case)) for case in cases]
    intervals = []
    for part in parts_of(recipe.network.out_channels - 1):
        estimates = [_estimate(case, given.found, part, recipe) for case, given in answers if given.found]
        intervals.append(Interval(part, recipe.interval_scale, *conformal_quantiles(estimates, COVERAGE)))
    return tuple(intervals)


def _estimate(case: Case, found: Segmented, part: tuple[int, ...], recipe: Recipe) -> Estimate:
    ml, undecided = volume_of(found, part)
    scale = {"absolute": 1.0, "relative": ml, "ambiguous": undecided}[recipe.interval_scale]
    true = float(np.isin(case.labels.array, part).sum() * case.labels.geometry.voxel_ml)
    return Estimate(ml, scale, true)
