"""Images at the limits in the real window: nothing crashes, nothing is logged, and what is written is true.

Each is scrolled, windowed, coloured, turned, cut thick, measured, probed, seen in 3D and kept as a picture. After that
actions are run at random while things load, and a display goes away.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from medview.core.measured_text import main_text
from medview.core.measurement import Measurement, Shape
from medview.imaging.colours import COLOUR_MAPS
from medview.session.changes import LayoutChanged
from medview.session.layout import Layout, Look, Place, Projection, Tile, View
from medview.session.paths import Paths, user_paths
from medview.session.state import JobStatus
from medview.session.wishes import PictureWish
from medview.views.actions.table import ACTIONS
from medview.views.pictures.slice_view import SliceView
from medview.views.tiles.volume_pane import VolumePane
from medview.views.viewport.viewport import Viewport
from tests.io.making import ct_slice, ct_uids, save
from tests.views.driving import Driven, driven
from tests.views.making import make_head, make_package

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

LEFT = Qt.MouseButton.LeftButton
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
SEED, ACTS = 20260105, 300


@dataclass(frozen=True, eq=False)
class Volume:
    """Values (k, j, i) with LPS axes along (i, j, k), and their spacing (k, j, i) in mm."""

    values: np.ndarray
    spacing: tuple[float, float, float] = (2.0, 1.0, 1.0)

    def write(self, path: Path) -> Path:
        affine = np.diag([-self.spacing[2], -self.spacing[1], self.spacing[0], 1.0])
        nibabel.save(nibabel.Nifti1Image(np.ascontiguousarray(self.values.T), affine), path)
        return path


def ramp(shape: tuple[int, int, int], low: float, high: float, kind: Any) -> np.ndarray:
    return np.linspace(low, high, math.prod(shape)).reshape(shape).astype(kind)


def spoilt(shape: tuple[int, int, int] = (12, 32, 40)) -> np.ndarray:
    """A ramp with places that are no numbers, also in the middle."""
    values = ramp(shape, -5.0, 5.0, np.float32)
    values[:, :8] = np.nan
    values[:, 8:10] = np.inf
    values[:, 10:12] = -np.inf
    values[6, 16, 20] = np.nan
    return values


VOLUMES = {
    "eight voxels": Volume(ramp((2, 2, 2), 0, 700, np.int16)),
    "constant": Volume(np.full((12, 24, 20), 7, np.int16)),
    "not finite": Volume(spoilt()),
    "nothing finite": Volume(np.full((8, 16, 12), np.nan, np.float32)),
    "16 bit extremes": Volume(ramp((10, 32, 40), -32768, 65535, np.int32)),
    "20 to 1": Volume(ramp((12, 60, 60), 0, 1000, np.int16), (10.0, 0.5, 0.5)),
}
SLIVERS = {
    "one slice": Volume(ramp((1, 30, 40), 0, 1000, np.int16)),
    "one voxel": Volume(np.full((1, 1, 1), 42, np.int16)),
    "one slice without a number": Volume(np.full((1, 20, 20), np.nan, np.float32)),
}
"""Of one slice: they are pictures whose pixels have a size."""
PICTURES = {
    "no spacing": ramp((1, 48, 64), 0, 4000, np.uint16),
    "one pixel": np.full((1, 1, 1), 1234, np.uint16),
    "whole range": ramp((1, 32, 32), 0, 65535, np.uint16),
}


@pytest.fixture
def paths(private_home: Path) -> Paths:
    return user_paths()


@pytest.fixture
def hands(qtbot: QtBot, qapp: QApplication, paths: Paths) -> Iterator[Driven]:
    with driven(qtbot, paths, make_package(paths.models)) as opened:
        yield opened


def write_picture(values: np.ndarray, folder: Path) -> Path:
    """A radiograph that tells no size of its pixels."""
    one = ct_slice(0, ct_uids(), values, Modality="DX", PixelSpacing=None, RescaleIntercept=0)
    one.SOPClassUID = "1.2.840.10008.5.1.4.1.1.1.1"
    for keyword in ("ImagePositionPatient", "ImageOrientationPatient", "SliceThickness", "FrameOfReferenceUID"):
        delattr(one, keyword)
    return save(one, folder / "picture.dcm")


def key(view: QWidget, wanted: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(view, wanted, modifier)
    QApplication.processEvents()


def drag(view: QWidget, start: QPointF, end: QPointF) -> None:
    QTest.mousePress(view, LEFT, NONE, start.toPoint())
    for part in (0.3, 0.6, 1.0):
        QTest.mouseMove(view, (start + (end - start) * part).toPoint())
        QApplication.processEvents()
    QTest.mouseRelease(view, LEFT, NONE, end.toPoint())
    QApplication.processEvents()


def middle(view: QWidget, right: float = 0.0, down: float = 0.0) -> QPointF:
    """A place so many parts of the viewport's smaller side from its middle."""
    side = min(view.width(), view.height())
    return QPointF(view.rect().center()) + QPointF(right, down) * side


