"""What a person's decisions leave of an analysis: the findings that count and the labels that may be drawn."""

from __future__ import annotations

from medview.core.finding import (
    Analysis,
    Box,
    Decision,
    Field,
    Finding,
    PictureBox,
    PictureRegion,
    Probability,
    Region,
    Review,
    Span,
    SpliceChange,
    Track,
    latest_decisions,
)
from medview.core.splicing import LIKELY

_COUNTING = (Decision.ACCEPTED, Decision.MODIFIED, Decision.ADDED)


def accepted_findings(analysis: Analysis, reviews: tuple[Review, ...]) -> tuple[Finding, ...]:
    """The findings a person stands behind, in order; a modified one is represented by its replacement."""
    decisions = latest_decisions(reviews)
    by_id = {finding.id: finding for finding in analysis.findings}
    counting = [decisions[key] for key in by_id if key in decisions and decisions[key].decision in _COUNTING]
    chosen = [by_id.get(review.replacement or review.finding) for review in counting]
    return tuple(finding for finding in chosen if finding is not None)


def shown_labels(
    analysis: Analysis, reviews: tuple[Review, ...], unreviewed: bool = False, frame: int | None = None
) -> frozenset[int]:
    """Values of the label map that an export or picture may show.

    The most specific decision on a label counts: who rejects the anterior part and accepts the whole side
    shows the posterior part alone. Several equally specific decisions must all be in favour. Each picture of a stack
    is decided on by itself.

    Args:
        analysis: The analysis with its label map.
        reviews: All decisions.
        unreviewed: Show labels nobody decided on, too: for output that is marked as unreviewed.
        frame: On this picture of a stack; None: on any.
    """
    frames = labelled_pictures(analysis) if frame is None else (frame,)
    parts = [_shown(analysis, reviews, unreviewed, one) for one in frames or (None,)]
    return frozenset[int]().union(*parts)


def labelled_pictures(analysis: Analysis) -> tuple[int, ...]:
    """Pictures of a stack with labels on them, in order."""
    return tuple(sorted({one.where.frame for one in analysis.findings if isinstance(one.where, PictureRegion)}))


def _shown(analysis: Analysis, reviews: tuple[Review, ...], unreviewed: bool, frame: int | None) -> frozenset[int]:
    decisions = latest_decisions(reviews)
    votes: dict[int, list[tuple[int, bool]]] = {}
    there: set[int] = set()
    for finding in analysis.findings:
        labels = _labels_on(finding, frame)
        there.update(labels)
        for label in labels if finding.id in decisions else ():
            votes.setdefault(label, []).append((len(labels), decisions[finding.id].decision in _COUNTING))
    known = {label.value for label in analysis.labels}
    undecided = (known if frame is None else known & there) - votes.keys() if unreviewed else frozenset()
    return frozenset(label for label, cast in votes.items() if label in known and _in_favour(cast)) | undecided


def _labels_on(finding: Finding, frame: int | None) -> tuple[int, ...]:
    where = finding.where
    if isinstance(where, Region):
        return where.labels
    return where.labels if isinstance(where, PictureRegion) and where.frame == frame else ()


def standing(findings: tuple[Finding, ...], reviews: tuple[Review, ...]) -> tuple[Finding, ...]:
    """Findings as they stand: a modified one gives way to its replacement, in its place; former ones are gone.

    So are a person's own that were taken away again.

    Args:
        findings: Those of an analysis, replacements and a person's own among them.
        reviews: All decisions.
    """
    by_id, replacing = {one.id: one for one in findings}, {review.replacement for review in reviews}
    latest = latest_decisions(reviews)
    originals = (one for one in findings if one.id not in replacing and (one.id in latest or not by_hand(one)))
    return tuple(by_id.get(latest[one.id].replacement or "", one) if one.id in latest else one for one in originals)


def originals(reviews: tuple[Review, ...]) -> dict[str, str]:
    """The finding that each person's replacement stands for, or stood for."""
    return {review.replacement: review.finding for review in reviews if review.replacement}


def original_of(finding_id: str, reviews: tuple[Review, ...]) -> str:
    """The finding that a person's replacement stands for; any other finding's own identifier."""
    return originals(reviews).get(finding_id, finding_id)


def verdicts(reviews: tuple[Review, ...]) -> dict[str, Review]:
    """The decision in force for each decided finding, and for each replacement that stands for one."""
    latest = latest_decisions(reviews)
    return latest | {review.replacement: review for review in latest.values() if review.replacement}


def by_hand(finding: Finding) -> bool:
    """Whether a person made a finding: no model has it, and it has no score."""
    return bool(finding.source.author)


def is_looked_at(finding: Finding) -> bool:
    """Whether a finding is a map or numbers along a record: it helps to decide, and nobody decides on it."""
    return isinstance(finding.value, Field | Track)


def unlikely(finding: Finding) -> bool:
    """Whether a class of a record asks for no decision: it is below its threshold and outside the prediction set.

    Several classes together belong to no such set: they are below their threshold.
    """
    value = finding.value
    if not isinstance(finding.where, Span) or not isinstance(value, Probability):
        return False
    below = value.threshold is None or value.value < value.threshold
    return below and (bool(value.sum_of) if value.possible is None else not value.possible)


def suggested(finding: Finding) -> bool:
    """Whether a finding is put forward.

    What is looked at never is; a box, a change of splicing or a class of a record is if it is likely.
    """
    value = finding.value
    if unlikely(finding):
        return False
    if isinstance(value, SpliceChange):
        return value.deltas.highest >= LIKELY
    if not isinstance(value, Probability) or not isinstance(finding.where, Box | PictureBox):
        return not is_looked_at(finding)
    return value.threshold is None or value.value >= value.threshold


def _in_favour(cast: list[tuple[int, bool]]) -> bool:
    most_specific = min(size for size, _ in cast)
    return all(vote for size, vote in cast if size == most_specific)
