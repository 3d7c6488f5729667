"""Decode: what packages say of sequences, as findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from medview.catalog.parents import leaves
from medview.catalog.schema import Class, Configuration
from medview.core.card import rarity
from medview.core.code import UNITY, Code
from medview.core.finding import Probability, Quantity, Span, Track, Value
from medview.core.text import tr
from medview.engine.picture_classes import classes_of
from medview.engine.picture_findings import Told, set_note
from medview.engine.picture_run import Chances
from medview.engine.sequences.answering import Along, Whole
from medview.engine.sequences.scanning import priors

Float = NDArray[np.float32]

LOG_ODDS = Code("LOG-ODDS", "99MEDVIEW", "Log odds of a substitution")
PERPLEXITY = Code("PERPLEXITY", "99MEDVIEW", "Perplexity")
"""Neither SNOMED CT nor LOINC has codes for them."""

LOW_ODDS, HIGH_ODDS = -8.0, 4.0
"""What a map of substitutions is drawn between, natural logarithms."""

_RESIDUES = {
    "A": "Alanine", "C": "Cysteine", "D": "Aspartic acid", "E": "Glutamic acid", "F": "Phenylalanine",
    "G": "Glycine", "H": "Histidine", "I": "Isoleucine", "K": "Lysine", "L": "Leucine", "M": "Methionine",
    "N": "Asparagine", "P": "Proline", "Q": "Glutamine", "R": "Arginine", "S": "Serine", "T": "Threonine",
    "V": "Valine", "W": "Tryptophan", "Y": "Tyrosine",
}  # fmt: skip


def of_whole(configuration: Configuration, found: Whole, where: Span, most: bool) -> tuple[Told, ...]:
    """The probability of every class, the likeliest first; then of every parent, likewise.

    Args:
        configuration: The package.
        found: What it says.
        where: The record.
        most: Whether all are told; else only the likeliest class, and those that are positive or in the set.
    """
    return (*_of_classes(configuration, found.classes, where, most), *_of_parents(configuration, found, where, most))


def _of_classes(configuration: Configuration, found: Chances, where: Span, most: bool) -> Iterator[Told]:
    classes = classes_of(configuration)
    order = _ranked(found)
    for n in order if most else [n for n in order if n == order[0] or _told(classes[n], found, n)]:
        yield Told(classes[n].code, where, _chance(classes[n], found, n), note=_note(configuration, found, n))


def _of_parents(configuration: Configuration, found: Whole, where: Span, most: bool) -> Iterator[Told]:
    classes, parents = classes_of(configuration), configuration.parents
    inside = leaves(classes, parents)
    for n in _ranked(found.parents):
        if most or found.parents.values[n] >= parents[n].threshold:
            parts = [classes[number] for number in inside[n]]
            value, low, high = _interval(found.parents, n)
            chance = Probability(
                value, low, high, threshold=parents[n].threshold, sum_of=tuple(one.code.value for one in parts)
            )
            note = tr("The sum of the classes within it: {names}.").format(names=", ".join(one.name for one in parts))
            yield Told(parents[n].code, where, chance, note=note)


def _ranked(found: Chances) -> list[int]:
    return [int(number) for number in np.argsort(-found.values, kind="stable")]


def _told(one: Class, found: Chances, number: int) -> bool:
    possible = found.possible is not None and bool(found.possible[number])
    return one.finding and (possible or float(found.values[number]) >= one.threshold)


def _chance(one: Class, found: Chances, number: int) -> Probability:
    value, low, high = _interval(found, number)
    possible = None if found.possible is None else bool(found.possible[number])
    threshold = one.threshold if one.finding else None
    return Probability(value, low, high, threshold=threshold, possible=possible)


def _interval(found: Chances, number: int) -> tuple[float, float | None, float | None]:
    """A probability with the least and the greatest of any network, where they differ."""
    value, low, high = (float(part[number]) for part in (found.values, found.low, found.high))
    return (value, low, high) if low < high else (value, None, None)


def _note(configuration: Configuration, found: Chances, number: int) -> str:
    possible = None if found.possible is None else bool(found.possible[number])
    return set_note(possible, configuration.calibration.coverage)


def of_each(configuration: Configuration, strands: Mapping[int, Along], where: Span, track: Track) -> Iterator[Told]:
    """The numbers along a record, then every stretch of what is found.

    Args:
        configuration: The package.
        strands: What it says of each letter, by the strand it read: 1, -1, or 0 where strands are not told apart.
        where: The record.
        track: The numbers as they are stored.
    """
    yield Told(whole_code(configuration), where, track)
    for strand, found in strands.items():
        yield from _stretches(configuration, found, where, strand)


def _stretches(configuration: Configuration, found: Along, where: Span, strand: int) -> Iterator[Told]:
    classes = classes_of(configuration)
    competing = configuration.output.activation == "softmax" and not configuration.output.alone
    winner = found.values.argmax(0)
    for number, one in enumerate(classes):
        if one.finding:
            inside = winner == number if competing else found.values[number] >= one.threshold
            for start, end in runs(inside):
                span = _stretch(where, start, end, strand)
                yield Told(one.code, span, _mean(one, found, number, start, end, competing))


def whole_code(configuration: Configuration) -> Code:
    """What numbers along a record are called: as the model is."""
    card = configuration.card
    return Code(card.id.upper(), "99MEDVIEW", card.name)


def runs(inside: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """(start, end) of each unbroken stretch."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], inside, [False]]).astype(np.int8)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]


