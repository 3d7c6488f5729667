"""Drawing with real mouse and key events on slices and pictures: known pixels give known values."""

from __future__ import annotations

import math
import weakref
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QAction, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from medview.core.errors import MedViewError
from medview.core.images import Frame, PixelSpacing, SpacingMeaning
from medview.core.measurement import Measurement, OnImage, Shape
from medview.imaging.reslice import CORONAL
from medview.session.changes import CursorMoved, FrameShown, ImagesOpened, VolumeOpened
from medview.session.settings import Settings
from medview.views.drawing.item import Layer
from medview.views.viewport.decorations import taken
from medview.views.viewport.tools import SHAPES, Tool
from tests.imaging.test_measuring_table import turned
from tests.views.drawing.benches import ORDER, SHIFT, Bench, image_bench, slice_bench
from tests.views.heads import drag, like, picture
from tests.views.stacks import GREY, ramp, session, stored

Make = Callable[..., Bench]
CLOSE = 2e-3
"""Mouse positions are exact; what remains is rounding of pixels to places and back."""


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Iterator[Make]:
    made: list[Bench] = []

    def build(kind: Callable[..., Bench] = slice_bench, *values: object, **more: object) -> Bench:
        bench = kind(tmp_path, *values, **more)
        qtbot.addWidget(bench.view)
        made.append(bench)
        return bench

    yield build
    for bench in made:
        bench.shut()


def hounsfield(bench: Bench) -> np.ndarray:
    """The shown slice."""
    pixels = bench.view.pixels()
    assert pixels is not None
    return np.asarray(pixels)


@pytest.mark.parametrize(
    ("spacing", "directions"),
    [
        ((2.0, 1.0, 1.0), ORDER),
        ((2.0, 0.5, 0.8), ORDER),
        ((20.0, 1.0, 1.0), ORDER),
        ((2.0, 0.5, 0.8), turned((1, 2, 3), 20.0) @ ORDER),
    ],
    ids=["square", "non-square", "20:1", "oblique grid"],
)
def test_values_drawn_with_the_mouse_are_those_of_the_pixels(
    make: Make, spacing: tuple[float, float, float], directions: np.ndarray
) -> None:
    bench = make(spacing=spacing, directions=directions)
    row_mm, column_mm = bench.view.frame.spacing_mm
    bench.view.set_tool(Tool.LENGTH)
    bench.drag((5, 10), (35, 50))
    length = math.hypot(30 * column_mm, 40 * row_mm)
    assert bench.text() == f"{length:.1f} mm"
    assert bench.words() == f"{length:.1f} mm"
    bench.view.set_tool(Tool.RECTANGLE)
    bench.drag((9.5, 19.5), (24.5, 29.5))
    inside = hounsfield(bench)[20:30, 10:25]
    assert bench.measured().figure("mean").value == pytest.approx(inside.mean(), rel=1e-9)
    assert bench.measured().figure("pixels").value == 150
    assert f"Mean {inside.mean():.1f} ± {inside.std():.1f} HU" in bench.words()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("flipped", [False, True])
def test_turning_and_mirroring_the_view_changes_no_value(make: Make, turn: int, flipped: bool) -> None:
    bench = make(spacing=(2.0, 0.5, 0.8))
    bench.view.change_look(rotation=turn, flipped=flipped)
    bench.view.set_tool(Tool.ELLIPSE)
    bench.drag((10, 20), (30, 40))
    assert bench.measured().figure("area").value == pytest.approx(math.pi * 8.0 * 5.0, rel=CLOSE)
    bench.view.set_tool(Tool.ANGLE)
    bench.drag((30, 20), (20, 20))
    bench.click((30, 30))
    assert bench.measured().figure("angle").value == pytest.approx(math.degrees(math.atan2(5, 8)), abs=0.05)


