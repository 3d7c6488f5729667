"""Texts (sequences, SMILES) as what a network reads: one column for each letter."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from medview.catalog.schema import Letters
from medview.core.errors import ModelError
from medview.core.text import tr

_SHOWN = 8
"""How many unknown letters an error names."""

_NUCLEIC = 6
"""Letters an alphabet of nucleotides has at most, with what stands for hidden ones."""

_ASCII = 128


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
    text = spelled(letters, text)
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


def spelled(letters: Letters, text: str) -> str:
    """A text as an alphabet spells it: capitals unless it has both; RNA as DNA where it has no U, or the reverse."""
    if any(letter.islower() for letter in letters.alphabet):
        return text
    text = text.upper()
    if len(letters.alphabet) > _NUCLEIC:
        return text
    for known, read in (("T", "U"), ("U", "T")):
        if known in letters.alphabet and read not in letters.alphabet:
            return text.replace(read, known)
    return text


def read_as(letters: Letters) -> NDArray[np.int64]:
    """(256,) the column of each code of ASCII in a sequence, small or capital, of DNA or RNA; -1: none is set."""
    signs = "".join(map(chr, range(_ASCII)))
    rows = rows_of(letters).copy()
    rows[:_ASCII] = rows[np.frombuffer(spelled(letters, signs).encode("latin-1"), np.uint8)]
    return rows


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
    rows = rows_of(letters)[np.frombuffer(text.encode("latin-1", "replace"), np.uint8)]
    columns: NDArray[np.float32] = np.zeros((len(letters.alphabet), len(text)), np.float32)
    places = np.flatnonzero(rows >= 0)
    columns[rows[places], places] = 1.0
    return columns


@cache
def _rows(alphabet: tuple[str, ...], padding: str, other: str) -> NDArray[np.int64]:
    known = {letter: row for row, letter in enumerate(alphabet)}
    others = known[other] if other else -1
    rows = np.full(256, others, np.int64)
    rows[[0, *(ord(sign) for sign in padding)]] = -1  # no letter
    for letter, row in known.items():
        if ord(letter) < len(rows):  # texts of other signs are read as “?”
            rows[ord(letter)] = row
    return rows


def rows_of(letters: Letters) -> NDArray[np.int64]:
    """(256,) the column of each sign of Latin-1; -1: none is set."""
    return _rows(letters.alphabet, letters.padding, letters.other)


def _short(text: str) -> str:
    return text if len(text) <= 2 * _SHOWN else f"{text[: 2 * _SHOWN]}…"