def rub(hands: Driven, view: Any) -> None:
    """Everything a reader does with a picture, by keys and mouse."""
    view.setFocus()
    hands.until(view.hasFocus)
    for wanted in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_Down):
        key(view, wanted)
    for wanted in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Down):
        key(view, wanted, Qt.KeyboardModifier.AltModifier)
    drag(view, middle(view), middle(view, 0.2, -0.1))
    for wanted in (Qt.Key.Key_0, Qt.Key.Key_I, Qt.Key.Key_1, Qt.Key.Key_R, Qt.Key.Key_H, Qt.Key.Key_Plus):
        key(view, wanted)
    for name in COLOUR_MAPS:
        hands.window.actions_[f"colours_{name}"].trigger()
        QApplication.processEvents()
        assert hands.state.tile.look.colours == name
    shown = hands.state.window
    assert math.isfinite(shown.centre)
    assert shown.width > 0
    key(view, Qt.Key.Key_Space)
    assert hands.state.tile.look == Look()


def measure(hands: Driven, view: Viewport, tool: str, start: QPointF, end: QPointF) -> Measurement:
    """Draw with a tool, from one place of the viewport to another."""
    before = len(hands.state.measurements)
    hands.window.actions_[f"tool_{tool}"].trigger()
    drag(view, start, end)
    hands.until(lambda: len(hands.state.measurements) > before)
    hands.window.desk.select(None)
    return hands.state.measurements[-1]


def told(hands: Driven, one: Measurement) -> str:
    current = hands.state.current
    assert current is not None
    hands.until(lambda: not hands.window.desk.book._under_way)
    return main_text(one, hands.window.desk.book.of(one, current))


def figure(hands: Driven, one: Measurement, name: str) -> float | None:
    current = hands.state.current
    assert current is not None
    hands.until(lambda: not hands.window.desk.book._under_way)
    found = hands.window.desk.book.of(one, current).figure(name)
    return found.value if found is not None else None


def number_in(text: str) -> float:
    found = re.match(r"[−\d.]+", text)
    assert found is not None, text
    return float(found.group().replace("−", "-"))


def kept(view: Viewport) -> None:
    """The picture that would be saved is as large as the viewport, and drawn."""
    image = view.picture(PictureWish())
    assert not image.isNull()
    assert image.size() == view.size() * PictureWish().scale


@pytest.mark.parametrize("name", VOLUMES)
def test_a_volume_at_the_limit_is_read_and_tells_the_truth(hands: Driven, tmp_path: Path, name: str) -> None:
    made = VOLUMES[name]
    begin(hands, made.write(tmp_path / "made.nii.gz"))
    spoilt_told(hands, made)
    assert hands.state.volume is not None
    view = hands.slice()
    hands.until(view.isVisible)
    rub(hands, view)
    probed(hands, view, made)
    lengths(hands, view)
    regions(hands, view, made)
    thick(hands)
    oblique(hands, view)
    for side in (View.AXIAL, View.CORONAL, View.SAGITTAL):
        kept(hands.slice(side))
    solid(hands)


def spoilt_told(hands: Driven, made: Volume) -> None:
    """Values that are no numbers are not shown: that, and of how many, is said."""
    count = int((~np.isfinite(made.values)).sum())
    told = f"{count} values are no numbers (NaN) or infinite: nothing is shown there."
    volume, images = hands.state.volume, hands.state.images
    note = volume.note if volume is not None else images.note if images is not None else ""
    assert note == (told if count else "")
    assert not count or told in shown_notes(hands)


