"""Translation of nucleotides into amino acids, by any of NCBI's genetic codes, ambiguity codes included."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from medview.core.alphabet import GAPS, Alphabet

_ORDER = "TCAG"
"""The order of bases in NCBI's tables: the last of a codon changes fastest."""

_UNKNOWN, _GAP = ord("X"), ord("-")
_GAP_CLASS, _OTHER_CLASS = 16, 17
_CLASSES = 18


@dataclass(frozen=True)
class GeneticCode:
    """Which codon means which amino acid.

    Args:
        number: NCBI's number (transl_table).
        name: NCBI's name.
        amino_acids: 64 letters, ``*`` for stops, in the order TTT, TTC, TTA, TTG, TCT … GGG.
        starts: 64 letters in the same order: ``M`` where a translation may begin.
    """

    number: int
    name: str
    amino_acids: str
    starts: str


STANDARD = GeneticCode(
    1,
    "Standard",
    "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG",
    "---M---------------M---------------M----------------------------",
)
"""NCBI's table 1 (https://www.ncbi.nlm.nih.gov/Taxonomy/Utils/wprintgc.cgi)."""


def translate(letters: str, code: GeneticCode = STANDARD) -> str:
    """The protein that DNA or RNA spells, read from its first letter; one or two letters left over are not read.

    A codon with ambiguity codes becomes the amino acid all its meanings share, B, Z or J where they are one of those
    pairs, else X. Three gaps become ``-``. Case is not kept.
    """
    whole = len(letters) - len(letters) % 3
    classes = _class_table()[np.frombuffer(letters[:whole].encode("ascii", "replace"), np.uint8)].reshape(-1, 3)
    return _table(code)[classes[:, 0], classes[:, 1], classes[:, 2]].tobytes().decode("ascii")


@lru_cache(maxsize=1)
def _class_table() -> NDArray[np.uint8]:
    """(256,) ASCII -> which of T, C, A and G it may be, one bit each; or a gap; or something else."""
    table = np.full(256, _OTHER_CLASS, np.uint8)
    table[[ord(gap) for gap in GAPS]] = _GAP_CLASS
    meanings = {letter: letter for letter in _ORDER} | {"U": "T"} | dict(Alphabet.DNA.meanings)
    for letter, stands in meanings.items():
        table[[ord(letter), ord(letter.lower())]] = sum(1 << _ORDER.index(one) for one in stands)
    return table


@lru_cache(maxsize=40)
def _table(code: GeneticCode) -> NDArray[np.uint8]:
    """(18, 18, 18) classes of a codon's letters -> ASCII of the amino acid."""
    table = np.full((_CLASSES,) * 3, _UNKNOWN, np.uint8)
    table[(_GAP_CLASS,) * 3] = _GAP
    bases = [[at for at in range(4) if bits >> at & 1] for bits in range(16)]
    for first in range(1, 16):
        for second in range(1, 16):
            for third in range(1, 16):
                codons = (16 * a + 4 * b + c for a in bases[first] for b in bases[second] for c in bases[third])
                table[first, second, third] = ord(_shared({code.amino_acids[codon] for codon in codons}))
    return table


def _shared(amino_acids: set[str]) -> str:
    if len(amino_acids) == 1:
        return next(iter(amino_acids))
    return next((letter for letter in "BZJ" if amino_acids <= set(Alphabet.PROTEIN.meanings[letter])), "X")
