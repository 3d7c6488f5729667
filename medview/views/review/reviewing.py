"""Decisions as a person makes them: the name asked once, a reason where one helps, on to the next finding."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from medview.core.errors import MedViewError
from medview.core.finding import Box, Decision, Field, Finding, Points, Region
from medview.session.changes import CursorMoved, FindingSelected, ReviewerNamed
from medview.session.session import Session
from medview.views import words
from medview.views.review.decision_form import DecisionForm

Act = Callable[[], object]


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
        state = self._session.state
        decided = state.decisions
        return [finding for finding in listed(state.findings) if finding.id not in decided]

    def accept(self) -> None:
        """Accept the selected finding and go to the next undecided one."""
        finding = self._selected()
        if finding:
            self._named(partial(self._decide, finding, Decision.ACCEPTED, ""))

    def reject(self) -> None:
        """Reject the selected finding after asking why."""
        finding = self._selected()
        if finding:
            self._named(partial(self._ask_reason, finding))

    def accept_rest(self) -> None:
        """Accept every undecided finding, after a question that says how many."""
        if self.undecided:
            self._named(lambda: self._form.ask_accept_rest(len(self.undecided), self._accept_all))

    def next(self) -> None:
        """Go to the next undecided finding after the selected one, from the top when there is none below."""
        findings = listed(self._session.state.findings)
        ids = [finding.id for finding in findings]
        selected = self._session.state.selected
        start = ids.index(selected) + 1 if selected in ids else 0
        waiting = {finding.id for finding in self.undecided}
        order = (*findings[start:], *findings[:start])
        following = next((finding for finding in order if finding.id in waiting), None)
        if following:
            self.show(following)

    def show(self, finding: Finding) -> None:
        """Select a finding and move the crosshair to it."""
        if self._session.state.selected != finding.id:
            self._session.apply(FindingSelected(finding.id))
        point = place(finding)
        if point:
            self._session.apply(CursorMoved(point))

    def undo(self) -> None:
        """Take back the last decision."""
        self._tried(self._session.undo)

    def redo(self) -> None:
        """Decide again what was taken back."""
        self._tried(self._session.redo)

    def _selected(self) -> Finding | None:
        state = self._session.state
        return next((finding for finding in listed(state.findings) if finding.id == state.selected), None)

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

    def _decide(self, finding: Finding, decision: Decision, reason: str) -> None:
        if self._tried(lambda: self._session.decide(finding.id, decision, reason)):
            self.next()

    def _accept_all(self, remark: str) -> None:
        for finding in self.undecided:
            if not self._tried(partial(self._session.decide, finding.id, Decision.ACCEPTED, remark)):
                return

    def _tried(self, act: Act) -> bool:
        try:
            act()
        except MedViewError as error:
            self.failed.emit(error)
            return False
        return True


def listed(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings a person decides on; maps help to decide and are switched on in the view."""
    return tuple(finding for finding in findings if not isinstance(finding.value, Field))


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
