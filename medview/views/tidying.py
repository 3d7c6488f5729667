"""Lets go of what was kept ready of series that were closed: their words as pictures, their volumes in 3D."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from medview.core.heap import give_back
from medview.session.session import Session
from medview.session.state import Part, State
from medview.views.drawing.label import set_words
from medview.views.jobs import JobBridge, Then
from medview.views.solid.shots import QUICK, SHARP
from medview.views.viewport.decorations import forget_words

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
        self._known = frozenset(session.state.opened)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._tidy)
        self._stop_listening = session.listen(self._changed)

    @property
    def waiting(self) -> bool:
        """Whether something is to be let go."""
        return self._rest.isActive()

    def close(self) -> None:
        """Hear of no change any more."""
        self._rest.stop()
        self._stop_listening()

    def _changed(self, state: State, _parts: frozenset[Part]) -> None:
        known = frozenset(state.opened)
        if self._known - known:
            self._rest.start()
        self._known = known

    def _tidy(self) -> None:
        forget_words()
        set_words.cache_clear()
        opened = self._session.state.opened.values()
        paths = tuple(sorted(one.volume.path for one in opened if one.volume is not None))
        for pool in {QUICK, SHARP} & self._jobs.used:
            self._tell(pool, paths)
        give_back()

    def _tell(self, pool: str, paths: tuple[str, ...]) -> None:
        def release(_: None) -> None:
            self._jobs.release(pool, serial)

        serial = self._jobs.submit(pool, "tidy", "", Then(done=release), paths=paths)
