"""The session: the present state, who is told of changes, and the undo of decisions."""

from __future__ import annotations

from collections.abc import Callable

from medview.core.errors import MedViewError
from medview.core.finding import Decision, Review, now
from medview.core.text import tr
from medview.session.changes import Change, Reviewed, VolumeOpened
from medview.session.reduce import Parts, reduce
from medview.session.state import State

Listener = Callable[[State, Parts], None]
Step = tuple[Review | None, Review]
"""The decision in force before, and the one that replaced it."""
KeepReview = Callable[[Review], None]


class Session:
    """Holds the state and applies changes to it; used from one thread.

    Args:
        keep_review: Stores a review durably; called before the state shows it, so that what is seen is saved.
        state: The state to begin with.
    """

    def __init__(self, keep_review: KeepReview, state: State | None = None) -> None:
        self._keep_review = keep_review
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
        """Whether a decision of this sitting on the open series can be taken back."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether a decision that was taken back can be made again."""
        return bool(self._redo)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener(state, changed parts)`` after every change; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def apply(self, change: Change) -> None:
        """Apply a change and tell the listeners which parts are new."""
        if isinstance(change, VolumeOpened):
            self._undo.clear()
            self._redo.clear()
        self._state, parts = reduce(self._state, change)
        if parts:
            for listener in tuple(self._listeners):
                listener(self._state, parts)

    def decide(self, finding_id: str, decision: Decision, reason: str = "") -> Review:
        """Record the reviewer's decision on a finding; undoable.

        Raises:
            MedViewError: Nobody is named as the reviewer, or the decision could not be stored.
        """
        before = self._state.decisions.get(finding_id)
        after = self._made(finding_id, decision, reason)
        self._undo.append((before, after))
        self._redo.clear()
        self.apply(Reviewed(after))
        return after

    def undo(self) -> Review | None:
        """Take back the last decision of this sitting by a new record; the earlier ones stay in the trail."""
        if not self._undo:
            return None
        before, after = self._undo[-1]
        if before is None:
            review = self._made(after.finding, Decision.WITHDRAWN, tr("Undone"))
        else:
            review = self._made(before.finding, before.decision, before.reason)
        self._redo.append(self._undo.pop())
        self.apply(Reviewed(review))
        return review

    def redo(self) -> Review | None:
        """Decide again what ``undo`` took back."""
        if not self._redo:
            return None
        _, after = self._redo[-1]
        review = self._made(after.finding, after.decision, after.reason)
        self._undo.append(self._redo.pop())
        self.apply(Reviewed(review))
        return review

    def _made(self, finding_id: str, decision: Decision, reason: str) -> Review:
        if not self._state.reviewer.strip():
            raise MedViewError(
                tr("A decision needs the name of the person who makes it."), tr("Enter your name first.")
            )
        review = Review(finding_id, decision, self._state.reviewer.strip(), now(), reason)
        self._keep_review(review)
        return review
