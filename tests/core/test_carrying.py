"""What a structured report carries: findings as they stand, whatever was decided and taken back before."""

from __future__ import annotations

from dataclasses import replace

from medview.core.carrying import reported
from medview.core.code import PRESENT, Code
from medview.core.finding import Analysis, Category, Decision, Finding, PictureBox, Probability, Provenance, Review, now

CELL = Code("CELL", "99MEDVIEW", "Cell")
SOURCE = Provenance("cells", "1", "ab", "1.2", (), "print", (), "0", now())
BY_HAND = replace(SOURCE, model="", version="", weights_sha256="", author="Dr A")
A, B = (
    Finding(name, CELL, PictureBox(0, (1.0, 2.0), (5.0, 9.0)), Probability(score), SOURCE)
    for name, score in (("a", 0.9), ("b", 0.8))
)
MENDED = replace(A, id="mended", where=PictureBox(0, (2.0, 2.0), (6.0, 9.0)))
OWN = Finding("own", CELL, PictureBox(0, (20.0, 2.0), (25.0, 9.0)), Category(PRESENT), BY_HAND)


def review(finding: str, decision: Decision, replacement: str | None = None) -> Review:
    return Review(finding, decision, "Dr A", now(), "", replacement)


def ids(reviews: tuple[Review, ...], *findings: Finding, unreviewed: bool = False) -> list[str]:
    return [one.id for one in reported(Analysis("run", "Cells", "1.2", findings), reviews, unreviewed)]


def test_a_replacement_is_carried_instead_of_its_finding_until_it_is_taken_back() -> None:
    modified = review("a", Decision.MODIFIED, "mended")
    assert ids((modified,), A, B, MENDED) == ["mended"]
    assert ids((modified,), A, B, MENDED, unreviewed=True) == ["mended", "b"]
    undone = (modified, review("a", Decision.WITHDRAWN))
    assert ids(undone, A, B, MENDED) == ["a", "b"], "nothing is decided any more, so everything of the model is"
    assert ids((*undone, review("b", Decision.ACCEPTED)), A, B, MENDED, unreviewed=True) == ["a", "b"]
    accepted = (modified, review("a", Decision.ACCEPTED))
    assert ids(accepted, A, B, MENDED) == ["a"], "accepted as the model had it"


def test_what_was_rejected_is_not_carried() -> None:
    assert ids((review("a", Decision.REJECTED),), A, B, unreviewed=True) == ["b"]


def test_what_a_person_added_is_carried_until_it_is_taken_away() -> None:
    added = review("own", Decision.ADDED)
    assert ids((added,), A, OWN) == ["own"]
    assert ids((added,), A, OWN, unreviewed=True) == ["a", "own"]
    assert ids((added, review("own", Decision.WITHDRAWN)), A, OWN, unreviewed=True) == ["a"]