def shown_notes(hands: Driven) -> str:
    """What the viewport and the message bar say."""
    view: Any = next(iter(hands.grid.panes().values()))
    return "\n".join((hands.window.messages.text, *view.view.frame_around().warnings))


def probed(hands: Driven, view: SliceView, made: Volume) -> None:
    """What stands under the pointer is the value of the voxel there."""
    volume = hands.state.volume
    assert volume is not None
    reading, place = view.reading(middle(view)), view.place_of(middle(view))
    assert reading is not None
    assert place is not None
    at = tuple(np.clip(np.round(volume.geometry.to_index(place)), 0, np.array(made.values.shape) - 1).astype(int))
    read(reading.value, float(made.values[at]))


def read(shown: str, value: float) -> None:
    if math.isfinite(value):
        assert float(shown) == pytest.approx(value, rel=1e-5)
    else:
        assert shown == "Not a finite number"


def lengths(hands: Driven, view: SliceView) -> None:
    """What is written is the distance of the places in mm."""
    one = measure(hands, view, "length", middle(view, -0.15), middle(view, 0.15, 0.1))
    expected = math.dist(*one.points)
    assert told(hands, one).endswith(" mm")
    assert number_in(told(hands, one)) == pytest.approx(expected, abs=0.05)


def regions(hands: Driven, view: SliceView, made: Volume) -> None:
    """The values inside are the finite ones of the voxels whose centre is inside."""
    for tool in ("ellipse", "sphere"):
        start = middle(view) if tool == "sphere" else middle(view, -0.12, -0.12)
        one = measure(hands, view, tool, start, middle(view, 0.12, 0.12))
        inside = finite(made.values[within(hands, one)])
        if inside.size:
            assert figure(hands, one, "mean") == pytest.approx(inside.mean(), rel=1e-6, abs=1e-6)
            assert figure(hands, one, "min") == pytest.approx(inside.min())
            assert figure(hands, one, "max") == pytest.approx(inside.max())
        else:
            assert figure(hands, one, "mean") is None
        assert re.fullmatch(r"[\d.]+ (mm²|cm²|mL)", told(hands, one)), told(hands, one)


def finite(values: np.ndarray) -> np.ndarray:
    numbers = values.astype(np.float64)
    return np.asarray(numbers[np.isfinite(numbers)])


def within(hands: Driven, one: Measurement) -> np.ndarray:
    """The voxels (k, j, i) whose centre lies in a region."""
    volume = hands.state.volume
    assert volume is not None
    index = np.stack(np.meshgrid(*map(np.arange, volume.geometry.shape), indexing="ij"), axis=-1)
    places = volume.geometry.to_lps(index)
    if one.shape is Shape.SPHERE:
        return np.asarray(np.linalg.norm(places - one.points[0], axis=-1) <= math.dist(*one.points))
    corners = np.array(one.points)
    centre, half = corners.mean(axis=0), np.abs(corners[1] - corners[0]) / 2.0
    on_slice = np.abs(places[..., 2] - centre[2]) <= volume.geometry.spacing_mm[0] / 2.0
    return np.asarray(on_slice & ((((places - centre)[..., :2] / half[:2]) ** 2).sum(axis=-1) <= 1.0))


def thick(hands: Driven) -> None:
    """Each kind of slab, on and off."""
    hands.slice(View.CORONAL).setFocus()
    for _ in range(4):
        hands.window.actions_["slab_next"].trigger()
        QApplication.processEvents()
    assert hands.state.tile.look.slab is None


def oblique(hands: Driven, view: SliceView) -> None:
    """A plane turned by its line in the axial picture, thick too, and back."""
    hands.window.actions_["tool_crosshair"].trigger()
    view.point_to(middle(view))
    at = view.pixel_of(hands.state.cursor_lps or (0.0, 0.0, 0.0))
    start = QPointF(at.x(), 0.88 * view.height())
    drag(view, start, start + QPointF(50, -5))
    turned = [tile.look.axes is not None for tile in hands.state.layout.tiles]
    assert any(turned)
    hands.slice(View.SAGITTAL).setFocus()
    hands.window.actions_["slab_next"].trigger()
    QApplication.processEvents()
    kept(hands.slice(View.SAGITTAL))
    hands.slice(View.SAGITTAL).reading(middle(hands.slice(View.SAGITTAL)))
    hands.window.actions_["planes_reset"].trigger()
    hands.window.actions_["tool_window"].trigger()


