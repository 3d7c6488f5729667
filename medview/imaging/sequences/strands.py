"""Letters of either strand as ASCII codes, in bounded pieces, each read from its own 5' end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from medview.core.alphabet import Alphabet, complement

Codes = NDArray[np.uint8]
Checkpoint = Callable[[float, str], None]
"""Told the done part (0..1) and a note; raises when the work is not wanted any more."""

PIECE = 1 << 22
"""Letters looked at in one go: some tens of megabytes of work, and a moment between two checkpoints."""


def quiet(_fraction: float, _note: str) -> None:
    """The checkpoint of work nobody waits for."""


@cache
def complements(alphabet: Alphabet) -> Codes:
    """(256,) the code of the letter each pairs with; what does not pair stays as it is."""
    plain = bytes(range(128)).decode("ascii")
    table = np.arange(256, dtype=np.uint8)
    table[:128] = np.frombuffer(complement(plain, alphabet).encode("ascii"), np.uint8)
    return table


def reversed_codes(letters: Codes, alphabet: Alphabet) -> Codes:
    """The other strand of some letters, as it is read."""
    return complements(alphabet)[letters[::-1]]


def strand_codes(letters: Codes, start: int, end: int, strand: int, alphabet: Alphabet) -> Codes:
    """Letters of an interval of one strand, counted from that strand's own beginning.

    Args:
        letters: (n,) the stored strand, perhaps a mapped file.
        start: First letter on that strand.
        end: Behind the last one.
        strand: 1 for the stored one, -1 for the other.
        alphabet: Of the letters.
    """
    if strand > 0:
        return letters[start:end]
    return reversed_codes(letters[len(letters) - end : len(letters) - start], alphabet)


def pieces(length: int, size: int = PIECE) -> Iterator[tuple[int, int]]:
    """(start, end) of pieces that together are the whole."""
    for start in range(0, length, size):
        yield start, min(start + size, length)