def test_an_oblique_view_measures_in_its_own_plane(make: Make) -> None:
    bench = make(spacing=(2.0, 0.5, 0.8))
    axes = turned((1, 0, 0), 30.0) @ np.eye(3)
    bench.view.change_look(axes=(tuple(axes[:, 0]), tuple(axes[:, 1])))
    bench.view.set_tool(Tool.LENGTH)
    middle = bench.view.rect().center()
    scale = bench.view.scale
    start, end = ((middle.x() - 10 * scale, middle.y()), (middle.x(), middle.y() + 10 * scale))
    drag(bench.view, Qt.MouseButton.LeftButton, start, end)
    assert bench.text() == "14.1 mm"
    one, other = np.array(bench.last.points)
    assert abs((other - one) @ np.cross(axes[:, 0], axes[:, 1])) < 1e-6


@pytest.mark.parametrize(
    ("shape", "clicks", "text"),
    [
        (Tool.LENGTH, [(10, 10), (30, 10)], "20.0 mm"),
        (Tool.BIDIRECTIONAL, [(10, 10), (30, 10)], "20.0 × 10.0 mm"),
        (Tool.ANGLE, [(30, 20), (10, 20), (10, 40)], "90.0°"),
        (Tool.COBB, [(10, 10), (30, 10), (10, 20), (30, 30)], "26.6°"),
        (Tool.ELLIPSE, [(10, 10), (30, 30)], "314.2 mm²"),
        (Tool.RECTANGLE, [(10, 10), (30, 30)], "400.0 mm²"),
        (Tool.SPHERE, [(20, 20), (26, 20)], "0.905 mL"),
    ],
)
def test_points_are_placed_by_clicks_as_by_drags(
    make: Make, shape: Tool, clicks: list[tuple[float, float]], text: str
) -> None:
    bench = make()
    bench.view.set_tool(shape)
    bench.click(*clicks)
    assert bench.text() == text
    assert len(bench.drawn) == 1


def test_polygons_end_with_enter_and_double_click_and_take_points_back(make: Make) -> None:
    bench = make()
    bench.view.set_tool(Tool.POLYGON)
    bench.click((10, 10), (30, 10), (30, 30), (45, 5))
    QTest.keyClick(bench.view, Qt.Key.Key_Backspace)
    bench.click((10, 30))
    assert not bench.drawn
    QTest.keyClick(bench.view, Qt.Key.Key_Return)
    assert bench.text() == "400.0 mm²"
    bench.view.set_tool(Tool.POLYLINE)
    bench.click((10, 10), (20, 10))
    bench.move((20, 30))
    QTest.mouseClick(bench.view, Qt.MouseButton.LeftButton, pos=QPointF(*bench.pixel(20, 30)).toPoint())
    QTest.mouseDClick(bench.view, Qt.MouseButton.LeftButton, pos=QPointF(*bench.pixel(20, 30)).toPoint())
    assert bench.last.shape is Shape.POLYLINE
    assert bench.measured().figure("length").value == pytest.approx(30.0, abs=0.2)


def test_a_click_on_the_first_corner_closes_a_polygon(make: Make) -> None:
    bench = make()
    bench.view.set_tool(Tool.POLYGON)
    bench.click((10, 10), (30, 10), (30, 30), (10, 10))
    assert bench.text() == "200.0 mm²"


def test_freehand_follows_the_mouse(make: Make) -> None:
    bench = make()
    bench.view.set_tool(Tool.FREEHAND)
    ring = [(25 + 10 * math.cos(a), 30 + 10 * math.sin(a)) for a in np.linspace(0, 2 * math.pi, 90)]
    bench.press(ring[0])
    for at in ring[1:]:
        bench.move(at)
    bench.release(ring[-1])
    assert bench.measured().figure("area").value == pytest.approx(math.pi * 100, rel=0.01)
    assert len(bench.last.points) > 40


def test_escape_gives_up_what_is_being_drawn_and_dragged(make: Make) -> None:
    bench = make()
    bench.view.set_tool(Tool.LENGTH)
    bench.click((10, 10))
    bench.move((20, 20))
    QTest.keyClick(bench.view, Qt.Key.Key_Escape)
    bench.click((30, 30))
    assert not bench.drawn
    bench.click((40, 30))
    bench.view.set_tool(Tool.WINDOW)
    bench.paint()
    before = bench.last
    bench.press((40, 30))
    bench.move((20, 10))
    QTest.keyClick(bench.view, Qt.Key.Key_Escape)
    bench.release((20, 10))
    assert bench.last == before


