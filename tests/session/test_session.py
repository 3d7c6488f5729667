from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from medview.core.card import Eligibility
from medview.core.errors import MedViewError
from medview.core.finding import Analysis, Decision, Review
from medview.core.geometry import Geometry
from medview.core.study import Patient, ScanResult, Series, Study
from medview.core.volume import StoredVolume, Window
from medview.session import changes
from medview.session.reduce import ENDED_JOBS
from medview.session.session import Session
from medview.session.state import Job, JobStatus, Overlay, Part, State

GRID = Geometry((4, 4, 4), np.eye(4))
VOLUME = StoredVolume("v.npy", GRID)


def series(uid: str = "1.2", study: str = "1") -> Series:
    return Series(uid, study, "dicom", "MR", "T1", 1, "HEAD", (), GRID)


def study(uid: str = "1") -> Study:
    return Study(uid, Patient("p"), "20260101", "Head", "", "", (series(study=uid),))


def session(kept: list[Review] | None = None) -> Session:
    made = Session((kept if kept is not None else []).append)
    made.apply(changes.ReviewerNamed("Dr A"))
    return made


def opened(one: Session) -> Session:
    one.apply(changes.StudiesFound(ScanResult((study(),))))
    one.apply(changes.VolumeOpened(series(), VOLUME, Window(1.0, 2.0)))
    return one


def test_each_change_names_the_parts_it_made_new():
    one = opened(session())
    seen: list[frozenset[Part]] = []
    one.listen(lambda _, parts: seen.append(parts))
    job = Job(1, "files", "scan", "Scan")
    cases = [
        (changes.ThumbnailMade("1.2", "t.png"), {Part.THUMBNAILS}),
        (changes.CursorMoved((1.0, 2.0, 3.0)), {Part.CURSOR}),
        (changes.WindowChanged(Window(5.0, 6.0)), {Part.WINDOW}),
        (changes.PartialShown("p.npy"), {Part.PARTIAL}),
        (changes.AnalysisFinished(Analysis("a", "Model", "1.2", ())), {Part.ANALYSES, Part.PARTIAL, Part.SELECTION}),
        (changes.AnalysisChosen("a"), {Part.ANALYSES, Part.SELECTION}),
        (changes.FindingSelected("f"), {Part.SELECTION}),
        (changes.OverlayChanged(Overlay(0.5)), {Part.OVERLAY}),
        (changes.JobChanged(job), {Part.JOBS}),
        (changes.JobsCleared(), {Part.JOBS}),
        (changes.EligibilityKnown((Eligibility("m", "M", "1", "s"),)), {Part.ELIGIBLE}),
        (changes.ReviewerNamed("Dr B"), {Part.REVIEWER}),
        (changes.StudiesFound(ScanResult(())), {Part.STUDIES}),
    ]
    for change, parts in cases:
        one.apply(change)
        assert seen[-1] == parts, change
    state = one.state
    assert state.cursor_lps == (1.0, 2.0, 3.0)
    assert state.window == Window(5.0, 6.0)
    assert state.partial is None
    assert state.analysis is not None
    assert state.selected == "f"
    assert state.overlay.fill == 0.5
    assert state.reviewer == "Dr B"


def test_opening_a_series_centres_the_cursor_and_forgets_the_last_one():
    one = opened(session())
    one.apply(changes.AnalysisFinished(Analysis("a", "Model", "1.2", ())))
    one.apply(changes.VolumeOpened(series("1.3"), VOLUME, Window(1.0, 2.0), (Analysis("b", "M", "1.3", ()),)))
    assert one.state.cursor_lps == (1.5, 1.5, 1.5)
    assert one.state.shown == "b"
    assert [analysis.id for analysis in one.state.analyses] == ["b"]
    assert one.state.study is not None


def test_an_analysis_that_came_with_the_series_already_is_listed_once():
    stored = Analysis("a", "Model", "1.2", ())
    one = session()
    one.apply(changes.VolumeOpened(series("1.2"), VOLUME, Window(1.0, 2.0), (stored,)))
    one.apply(changes.AnalysisFinished(stored))
    assert one.state.analyses == (stored,)


def test_an_analysis_of_another_series_is_not_drawn_on_the_open_one():
    one = opened(session())
    one.apply(changes.AnalysisFinished(Analysis("a", "Model", "9.9", ())))
    assert one.state.analysis is None


def test_scanning_again_replaces_a_study_and_keeps_the_others():
    one = session()
    one.apply(changes.StudiesFound(ScanResult((study("1"), study("2")))))
    one.apply(changes.StudiesFound(ScanResult((study("2"),), (("x", "why"),))))
    assert sorted(found.uid for found in one.state.studies) == ["1", "2"]
    assert one.state.skipped == (("x", "why"),)


def test_ended_jobs_are_cleared_and_running_ones_stay():
    one = session()
    one.apply(changes.JobChanged(Job(1, "files", "scan", "Scan")))
    one.apply(changes.JobChanged(Job(2, "files", "scan", "Scan", JobStatus.RUNNING)))
    one.apply(changes.JobChanged(Job(1, "files", "scan", "Scan", JobStatus.DONE)))
    one.apply(changes.JobsCleared())
    assert [job.id for job in one.state.jobs] == [2]


