"""Which findings of the shown analysis are listed and drawn, in which order, and in which classes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from math import floor

from medview.core.code import Code
from medview.core.finding import (
    Analysis,
    Box,
    Finding,
    GateAnswer,
    Picture,
    PictureBox,
    PictureRegion,
    Probability,
    Review,
    Span,
    SpliceChange,
    Whole,
)
from medview.core.overlay import Colour
from medview.core.remembering import remembered
from medview.core.review import by_hand, is_looked_at, standing, suggested, unlikely, verdicts
from medview.core.splicing import LIKELY
from medview.core.stretches import (
    Along,
    answered_whole,
    evidence,
    is_placed,
    is_sum,
    is_track,
    line_codes,
    of_whole_record,
)
from medview.session.state import State

LEAST_SCORE = 0.5
"""From this score on boxes of a class without a threshold of its own are listed."""


@dataclass(frozen=True)
class BoxClass:
    """A class of boxes or stretches of an analysis.

    Args:
        key: Identifier (``class_key``).
        what: What they are.
        threshold: From which score on they are listed now.
        first: From which score on they are listed at first.
        count: How many are listed.
        of: How many there are.
        unseen: They are not drawn.
        by_hand: A person added them; they have no score.
        on_letters: They are stretches of records.
        is_change: Their score is how far a probability changes, 0..1, which nobody tells in percent.
    """

    key: str
    what: Code
    threshold: float
    first: float
    count: int
    of: int
    unseen: bool
    by_hand: bool = False
    on_letters: bool = False
    is_change: bool = False


def is_box(finding: Finding) -> bool:
    """Whether a finding is a box with a score, or a person's own."""
    scored = isinstance(finding.value, Probability) or by_hand(finding)
    return isinstance(finding.where, Box | PictureBox) and scored


def is_classification(finding: Finding, whole: frozenset[int] = frozenset()) -> bool:
    """Whether a finding is the probability that a whole input, picture or record is of a class.

    Args:
        finding: The finding.
        whole: Records that a model answered for as a whole (``answered_whole``).
    """
    of_image = isinstance(finding.where, Whole | Picture) and isinstance(finding.value, Probability)
    return of_image or of_whole_record(finding, whole)


def is_stretch(finding: Finding, whole: frozenset[int] = frozenset()) -> bool:
    """Whether a finding is a stretch of a record: a model's, or a person's own."""
    return is_placed(finding) and not of_whole_record(finding, whole)


def frame_of(finding: Finding) -> int | None:
    """The picture of a stack, or record of sequences, a finding is on; None where it is on none of its own."""
    where = finding.where
    if isinstance(where, Span):
        return where.record
    return where.frame if isinstance(where, PictureBox | PictureRegion | Picture) else None


def class_key(finding: Finding) -> str:
    """What findings of one model and class share; those of a class that a person added have a key of their own."""
    return f"{finding.source.model}|{finding.what.value}"


def score(finding: Finding) -> float:
    """How sure the model is, or how great a change; 1 for what has no score."""
    match finding.value:
        case Probability(value):
            return value
        case SpliceChange(deltas=deltas):
            return deltas.highest
    return 1.0


def listed(state: State) -> tuple[Finding, ...]:
    """The findings a person decides on, as they stand: boxes from the reader's thresholds on, and those decided on.

    Classes are ranked by their probability, boxes by their score, both picture by picture, what several classes are
    together after the classes, those of a record that are unlikely after both, a person's own boxes last;
    stretches stand record by record in the order they lie; the rest is in the model's order.
    """
    return _lists(state)[0]


def undecided(state: State) -> tuple[Finding, ...]:
    """Those of them that wait for a decision: nobody decided on them, and they are not unlikely."""
    return _lists(state)[1]


Lists = tuple[tuple[Finding, ...], tuple[Finding, ...]]
Thresholds = tuple[tuple[str, float], ...]
_ASKED = 8
"""What was worked out last is kept, as many ask for the same: analyses, reviews and thresholds never change."""


def _lists(state: State) -> Lists:
    return _lists_of(state.analysis, state.reviews, state.overlay.thresholds)


