"""One sequence through a package: probabilities of classes of the whole, or of each letter, with their spread.

A pass is one network (fold).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray

from medview.catalog.package import Package
from medview.catalog.parents import leaves
from medview.catalog.schema import Configuration, Letters
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.core.volume import Volume
from medview.engine.calibration import mapped
from medview.engine.classification import chances
from medview.engine.deciding import decision
from medview.engine.golden import lower_precision_agrees
from medview.engine.letters import encode, rows_of
from medview.engine.model import Model, Step, load_model
from medview.engine.picture_classes import classes_of
from medview.engine.picture_run import Chances, possible
from medview.engine.sequences.reading import How
from medview.engine.sequences.windows import along

Float = NDArray[np.float32]

PATTERNS = 8
"""Letters are hidden in so many turns, each once: about as many at a time as when the network learned."""


@dataclass(frozen=True, eq=False)
class Whole:
    """What is said of a whole sequence.

    Args:
        classes: Of the package's classes.
        parents: Of its parents, in their order.
    """

    classes: Chances
    parents: Chances


@dataclass(frozen=True, eq=False)
class Along:
    """What is said of each letter.

    Args:
        values: (classes, letters) calibrated probabilities.
        spread: (classes, letters) how far the networks differ: the standard deviation; None where there is but one.
    """

    values: Float
    spread: Float | None


def sequence_model(package: Package, device: str | None = None) -> Model:
    """A package's networks, ready for sequences.

    Raises:
        ModelError: The weights cannot be read or do not fit the network.
    """
    return load_model(package, lambda model: lower_precision_agrees(model, _no_template), device)


def letters_of(configuration: Configuration) -> Letters:
    """How a package reads letters.

    Raises:
        ModelError: It reads none.
    """
    if configuration.letters is None:
        raise ModelError(
            tr("{model} reads no sequences.").format(model=configuration.card.name),
            tr("Give what it reads: {input}.").format(input=configuration.card.input.description),
        )
    return configuration.letters


def whole(model: Model, text: str) -> Whole:
    """What a package says of a whole sequence.

    Args:
        model: A package that answers for the whole.
        text: The letters.
    """
    configuration = model.package.configuration
    outputs = np.concatenate([found.reshape(1, -1) for found in _passes(model, _columns(model, text))])
    single = chances(configuration, outputs)
    together = chances(configuration, outputs.mean(0, keepdims=True))
    classes = _spread(together, single)
    inside = leaves(classes_of(configuration), configuration.parents)
    parents = _spread(sums(together, inside), sums(single, inside))
    return Whole(replace(classes, possible=possible(configuration, classes.values)), parents)


def _spread(together: Float, single: Float) -> Chances:
    """(1, n) what all networks say together, between the least and the greatest of what each says, (networks, n)."""
    values = together[0]
    return Chances(values, np.minimum(single.min(0), values), np.maximum(single.max(0), values), None)


def sums(values: NDArray[Any], inside: Sequence[Sequence[int]]) -> NDArray[Any]:
    """Probabilities of parents from those of classes that exclude each other.

    All sums go over the same places, with nought for what is not within: rounding never makes one less than a part.

    Args:
        values: (n, classes).
        inside: The classes within each parent (``catalog.parents.leaves``).

    Returns:
        (n, parents), of the same kind.
    """
    mask = np.zeros((len(inside), values.shape[1]), bool)
    for row, numbers in zip(mask, inside, strict=True):
        row[list(numbers)] = True
    found = np.where(mask, values[:, None], 0).sum(2, dtype=values.dtype)
    return np.asarray(np.minimum(found, 1))


def each(model: Model, text: str, step: Step = lambda _: None, strand: Literal[1, -1] = 1) -> Along:
    """What a package says of each letter of a sequence of any length.

    Args:
        model: A package that answers for each letter.
        text: The letters.
        step: Told the done part; may raise to stop.
        strand: -1 reads the other strand; places are those of this one.

    Raises:
        ModelError: It cannot read letter by letter, or not this strand.
    """
    configuration, codes = model.package.configuration, np.frombuffer(text.encode("latin-1", "replace"), np.uint8)
    several = len(model.networks) > 1
    spread = np.zeros((configuration.network.out_channels, len(text)), np.float32) if several else None
    found = np.asarray(along(model, codes, step, How(strand, chances=True), spread=spread), np.float32)
    return Along(_mapped(configuration, found), spread)


def within(output: Float, length: int) -> Float:
    """What is said of the letters themselves, (classes, length), where a network answers for their flanks too."""
    flank = (output.shape[1] - length) // 2
    return output[:, flank : flank + length]


def calibrated(model: Model, outputs: list[Float]) -> Along:
    """Probabilities of each letter from the outputs (classes, letters) of every network."""
    configuration = model.package.configuration
    decided = decision(configuration)
    mean = decided.probabilities(torch.from_numpy(np.mean(outputs, axis=0))).numpy()
    values = _mapped(configuration, mean)
    if len(outputs) == 1:
        return Along(values, None)
    single = [decided.probabilities(torch.from_numpy(one)).numpy() for one in outputs]
    return Along(values, np.std(single, axis=0))


def _mapped(configuration: Configuration, values: Float) -> Float:
    competing = configuration.output.activation == "softmax" and not configuration.output.alone
    return np.ascontiguousarray(mapped(configuration.calibration, values.T, competing).T)


def hidden(model: Model, text: str) -> Along:
    """The probability of each letter of the alphabet at each place, by a model that has not been shown what is there.

    Args:
        model: A package that answers with letters.
        text: The letters.
    """
    letters = letters_of(model.package.configuration)
    columns, other, end = _columns(model, text), letters.alphabet.index(letters.other), letters.flank + len(text)
    found: list[Float] | None = None
    for turn in range(min(PATTERNS, len(text))):
        shown, asked = columns.clone(), slice(letters.flank + turn, end, PATTERNS)
        shown[:, :, asked] = 0.0
        shown[:, other, asked] = 1.0
        outputs = [within(one[0], len(text)) for one in _passes(model, shown)]
        found = found or [np.empty_like(one) for one in outputs]
        for row, part in zip(found, outputs, strict=True):
            row[:, turn::PATTERNS] = part[:, turn::PATTERNS]
    assert found is not None  # a text has letters
    return calibrated(model, found)


def surprise(model: Model, text: str, values: Float) -> NDArray[np.float64]:
    """(n,) minus the natural logarithm of the probability of the letters that are there, of those that are known.

    Args:
        model: A package that answers with letters.
        text: The letters.
        values: (letters of the alphabet, length) of ``hidden``.
    """
    letters = letters_of(model.package.configuration)
    rows = rows_of(letters)[np.frombuffer(text.upper().encode("latin-1", "replace"), np.uint8)]
    known = np.flatnonzero((rows >= 0) & (rows < len(values)))
    return -np.log(np.maximum(values[rows[known], known].astype(np.float64), 1e-12))


def _columns(model: Model, text: str) -> torch.Tensor:
    """(1, letters, length) of a text between the flanks its network needs."""
    return torch.from_numpy(encode(letters_of(model.package.configuration), text))[None]


def _passes(model: Model, batch: torch.Tensor) -> Iterator[Float]:
    for output in model.outputs(batch):
        yield output.cpu().numpy()


def _no_template() -> Volume:
    raise ModelError(tr("No package of sequences has its golden output on a template."))
