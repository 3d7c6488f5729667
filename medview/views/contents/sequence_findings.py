"""What a model found along the shown record of a file of sequences, as its view wants it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.code import UNITY
from medview.core.errors import ReadError
from medview.core.finding import Decision, Finding, Probability, Review, SpliceChange
from medview.core.finding import Span as Where
from medview.core.overlay import Colour
from medview.core.remembering import remembered
from medview.core.review import verdicts
from medview.core.sequence import Strand
from medview.core.stretches import Along, of_letters, tracks
from medview.imaging.colour_blind import palette
from medview.session.listing import shown_evidence, stretches, told_colours
from medview.session.state import State
from medview.views import words
from medview.views.sequences.values import Effect, Heat, Line, Lines, Span
from medview.views.sequences.words import tr

_PLAIN: Colour = (255, 214, 60)


@dataclass(frozen=True, eq=False)
class Tracks:
    """Numbers along a record.

    Args:
        lines: Those of classes.
        heats: Those of letters that may stand at each place.
        evidence: What each letter adds to an answer.
    """

    lines: tuple[Lines, ...] = ()
    heats: tuple[Heat, ...] = ()
    evidence: tuple[Heat, ...] = ()


class Spans:
    """Makes what is drawn of stretches; of thousands those that are as they were are kept."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Finding, Span]] = {}

    def of(self, state: State) -> tuple[Span, ...]:
        """The stretches of the shown record that are drawn."""
        colours = told_colours(state.analysis, palette, state.overlay.safe_colours)
        decided, before = verdicts(state.reviews), self._kept
        self._kept = {}
        for one in stretches(state):
            colour, review = colours.get(one.what.value, _PLAIN), decided.get(one.id)
            decision = review.decision if review is not None else None
            kept = before.get(one.id)
            same = kept is not None and kept[0] is one
            if kept is None or not same or kept[1].decision is not decision or kept[1].colour != colour:
                kept = one, _span(one, colour, decision)
            self._kept[one.id] = kept
        return tuple(span for _, span in self._kept.values())


def effects_of(state: State) -> tuple[Effect, ...]:
    """What is predicted of the variants of the shown record, whether or not it is listed as a finding."""
    return _effects(state.findings, state.reviews, state.frame)


@remembered(4)
def _effects(findings: tuple[Finding, ...], reviews: tuple[Review, ...], record: int) -> tuple[Effect, ...]:
    decided = verdicts(reviews)
    return tuple(
        Effect(
            one.id,
            one.value.line,
            one.value.alternative,
            one.value.deltas,
            _strand(one.where.strand),
            one.value.gene,
            decided[one.id].decision if one.id in decided else None,
        )
        for one in findings
        if isinstance(one.value, SpliceChange) and isinstance(one.where, Where) and one.where.record == record
    )


def _strand(strand: int) -> Strand:
    return 1 if strand > 0 else -1 if strand < 0 else 0


def tracks_of(state: State) -> Tracks:
    """The numbers along the shown record.

    Raises:
        ReadError: A file of numbers is gone, or holds fewer than it should.
    """
    found = tracks(state.findings, state.frame)
    colours = told_colours(state.analysis, palette, state.overlay.safe_colours)
    return Tracks(
        tuple(_lines(one, state.findings, colours) for one in found if not of_letters(one.track)),
        tuple(_heat(one) for one in found if of_letters(one.track)),
        tuple(map(_evidence, shown_evidence(state))),
    )


def _span(finding: Finding, colour: Colour, decision: Decision | None) -> Span:
    where, value = finding.where, finding.value
    assert isinstance(where, Where)
    return Span(
        finding.id,
        where.start,
        where.end,
        _name(finding),
        value if isinstance(value, Probability) else None,
        decision,
        _strand(where.strand),
        fixed=isinstance(value, SpliceChange),
        colour=colour,
    )


def _name(finding: Finding) -> str:
    """What was found; of a variant, with its score."""
    name = words.finding_name(finding)
    return f"{name} {words.value_text(finding.value)}" if isinstance(finding.value, SpliceChange) else name


def _lines(along: Along, findings: tuple[Finding, ...], colours: Mapping[str, Colour]) -> Lines:
    limits = _thresholds(along, findings)
    lines = tuple(
        Line(code.title, colours.get(code.value, _PLAIN), limits.get(code.value)) for code in along.track.lines
    )
    values = _read(along, along.track.path)
    spread = _read(along, along.track.spread) if along.track.spread else None
    return Lines(along.finding.what.meaning, lines, values, spread, _limits(along), _unit(along), along.where.start)


def _heat(along: Along) -> Heat:
    letters = tuple(code.value for code in along.track.lines)
    name = along.finding.what.meaning
    return Heat(name, letters, _read(along, along.track.path), _limits(along), _unit(along), along.where.start)


def _evidence(along: Along) -> Heat:
    """The answer it is of beside it; unit, question and method beside its colour bar."""
    answer, question = along.track.lines[0].title, along.finding.what.meaning
    unit = f"{along.track.unit.meaning} · {question}"
    return Heat(tr("Evidence"), (answer,), _read(along, along.track.path), _limits(along), unit, along.where.start)


def _limits(along: Along) -> tuple[float, float]:
    low, high = along.track.low, along.track.high
    return (low, high) if high > low else (low, low + 1.0)


def _unit(along: Along) -> str:
    unit = along.track.unit
    return "" if unit.same_as(UNITY) else f" {unit.meaning}"


def _thresholds(along: Along, findings: tuple[Finding, ...]) -> dict[str, float]:
    """From where on a class counts, as the stretches of the same record say; of rare ones the likeliest count."""
    return {
        one.what.value: one.value.threshold
        for one in findings
        if isinstance(one.value, Probability)
        and one.value.threshold is not None
        and one.value.prior is None
        and isinstance(one.where, Where)
        and one.where.record == along.where.record
    }


def _read(along: Along, path: str) -> NDArray[Any]:
    """(lines, letters) the part of a mapped file that is of a stretch."""
    first, count = along.track.first, along.where.end - along.where.start
    try:
        found = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError) as error:
        raise ReadError(tr("The numbers along this record are missing."), tr("Repeat the analysis.")) from error
    if found.ndim != 2 or len(found) != len(along.track.lines) or found.shape[1] < first + count:
        raise ReadError(
            tr("The numbers along this record are {found}, not {lines} lines of {count} letters.").format(
                found=" × ".join(map(str, found.shape)), lines=len(along.track.lines), count=first + count
            ),
            tr("Repeat the analysis."),
        )
    return np.asanyarray(found[:, first : first + count])
