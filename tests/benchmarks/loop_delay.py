"""How late the window's event loop is while an analysis runs: ``python -m tests.benchmarks.loop_delay HOW OUT.json``.

HOW is ``pool`` (as MedView does it) or ``thread`` (the same task on a thread of the window's process).
"""

from __future__ import annotations

import json
import queue
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QEventLoop, Qt, QTimer

from medview.core.volume import Window
from medview.jobs.local import LocalContext
from medview.jobs.protocol import JobCancelled
from medview.session.changes import CursorMoved, VolumeOpened
from medview.session.paths import user_paths
from medview.views.app import Desktop, desktop
from medview.views.jobs import Then
from tests.benchmarks.inputs import analysis_arguments

TICK_MS = 5
LONGEST_S = 20.0
"""An analysis that is still running then is cancelled."""
BROKEN_S = 300.0
"""Nothing takes this long unless it is broken."""
SETTLE_S = 2.0


class Lateness:
    """Milliseconds by which a 5 ms timer fires late, while ``collecting`` names a list."""

    def __init__(self) -> None:
        self.collecting: list[float] | None = None
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(TICK_MS)

    def _tick(self) -> None:
        now = time.perf_counter()
        if self.collecting is not None:
            self.collecting.append(max(0.0, (now - self._last) * 1000 - TICK_MS))
        self._last = now


class Bench:
    """The real window with the template open in it."""

    def __init__(self, shown: Desktop) -> None:
        self._shown = shown
        self._parts = shown.window.parts
        self._ended = False

    def run(self, pool: str, task: str, _: None, **arguments: Any) -> Any:
        """Run a job while the event loop turns."""
        results: list[Any] = []
        self._parts.jobs.submit(pool, task, "", Then(done=results.append, failed=_raise), **arguments)
        self.turn(lambda: bool(results), BROKEN_S)
        return results[0]

    def turn(self, until: Callable[[], bool], longest_s: float, each: Callable[[], None] | None = None) -> None:
        """Let the event loop turn until something is so."""
        loop = QEventLoop()
        end = time.monotonic() + longest_s
        timer = QTimer()

        def look() -> None:
            if each is not None:
                each()
            if until() or time.monotonic() > end:
                loop.quit()

        timer.timeout.connect(look)
        timer.start(50)
        loop.exec()

    def measure(self, how: str) -> dict[str, Any]:
        """Open the head, look at the loop during an analysis, and during another while scrolling."""
        arguments = analysis_arguments(self.run)
        low, high = np.percentile(arguments["volume"].open().array[::4, ::4, ::4], (1, 99))
        window = Window(float(low + high) / 2, float(high - low))
        self._parts.session.apply(VolumeOpened(arguments["series"], arguments["volume"], window))
        self.turn(lambda: False, SETTLE_S)
        late = Lateness()
        return {
            "alone": self._late_during(how, arguments, late, None),
            "scrolling": self._late_during(how, arguments, late, self._scroll),
        }

    def _late_during(
        self, how: str, arguments: dict[str, Any], late: Lateness, each: Callable[[], None] | None
    ) -> dict[str, float]:
        """How late the loop is during one analysis."""
        self._ended = False
        collected: list[float] = []
        cancel = self._start(how, arguments)
        late.collecting = collected
        self.turn(lambda: self._ended, LONGEST_S, each)
        late.collecting = None
        cancel()
        self.turn(lambda: self._ended, BROKEN_S)
        return _summary(collected)

    def _start(self, how: str, arguments: dict[str, Any]) -> Callable[[], None]:
        if how == "pool":
            end = Then(done=lambda _: self._end(), failed=_raise, cancelled=self._end)
            serial = self._parts.jobs.submit("analysis", "analyse", "Analysing", end, **arguments)
            return lambda: self._parts.jobs.cancel(serial)
        return self._start_thread(arguments)

    def _start_thread(self, arguments: dict[str, Any]) -> Callable[[], None]:
        context = LocalContext(self._parts.workspace)
        ready: queue.SimpleQueue[None] = queue.SimpleQueue()

        def work() -> None:
            from medview.tasks.analysis import TASKS

            ready.put(None)
            try:
                TASKS["analyse"](context, **arguments)
            except JobCancelled:
                pass
            finally:
                self._end()

        thread = threading.Thread(target=work)
        thread.start()
        self.turn(lambda: not ready.empty(), BROKEN_S)

        def stop() -> None:
            context.cancel()
            thread.join()

        return stop

    def _end(self) -> None:
        self._ended = True

    def _scroll(self) -> None:
        state = self._parts.session.state
        if state.volume is not None and state.cursor_lps is not None:
            x, y, _ = state.cursor_lps
            low, high = state.volume.geometry.centre_lps[2] - 30, state.volume.geometry.centre_lps[2] + 30
            z = low + (time.monotonic() * 20) % (high - low)
            self._parts.session.apply(CursorMoved((x, y, float(z))))


def _raise(failed: Any) -> None:
    raise RuntimeError(f"{failed.message} ({failed.kind})")


def _summary(late_ms: list[float]) -> dict[str, float]:
    if not late_ms:
        return {"p99": float("nan"), "worst": float("nan"), "ticks": 0}
    return {"p99": float(np.percentile(late_ms, 99)), "worst": max(late_ms), "ticks": len(late_ms)}


def main() -> int:
    """Measure and write the figures."""
    with desktop(user_paths()) as shown:
        figures = Bench(shown).measure(sys.argv[1])
    Path(sys.argv[2]).write_text(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
