"""Tells the processes that draw in 3D which volumes are still open: of the others they keep nothing."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from medview.session.session import Session
from medview.session.state import Part, State
from medview.views.jobs import JobBridge, Then
from medview.views.solid.shots import QUICK, SHARP

_REST_MS = 300
"""Layouts that come and go close and open several series."""


class Tidying(QObject):
    """Follows what is open.

    Args:
        session: The state.
        jobs: The drawing processes.
        parent: The window.
    """

    def __init__(self, session: Session, jobs: JobBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._known = _paths(session.state)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._tell)
        self._stop_listening = session.listen(self._changed)

    @property
    def waiting(self) -> bool:
        """Whether something is to be told."""
        return self._rest.isActive()

    def close(self) -> None:
        """Hear of no change any more."""
        self._rest.stop()
        self._stop_listening()

    def _changed(self, state: State, _parts: frozenset[Part]) -> None:
        paths = _paths(state)
        if self._known - paths:
            self._rest.start()
        self._known = paths

    def _tell(self) -> None:
        for pool in {QUICK, SHARP} & self._jobs.used:
            self._tidy(pool)

    def _tidy(self, pool: str) -> None:
        def release(_: None) -> None:
            self._jobs.release(pool, serial)

        serial = self._jobs.submit(pool, "tidy", "", Then(done=release), paths=tuple(sorted(self._known)))


def _paths(state: State) -> frozenset[str]:
    return frozenset(one.volume.path for one in state.opened.values() if one.volume is not None)
