"""The thinned copy of a volume that the 3D view moves with, asked from a worker."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from medview.core.volume import StoredVolume
from medview.imaging.scene import SmallVolume
from medview.jobs.protocol import Failed
from medview.views.jobs import JobBridge, Then

_POOL = "interactive"
_REST_MS = 400
"""A position of a 4D series that stays this long is worth a picture in 3D."""


class SmallVolumes(QObject):
    """Keeps the thinned copy of one volume.

    Args:
        jobs: Where it is made.
        parent: The view.
    """

    changed = Signal()
    failed = Signal(object)
    """A ``Failed``."""

    def __init__(self, jobs: JobBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.small: SmallVolume | None = None
        self.stamp = 0
        """Grows with every volume asked for."""
        self._jobs = jobs
        self._stored: StoredVolume | None = None
        self._asked = self._held = 0
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._build)

    @property
    def waiting(self) -> bool:
        """Whether it is to come."""
        return self._rest.isActive() or self._asked != 0

    def show(self, stored: StoredVolume | None) -> bool:
        """Take another volume; while positions of a 4D series follow each other, once they rest. Whether it is new."""
        before = self._stored
        if stored is before:
            return False
        self._stored = stored
        self.stamp += 1
        self._drop()
        if stored is not None and before is not None and stored.path == before.path:
            self._rest.start()
        else:
            self._build()
        return True

    def shut(self) -> None:
        """Give everything back."""
        self._rest.stop()
        self._stored = None
        self._drop()

    def _build(self) -> None:
        self._rest.stop()
        if self._stored is None:
            return

        def take(small: SmallVolume) -> None:
            if self._asked == serial:
                self._asked, self._held, self.small = 0, serial, small
                self.changed.emit()

        def tell(failure: Failed) -> None:
            if self._asked == serial:
                self._asked = 0
                self.failed.emit(failure)

        serial = self._jobs.submit(_POOL, "small_volume", "", Then(done=take, failed=tell), volume=self._stored)
        self._asked = serial

    def _drop(self) -> None:
        for serial in (self._asked, self._held):
            if serial:
                self._jobs.cancel(serial)
                self._jobs.release(_POOL, serial)
        self._asked = self._held = 0
        self.small = None
