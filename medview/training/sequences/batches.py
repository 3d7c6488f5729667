"""Batches of sequences: like lengths together, letters as numbers, and what is hidden of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from medview.catalog.schema import Letters
from medview.training.augmentation import Draw
from medview.training.data.sequence_cases import NONE, Case, Numbers
from medview.training.sequences.recipe import Hiding

ALIKE = 32
"""Batches that are filled from one draw of sequences, by their lengths."""


class Order:
    """In which order sequences are shown: all once, then anew; those of a batch are of like length.

    Args:
        lengths: Of the sequences.
        batch: Sequences of a batch.
        seed: Of everything random.
    """

    def __init__(self, lengths: Sequence[int], batch: int, seed: int) -> None:
        self._lengths, self._batch, self._seed = np.asarray(lengths), batch, seed
        self._epoch = lru_cache(maxsize=2)(self._drawn)

    def of(self, serial: int) -> int:
        """Which sequence a serial number shows."""
        epoch, place = divmod(serial, len(self._lengths))
        return int(self._epoch(epoch)[place])

    def _drawn(self, epoch: int) -> Numbers:
        random = np.random.default_rng((self._seed, epoch))
        order = random.permutation(len(self._lengths))
        step = self._batch * ALIKE
        parts = [order[first : first + step] for first in range(0, len(order), step)]
        parts = [part[np.argsort(self._lengths[part], kind="stable")] for part in parts]
        sorted_order = np.concatenate(parts)
        whole = len(order) // self._batch * self._batch
        batches = sorted_order[:whole].reshape(-1, self._batch)
        return np.concatenate([random.permutation(batches).ravel(), sorted_order[whole:]])


def part_of(case: Case, longest: int, draw: Draw) -> Case:
    """Of a sequence that is longer, a stretch; where one thing is asked of the whole, both ends of it."""
    length = len(case.letters)
    if length <= longest:
        return case
    each = len(case.truth) == length
    first = draw.index(length - longest + 1) if each else length - longest + longest // 2
    places = np.arange(first, first + longest) if each else np.r_[: longest // 2, first:length]
    read = None if case.read is None else case.read[places]
    return Case(case.name, case.letters[places], case.truth[places] if each else case.truth, read)


def columns(letters: Sequence[Numbers], count: int) -> Tensor:
    """(n, letters of the alphabet, length) of zeros and ones; shorter ones end in no letters."""
    padded = torch.from_numpy(together(letters))
    return functional.one_hot(padded + 1, count + 1)[..., 1:].transpose(1, 2).float()


def together(rows: Sequence[NDArray[Any]], filled: int = NONE) -> NDArray[Any]:
    """Rows of different lengths (length, …) as one array (n, longest, …), filled up."""
    longest = max(len(row) for row in rows)
    found = np.full((len(rows), longest, *rows[0].shape[1:]), filled, rows[0].dtype)
    for place, row in zip(found, rows, strict=True):
        place[: len(row)] = row
    return found


def concealed(case: Case, hiding: Hiding, letters: Letters, draw: Draw) -> Case:
    """A sequence with letters hidden, and which those are: (length,) their rows, ``NONE`` for all others."""
    other = letters.alphabet.index(letters.other)
    rows = case.letters
    if draw.chance(hiding.ended):
        rows = rows[: 1 + draw.index(len(rows))]
        asked = np.arange(len(rows)) == len(rows) - 1
        return _asked(case.name, rows, asked, np.where(asked, other, rows), other)
    random = np.random.default_rng(draw.index(1 << 31))
    if draw.chance(hiding.stretches):
        asked = _stretches(random, len(rows), hiding)
        return _asked(case.name, rows, asked, np.where(asked, other, rows), other)
    asked = random.random(len(rows)) < hiding.part
    fate = random.random(len(rows))
    swapped = random.integers(other, size=len(rows))  # ``other`` is the last letter of the alphabet
    shown = np.where(fate < hiding.kept, rows, np.where(fate < hiding.kept + hiding.swapped, swapped, other))
    return _asked(case.name, rows, asked, np.where(asked, shown, rows), other)


def _asked(name: str, rows: Numbers, asked: NDArray[np.bool_], shown: Numbers, other: int) -> Case:
    return Case(name, shown, np.where(asked & (rows != other), rows, NONE))


def _stretches(random: np.random.Generator, length: int, hiding: Hiding) -> NDArray[np.bool_]:
    asked = np.zeros(length, bool)
    while asked.mean() < hiding.part:
        first, long = random.integers(length), random.integers(1, hiding.stretch + 1)
        asked[first : first + long] = True
    return asked


def disturbed(case: Case, hidden: tuple[float, float], letters: Letters, draw: Draw) -> Case:
    """A sequence with some letters hidden and some swapped, its truth as it is: noise to learn in spite of."""
    if not any(hidden):
        return case
    random = np.random.default_rng(draw.index(1 << 31))
    fate, rows = random.random(len(case.letters)), case.letters
    others = random.integers(len(letters.alphabet) - bool(letters.other), size=len(rows))
    gone = letters.alphabet.index(letters.other) if letters.other else NONE
    swapped = np.where(fate < sum(hidden), others, rows)
    return Case(case.name, np.where(fate < hidden[0], gone, swapped), case.truth)
