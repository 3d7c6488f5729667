"""Train networks that tell classes of pictures apart: from a recipe and a data folder to a calibrated package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from medview.catalog.package import Package, load_package
from medview.catalog.schema import Class, Configuration, Network, Region
from medview.core.code import Code
from medview.core.errors import MedViewError
from medview.core.resources import resource
from medview.core.text import tr
from medview.engine.around import Finder
from medview.engine.networks.table import build_network
from medview.engine.weights import fitted, read_weights
from medview.training.data.folding import folds
from medview.training.data.nouns import PictureData, Sample
from medview.training.data.pictures import read_picture
from medview.training.data.reading import read_data
from medview.training.export import with_metrics
from medview.training.kinds import recipe_json
from medview.training.pictures.calibrating import ALL, Unseen, calibrated, crossed_metrics
from medview.training.pictures.classifying import (
    MEASURE,
    Apprentice,
    begun,
    class_batch,
    class_loss,
    lesion_batch,
    lesion_loss,
    likelihood,
    outputs_of,
    unwatched,
    watched,
)
from medview.training.pictures.export import template, write_package
from medview.training.pictures.films import Film, film, landmarks, looked_at
from medview.training.pictures.finishing import measured
from medview.training.pictures.gating import with_gate_of
from medview.training.pictures.recipe import PictureClassification
from medview.training.running.curves import CurveFile
from medview.training.running.progress import between
from medview.training.running.states import load_state, same_recipe, save_state
from medview.training.running.team import Team, joined
from medview.training.running.trainer import Checkpoint, Lesson, Trainer

READ, PRETRAINED, TRAINED = 0.05, 0.2, 0.97
"""Done part after the pictures are read, after what is learned first, and after the last network."""


@dataclass(frozen=True, eq=False)
class Course:
    """A run in which everything was read.

    Args:
        recipe: What is trained, its network's channels known.
        configuration: The package, as far as it is known.
        films: The pictures to learn from.
        folder: Where the state is kept.
        team: The processes that train together.
    """

    recipe: PictureClassification
    configuration: Configuration
    films: tuple[Film, ...]
    folder: Path
    team: Team

    @property
    def parts(self) -> tuple[tuple[Film, ...], ...]:
        """The pictures in as many parts as networks are trained; each network learns from all parts but one."""
        named = {one.name: one for one in self.films}
        samples = [Sample(one.name, Path(), one.group, label=str(one.label)) for one in self.films]
        divided = folds(samples, self.recipe.folds, self.recipe.plan.seed)
        return tuple(tuple(named[sample.name] for sample in part) for part in divided)


@dataclass(frozen=True, eq=False)
class Learned:
    """One network, and what it says of the pictures it has not seen.

    Args:
        weights: Its weights.
        held_out: Those pictures.
        outputs: (n, classes), before any activation.
    """

    weights: Mapping[str, Tensor]
    held_out: tuple[Film, ...]
    outputs: NDArray[np.float32]


def train(recipe: PictureClassification, data: Path, out: Path, checkpoint: Checkpoint) -> Path:
    """Train networks; a run that was stopped goes on where it was.

    Args:
        recipe: What to train.
        data: Labelled pictures, in any layout ``read_data`` knows.
        out: Where the package's folder goes; the state of the run is kept beside it.
        checkpoint: Told the progress; may raise to stop.

    Returns:
        The package's folder.

    Raises:
        MedViewError: The data or the recipe cannot be used.
    """
    same_recipe(recipe_json(recipe), out / f"{recipe.id}.run")
    with joined() as team:
        course = opened(recipe, data, out, between(checkpoint, 0.0, READ), team)
        learned = trained(course, checkpoint)
        if not team.leads:
            return out / recipe.id
        package = packed(course, learned, out)
        if not recipe.split:
            return package.folder
        return measured(package, data, course.folder, between(checkpoint, TRAINED, 1.0)).folder


def packed(course: Course, learned: Sequence[Learned], out: Path) -> Package:
    """The package of trained networks: calibrated, with the gate of its region's package and its own figures."""
    recipe, unseen = course.recipe, _unseen(learned)
    configuration = calibrated(course.configuration, unseen, recipe.coverage)
    source = region_package(recipe.around, out) if recipe.around else None
    weights = [one.weights for one in learned]
    package = write_package(recipe, configuration, weights, out, source.weights if source else None)
    if recipe.gate and source is not None:
        package = with_gate_of(package, source)
    system = f"this model ({recipe.id} {recipe.version}), one network for each picture"
    return with_metrics(package, crossed_metrics(configuration, unseen, system, recipe.split or ALL))


