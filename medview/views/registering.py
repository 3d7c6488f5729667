"""Placing one series in another: by registration or by hand, proposed in the viewports until it is accepted."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from PySide6.QtCore import QCoreApplication, QObject, Signal

from medview.core.errors import MedViewError
from medview.core.geometry import Float
from medview.core.rigid import Rigid, nudged, rows_of
from medview.core.study import Series
from medview.jobs.protocol import Failed
from medview.session.changes import AlignmentChanged
from medview.session.layout import Alignment
from medview.session.priors import BY_CENTRES, by_position
from medview.session.relating import alignment_key, node_of, relation
from medview.session.session import Session, Step
from medview.session.state import Job, State
from medview.views import words
from medview.views.jobs import Then

REGISTERED, BY_HAND = "registration", "moved by hand"
PROPOSED = "proposed, not accepted"


def _tr(text: str) -> str:
    return QCoreApplication.translate("registering", text)


class Registering(QObject):
    """One placement under way; it ends with ``accept`` or ``reject``.

    Args:
        session: Whose series they are.
        jobs: Where the search runs (``medview.views.jobs.JobBridge``).
        fixed: The series that stays.
        moving: The one that is laid over it.
        parent: The dialog.
    """

    changed = Signal()
    """Another place, or the search began or ended."""
    failed = Signal(object)
    """A ``MedViewError``."""

    def __init__(
        self, session: Session, jobs: Any, fixed: Series, moving: Series, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self.fixed = fixed
        self.moving = moving
        self.found: Rigid | None = None
        self.by_hand = False
        self._serial: int | None = None
        state = session.state
        self._key = alignment_key(moving, fixed)
        self._onto = node_of(state.alignments, fixed)
        self._before = state.alignments.get(self._key)
        self._open = True
        known = relation(state.alignments, moving, fixed)
        self.related = known is not None
        self.matrix: Float = known.matrix if known is not None else _guess(moving, fixed)
        if not self.related:
            self._propose()

    @property
    def running(self) -> bool:
        """Whether a search is under way."""
        return self._serial is not None

    @property
    def job(self) -> Job | None:
        """The search as the list of jobs has it."""
        return next((job for job in self._session.state.jobs if job.id == self._serial), None)

    @property
    def middle_lps(self) -> Float:
        """What turns are about: the middle of the fixed series."""
        assert self.fixed.geometry is not None
        return self.fixed.geometry.centre_lps

    def run(self) -> None:
        """Look for the place, from where a hand has put the series, or from where the files say."""
        state = self._session.state
        fixed, moving = (state.opened.get(one.uid) for one in (self.fixed, self.moving))
        if self.running or fixed is None or moving is None or fixed.volume is None or moving.volume is None:
            return
        title = _tr("Register {moving} with {fixed}").format(
            moving=words.series_title(self.moving), fixed=words.series_title(self.fixed)
        )
        start = rows_of(np.linalg.inv(self.matrix)) if self.by_hand else None
        then = Then(done=self._done, failed=self._failed, cancelled=self._ended)
        self._serial = self._jobs.submit(
            "registration", "align", title, then, fixed=fixed.volume, moving=moving.volume, start=start
        )
        self.changed.emit()

    def cancel(self) -> None:
        """Give up the search; the place stays."""
        if self._serial is not None:
            self._jobs.cancel(self._serial)

    def nudge(self, shift_lps: ArrayLike = (0.0, 0.0, 0.0), turn_lps_deg: ArrayLike = (0.0, 0.0, 0.0)) -> None:
        """Move and turn the moving series a little, by hand.

        Args:
            shift_lps: (3,) mm.
            turn_lps_deg: (3,) degrees about the L, P and H axes through the middle of the fixed series.
        """
        self.matrix = nudged(self.matrix, shift_lps, turn_lps_deg, self.middle_lps)
        self.by_hand = True
        self._propose()

    def accept(self) -> None:
        """Keep the place; it can be undone."""
        if not self._open:
            return
        self.cancel()
        self._open = False
        after = self._alignment(self.how)
        put = partial(_put, self._session, self._key)
        put(after)
        title = _tr("Registration accepted")
        self._session.did(Step(title, self.fixed.uid, partial(put, self._before), partial(put, after)))

    def reject(self) -> None:
        """Put everything back."""
        if self._open:
            self.cancel()
            self._open = False
            _put(self._session, self._key, self._before)

    @property
    def how(self) -> str:
        """What the place comes from: what was there before, where nothing was done yet."""
        parts = [REGISTERED] if self.found is not None else []
        parts += [BY_HAND] if self.by_hand else []
        if parts or not self.related:
            return ", ".join(parts) or BY_CENTRES
        return self._before.how if self._before is not None else ""

    @property
    def acceptable(self) -> bool:
        """Whether there is a proposal, and no search runs."""
        return not self.running and (self.found is not None or self.by_hand or not self.related)

    def _alignment(self, how: str) -> Alignment:
        return Alignment(self._onto, rows_of(self.matrix), how)

    def _propose(self) -> None:
        if self._open:
            _put(self._session, self._key, self._alignment(PROPOSED))
            self.changed.emit()

    def _done(self, found: Rigid) -> None:
        self._serial = None
        if self._open:
            self.found, self.by_hand, self.matrix = found, False, found.onto_fixed
            self._propose()

    def _failed(self, ending: Failed) -> None:
        self._ended()
        self.failed.emit(MedViewError(ending.message, ending.hint))

    def _ended(self) -> None:
        self._serial = None
        self.changed.emit()


def both_open(state: State, fixed: Series, moving: Series) -> bool:
    """Whether both series are there to be laid over each other."""
    found = (state.opened.get(one.uid) for one in (fixed, moving))
    return all(one is not None and one.volume is not None for one in found)


def _guess(moving: Series, fixed: Series) -> Float:
    """Where a series lies as long as nobody knows better: middle on middle."""
    placed = by_position(moving, fixed)
    return np.array(placed.matrix) if placed is not None else np.eye(4)


def _put(session: Session, key: str, alignment: Alignment | None) -> None:
    session.apply(AlignmentChanged(key, alignment))
