"""What networks that read sequences learn, and how well they do while they learn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from medview.training.augmentation import Draw
from medview.training.data.sequence_cases import NONE, Case
from medview.training.running.trainer import Batch, Lesson
from medview.training.sequences.batches import Order, columns, concealed, disturbed, part_of, together
from medview.training.sequences.recipe import SequenceRecipe

Loss = Callable[[Tensor, Tensor, SequenceRecipe, Tensor | None], Tensor]


@dataclass(frozen=True)
class Way:
    """How one kind of answer is learned.

    Args:
        shown: A sequence as it is shown, with what is asked of it.
        loss: From outputs (n, classes, …) and the truth to the mean loss.
        measure: What is measured of sequences a network does not learn from.
    """

    shown: Callable[[Case, SequenceRecipe, Draw], Case]
    loss: Loss
    measure: str


def lesson(training: Sequence[Case], held_out: Sequence[Case], recipe: SequenceRecipe, seed: int) -> Lesson:
    """What a network learns from sequences."""
    order = Order([min(len(case.letters), recipe.longest) for case in training], recipe.plan.phases[0].batch, seed)
    weights = class_weights(training, recipe)
    way = way_of(recipe)
    return Lesson(
        lambda serials, _: shown_batch(training, recipe, order, serials, seed),
        lambda output, batch: way.loss(output.float(), batch[1], recipe, weights),
        (lambda network: likelihood(network, held_out, recipe)) if held_out else None,
    )


def way_of(recipe: SequenceRecipe) -> Way:
    """How what a recipe's network answers is learned."""
    return _WAYS[recipe.letters.answers]


def shown_batch(cases: Sequence[Case], recipe: SequenceRecipe, order: Order, serials: range, seed: int) -> Batch:
    """(n, letters, length) columns of sequences as they are shown, and what is asked of them."""
    drawn = []
    for serial in serials:
        draw = Draw(seed * 1_000_003 + serial)
        case = part_of(cases[order.of(serial)], recipe.longest, draw)
        drawn.append(way_of(recipe).shown(case, recipe, draw))
    return given(drawn, recipe)


def given(cases: Sequence[Case], recipe: SequenceRecipe) -> Batch:
    """Sequences as the network's input, and the truth."""
    shown = columns([case.letters for case in cases], len(recipe.letters.alphabet))
    read = [case.read for case in cases if case.read is not None]
    if read:
        shown = torch.cat([shown, torch.from_numpy(together(read, 0)).float().transpose(1, 2)], 1)
    return shown, torch.from_numpy(together([case.truth for case in cases]))


def class_weights(cases: Sequence[Case], recipe: SequenceRecipe) -> Tensor | None:
    """(classes,) a weight for each, of mean 1 over cases; None: all alike."""
    if not recipe.balance or recipe.letters.answers == "letters":
        return None
    found = np.concatenate([case.truth for case in cases])
    if found.ndim > 1:  # of several classes for each letter: how much a letter that has one weighs
        counts = np.array([((found == 1).sum(0) + 1) / (found >= 0).sum(0)])
        return torch.from_numpy((1 / counts[0]) ** recipe.balance).float()
    counts = np.bincount(found[found >= 0], minlength=recipe.network.out_channels) + 1
    weights = (counts.sum() / counts) ** recipe.balance
    return torch.from_numpy(weights / (weights * counts / counts.sum()).sum()).float()


def _exclusive_loss(output: Tensor, truth: Tensor, recipe: SequenceRecipe, weights: Tensor | None) -> Tensor:
    """Cross entropy of (n, classes, length) with (n, length), of what is known."""
    return functional.cross_entropy(
        output, truth, weights, ignore_index=NONE, label_smoothing=recipe.smoothing if recipe.smoothing else 0.0
    )


