"""Two sequences, aligned: plain values that cross between processes and are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

AlignmentMode = Literal["global", "local", "semi-global"]
"""From end to end; what is alike; from end to end, with overhanging ends free."""


@dataclass(frozen=True)
class Row:
    """One of the two sequences.

    Args:
        name: Its record's id.
        letters: Letters and gaps, one for each column.
        start: The first letter that is shown, counted from 0.
        length: Letters of the whole sequence.
        alone: For every letter of the sequence how probable it is that it is paired with none.
    """

    name: str
    letters: str
    start: int
    length: int
    alone: tuple[float, ...]


@dataclass(frozen=True)
class PairAlignment:
    """Two sequences, aligned.

    Args:
        mode: How.
        first: The first sequence.
        second: The second one.
        chances: For every column how probable it is to be right; of a gap, that its letter is paired with none.
        evidence: The natural logarithm of the odds of all alignments together against two sequences by chance.
        scored_by: The model and its version, or the scores that were stated.
        weights_sha256: Of the model's weights; empty without.
        heat: (rows, columns) the greatest probability of a pair of letters in each part of both sequences.
        notes: What a reader must know, one sentence each.
        software_version: Of MedView.
        time: When, ISO 8601.
    """

    mode: AlignmentMode
    first: Row
    second: Row
    chances: tuple[float, ...]
    evidence: float
    scored_by: str
    weights_sha256: str
    heat: tuple[tuple[float, ...], ...]
    notes: tuple[str, ...]
    software_version: str
    time: str

    @property
    def paired(self) -> int:
        """Columns of two letters."""
        return sum("-" not in column for column in self._columns)

    @property
    def identical(self) -> int:
        """Columns of the same letter twice."""
        return sum(one == other for one, other in self._columns)

    @property
    def expected(self) -> float:
        """How many of the columns of two letters are expected to be right."""
        chances = zip(self._columns, self.chances, strict=True)
        return sum(chance for column, chance in chances if "-" not in column)

    @property
    def _columns(self) -> list[tuple[str, str]]:
        return list(zip(self.first.letters, self.second.letters, strict=True))