def test_too_little_for_a_drawing_is_nothing(make: Make) -> None:
    bench = make()
    bench.view.set_tool(Tool.POLYGON)
    bench.click((10, 10), (30, 10))
    QTest.keyClick(bench.view, Qt.Key.Key_Return)
    bench.view.set_tool(Tool.FREEHAND)
    bench.click((10, 10))
    assert not bench.drawn


def test_handles_are_dragged_and_one_drag_is_one_step(make: Make) -> None:
    bench = make()
    bench.view.set_tool(Tool.LENGTH)
    bench.drag((10, 10), (30, 10))
    bench.view.set_tool(Tool.WINDOW)
    bench.paint()
    bench.drag((30, 10), (40, 10))
    assert bench.text() == "30.0 mm"
    assert bench.session.undo() == "Length changed"
    assert bench.text() == "20.0 mm"
    assert bench.session.redo() == "Length changed"
    assert bench.text() == "30.0 mm"
    bench.paint()
    bench.drag((25, 10), (25, 20))
    assert bench.text() == "30.0 mm"
    assert bench.last.points[0][1] == pytest.approx(bench.to_place(0, 20)[1])


def test_the_axes_of_a_bidirectional_stay_perpendicular(make: Make) -> None:
    bench = make(spacing=(2.0, 0.5, 0.8))
    bench.view.set_tool(Tool.BIDIRECTIONAL)
    bench.drag((10, 20), (35, 30))
    bench.view.set_tool(Tool.WINDOW)
    for handle, to in ((1, (40, 10)), (2, (20, 5)), (3, (30, 45)), (0, (5, 40))):
        bench.paint()
        start = bench.view.pixel_of(bench.last.points[handle])
        end = QPointF(*bench.pixel(*to))
        drag(bench.view, Qt.MouseButton.LeftButton, start.toTuple(), end.toTuple())
        long, short = (np.subtract(bench.last.points[n + 1], bench.last.points[n]) for n in (0, 2))
        cosine = abs(long @ short) / (np.linalg.norm(long) * np.linalg.norm(short))
        assert math.degrees(math.asin(cosine)) < 1.0
        assert np.allclose(bench.last.points[handle], bench.view.place_of(end), atol=0.7) or handle >= 2
    assert bench.measured().figure("short_axis").value <= bench.measured().figure("long_axis").value


@pytest.mark.parametrize(
    ("shape", "handle", "area"), [(Tool.RECTANGLE, (30, 30), 900.0), (Tool.ELLIPSE, (30, 20), 471.2)]
)
def test_boxes_change_at_their_handles(make: Make, shape: Tool, handle: tuple[float, float], area: float) -> None:
    bench = make()
    bench.view.set_tool(shape)
    bench.drag((10, 10), (30, 30))
    bench.view.set_tool(Tool.WINDOW)
    bench.paint()
    bench.drag(handle, (40, 40))
    assert bench.measured().figure("area").value == pytest.approx(area, rel=CLOSE)


def test_shift_keeps_to_angles_and_equal_sides(make: Make) -> None:
    bench = make(spacing=(2.0, 0.5, 0.8))
    bench.view.set_tool(Tool.LENGTH)
    bench.drag((10, 10), (30, 12), SHIFT)
    assert bench.last.points[1][1] == pytest.approx(bench.last.points[0][1], abs=1e-9)
    bench.view.set_tool(Tool.ELLIPSE)
    bench.drag((10, 10), (30, 20), SHIFT)
    assert bench.measured().figure("width").value == pytest.approx(bench.measured().figure("height").value)


