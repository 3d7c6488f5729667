"""What opening, closing and reopening many studies leaves behind, in the window: ``run`` compares its end to its start.

Examinations of a CT with a PET and radiographs of two pictures take turns: four viewports with 3D, layouts that come
and go, a drawing, a slab, a fusion. After the first few of them, and after all of them again, everything is closed and
counted. The first few wait for their sharpest picture in 3D: by then every process has done what it does.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from pydicom.dataset import Dataset
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from medview.core.heap import keep_small
from medview.core.measurement import Measurement, OnImage, OnPlane, Shape
from medview.session.changes import JobsCleared, LayoutChanged, LookChanged
from medview.session.layout import ARRANGEMENTS, EMPTY, Fusion, Projection, Slab, Tile, View, arranged
from medview.session.paths import user_paths
from medview.session.state import State
from medview.views.app import Desktop, desktop
from medview.views.solid.volume_view import VolumeView
from medview.views.tiles.volume_pane import VolumePane
from tests.benchmarks.row import Row
from tests.io.making import ct_slice, ct_uids, save

STUDIES, FIRST = 50, 5
MEMORY, MEMORY_PERCENT = ("window memory", "worker memory"), 5.0
_SHAPE, _SPACING = (24, 128, 128), (3.0, 1.5, 1.5)
_PICTURE = (256, 320)
_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
_LIMIT_S = 900.0
_PROJECT = Path(__file__).resolve().parents[2]
_SCREEN = ("xvfb-run", "-a", "-s", "-screen 0 1600x1000x24 +extension GLX")


def run() -> list[Row]:
    """Go through the studies in a process of its own, and compare the end to the first ones."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "counts.json"
        home = {**os.environ, "MEDVIEW_HOME": str(Path(folder) / "home")}
        home.pop("QT_QPA_PLATFORM", None)  # the one without a screen has no 3D
        screen = list(_SCREEN) if shutil.which(_SCREEN[0]) else []
        command = [*screen, sys.executable, "-m", "tests.benchmarks.bench_leaks", str(out)]
        subprocess.run(command, cwd=_PROJECT, env=home, check=True, capture_output=True, timeout=_LIMIT_S)
        counts = json.loads(out.read_text())
    return list(_rows(counts))


def _rows(counts: dict[str, dict[str, float]]) -> Iterator[Row]:
    what = f"{STUDIES} studies opened, closed, reopened"
    for name in counts["first"]:
        first, once, last = (counts[when][name] for when in ("first", "once", "last"))
        told = f"{first:g} after {FIRST} studies, {once:g} after all {STUDIES}, {last:g} after all of them again"
        if name in MEMORY:
            since = f"{what}: {name} grown since the first {FIRST}"
            yield Row(since, _grown(first, last), "%", at_most=MEMORY_PERCENT, note=f"MB private: {told}")
            yield Row(f"{what}: {name} grown by reopening", _grown(once, last), "%", at_most=MEMORY_PERCENT)
        else:
            yield Row(f"{what}: {name} grown", last - first, "", at_most=0.0, note=told)


def _grown(before: float, after: float) -> float:
    return 100.0 * (after - before) / before


def write_studies(folder: Path) -> list[Path]:
    """A folder for each study, by turns of both kinds."""
    rng = np.random.default_rng(11)
    for number in range(STUDIES):
        write = _write_pictures if number % 3 == 2 else _write_volumes
        write(folder / f"{number:02}", number, rng)
    return [folder / f"{number:02}" for number in range(STUDIES)]


def _named(number: int, **more: Any) -> dict[str, Any]:
    return {"PatientID": f"P{number}", "PatientName": f"Leak^{number}", "StudyDate": "20260105", **more}


