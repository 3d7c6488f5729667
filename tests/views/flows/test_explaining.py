"""Asking why in the window: the question, the answer that is kept and drawn, and what goes wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from medview.core.code import UNITY, Code
from medview.core.errors import MedViewError
from medview.core.finding import Field, Finding, Whole
from medview.core.study import ScanResult
from medview.jobs.protocol import Failed
from medview.session.changes import AnalysisFinished, ContentOpened, FindingSelected, StudiesFound
from medview.session.listing import shown_evidence
from medview.session.session import Session
from medview.session.store import Store
from medview.views.flows import models
from medview.views.flows.explaining import Explaining
from medview.views.jobs import Then
from medview.views.parts import Parts
from tests import sequence_findings
from tests.session.test_listing_sequences import content as sequences
from tests.views.heads import SHAPE, analysis, session


class _Now:
    """Work in a thread, done at once."""

    def run(self, work: Any, done: Any, failed: Any) -> None:
        try:
            value = work()
        except MedViewError as error:
            failed(error)
            return
        done(value)


class _Jobs:
    """Keeps what was asked, and answers when told to."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.asked: list[dict[str, Any]] = []
        self.then: list[Then] = []
        self.released: list[int] = []

    def submit(self, pool: str, task: str, _: str, then: Then, /, **arguments: Any) -> int:
        assert (pool, task) == ("analysis", "explain")
        self.asked.append(arguments)
        self.then.append(then)
        return len(self.asked)

    def release(self, _: str, serial: int) -> None:
        self.released.append(serial)

    def answer(self) -> Finding:
        """What the job gives: a map of its own."""
        asked = self.asked[-1]
        finding, method = asked["finding"], asked["method"] or "grad-cam"
        path = self._folder / f"evidence{len(self.asked)}.npy"
        np.save(path, np.full(SHAPE, 0.5, np.float16))
        plan = (("explained_finding", finding.id), ("method", method))
        code = Code(f"WHY-{len(self.asked)}", "99MEDVIEW", f"Why? {method}")
        source = replace(finding.source, plan=plan)
        told = Finding(f"why{len(self.asked)}", code, Whole(), Field(str(path), UNITY, 0.0, 1.0), source)
        assert self.then[-1].done is not None
        self.then[-1].done(told)
        return told


@pytest.fixture
def asking(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(models, "runnable", lambda folder, model: (tmp_path / model, None))
    found = analysis(tmp_path)
    store = Store(tmp_path / "store")
    kept = store.add_analysis(found, "fingerprint")
    known = session(tmp_path, kept)
    jobs = _Jobs(tmp_path)
    parts = SimpleNamespace(session=known, store=store, jobs=jobs, background=_Now(), models=tmp_path)
    flow = Explaining(cast("Parts", parts))
    yield SimpleNamespace(flow=flow, session=known, jobs=jobs, store=store)
    store.close()


def _select(known: Session, finding: str) -> None:
    known.apply(FindingSelected(finding))


def test_the_answer_is_kept_with_its_analysis_and_drawn(asking: Any) -> None:
    _select(asking.session, "f1")
    asking.flow.explain("occlusion")
    assert asking.jobs.asked[0]["method"] == "occlusion"
    assert asking.jobs.asked[0]["finding"].id == "f1"
    asking.jobs.answer()
    state = asking.session.state
    assert state.overlay.uncertainty
    assert state.overlay.map == "WHY-1"
    told = next(one for one in state.findings if one.id == "why1")
    assert asking.jobs.released == [1]
    assert isinstance(told.value, Field)
    assert np.load(told.value.path).max() == 0.5
    assert told in asking.store.analyses("fingerprint")[0].findings


def test_a_question_answered_before_is_only_shown(asking: Any) -> None:
    _select(asking.session, "f1")
    asking.flow.explain("")
    asking.jobs.answer()
    asking.flow.explain("grad-cam")
    asking.flow.explain("")
    assert len(asking.jobs.asked) == 1
    asking.flow.explain("occlusion")
    assert len(asking.jobs.asked) == 2


def test_a_question_that_is_being_answered_is_not_asked_again(asking: Any) -> None:
    _select(asking.session, "f1")
    asking.flow.explain("")
    asking.flow.explain("")
    assert len(asking.jobs.asked) == 1
    assert asking.jobs.then[0].cancelled is not None
    asking.jobs.then[0].cancelled()
    asking.flow.explain("")
    assert len(asking.jobs.asked) == 2


@pytest.mark.parametrize("selected", [None, "map"])
def test_nothing_to_ask_is_told(qtbot: QtBot, asking: Any, selected: str | None) -> None:
    if selected:
        _select(asking.session, selected)
    with qtbot.waitSignal(asking.flow.failed) as told:
        asking.flow.explain()
    assert "No finding" in told.args[0].message
    assert asking.jobs.asked == []


def test_why_there_is_no_answer_is_told_and_it_can_be_asked_again(qtbot: QtBot, asking: Any) -> None:
    _select(asking.session, "f2")
    asking.flow.explain("grad-cam")
    with qtbot.waitSignal(asking.flow.failed) as told:
        asking.jobs.then[0].failed(Failed(1, "no gradients", "choose occlusion", "error"))
    assert told.args[0].hint == "choose occlusion"
    asking.flow.explain("grad-cam")
    assert len(asking.jobs.asked) == 2


def test_a_map_that_cannot_be_kept_is_told(qtbot: QtBot, asking: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise MedViewError("The disk is full.")

    monkeypatch.setattr(asking.store, "add_evidence", full)
    _select(asking.session, "f1")
    asking.flow.explain()
    with qtbot.waitSignal(asking.flow.failed):
        asking.jobs.answer()
    assert not asking.session.state.overlay.uncertainty


def test_the_store_refuses_a_map_of_an_analysis_it_does_not_know(asking: Any, tmp_path: Path) -> None:
    _select(asking.session, "f1")
    asking.flow.explain()
    told = asking.jobs.answer()
    with pytest.raises(MedViewError, match="not kept"):
        asking.store.add_evidence("unknown", told)


def test_a_class_of_a_record_is_asked_with_the_letters_of_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "runnable", lambda folder, model: (tmp_path / model, None))
    study, series = sequence_findings.study()
    content = sequences(tmp_path)
    with Store(tmp_path / "store") as store:
        known = Session(store.add_review)
        kept = store.add_analysis(sequence_findings.whole(), sequence_findings.FINGERPRINT)
        for change in (
            StudiesFound(ScanResult((study,))),
            ContentOpened(series, content),
            AnalysisFinished(kept),
            FindingSelected("nucleus0"),
        ):
            known.apply(change)
        jobs = _Jobs(tmp_path)
        parts = SimpleNamespace(session=known, store=store, jobs=jobs, background=_Now(), models=tmp_path)
        flow = Explaining(cast("Parts", parts))
        flow.explain("integrated-gradients")
        (asked,) = jobs.asked
        assert asked["stored"] is content
        told = sequence_findings.explained(sequence_findings.whole(), tmp_path).findings[-1]
        assert jobs.then[0].done is not None
        jobs.then[0].done(told)
        assert known.state.overlay.map == "WHY-nucleus0"
        assert not known.state.overlay.uncertainty, "there is no image for a map to lie over"
        (along,) = shown_evidence(known.state)
        assert along.finding.id == "why-nucleus0"
        flow.explain("")
        assert len(jobs.asked) == 1, "what was answered is only shown"