def solid(hands: Driven) -> None:
    """The 3D view draws a picture, or says why not."""
    pane = hands.grid.pane(View.VOLUME_3D)
    assert isinstance(pane, VolumePane)
    hands.until(lambda: pane.view.settled or pane.view.failure)
    drag(pane.view.canvas, middle(pane.view.canvas), middle(pane.view.canvas, 0.2, 0.1))
    hands.until(lambda: pane.view.settled or pane.view.failure)
    assert pane.view.ready or pane.view.failure


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_at_the_limit_is_read_and_tells_the_truth(hands: Driven, tmp_path: Path, name: str) -> None:
    begin(hands, write_picture(PICTURES[name][0], tmp_path))
    looked_at(hands, PICTURES[name][0], "px", (1.0, 1.0))
    hands.window.actions_["true_size"].trigger()
    assert "The size of this picture's pixels is unknown." in hands.window.messages.text


@pytest.mark.parametrize("name", SLIVERS)
def test_a_single_slice_is_a_picture_with_its_size(hands: Driven, tmp_path: Path, name: str) -> None:
    made = SLIVERS[name]
    begin(hands, made.write(tmp_path / "made.nii.gz"))
    hands.until(lambda: hands.pictures().view.isVisible())
    spoilt_told(hands, made)
    looked_at(hands, made.values[0], "mm", (made.spacing[2], made.spacing[1]))


def begin(hands: Driven, path: Path) -> None:
    """Open a file and wait until it is shown."""
    hands.drop(path)
    hands.until(lambda: hands.state.current is not None)
    hands.until(lambda: not hands.window.parts.jobs.running("scan"))


def looked_at(hands: Driven, values: np.ndarray, unit: str, pixel: tuple[float, float]) -> None:
    """Read a picture; ``pixel`` is the (width, height) of one in ``unit``."""
    hands.until(lambda: hands.pictures().view.isVisible())
    view = hands.pictures().view
    hands.until(lambda: view.reading(middle(view)) is not None)
    rub(hands, view)
    reading, place = view.reading(middle(view)), view.place_of(middle(view))
    assert reading is not None
    assert place is not None
    column, row = math.floor(place[0]), math.floor(place[1])
    read(reading.value, float(values[row, column]))
    one = measure(hands, view, "length", middle(view, -0.2), middle(view, 0.2, 0.1))
    way = (np.array(one.points[1]) - one.points[0]) * pixel
    assert told(hands, one).endswith(f" {unit}")
    assert number_in(told(hands, one)) == pytest.approx(float(np.hypot(*way)), abs=0.05)
    round_ = measure(hands, view, "ellipse", middle(view, -0.3, -0.3), middle(view, 0.3, 0.3))
    assert told(hands, round_).endswith(f" {unit}²")
    inside = finite(values[in_ellipse(round_, values.shape)])
    expected = pytest.approx(inside.mean(), rel=1e-6) if inside.size else None
    assert figure(hands, round_, "mean") == expected
    kept(view)


def in_ellipse(one: Measurement, shape: tuple[int, ...]) -> np.ndarray:
    rows, columns = np.indices(shape) + 0.5
    (left, top), (right, bottom) = one.points
    across = (columns - (left + right) / 2.0) / (abs(right - left) / 2.0)
    down = (rows - (top + bottom) / 2.0) / (abs(bottom - top) / 2.0)
    return np.asarray(across**2 + down**2 <= 1.0)


@pytest.mark.logs  # a cancelled job that does not stop in time is ended, and the log says so
def test_actions_at_random_while_things_load_and_end(hands: Driven, tmp_path: Path) -> None:
    """Series are opened, switched and closed while actions run; what is undone and redone stays possible."""
    heads = [make_head(tmp_path / f"head{number}.nii.gz", (24, 30, 26)) for number in range(3)]
    picture = write_picture(PICTURES["no spacing"][0], tmp_path)
    chance = random.Random(SEED)
    begin(hands, heads[0])
    for turn in range(ACTS):
        if turn % 12 == 0:
            hands.drop(chance.choice([*heads, picture]))
        if turn % 25 == 24:
            switch(hands, chance)
        act(hands, chance.choice(SAFE))
        if chance.random() < 0.3:
            poke(hands, chance)
        dismiss()
    settle(hands)
    hands.drop(heads[1])
    hands.until(lambda: hands.state.volume is not None and hands.state.current is not None)
    settle(hands)
    assert not [job for job in hands.state.jobs if job.status in (JobStatus.QUEUED, JobStatus.RUNNING)]
    failures = [(job.task, job.note) for job in hands.state.jobs if job.status is JobStatus.FAILED]
    assert not failures