def _each_loss(output: Tensor, truth: Tensor, recipe: SequenceRecipe, weights: Tensor | None) -> Tensor:
    if truth.ndim == 2:
        return _exclusive_loss(output, truth, recipe, weights)
    wanted = truth.transpose(1, 2)
    known = (wanted >= 0).float()
    loss = functional.binary_cross_entropy_with_logits(
        output,
        wanted.clamp_min(0).float(),
        known,
        pos_weight=None if weights is None else weights[:, None],
        reduction="sum",
    )
    return loss / known.sum().clamp_min(1.0)


def _whole_loss(output: Tensor, truth: Tensor, recipe: SequenceRecipe, weights: Tensor | None) -> Tensor:
    """Cross entropy of (n, classes), or of several answers (n, classes, answers), with (n, 1)."""
    wanted = truth[:, 0] if output.ndim == 2 else truth.expand(-1, output.shape[2])
    return functional.cross_entropy(output, wanted, weights, label_smoothing=recipe.smoothing)


_WAYS: Mapping[str, Way] = {
    "letters": Way(
        lambda case, recipe, draw: concealed(case, recipe.hiding, recipe.letters, draw),
        _exclusive_loss,
        "Probability of the hidden letter",
    ),
    "each": Way(
        lambda case, recipe, draw: disturbed(case, recipe.hidden, recipe.letters, draw),
        _each_loss,
        "Probability of the true class of a letter",
    ),
    "whole": Way(
        lambda case, recipe, draw: disturbed(case, recipe.hidden, recipe.letters, draw),
        _whole_loss,
        "Probability of the true class",
    ),
}

_LETTERS = 16_384
"""Letters of a batch that is only looked at."""


def likelihood(network: nn.Module, cases: Sequence[Case], recipe: SequenceRecipe) -> float:
    """The probability a network gives to what is true, in the geometric mean over all that is asked."""
    way, plain = way_of(recipe), _unweighted(recipe)
    total = count = 0.0
    for batch in _looked_at(cases, recipe):
        output = network(batch[0].to(next(network.parameters()).device)).float().cpu()
        known = float((batch[1] != NONE).sum())
        total += float(way.loss(output, batch[1], plain, None)) * known
        count += known
    return float(np.exp(-total / max(count, 1.0)))


def _unweighted(recipe: SequenceRecipe) -> SequenceRecipe:
    return replace(recipe, smoothing=0.0)


def _looked_at(cases: Sequence[Case], recipe: SequenceRecipe) -> Iterator[Batch]:
    """Batches of sequences of like length; what is hidden is the same each time."""
    looked = [asked(case, number, recipe) for number, case in enumerate(cases)]
    for part in by_length(looked, recipe.longest):
        yield given(part, recipe)


def asked(case: Case, number: int, recipe: SequenceRecipe) -> Case:
    """A sequence as it is looked at while a network learns: of hidden letters the same are hidden each time."""
    draw = Draw(number)
    case = part_of(case, recipe.longest, draw)
    return concealed(case, recipe.hiding, recipe.letters, draw) if recipe.letters.answers == "letters" else case


def by_length(cases: Sequence[Case], longest: int) -> Iterator[list[Case]]:
    """All sequences, those of like length together, so many at once as make a batch."""
    part: list[Case] = []
    for case in sorted(cases, key=lambda one: len(one.letters)):
        if part and max(len(case.letters), 1) * (len(part) + 1) > _LETTERS:
            yield part
            part = []
        part.append(case)
    if part:
        yield part


@torch.inference_mode()
def outputs_of(network: nn.Module, cases: Sequence[Case], recipe: SequenceRecipe) -> list[NDArray[np.float32]]:
    """What a network says of whole sequences as they are: (classes, length) or (classes,) of each, in their order."""
    found: dict[int, NDArray[np.float32]] = {}
    device = next(network.parameters()).device
    numbered = {id(case): number for number, case in enumerate(cases)}
    for part in by_length(cases, 0):
        output = network(given(part, recipe)[0].to(device)).float().cpu().numpy()
        for case, row in zip(part, output, strict=True):
            found[numbered[id(case)]] = row[:, : len(case.letters)] if row.ndim > 1 else row
    return [found[number] for number in range(len(cases))]
