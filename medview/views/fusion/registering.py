"""Placing one series in another: by registration or by hand, proposed in the viewports until it is accepted."""

from __future__ import annotations

from collections.abc import Mapping
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
from medview.session.relating import PROPOSED, alignment_key, freed, relation
from medview.session.session import Session, Step
from medview.session.state import Job, State
from medview.views import words
from medview.views.jobs import Then

REGISTERED, BY_HAND = "registration", "moved by hand"


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
        self._key = alignment_key(state.alignments, moving, fixed)
        self._onto, self._others = freed(state.alignments, self._key, fixed)
        self._former = {key: state.alignments.get(key) for key in (*self._others, self._key)}
        self._open = True
        known = relation(state.alignments, moving, fixed)
        self._known = ", ".join(known.how) if known is not None else ""
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
        put = partial(_put, self._session)
        after = self._placed(Alignment(self._onto, rows_of(self.matrix), self.how))
        put(after)
        title = _tr("Registration accepted")
        self._session.did(Step(title, self.fixed.uid, partial(put, self._former), partial(put, after)))

    def reject(self) -> None:
        """Put everything back."""
        if self._open:
            self.cancel()
            self._open = False
            _put(self._session, self._former)

    @property
    def how(self) -> str:
        """What the place comes from: what was there before, where nothing was done yet."""
        parts = [REGISTERED] if self.found is not None else []
        parts += [BY_HAND] if self.by_hand else []
        if parts or not self.related:
            return ", ".join(parts) or BY_CENTRES
        return self._known

    @property
    def acceptable(self) -> bool:
        """Whether there is a proposal, and no search runs."""
        return not self.running and (self.found is not None or self.by_hand or not self.related)

    def _placed(self, alignment: Alignment) -> dict[str, Alignment | None]:
        """What is known with this alignment in place of all that said it before."""
        return {**self._others, self._key: alignment}

    def _propose(self) -> None:
        if self._open:
            former = tuple((key, one) for key, one in self._former.items() if one is not None)
            _put(self._session, self._placed(Alignment(self._onto, rows_of(self.matrix), PROPOSED, former)))
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


def _put(session: Session, alignments: Mapping[str, Alignment | None]) -> None:
    for key, alignment in alignments.items():
        session.apply(AlignmentChanged(key, alignment))