NEEDING_FILES = {
    "open_files", "open_folder", "quit", "measure_save", "measure_export", "measure_import", "full_screen", "print",
}  # fmt: skip
"""They end the program or ask for files by a dialog of the system."""
SAFE = sorted(spec.name for spec in ACTIONS if spec.name not in NEEDING_FILES)


def act(hands: Driven, name: str) -> None:
    action = hands.window.actions_[name]
    if action.isEnabled():
        action.trigger()
    QApplication.processEvents()


def switch(hands: Driven, chance: random.Random) -> None:
    """Another listed series here, or in one viewport, or everything closed."""
    listed = [series.uid for study in hands.state.studies for series in study.series]
    uid, tile = chance.choice(listed), chance.randrange(len(hands.state.layout.tiles))
    opening, ways = hands.commands.opening, chance.randrange(4)
    if ways == 0:
        opening.open_series(uid)
    elif ways == 1:
        opening.open_in(uid, tile)
    elif ways == 2:
        opening.cancel()
    else:
        hands.window.parts.session.apply(LayoutChanged(emptied(hands.state.layout), 0))


def emptied(layout: Layout) -> Layout:
    return replace(layout, tiles=tuple(Tile() for _ in layout.tiles), maximised=None)


def poke(hands: Driven, chance: random.Random) -> None:
    """A press, a drag and a turn of the wheel's key in some viewport."""
    panes = [pane for pane in hands.grid.panes().values() if pane.isVisible() and isinstance(
        getattr(pane, "view", None), Viewport)]  # fmt: skip
    if panes:
        view: Any = chance.choice(panes)
        drag(view.view, middle(view.view), middle(view.view, chance.uniform(-0.4, 0.4), chance.uniform(-0.4, 0.4)))
        key(view.view, chance.choice([Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Escape, Qt.Key.Key_Return]))


def dismiss() -> None:
    """Close what was opened over the window by Esc."""
    for _ in range(10):
        top = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if top is None:
            return
        QTest.keyClick(top, Qt.Key.Key_Escape)
        QApplication.processEvents()
    pytest.fail(f"{top} does not close by Esc")


def settle(hands: Driven) -> None:
    hands.until(lambda: not hands.window.parts.jobs._jobs)


def test_slabs_chosen_in_the_menu_are_shown_and_ticked(hands: Driven, tmp_path: Path) -> None:
    begin(hands, make_head(tmp_path / "head.nii.gz", (12, 20, 16)))
    hands.until(lambda: hands.state.volume is not None)
    actions = hands.window.actions_
    for kind in (*Projection, Projection.MEAN):
        actions[f"slab_{kind.value}"].trigger()
        slab = hands.state.tile.look.slab
        assert slab is not None
        assert slab.projection is kind
        assert actions[f"slab_{kind.value}"].isChecked(), "also when it is chosen twice"
    for _ in range(2):
        actions["slab_off"].trigger()
        assert hands.state.tile.look.slab is None
        assert actions["slab_off"].isChecked()


def test_a_display_that_goes_away_leaves_its_window_on_another(hands: Driven, tmp_path: Path) -> None:
    begin(hands, make_head(tmp_path / "head.nii.gz", (12, 20, 16)))
    layout = hands.state.layout
    places = (Place(0, 0), Place(0, 0, window=1))
    hands.window.parts.session.apply(LayoutChanged(replace(layout, places=places, tiles=layout.tiles[:2]), 0))
    second = hands.grid.second
    assert second is not None
    hands.until(second.isVisible)
    second.move(9000, 7000)
    QGuiApplication.instance().screenRemoved.emit(second.screen())  # type: ignore[union-attr]
    screen = QGuiApplication.primaryScreen().availableGeometry()
    hands.until(lambda: screen.intersects(second.frameGeometry()))
    assert second.isVisible()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert hands.slice(View.AXIAL).isVisible()