def test_points_snap_to_the_steepest_edge(make: Make) -> None:
    array = np.zeros((40, 60, 50), np.int16)
    array[:, :, 25:] = 500
    bench = make(array=array, settings=Settings(snap=True))
    bench.view.set_tool(Tool.LENGTH)
    bench.drag((22.3, 20.2), (22.3, 40.4))
    columns = [round(bench.view.frame.position(point)[2], 6) for point in bench.last.points]
    assert columns == [24.0, 24.0]
    bench.view.set_tool(Tool.LENGTH)
    bench.drag((5.3, 20.2), (5.3, 40.4))
    assert bench.view.frame.position(bench.last.points[0])[2] == pytest.approx(5.3, abs=0.02)


def test_drawings_are_seen_on_their_slice_only(make: Make) -> None:
    bench = make()
    bench.view.set_tool(Tool.LENGTH)
    bench.drag((5, 10), (45, 10))
    bench.view.set_tool(Tool.SPHERE)
    bench.drag((25, 35), (31, 35))
    bench.desk.select(None)
    bench.paint()
    assert [item.one.shape for item in bench.fitting.hand.items] == [Shape.LENGTH, Shape.SPHERE]
    circle = bench.fitting.hand.items[1].box.width()
    x, y, z = bench.session.state.cursor_lps or (0.0, 0.0, 0.0)
    bench.session.apply(CursorMoved((x, y, z + 4.0)))
    bench.paint()
    assert [item.one.shape for item in bench.fitting.hand.items] == [Shape.SPHERE]
    smaller = bench.fitting.hand.items[0].box.width()
    assert smaller / circle == pytest.approx(math.sqrt(36 - 16) / 6, rel=0.02)
    bench.session.apply(CursorMoved((x, y, z + 8.0)))
    bench.paint()
    assert bench.fitting.hand.items == []


