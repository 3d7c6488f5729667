"""Scores that nobody learned from pairs: a table of substitutions and the same costs of gaps everywhere.

Scores become the logarithms of odds by Karlin and Altschul's λ (1990, PNAS 87:2264), so that sums over all alignments
mean something.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from Bio.Align import substitution_matrices
from numpy.typing import NDArray
from torch import Tensor

from medview.core.pair_alignment import NUCLEOTIDE_SCORES, PROTEIN_COSTS
from medview.engine.aligning.scores import MOST_DENSE, Scores, dense, plain_gaps, spelled

Float = NDArray[np.float32]

HALF_BIT = float(np.log(2.0) / 2.0)
"""The unit of BLOSUM62."""


@dataclass(frozen=True, eq=False)
class Scheme:
    """A way of scoring.

    Args:
        alphabet: Its letters.
        other: The letter all others are read as.
        table: (letters, letters) scores of pairs, in its own unit.
        opening: What the first letter of a gap costs.
        extending: What every further one costs.
        unit: Natural logarithms of odds of one unit.
    """

    alphabet: tuple[str, ...]
    other: str
    table: Float
    opening: float
    extending: float
    unit: float


def scores(scheme: Scheme, table: Tensor, first: Tensor, second: Tensor, lengths: Tensor) -> Scores:
    """The scores of pairs of sequences.

    Args:
        scheme: How they are scored.
        table: Its table.
        first: (n, longest) letters of the first sequences.
        second: Those of the second ones.
        lengths: (n, 2) letters of each.
    """
    costs = scheme.opening * scheme.unit, scheme.extending * scheme.unit
    gaps, further = (plain_gaps(*costs, len(first), side.shape[1]) for side in (first, second))
    table = table * scheme.unit
    if first.shape[1] * second.numel() > MOST_DENSE:
        return Scores(spelled(table, first, second), gaps, further, lengths)
    return Scores(dense(table[first.T[:, None], second.T[None]]), gaps, further, lengths)


def proteins(name: str = "BLOSUM62", opening: float = PROTEIN_COSTS[0], extending: float = PROTEIN_COSTS[1]) -> Scheme:
    """A matrix Biopython has, such as BLOSUM62, whose unit is half a bit."""
    return Scheme(RESIDUES, "X", matrix(name, RESIDUES), opening, extending, HALF_BIT)


RESIDUES = tuple("ACDEFGHIKLMNPQRSTVWYX")
"""The letters of proteins, as the readers have them."""


def matrix(name: str, alphabet: tuple[str, ...]) -> Float:
    """(letters, letters) of a substitution matrix Biopython has."""
    found = substitution_matrices.load(name)
    return np.array([[found[one, other] for other in alphabet] for one in alphabet], np.float32)


def nucleotides(
    match: float = NUCLEOTIDE_SCORES[0],
    mismatch: float = NUCLEOTIDE_SCORES[1],
    opening: float = NUCLEOTIDE_SCORES[2],
    extending: float = NUCLEOTIDE_SCORES[3],
) -> Scheme:
    """The same score for all pairs that are alike, and for all that are not; ``N`` is like nothing and costs nothing.

    Args:
        match: Of letters that are alike, positive.
        mismatch: Of others; it must be so that pairs by chance score less than nothing.
        opening: What the first letter of a gap costs.
        extending: What every further one costs.
    """
    table = np.full((5, 5), mismatch, np.float32)
    np.fill_diagonal(table, match)
    table[4, :] = table[:, 4] = 0.0
    return Scheme(tuple("ACGTN"), "N", table, opening, extending, _unit(match, mismatch))


def _unit(match: float, mismatch: float) -> float:
    """λ, for which the odds of letters by chance have the mean 1, by halving."""
    low, high = 1e-6, 20.0 / match
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if np.exp(middle * match) + 3 * np.exp(middle * mismatch) < 4 else (low, middle)
    return low
