"""The letters of biological sequences: which there are, what ambiguous ones may stand for, and which pair.

Nucleotides after NC-IUB 1984 (Cornish-Bowden, NAR 13:3021), amino acids after IUPAC-IUB JCBN 1983 with U and O.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

GAPS = "-."
"""Letters of a row of an alignment that stand for none: ``.`` where other rows have an insertion (A2M, Stockholm)."""

STOP = "*"
"""The end of a translation; the last letter of a protein, or one inside a pseudogene's."""


class Alphabet(Enum):
    """What kind of molecule letters spell."""

    DNA = "DNA"
    RNA = "RNA"
    PROTEIN = "protein"

    @property
    def letters(self) -> str:
        """The letters that stand for one residue, upper case."""
        return _LETTERS[self]

    @property
    def meanings(self) -> Mapping[str, str]:
        """Ambiguity code, upper case -> the letters it may stand for."""
        return _MEANINGS[self]

    @property
    def every_letter(self) -> str:
        """Letters and ambiguity codes, upper case, without gaps and stops."""
        return self.letters + "".join(self.meanings)

    @property
    def is_nucleic(self) -> bool:
        """Whether its letters pair."""
        return self is not Alphabet.PROTEIN

    @property
    def unit(self) -> str:
        """What a length is counted in: ``bp``, ``nt`` or ``aa``."""
        return {Alphabet.DNA: "bp", Alphabet.RNA: "nt", Alphabet.PROTEIN: "aa"}[self]


_AMBIGUOUS_DNA = {
    "R": "AG",
    "Y": "CT",
    "S": "CG",
    "W": "AT",
    "K": "GT",
    "M": "AC",
    "B": "CGT",
    "D": "AGT",
    "H": "ACT",
    "V": "ACG",
    "N": "ACGT",
    "X": "ACGT",
}
_AMINO_ACIDS = "ACDEFGHIKLMNPQRSTVWYUO"

_LETTERS = {Alphabet.DNA: "ACGT", Alphabet.RNA: "ACGU", Alphabet.PROTEIN: _AMINO_ACIDS}
_MEANINGS: dict[Alphabet, Mapping[str, str]] = {
    Alphabet.DNA: MappingProxyType(_AMBIGUOUS_DNA),
    Alphabet.RNA: MappingProxyType({code: stands.replace("T", "U") for code, stands in _AMBIGUOUS_DNA.items()}),
    Alphabet.PROTEIN: MappingProxyType({"B": "DN", "Z": "EQ", "J": "IL", "X": _AMINO_ACIDS}),
}

_PAIRS = {
    Alphabet.DNA: ("ACGTURYSWKMBDHVNX", "TGCAAYRSWMKVHDBNX"),
    Alphabet.RNA: ("ACGTURYSWKMBDHVNX", "UGCAAYRSWMKVHDBNX"),
}
_TABLES = {
    alphabet: str.maketrans(plain + plain.lower(), paired + paired.lower())
    for alphabet, (plain, paired) in _PAIRS.items()
}


def complement(letters: str, alphabet: Alphabet = Alphabet.DNA) -> str:
    """The letters of the other strand, in the same order; ambiguity codes become those of what they stand for.

    Case is kept (soft masking), and so is what has no complement: gaps, stops, blanks.

    Raises:
        ValueError: The alphabet is protein, whose letters do not pair.
    """
    if not alphabet.is_nucleic:
        raise ValueError("amino acids have no complement")
    return letters.translate(_TABLES[alphabet])


def reverse_complement(letters: str, alphabet: Alphabet = Alphabet.DNA) -> str:
    """The other strand as it is read, from its 5' end.

    Raises:
        ValueError: The alphabet is protein, whose letters do not pair.
    """
    return complement(letters, alphabet)[::-1]