def _write_volumes(folder: Path, number: int, rng: np.random.Generator) -> None:
    shared = ct_uids()
    k, j, i = np.ogrid[: _SHAPE[0], : _SHAPE[1], : _SHAPE[2]]
    body = ((j - 64) / 50) ** 2 + ((i - 64) / 58) ** 2 + ((k - 12) / 40) ** 2 < 1
    for modality, inside, turn in (("CT", 1064, 1), ("PT", 900, 2)):
        uids = {**shared, "SeriesInstanceUID": f"{shared['SeriesInstanceUID'][:50]}.{turn}"}
        values = (body * inside + rng.integers(0, 60, _SHAPE)).astype(np.uint16)
        for at, plane in enumerate(values):
            one = ct_slice(
                at, uids, plane, Modality=modality, SeriesNumber=turn, BodyPartExamined="CHEST",
                ImagePositionPatient=[0, 0, at * _SPACING[0]], PixelSpacing=list(_SPACING[1:]),
                SliceThickness=_SPACING[0], SeriesDescription=modality, **_named(number),
            )  # fmt: skip
            save(one, folder / f"{modality}{at:03}.dcm")


def _write_pictures(folder: Path, number: int, rng: np.random.Generator) -> None:
    uids = ct_uids()
    for at in range(2):
        values = rng.integers(0, 4000, _PICTURE).astype(np.uint16)
        save(_radiograph(at, uids, values, number), folder / f"{at}.dcm")


def _radiograph(at: int, uids: dict[str, str], values: np.ndarray, number: int) -> Dataset:
    one = ct_slice(at, uids, values, Modality="DX", SeriesDescription="Chest", **_named(number))
    one.SOPClassUID = "1.2.840.10008.5.1.4.1.1.1.1"
    for keyword in ("ImagePositionPatient", "ImageOrientationPatient", "SliceThickness", "FrameOfReferenceUID"):
        delattr(one, keyword)
    return one


