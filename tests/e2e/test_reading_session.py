"""A reading session from the first file to the next morning, by mouse and keys alone, with a picture of each step.

The pictures lie in ``MEDVIEW_SHOTS`` where that names a folder.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from medview.core.measurement import Shape
from medview.session.layout import Look, Projection, View
from medview.session.paths import Paths
from medview.session.state import State
from medview.views.app import Desktop, desktop
from medview.views.pictures.slice_view import SliceView
from medview.views.tiles.volume_pane import VolumePane
from medview.views.viewport.viewport import Viewport
from tests.io.making import ct_slice, ct_uids, save

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

SHAPE = (72, 128, 128)
SPACING = (4.0, 2.5, 2.5)
LESION = (40, 56, 84)
"""Its middle, (k, j, i)."""
LESION_MM = 20.0
"""Its radius."""
NONE, SHIFT, CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
WAIT_MS = 60_000


def torso() -> np.ndarray:
    """HU of an oval body with two lungs, a spine and a round lesion beside the left lung."""
    k, j, i = np.meshgrid(*(np.arange(n) for n in SHAPE), indexing="ij")
    values = np.full(SHAPE, -1000.0)
    values[((j - 64) / 48) ** 2 + ((i - 64) / 60) ** 2 <= 1] = 40
    for side in (38, 90):
        values[((j - 60) / 30) ** 2 + ((i - side) / 18) ** 2 + ((k - 36) / 32) ** 2 <= 1] = -850
    values[((j - 96) / 9) ** 2 + ((i - 64) / 9) ** 2 <= 1] = 600
    values[distance_mm(k, j, i) <= LESION_MM] = 70
    return values


def distance_mm(k: np.ndarray, j: np.ndarray, i: np.ndarray) -> np.ndarray:
    way = [(axis - middle) * step for axis, middle, step in zip((k, j, i), LESION, SPACING, strict=True)]
    return np.sqrt(sum(part**2 for part in way))


def uptake() -> np.ndarray:
    """A warm body and a hot lesion."""
    k, j, i = np.meshgrid(*(np.arange(n) for n in SHAPE), indexing="ij")
    body = ((j - 64) / 48) ** 2 + ((i - 64) / 60) ** 2 <= 1
    return 300.0 * body + 3000.0 * np.exp(-((distance_mm(k, j, i) / LESION_MM) ** 2))


def write(folder: Path) -> Path:
    """CT and PET of one examination, in one frame of reference."""
    shared = ct_uids()
    for modality, values, number in (("CT", torso() + 1024, 1), ("PT", uptake(), 2)):
        uids = {**shared, "SeriesInstanceUID": f"{shared['SeriesInstanceUID'][:50]}.{number}"}
        for k, plane in enumerate(values):
            one = ct_slice(
                k, uids, plane.astype(np.uint16), Modality=modality, SeriesNumber=number, BodyPartExamined="CHEST",
                SeriesDescription=f"{modality} thorax", StudyDescription="Thorax", StudyDate="20260105",
                ImagePositionPatient=[0, 0, k * SPACING[0]], PixelSpacing=list(SPACING[1:]), SliceThickness=SPACING[0],
                RescaleIntercept=-1024 if modality == "CT" else 0, WindowCenter=40, WindowWidth=400,
                PatientName="Reading^Session",
            )  # fmt: skip
            save(one, folder / modality / f"{k:03}.dcm")
    return folder


class Reader:
    """Somebody at the window."""

    def __init__(self, shown: Desktop, qtbot: QtBot, shots: Path) -> None:
        self.window, self.commands = shown.window, shown.commands
        self._qtbot, self._shots = qtbot, shots

    @property
    def state(self) -> State:
        return self.window.parts.session.state

    def until(self, condition: Callable[[], object]) -> None:
        self._qtbot.waitUntil(lambda: bool(condition()), timeout=WAIT_MS)

    def view(self, view: View) -> SliceView:
        assert self.window.grid is not None
        found = self.window.grid.pane(view).view
        assert isinstance(found, SliceView)
        return found

    def look(self, view: View) -> Look:
        return next(tile.look for tile in self.state.layout.tiles if tile.view is view)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def click(self, widget: QWidget, at: QPointF | None = None) -> None:
        place = at.toPoint() if at is not None else widget.rect().center()
        QTest.mouseMove(widget, place)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, NONE, place)

    def drag(self, widget: QWidget, start: QPointF, end: QPointF, modifier: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseMove(widget, start.toPoint())
        QTest.mousePress(widget, Qt.MouseButton.LeftButton, modifier, start.toPoint())
        for part in (0.25, 0.5, 0.75, 1.0):
            QTest.mouseMove(widget, (start + (end - start) * part).toPoint())
            QApplication.processEvents()
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, modifier, end.toPoint())

    def run(self, words: str) -> None:
        """Run an action by the palette."""
        self.key(Qt.Key.Key_P, CONTROL | SHIFT)
        self.until(lambda: QApplication.activePopupWidget() or QApplication.activeModalWidget())
        QTest.keyClicks(QApplication.focusWidget(), words)
        self.key(Qt.Key.Key_Return)

    def shoot(self, name: str) -> None:
        """Take a picture of the whole window once everything is drawn."""
        self._qtbot.wait(400)
        number = len(list(self._shots.glob("*.png"))) + 1
        self.window.screen().grabWindow(0).save(str(self._shots / f"{number:02}-{name}.png"))


@pytest.fixture
def shots(tmp_path: Path) -> Path:
    folder = Path(os.environ.get("MEDVIEW_SHOTS") or tmp_path / "shots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def folders(tmp_path: Path) -> Paths:
    home = tmp_path / "home"
    made = Paths(home / "config", home / "data", home / "cache", home / "logs")
    for folder in (made.config, made.data, made.cache, made.logs, made.store, made.models):
        folder.mkdir(parents=True, exist_ok=True)
    return made


@contextmanager
def sitting(folders: Paths, qtbot: QtBot, shots: Path) -> Iterator[Reader]:
    with desktop(folders) as shown:
        reader = Reader(shown, qtbot, shots)
        qtbot.waitExposed(shown.window)
        shown.window.activateWindow()
        reader.until(lambda: shown.window.grid is not None)
        yield reader


def middle_of_lesion() -> tuple[float, float, float]:
    k, j, i = (middle * step for middle, step in zip(LESION, SPACING, strict=True))
    return i, j, k


def test_a_sitting_is_read_and_found_again_the_next_morning(
    qtbot: QtBot, tmp_path: Path, folders: Paths, shots: Path
) -> None:
    study = write(tmp_path / "study")
    with sitting(folders, qtbot, shots) as reader:
        reader.commands.begin((str(study),))
        opened(reader)
        windowed_and_scrolled(reader)
        measured_by_recist(reader)
        turned(reader)
        thick(reader)
        fused(reader)
        clipped(reader)
        marked(reader)
        left = reader.state
    with sitting(folders, qtbot, shots) as reader:
        reader.commands.begin(())
        found_again(reader, left)


def opened(reader: Reader) -> None:
    reader.until(lambda: reader.state.volume is not None and reader.state.series.modality == "CT")
    reader.view(View.AXIAL).setFocus()
    reader.key(Qt.Key.Key_M, CONTROL)  # three planes and 3D
    assert {tile.view for tile in reader.state.layout.tiles} == {
        View.AXIAL,
        View.CORONAL,
        View.SAGITTAL,
        View.VOLUME_3D,
    }
    reader.shoot("opened")


def windowed_and_scrolled(reader: Reader) -> None:
    axial = reader.view(View.AXIAL)
    reader.click(axial)
    before = reader.state.window
    reader.drag(axial, QPointF(80, 80), QPointF(140, 60))
    assert reader.state.window.width > before.width
    assert reader.state.window.centre < before.centre, "up is brighter"
    reader.key(Qt.Key.Key_Space)
    assert reader.state.window.width == before.width
    number = axial.number
    wanted = LESION[0]
    for _ in range(abs(wanted - number)):
        reader.key(Qt.Key.Key_Down if wanted > number else Qt.Key.Key_Up)
    assert axial.number == wanted
    reader.shoot("scrolled")


def measured_by_recist(reader: Reader) -> None:
    axial = reader.view(View.AXIAL)
    x, y, z = middle_of_lesion()
    reader.key(Qt.Key.Key_D)
    ends = [axial.pixel_of((x + side * LESION_MM, y, z)) for side in (-1, 1)]
    reader.drag(axial, *ends)
    reader.until(lambda: reader.state.measurements)
    drawn = reader.state.measurements[0]
    assert drawn.shape is Shape.BIDIRECTIONAL
    long_axis = float(np.linalg.norm(np.subtract(drawn.points[1], drawn.points[0])))
    assert long_axis == pytest.approx(2 * LESION_MM, abs=2.0), "a screen pixel at each end"
    reader.key(Qt.Key.Key_W)
    reader.shoot("measured")


def turned(reader: Reader) -> None:
    """Point at the lesion, then turn the sagittal plane by its line in the axial picture."""
    axial = reader.view(View.AXIAL)
    reader.key(Qt.Key.Key_X)
    reader.click(axial, axial.pixel_of(middle_of_lesion()) + QPointF(0, 40))
    reader.key(Qt.Key.Key_W)
    turn_a_line(reader, axial)
    assert reader.look(View.SAGITTAL).axes is not None or reader.look(View.CORONAL).axes is not None
    reader.shoot("oblique")


def turn_a_line(reader: Reader, view: Viewport) -> None:
    """Take the crossing plane's line near the picture's border and drag it about the crosshair."""
    cursor = reader.state.cursor_lps
    assert cursor is not None
    at = view.pixel_of(cursor)
    start = QPointF(at.x(), view.height() - 0.12 * view.height())
    reader.drag(view, start, start + QPointF(70, -8))


def thick(reader: Reader) -> None:
    coronal = reader.view(View.CORONAL)
    reader.click(coronal, QPointF(12, 60))
    reader.key(Qt.Key.Key_S)
    slab = reader.look(View.CORONAL).slab
    assert slab is not None
    assert slab.projection is Projection.MAXIMUM
    reader.shoot("slab")


def fused(reader: Reader) -> None:
    axial = reader.view(View.AXIAL)
    reader.click(axial, QPointF(12, 60))
    reader.key(Qt.Key.Key_J)
    reader.until(lambda: any(tile.look.fusion for tile in reader.state.layout.tiles))
    fusion = next(tile.look.fusion for tile in reader.state.layout.tiles if tile.look.fusion)
    reader.until(lambda: fusion.series in reader.state.opened)
    assert reader.state.opened[fusion.series].series.modality == "PT"
    reader.shoot("fused")


def clipped(reader: Reader) -> None:
    assert reader.window.grid is not None
    pane = reader.window.grid.pane(View.VOLUME_3D)
    assert isinstance(pane, VolumePane)
    reader.until(lambda: pane.view.ready)
    reader.click(pane.view)
    reader.until(lambda: reader.state.tile.view is View.VOLUME_3D)
    before = reader.look(View.VOLUME_3D).solid
    reader.window.actions_["solid_clip_axial"].trigger()
    assert reader.look(View.VOLUME_3D).solid != before
    reader.shoot("clipped")


def marked(reader: Reader) -> None:
    reader.click(reader.view(View.AXIAL), QPointF(12, 60))
    reader.key(Qt.Key.Key_K)
    reader.until(lambda: reader.state.key_images)
    reader.shoot("key-image")


def found_again(reader: Reader, left: State) -> None:
    reader.until(lambda: reader.state.current is not None and set(reader.state.opened) == set(left.opened))
    assert [tile.view for tile in reader.state.layout.tiles] == [tile.view for tile in left.layout.tiles]
    for now, before in zip(reader.state.layout.tiles, left.layout.tiles, strict=True):
        assert now.series == before.series
        assert replace(now.look, solid=before.look.solid) == before.look
        assert now.look.solid.clips == before.look.solid.clips
    assert reader.state.cursor_lps == pytest.approx(left.cursor_lps)
    assert reader.state.active == left.active
    assert reader.state.window == left.window
    reader.until(lambda: reader.state.measurements)
    assert [one.points for one in reader.state.measurements] == [one.points for one in left.measurements]
    assert len(reader.state.key_images) == 1
    reader.shoot("next-morning")
