"""Turns a body in a real window: ``python -m tests.benchmarks.turning_body FOLDER OUT.json``."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from medview.core.study import Kind, Series
from medview.core.volume import StoredVolume
from medview.imaging.looking import about_up
from medview.jobs.workspace import Workspace
from medview.views.jobs import JobBridge
from medview.views.pictures.layers import Layers
from medview.views.pictures.scene import Scene
from medview.views.solid.shots import SHARP, Shown
from medview.views.solid.volume_view import VolumeView
from tests.benchmarks.bench_volume_view import SIDE, chest
from tests.benchmarks.loop_delay import Lateness

PRESETS = ("ct-overview", "ct-bone", "ct-skin", "ct-mip")
_MOVE_S = 4.0
_BROKEN_S = 300.0
_STEP_DEG = 3.0


def turn(until: Callable[[], bool], longest_s: float = _BROKEN_S) -> None:
    """Let the event loop turn until something is so."""
    loop, timer, end = QEventLoop(), QTimer(), time.monotonic() + longest_s
    timer.timeout.connect(lambda: loop.quit() if until() or time.monotonic() > end else None)
    timer.start(10)
    loop.exec()


@dataclass(frozen=True)
class _Rest:
    """Seconds until the first picture of every voxel, the first with a ray for every pixel, and the last and best."""

    step_s: float
    sharp_s: float
    best_s: float


class Bench:
    """One view of the chest."""

    def __init__(self, view: VolumeView) -> None:
        self._view = view
        self._late = Lateness()
        self.held: list[float] = []
        self.frames: list[float] = []

    def measure(self) -> dict[str, float]:
        """Every preset by turns: turn it, let it rest."""
        first = self._rest()
        rests: list[_Rest] = []
        whole: list[float] = []
        for preset in PRESETS:
            self._view.change(preset=preset)
            turn(lambda: self._view.settled)
            self._late.collecting = self.held
            self._move()
            self._view.shots.hold(False)
            rests.append(self._rest())
            self._late.collecting = None
            whole.append(self._whole())
        return {
            "frame_ms": float(np.median(self.frames)) * 1000,
            "slowest_ms": max(self.frames) * 1000,
            "whole_ms": float(np.median(whole)) * 1000,
            "presets": len(PRESETS),
            "step_s": max(rest.step_s for rest in rests),
            "sharp_s": max(rest.sharp_s for rest in rests),
            "best_s": max(rest.best_s for rest in rests),
            "first_step_s": first.step_s,
            "first_sharp_s": first.sharp_s,
            "first_best_s": first.best_s,
            "held_ms": max(self.held),
            "held_p99_ms": float(np.percentile(self.held, 99)),
            "ticks": len(self.held),
        }

    def _move(self) -> None:
        """Turn as a hand does: the next step is there before the frame."""
        arrived: list[float] = []
        self._view.drawn.connect(lambda: arrived.append(time.perf_counter()))
        self._view.shots.hold(True)
        timer = QTimer()
        timer.timeout.connect(lambda: self._view.canvas.look(about_up(self._view.canvas.camera, _STEP_DEG)))
        timer.start(15)
        turn(lambda: False, _MOVE_S)
        timer.stop()
        self._view.drawn.disconnect()
        self.frames += np.diff(arrived).tolist()

    def _rest(self) -> _Rest:
        """From now on, which is the end of the motion, until nothing better comes."""
        steps: list[tuple[float, Shown]] = []
        begun = time.perf_counter()

        def take(shown: Shown) -> None:
            if isinstance(shown.shot.volume, StoredVolume):  # not a frame for moving, of the small volume
                steps.append((time.perf_counter() - begun, shown))

        self._view.shots.arrived.connect(take)
        turn(lambda: self._view.settled)
        self._view.shots.arrived.disconnect(take)
        sharp = next(when for when, shown in steps if shown.frame.coarseness <= 1.0)
        return _Rest(steps[0][0], sharp, steps[-1][0])

    def _whole(self) -> float:
        """Seconds of a frame of every voxel, as each would take without the small volume."""
        from medview.views.jobs import Then

        taken: list[float] = []
        shot = self._view.shot((SIDE, SIDE))
        self._view.jobs.submit(SHARP, "draw", "", Then(done=lambda frame: taken.append(frame.seconds)), shot=shot)
        turn(lambda: bool(taken))
        return taken[0]


def main() -> int:
    """Measure and write the figures."""
    folder = Path(sys.argv[1])
    volume = chest()
    stored = volume.store(folder / "chest.npy")
    app = QApplication([])
    workspace = Workspace(folder / "work")
    jobs = JobBridge(lambda _: None, workspace.folder)
    view = VolumeView(jobs)
    view.resize(SIDE, SIDE)
    view.show()
    series = Series("1.2", "1.1", "dicom", "CT", "Bench", 1, "CHEST", (), volume.geometry, kind=Kind.VOLUME)
    middle = tuple(float(part) for part in volume.geometry.centre_lps)
    view.show_scene(Scene(Layers(volume=stored.open()), stored, cursor_lps=middle, series=series))
    figures = Bench(view).measure()
    Path(sys.argv[2]).write_text(json.dumps(figures))
    view.shut()
    jobs.close()
    workspace.close()
    del app
    return 0


if __name__ == "__main__":
    sys.exit(main())