def test_a_viewport_put_away_keeps_no_picture_of_its_drawings(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    bench, painted = make(), list[weakref.ref[Layer]]()
    whole = Layer.of

    def of(layer: Layer, *values: Any) -> QImage:
        painted.append(weakref.ref(layer))
        return whole(layer, *values)

    monkeypatch.setattr(Layer, "of", of)
    bench.view.show()
    bench.view.set_tool(Tool.LENGTH)
    bench.drag((5, 10), (45, 10))
    for _ in range(3):
        bench.paint()
    assert painted
    assert painted[-1]() is not None
    bench.view.hide()
    assert painted[-1]() is None


def test_other_planes_do_not_show_a_drawing(make: Make, tmp_path: Path) -> None:
    bench = make(plane=CORONAL)
    axial = make()
    axial.view.set_tool(Tool.LENGTH)
    axial.drag((5, 10), (45, 10))
    axial.view.set_tool(Tool.POINT)
    axial.drag((25, 30), (25, 30))
    for one in axial.drawn:
        bench.session.draw(one)
    bench.session.apply(CursorMoved(axial.drawn[1].points[0]))
    bench.paint()
    assert [item.one.shape for item in bench.fitting.hand.items] == [Shape.POINT]


def test_words_can_be_dragged_and_stay_there(make: Make) -> None:
    bench = make()
    bench.view.set_tool(Tool.LENGTH)
    bench.drag((10, 10), (30, 10))
    bench.view.set_tool(Tool.WINDOW)
    bench.paint()
    box = bench.fitting.hand.items[0].label.box
    start = box.center().toTuple()
    drag(bench.view, Qt.MouseButton.LeftButton, start, (start[0] + 40, start[1] + 90))
    bench.paint()
    moved = bench.fitting.hand.items[0].label.box
    assert (moved.topLeft() - box.topLeft()).toTuple() == pytest.approx((40, 90), abs=0.01)
    assert bench.text() == "20.0 mm"
    bench.view.zoom_by(1.5)
    bench.paint()
    assert bench.fitting.hand.items[0].label.box.topLeft() != moved.topLeft()


def test_a_tool_draws_over_the_words_of_the_drawing_just_made(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = make()
    bench.view.set_tool(Tool.RECTANGLE)
    bench.drag((5, 10), (15, 20))
    bench.paint()
    asked: list[Measurement] = []
    monkeypatch.setattr(bench.desk, "ask_words", lambda one, _view: asked.append(one))
    box = bench.fitting.hand.items[0].label.box
    left, right, y = box.left() + 4, box.right() - 4, box.center().y()
    bench.view.set_tool(Tool.LENGTH)
    drag(bench.view, Qt.MouseButton.LeftButton, (left, y), (right, y))
    assert [one.shape for one in bench.drawn] == [Shape.RECTANGLE, Shape.LENGTH]
    assert bench.drawn[0].words_at is None
    bench.paint()
    QTest.mouseDClick(
        bench.view, Qt.MouseButton.LeftButton, pos=bench.fitting.hand.items[-1].label.box.center().toPoint()
    )
    assert asked == []


def test_words_cover_neither_shape_nor_each_other(make: Make) -> None:
    bench = make()
    for row in (10, 20, 30, 40):
        bench.view.set_tool(Tool.RECTANGLE)
        bench.drag((10, row), (20, row + 6))
    bench.paint()
    items = bench.fitting.hand.items
    boxes = [item.label.box for item in items]
    assert not any(item.label.box.intersects(item.box) for item in items)
    assert not any(one.intersects(other) for n, one in enumerate(boxes) for other in boxes[n + 1 :])


def test_words_keep_clear_of_later_drawings_edge_letters_and_corners(make: Make) -> None:
    bench = make()
    for start, end in (
        ((8, 8), (16, 16)),
        ((20, 10), (28, 14)),
        ((22, 26), (30, 34)),
        ((1, 28), (6, 32)),
        ((36, 40), (46, 56)),
    ):
        bench.view.set_tool(Tool.ELLIPSE)
        bench.drag(start, end)
    bench.view.set_tool(Tool.LENGTH)
    bench.drag((10, 44), (30, 54))
    bench.desk.select(None)
    bench.paint()
    items = bench.fitting.hand.items
    boxes = [item.label.box for item in items]
    written = taken(QRectF(bench.view.rect()), bench.view.frame_around())
    assert len(boxes) == 6
    assert not any(box.intersects(item.box) for item in items[:5] for box in boxes)
    assert not any(one.intersects(other) for n, one in enumerate(boxes) for other in boxes[:n])
    assert not any(box.intersects(other) for box in boxes for other in written)


def test_words_are_fewer_in_small_viewports(make: Make) -> None:
    bench = make()
    bench.view.set_tool(Tool.RECTANGLE)
    bench.drag((10, 10), (30, 30))
    bench.desk.select(None)
    bench.view.resize(300, 300)
    assert bench.words() == "400.0 mm²"
    bench.view.resize(140, 130)
    bench.paint()
    assert bench.fitting.hand.items[0].label is None
    bench.desk.select(bench.last.id)
    assert bench.words() == "400.0 mm²"
    bench.view.resize(620, 560)
    assert "Mean" in bench.words()


def test_other_words_stay_while_one_drawing_is_dragged(make: Make) -> None:
    bench = make()
    for row in (10, 30):
        bench.view.set_tool(Tool.LENGTH)
        bench.drag((10, row), (30, row))
    bench.view.set_tool(Tool.WINDOW)
    bench.paint()
    still = next(item for item in bench.fitting.hand.items if item.one is bench.drawn[0])
    bench.press((20, 30))
    for row in (24, 14, 10):
        bench.move((20, row))
        bench.paint()
        assert any(item is still for item in bench.fitting.hand.items)
    bench.release((20, 10))


def test_lines_are_seen_on_black_and_on_white(make: Make) -> None:
    array = np.zeros((40, 60, 50), np.int16)
    array[:, 30:] = 1000
    bench = make(array=array)
    bench.view.set_tool(Tool.LENGTH)
    bench.drag((25, 10), (25, 50))
    bench.desk.select(None)
    shown = picture(bench.view)
    assert like(shown, (255, 209, 71), 30).sum() > 300
    x, y = (round(value) for value in bench.pixel(25, 50))
    beside = shown[y - 40 : y - 20, x - 4 : x + 5]
    assert (beside.max(axis=-1) < 60).any(axis=1).all()


def test_the_slice_left_while_drawing_gives_the_drawing_up(make: Make) -> None:
    bench = make()
    bench.view.set_tool(Tool.LENGTH)
    bench.click((10, 10))
    x, y, z = bench.session.state.cursor_lps or (0.0, 0.0, 0.0)
    bench.session.apply(CursorMoved((x, y, z + 6.0)))
    bench.paint()
    bench.click((30, 30))
    assert not bench.drawn


@pytest.mark.parametrize("ending", [True, False], ids=["ended unpainted", "painted between"])
@pytest.mark.parametrize("kind", ["volume", "pictures"])
def test_another_series_in_the_viewport_gives_the_drawing_up(
    make: Make, tmp_path: Path, kind: str, ending: bool
) -> None:
    bench = make() if kind == "volume" else make(image_bench, stack(tmp_path))
    first = bench.current
    other = replace(first.series, uid="1.9", fingerprint="e" * 64)
    bench.view.set_tool(Tool.LENGTH)
    bench.click((10, 10))
    bench.move((20, 20))
    if kind == "volume":
        bench.session.apply(VolumeOpened(other, first.volume, first.window))
    else:
        bench.session.apply(ImagesOpened(other, first.images, first.window))
    assert bench.current.series.uid == "1.9"
    if not ending:
        bench.paint()
    bench.move((30, 10))
    bench.click((30, 30))
    assert not bench.drawn, "the click began a new drawing"
    bench.click((40, 30))
    assert [one.series for one in bench.drawn] == ["1.9"]
    assert bench.measured().figure("length").value == pytest.approx(10.0, rel=CLOSE)


def test_what_is_dragged_goes_back_where_another_series_is_shown(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = make()
    changed: list[Measurement] = []
    monkeypatch.setattr(bench.desk, "change", changed.append)
    bench.view.set_tool(Tool.LENGTH)
    bench.drag((10, 10), (30, 10))
    first = bench.current
    bench.view.set_tool(Tool.WINDOW)
    bench.paint()
    bench.press((30, 10))
    bench.move((35, 10))
    bench.session.apply(VolumeOpened(replace(first.series, uid="1.9"), first.volume, first.window))
    bench.release((40, 10))
    assert not changed


def entries(bench: Bench, at: tuple[float, float]) -> dict[str, QAction]:
    """The menu of a place, by its words."""
    menu = QMenu(bench.view)
    menu.addAction("Fit")
    bench.fitting.add_to_menu(menu, bench.view.mapToGlobal(QPointF(*bench.pixel(*at))).toPoint())
    return {action.text(): action for action in menu.actions()}


def test_the_menu_over_a_drawing_names_copies_and_deletes_it(make: Make, qtbot: QtBot) -> None:
    bench = make()
    bench.view.set_tool(Tool.LENGTH)
    bench.drag((10, 10), (30, 10))
    bench.desk.select(None)
    bench.paint()
    assert list(entries(bench, (25, 45))) == ["Fit"]
    found = entries(bench, (20, 10))
    assert list(found) == ["Name or words…", "Copy to this slice", "Delete", "", "Fit"]
    assert bench.desk.selected == bench.last.id
    found["Name or words…"].trigger()
    answer(qtbot, QLineEdit, "Node")
    assert bench.last.label == "Node"
    bench.paint()
    entries(bench, (20, 10))["Copy to this slice"].trigger()
    assert len(bench.drawn) == 2
    bench.paint()
    entries(bench, (20, 10))["Delete"].trigger()
    assert len(bench.drawn) == 1


def test_a_length_of_unknown_scale_calibrates_its_picture_from_the_menu(
    make: Make, tmp_path: Path, qtbot: QtBot
) -> None:
    bench = make(image_bench, stack(tmp_path))
    bench.view.set_tool(Tool.LENGTH)
    bench.drag((5, 20), (45, 20))
    bench.paint()
    entries(bench, (25, 20))["Calibrate by this line…"].trigger()
    answer(qtbot, QDoubleSpinBox, 80.0)
    assert [one.shape for one in bench.drawn] == [Shape.LENGTH, Shape.CALIBRATION]
    assert bench.text(bench.drawn[0]).startswith("80.0 mm (calibrated, by hand, by R, ")


def test_dragging_the_background_still_windows(make: Make) -> None:
    bench = make()
    bench.view.set_tool(Tool.LENGTH)
    bench.drag((10, 10), (30, 10))
    bench.view.set_tool(Tool.WINDOW)
    bench.paint()
    windows: list[object] = []
    bench.view.window_changed.connect(windows.append)
    bench.drag((25, 40), (35, 45))
    assert windows
    assert bench.session.state.measurement is None


class Refusing:
    """A store with a full disk."""

    def put_measurement(self, measurement: Measurement) -> None:
        raise MedViewError("The disk is full.")

    def drop_measurement(self, measurement_id: str) -> None:
        raise MedViewError("The disk is full.")

    def put_key_images(self, fingerprint: str, key_images: object) -> None:
        raise MedViewError("The disk is full.")

    def add_replacement(self, analysis_id: str, replacement: object) -> None:
        raise MedViewError("The disk is full.")


def test_what_cannot_be_stored_is_not_shown_and_told(make: Make) -> None:
    bench = make(drawings=Refusing())
    told: list[MedViewError] = []
    bench.desk.failed.connect(told.append)
    bench.view.set_tool(Tool.LENGTH)
    bench.drag((10, 10), (30, 10))
    assert not bench.drawn
    assert [error.message for error in told] == ["The disk is full."]
    assert not bench.session.can_undo


# pictures


def stack(folder: Path, count: int = 2, **frame: object) -> object:
    return session(stored(folder, [ramp(number=n) for n in range(count)], Frame(windows=(GREY,), **frame)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("spacing", "text"),
    [
        (PixelSpacing(), "50.0 px"),
        (PixelSpacing(0.5, 0.5, SpacingMeaning.PATIENT), "25.0 mm"),
        (PixelSpacing(0.5, 0.8, SpacingMeaning.PATIENT), "35.3 mm"),
        (PixelSpacing(0.1, 0.1, SpacingMeaning.DETECTOR), "5.00 mm (at the detector)"),
    ],
)
def test_lengths_on_pictures_say_their_unit(make: Make, tmp_path: Path, spacing: PixelSpacing, text: str) -> None:
    """40 columns and 30 rows: 50 pixels, or √((40 · 0.8)² + (30 · 0.5)²) mm = 35.3 mm."""
    bench = make(image_bench, stack(tmp_path, spacing=spacing))
    bench.view.set_tool(Tool.LENGTH)
    bench.drag((5, 5), (45, 35))
    assert bench.text() == text
    assert bench.words().splitlines()[0] == text


def answer(qtbot: QtBot, kind: type, value: object) -> None:
    """Fill in the dialog that is open, and accept it."""
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=5000)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    field = dialog.findChild(kind)
    if isinstance(field, QDoubleSpinBox):
        field.setValue(float(value))  # type: ignore[arg-type]
    elif isinstance(field, QLineEdit):
        field.setText(str(value))
    dialog.accept()  # type: ignore[attr-defined]


def test_a_calibration_line_gives_the_picture_its_scale_and_can_be_undone(
    make: Make, tmp_path: Path, qtbot: QtBot
) -> None:
    bench = make(image_bench, stack(tmp_path))
    bench.view.set_tool(Tool.LENGTH)
    bench.drag((5, 20), (45, 20))
    length = bench.last
    assert bench.text(length) == "40.0 px"
    bench.view.set_tool(Tool.CALIBRATION)
    bench.drag((10, 10), (30, 10))
    answer(qtbot, QDoubleSpinBox, 50.0)
    assert bench.last.known_mm == 50.0
    assert bench.text(length).startswith("100.0 mm (calibrated, by hand, by R, ")
    assert bench.words(length) == "100.0 mm (calibrated)"
    frames = bench.current.images.frames
    assert frames[0].spacing.columns == pytest.approx(2.5)
    assert frames[0].spacing.meaning is SpacingMeaning.CALIBRATED
    assert frames[1].spacing.meaning is SpacingMeaning.NONE
    bench.session.undo()
    assert bench.text(length) == "40.0 px"
    bench.session.redo()
    assert bench.text(length).startswith("100.0 mm")


def test_calibration_and_spheres_are_refused_where_they_mean_nothing(make: Make, tmp_path: Path) -> None:
    told: list[str] = []
    bench = make()
    bench.desk.told.connect(lambda message, _hint: told.append(message))
    bench.view.set_tool(Tool.CALIBRATION)
    bench.drag((10, 10), (30, 10))
    pictures = make(image_bench, stack(tmp_path))
    pictures.desk.told.connect(lambda message, _hint: told.append(message))
    pictures.view.set_tool(Tool.SPHERE)
    pictures.drag((10, 10), (30, 10))
    assert ["nothing to calibrate" in told[0], "needs a volume" in told[1]] == [True, True]
    assert not bench.drawn
    assert not pictures.drawn


def test_drawings_on_a_picture_are_not_on_the_next(make: Make, tmp_path: Path) -> None:
    bench = make(image_bench, stack(tmp_path))
    bench.view.set_tool(Tool.LENGTH)
    bench.drag((5, 20), (45, 20))
    bench.session.apply(FrameShown(1))
    bench.paint()
    assert bench.fitting.hand.items == []
    bench.fitting.duplicate(bench.last)
    assert bench.last.on == OnImage(1)
    assert bench.last.points == bench.drawn[0].points
    bench.fitting.duplicate(bench.last)
    assert bench.last.points != bench.drawn[0].points


def test_arrows_and_texts_carry_words(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    bench = make(image_bench, stack(tmp_path))
    bench.view.set_tool(Tool.ARROW)
    bench.drag((20, 20), (30, 30))
    answer(qtbot, QLineEdit, "catheter")
    assert bench.last.text == "catheter"
    assert bench.words() == "catheter"
    bench.view.set_tool(Tool.TEXT)
    bench.drag((5, 5), (5, 5))
    answer(qtbot, QLineEdit, "")
    assert len(bench.drawn) == 1


def test_every_tool_that_draws_has_a_shape() -> None:
    assert set(SHAPES.values()) == set(Shape)


def test_words_of_a_slice_seen_before_stand_where_they_stood(make: Make) -> None:
    """What makes going back and forth quick: words are put in their places once for each slice."""
    bench = make()
    bench.view.set_tool(Tool.LENGTH)
    bench.drag((5, 5), (40, 5))
    one = bench.last
    x, y, z = bench.session.state.cursor_lps or (0.0, 0.0, 0.0)
    step = 4.0
    bench.session.draw(replace(one, id="next", points=tuple((a, b, c + step) for a, b, c in one.points)))
    seen = []
    for height in (z, z + step, z, z + step):
        bench.session.apply(CursorMoved((x, y, height)))
        bench.paint()
        (item,) = bench.fitting.hand.items
        seen.append(item)
    assert seen[0].one is one
    assert seen[1].one.id == "next"
    assert seen[2] is seen[0]
    assert seen[3] is seen[1]
    bench.view.resize(bench.view.width() + 40, bench.view.height())
    bench.paint()
    assert bench.fitting.hand.items[0] is not seen[1]


def test_twenty_drawings_are_laid_over_as_one_picture(make: Make) -> None:
    """What makes painting quick: the lines are drawn again only where something changed."""
    bench = make()
    bench.view.set_tool(Tool.LENGTH)
    bench.drag((5, 5), (40, 5))
    one = bench.last
    for n in range(19):
        bench.session.draw(replace(one, id=str(n), points=tuple((x, y + n, z) for x, y, z in one.points)))
    bench.paint()
    before = bench.fitting.hand.items
    bench.paint()
    after = bench.fitting.hand.items
    assert len(after) == 20
    assert all(one is other for one, other in zip(before, after, strict=True))
