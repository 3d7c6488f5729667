"""A synthetic head with known places, and jobs that run at once, for the viewports' tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from medview.core.card import Label
from medview.core.code import MILLILITRE, UNITY, Code
from medview.core.errors import MedViewError
from medview.core.finding import Analysis, Field, Finding, Provenance, Quantity, Region, Whole, now
from medview.core.geometry import Geometry
from medview.core.study import Patient, ScanResult, Series, Study
from medview.core.volume import Volume, Window
from medview.jobs.local import LocalContext
from medview.jobs.protocol import Failed
from medview.session.changes import StudiesFound, VolumeOpened
from medview.session.session import Session
from medview.session.state import State, frame_key
from medview.tasks import drawing, interactive, meshing
from medview.views.jobs import Then

RED, BLUE = (230, 60, 40), (40, 120, 240)
SHAPE = (40, 60, 50)
SPACING = (2.0, 1.0, 1.0)
WINDOW = Window(500.0, 1000.0)
CENTRE = (24.5, 29.5, 39.0)
"""LPS mm of the middle of the grid: (i, j, k) of an "HPL" grid with its origin at 0."""


def geometry() -> Geometry:
    return Geometry.from_axes(SHAPE, SPACING, np.eye(3)[:, [2, 1, 0]], (0.0, 0.0, 0.0))


def head() -> Volume:
    """A ball of 300 in air, 1000 at the patient's left, front and top."""
    grid = geometry()
    points = grid.to_lps(np.stack(np.meshgrid(*map(np.arange, SHAPE), indexing="ij"), axis=-1))
    array = np.where(np.linalg.norm(points - grid.centre_lps, axis=-1) < 20.0, 300, 0).astype(np.int16)
    for centre in ((42.0, 29.5, 39.0), (24.5, 6.0, 39.0), (24.5, 29.5, 68.0)):
        array[np.abs(points - centre).max(axis=-1) <= 3.0] = 1000
    return Volume(grid, array)


def label_map() -> np.ndarray:
    """Label 1 on the patient's left, label 2 on the right of the middle."""
    labels = np.zeros(SHAPE, dtype=np.uint8)
    labels[16:24, 24:36, 27:35] = 1
    labels[16:24, 24:36, 14:22] = 2
    return labels


def label(value: int, colour: tuple[int, int, int]) -> Label:
    code = Code(str(value), "99MEDVIEW", f"Part {value}")
    return Label(value, f"Part {value}", code, code, colour)


def analysis(folder: Path) -> Analysis:
    np.save(folder / "labels.npy", label_map())
    np.save(folder / "map.npy", (label_map() > 0).astype(np.float16))
    source = Provenance("m", "1.0.0", "0" * 64, "1.2", (), "", (), "0", now())
    labels = (label(1, RED), label(2, BLUE))
    mask, volume = str(folder / "labels.npy"), Quantity(1.0, MILLILITRE)
    regions = [Finding(f"f{x.value}", x.code, Region(mask, (x.value,), CENTRE), volume, source) for x in labels]
    field = Finding("map", UNITY, Whole(), Field(str(folder / "map.npy"), UNITY, 0.0, 1.0), source)
    return Analysis("a", "Model", "1.2", (*regions, field), labels)


def session(folder: Path, *analyses: Analysis) -> Session:
    """A session with the head open."""
    series = Series("1.2", "1.1", "dicom", "MR", "T1", 3, "HEAD", (), geometry())
    study = Study("1.1", Patient("ID-7", "Doe^Jane", "19700131", "F"), "20240229", "Head", "", "Hospital", (series,))
    made = Session(lambda _: None, State(reviewer="R"))
    made.apply(StudiesFound(ScanResult((study,))))
    made.apply(VolumeOpened(series, head().store(folder / "head.npy"), WINDOW, analyses))
    return made


def pointing(state: State, point: tuple[float, float, float] | None) -> State:
    """The state with its crosshair somewhere, or nowhere."""
    assert state.series is not None
    others = {key: known for key, known in state.cursors.items() if key != frame_key(state.series)}
    return replace(state, cursors=others if point is None else {**others, frame_key(state.series): point})


class HandJobs(QObject):
    """Runs tasks on the spot and answers from the event loop, as the bridge does."""

    progress = Signal(object)

    def __init__(self, folder: Path, refuse: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self._folder = folder
        self.refuse = refuse
        self.dying: dict[str, Failed] = {}
        self.submitted: list[str] = []
        self.cancelled: list[int] = []
        self.released: list[int] = []

    def submit(self, pool: str, task: str, title: str, then: Then | None = None, /, **arguments: Any) -> int:
        self.submitted.append(task)
        serial = len(self.submitted)
        QTimer.singleShot(0, self, lambda: self._answer(serial, task, then or Then(), arguments))
        return serial

    def cancel(self, serial: int) -> None:
        self.cancelled.append(serial)

    def release(self, pool: str, serial: int) -> None:
        self.released.append(serial)
        shutil.rmtree(self._folder / f"job{serial}", ignore_errors=True)

    def _answer(self, serial: int, task: str, then: Then, arguments: dict[str, Any]) -> None:
        if serial in self.cancelled:
            return
        if task in self.dying and then.failed:
            then.failed(self.dying.pop(task))
            return
        folder = self._folder / f"job{serial}"
        folder.mkdir()
        try:
            if task in self.refuse:
                raise MedViewError("Refused.")
            value = _TASKS[task](_context(folder, then), **arguments)
        except MedViewError as error:
            if then.failed:
                then.failed(Failed(serial, error.message, error.hint, "error"))
            return
        if then.done:
            then.done(value)


_TASKS = {**interactive.TASKS, **drawing.TASKS, "export_surfaces": meshing.export_surfaces}


def _context(folder: Path, then: Then) -> LocalContext:
    context = LocalContext(folder)
    if then.partial is not None:
        context.partial = then.partial  # type: ignore[method-assign]
    return context


def picture(widget: QWidget) -> np.ndarray:
    """(rows, columns, 3) of a widget."""
    return pixels(widget.grab().toImage())


def pixels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return raw[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def like(shown: np.ndarray, colour: tuple[int, int, int], tolerance: int = 12) -> np.ndarray:
    """Where a picture has (nearly) a colour."""
    return (np.abs(shown.astype(int) - colour) <= tolerance).all(axis=-1)


def mouse(
    widget: QWidget,
    kind: QEvent.Type,
    at: tuple[float, float],
    button: Qt.MouseButton = Qt.MouseButton.NoButton,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    place = QPointF(*at)
    QApplication.sendEvent(widget, QMouseEvent(kind, place, widget.mapToGlobal(place), button, button, modifier))


def drag(widget: QWidget, button: Qt.MouseButton, start: tuple[float, float], end: tuple[float, float]) -> None:
    mouse(widget, QEvent.Type.MouseButtonPress, start, button)
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    for place in (middle, end):
        mouse(widget, QEvent.Type.MouseMove, place, Qt.MouseButton.NoButton)
    mouse(widget, QEvent.Type.MouseButtonRelease, end, button)


def wheel(widget: QWidget, angle: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    place = QPointF(widget.rect().center())
    QApplication.sendEvent(
        widget,
        QWheelEvent(
            place,
            widget.mapToGlobal(place),
            QPoint(),
            QPoint(0, angle),
            Qt.MouseButton.NoButton,
            modifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        ),
    )


Until = Callable[[Callable[[], object]], None]
