"""Two sequences, aligned: plain values that cross between processes and are written."""

from __future__ import annotations

from dataclasses import dataclass
from operator import eq
from typing import Literal

from medview.core.errors import ReadError
from medview.core.sequence import SequenceRecord
from medview.core.text import tr

AlignmentMode = Literal["global", "local", "semi-global"]
"""From end to end; what is alike; from end to end, with overhanging ends free."""

MOST_LETTERS = 60_000
"""Letters of a sequence that is aligned."""

DOUBTFUL = 0.5
"""Columns whose probability to be right is less are marked: they are rather wrong than right."""

PROTEIN_COSTS = (11.0, 1.0)
"""What the first and what every further letter of a gap costs beside BLOSUM62, half bits, unless others are stated."""

NUCLEOTIDE_SCORES = (2.0, -3.0, 7.0, 2.0)
"""Of the same nucleotide twice, of two others, and what the first and every further letter of a gap costs, unless
others are stated."""


@dataclass(frozen=True)
class PairWish:
    """Two records that are to be aligned, and how.

    Args:
        paths: The files they lie in.
        records: Which records of these they are, counted from 0.
        names: What they are called.
        model: Identifier of the model that aligns; empty: the usual scores.
        mode: How.
    """

    paths: tuple[str, str]
    records: tuple[int, int]
    names: tuple[str, str]
    model: str = ""
    mode: AlignmentMode = "global"


def check_kinds(first: SequenceRecord, second: SequenceRecord) -> None:
    """Whether two records spell molecules of one kind.

    Raises:
        ReadError: One is a protein and the other is not.
    """
    kinds = [one.alphabet for one in (first, second)]
    if len({kind is not None and kind.is_nucleic for kind in kinds}) > 1:
        told = (f"{one.id} ({one.alphabet.value if one.alphabet else '?'})" for one in (first, second))
        raise ReadError(
            tr("A protein cannot be aligned with nucleotides: {names}.").format(names=", ".join(told)),
            tr("Translate the nucleotides first."),
        )


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
        return len(self.first.letters) - self.first.letters.count("-") - self.second.letters.count("-")

    @property
    def identical(self) -> int:
        """Columns of the same letter twice."""
        return sum(map(eq, self.first.letters, self.second.letters))

    @property
    def expected(self) -> float:
        """How many of the columns of two letters are expected to be right."""
        columns = zip(self.first.letters, self.second.letters, self.chances, strict=True)
        return sum(chance for one, other, chance in columns if one != "-" != other)

    @property
    def sure(self) -> float:
        """How probable a column is to be right, on average; 0 where there is none."""
        return sum(self.chances) / max(len(self.chances), 1)
