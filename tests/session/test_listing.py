from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from medview.core.code import UNITY, Code
from medview.core.finding import (
    Analysis,
    Decision,
    Field,
    Finding,
    GateAnswer,
    Picture,
    PictureBox,
    Probability,
    Provenance,
    Value,
    Where,
    Whole,
)
from medview.core.images import Frame, StoredImages
from medview.core.review import accepted_findings, original_of, standing, suggested, verdicts
from medview.core.study import Kind, Patient, ScanResult, Series, Study
from medview.core.volume import Window
from medview.session import listing
from medview.session.changes import AnalysisFinished, FindingPointed, ImagesOpened, OverlayChanged, StudiesFound
from medview.session.session import Session
from medview.session.state import Overlay, Part, State
from medview.session.store import Store

SOURCE = Provenance("cells", "1", "ab", "1.2", (), "print", (), "0", "2026-01-01T00:00:00+00:00")
RED, WHITE = Code("RBC", "99MEDVIEW", "Red cell"), Code("WBC", "99MEDVIEW", "White cell")


def finding(name: str, what: Code, where: Where, value: Value) -> Finding:
    return Finding(name, what, where, value, SOURCE)


def box(name: str, what: Code, score: float, threshold: float | None = 0.5, frame: int = 0) -> Finding:
    return finding(name, what, PictureBox(frame, (1.0, 2.0), (5.0, 9.0)), Probability(score, threshold=threshold))


BOXES = (box("a", RED, 0.6), box("b", RED, 0.9), box("c", WHITE, 0.4), box("d", WHITE, 0.8, frame=1))


def session(*findings: Finding, store: Store | None = None, gate: tuple[GateAnswer, ...] = ()) -> Session:
    series = Series("1.2", "1", "dicom", "SM", "Smear", 1, "", (), None, kind=Kind.IMAGES, fingerprint="print")
    made = Session(store.add_review if store else lambda _: None, State(reviewer="Dr A"), store)
    made.apply(StudiesFound(ScanResult((Study("1", Patient("p"), "", "", "", "", (series,)),))))
    made.apply(ImagesOpened(series, StoredImages("x.npy", (Frame(), Frame())), Window(0.0, 1.0)))
    analysis = Analysis("run", "Cells", "1.2", findings, gate=gate)
    made.apply(AnalysisFinished(store.add_analysis(analysis, "print") if store else analysis))
    return made


def ids(found: tuple[Finding, ...]) -> list[str]:
    return [one.id for one in found]


def test_boxes_are_listed_from_their_threshold_on_the_surest_first_picture_by_picture() -> None:
    one = session(*BOXES)
    assert ids(listing.listed(one.state)) == ["b", "a", "d"]
    assert [suggested(found) for found in BOXES] == [True, True, False, True]
    one.apply(OverlayChanged(Overlay(thresholds=(("cells|WBC", 0.3), ("cells|RBC", 0.7)))))
    assert ids(listing.listed(one.state)) == ["b", "c", "d"]


def test_what_was_decided_stays_listed_whatever_the_threshold() -> None:
    one = session(*BOXES)
    one.decide("a", Decision.ACCEPTED)
    one.apply(OverlayChanged(Overlay(thresholds=(("cells|RBC", 0.95),))))
    assert ids(listing.listed(one.state)) == ["a", "d"]
    assert ids(listing.undecided(one.state)) == ["d"]


def test_classes_of_boxes_count_what_is_listed_of_them() -> None:
    one = session(*BOXES)
    one.apply(OverlayChanged(Overlay(thresholds=(("cells|RBC", 0.7),), unseen=frozenset({"cells|WBC"}))))
    red, white = listing.box_classes(one.state)
    assert (red.threshold, red.first, red.count, red.of, red.unseen) == (0.7, 0.5, 1, 2, False)
    assert (white.threshold, white.count, white.of, white.unseen) == (0.5, 1, 2, True)
    assert ids(listing.boxes(one.state)) == ["b"]
    one.apply(OverlayChanged(Overlay(boxes=False)))
    assert not listing.boxes(one.state)


def test_classes_of_a_picture_are_ranked_before_everything_else() -> None:
    classes = (
        finding("x", RED, Whole(), Probability(0.2, threshold=0.5)),
        finding("y", WHITE, Whole(), Probability(0.8, threshold=0.5)),
        finding("second", WHITE, Picture(1), Probability(0.9)),
    )
    one = session(BOXES[1], *classes, finding("map", RED, Whole(), Field("m.npy", UNITY, 0.0, 1.0)))
    assert ids(listing.listed(one.state)) == ["y", "x", "second", "b"], "a class below its threshold is still told"


def test_a_modified_finding_gives_way_to_the_persons_version() -> None:
    one = session(*BOXES)
    changed = replace(BOXES[1], id="b2", what=WHITE)
    one.modify("b", changed)
    assert ids(listing.listed(one.state)) == ["b2", "a", "d"]
    assert one.state.analysis is not None
    assert ids(accepted_findings(one.state.analysis, one.state.reviews)) == ["b2"]
    assert verdicts(one.state.reviews)["b2"].decision is Decision.MODIFIED
    assert original_of("b2", one.state.reviews) == "b"
    one.modify("b", replace(changed, id="b3", what=RED))
    assert ids(standing(one.state.findings, one.state.reviews)) == ["a", "b3", "c", "d"]
    one.undo()
    assert ids(standing(one.state.findings, one.state.reviews)) == ["a", "b2", "c", "d"], "as it was modified first"
    one.undo()
    assert ids(standing(one.state.findings, one.state.reviews)) == ["a", "b", "c", "d"]
    one.redo()
    assert ids(listing.listed(one.state)) == ["b2", "a", "d"]


def test_a_modification_is_there_again_after_a_restart(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        session(*BOXES, store=store).modify("b", replace(BOXES[1], id="b2"))
    with Store(tmp_path) as again:
        (analysis,) = again.analyses("print")
        reviews = again.reviews(one.id for one in analysis.findings)
        assert ids(accepted_findings(analysis, reviews)) == ["b2"]


def test_the_pointer_on_a_finding_is_told_once() -> None:
    one, told = session(*BOXES), list[frozenset[Part]]()
    one.listen(lambda _, parts: told.append(parts))
    one.apply(FindingPointed("a"))
    one.apply(FindingPointed("a"))
    assert told == [frozenset({Part.POINTED})]
    assert one.state.pointed == "a"


@pytest.mark.parametrize(("frame", "told"), [(0, ["whole", "first"]), (1, ["whole"])])
def test_failed_checks_are_those_of_the_shown_picture(frame: int, told: list[str]) -> None:
    from medview.session.changes import FrameShown

    gate = (
        GateAnswer("whole", 3.0, 2.0, False, "This is no chest."),
        GateAnswer("first", 3.0, 2.0, False, "It is inverted.", 0),
        GateAnswer("fine", 1.0, 2.0, True),
    )
    one = session(gate=gate)
    one.apply(FrameShown(frame))
    assert [answer.name for answer in listing.failed_checks(one.state)] == told
