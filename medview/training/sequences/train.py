"""Train networks that read sequences: from a recipe and data to a calibrated, measured package."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from medview.catalog.package import Package, load_package
from medview.catalog.schema import Network
from medview.core.errors import MedViewError
from medview.core.resources import resource
from medview.core.text import tr
from medview.engine.networks.sequence_reader import SequenceReader
from medview.engine.networks.table import build_network
from medview.engine.weights import read_weights
from medview.training.data.folding import folds
from medview.training.data.nouns import Sample
from medview.training.data.sequence_cases import Case, Numbers, case_of_each, case_of_whole, numbered
from medview.training.data.sequence_nouns import Sequence as Known
from medview.training.data.sequence_nouns import SequenceData, group_of
from medview.training.data.sequence_reading import WANTED, grouped, learned_from, read_sequences
from medview.training.export import with_metrics
from medview.training.kinds import recipe_json
from medview.training.measuring.sequences import evaluate_sequences, shipped
from medview.training.pictures.calibrating import ALL, crossed_metrics
from medview.training.pictures.export import write_package
from medview.training.running.curves import CurveFile
from medview.training.running.progress import between
from medview.training.running.states import same_recipe
from medview.training.running.team import Team, joined
from medview.training.running.trainer import Checkpoint, Trainer
from medview.training.sequences.calibrating import Unseen, calibrated
from medview.training.sequences.export import template
from medview.training.sequences.kept import can_be_kept, read_once
from medview.training.sequences.learning import asked, lesson, outputs_of, way_of
from medview.training.sequences.recipe import SequenceRecipe

Float = NDArray[np.float32]

READ, KEPT, TRAINED = 0.02, 0.1, 0.95
"""Done part after the sequences are read, what readers say of them is kept, and the last network is trained."""

MEASURED = ("val", "test")
"""Splits a package is measured on, the first one there is."""


@dataclass(frozen=True, eq=False)
class Course:
    """A run in which everything was read.

    Args:
        recipe: What is trained, its network's channels known.
        sequences: What it learns from.
        cases: The same as numbers.
        classes: Names of the classes of wholes; else empty.
        folder: Where the state is kept.
        team: The processes that train together.
    """

    recipe: SequenceRecipe
    sequences: tuple[Known, ...]
    cases: tuple[Case, ...]
    classes: tuple[str, ...]
    folder: Path
    team: Team

    @property
    def parts(self) -> tuple[tuple[int, ...], ...]:
        """Numbers of the sequences in parts: each network keeps one out of what it learns from; empty: none."""
        recipe = self.recipe
        count = recipe.networks if recipe.networks > 1 else round(1 / recipe.held_out) if recipe.held_out else 0
        if not count:
            return ((),)
        if recipe.letters.answers != "whole":  # neither classes to be shared out nor groups of them
            return _shuffled(len(self.sequences), count, recipe)
        samples = [Sample(str(number), Path(), one.group, label=one.label) for number, one in enumerate(self.sequences)]
        divided = folds(samples, max(2, count), recipe.plan.seed)
        return tuple(tuple(int(sample.name) for sample in part) for part in divided[: recipe.networks])


def _shuffled(sequences: int, count: int, recipe: SequenceRecipe) -> tuple[tuple[int, ...], ...]:
    order = np.random.default_rng(recipe.plan.seed).permutation(sequences)
    return tuple(tuple(sorted(part.tolist())) for part in np.array_split(order, max(2, count))[: recipe.networks])


@dataclass(frozen=True, eq=False)
class Learned:
    """One network, and what it has not learned from.

    Args:
        weights: Its weights.
        held_out: Numbers of the sequences it has not seen.
    """

    weights: Mapping[str, Tensor]
    held_out: tuple[int, ...]


def train(recipe: SequenceRecipe, data: Path, out: Path, checkpoint: Checkpoint) -> Path:
    """Train networks; a run that was stopped goes on where it was.

    Args:
        recipe: What to train.
        data: Sequences, in any layout ``read_sequences`` knows.
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
        keeping = can_be_kept(recipe)
        if keeping:
            course = _kept(course, out, between(checkpoint, READ, KEPT))
        learned = trained(course, out, between(checkpoint, KEPT if keeping else READ, TRAINED))
        if not team.leads:
            return out / recipe.id
        package = packed(course, learned, out)
        return measured(package, recipe, data, course.folder, between(checkpoint, TRAINED, 1.0)).folder


