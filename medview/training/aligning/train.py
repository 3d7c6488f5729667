"""Train an aligner: from a recipe and pairs whose alignment is known to a calibrated, measured package."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from medview.catalog.package import Package
from medview.catalog.schema import Aligning, Configuration, Network
from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.engine.calibration import mapped
from medview.engine.letters import encode
from medview.engine.networks.pair_aligner import PairAligner, PairHead, channels
from medview.engine.networks.table import build_network
from medview.training.aligning.calibrating import calibrated
from medview.training.aligning.learning import Read, begun, lesson
from medview.training.aligning.recipe import AlignerRecipe
from medview.training.data.aligned_pairs import AlignedPair, read_aligned
from medview.training.data.families import divided
from medview.training.export import rewrite, with_metrics
from medview.training.kinds import recipe_json
from medview.training.measuring.aligning import aligning_system, outcome_of, solve
from medview.training.pictures.export import write_package
from medview.training.running.curves import CurveFile
from medview.training.running.progress import between
from medview.training.running.states import same_recipe
from medview.training.running.team import joined
from medview.training.running.trainer import Checkpoint, Trainer
from medview.training.sequences.export import template
from medview.training.sequences.train import base_package
from medview.training.sequences.train import begun as with_reader

READ, TRAINED = 0.05, 0.85
"""Done part after the families are divided, and after the last head is trained."""

_MEASURE = "Likelihood of the known alignment"


@dataclass(frozen=True, eq=False)
class _Course:
    """A run in which everything was read.

    Args:
        recipe: What is trained, with as many heads as networks.
        pairs: What it learns from.
        parts: Families each head does not learn from.
        network: The network, its reader as it was trained before.
        folder: Where the state is kept.
    """

    recipe: AlignerRecipe
    pairs: tuple[AlignedPair, ...]
    parts: tuple[tuple[str, ...], ...]
    network: PairAligner
    folder: Path


def train(recipe: AlignerRecipe, data: Path, out: Path, checkpoint: Checkpoint) -> Path:
    """Train heads; a run that was stopped goes on where it was.

    Args:
        recipe: What to train.
        data: Pairs, in any layout ``read_aligned`` knows.
        out: Where the package's folder goes; the state of the run is kept beside it.
        checkpoint: Told the progress; may raise to stop.

    Returns:
        The package's folder.

    Raises:
        MedViewError: The data or the recipe cannot be used.
    """
    same_recipe(recipe_json(recipe), out / f"{recipe.id}.run")
    with joined() as team:
        course = _opened(recipe, data, out, between(checkpoint, 0.0, READ))
        read = _reading(course)
        count, states = len(course.parts), list[Mapping[str, Tensor]]()
        for number in range(count):
            told = between(checkpoint, *(READ + (TRAINED - READ) * (number + more) / count for more in (0, 1)))
            states.append(_head(course, number, read, told))
        if not team.leads:
            return out / recipe.id
        package = _packed(course, states, out)
        return _measured(package, course, data, between(checkpoint, TRAINED, 1.0)).folder


def _opened(recipe: AlignerRecipe, data: Path, out: Path, checkpoint: Checkpoint) -> _Course:
    checkpoint(0.0, tr("Reading the sequences"))
    pairs = read_aligned(data).pairs
    fitting = tuple(pair for pair in pairs if max(len(pair.first), len(pair.second)) <= recipe.longest)
    if not fitting:
        raise MedViewError(
            tr("No pair of {name} has sequences of at most {longest} letters.").format(
                name=data.name, longest=recipe.longest
            ),
            tr("Choose a recipe that learns from longer ones."),
        )
    parts = divided(
        pairs,
        recipe.networks,
        recipe.alike,
        recipe.plan.seed,
        lambda done: checkpoint(done, tr("Looking for relatives among the families")),
    )
    recipe = replace(recipe, network=_sized(recipe))
    torch.manual_seed(recipe.plan.seed)
    network = build_network(recipe.network)
    assert isinstance(network, PairAligner)
    if recipe.base:
        with_reader(network, base_package(recipe.base, out))
    return _Course(recipe, fitting, parts, network.eval(), out / f"{recipe.id}.run")


def _sized(recipe: AlignerRecipe) -> Network:
    """The network with a head for each part of the families."""
    letters, arguments = len(recipe.letters.alphabet), {**recipe.network.arguments, "heads": recipe.networks}
    given = recipe.networks * channels(letters, int(str(arguments["features"])))
    return replace(recipe.network, arguments=arguments, in_channels=letters, out_channels=given)


def _reading(course: _Course) -> Read:
    """What the reader says of each sequence; each is read once, for the reader does not learn."""
    known = dict[str, Tensor]()

    def read(text: str) -> Tensor:
        if text not in known:
            columns = torch.from_numpy(encode(course.recipe.letters, text))[None]
            with torch.inference_mode():
                known[text] = course.network.read(columns)[0].clone()
        return known[text].clone()

    return read


def _head(course: _Course, number: int, read: Read, checkpoint: Checkpoint) -> Mapping[str, Tensor]:
    """A head that learns from all families but those of its part."""
    recipe, apart = course.recipe, frozenset(course.parts[number])
    plan = recipe.plan.reseeded(number)
    pairs = [pair for pair in course.pairs if pair.family not in apart]
    torch.manual_seed(plan.seed)
    trained, average = (_new_head(recipe) for _ in range(2))
    trainer = Trainer(trained, average, plan, course.folder / f"network-{number}")
    curves = CurveFile(course.folder, _MEASURE, plan.steps, part=number, from_step=trainer.step)
    return trainer.fit(lesson(pairs, read, recipe, plan.seed), checkpoint, curves)


def _new_head(recipe: AlignerRecipe) -> PairHead:
    network = build_network(recipe.network)
    assert isinstance(network, PairAligner)
    head = network.heads[0]
    assert isinstance(head, PairHead)
    return begun(head, recipe)


def _packed(course: _Course, states: Sequence[Mapping[str, Tensor]], out: Path) -> Package:
    """The package of the trained heads upon their reader."""
    recipe = course.recipe
    weights = dict(course.network.state_dict())
    for number, state in enumerate(states):
        weights |= {f"heads.{number}.{name}": value for name, value in state.items()}
    configuration = replace(template(recipe, ()), aligning=Aligning(course.parts))
    base = str(base_package(recipe.base, out).folder) if recipe.base else ""
    return write_package(replace(recipe, base=base), configuration, [weights], out)


def _measured(package: Package, course: _Course, data: Path, checkpoint: Checkpoint) -> Package:
    """Calibrate a package by what its heads say of families they have not seen, and state its figures."""
    system, known = aligning_system(package), read_aligned(data)
    unseen, _ = solve(system, known.pairs, checkpoint)
    configuration = calibrated(package.configuration, unseen)
    told = [replace(one, chances=_mapped(configuration, one.chances)) for one in unseen]
    outcome = outcome_of(system, known, told, None)
    (course.folder / "evaluation.json").write_text(json.dumps(outcome.to_json(), indent=1) + "\n", encoding="utf-8")
    outcome.write_csv(course.folder / "evaluation.csv")
    name = f"this model ({package.card.id} {package.card.version}), heads that have not seen the family"
    return with_metrics(rewrite(package.folder, configuration), outcome.metrics(name))


def _mapped(configuration: Configuration, chances: NDArray[np.float32]) -> NDArray[np.float32]:
    return mapped(configuration.calibration, chances[:, None], False)[:, 0]
