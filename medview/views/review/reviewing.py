"""Decisions as a person makes them: the name asked once, a reason where one helps, on to the next finding."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from medview.core.code import Code
from medview.core.errors import MedViewError
from medview.core.finding import Box, Decision, Finding, PictureBox, Points, Region, Review, Span
from medview.core.review import by_hand, original_of, originals
from medview.core.stretches import is_placed
from medview.session import listing
from medview.session.changes import CursorMoved, FindingPointed, FindingSelected, FrameShown, ReviewerNamed
from medview.session.session import Session
from medview.views import words
from medview.views.review.decision_form import DecisionForm

Act = Callable[[], object]
Drawn = Box | PictureBox | Span
"""Places that a person's hand changes, or adds."""


class Reviewing(QObject):
    """Records decisions on the listed findings.

    Args:
        session: The session.
        form: Where questions are asked.
        parent: The panel.
    """

    failed = Signal(object)
    """A ``MedViewError`` that kept a decision from being recorded."""

    def __init__(self, session: Session, form: DecisionForm, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._form = form

    @property
    def undecided(self) -> list[Finding]:
        """Listed findings nobody decided on, in order."""
        return list(listing.undecided(self._session.state))

    @property
    def selected(self) -> Finding | None:
        """The selected finding as it stands: a person's version of it, or the model's where that was taken back."""
        state = self._session.state
        if state.selected is None:
            return None
        known = originals(state.reviews)
        original = known.get(state.selected, state.selected)
        return next((one for one in listing.listed(state) if known.get(one.id, one.id) == original), None)

    @property
    def decision(self) -> Review | None:
        """What was decided on the selected finding; None: nothing."""
        state, finding = self._session.state, self.selected
        return state.decisions.get(original_of(finding.id, state.reviews)) if finding else None

    def accept(self) -> None:
        """Accept the selected finding and go to the next undecided one; one that is the person's counts already."""
        finding = self.selected
        if finding and (by_hand(finding) or listing.replaced_by(finding, self._session.state.reviews)):
            self.next()
        elif finding:
            self._named(partial(self._decide, finding, Decision.ACCEPTED, ""))

    def reject(self) -> None:
        """Reject the selected finding after asking why; what the person added is taken away again."""
        finding = self.selected
        if finding and by_hand(finding):
            self._named(partial(self._remove, finding))
        elif finding:
            self._named(partial(self._ask_reason, finding))

    def note(self) -> None:
        """Ask for a few words beside the decision on the selected finding."""
        finding, review = self.selected, self.decision
        if finding and review:
            self._named(partial(self._ask_note, finding, review.reason))

    def accept_rest(self) -> None:
        """Accept every undecided finding, after a question that says how many."""
        if self.undecided:
            self._named(lambda: self._form.ask_accept_rest(len(self.undecided), self._accept_all))

    def change_place(self, finding: Finding, where: Drawn) -> None:
        """Record that a box or stretch is right in another place."""
        title = self.tr("Finding moved") if isinstance(where, Span) else self.tr("Box changed")
        self._named(partial(self._change, finding, title, where=where))

    def change_class(self, finding: Finding, what: Code) -> None:
        """Record that a box or stretch is right, but of another class."""
        if what != finding.what:
            self._named(partial(self._change, finding, self.tr("Class changed"), what=what))

    def add_box(self, what: Code, where: Drawn) -> None:
        """Record a box or stretch that the model missed, and choose it."""
        self._named(partial(self._add, what, where))

    def next(self) -> None:
        """Go to the next undecided finding after the selected one, from the top when there is none below."""
        findings, selected = self._from_selected(1)
        waiting = {finding.id for finding in self.undecided}
        following = next((one for one in findings if one.id in waiting), None)
        if following and following is not selected:
            self.show(following)

    def step(self, way: int) -> None:
        """Go to the next box or stretch of the list, or the one before, around."""
        findings, _ = self._from_selected(way)
        following = next((one for one in findings if listing.is_box(one) or is_placed(one)), None)
        if following:
            self.show(following)

    def show(self, finding: Finding) -> None:
        """Select a finding and go to it: its place in a volume, its picture, or its record."""
        self.choose(finding)
        point, frame = place(finding), listing.frame_of(finding)
        if point:
            self._session.apply(CursorMoved(point))
        if frame is not None and frame != self._session.state.frame:
            self._session.apply(FrameShown(frame))

    def choose(self, finding: Finding) -> None:
        """Select a finding where it is."""
        if self._session.state.selected != finding.id:
            self._session.apply(FindingSelected(finding.id))

    def point(self, finding_id: str | None, series: str = "") -> None:
        """The pointer stands on a finding of a series, or on none: of the active one by default."""
        one = self._session.state.opened.get(series or self._session.state.tile.series)
        if one is not None and one.pointed != finding_id:
            self._session.apply(FindingPointed(finding_id, one.series.uid))

    def undo(self) -> None:
        """Take back the last decision."""
        self._tried(self._session.undo)

    def redo(self) -> None:
        """Decide again what was taken back."""
        self._tried(self._session.redo)

    def _from_selected(self, way: int) -> tuple[tuple[Finding, ...], Finding | None]:
        """The listed findings in the order after the selected one, that one last; and that one."""
        findings, selected = listing.listed(self._session.state)[::way], self.selected
        start = findings.index(selected) + 1 if selected in findings else 0
        return (*findings[start:], *findings[:start]), selected

    def _named(self, act: Act) -> None:
        if self._session.state.reviewer.strip():
            act()
        else:
            self._form.ask_name(partial(self._name, act))

    def _name(self, act: Act, name: str) -> None:
        self._session.apply(ReviewerNamed(name))
        act()

    def _ask_reason(self, finding: Finding) -> None:
        self._form.ask_reason(words.finding_name(finding), partial(self._decide, finding, Decision.REJECTED))

    def _ask_note(self, finding: Finding, before: str) -> None:
        self._form.ask_note(words.finding_name(finding), before, partial(self._annotate, finding))

    def _annotate(self, finding: Finding, text: str) -> None:
        original = original_of(finding.id, self._session.state.reviews)
        self._tried(lambda: self._session.annotate(original, text, self.tr("Note")))

    def _decide(self, finding: Finding, decision: Decision, reason: str) -> None:
        original = original_of(finding.id, self._session.state.reviews)
        if self._tried(lambda: self._session.decide(original, decision, reason)):
            self.next()

    def _change(self, finding: Finding, title: str, **fields: object) -> None:
        changed = replace(finding, id=uuid.uuid4().hex, **fields)  # type: ignore[arg-type]
        original = original_of(finding.id, self._session.state.reviews)
        if self._tried(lambda: self._session.modify(original, changed, title)):
            self.choose(changed)

    def _add(self, what: Code, where: Drawn) -> None:
        added: list[Finding] = []
        title = self.tr("Finding added") if isinstance(where, Span) else self.tr("Box added")
        if self._tried(lambda: added.append(self._session.add(what, where, title))):
            self.choose(added[0])

    def _remove(self, finding: Finding) -> None:
        original = original_of(finding.id, self._session.state.reviews)
        title = self.tr("Finding removed") if isinstance(finding.where, Span) else self.tr("Box removed")
        self._tried(lambda: self._session.decide(original, Decision.WITHDRAWN, self.tr("Removed"), title))

    def _accept_all(self, remark: str) -> None:
        waiting = [finding.id for finding in self.undecided]
        self._tried(lambda: self._session.decide_all(waiting, Decision.ACCEPTED, remark, self.tr("Rest accepted")))

    def _tried(self, act: Act) -> bool:
        try:
            act()
        except MedViewError as error:
            self.failed.emit(error)
            return False
        return True


def place(finding: Finding) -> tuple[float, float, float] | None:
    """Where the crosshair goes to show a finding, LPS mm; None for one that speaks of the whole input."""
    match finding.where:
        case Region(centroid_lps=point):
            return point
        case Box(low, high):
            x, y, z = ((a + b) / 2 for a, b in zip(low, high, strict=True))
            return (x, y, z)
        case Points(points) if points:
            return points[0]
    return None
