"""Which findings of the shown analysis are listed and drawn, in which order, and in which classes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from medview.core.code import Code
from medview.core.finding import (
    Analysis,
    Box,
    Field,
    Finding,
    GateAnswer,
    Picture,
    PictureBox,
    PictureRegion,
    Probability,
    Review,
    Whole,
)
from medview.core.overlay import Colour
from medview.core.review import by_hand, standing, suggested, verdicts
from medview.session.state import State

LEAST_SCORE = 0.5
"""From this score on boxes of a class without a threshold of its own are listed."""


@dataclass(frozen=True)
class BoxClass:
    """A class of boxes of an analysis.

    Args:
        key: Identifier (``class_key``).
        what: What they are.
        threshold: From which score on they are listed now.
        first: From which score on they are listed at first.
        count: How many are listed.
        of: How many there are.
        unseen: They are not drawn.
        by_hand: A person added them; they have no score.
    """

    key: str
    what: Code
    threshold: float
    first: float
    count: int
    of: int
    unseen: bool
    by_hand: bool = False


def is_box(finding: Finding) -> bool:
    """Whether a finding is a box with a score, or a person's own."""
    scored = isinstance(finding.value, Probability) or by_hand(finding)
    return isinstance(finding.where, Box | PictureBox) and scored


def is_classification(finding: Finding) -> bool:
    """Whether a finding is the probability that a whole input or picture is of a class."""
    return isinstance(finding.where, Whole | Picture) and isinstance(finding.value, Probability)


def frame_of(finding: Finding) -> int | None:
    """The picture of a stack a finding is on; None where it is on none of its own."""
    where = finding.where
    return where.frame if isinstance(where, PictureBox | PictureRegion | Picture) else None


def class_key(finding: Finding) -> str:
    """What findings of one model and class share; those of a class that a person added have a key of their own."""
    return f"{finding.source.model}|{finding.what.value}"


def score(finding: Finding) -> float:
    """How sure the model is; 1 for what has no probability."""
    return finding.value.value if isinstance(finding.value, Probability) else 1.0


def listed(state: State) -> tuple[Finding, ...]:
    """The findings a person decides on, as they stand: boxes from the reader's thresholds on, and those decided on.

    Classes are ranked by their probability, boxes by their score, both picture by picture, a person's own boxes last;
    the rest is in the model's order.
    """
    return _lists(state)[0]


def undecided(state: State) -> tuple[Finding, ...]:
    """Those of them that nobody decided on."""
    return _lists(state)[1]


Lists = tuple[tuple[Finding, ...], tuple[Finding, ...]]
_kept: deque[tuple[tuple[object, ...], Lists]] = deque(maxlen=8)
"""What was listed last, as many ask for the same: findings, reviews and thresholds are values that never change."""


def _lists(state: State) -> Lists:
    """All listed findings, and those nobody decided on."""
    made_of = (state.findings, state.reviews, state.overlay.thresholds)
    known = next((kept for kept in _kept if all(a is b for a, b in zip(kept[0], made_of, strict=True))), None)
    if known is None:
        decided, found = verdicts(state.reviews), _listed(state)
        known = made_of, (found, tuple(one for one in found if one.id not in decided))
        _kept.append(known)
    return known[1]


def _listed(state: State) -> tuple[Finding, ...]:
    decided, limits = verdicts(state.reviews), dict(state.overlay.thresholds)
    found = (one for one in standing(state.findings, state.reviews) if not isinstance(one.value, Field))
    return tuple(sorted((one for one in found if one.id in decided or _reaches(one, limits)), key=_place))


def boxes(state: State) -> tuple[Finding, ...]:
    """The listed boxes that are drawn, the surest first."""
    if not state.overlay.boxes:
        return ()
    return tuple(one for one in listed(state) if is_box(one) and class_key(one) not in state.overlay.unseen)


def box_classes(state: State) -> tuple[BoxClass, ...]:
    """The classes of boxes, by the model's own order where it is told, with what is listed of each.

    A person's own boxes are counted apart, after the model's of the same class.
    """
    found = [one for one in standing(state.findings, state.reviews) if is_box(one)]
    shown = [class_key(one) for one in listed(state) if is_box(one)]
    limits, first, order = dict(state.overlay.thresholds), _thresholds(state.findings), _order(state.analysis)
    kinds, own = {class_key(one): one.what for one in found}, {class_key(one) for one in found if by_hand(one)}
    return tuple(
        BoxClass(
            key,
            kinds[key],
            limits.get(key, first.get(key, LEAST_SCORE)),
            first.get(key, LEAST_SCORE),
            shown.count(key),
            sum(class_key(one) == key for one in found),
            key in state.overlay.unseen,
            key in own,
        )
        for key in sorted(kinds, key=lambda key: (*order(kinds[key]), key in own))
    )


def class_codes(analysis: Analysis | None) -> tuple[Code, ...]:
    """What boxes of an analysis can be: the classes its model tells of, and those it found."""
    if analysis is None:
        return ()
    told = [kind.code for kind in analysis.classes]
    found = {one.what.value: one.what for one in analysis.findings if is_box(one)}
    return tuple({code.value: code for code in (*told, *(found[key] for key in sorted(found)))}.values())


def told_colours(
    analysis: Analysis | None, safe: Callable[[int], tuple[Colour, ...]], wanted: bool
) -> dict[str, Colour]:
    """The colour of each class of boxes by its code value: the model's, or ones that all readers can tell apart.

    Args:
        analysis: The analysis.
        safe: Makes that many colours that all readers can tell apart.
        wanted: Such colours are wanted, whatever the model says.
    """
    codes = class_codes(analysis)
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


def _reaches(finding: Finding, limits: dict[str, float]) -> bool:
    """Whether a box is as sure as the reader wants; a person's own boxes, and what is no box, always are."""
    if not is_box(finding):
        return True
    limit = limits.get(class_key(finding))
    if limit is not None:
        return score(finding) >= limit
    told = finding.value.threshold if isinstance(finding.value, Probability) else None
    return suggested(finding) if told is not None else score(finding) >= LEAST_SCORE


def _place(finding: Finding) -> tuple[int, int, float]:
    """Where a finding stands in the list: sorting is stable, so what shares a place keeps the model's order."""
    if is_classification(finding):
        return 0, frame_of(finding) or 0, -score(finding)
    if not is_box(finding):
        return 1, 0, 0.0
    return 2, frame_of(finding) or 0, 1.0 if by_hand(finding) else -score(finding)


def _thresholds(findings: tuple[Finding, ...]) -> dict[str, float]:
    return {
        class_key(one): one.value.threshold
        for one in findings
        if is_box(one) and isinstance(one.value, Probability) and one.value.threshold is not None
    }


def _order(analysis: Analysis | None) -> Callable[[Code], tuple[int, str]]:
    codes = [code.value for code in class_codes(analysis)]
    return lambda code: (codes.index(code.value) if code.value in codes else len(codes), code.value)