@remembered(_ASKED)
def _lists_of(analysis: Analysis | None, reviews: tuple[Review, ...], thresholds: Thresholds) -> Lists:
    """All listed findings, and those that wait for a decision."""
    decided, limits, whole = verdicts(reviews), dict(thresholds), answered_whole(analysis)
    findings = analysis.findings if analysis is not None else ()
    open_ones = (one for one in standing(findings, reviews) if not is_looked_at(one))
    kept = (one for one in open_ones if one.id in decided or _reaches(whole, one, limits))
    found = tuple(sorted(kept, key=partial(_place, whole)))
    return found, tuple(one for one in found if one.id not in decided and not unlikely(one))


def boxes(state: State) -> tuple[Finding, ...]:
    """The listed boxes that are drawn, the surest first."""
    if not state.overlay.boxes:
        return ()
    return tuple(one for one in listed(state) if is_box(one) and class_key(one) not in state.overlay.unseen)


def box_classes(state: State) -> tuple[BoxClass, ...]:
    """The classes of boxes or stretches, by the model's own order where it is told, with what is listed of each.

    A person's own are counted apart, after the model's of the same class.
    """
    limits, unseen = dict(state.overlay.thresholds), state.overlay.unseen
    return tuple(
        replace(one, threshold=limits.get(one.key, one.first), unseen=one.key in unseen)
        for one in _classes_of(state.analysis, state.reviews, state.overlay.thresholds)
    )


@remembered(_ASKED)
def _classes_of(analysis: Analysis | None, reviews: tuple[Review, ...], thresholds: Thresholds) -> tuple[BoxClass, ...]:
    """The classes as they are at first, with what is listed of each now."""
    findings = analysis.findings if analysis is not None else ()
    marks = partial(_has_class, answered_whole(analysis))
    found = [(class_key(one), one) for one in standing(findings, reviews) if marks(one)]
    shown = Counter(class_key(one) for one in _lists_of(analysis, reviews, thresholds)[0] if marks(one))
    there, kinds, order = Counter(key for key, _ in found), {key: one.what for key, one in found}, _order(analysis)
    own, on_letters = {key for key, one in found if by_hand(one)}, {key for key, one in found if is_placed(one)}
    first = {**dict.fromkeys(kinds, LEAST_SCORE), **_thresholds(findings)}
    changes = {key for key, one in found if isinstance(one.value, SpliceChange)}
    return tuple(
        BoxClass(
            key, kinds[key], first[key], first[key], shown[key], there[key], False, key in own, key in on_letters,
            key in changes,
        )
        for key in sorted(kinds, key=lambda key: (*order(kinds[key]), key in own))
    )  # fmt: skip


def stretches(state: State) -> tuple[Finding, ...]:
    """The listed stretches of the shown record that are drawn, in the order they lie."""
    whole, unseen, record = answered_whole(state.analysis), state.overlay.unseen, state.frame
    mine = (one for one in listed(state) if frame_of(one) == record and is_stretch(one, whole))
    return tuple(one for one in mine if not unseen or class_key(one) not in unseen)


def shown_evidence(state: State) -> tuple[Along, ...]:
    """What drove the selected answer along the shown record, or else the answer that was asked about last."""
    found = evidence(state.findings, state.frame)
    of_selected = tuple(one for one in found if ("explained_finding", state.selected) in one.finding.source.plan)
    return of_selected or tuple(one for one in found if one.finding.what.value == state.overlay.map)


@remembered(_ASKED)
def class_codes(analysis: Analysis | None) -> tuple[Code, ...]:
    """What boxes or stretches of an analysis can be: the classes its model tells of, and those it found."""
    if analysis is None:
        return ()
    told, whole = [kind.code for kind in analysis.classes], answered_whole(analysis)
    if whole and not any(is_track(one) or is_stretch(one, whole) for one in analysis.findings):
        return ()  # classes of whole records are all listed already
    found = {one.what.value: one.what for one in analysis.findings if is_box(one) or is_stretch(one, whole)}
    lines = () if told else line_codes(analysis.findings)
    return tuple({code.value: code for code in (*told, *lines, *(found[key] for key in sorted(found)))}.values())


def other_codes(analysis: Analysis | None, finding: Finding) -> tuple[Code, ...]:
    """What else a box or stretch can be; what a variant does is computed, and can be nothing else."""
    if isinstance(finding.value, SpliceChange):
        return ()
    return tuple(code for code in class_codes(analysis) if code.value != finding.what.value)


