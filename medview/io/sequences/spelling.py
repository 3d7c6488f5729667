"""Which bytes are letters, and which alphabet letters are of.

Every byte has a class, one bit each; those of a record are joined, so that one number says what occurs in it.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from medview.core.alphabet import GAPS, STOP, Alphabet
from medview.core.text import tr

SHARED, THYMINE, URACIL, CODE, AMINO, GAP, END, ODD = (1 << bit for bit in range(8))
"""Classes: A, C, G, N; T; U; codes of nucleotides that are amino acids too; amino acids only; gaps; stops; blanks and
all that is no letter. Line ends have none."""

BLANKS = b" \t\v\f"
LINE_ENDS = b"\r\n"
_PLAIN = b"ACGTNacgtn" + LINE_ENDS
_LEAST_SHARE = 0.5
"""Letters that are all codes of nucleotides spell a nucleic acid where at least so many are A, C, G, T, U or N."""
_CERTAIN_SHARE = 0.9
"""Above this share letters are a nucleic acid's, and an amino acid among them is a mistake ..."""
_CERTAIN_LETTERS = 30
"""... in a record of at least so many letters."""


def _classes() -> bytes:
    table = bytearray([ODD]) * 256
    letters: tuple[tuple[str, int], ...] = (
        (Alphabet.PROTEIN.every_letter, AMINO),
        ("".join(Alphabet.DNA.meanings), CODE),
        ("ACGN", SHARED),
        ("T", THYMINE),
        ("U", URACIL),
    )
    for which, kind in letters:
        for letter in which + which.lower():
            table[ord(letter)] = kind
    for gap in GAPS:
        table[ord(gap)] = GAP
    table[ord(STOP)] = END
    for end in LINE_ENDS:
        table[end] = 0
    return bytes(table)


CLASSES = _classes()
"""(256,) byte -> class, for ``bytes.translate``."""


def is_plain(data: bytes) -> bool:
    """Whether bytes are nothing but A, C, G, T, N and line ends, as nearly all of a genome is."""
    return not data.translate(None, _PLAIN)


def has_thymine(data: bytes) -> bool:
    """Whether T occurs."""
    return b"T" in data or b"t" in data


def classes(data: bytes) -> NDArray[np.uint8]:
    """The class of each byte, (bytes,)."""
    return np.frombuffer(data.translate(CLASSES), np.uint8)


ALPHABETS: tuple[Alphabet | None, ...] = (None, Alphabet.DNA, Alphabet.RNA, Alphabet.PROTEIN)
"""What the numbers mean that ``spelt`` gives."""

NONE, DNA, RNA, PROTEIN = range(4)


def spelt(
    kinds: NDArray[np.uint8], nucleic: NDArray[np.int64], letters: NDArray[np.int64]
) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """What the letters of each record spell, and in which of them some letters cannot belong to it.

    Args:
        kinds: (records,) all classes that occur.
        nucleic: (records,) how many letters are A, C, G, T, U or N.
        letters: (records,) how many there are, gaps and stops among them.

    Returns:
        (records,) places in ``ALPHABETS``; (records,) True where a nucleic acid has letters of amino acids only.
    """
    share = nucleic / np.maximum(letters, 1)
    has_amino, has_code = kinds & AMINO != 0, kinds & CODE != 0
    long = letters >= _CERTAIN_LETTERS
    certain = (share > _CERTAIN_SHARE) & long
    some = kinds & (SHARED | THYMINE | URACIL | CODE | AMINO) != 0
    protein = has_code & (share < _LEAST_SHARE) & (kinds & GAP == 0)
    if (has_amino & ~certain & long).any():
        certain[:] = False  # in a file of proteins, one of few kinds of letters is one too,
        protein |= some & ~long  # and so is a short peptide that lacks the telling letters
    protein = np.where(has_amino, ~certain, protein)
    acid = np.where((kinds & URACIL != 0) & (kinds & THYMINE == 0), RNA, DNA)
    found = np.where(some, np.where(protein, PROTEIN, acid), NONE).astype(np.uint8)
    return found, has_amino & certain & some


def wrong_letter(letter: str, alphabet: Alphabet | None) -> str:
    """Why a letter cannot be used."""
    shown = letter if letter.isprintable() and letter.strip() else tr("blank") if letter.isspace() else hex(ord(letter))
    if alphabet is None:
        return tr("It has “{letter}”, which is not a letter of DNA, RNA or proteins.").format(letter=shown)
    return tr("It has “{letter}”, which is not a letter of {alphabet}.").format(letter=shown, alphabet=alphabet.value)


def common(alphabets: Iterable[Alphabet | None]) -> Alphabet | None:
    """The alphabet of all, those without any apart; None where they differ."""
    found = {alphabet for alphabet in alphabets if alphabet is not None}
    return found.pop() if len(found) == 1 else None
