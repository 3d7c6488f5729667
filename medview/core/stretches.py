"""What findings say of records of sequences: numbers along them, stretches of them, or the whole of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from medview.core.code import UNITY, Code
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
    """The numbers along a record, or along all."""
    found = [
        Along(one, one.where, one.value)
        for one in findings
        if isinstance(one.where, Span) and isinstance(one.value, Track)
    ]
    return tuple(one for one in found if record is None or one.where.record == record)


def is_track(finding: Finding) -> bool:
    """Whether a finding is numbers along a record."""
    return isinstance(finding.where, Span) and isinstance(finding.value, Track)


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
