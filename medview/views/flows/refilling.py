"""Reading more of a stack that is held in parts: one job at a time, to its very end."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from medview.core.errors import MedViewError
from medview.core.images import StoredImages
from medview.core.study import Series
from medview.jobs.protocol import Failed
from medview.views.jobs import JobBridge, Then


class Refill(QObject):
    """The one job that fills slots; two at once would give the same slot to different pictures.

    Args:
        jobs: Where it runs.
        parent: The flow.
    """

    failed = Signal(object)
    """A ``MedViewError``; not of a job that was cancelled."""

    def __init__(self, jobs: JobBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._serial: int | None = None
        self._cancelled = False

    @property
    def running(self) -> bool:
        """Whether a job has not ended; a cancelled one ends when its process says so."""
        return self._serial is not None

    def start(self, series: Series, images: StoredImages) -> None:
        """Read the pictures around the one on screen, when no job is running."""
        if self.running:
            return
        self._cancelled = False
        then = Then(done=self._done, failed=self._failed, cancelled=self._ended)
        self._serial = self._jobs.submit("files", "refill", "", then, series=series, images=images)

    def cancel(self) -> None:
        """Ask the job to stop."""
        if self._serial is not None:
            self._cancelled = True
            self._jobs.cancel(self._serial)

    def _done(self, _value: object) -> None:
        serial = self._serial
        self._ended()
        if serial is not None:
            self._jobs.release("files", serial)

    def _failed(self, ending: Failed) -> None:
        self._ended()
        if not self._cancelled:
            self.failed.emit(MedViewError(ending.message, ending.hint))

    def _ended(self) -> None:
        self._serial = None