def packed(course: Course, learned: Sequence[Learned], out: Path) -> Package:
    """The package of trained networks, calibrated, with its own figures where several networks answered for all."""
    recipe = course.recipe
    configuration, unseen = template(recipe, course.classes), unseen_by(course, learned)
    if unseen.outputs:
        configuration = calibrated(configuration, unseen, recipe.coverage)
    base = str(base_package(recipe.base, out).folder) if recipe.base else ""
    package = write_package(replace(recipe, base=base), configuration, [one.weights for one in learned], out)
    if recipe.networks == 1 or recipe.letters.answers != "whole":
        return package
    system = f"this model ({recipe.id} {recipe.version}), one network for each sequence"
    return with_metrics(package, crossed_metrics(configuration, unseen.of_wholes, system, recipe.split or ALL))


def unseen_by(course: Course, learned: Sequence[Learned]) -> Unseen:
    """What each network says of the sequences it has not seen."""
    recipe, outputs, truth, groups, part = course.recipe, list[Float](), list[Numbers](), list[str](), list[int]()
    for number, one in enumerate(learned):
        cases = [asked(course.cases[place], place, recipe) for place in one.held_out]
        network = build_network(recipe.network)
        network.load_state_dict(dict(one.weights))
        outputs += outputs_of(network.eval(), cases, recipe)
        truth += [case.truth for case in cases]
        groups += [group_of(course.sequences[place]) for place in one.held_out]
        part += [number] * len(cases)
    return Unseen(outputs, truth, tuple(groups), np.array(part))


def measured(package: Package, recipe: SequenceRecipe, data: Path, state: Path, checkpoint: Checkpoint) -> Package:
    """Measure a package on the sequences held out by the data's own split, and state the figures in its card."""
    if not recipe.split:  # it has learned from all of them
        return package
    system = shipped(package)
    named = {one.split for one in _known(recipe, data, None).sequences}
    split = next((split for split in MEASURED if split in named), None)
    if split is None:
        return package
    outcome = evaluate_sequences(system, data, checkpoint, split, recipe.files)
    (state / "evaluation.json").write_text(json.dumps(outcome.to_json(), indent=1) + "\n", encoding="utf-8")
    outcome.write_csv(state / "evaluation.csv")
    return with_metrics(package, outcome.metrics(f"this model ({package.card.id} {package.card.version})"))


def opened(recipe: SequenceRecipe, data: Path, out: Path, checkpoint: Checkpoint, team: Team) -> Course:
    """Read the sequences of a run.

    Raises:
        MedViewError: The data or the recipe cannot be used.
    """
    checkpoint(0.0, tr("Reading the sequences"))
    read = _read(recipe, data)
    sequences = grouped(read.sequences, recipe.letters.groups)
    recipe = replace(recipe, network=_sized(recipe, read))
    cases = tuple(_case(recipe, one, read.classes) for one in sequences)
    _check(recipe, data, read, cases)
    checkpoint(1.0, tr("Reading the sequences"))
    return Course(recipe, sequences, cases, read.classes, out / f"{recipe.id}.run", team)


def _read(recipe: SequenceRecipe, data: Path) -> SequenceData:
    """What it learns from: of what needs no labels, nothing that any of the data sets holds out."""
    wanted = WANTED[recipe.letters.answers]
    if wanted != "nothing" or not recipe.split:
        return _known(recipe, data, recipe.split or None)
    return learned_from(_known(recipe, data, None), recipe.split)


def _known(recipe: SequenceRecipe, data: Path, split: str | None) -> SequenceData:
    letters = recipe.letters
    return read_sequences(data, WANTED[letters.answers], split, recipe.files, letters.labelled_by)


def _sized(recipe: SequenceRecipe, read: SequenceData) -> Network:
    """The network with the channels of the alphabet, and the classes of the data where it states none."""
    letters, network = recipe.letters, recipe.network
    known = {
        "letters": len(letters.alphabet) - bool(letters.other),
        "each": 1 + max((number for numbers in letters.signs.values() for number in numbers), default=0),
        "whole": len(read.classes),
    }
    return replace(
        network,
        in_channels=network.in_channels or len(letters.alphabet),
        out_channels=network.out_channels or known[letters.answers],
    )


def _case(recipe: SequenceRecipe, one: Known, classes: Sequence[str]) -> Case:
    letters = recipe.letters
    if letters.answers == "whole":
        return case_of_whole(letters, one, classes)
    if letters.answers == "each":
        return case_of_each(letters, one, letters.signs, recipe.network.out_channels)
    rows = numbered(letters, one.letters)
    return Case(one.name, rows, rows)


