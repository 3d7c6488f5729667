"""The session: the present state, who is told of changes, and the undo of decisions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from medview.core.code import Code
from medview.core.errors import MedViewError
from medview.core.finding import Analysis, Decision, Finding, Review, Where, now
from medview.core.measurement import KeyImage, Measurement
from medview.core.text import tr
from medview.session.changes import (
    Change,
    FindingReplaced,
    KeyImagesChanged,
    MeasurementDropped,
    MeasurementPut,
    Reviewed,
    ReviewedTogether,
)
from medview.session.own import own_finding
from medview.session.reduce import Parts, reduce
from medview.session.state import Opened, Part, State

Listener = Callable[[State, Parts], None]
KeepReview = Callable[[Review], None]
_HISTORY: Parts = frozenset({Part.HISTORY})


@dataclass(frozen=True, eq=False)
class Step:
    """Something a person did that can be undone.

    Args:
        title: What was done, for menus: ``"Length drawn"``.
        series: UID of the series it was done to; empty for none. When that is closed, the step is forgotten.
        back: Undoes it.
        again: Does it again.
    """

    title: str
    series: str
    back: Callable[[], object]
    again: Callable[[], object]


@dataclass(frozen=True)
class _Wish:
    """A decision that is to be recorded."""

    finding: str
    decision: Decision
    reason: str
    replacement: str | None = None


def _wish_before(finding_id: str, before: Review | None) -> _Wish:
    """What puts a finding back to what was decided on it before."""
    if before is None:
        return _Wish(finding_id, Decision.WITHDRAWN, tr("Undone"))
    return _Wish(finding_id, before.decision, before.reason, before.replacement)


class Drawings(Protocol):
    """Stores what is drawn durably; called before the state shows it, so that what is seen is saved."""

    def put_measurement(self, measurement: Measurement) -> None:
        """Keep a drawing, in place of the one of the same identifier."""

    def drop_measurement(self, measurement_id: str) -> None:
        """Keep a drawing no longer."""

    def put_key_images(self, fingerprint: str, key_images: tuple[KeyImage, ...]) -> None:
        """Keep which pictures of a series are marked."""

    def add_reviews(self, reviews: Sequence[Review]) -> None:
        """Keep many decisions, or none where one cannot be."""

    def add_replacement(self, analysis_id: str, replacement: Finding) -> None:
        """Keep a person's version of a finding of an analysis, or a finding of their own."""


