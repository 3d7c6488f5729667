"""What leaves of an analysis of sequences: findings that were not rejected, each with what was decided on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from medview.core.errors import WriteError
from medview.core.finding import Analysis, Decision, Finding, Probability, Review, Span, SpliceChange
from medview.core.overlay import Colour
from medview.core.review import by_hand, standing, verdicts
from medview.core.stretches import answered_whole, is_placed, is_track, of_whole_record
from medview.core.text import tr

UNREVIEWED = "unreviewed"
MANUAL = "manual"
"""What stands for a model where a person made a finding."""
_PLAIN: Colour = (110, 110, 110)


@dataclass(frozen=True, eq=False)
class Told:
    """A finding that leaves.

    Args:
        finding: It, as it stands.
        where: Its letters.
        review: The decision in force, or None.
        colour: Of its class.
        whole: It is the probability of a class of the whole record.
    """

    finding: Finding
    where: Span
    review: Review | None
    colour: Colour = _PLAIN
    whole: bool = False

    @property
    def name(self) -> str:
        """What was found; of a variant, with its letters."""
        name, change = self.finding.what.meaning, self.change
        return name if change is None else f"{name}, {change.words}"

    @property
    def probability(self) -> Probability | None:
        """How sure the model is; None for a person's own, and for variants."""
        value = self.finding.value
        return value if isinstance(value, Probability) else None

    @property
    def change(self) -> SpliceChange | None:
        """What a variant does to splicing; None for what is no variant."""
        value = self.finding.value
        return value if isinstance(value, SpliceChange) else None

    @property
    def score(self) -> float | None:
        """How sure the model is, or how great a change; None for a person's own."""
        if self.change is not None:
            return self.change.deltas.highest
        return self.probability.value if self.probability is not None else None

    @property
    def decision(self) -> str:
        """What was decided, in the word that findings.csv has for it, too."""
        return self.review.decision.value if self.review is not None else UNREVIEWED

    @property
    def model(self) -> str:
        """The model that found it, with its version; empty where a person did."""
        source = self.finding.source
        return "" if by_hand(self.finding) else f"{source.model} {source.version}"


def told(analysis: Analysis, reviews: tuple[Review, ...]) -> tuple[Told, ...]:
    """The findings of records that were not rejected, record by record, in the order they lie.

    Raises:
        WriteError: There are none.
    """
    decided, whole = verdicts(reviews), answered_whole(analysis)
    colours = {kind.code.value: kind.colour for kind in analysis.classes}
    found = [
        Told(
            one,
            one.where,
            decided.get(one.id),
            colours.get(one.what.value, _PLAIN),
            of_whole_record(one, whole),
        )
        for one in standing(analysis.findings, reviews)
        if is_placed(one) and isinstance(one.where, Span) and not _rejected(decided.get(one.id))
    ]
    if not found:
        raise WriteError(
            tr("This analysis has no findings on records of sequences that could be written."),
            tr("findings.json holds all it says."),
        )
    return tuple(sorted(found, key=lambda one: (one.where.record, one.where.start, one.where.end)))


def undecided(found: Sequence[Told]) -> int:
    """How many nobody has decided on."""
    return sum(one.review is None for one in found)


def lengths_of(analysis: Analysis) -> Mapping[int, int]:
    """Letters of each record, as far as a finding speaks of the whole of it."""
    whole = answered_whole(analysis)
    placed = [(one, one.where) for one in analysis.findings if isinstance(one.where, Span)]
    return {where.record: where.end for one, where in placed if is_track(one) or of_whole_record(one, whole)}


def _rejected(review: Review | None) -> bool:
    return review is not None and review.decision is Decision.REJECTED