def test_a_decision_is_stored_before_it_is_shown():
    kept: list[Review] = []
    one = opened(session(kept))
    one.listen(lambda state, _: kept[-1:] == list(state.reviews[-1:]) or pytest.fail("late"))
    one.decide("f", Decision.ACCEPTED, "clear")
    assert one.state.decisions["f"].reason == "clear"
    assert kept == list(one.state.reviews)


def test_a_decision_that_cannot_be_stored_is_not_shown():
    def full(_: Review) -> None:
        raise MedViewError("The disk is full.")

    one = Session(full, State(reviewer="Dr A"))
    with pytest.raises(MedViewError, match="full"):
        one.decide("f", Decision.ACCEPTED)
    assert one.state.reviews == ()
    assert one.undo() == ""


def test_a_note_joins_the_decision_it_stands_beside():
    one = opened(session())
    with pytest.raises(MedViewError, match="Nobody has decided"):
        one.annotate("f", "clear")
    one.decide("f", Decision.ACCEPTED)
    one.annotate("f", "seen in both reads", "Note")
    assert [(review.decision, review.reason) for review in one.state.reviews] == [
        (Decision.ACCEPTED, ""),
        (Decision.ACCEPTED, "seen in both reads"),
    ]
    assert one.undo() == "Note"
    assert one.state.decisions["f"].reason == ""
    one.redo()
    assert one.state.decisions["f"].reason == "seen in both reads"


def test_nobody_cannot_decide():
    with pytest.raises(MedViewError, match="name"):
        Session([].append).decide("f", Decision.ACCEPTED)


def test_undo_and_redo_walk_the_decisions_and_the_trail_grows():
    one = opened(session())
    one.decide("f", Decision.ACCEPTED)
    one.decide("f", Decision.REJECTED, "motion")
    one.decide("g", Decision.ACCEPTED)

    one.undo()
    assert "g" not in one.state.decisions
    one.undo()
    assert one.state.decisions["f"].decision is Decision.ACCEPTED
    one.undo()
    assert "f" not in one.state.decisions
    assert one.undo() == ""

    one.redo()
    one.redo()
    assert one.state.decisions["f"].decision is Decision.REJECTED
    assert one.state.decisions["f"].reason == "motion"
    one.decide("f", Decision.ACCEPTED)
    assert one.redo() == ""
    assert len(one.state.reviews) == 9


class TestScanning:
    """What a scan tells before its end."""

    def found(self, *uids: str, number: int | None = None, study_uid: str = "1", name: str = "n") -> Study:
        made = tuple(replace(series(uid, study_uid), number=number) for uid in uids)
        return Study(study_uid, Patient("p", name), "", "", "", "", made)

    def told(self, one: Session, *studies: Study) -> dict[str, list[str]]:
        one.apply(changes.StudiesFound(ScanResult(studies, complete=False)))
        return {study.uid: [series.uid for series in study.series] for study in one.state.studies}

    def test_series_join_their_study_one_by_one(self) -> None:
        one = session()
        assert self.told(one, self.found("1.3", number=2)) == {"1": ["1.3"]}
        assert self.told(one, self.found("1.2", number=1)) == {"1": ["1.2", "1.3"]}
        assert self.told(one, self.found("2.2", study_uid="2")) == {"2": ["2.2"], "1": ["1.2", "1.3"]}

    def test_a_series_that_has_grown_replaces_the_former(self) -> None:
        one = session()
        self.told(one, self.found("1.2", "1.3"))
        self.told(one, self.found("1.2", number=5, name="m"))
        assert [series.number for series in one.state.studies[0].series] == [5, None]
        assert one.state.studies[0].patient == Patient("p", "m")

    def test_parts_of_a_series_come_and_go_together(self) -> None:
        one = session()
        assert self.told(one, self.found("1.2", "1.2#2", "1.2#3", "1.20")) == {"1": ["1.2", "1.2#2", "1.2#3", "1.20"]}
        assert self.told(one, self.found("1.2", "1.2#2")) == {"1": ["1.2", "1.2#2", "1.20"]}

    def test_the_whole_replaces_what_was_told(self) -> None:
        one = session()
        self.told(one, self.found("1.2", "1.3"), self.found("2.2", study_uid="2"))
        one.apply(changes.StudiesFound(ScanResult((self.found("1.3"),))))
        assert [[series.uid for series in study.series] for study in one.state.studies] == [["1.3"], ["2.2"]]


def test_only_the_newest_ended_jobs_are_listed() -> None:
    session = Session(lambda _: None)
    session.apply(changes.JobChanged(Job(0, "files", "load", "Running", JobStatus.RUNNING)))
    for number in range(1, 100):
        session.apply(changes.JobChanged(Job(number, "files", "load", "Ended", JobStatus.DONE)))
    assert session.state.jobs[0].title == "Running"
    assert [job.id for job in session.state.jobs[1:]] == list(range(100 - ENDED_JOBS, 100))
