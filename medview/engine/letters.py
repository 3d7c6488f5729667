"""Texts (sequences, SMILES) as what a network reads: one column for each letter."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from medview.catalog.schema import Letters
from medview.core.errors import ModelError
from medview.core.text import tr

_SHOWN = 8
"""How many unknown letters an error names."""


def encode(letters: Letters, text: str, strict: bool = False) -> NDArray[np.float32]:
    """One text as columns of zeros and ones.

    Args:
        letters: The alphabet and what is done with the ends.
        text: The text; small and capital letters are one unless the alphabet has both.
        strict: Refuse letters that are not in the alphabet, rather than setting no column for them.

    Returns:
        (letters, length) with the flanks, or (length, letters) where the network wants it so.

    Raises:
        ModelError: The text is empty, too long, or has letters the alphabet lacks.
    """
    text = _cased(letters, text)
    unknown = sorted(set(text) - set(letters.alphabet))
    if strict and unknown:
        raise ModelError(
            tr("The model does not know {letters} in “{text}”.").format(
                letters=" ".join(unknown[:_SHOWN]), text=_short(text)
            ),
            tr("It reads these letters: {alphabet}.").format(alphabet=" ".join(letters.alphabet).strip()),
        )
    columns = _columns(letters, _padded(letters, text))
    return np.ascontiguousarray(columns.T if letters.channels_last else columns)


def _cased(letters: Letters, text: str) -> str:
    both = any(letter.islower() for letter in letters.alphabet)
    return text if both else text.upper()


def _padded(letters: Letters, text: str) -> str:
    """The text between its flanks, filled up to the length the network reads."""
    if not text:
        raise ModelError(tr("The text is empty."), tr("Give at least one letter."))
    blank = letters.padding or "\0"  # no letter: no column is set
    if letters.length and len(text) > letters.length:
        raise ModelError(
            tr("“{text}” has {count} letters; the model reads {length} at most.").format(
                text=_short(text), count=len(text), length=letters.length
            ),
            tr("Leave it out, or choose another model."),
        )
    side = blank * letters.flank
    return f"{side}{text.ljust(letters.length, blank)}{side}"


def _columns(letters: Letters, text: str) -> NDArray[np.float32]:
    rows = {letter: row for row, letter in enumerate(letters.alphabet)}
    found = np.array([rows.get(letter, -1) for letter in text])
    columns: NDArray[np.float32] = np.zeros((len(letters.alphabet), len(text)), np.float32)
    places = np.flatnonzero(found >= 0)
    columns[found[places], places] = 1.0
    return columns


def _short(text: str) -> str:
    return text if len(text) <= 2 * _SHOWN else f"{text[: 2 * _SHOWN]}…"
