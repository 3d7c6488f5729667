"""Asking why: a model says what of its input speaks for a finding; the map is kept and drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from medview.core.card import ModelCard
from medview.core.content import SequenceContent
from medview.core.errors import MedViewError
from medview.core.explained import can_be_asked, explains, method_of
from medview.core.finding import Analysis, Finding, Track
from medview.core.images import StoredImages
from medview.core.study import Series
from medview.core.volume import StoredVolume
from medview.jobs.protocol import Failed
from medview.session.changes import FindingReplaced, FrameShown, OverlayChanged
from medview.session.listing import frame_of
from medview.session.state import State
from medview.views import words
from medview.views.flows import models
from medview.views.jobs import Then
from medview.views.parts import Parts


@dataclass(frozen=True, eq=False)
class _Question:
    """What was asked.

    Args:
        analysis: The analysis the finding is of.
        series: Its series.
        stored: What is open of it.
        finding: What is asked why.
        method: How; empty: the model's own choice.
    """

    analysis: Analysis
    series: Series
    stored: StoredVolume | StoredImages | SequenceContent
    finding: Finding
    method: str


class Explaining(QObject):
    """Asks models why, one question after the other.

    Args:
        parts: What flows work with.
        parent: The window.
    """

    failed = Signal(object)
    """A ``MedViewError``: why there is no answer, and the next step."""

    def __init__(self, parts: Parts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._asked: set[tuple[str, str]] = set()

    def explain(self, method: str = "") -> None:
        """Ask why of the selected finding; what was asked before is only shown.

        Args:
            method: One of ``core.explained.METHODS``; empty: the model's own choice.
        """
        state = self._parts.session.state
        question = _question(state, method)
        if question is None:
            told = self.tr("No finding that a network made is chosen.")
            self.failed.emit(MedViewError(told, self.tr("Choose a class, a box or a region in the list of findings.")))
            return
        known = next((one for one in question.analysis.findings if _answers(one, question)), None)
        if known is not None:
            self._show(question.series.uid, known)
        elif (question.finding.id, method) not in self._asked:
            self._asked.add((question.finding.id, method))
            find = partial(models.runnable, self._parts.models, question.finding.source.model)
            self._parts.background.run(find, partial(self._ask, question), partial(self._failed, question))

    def _ask(self, question: _Question, found: tuple[Path, ModelCard]) -> None:
        title = self.tr("Why “{finding}”?").format(finding=words.finding_name(question.finding))
        serial = 0

        def done(told: Finding) -> None:
            keep = partial(self._parts.store.add_evidence, question.analysis.id, told)
            kept = partial(self._kept, question, serial)
            self._parts.background.run(keep, kept, partial(self._failed, question))

        then = Then(done, failed=partial(self._job_failed, question), cancelled=partial(self._end, question))
        serial = self._parts.jobs.submit(
            "analysis",
            "explain",
            title,
            then,
            model_folder=str(found[0]),
            series=question.series,
            stored=question.stored,
            finding=question.finding,
            method=question.method,
        )

    def _kept(self, question: _Question, serial: int, told: Finding) -> None:
        self._end(question)
        self._parts.jobs.release("analysis", serial)
        self._parts.session.apply(FindingReplaced(question.analysis.id, told, question.series.uid))
        self._show(question.series.uid, told)

    def _show(self, uid: str, told: Finding) -> None:
        """Draw a map, on its picture, if its series is still the active one."""
        session = self._parts.session
        if session.state.series is None or session.state.series.uid != uid:
            return
        frame = frame_of(told)
        if frame is not None and frame != session.state.frame:
            session.apply(FrameShown(frame, uid))
        over = session.state.overlay.uncertainty or not isinstance(told.value, Track)  # nothing lies over letters
        session.apply(OverlayChanged(replace(session.state.overlay, map=told.what.value, uncertainty=over)))

    def _job_failed(self, question: _Question, failed: Failed) -> None:
        self._failed(question, MedViewError(failed.message, failed.hint))

    def _failed(self, question: _Question, error: MedViewError) -> None:
        self._end(question)
        self.failed.emit(error)

    def _end(self, question: _Question) -> None:
        self._asked.discard((question.finding.id, question.method))


def _question(state: State, method: str) -> _Question | None:
    sequences = state.content if isinstance(state.content, SequenceContent) else None
    stored = state.volume or state.images or sequences
    finding = next((one for one in state.findings if one.id == state.selected), None)
    if state.series is None or state.analysis is None or stored is None or finding is None:
        return None
    return _Question(state.analysis, state.series, stored, finding, method) if can_be_asked(finding) else None


def _answers(one: Finding, question: _Question) -> bool:
    """Whether a map that is there answers a question."""
    if not explains(one, question.finding):
        return False
    return not question.method or method_of(one) == question.method