def _check(recipe: SequenceRecipe, data: Path, read: SequenceData, cases: Sequence[Case]) -> None:
    if recipe.letters.answers == "whole" and len(read.classes) != recipe.network.out_channels:
        raise MedViewError(
            tr("{name} has {found} classes, the recipe {expected}.").format(
                name=data.name, found=len(read.classes), expected=recipe.network.out_channels
            ),
            tr("Choose a recipe without classes of its own, such as sequence-classification."),
        )
    unread = sum(bool((case.letters < 0).all()) for case in cases)
    if unread == len(cases):
        raise MedViewError(
            tr("No sequence of {name} has a letter the recipe knows.").format(name=data.name),
            tr("It reads these letters: {alphabet}.").format(alphabet=" ".join(recipe.letters.alphabet)),
        )


def _kept(course: Course, out: Path, checkpoint: Checkpoint) -> Course:
    """A run whose readers, which learn no more, were asked once."""
    network = build_network(course.recipe.network)
    _give_readers(network, course.recipe, out)
    if not isinstance(network, SequenceReader):
        raise TypeError(f"{course.recipe.network.name} has no readers to be kept")
    return replace(course, cases=read_once(network, course.cases, course.recipe, course.folder, checkpoint))


def _give_readers(network: nn.Module, recipe: SequenceRecipe, out: Path) -> None:
    if recipe.base:
        begun(network, base_package(recipe.base, out), recipe.still)
    for place, name in enumerate(recipe.beside):
        begun(network, base_package(name, out), True, f"beside.{place}.")


def trained(course: Course, out: Path, checkpoint: Checkpoint) -> list[Learned]:
    """Train all networks; those a stopped run finished are not trained again."""
    count, parts = course.recipe.networks, course.parts
    return [
        _network(course, number, parts[number], out, between(checkpoint, number / count, (number + 1) / count))
        for number in range(count)
    ]


def _network(course: Course, number: int, held_out: Sequence[int], out: Path, checkpoint: Checkpoint) -> Learned:
    """A network that learns from all but what is held out."""
    recipe, apart = course.recipe, frozenset(held_out)
    plan = recipe.plan.reseeded(number)
    training = [case for place, case in enumerate(course.cases) if place not in apart]
    torch.manual_seed(plan.seed)
    networks = [build_network(recipe.network) for _ in range(2)]
    _give_readers(networks[0], recipe, out)
    trainer = Trainer(networks[0], networks[1], plan, course.folder / f"network-{number}", course.team)
    curves = CurveFile(
        course.folder,
        way_of(recipe).measure,
        plan.steps,
        part=number,
        from_step=trainer.step,
        silent=not course.team.leads,
    )
    kept = [course.cases[place] for place in held_out] if plan.check_every else []
    weights = trainer.fit(lesson(training, kept, recipe, plan.seed), checkpoint, curves)
    return Learned(weights, tuple(held_out))


def base_package(name: str, out: Path) -> Package:
    """The package a run begins with: trained beside this one, shipped, or in a folder.

    Raises:
        MedViewError: There is none.
    """
    places = (out / name, Path(name))
    found = next((place for place in places if (place / "configs").is_dir()), None)
    return load_package(found or resource("models", name))


def begun(network: nn.Module, package: Package, still: bool = False, part: str = "reader.") -> None:
    """Give a network the reader of a package: what it learned of sequences, not what it answers.

    Args:
        network: Gets it.
        package: Has it.
        still: Whether the reader learns no more.
        part: What the names of its weights begin with where it goes.

    Raises:
        MedViewError: It has another reader.
    """
    known: Mapping[str, Tensor] = read_weights(package.weights)
    reader = {
        part + name.removeprefix("reader."): value.float()
        for name, value in known.items()
        if name.startswith("reader.")
    }
    wanted = {name: value.shape for name, value in network.state_dict().items() if name.startswith(part)}
    if {name: value.shape for name, value in reader.items()} != wanted:
        raise MedViewError(
            tr("{name} reads sequences by another network than the recipe.").format(name=package.card.name),
            tr("Choose a base of the same width, dilations, kernel and alphabet."),
        )
    network.load_state_dict({**network.state_dict(), **reader})
    for name, value in network.named_parameters():
        if name.startswith(part):
            value.requires_grad_(not still)