def _unseen(learned: Sequence[Learned]) -> Unseen:
    films = [one for part in learned for one in part.held_out]
    return Unseen(
        np.concatenate([part.outputs for part in learned]),
        np.array([one.label for one in films]),
        tuple(one.group for one in films),
        np.repeat(np.arange(len(learned)), [len(part.held_out) for part in learned]),
    )


def opened(recipe: PictureClassification, data: Path, out: Path, checkpoint: Checkpoint, team: Team) -> Course:
    """Read the pictures of a run.

    Raises:
        MedViewError: The data or the recipe cannot be used.
    """
    read = read_data(data, "classification", recipe.split or None, training=True)
    recipe = replace(recipe, network=sized(recipe.network, read))
    configuration = classified(template(recipe), read.classes)
    finder = None
    if recipe.around:
        configuration, finder = within(recipe, configuration, region_package(recipe.around, out))
    looked = looked_at(configuration, finder, read.samples, checkpoint)
    if recipe.standardised:
        wish = replace(configuration.preparation, standardised="histogram", landmarks=landmarks(looked))
        configuration = replace(configuration, preparation=wish)
    films = tuple(film(configuration, read.classes, one) for one in looked)
    return Course(recipe, configuration, films, out / f"{recipe.id}.run", team)


def sized(network: Network, data: PictureData) -> Network:
    """The network with the channels of the pictures and the classes of a folder, where it states none."""
    channels = network.in_channels or (3 if read_picture(data.samples[0].path).ndim == 3 else 1)
    return replace(network, in_channels=channels, out_channels=network.out_channels or len(data.classes))


COLOURS = ((0, 114, 178), (230, 159, 0), (0, 158, 115), (204, 121, 167), (86, 180, 233), (213, 94, 0), (240, 228, 66))
"""Colours that are told apart by nearly everyone (Okabe and Ito 2008)."""

_NOTHING = ("no ", "non-", "normal", "healthy", "negative", "benign")


def classified(configuration: Configuration, names: Sequence[str]) -> Configuration:
    """The package with the classes of a folder, in the folder's order.

    Raises:
        MedViewError: The package states other classes.
    """
    known = {one.name.casefold(): one for one in configuration.classes}
    if known and (set(known) != {name.casefold() for name in names}):
        raise MedViewError(
            tr("The folder has the classes {found}, the recipe {expected}.").format(
                found=", ".join(names), expected=", ".join(one.name for one in configuration.classes)
            ),
            tr("Choose a recipe without classes of its own, such as picture-classification."),
        )
    return replace(
        configuration,
        classes=tuple(known.get(name.casefold()) or _class(number, name) for number, name in enumerate(names)),
    )


def _class(number: int, name: str) -> Class:
    finding = not name.casefold().startswith(_NOTHING)
    return Class(name, Code(f"CLASS-{number}", "99MEDVIEW", name), 0.5, COLOURS[number % len(COLOURS)], finding)


def region_package(name: str, out: Path) -> Package:
    """The package that finds a region: trained beside this one, or shipped.

    Raises:
        MedViewError: There is none.
    """
    if (out / name).is_dir():
        return load_package(out / name)
    try:
        return load_package(resource("models", name))
    except MedViewError as error:
        raise MedViewError(
            tr("There is no package {name} to find the region with.").format(name=name),
            tr("Train {name} into the same folder first.").format(name=name),
        ) from error


