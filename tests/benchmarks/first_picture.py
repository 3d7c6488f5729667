"""How soon a series shows its first picture, in the window: ``python -m tests.benchmarks.first_picture SOURCE OUT``.

The source is scanned and opened once, something else is shown, and then it is opened again as if for the first time.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from medview.core.content import Node, Tree
from medview.core.study import Series
from medview.session.changes import ContentOpened
from medview.session.paths import user_paths
from medview.session.state import JobStatus
from medview.views.app import Desktop, desktop
from medview.views.flows.awaited import key_of
from medview.views.tiles.picture_pane import PicturePane
from medview.views.tiles.slice_pane import SlicePane

ROUNDS = 5
BROKEN_S = 300.0
"""Nothing takes this long unless it is broken."""


class Bench:
    """The window with the source listed in it."""

    def __init__(self, shown: Desktop) -> None:
        self._shown = shown
        self._session = shown.window.parts.session

    def measure(self, source: str) -> dict[str, float]:
        """Seconds until the first picture was drawn, until all was read, and how late the loop was meanwhile."""
        self._turn(lambda: self._shown.window.grid is not None)
        self._shown.commands.open_paths((source,))
        self._turn(lambda: self._session.state.series is not None and self._idle())
        series = self._session.state.series
        assert series is not None
        rounds = [self._once(series) for _ in range(ROUNDS)]
        return {
            "first": statistics.median(first for first, _, _ in rounds),
            "fastest": min(first for first, _, _ in rounds),
            "whole": statistics.median(whole for _, whole, _ in rounds),
            "late": max(late for _, _, late in rounds),
        }

    def _once(self, series: Series) -> tuple[float, float, float]:
        opening = self._shown.commands.opening
        self._session.apply(ContentOpened(series, Tree("", Node(""))))
        opening._loading._loaded._kept.clear()
        opening._loading._cut.add(key_of(series))
        self._wait(0.3)
        late = _Lateness()
        start = time.perf_counter()
        opening.open_series(series.uid)
        self._turn(self._drawn)
        first = time.perf_counter() - start
        self._turn(lambda: self._idle() and self._drawn())
        return first, time.perf_counter() - start, late.stop()

    def _drawn(self) -> bool:
        """Whether a picture is on the screen; it is drawn before the answer is given."""
        grid = self._shown.window.grid
        pane = grid.panes().get(0) if grid is not None else None
        if isinstance(pane, PicturePane | SlicePane) and pane.view.pixels() is not None:
            pane.view.repaint()
            return True
        return False

    def _idle(self) -> bool:
        return not any(job.status in (JobStatus.QUEUED, JobStatus.RUNNING) for job in self._session.state.jobs)

    def _wait(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        self._turn(lambda: time.monotonic() > end)

    def _turn(self, until: Callable[[], bool]) -> None:
        loop, end = QEventLoop(), time.monotonic() + BROKEN_S

        def look() -> None:
            if time.monotonic() > end:
                raise TimeoutError
            if until():
                loop.quit()

        timer = QTimer()
        timer.timeout.connect(look)
        timer.start(2)
        loop.exec()


class _Lateness:
    """The longest time the window's thread was away, beyond a 5 ms timer's own interval."""

    def __init__(self) -> None:
        self._worst, self._last = 0.0, time.perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)
        self._timer.start(5)

    def _tick(self) -> None:
        now = time.perf_counter()
        self._worst, self._last = max(self._worst, now - self._last - 0.005), now

    def stop(self) -> float:
        self._timer.stop()
        return self._worst


def main() -> int:
    """Measure and write the figures."""
    with desktop(user_paths()) as shown:
        figures = Bench(shown).measure(sys.argv[1])
    Path(sys.argv[2]).write_text(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
