"""Labelled sequences as numbers: letters by their place in an alphabet, labels by that of their class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from medview.catalog.schema import Letters
from medview.engine.letters import rows_of, spelled
from medview.training.data.sequence_nouns import Sequence as Known

Numbers = NDArray[np.int64]
Signs = Mapping[str, tuple[int, ...]]
"""Which classes each sign of a file of labels stands for."""

NONE = -1
"""Stands for no letter, and for what is not known or not asked for."""


@dataclass(frozen=True, eq=False)
class Case:
    """One sequence as numbers.

    Args:
        name: Its name.
        letters: (length,) row of each letter in the alphabet; ``NONE`` for none.
        truth: Of a class of the whole (1,), of classes of each letter (length, classes) 0, 1 or ``NONE``; of exclusive
            classes of each letter (length,) with ``NONE``; empty where nothing is known.
        read: (length, features) what readers that learn no more say of each letter; None: they are asked each time.
    """

    name: str
    letters: Numbers
    truth: Numbers
    read: NDArray[np.float16] | None = None


def numbered(letters: Letters, text: str) -> Numbers:
    """(length,) row of each letter in the alphabet; ``NONE`` for what has none."""
    found: Numbers = rows_of(letters)[np.frombuffer(spelled(letters, text).encode("latin-1", "replace"), np.uint8)]
    return found


def class_numbers(signs: Signs, labels: Sequence[str]) -> dict[str, int]:
    """The class each label of wholes stands for, where the model says so; empty where it does not."""
    return {label: signs[label][0] for label in labels if label in signs}


def case_of_whole(letters: Letters, one: Known, labels: Sequence[str]) -> Case:
    """A sequence with its class; where nothing says which label is which, they are numbered in their order."""
    known = class_numbers(letters.signs, labels) or {label: number for number, label in enumerate(labels)}
    return Case(one.name, numbered(letters, one.letters), np.array([known.get(one.label, NONE)]))


def case_of_each(letters: Letters, one: Known, signs: Signs, classes: int) -> Case:
    """A sequence with what is known of each letter; of signs that may stand for several classes, of each class."""
    rows = _each(signs, classes)[np.frombuffer(one.each.encode("latin-1", "replace"), np.uint8)]
    if one.known:
        rows = np.where(np.frombuffer(one.known.encode(), np.uint8)[:, None] == ord("1"), rows, NONE)
    return Case(one.name, numbered(letters, one.letters), rows if rows.shape[1] > 1 else rows[:, 0])


def is_exclusive(signs: Signs) -> bool:
    """Whether every letter has one class and no more."""
    return all(len(classes) == 1 for classes in signs.values())


def _each(signs: Signs, classes: int) -> Numbers:
    """(256, 1) the class of each sign, or (256, classes) whether it stands for each."""
    rows = np.full((256, 1 if is_exclusive(signs) else classes), NONE, np.int64)
    for sign, numbers in signs.items():
        if is_exclusive(signs):
            rows[ord(sign), 0] = numbers[0]
        else:
            rows[ord(sign)] = 0
            rows[ord(sign), list(numbers)] = 1
    return rows