class Session:
    """Holds the state and applies changes to it; used from one thread.

    Args:
        keep_review: Stores a review durably; called before the state shows it, so that what is seen is saved.
        state: The state to begin with.
        drawings: Stores drawings; None where they end with the session.
    """

    def __init__(self, keep_review: KeepReview, state: State | None = None, drawings: Drawings | None = None) -> None:
        self._keep_review = keep_review
        self._drawings = drawings
        self._state = state or State()
        self._listeners: list[Listener] = []
        self._undo: list[Step] = []
        self._redo: list[Step] = []

    @property
    def state(self) -> State:
        """The present state."""
        return self._state

    @property
    def can_undo(self) -> bool:
        """Whether something done in this sitting can be taken back."""
        return bool(self._undo)

    @property
    def undo_title(self) -> str:
        """What ``undo`` would take back; empty for nothing."""
        return self._undo[-1].title if self._undo else ""

    @property
    def redo_title(self) -> str:
        """What ``redo`` would do again; empty for nothing."""
        return self._redo[-1].title if self._redo else ""

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener(state, changed parts)`` after every change; returns what ends that, once or more often."""

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        self._listeners.append(listener)
        return stop

    def apply(self, change: Change) -> None:
        """Apply a change and tell the listeners which parts are new."""
        before = self._state.opened
        self._state, parts = reduce(self._state, change)
        if self._state.opened.keys() != before.keys():
            self._forget_closed()
        if parts:
            self._tell(parts)

    def did(self, step: Step) -> None:
        """Remember what a person did, so that it can be undone."""
        self._undo.append(step)
        self._redo.clear()
        self._tell(_HISTORY)

    def undo(self) -> str:
        """Take back what was done last; returns its title, empty when there was nothing.

        Raises:
            MedViewError: It could not be taken back; it stays the last thing done.
        """
        return self._moved(self._undo, self._redo, lambda step: step.back())

    def redo(self) -> str:
        """Do again what was taken back last; returns its title, empty when there was nothing.

        Raises:
            MedViewError: It could not be done; it stays the last thing taken back.
        """
        return self._moved(self._redo, self._undo, lambda step: step.again())

    def decide(self, finding_id: str, decision: Decision, reason: str = "", title: str = "") -> Review:
        """Record the reviewer's decision on a finding of the active series; undone by a further record.

        Args:
            finding_id: The finding.
            decision: The decision.
            reason: Why, may be empty.
            title: What was done, for the menu.

        Raises:
            MedViewError: Nobody is named as the reviewer, or the decision could not be stored.
        """
        series = self._state.tile.series
        before = self._state.decisions.get(finding_id)
        after = self._decided(finding_id, decision, reason, series)

        again = partial(self._decided, finding_id, decision, reason, series)
        back = partial(self._decided_before, finding_id, before, series)
        self.did(Step(title or tr("Decision"), series, back, again))
        return after

    def annotate(self, finding_id: str, reason: str, title: str = "") -> Review:
        """Record the decision on a finding of the active series again, with other words beside it; one step to undo.

        Args:
            finding_id: The finding, as the model has it.
            reason: The words; empty takes them away.
            title: What was done, for the menu.

        Raises:
            MedViewError: Nobody decided on it, nobody is named as the reviewer, or it could not be stored.
        """
        series, before = self._state.tile.series, self._state.decisions.get(finding_id)
        if before is None:
            raise MedViewError(tr("Nobody has decided on this finding."), tr("Accept or reject it first."))
        again = partial(self._decided, finding_id, before.decision, reason, series, before.replacement)
        after = again()
        back = partial(self._decided_before, finding_id, before, series)
        self.did(Step(title or tr("Note"), series, back, again))
        return after

    def decide_all(self, finding_ids: Sequence[str], decision: Decision, reason: str = "", title: str = "") -> None:
        """Record one decision on many findings of the active series, a review for each; one step to undo.

        Args:
            finding_ids: The findings.
            decision: The decision.
            reason: Why, may be empty.
            title: What was done, for the menu.

        Raises:
            MedViewError: Nobody is named as the reviewer, or it could not be stored; nothing is changed.
        """
        series, before = self._state.tile.series, self._state.decisions
        after = [_Wish(one, decision, reason) for one in finding_ids]
        former = [_wish_before(one, before.get(one)) for one in finding_ids]
        self._decided_together(after, series)
        again = partial(self._decided_together, after, series)
        back = partial(self._decided_together, former, series)
        self.did(Step(title or tr("Decisions"), series, back, again))

    def modify(self, finding_id: str, replacement: Finding, title: str = "") -> Review:
        """Record that a finding of the shown analysis is right as a person has it; one step to undo.

        Args:
            finding_id: The finding as the model has it; a person's former version of it gives way.
            replacement: The person's version, with an identifier of its own.
            title: What was done, for the menu.

        Raises:
            MedViewError: Nobody is named as the reviewer, or it could not be stored; nothing is changed.
        """
        series, before = self._state.tile.series, self._state.decisions.get(finding_id)
        self._check_reviewer()
        self._join(self._shown_analysis(), replacement)
        again = partial(self._decided, finding_id, Decision.MODIFIED, "", series, replacement.id)
        after = again()
        back = partial(self._decided_before, finding_id, before, series)
        self.did(Step(title or tr("Modification"), series, back, again))
        return after

    def add(self, what: Code, where: Where, title: str = "") -> Finding:
        """Record that there is something the shown analysis missed; one step to undo.

        Args:
            what: What it is.
            where: Where.
            title: What was done, for the menu.

        Returns:
            The finding, the reviewer its author.

        Raises:
            MedViewError: Nobody is named as the reviewer, or it could not be stored; nothing is changed.
        """
        analysis, one = self._shown_analysis(), self._open(self._state.tile.series)
        self._check_reviewer()
        added = own_finding(analysis, one.series, what, where, self._state.reviewer.strip())
        self._join(analysis, added)
        again = partial(self._decided, added.id, Decision.ADDED, "", one.series.uid)
        again()
        back = partial(self._decided_before, added.id, None, one.series.uid)
        self.did(Step(title or tr("Addition"), one.series.uid, back, again))
        return added

    def _shown_analysis(self) -> Analysis:
        analysis = self._state.analysis
        if analysis is None:
            raise MedViewError(tr("The series this belongs to is not open."), tr("Open it and try again."))
        return analysis

    def _join(self, analysis: Analysis, joined: Finding) -> None:
        """Store a person's finding with an analysis of the active series, then show it."""
        if self._drawings is not None:
            self._drawings.add_replacement(analysis.id, joined)
        self.apply(FindingReplaced(analysis.id, joined, self._state.tile.series))

    def draw(self, measurement: Measurement, title: str = "") -> None:
        """Put a drawing on its series, or change it: stored first, then shown; one step to undo.

        Args:
            measurement: The drawing; one of the same identifier is replaced.
            title: What was done, for the menu.

        Raises:
            MedViewError: It could not be stored, or the series is not open; nothing is changed.
        """
        known = self._open(measurement.series).measurements
        before = next((one for one in known if one.id == measurement.id), None)
        if before == measurement:
            return
        self._put(measurement)

        def back() -> None:
            if before is None:
                self._drop(measurement)
            else:
                self._put(before)

        self.did(Step(title or tr("Drawing"), measurement.series, back, lambda: self._put(measurement)))

    def erase(self, measurement: Measurement, title: str = "") -> None:
        """Take a drawing away; one step to undo.

        Raises:
            MedViewError: It could not be taken from the store, or the series is not open; it stays.
        """
        self._open(measurement.series)
        self._drop(measurement)
        name = title or tr("Deletion")
        self.did(Step(name, measurement.series, lambda: self._put(measurement), lambda: self._drop(measurement)))

    def mark(self, series: str, key_images: tuple[KeyImage, ...], title: str = "") -> None:
        """Mark these pictures of an open series, and no others: stored first, then shown; one step to undo.

        Raises:
            MedViewError: They could not be stored, or the series is not open; nothing is changed.
        """
        before = self._open(series).key_images
        self._mark(series, key_images)
        name = title or tr("Key image")
        self.did(Step(name, series, lambda: self._mark(series, before), lambda: self._mark(series, key_images)))

    def _open(self, series: str) -> Opened:
        """The series something is done to: of a closed one nobody sees what there is, or could take it back."""
        one = self._state.opened.get(series)
        if one is None:
            raise MedViewError(tr("The series this belongs to is not open."), tr("Open it and try again."))
        return one

    def _put(self, measurement: Measurement) -> None:
        if self._drawings is not None:
            self._drawings.put_measurement(measurement)
        self.apply(MeasurementPut(measurement))

    def _drop(self, measurement: Measurement) -> None:
        if self._drawings is not None:
            self._drawings.drop_measurement(measurement.id)
        self.apply(MeasurementDropped(measurement.series, measurement.id))

    def _mark(self, series: str, key_images: tuple[KeyImage, ...]) -> None:
        if self._drawings is not None:
            self._drawings.put_key_images(self._state.opened[series].series.fingerprint, key_images)
        self.apply(KeyImagesChanged(series, key_images))

    def _decided_before(self, finding_id: str, before: Review | None, series: str) -> None:
        """Decide again as it was decided before, or take the only decision back."""
        wish = _wish_before(finding_id, before)
        self._decided(finding_id, wish.decision, wish.reason, series, wish.replacement)

    def _check_reviewer(self) -> None:
        if not self._state.reviewer.strip():
            raise MedViewError(
                tr("A decision needs the name of the person who makes it."), tr("Enter your name first.")
            )

    def _decided(
        self, finding_id: str, decision: Decision, reason: str, series: str, replacement: str | None = None
    ) -> Review:
        self._check_reviewer()
        review = Review(finding_id, decision, self._state.reviewer.strip(), now(), reason, replacement)
        self._keep_review(review)
        self.apply(Reviewed(review, series))
        return review

    def _decided_together(self, wishes: Sequence[_Wish], series: str) -> None:
        self._check_reviewer()
        who, when = self._state.reviewer.strip(), now()
        reviews = tuple(Review(one.finding, one.decision, who, when, one.reason, one.replacement) for one in wishes)
        if self._drawings is not None:
            self._drawings.add_reviews(reviews)
        else:
            for review in reviews:
                self._keep_review(review)
        self.apply(ReviewedTogether(reviews, series))

    def _moved(self, source: list[Step], target: list[Step], act: Callable[[Step], object]) -> str:
        """Act on the last step of one list and put it on the other, before listeners ask what can be done next."""
        if not source:
            return ""
        step = source.pop()
        target.append(step)
        try:
            act(step)
        except MedViewError:
            source.append(target.pop())
            raise
        self._tell(_HISTORY)
        return step.title

    def _tell(self, parts: Parts) -> None:
        for listener in tuple(self._listeners):
            listener(self._state, parts)

    def _forget_closed(self) -> None:
        opened = self._state.opened
        for steps in (self._undo, self._redo):
            steps[:] = [step for step in steps if not step.series or step.series in opened]
