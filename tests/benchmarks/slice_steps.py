"""From a key press to the painted picture, in the window: ``python -m tests.benchmarks.slice_steps OUT``.

A volume of 512² slices with two label overlays and 20 drawings on each slice that is stepped through, and a stack of
2048² radiographs. One key press is one step; the clock stops when the viewport's paint event ends.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from medview.core.card import Label
from medview.core.code import Code
from medview.core.geometry import Geometry
from medview.core.images import Frame, StoredImages
from medview.core.measurement import Measurement, OnPlane, Shape
from medview.core.overlay import LabelLayer
from medview.core.study import Instance, Kind, Patient, ScanResult, Series, Study
from medview.core.volume import Quantity, Volume, Window
from medview.session.changes import (
    ImagesOpened,
    LayoutChanged,
    MeasurementPut,
    OverlaidFound,
    StudiesFound,
    VolumeOpened,
)
from medview.session.layout import Layout, Tile, grid
from medview.session.paths import user_paths
from medview.session.session import Session
from medview.views.app import Desktop, desktop
from medview.views.pictures.image_view import ImageView
from medview.views.pictures.slice_view import SliceView

SIDE, SLICES, DRAWN_ON = 512, 60, range(27, 33)
RADIOGRAPH, PICTURES = 2048, 6
DRAWINGS = 20
STEPS, WARM = 120, 12
_SPACING_MM = 0.75
_SHAPES = (Shape.LENGTH, Shape.ELLIPSE, Shape.RECTANGLE, Shape.ANGLE, Shape.POLYGON)


def volume_of(seed: int = 7) -> np.ndarray:
    """(SLICES, SIDE, SIDE) int16: smooth bodies with noise, as values of a CT."""
    rng = np.random.default_rng(seed)
    k, j, i = np.ogrid[:SLICES, :SIDE, :SIDE]
    body = ((j - 256) / 200) ** 2 + ((i - 256) / 230) ** 2 + ((k - SLICES / 2) / SLICES) ** 2 < 1
    organs = 60 * np.sin(i / 23.0) * np.cos(j / 31.0 + k / 9.0)
    noise = rng.normal(0, 18, (SLICES, SIDE, SIDE)).astype(np.float32)
    return np.where(body, 40 + organs + noise, -1000 + noise).astype(np.int16)


def labels_of(offset: int) -> np.ndarray:
    """(SLICES, SIDE, SIDE) uint8: six round labels."""
    k, j, i = np.ogrid[:SLICES, :SIDE, :SIDE]
    found = np.zeros((SLICES, SIDE, SIDE), np.uint8)
    for value in range(6):
        row, column = 150 + 100 * (value // 3) + offset, 130 + 110 * (value % 3) + offset
        found[(j - row) ** 2 + (i - column) ** 2 + ((k - SLICES / 2) / 3) ** 2 < 45**2 + 8 * value] = value + 1
    return found


def _drawings(series: str, geometry: Geometry) -> Iterator[Measurement]:
    on = OnPlane((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
    for k in DRAWN_ON:
        for n in range(DRAWINGS):
            row, column = 90 + 80 * (n // 5), 70 + 80 * (n % 5)
            corners = [(k, row, column), (k, row + 40, column + 50), (k, row + 45, column - 5)]
            shape = _SHAPES[n % len(_SHAPES)]
            count = 3 if shape in (Shape.ANGLE, Shape.POLYGON) else 2
            points = tuple(tuple(geometry.to_lps(corner).tolist()) for corner in corners[:count])
            yield Measurement(f"{k}-{n}", series, shape, points, on, label=f"{n + 1}")


class Steps:
    """The window and its clock.

    Args:
        shown: The window.
    """

    def __init__(self, shown: Desktop) -> None:
        self._shown = shown
        self.session: Session = shown.window.parts.session
        self._painted_ns = self._own_ns = 0

    def volume(self, folder: Path) -> dict[str, Any]:
        """Milliseconds for each step through the volume."""
        columns = np.array([[0, 0, 1], [0, 1, 0], [1, 0, 0]], dtype=np.float64)
        geometry = Geometry.from_axes((SLICES, SIDE, SIDE), (2.0, _SPACING_MM, _SPACING_MM), columns, (0.0, 0.0, 0.0))
        series = Series("bench.1", "bench", "dicom", "CT", "Steps", 1, "ABDOMEN", (), geometry)
        self.list_series(series)
        self.session.apply(LayoutChanged(Layout(grid(1, 1), (Tile(),), chosen=True), 0))
        stored = Volume(geometry, volume_of(), Quantity.HU).store(folder / "volume.npy")
        self.session.apply(VolumeOpened(series, stored, Window(40.0, 400.0)))
        for number in range(2):
            path = folder / f"labels{number}.npy"
            np.save(path, labels_of(12 * number))
            self.session.apply(OverlaidFound(LabelLayer(f"seg{number}", f"Labels {number}", str(path), _named(number))))
        for drawing in _drawings(series.uid, geometry):
            self.session.apply(MeasurementPut(drawing))
        return self.stepped(SliceView, DRAWN_ON)

    def radiographs(self, folder: Path) -> dict[str, Any]:
        """Milliseconds for each step through the radiographs."""
        rng = np.random.default_rng(3)
        smooth = np.add.outer(np.linspace(0, 1500, RADIOGRAPH), np.linspace(0, 1500, RADIOGRAPH))
        pictures = [(smooth + rng.normal(0, 40, smooth.shape)).astype(np.int16) for _ in range(PICTURES)]
        np.save(folder / "pictures.npy", np.stack(pictures))
        frames = tuple(Frame(number=n, windows=(Window(1500.0, 3000.0),)) for n in range(PICTURES))
        instances = tuple(Instance(f"{n}.dcm", number=n) for n in range(PICTURES))
        series = Series("bench.2", "bench", "dicom", "DX", "Chest", 2, "CHEST", instances, None, kind=Kind.IMAGES)
        self.list_series(series)
        self.session.apply(
            ImagesOpened(series, StoredImages(str(folder / "pictures.npy"), frames), Window(1500.0, 3000.0))
        )
        return self.stepped(ImageView, range(PICTURES))

    def list_series(self, series: Series) -> None:
        """Put a series into the browser's list."""
        study = Study(
            "bench", Patient("ID-1", "Doe^Jane", "19700131", "F"), "20240229", "Abdomen", "", "Clinic", (series,)
        )
        self.session.apply(StudiesFound(ScanResult((study,))))

    def stepped(self, kind: type[Any], among: range, steps: int = STEPS) -> dict[str, Any]:
        """Milliseconds for each step among some pictures, and the viewport's size."""
        view = self._view(kind)
        view.window().activateWindow()
        view.setFocus()
        self.turn(view.hasFocus)
        view.go_to(among[0])
        self._rest()
        times, key = list[tuple[float, float]](), Qt.Key.Key_Down
        for step in range(WARM + steps):
            if view.number in (among[0], among[-1]):
                key = Qt.Key.Key_Up if view.number == among[-1] else Qt.Key.Key_Down
            times.append(self._step(view, key))
            if step % 10 == 0:
                self._rest()  # what is left for when the hand rests is not put off for ever
        wall, own = zip(*times[WARM:], strict=True)
        return {"ms": list(wall), "own_ms": list(own), "size": (view.width(), view.height())}

    def _view(self, kind: type[Any]) -> Any:
        """The viewport, once it stands and tells when it was painted."""
        window = self._shown.window
        self.turn(lambda: any(view.isVisible() for view in window.findChildren(kind)))
        return next(view for view in window.findChildren(kind) if view.isVisible())

    def _step(self, view: Any, key: Qt.Key) -> tuple[float, float]:
        """Milliseconds from key to painted, and how many of them this thread was at work."""
        before = view.number
        self._painted_ns = 0
        start, own = time.perf_counter_ns(), time.thread_time_ns()
        QTest.keyClick(view, key)
        while not self._painted_ns:
            QApplication.processEvents()
        assert view.number != before
        return (self._painted_ns - start) / 1e6, (self._own_ns - own) / 1e6

    def painted(self) -> None:
        """A viewport's paint event has ended."""
        self._painted_ns, self._own_ns = time.perf_counter_ns(), time.thread_time_ns()

    def _rest(self) -> None:
        end = time.monotonic() + 0.25
        self.turn(lambda: time.monotonic() > end)

    def turn(self, until: Callable[[], bool]) -> None:
        """Let the window work until something is so."""
        end = time.monotonic() + 60.0
        while not until():
            QApplication.processEvents()
            if time.monotonic() > end:
                raise TimeoutError


def _named(number: int) -> tuple[Label, ...]:
    colours = ((230, 80, 60), (70, 160, 240), (90, 200, 110), (240, 200, 70), (190, 110, 230), (80, 210, 210))
    code = Code("1", "99MEDVIEW", "Part")
    return tuple(Label(n + 1, f"Part {number}.{n + 1}", code, code, colour) for n, colour in enumerate(colours))


def told(kind: type[Any], tell: Callable[[], None]) -> None:
    """Let every viewport of a kind tell when its paint event has ended."""
    paint = kind.paintEvent

    def painted(view: Any, event: Any) -> None:
        paint(view, event)
        tell()

    kind.paintEvent = painted


def main() -> int:
    """Measure and write the figures."""
    out = Path(sys.argv[1])
    with desktop(user_paths()) as shown:
        steps = Steps(shown)
        for kind in (SliceView, ImageView):
            told(kind, steps.painted)
        steps.turn(lambda: shown.window.grid is not None)
        figures = {"volume": steps.volume(out.parent), "radiographs": steps.radiographs(out.parent)}
    out.write_text(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