def within(
    recipe: PictureClassification, configuration: Configuration, package: Package
) -> tuple[Configuration, Finder]:
    """The package cropped to what another one outlines; and what outlines it."""
    found = package.configuration
    file = f"models/{recipe.around}.safetensors"
    rows, columns = found.preparation.size
    region = Region(
        replace(found.network, weights=file),
        found.intensity,
        (int(rows), int(columns)),
        grown=recipe.grown,
        margin=recipe.margin,
        outside=recipe.outside,
    )
    network = fitted(found.network, read_weights(package.folder / found.network.weights))
    wish = replace(configuration.preparation, around=file)
    return replace(configuration, region=region, preparation=wish), Finder(region, network)


def trained(course: Course, checkpoint: Checkpoint) -> list[Learned]:
    """Train all networks; those a stopped run finished are not trained again."""
    first = course.recipe.pretraining
    learned = _prepared(course, between(checkpoint, READ, PRETRAINED)) if first else None
    count = course.recipe.folds
    step = (TRAINED - PRETRAINED) / count
    return [
        _fold(
            course, number, learned, between(checkpoint, PRETRAINED + step * number, PRETRAINED + step * (number + 1))
        )
        for number in range(count)
    ]


def _prepared(course: Course, checkpoint: Checkpoint) -> Mapping[str, Tensor]:
    """What all networks learn first, from pictures without their labels."""
    first = course.recipe.pretraining
    assert first is not None
    torch.manual_seed(first.plan.seed)
    networks = [Apprentice(build_network(course.recipe.network)) for _ in range(2)]
    trainer = Trainer(networks[0], networks[1], first.plan, course.folder / "first", course.team)
    lesson = Lesson(
        lambda serials, scale: lesion_batch(course.films, course.recipe, first, serials, scale),
        lambda output, batch: lesion_loss(output, batch[1]),
    )
    return trainer.fit(lesson, checkpoint)


def _fold(course: Course, number: int, learned: Mapping[str, Tensor] | None, checkpoint: Checkpoint) -> Learned:
    """A network that learns from all parts but one, which it answers for."""
    recipe, folder = course.recipe, course.folder / f"network-{number}"
    plan = recipe.plan.reseeded(number)
    parts = course.parts
    training = [one for place, part in enumerate(parts) if place != number for one in part]
    torch.manual_seed(plan.seed)
    networks = [build_network(recipe.network) for _ in range(2)]
    if recipe.base:
        networks[0].load_state_dict(_base(Path(recipe.base), number))
    elif learned is not None:
        begun(networks[0], learned)
    pupils = [watched(network) for network in networks]
    trainer = Trainer(pupils[0], pupils[1], plan, folder, course.team)
    lesson = Lesson(
        lambda serials, scale: class_batch(training, recipe, plan.seed, serials, scale),
        lambda output, batch: class_loss(output, batch, recipe),
        (lambda network: likelihood(network, parts[number])) if plan.check_every else None,
    )
    curves = CurveFile(
        course.folder, MEASURE, plan.steps, part=number, from_step=trainer.step, silent=not course.team.leads
    )
    weights = unwatched(trainer.fit(lesson, checkpoint, curves))
    return Learned(weights, parts[number], _answers(course, folder, weights, parts[number]))


def _base(folder: Path, number: int) -> Mapping[str, Tensor]:
    """Weights of one of the networks of a package, one after the other."""
    package = load_package(folder)
    network = package.configuration.network
    files = (network.weights, *network.folds)
    found: Mapping[str, Tensor] = read_weights(folder / files[number % len(files)])
    return found


def _answers(course: Course, folder: Path, weights: Mapping[str, Tensor], films: Sequence[Film]) -> NDArray[np.float32]:
    """What a network says of pictures it has not seen; kept, so that a run that goes on need not ask again."""
    file = folder / "answers.pt"
    if file.is_file():
        kept: Tensor = load_state(file)["outputs"]
        return kept.numpy()
    network = build_network(course.recipe.network)
    network.load_state_dict(dict(weights))
    outputs = outputs_of(network.eval(), films, bool(course.configuration.tiling.flips))
    save_state({"outputs": torch.from_numpy(outputs)}, file)
    return outputs
