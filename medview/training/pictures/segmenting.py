"""Train a network that outlines something on pictures: from a recipe and a data folder to a measured package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from medview.catalog.package import load_package
from medview.engine.networks.table import build_network
from medview.engine.weights import read_weights
from medview.training.augmentation import Draw
from medview.training.data.folding import folds
from medview.training.data.nouns import Sample
from medview.training.data.pictures import read_picture
from medview.training.data.reading import read_data
from medview.training.kinds import recipe_json
from medview.training.pictures.export import template, write_package
from medview.training.pictures.finishing import measured
from medview.training.pictures.gating import FILM_VIEWS, with_gate
from medview.training.pictures.loading import Outlined, outlined
from medview.training.pictures.recipe import PictureSegmentation
from medview.training.pictures.variation import varied
from medview.training.running.curves import CurveFile
from medview.training.running.progress import between
from medview.training.running.states import same_recipe
from medview.training.running.team import Team, joined
from medview.training.running.trainer import Batch, Checkpoint, Lesson, Trainer


def serial_order(serial: int, count: int, seed: int) -> int:
    """Which of ``count`` pictures a serial number shows: all once in an order of their own, then anew."""
    epoch, place = divmod(serial, count)
    return int(Draw(seed + 7919 * epoch).normal(count).argsort()[place])


def outline_batch(cases: Sequence[Outlined], recipe: PictureSegmentation, serials: range, scale: float) -> Batch:
    """Varied pictures (n, channels, rows, columns) and the parts of each pixel (n, classes, rows, columns)."""
    size = (round(recipe.size[0] * scale), round(recipe.size[1] * scale))
    pairs = []
    for serial in serials:
        case = cases[serial_order(serial, len(cases), recipe.plan.seed)]
        seed, calm = recipe.plan.seed * 1_000_003 + serial, recipe.plan.phase_showing(serial).calm
        how = recipe.variation.calmed(calm) if recipe.variation and calm < 1 else recipe.variation
        pairs.append(varied(case.image, case.masks, size, how, seed))
    images, masks = (torch.stack(parts) for parts in zip(*pairs, strict=True))
    return images, with_background(masks)


def with_background(masks: Tensor) -> Tensor:
    """Parts of each pixel with those of the background first; (n, classes, rows, columns)."""
    masks = masks.clamp(0.0, 1.0)
    total = masks.sum(1, keepdim=True)
    masks = masks / total.clamp_min(1.0)
    return torch.cat([(1 - total).clamp_min(0.0), masks], 1)


def outline_loss(output: Tensor, target: Tensor, cross_entropy: float) -> Tensor:
    """One minus the soft Dice of each picture's classes, and the cross entropy; both (n, classes, rows, columns)."""
    logits = output.float()
    chances = logits.softmax(1)
    axes = (2, 3)
    overlap, total = (chances * target).sum(axes)[:, 1:], (chances + target).sum(axes)[:, 1:]
    dice = ((2 * overlap + 1) / (total + 1)).mean()
    return 1 - dice + cross_entropy * functional.cross_entropy(logits, target)


def mean_dice(network: nn.Module, cases: Sequence[Outlined], batch: int = 8) -> float:
    """Mean over pictures of the Dice of everything that is outlined together."""
    scores: list[float] = []
    device = next(network.parameters()).device
    for first in range(0, len(cases), batch):
        part = cases[first : first + batch]
        images = torch.stack([case.image for case in part]).to(device)
        truth = torch.stack([case.masks.sum(0) > 0.5 for case in part])
        found = network(images).float().argmax(1).cpu() > 0
        both, total = (found & truth).sum((1, 2)), found.sum((1, 2)) + truth.sum((1, 2))
        scores += (2 * both / total.clamp_min(1)).tolist()
    return float(np.mean(scores))


READ, TRAINED, GATED = 0.03, 0.9, 0.97
"""Done part after the pictures are read, the network is trained, and the gate is measured."""


def train(recipe: PictureSegmentation, data: Path, out: Path, checkpoint: Checkpoint) -> Path:
    """Train a network; a run that was stopped goes on where it was.

    Args:
        recipe: What to train.
        data: Pictures with masks, in any layout ``read_data`` knows.
        out: Where the package's folder goes; the state of the run is kept beside it.
        checkpoint: Told the progress; may raise to stop.

    Returns:
        The package's folder.

    Raises:
        MedViewError: The data or the recipe cannot be used.
    """
    state = out / f"{recipe.id}.run"
    same_recipe(recipe_json(recipe), state)
    with joined() as team:
        samples = read_data(data, "segmentation", "train").samples
        weights = learned(recipe, samples, state, team, between(checkpoint, 0.0, TRAINED))
        if not team.leads:
            return out / recipe.id
        package = write_package(recipe, template(recipe), [weights], out)
        if recipe.gate:
            pictures = [read_picture(sample.path) for sample in samples]
            package = with_gate(package, pictures, FILM_VIEWS, recipe.plan.seed, between(checkpoint, TRAINED, GATED))
        return measured(package, data, state, between(checkpoint, GATED, 1.0)).folder


def learned(
    recipe: PictureSegmentation, samples: Sequence[Sample], state: Path, team: Team, checkpoint: Checkpoint
) -> Mapping[str, Tensor]:
    """The weights of a network that learned from samples, some of which were held out."""
    configuration = template(recipe)
    training, held_out = (
        [outlined(configuration, sample, labels_of(recipe), recipe.sides) for sample in part]
        for part in parted(recipe, samples)
    )
    torch.manual_seed(recipe.plan.seed)
    networks = [build_network(recipe.network) for _ in range(2)]
    if recipe.base:
        base = load_package(Path(recipe.base))
        networks[0].load_state_dict(dict(read_weights(base.weights)))
    trainer = Trainer(networks[0], networks[1], recipe.plan, state, team)
    lesson = Lesson(
        lambda serials, scale: outline_batch(training, recipe, serials, scale),
        lambda output, batch: outline_loss(output, batch[1], recipe.cross_entropy),
        (lambda network: mean_dice(network, held_out)) if held_out else None,
    )
    curves = CurveFile(state, "Dice", recipe.plan.steps, from_step=trainer.step, silent=not team.leads)
    return trainer.fit(lesson, between(checkpoint, READ, 1.0), curves)


def labels_of(recipe: PictureSegmentation) -> tuple[int, ...]:
    """Values of the classes in the masks."""
    return tuple(range(1, recipe.network.out_channels))


def parted(recipe: PictureSegmentation, samples: Sequence[Sample]) -> tuple[Sequence[Sample], Sequence[Sample]]:
    """The samples to learn from, and those held out."""
    if not recipe.held_out:
        return samples, ()
    held_out, *training = folds(samples, max(2, round(1 / recipe.held_out)), recipe.plan.seed)
    return [sample for part in training for sample in part], held_out
