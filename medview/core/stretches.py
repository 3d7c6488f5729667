"""What findings say of records of sequences: numbers along them, stretches of them, or the whole of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from medview.core.code import UNITY, Code
from medview.core.explained import is_evidence
from medview.core.finding import Analysis, Category, Finding, Probability, Span, SpliceChange, Track
from medview.core.remembering import remembered
from medview.core.text import tr

SUBSTITUTIONS = 20
"""Of so many lines named by a letter each, a track is of letters that may stand at each place, whatever its unit."""


@dataclass(frozen=True, eq=False)
class Along:
    """Numbers along a record.

    Args:
        finding: The finding.
        where: The stretch they are of.
        track: The numbers.
    """

    finding: Finding
    where: Span
    track: Track


def tracks(findings: Iterable[Finding], record: int | None = None) -> tuple[Along, ...]:
    """What a model answers along a record, or along all."""
    return tuple(one for one in _along(findings, record) if not is_evidence(one.finding))


def evidence(findings: Iterable[Finding], record: int | None = None) -> tuple[Along, ...]:
    """What drove answers, letter by letter, along a record, or along all."""
    return tuple(one for one in _along(findings, record) if is_evidence(one.finding))


def _along(findings: Iterable[Finding], record: int | None) -> Iterator[Along]:
    for one in findings:
        if isinstance(one.where, Span) and isinstance(one.value, Track) and record in (None, one.where.record):
            yield Along(one, one.where, one.value)


def is_track(finding: Finding) -> bool:
    """Whether a finding is what a model answers along a record."""
    return isinstance(finding.where, Span) and isinstance(finding.value, Track) and not is_evidence(finding)


def of_letters(track: Track) -> bool:
    """Whether numbers are of letters that may stand at each place: each line's code is one, and they are no chances."""
    letters = all(len(line.value) == 1 for line in track.lines)
    return letters and (len(track.lines) >= SUBSTITUTIONS or not track.unit.same_as(UNITY))


def line_codes(findings: Iterable[Finding]) -> tuple[Code, ...]:
    """What lines along records are, but letters, in the order they are first named."""
    named = (line for one in tracks(findings) if not of_letters(one.track) for line in one.track.lines)
    return tuple({line.value: line for line in named}.values())


def codes_along(analysis: Analysis) -> tuple[Code, ...]:
    """What is drawn along records in a colour of its own: the model's classes, further stretches, lines."""
    whole = answered_whole(analysis)
    told = [kind.code for kind in analysis.classes]
    placed = (one for one in analysis.findings if is_placed(one) and not of_whole_record(one, whole))
    found, lines = {one.what.value: one.what for one in placed}, line_codes(analysis.findings)
    codes = (*told, *(() if told else lines), *(found[key] for key in sorted(found)), *lines)
    return tuple({code.value: code for code in codes}.values())


def is_placed(finding: Finding) -> bool:
    """Whether a finding says that something is on letters of a record: a model with its score, or a person."""
    return isinstance(finding.where, Span) and isinstance(finding.value, Probability | SpliceChange | Category)


@remembered(4)
def answered_whole(analysis: Analysis | None) -> frozenset[int]:
    """The records a model answered for as a whole: it has probabilities of them and no numbers along them."""
    if analysis is None:
        return frozenset()
    told = {one.where.record for one in analysis.findings if _is_scored(one) and isinstance(one.where, Span)}
    return frozenset(told - {one.where.record for one in tracks(analysis.findings)})


def of_whole_record(finding: Finding, whole: frozenset[int]) -> bool:
    """Whether a finding is the probability that a whole record is of a class.

    Args:
        finding: The finding.
        whole: The records a model answered for as a whole.
    """
    return bool(whole) and _is_scored(finding) and isinstance(finding.where, Span) and finding.where.record in whole


def is_sum(finding: Finding) -> bool:
    """Whether a finding is of several classes together: its probability is the sum of theirs."""
    return isinstance(finding.value, Probability) and bool(finding.value.sum_of)


def summed(name: str, finding: Finding) -> str:
    """A finding's name; of several classes together, how many they are."""
    value = finding.value
    if not isinstance(value, Probability) or not value.sum_of:
        return name
    return tr("{name} (sum of {count})").format(name=name, count=len(value.sum_of))


def answered(analysis: Analysis) -> tuple[int, ...]:
    """The records a model answered for, or a person added something to, in order."""
    return tuple(sorted({one.where.record for one in analysis.findings if isinstance(one.where, Span)}))


def letters_text(where: Span) -> str:
    """Its letters, counted from 1, the last one within: ``12–40``."""
    return f"{where.start + 1:,}" if where.end - where.start == 1 else f"{where.start + 1:,}–{where.end:,}"


def strand_text(where: Span) -> str:
    """The strand in words; nothing where it lies on both or on none."""
    return {1: tr("forward strand"), -1: tr("reverse strand")}.get(where.strand, "")


def place_text(where: Span) -> str:
    """Record, letters and strand in words."""
    return ", ".join(filter(None, (f"{where.name}: {letters_text(where)}", strand_text(where))))


def _is_scored(finding: Finding) -> bool:
    return isinstance(finding.where, Span) and isinstance(finding.value, Probability)
