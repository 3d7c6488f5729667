"""Train a detector: from a recipe and a data folder to a calibrated, measured model package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor, nn

from medview.catalog.package import Package, load_package
from medview.catalog.schema import Configuration
from medview.core.text import tr
from medview.engine.fusing import Boxes
from medview.engine.model import Model
from medview.engine.networks.table import build_network
from medview.engine.picture_run import answer, picture_model
from medview.engine.weights import check_fit, read_weights
from medview.training.data import Sample, read_data, read_picture
from medview.training.detecting.calibration import best_threshold, count_interval, fit_points, floor_of, mapped_scores
from medview.training.detecting.learning import MEASURE, lesson, matched
from medview.training.detecting.packaging import numbers_of, template
from medview.training.detecting.recipe import DetectionRecipe
from medview.training.detecting.samples import Loaded, divide, load
from medview.training.export import rewrite
from medview.training.kinds import recipe_json
from medview.training.measuring.detecting import Matched, pool
from medview.training.pictures.export import write_package
from medview.training.pictures.finishing import measured
from medview.training.pictures.gating import with_gate
from medview.training.running.curves import CurveFile
from medview.training.running.progress import between
from medview.training.running.states import same_recipe
from medview.training.running.team import Team, joined
from medview.training.running.trainer import Checkpoint, Trainer

READ, TRAINED, CALIBRATED, GATED = 0.03, 0.9, 0.93, 0.97
"""Done part after the pictures are read, the network is trained, its scores are calibrated, its gate is measured."""

TRAIN = "train"


@dataclass(frozen=True, eq=False)
class Course:
    """A run in which everything was read.

    Args:
        recipe: What is trained.
        configuration: The package before anything was measured.
        training: Pictures to learn from.
        held_out: Pictures kept out of training; none where there are too few groups.
        folder: Where the state is kept.
    """

    recipe: DetectionRecipe
    configuration: Configuration
    training: Sequence[Loaded]
    held_out: Sequence[Loaded]
    folder: Path


def train(recipe: DetectionRecipe, data: Path, out: Path, checkpoint: Checkpoint) -> Path:
    """Train a detector; a run that was stopped goes on where it was.

    Args:
        recipe: What to train.
        data: Pictures with boxes as COCO, VOC or YOLO write them.
        out: Where the package's folder goes; the state of the run is kept beside it.
        checkpoint: Told the progress; may raise to stop.

    Returns:
        The package's folder.

    Raises:
        MedViewError: The data or the recipe cannot be used.
    """
    with joined() as team:
        course = opened(recipe, data, out, checkpoint, team)
        weights = learn(course, checkpoint, team)
        if not team.leads:
            return out / recipe.id
        checkpoint(TRAINED, tr("Writing the package"))
        package = write_package(recipe, course.configuration, [weights], out)
        return finish(course, package, data, checkpoint).folder


def opened(recipe: DetectionRecipe, data: Path, out: Path, checkpoint: Checkpoint, team: Team) -> Course:
    """Read the pictures of a run.

    Raises:
        MedViewError: The data or the recipe cannot be used, or the run was begun with another recipe.
    """
    folder = out / f"{recipe.id}.run"
    if team.leads:
        same_recipe(recipe_json(recipe), folder)
    checkpoint(0.0, tr("Reading the pictures"))
    read = read_data(data, "detection", TRAIN)
    configuration = template(recipe, read.classes)
    training, held_out = divide(read.samples, recipe)
    numbers = numbers_of(read.classes, configuration)
    every = [*training, *held_out]
    loaded = []
    for number, sample in enumerate(every):
        checkpoint(READ * number / len(every), tr("Reading the pictures"))
        loaded.append(load(sample, configuration, numbers))
    return Course(recipe, configuration, loaded[: len(training)], loaded[len(training) :], folder)


def learn(course: Course, checkpoint: Checkpoint, team: Team) -> Mapping[str, Tensor]:
    """Train the network; returns the weights to be kept."""
    recipe, configuration = course.recipe, course.configuration
    torch.manual_seed(recipe.plan.seed)
    trainer = Trainer(_begun(recipe, configuration), _begun(recipe, configuration), recipe.plan, course.folder, team)
    curves = CurveFile(course.folder, MEASURE, recipe.plan.steps, from_step=trainer.step, silent=not team.leads)
    return trainer.fit(
        lesson(recipe, configuration, course.training, course.held_out),
        lambda fraction, note: checkpoint(READ + (TRAINED - READ) * fraction, note),
        curves,
    )


def _begun(recipe: DetectionRecipe, configuration: Configuration) -> nn.Module:
    """The network with the weights it begins with; its features lie innermost, as convolutions want them."""
    network = build_network(configuration.network)
    if recipe.base:
        state = read_weights(load_package(Path(recipe.base)).weights)
        check_fit(network, state)
        network.load_state_dict(state)
    return network.to(memory_format=torch.channels_last)  # type: ignore[no-any-return, call-overload]


def finish(course: Course, package: Package, data: Path, checkpoint: Checkpoint) -> Package:
    """Calibrate a package on the held-out pictures, and measure its gate and how good it is."""
    recipe = course.recipe
    if course.held_out:
        package = calibrated(course, package, checkpoint)
    if recipe.gate:
        pictures = [read_picture(loaded.sample.path) for loaded in (*course.training, *course.held_out)]
        told = between(checkpoint, CALIBRATED, GATED)
        package = with_gate(package, pictures, recipe.gate, recipe.plan.seed, told)
    return measured(package, data, course.folder, between(checkpoint, GATED, 1.0))


def calibrated(course: Course, package: Package, checkpoint: Checkpoint) -> Package:
    """A package whose scores, thresholds and intervals of counts are measured on the held-out pictures."""
    model = picture_model(package)
    found = []
    for number, loaded in enumerate(course.held_out):
        part = number / len(course.held_out)
        checkpoint(TRAINED + (CALIBRATED - TRAINED) * part, tr("Calibrating the scores"))
        found.append(boxes_of(model, loaded.sample).rows)
    every = matched(found, course.held_out, package.configuration.network.out_channels)
    return rewrite(package.folder, stated(course.recipe, package.configuration, every))


def boxes_of(model: Model, sample: Sample) -> Boxes:
    """What a package says of a sample, by the engine's own path."""
    found = answer(model, read_picture(sample.path))
    assert isinstance(found, Boxes)
    return found


def stated(recipe: DetectionRecipe, configuration: Configuration, every: Sequence[Matched]) -> Configuration:
    """Scores, their floor, thresholds and intervals from boxes that are known to be right or wrong.

    Args:
        recipe: What was trained.
        configuration: The package that gave them, not calibrated.
        every: Boxes of each class.
    """
    together = pool(every)
    points = fit_points(together.scores, together.right)
    mapped = [replace(one, scores=mapped_scores(points, one.scores)) for one in every]
    limits = [best_threshold(one) for one in mapped]
    classes = tuple(replace(one, threshold=limit) for one, limit in zip(configuration.classes, limits, strict=True))
    intervals = tuple(
        count_interval(one, limit, number, recipe.coverage)
        for number, (one, limit) in enumerate(zip(mapped, limits, strict=True))
    )
    calibration = replace(configuration.calibration, points=points, intervals=intervals if recipe.counts else ())
    wish = configuration.detection
    assert wish is not None  # the template states one
    detection = replace(wish, score=max(wish.score, round(floor_of(points), 3)))
    return replace(configuration, classes=classes, calibration=calibration, detection=detection)
