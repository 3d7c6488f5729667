"""Which letters of a sequence drove an answer: integrated gradients on the way from unknown letters to the real ones.

What each letter adds to the log-odds sums up to their difference between the two ends (completeness, Sundararajan 2017,
arXiv:1703.01365). All that the answer depends on is read at once, one step of the way after the other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from medview.catalog.schema import Configuration, Letters
from medview.core.alphabet import reverse_complement
from medview.core.errors import ModelError
from medview.core.finding import Span
from medview.core.text import tr
from medview.engine.explaining.methods import Asked, explain, mean_score
from medview.engine.explaining.scores import Score, stretch_score, together_score
from medview.engine.letters import encode
from medview.engine.sequences.answering import letters_of

Float = NDArray[np.float32]

STEPS = 48
"""Of the way: twice those of pictures, as networks of letters bend more along it."""

MOST_LETTERS = 40_000
"""That an answer may depend on (titin has 35,000): gradients keep every feature of each, 1.5 GB of so many."""


@dataclass(frozen=True, eq=False)
class SequenceWish:
    """An answer of a package.

    Args:
        configuration: The package.
        networks: Of every fold, in float32.
        channels: The classes it is of, by their channels of the output; several of a parent.
        where: What it speaks of.
    """

    configuration: Configuration
    networks: tuple[nn.Module, ...]
    channels: tuple[int, ...]
    where: Span


@dataclass(frozen=True, eq=False)
class Driven:
    """What drove an answer.

    Args:
        values: (letters,) what each adds to the log-odds; in the order of the stored strand.
        where: The letters.
        score: The log-odds of the answer.
        blank: Those of as many unknown letters.
    """

    values: Float
    where: Span
    score: float
    blank: float


def explain_sequence(wish: SequenceWish, text: str, step: Callable[[float], None] = lambda _: None) -> Driven:
    """What each letter adds to an answer.

    Args:
        wish: What is asked.
        text: All letters of the record.
        step: Called with the done part before each step of the way; may raise to stop.

    Raises:
        ModelError: It depends on too many letters, or its network passes no gradients.
    """
    letters, where = letters_of(wish.configuration), read_for(letters_of(wish.configuration), wish.where, len(text))
    length = where.end - where.start
    if length > MOST_LETTERS:
        raise ModelError(
            tr("The answer depends on {count} letters; it can be explained by at most {most}.").format(
                count=length, most=MOST_LETTERS
            ),
            tr("Analyse a part of the record, and explain what is found there."),
        )
    part = text[where.start : where.end]
    given = torch.from_numpy(encode(letters, reverse_complement(part) if where.strand < 0 else part))[None]
    asked = of_letters(letters, wish.networks, _score(wish, where), given, step)
    found = explain("integrated-gradients", asked)
    with torch.inference_mode():
        blank = float(mean_score(asked.pairs)(asked.blank(given))[0])
    values = found.values[letters.flank : letters.flank + length] * np.float32(found.greatest)
    return Driven(np.ascontiguousarray(values[:: where.strand or 1]), where, found.score, blank)


def read_for(letters: Letters, where: Span, length: int) -> Span:
    """The letters of a record that an answer depends on.

    Args:
        letters: How the package reads.
        where: What the answer speaks of.
        length: Letters of the record.
    """
    if letters.answers == "each":
        return replace(where, start=max(0, where.start - letters.flank), end=min(length, where.end + letters.flank))
    if not letters.length or length <= letters.length:
        return replace(where, strand=0)
    low, high = letters.site or (0, letters.length)
    first = where.start - (low if where.strand >= 0 else letters.length - high)
    return replace(where, start=first, end=first + letters.length)


def of_letters(
    letters: Letters,
    networks: tuple[nn.Module, ...],
    score: Score,
    given: Tensor,
    step: Callable[[float], None] = lambda _: None,
) -> Asked:
    """What is asked of networks that read letters.

    Args:
        letters: How they read.
        networks: Of every fold.
        score: What is explained.
        given: (1, alphabet, letters), or (1, letters, alphabet) where they want it so.
        step: Called with the done part; may raise to stop.
    """
    axis = 2 if letters.channels_last else 1
    blank = partial(unknown, letters)
    return Asked(networks, (score,), given, step, blank=blank, signed=True, steps=STEPS, axis=axis)


def unknown(letters: Letters, given: Tensor) -> Tensor:
    """Letters of which nothing is known where there are letters: the one for others, or as much of each."""
    axis = 2 if letters.channels_last else 1
    there = given.sum(axis, keepdim=True)
    known = [float(one == letters.other) if letters.other else 1.0 / len(letters.alphabet) for one in letters.alphabet]
    share = torch.tensor(known).reshape(1, -1, 1) if axis == 1 else torch.tensor(known).reshape(1, 1, -1)
    return there * share


def _score(wish: SequenceWish, where: Span) -> Score:
    configuration = wish.configuration
    if letters_of(configuration).answers == "each":
        start, end = wish.where.start - where.start, wish.where.end - where.start
        if where.strand < 0:
            start, end = where.end - wish.where.end, where.end - wish.where.start
        return stretch_score(configuration, wish.channels[0], where.end - where.start, start, end)
    return together_score(configuration, wish.channels)
