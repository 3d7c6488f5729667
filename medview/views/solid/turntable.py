"""Going round a body on the screen, as fast as frames come."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal

from medview.core.solid import Camera
from medview.imaging.looking import about_up
from medview.views.solid.door import SolidView

TURN_S = 12.0
"""A turn on the screen takes so long, however many frames it has."""
_SOONEST_MS = 25


class Turntable(QObject):
    """Turns the body of a view on the screen.

    Args:
        view: The view.
    """

    changed = Signal(bool)
    """Whether it turns."""

    def __init__(self, view: SolidView) -> None:
        super().__init__(view.canvas)
        self._view = view
        self._begun: float | None = None
        self._from = Camera()
        self._once = False
        self._timer = QTimer(self, singleShot=True, interval=_SOONEST_MS)
        self._timer.timeout.connect(self._step)
        view.drawn.connect(self._go_on)
        view.canvas.held.connect(lambda held: self.stop() if held else None)

    @property
    def turning(self) -> bool:
        """Whether the body turns."""
        return self._begun is not None

    def play(self, once: bool = False) -> None:
        """Begin to turn, for ever or once around."""
        self._begun, self._from, self._once = time.monotonic(), self._view.solid.camera, once
        self._view.shots.hold(True)
        self._timer.start()
        self.changed.emit(True)

    def stop(self) -> None:
        """Stand still."""
        if self._begun is not None:
            self._begun = None
            self._timer.stop()
            self._view.shots.hold(False)
            self.changed.emit(False)

    def _go_on(self) -> None:
        """The next step waits until the frame before it is on the screen."""
        if self._begun is not None:
            self._timer.start()

    def _step(self) -> None:
        if self._begun is None:
            return
        turned = (time.monotonic() - self._begun) / TURN_S * 360.0
        if self._once and turned >= 360.0:
            self._view.change(camera=self._from)
            self.stop()
            return
        self._view.change(camera=about_up(self._from, turned))