class Coming:
    """The window, and studies that come and go in it.

    Args:
        shown: The window.
    """

    def __init__(self, shown: Desktop) -> None:
        self._window, self._commands = shown.window, shown.commands
        self._session = shown.window.parts.session
        self._wait(lambda: shown.window.grid is not None)

    @property
    def _state(self) -> State:
        return self._session.state

    def list(self, folder: Path) -> None:
        """Find all studies of a folder, and draw their thumbnails."""
        self._commands.open_paths((str(folder),))
        self._wait(lambda: self._state.current is not None)
        self.counted()

    def open(self, folder: Path, number: int, whole: bool = False) -> None:
        """Open a study and work with it; close it at every second one.

        Args:
            folder: The study.
            number: Its number.
            whole: Wait until its picture in 3D is as sharp as it gets.
        """
        before = self._state.tile.series
        self._commands.open_paths((str(folder),))
        self._wait(lambda: self._state.tile.series not in ("", before) and self._state.current is not None)
        self._wait(lambda: not self._window.parts.jobs.running("scan"))
        if self._state.volume is not None:
            self._read_volume(number, whole)
        else:
            self._read_pictures()
        if number % 2:
            self.close()

    def close(self) -> None:
        """Close what is open."""
        self._session.apply(LayoutChanged(EMPTY, 0))
        QApplication.processEvents()

    def counted(self) -> dict[str, float]:
        """What may grow unseen, once everything that was put away is gone."""
        self.close()
        self._wait(lambda: not self._window.parts.jobs._jobs)
        self._session.apply(JobsCleared())
        self._rest(1.0)
        for _ in range(3):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            QApplication.processEvents()
            gc.collect()
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
        widgets = QApplication.allWidgets()
        return {
            "widgets": len(widgets),
            "timers": sum(
                len(w.findChildren(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)) for w in widgets
            ),
            "threads": threading.active_count(),
            "system threads": len(os.listdir("/proc/self/task")),
            "jobs": len(self._window.parts.jobs._jobs),
            "maps": sum(".npy" in line for line in Path("/proc/self/maps").read_text().splitlines()),
            "open files": len(os.listdir("/proc/self/fd")),
            "listeners": len(self._session._listeners),
            "window memory": _resident_mb(os.getpid()),
            "worker memory": sum(_resident_mb(pid) for pid in _children(os.getpid())),
        }

    def _read_volume(self, number: int, whole: bool) -> None:
        series = self._state.series
        assert series is not None
        session, uid = self._session, series.uid
        session.apply(LayoutChanged(replace(arranged(self._state.layout, ARRANGEMENTS["2x2"], 0), tiles=(
            Tile(uid, View.AXIAL), Tile(uid, View.VOLUME_3D), Tile(uid, View.CORONAL), Tile(uid, View.SAGITTAL)
        )), 0))  # fmt: skip
        if number % 2 == 0:  # the others are closed while their picture in 3D is being made
            self._wait(self._solid_stands)
        if whole:
            self._wait(self._solid_settled)
        self._draw(Shape.LENGTH, uid, OnPlane((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)), (40.0, 60.0, 30.0), (90.0, 60.0, 30.0))
        look = self._state.tile.look
        session.apply(LookChanged(0, replace(look, slab=Slab(Projection.MAXIMUM, 12.0))))
        self._step()
        other = next(one.uid for study in self._state.studies for one in study.series if self._is_beside(one.uid, uid))
        session.apply(LookChanged(2, replace(look, fusion=Fusion(other))))
        self._wait(lambda: other in self._state.opened)
        session.apply(LayoutChanged(arranged(self._state.layout, ARRANGEMENTS["1x1"], 2), 0))
        self._rest(0.1)

    def _is_beside(self, uid: str, active: str) -> bool:
        study = self._state.study
        return uid != active and study is not None and any(one.uid == uid for one in study.series)

    def _read_pictures(self) -> None:
        session, uid = self._session, self._state.tile.series
        self._draw(Shape.ELLIPSE, uid, OnImage(0), (40.0, 40.0), (90.0, 120.0))
        self._step()
        tiles = arranged(self._state.layout, ARRANGEMENTS["2x2"], 0)
        session.apply(LayoutChanged(replace(tiles, tiles=(Tile(uid, View.PICTURES),) * 4), 1))
        self._rest(0.1)

    def _draw(self, shape: Shape, uid: str, on: OnPlane | OnImage, *points: tuple[float, ...]) -> None:
        fingerprint = self._state.opened[uid].series.fingerprint
        self._session.draw(Measurement(f"drawn.{uid}", uid, shape, points, on, fingerprint=fingerprint))

    def _step(self) -> None:
        assert self._window.grid is not None
        view: Any = self._window.grid.panes()[0]
        view.view.setFocus()
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_I, Qt.Key.Key_Up):
            QTest.keyClick(view.view, key)
            QApplication.processEvents()

    def _solid(self) -> list[VolumeView]:
        grid = self._window.grid
        assert grid is not None
        return [pane.view for pane in grid.panes().values() if isinstance(pane, VolumePane)]

    def _solid_stands(self) -> bool:
        views = self._solid()
        return bool(views) and all(view.ready for view in views)

    def _solid_settled(self) -> bool:
        return self._solid_stands() and all(view.settled for view in self._solid())

    def _rest(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        self._wait(lambda: time.monotonic() > end)

    def _wait(self, until: Callable[[], bool]) -> None:
        end = time.monotonic() + 60.0
        while not until():
            QApplication.processEvents()
            time.sleep(0.002)
            if time.monotonic() > end:
                raise TimeoutError


def _resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    kilobytes = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("RssAnon:"))
    return round(kilobytes / 1024.0, 1)


def _children(pid: int) -> list[int]:
    told = (Path(f"/proc/{pid}/task/{task}/children") for task in os.listdir(f"/proc/{pid}/task"))
    return [int(child) for path in told for child in path.read_text().split()]


def main() -> int:
    """Go through the studies and write what was counted."""
    keep_small()  # as the program does first
    out = Path(sys.argv[1])
    studies = write_studies(out.parent / "studies")
    with desktop(user_paths()) as shown:
        coming = Coming(shown)
        coming.list(studies[0].parent)
        for number, folder in enumerate(studies[:FIRST]):
            coming.open(folder, number, whole=True)
        first = coming.counted()
        for number, folder in enumerate(studies[FIRST:], FIRST):
            coming.open(folder, number)
        once = coming.counted()
        for number, folder in enumerate(studies):
            coming.open(folder, number)
        figures = {"first": first, "once": once, "last": coming.counted()}
    out.write_text(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
