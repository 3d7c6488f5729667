"""One decision on many findings: kept together, one step to undo."""

from __future__ import annotations

from pathlib import Path

import pytest

from medview.core.errors import MedViewError
from medview.core.finding import Decision, Review
from medview.session.changes import AnalysisFinished
from medview.session.session import Session
from medview.session.state import Part, State
from medview.session.store import Store
from tests import sequence_findings as made
from tests.session.test_session import opened

IDS = ("helix0", "strand0", "helix1")


def session(kept: list[Review] | Store, folder: Path) -> Session:
    if isinstance(kept, Store):
        one = opened(Session(kept.add_review, State(reviewer="Dr A"), kept))
    else:
        one = opened(Session(kept.append, State(reviewer="Dr A")))
    one.apply(AnalysisFinished(made.each(folder, source=made.provenance("1.2"))))
    return one


def decisions(one: Session) -> dict[str, Decision]:
    return {key: review.decision for key, review in one.state.decisions.items()}


def test_it_is_one_step_with_a_review_for_each(tmp_path: Path) -> None:
    kept: list[Review] = []
    one = session(kept, tmp_path)
    one.decide("strand0", Decision.REJECTED, "short")
    seen: list[frozenset[Part]] = []
    one.listen(lambda _, parts: seen.append(parts))
    one.decide_all(IDS, Decision.ACCEPTED, "all seen", "Rest accepted")
    assert seen == [{Part.REVIEWS}, {Part.HISTORY}]
    assert decisions(one) == dict.fromkeys(IDS, Decision.ACCEPTED)
    assert [(review.finding, review.reason) for review in kept[1:]] == [(name, "all seen") for name in IDS]
    assert one.undo() == "Rest accepted"
    assert decisions(one) == {"strand0": Decision.REJECTED}
    assert one.state.decisions["strand0"].reason == "short"
    one.redo()
    assert decisions(one) == dict.fromkeys(IDS, Decision.ACCEPTED)
    assert len(kept) == 1 + 3 + 3 + 3, "the trail keeps all of it"


def test_all_of_them_are_stored_or_none(tmp_path: Path) -> None:
    with Store(tmp_path / "store") as store:
        one = session(store, tmp_path)
        one.decide_all(IDS, Decision.ACCEPTED)
        assert [review.finding for review in store.reviews(IDS)] == list(IDS)
    with pytest.raises(MedViewError):
        one.decide_all(IDS, Decision.REJECTED)  # the store is closed
    assert decisions(one) == dict.fromkeys(IDS, Decision.ACCEPTED)


def test_somebody_must_have_decided(tmp_path: Path) -> None:
    one = opened(Session(lambda _: None, State()))
    one.apply(AnalysisFinished(made.each(tmp_path, source=made.provenance("1.2"))))
    with pytest.raises(MedViewError, match="needs the name"):
        one.decide_all(IDS, Decision.ACCEPTED)
    assert not one.can_undo
