"""Families of sequences in parts: relatives, whatever families they are called, stay together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from Bio.Align import PairwiseAligner, substitution_matrices

from medview.training.data.aligned_pairs import AlignedPair
from medview.training.data.folding import folds
from medview.training.data.nouns import Sample

Told = Callable[[float], None]


Parts = tuple[tuple[str, ...], ...]


def divided(pairs: Sequence[AlignedPair], parts: int, alike: float, seed: int, told: Told) -> Parts:
    """The families in parts, with about as many families of each part of the data in every one.

    Args:
        pairs: All pairs.
        parts: How many.
        alike: From which local score on sequences of two families are relatives.
        seed: Of the drawing.
        told: Told the done part; may raise to stop.

    Raises:
        MedViewError: There are fewer families that are no relatives than parts.
    """
    group = together(pairs, alike, told)
    kinds = {pair.family: pair.part for pair in pairs}
    samples = [Sample(name, Path(), group=group[name], label=kinds[name]) for name in sorted(group)]
    return tuple(tuple(sorted(sample.name for sample in part)) for part in folds(samples, parts, seed))


def together(pairs: Sequence[AlignedPair], alike: float, told: Told) -> Mapping[str, str]:
    """Of each family the first one it is related with, through others too."""
    texts: dict[str, set[str]] = {}
    for pair in pairs:
        texts.setdefault(pair.family, set()).update((pair.first, pair.second))
    found = {name: name for name in texts}
    score = _local()
    for number, name in enumerate(sorted(texts)):
        told(number / len(texts))
        for other in sorted(texts)[:number]:
            if found[name] != found[other] and _related(texts[name], texts[other], score, alike):
                old, new = sorted((found[name], found[other]), reverse=True)
                found = {family: new if first == old else first for family, first in found.items()}
    return found


def _related(ours: set[str], theirs: set[str], score: Callable[[str, str], float], alike: float) -> bool:
    return any(score(one, other) >= alike for one in sorted(ours) for other in sorted(theirs))


def _local() -> Callable[[str, str], float]:
    aligner = PairwiseAligner(mode="local", open_gap_score=-11.0, extend_gap_score=-1.0)
    aligner.substitution_matrix = substitution_matrices.load("BLOSUM62")
    known = str(aligner.substitution_matrix.alphabet)
    read = str.maketrans({letter: "X" for letter in map(chr, range(65, 91)) if letter not in known})
    return lambda one, other: float(aligner.score(one.translate(read), other.translate(read)))