@remembered(_ASKED)
def told_colours(
    analysis: Analysis | None, safe: Callable[[int], tuple[Colour, ...]], wanted: bool
) -> dict[str, Colour]:
    """The colour of each class by its code value: the model's, or ones that all readers can tell apart.

    Lines along records of sequences have those of what they are.

    Args:
        analysis: The analysis.
        safe: Makes that many colours that all readers can tell apart.
        wanted: Such colours are wanted, whatever the model says.
    """
    known = (*class_codes(analysis), *(line_codes(analysis.findings) if analysis is not None else ()))
    codes = tuple({code.value: code for code in known}.values())
    made = dict(zip((code.value for code in codes), safe(len(codes)), strict=True))
    if analysis is None or wanted:
        return made
    return made | {kind.code.value: kind.colour for kind in analysis.classes}


def failed_checks(state: State) -> tuple[GateAnswer, ...]:
    """What the shown picture, or the whole input, failed of the model's input gate."""
    return tuple(one for one in _failed(state.analysis) if one.frame in (None, state.frame))


def unknown_frames(analysis: Analysis | None) -> frozenset[int | None]:
    """The pictures that failed the model's input gate; None among them: all."""
    return frozenset(one.frame for one in _failed(analysis))


def _failed(analysis: Analysis | None) -> tuple[GateAnswer, ...]:
    return tuple(one for one in analysis.gate if not one.passed) if analysis is not None else ()


def unreviewed(state: State) -> bool:
    """Whether findings are put forward that nobody has decided on; a map helps to decide and needs no decision."""
    return bool(undecided(state))


def replaced_by(finding: Finding, reviews: tuple[Review, ...]) -> bool:
    """Whether a finding is a person's version of another one."""
    return any(review.replacement == finding.id for review in reviews)


def _has_class(whole: frozenset[int], finding: Finding) -> bool:
    """Whether a finding is one of many of its class: a box, or a stretch of a record."""
    return is_box(finding) or is_stretch(finding, whole)


def _reaches(whole: frozenset[int], finding: Finding, limits: dict[str, float]) -> bool:
    """Whether a box or stretch is as sure as the reader wants; a person's own, and what is neither, always are."""
    if not _has_class(whole, finding):
        return True
    limit = limits.get(class_key(finding))
    if limit is not None:
        return score(finding) >= limit
    if isinstance(finding.value, SpliceChange):
        return suggested(finding)
    if is_placed(finding):
        return True  # a model that finds stretches has chosen them already
    told = finding.value.threshold if isinstance(finding.value, Probability) else None
    return suggested(finding) if told is not None else score(finding) >= LEAST_SCORE


def _place(whole: frozenset[int], finding: Finding) -> tuple[int, int, float]:
    """Where a finding stands in the list: sorting is stable, so what shares a place keeps the model's order."""
    where = finding.where
    if isinstance(where, Span) and not of_whole_record(finding, whole):
        return 0, where.record, float(where.start)
    if is_classification(finding, whole):
        behind = (2.0 if is_sum(finding) else 0.0) + (4.0 if unlikely(finding) else 0.0)
        return 0, frame_of(finding) or 0, behind - score(finding)
    if not is_box(finding):
        return 1, 0, 0.0
    return 2, frame_of(finding) or 0, 1.0 if by_hand(finding) else -score(finding)


@remembered(_ASKED)
def _thresholds(findings: tuple[Finding, ...]) -> dict[str, float]:
    """From which score on classes are listed at first: of stretches, from that of the least sure one on."""
    found: dict[str, float] = {}
    for one in findings:
        if isinstance(one.value, SpliceChange):
            found[class_key(one)] = LIKELY
        if not isinstance(one.value, Probability):
            continue
        if is_placed(one):
            found[class_key(one)] = min(found.get(class_key(one), 1.0), floor(100 * one.value.value) / 100)
        elif is_box(one) and one.value.threshold is not None:
            found[class_key(one)] = one.value.threshold
    return found


def _order(analysis: Analysis | None) -> Callable[[Code], tuple[int, str]]:
    codes = [code.value for code in class_codes(analysis)]
    return lambda code: (codes.index(code.value) if code.value in codes else len(codes), code.value)