def _stretch(where: Span, start: int, end: int, strand: int) -> Span:
    return Span(where.record, where.name, where.start + start, where.start + end, strand)


def _mean(one: Class, found: Along, number: int, start: int, end: int, competing: bool) -> Probability:
    """The mean over a stretch; of several networks, one deviation to each side."""
    value = float(found.values[number, start:end].mean())
    threshold = None if competing else one.threshold
    if found.spread is None:
        return Probability(value, threshold=threshold)
    apart = float(found.spread[number, start:end].mean())
    return Probability(value, max(0.0, value - apart), min(1.0, value + apart), threshold=threshold)


def of_sites(
    configuration: Configuration, places: Sequence[tuple[int, int, int, float]], where: Span, track: Track
) -> Iterator[Told]:
    """The numbers along a record, then every site that was found.

    Args:
        configuration: The package.
        places: (class, first letter that was read, strand, probability) of each site.
        where: The record.
        track: The numbers as they are stored.
    """
    scan = configuration.card.scan if priors(configuration) else None
    told = tr("Prior of a scan: {rarity}.").format(rarity=scan.words) if scan else tr(_AS_CALIBRATED)
    yield Told(whole_code(configuration), where, track, note=told)
    classes, letters = classes_of(configuration), configuration.letters
    assert letters is not None  # it reads sequences
    start, end = letters.site or (0, letters.length)
    for number, first, strand, value in places:
        low, high = (start, end) if strand > 0 else (letters.length - end, letters.length - start)
        one = classes[number]
        span = _stretch(where, first + low, first + high, strand)
        part = scan.expected[number].part if scan else None
        note = tr(_AS_RARE).format(rarity=rarity(part)) if part else tr(_AS_CALIBRATED)
        yield Told(one.code, span, Probability(value, threshold=one.threshold, prior=part), note=note)


def _n(text: str) -> str:
    """Mark a text for translation."""
    return text


_AS_RARE = _n(
    "Among the likeliest places, as many as are expected. Counted in: {rarity} places of a strand is a true one."
)
_AS_CALIBRATED = _n(
    "Probabilities are as among the cases the model was calibrated with; along a sequence true ones are rarer."
)


def lines_of(configuration: Configuration) -> tuple[Code, ...]:
    """What the rows of a track are: the classes, or the letters a place may have."""
    letters = configuration.letters
    if letters is not None and letters.answers == "letters":
        names = [one for one in letters.alphabet if one != letters.other]
        return tuple(Code(one, "99MEDVIEW", tr(_RESIDUES.get(one, one))) for one in names)
    return tuple(one.code for one in classes_of(configuration))


def of_letters(configuration: Configuration, cost: NDArray[np.float64], where: Span, track: Track) -> Iterator[Told]:
    """How little was expected of a record's letters, then what each could be instead.

    Args:
        configuration: The package.
        cost: (n,) minus the logarithm of the probability of each known letter.
        where: The record.
        track: Log odds of substitutions as they are stored.
    """
    if len(cost):
        value: Value = Quantity(float(np.exp(cost.mean())), UNITY)
        yield Told(PERPLEXITY, where, value, note=tr("1 is certain, 20 a guess among all amino acids."))
    yield Told(whole_code(configuration), where, track)


def odds(values: Float, rows: NDArray[np.int64]) -> Float:
    """(letters of the alphabet, length) natural log of how likely each letter is against the one that is there.

    Args:
        values: (letters of the alphabet, length) probabilities.
        rows: (length,) the row of the letter that is there; beyond the alphabet where it is none of it: its log odds
            are then against the likeliest letter.
    """
    logs = np.log(np.maximum(values, 1e-12))
    known = (rows >= 0) & (rows < len(values))
    there = np.where(known, logs[np.where(known, rows, 0), np.arange(len(rows))], logs.max(0))
    return np.asarray(logs - there[None], np.float32)
