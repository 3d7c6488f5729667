"""The clock of a cine: which picture is due, however long drawing takes."""

from __future__ import annotations

from itertools import accumulate

import numpy as np
from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

RATES = (1.0, 60.0)
"""The slowest and fastest rate, pictures per second."""
DEFAULT_RATE = 10.0
"""Where the file says nothing: slow enough to look, fast enough to see motion."""
_LEAST_TICK_MS = 8


class Cine(QObject):
    """Plays pictures in a loop. A picture whose time has passed is left out, so that the pace holds."""

    due = Signal(int)
    """This picture is to be shown now."""
    playing_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rate = DEFAULT_RATE
        self._starts = np.zeros(1)
        self._length = 1.0
        self._from = 0.0
        self._last = 0
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    @property
    def playing(self) -> bool:
        """Whether pictures move."""
        return self._timer.isActive()

    def load(self, steps_ms: tuple[float, ...]) -> None:
        """Take another loop; one too slow to watch, as volumes every two seconds are, plays faster.

        Args:
            steps_ms: How long each picture stands at its own rate; equal steps where the file says nothing.
        """
        self.pause()
        steps = [max(step, 1.0) for step in steps_ms] or [1000.0 / DEFAULT_RATE]
        self._starts = np.array([0.0, *accumulate(steps)][:-1])
        self._length = float(sum(steps))
        natural = 1000.0 * len(steps) / self._length
        self.rate = DEFAULT_RATE if natural < RATES[0] else min(natural, RATES[1])
        self._last = 0

    def set_rate(self, rate: float) -> None:
        """Play at so many pictures per second; uneven times keep their proportions."""
        self.rate = min(max(rate, RATES[0]), RATES[1])
        if self.playing:
            self.play(self._last)

    def toggle(self, at: int) -> None:
        """Play from picture ``at``, or stop."""
        if self.playing:
            self.pause()
        else:
            self.play(at)

    def play(self, at: int) -> None:
        """Play from picture ``at`` on; one picture alone does not move."""
        if len(self._starts) < 2:
            return
        was = self.playing
        self._last = min(max(at, 0), len(self._starts) - 1)
        self._from = float(self._starts[self._last])
        self._clock.start()
        self._timer.start(max(_LEAST_TICK_MS, int(500.0 / self.rate)))
        if not was:
            self.playing_changed.emit(True)

    def pause(self) -> None:
        """Stop."""
        if self.playing:
            self._timer.stop()
            self.playing_changed.emit(False)

    def hold(self) -> None:
        """Let the clock wait at the last picture: the next one is not there yet."""
        self._from = float(self._starts[self._last])
        self._clock.start()

    def took(self, number: int) -> None:
        """Picture ``number`` is shown."""
        self._last = number

    def at(self, elapsed_ms: float) -> int:
        """The picture due so long after ``play``."""
        speed = self.rate * self._length / (1000.0 * len(self._starts))
        place = (self._from + elapsed_ms * speed) % self._length
        return int(np.searchsorted(self._starts, place, side="right")) - 1

    def _tick(self) -> None:
        number = self.at(float(self._clock.elapsed()))
        if number != self._last:
            self.due.emit(number)


def steps_of(times_ms: tuple[float | None, ...], frame_ms: float) -> tuple[float, ...]:
    """How long each picture of a stack stands.

    Args:
        times_ms: When each was taken, or None.
        frame_ms: The same for all, or 0 where it is not known.
    """
    count = len(times_ms)
    known = [time for time in times_ms if time is not None]
    gaps = np.diff(known)
    if count > 1 and len(known) == count and np.all(gaps > 0):
        return (*(float(gap) for gap in gaps), float(np.median(gaps)))
    return (frame_ms if frame_ms > 0 else 1000.0 / DEFAULT_RATE,) * count
