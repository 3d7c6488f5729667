"""What a person adds to an analysis: theirs, kept, undone and done again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from medview.core.code import PRESENT
from medview.core.errors import MedViewError
from medview.core.finding import Category, Decision, PictureBox
from medview.core.review import accepted_findings, by_hand, standing
from medview.session import listing
from medview.session.changes import ReviewerNamed
from medview.session.store import Store
from tests.session.test_listing import BOXES, RED, ids, session

WHERE = PictureBox(1, (3.0, 4.0), (8.0, 9.0))


def test_it_has_an_author_and_no_model_and_comes_last_on_its_picture() -> None:
    one = session(*BOXES)
    added = one.add(RED, WHERE, "Box added")
    assert (added.what, added.where, added.value) == (RED, WHERE, Category(PRESENT))
    assert (added.source.author, added.source.model, added.source.series_uid) == ("Dr A", "", "1.2")
    assert added.source.input_fingerprint == "print"
    assert by_hand(added)
    assert ids(listing.listed(one.state)) == ["b", "a", "d", added.id]
    assert ids(listing.undecided(one.state)) == ["b", "a", "d"]
    assert one.state.decisions[added.id].decision is Decision.ADDED
    assert one.undo_title == "Box added"


def test_classes_count_it_apart_after_the_models() -> None:
    one = session(*BOXES)
    one.add(RED, WHERE)
    told = [(found.what, found.count, found.of, found.by_hand) for found in listing.box_classes(one.state)]
    assert told == [(RED, 2, 2, False), (RED, 1, 1, True), (BOXES[2].what, 1, 2, False)]


def test_what_was_taken_back_is_gone_and_comes_again_after_a_restart(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        one = session(*BOXES, store=store)
        gone, kept = one.add(RED, PictureBox(0, (1.0, 1.0), (2.0, 2.0))), one.add(RED, WHERE)
        one.undo()
        one.undo()
        assert ids(standing(one.state.findings, one.state.reviews)) == ["a", "b", "c", "d"]
        one.redo()
        one.redo()
        one.decide(gone.id, Decision.WITHDRAWN, "Removed", "Box removed")
        assert one.undo_title == "Box removed"
    with Store(tmp_path) as again:
        (analysis,) = again.analyses("print")
        reviews = again.reviews(found.id for found in analysis.findings)
        assert accepted_findings(analysis, reviews) == (kept,)
        assert ids(standing(analysis.findings, reviews)) == ["a", "b", "c", "d", kept.id]


def test_a_note_leaves_a_persons_version_in_force() -> None:
    one = session(*BOXES)
    one.modify("b", replace(BOXES[1], id="b2"))
    one.annotate("b", "one millimetre wider")
    latest = one.state.decisions["b"]
    assert (latest.decision, latest.replacement, latest.reason) == (Decision.MODIFIED, "b2", "one millimetre wider")


def test_nobody_adds_anything_without_a_name() -> None:
    one = session(*BOXES)
    one.apply(ReviewerNamed(" "))
    with pytest.raises(MedViewError, match="name"):
        one.add(RED, WHERE)
    assert len(one.state.findings) == len(BOXES)
