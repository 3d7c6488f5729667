"""Words, words with ambiguity codes and regular expressions, found on both strands of a mapped record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from medview.core.alphabet import Alphabet, reverse_complement
from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.imaging.sequences.strands import PIECE, Checkpoint, Codes, pieces, quiet, strand_codes

LONGEST = 1 << 16
"""Letters of the longest match of a regular expression that is surely found whole."""
MOST = 1_000_000
"""Matches after which a search ends."""
_MARGIN = 256
"""Letters before a piece that a regular expression may look back at."""


class Kind(Enum):
    """How a pattern is meant."""

    EXACT = "exact"
    """Its letters, in either case; T and U are one."""
    AMBIGUOUS = "ambiguous"
    """Its letters with IUPAC codes: a letter of the record matches if all it may stand for is meant."""
    EXPRESSION = "expression"
    """A regular expression, in either case; matches do not overlap."""


class PatternError(MedViewError):
    """A pattern that cannot be searched for."""


@dataclass(frozen=True)
class Pattern:
    """What is looked for.

    Args:
        text: As typed; blanks are left out of it unless it is an expression.
        kind: How it is meant.
        both: Look at the other strand too; not of proteins.
    """

    text: str
    kind: Kind = Kind.EXACT
    both: bool = True


@dataclass(frozen=True, eq=False)
class Hits:
    """Where it was found, in the order of the starts.

    Args:
        starts: (n,) first letter on the stored strand.
        ends: (n,) behind the last one.
        strands: (n,) int8, 1 or -1; 1 for what reads the same on both.
        more: There are more of them, which were not looked for.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    strands: NDArray[np.int8]
    more: bool = False

    def __len__(self) -> int:
        return len(self.starts)


NO_HITS = Hits(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int8))


def search(
    letters: Codes, pattern: Pattern, alphabet: Alphabet, checkpoint: Checkpoint = quiet, most: int = MOST
) -> Hits:
    """Find all matches in a record, which is read in bounded pieces that overlap.

    Args:
        letters: (n,) ASCII, perhaps a mapped file.
        pattern: What is looked for.
        alphabet: Of the letters.
        checkpoint: Told how far it is.
        most: Matches to end after.

    Raises:
        PatternError: The pattern is empty, or no regular expression, or has letters the alphabet has not.
    """
    sought = compiled(pattern, alphabet)
    found: list[tuple[int, int, int]] = []
    for strand in _strands(pattern, alphabet):
        for begin, end in _matches(letters, strand, sought, pattern, alphabet, checkpoint):
            start, behind = (begin, end) if strand > 0 else (len(letters) - end, len(letters) - begin)
            found.append((start, behind, strand))
            if len(found) > most:
                return _hits(found[:most], more=True)
    return _hits(found, more=False)


def compiled(pattern: Pattern, alphabet: Alphabet) -> re.Pattern[bytes]:
    """The pattern as an expression of bytes.

    Raises:
        PatternError: As ``search``.
    """
    text = pattern.text.strip() if pattern.kind is Kind.EXPRESSION else "".join(pattern.text.split()).upper()
    if not text:
        raise PatternError(tr("There is nothing to look for."), tr("Type letters, such as GAATTC."))
    if pattern.kind is Kind.EXPRESSION:
        return _expression(text)
    table = _exact(alphabet) if pattern.kind is Kind.EXACT else _ambiguous(alphabet)
    unknown = sorted(set(text) - table.keys())
    if unknown:
        raise PatternError(
            tr("{letters} are not among the letters of {alphabet}.").format(
                letters=" ".join(unknown), alphabet=alphabet.value
            ),
            tr("Look for letters among {letters}, or for a regular expression.").format(letters="".join(table)),
        )
    return re.compile("".join(table[letter] for letter in text).encode("ascii"))


def _expression(text: str) -> re.Pattern[bytes]:
    try:
        found = re.compile(text.encode("ascii"), re.IGNORECASE)
    except (re.error, UnicodeEncodeError, OverflowError, RecursionError) as error:
        raise PatternError(
            tr("This is no regular expression: {error}.").format(error=error),
            tr("Write it as Python does, such as GA[AT]{{2,5}}TC."),
        ) from error
    if found.match(b""):
        raise PatternError(
            tr("The expression also matches nothing at all."), tr("Ask for one letter at least: + in place of *.")
        )
    return found


def _exact(alphabet: Alphabet) -> dict[str, str]:
    """Letter -> expression for it, in upper case."""
    table = {letter: re.escape(letter) for letter in (*alphabet.every_letter, "*", "-")}
    return table | ({"T": "[TU]", "U": "[TU]"} if alphabet.is_nucleic else {})


def _ambiguous(alphabet: Alphabet) -> dict[str, str]:
    """Letter -> expression for all letters and codes whose every meaning it has."""
    spelled = Alphabet.DNA if alphabet.is_nucleic else alphabet
    meanings = {letter: {letter} for letter in spelled.letters}
    meanings |= {code: set(stands) for code, stands in spelled.meanings.items()}
    meanings |= {"U": {"T"}} if alphabet.is_nucleic else {}
    table = {
        letter: "".join(code for code, stands in meanings.items() if stands <= meant)
        for letter, meant in meanings.items()
    }
    return {letter: f"[{found}]" for letter, found in table.items()} | {"*": r"\*"}


def _strands(pattern: Pattern, alphabet: Alphabet) -> tuple[int, ...]:
    """Which strands are read: one is enough for what reads the same on both."""
    if not (pattern.both and alphabet.is_nucleic):
        return (1,)
    text = "".join(pattern.text.split()).upper().replace("U", "T")
    same = pattern.kind is not Kind.EXPRESSION and reverse_complement(text) == text
    return (1,) if same else (1, -1)


def _matches(
    letters: Codes, strand: int, sought: re.Pattern[bytes], pattern: Pattern, alphabet: Alphabet, checkpoint: Checkpoint
) -> Iterator[tuple[int, int]]:
    """(start, end) of matches on one strand, from its own beginning."""
    free, shares = pattern.kind is Kind.EXPRESSION, 2.0 if pattern.both and alphabet.is_nucleic else 1.0
    overlap = LONGEST if free else len(pattern.text)
    at = 0
    for start, end in pieces(len(letters), PIECE):
        checkpoint((start / len(letters) + (strand < 0)) / shares, tr("Searching"))
        at, before = max(at, start), max(0, start - _MARGIN)
        text = strand_codes(letters, before, min(end + overlap, len(letters)), strand, alphabet).tobytes().upper()
        while at < end and (match := sought.search(text, at - before)) is not None:
            if before + match.start() >= end:
                break
            yield before + match.start(), before + match.end()
            at = before + (match.end() if free and match.end() > match.start() else match.start() + 1)


def _hits(found: list[tuple[int, int, int]], more: bool) -> Hits:
    table = np.array(sorted(found), np.int64).reshape(-1, 3)
    return Hits(table[:, 0], table[:, 1], table[:, 2].astype(np.int8), more)
