from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from pytestqt.qtbot import QtBot

from medview.core.finding import Decision
from medview.core.geometry import Geometry
from medview.core.volume import Volume, Window
from medview.imaging.reslice import AXIAL, CORONAL, PLANES, SAGITTAL, Plane
from medview.session.layout import Look
from medview.session.state import Overlay
from medview.views.pictures.layers import Layers, opened
from medview.views.pictures.scene import Scene, scene_of
from medview.views.pictures.slice_picture import Style
from medview.views.pictures.slice_view import SliceView
from medview.views.viewport.corner_text import Corners
from medview.views.viewport.tools import Tool
from medview.views.viewport.viewport import bands
from tests.views.heads import (
    BLUE,
    CENTRE,
    RED,
    WINDOW,
    analysis,
    drag,
    head,
    like,
    mouse,
    picture,
    pointing,
    session,
    wheel,
)

LEFT, MIDDLE, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton
PLAIN = Scene(Layers(head()), None, Style(WINDOW))


def view(qtbot: QtBot, plane: Plane = AXIAL, scene: Scene = PLAIN, corners: Corners = Corners.NONE) -> SliceView:
    made = SliceView(plane)
    qtbot.addWidget(made)
    made.resize(400, 400)
    made.set_corners(corners)
    made.show_scene(scene)
    with qtbot.waitExposed(made):
        made.show()
    return made


def labelled(folder: Path, **overlay: object) -> Scene:
    state = session(folder, analysis(folder)).state
    state = replace(pointing(state, CENTRE), overlay=Overlay(**overlay))
    scene = scene_of(state, opened(state, Layers(), True))
    return replace(scene, warnings=())


def middle_slice(made: SliceView) -> None:
    made.show_scene(replace(made.scene, cursor_lps=CENTRE))


@pytest.mark.parametrize(
    ("plane", "side"), [(AXIAL, "right"), (CORONAL, "right"), (AXIAL, "top"), (SAGITTAL, "left"), (CORONAL, "top")]
)
def test_markers_stand_on_their_side_of_the_screen(qtbot: QtBot, plane: Plane, side: str) -> None:
    made = view(qtbot, plane)
    middle_slice(made)
    rows, columns = np.nonzero((picture(made).min(axis=-1) > 240)[40:360, 40:360])
    seen = {"right": columns.max(), "left": 319 - columns.min(), "top": 319 - rows.min()}
    assert seen[side] > 160 + 100


@pytest.mark.parametrize(("window", "grey"), [(Window(300.0, 200.0), 128), (Window(250.0, 100.0), 255), (WINDOW, 77)])
def test_the_middle_is_as_bright_as_the_window_says(qtbot: QtBot, window: Window, grey: int) -> None:
    made = view(qtbot)
    made.show_scene(replace(PLAIN, cursor_lps=CENTRE, style=Style(window)))
    assert picture(made)[180, 180].tolist() == [grey] * 3
    made.change_look(inverted=True)
    assert picture(made)[180, 180].tolist() == [255 - grey] * 3


@pytest.mark.parametrize("plane", PLANES)
def test_millimetres_are_as_wide_as_high(qtbot: QtBot, plane: Plane) -> None:
    grid = Geometry.from_axes((10, 40, 80), (4.0, 1.0, 0.5), np.eye(3)[:, [2, 1, 0]], (0, 0, 0))
    array = np.zeros(grid.shape, dtype=np.float32)
    array[2:8, 8:32, 16:64] = 1000.0  # 24 mm each way
    made = view(qtbot, plane, Scene(Layers(Volume(grid, array)), None, Style(WINDOW)))
    made.change_look(smooth=False)
    made.show_scene(replace(made.scene, cursor_lps=(20.0, 20.0, 18.0)))
    made.show_scene(replace(made.scene, cursor_lps=None))
    rows, columns = np.nonzero(picture(made)[20:380, 20:380].min(axis=-1) > 240)
    assert np.ptp(rows) == pytest.approx(np.ptp(columns), abs=2)
    assert np.ptp(rows) == pytest.approx(24.0 * made.pixels_per_mm, abs=2)


@pytest.mark.parametrize("fill", [0.0, 0.3, 1.0])
def test_outlines_are_seen_at_any_fill(qtbot: QtBot, tmp_path: Path, fill: float) -> None:
    made = view(qtbot, scene=labelled(tmp_path, fill=fill))
    shown = picture(made)
    for colour, half in ((RED, np.s_[:, 205:]), (BLUE, np.s_[:, :195])):
        assert like(shown, colour, 40)[half].sum() > 100
        other = np.ones(shown.shape[:2], bool)
        other[half] = False
        assert not (like(shown, colour, 40) & other).any()


def test_the_fill_tints_by_its_opacity(qtbot: QtBot, tmp_path: Path) -> None:
    made = view(qtbot, scene=labelled(tmp_path, fill=0.5))
    x, y = spot(made, (31.0, 32.0, 39.0))
    expected = (np.array([77, 77, 77]) + RED) / 2
    assert np.abs(picture(made)[y, x].astype(int) - expected).max() <= 3


def spot(made: SliceView, point: tuple[float, float, float]) -> tuple[int, int]:
    assert made.frame is not None
    _, row, column = made.frame.position(point)
    at = made.to_pixel(QPointF(column * made.frame.spacing_mm[1], row * made.frame.spacing_mm[0]))
    return round(at.x()), round(at.y())


def test_hidden_labels_are_not_drawn(qtbot: QtBot, tmp_path: Path) -> None:
    shown = picture(view(qtbot, scene=labelled(tmp_path, hidden=frozenset({1}))))
    assert not like(shown, RED, 40).any()
    assert like(shown, BLUE, 40).any()


def test_rejected_labels_lose_their_fill_and_pale(qtbot: QtBot, tmp_path: Path) -> None:
    made = session(tmp_path, analysis(tmp_path))
    made.decide("f1", Decision.REJECTED)
    state = replace(pointing(made.state, CENTRE), overlay=Overlay(fill=0.5))
    shown_view = view(qtbot, scene=scene_of(state, opened(state, Layers(), True)))
    shown = picture(shown_view)
    x, y = spot(shown_view, (31.0, 32.0, 39.0))
    assert shown[y, x].tolist() == [77, 77, 77]
    assert not like(shown, RED, 30).any()
    assert like(shown, BLUE, 40).any()


def test_the_uncertainty_map_is_drawn_when_switched_on(qtbot: QtBot, tmp_path: Path) -> None:
    made = view(qtbot, scene=labelled(tmp_path, fill=0.0))
    x, y = spot(made, (31.0, 32.0, 39.0))
    assert picture(made)[y, x].tolist() == [77, 77, 77]
    made.show_scene(labelled(tmp_path, fill=0.0, uncertainty=True))
    shown = picture(made)
    assert shown[y, x][0] > 180
    assert shown[y, x][0] > shown[y, x][2] + 40
    assert not (shown[:60, 340:] == 0).all()


def test_a_plain_drag_changes_the_window(qtbot: QtBot) -> None:
    made = view(qtbot)
    windows: list[Window] = []
    made.window_changed.connect(windows.append)
    drag(made, LEFT, (100, 200), (200, 150))
    assert windows[-1].width > WINDOW.width
    assert windows[-1].centre < WINDOW.centre  # up: brighter
    made.up_is_brighter = False
    drag(made, LEFT, (200, 200), (100, 150))
    assert windows[-1].width < WINDOW.width
    assert windows[-1].centre > WINDOW.centre
    drag(made, LEFT, (390, 200), (-4000, 200))
    assert windows[-1].width > 0


def test_the_middle_button_pans_and_the_right_one_zooms(qtbot: QtBot) -> None:
    made = view(qtbot)
    asked: list[object] = []
    made.menu_asked.connect(asked.append)
    place = made.to_plane(QPointF(100, 100))
    drag(made, MIDDLE, (100, 100), (130, 90))
    assert (made.to_plane(QPointF(130, 90)) - place).manhattanLength() < 1e-6
    fixed = made.to_plane(QPointF(150, 150))
    drag(made, RIGHT, (150, 150), (150, 250))
    assert made.zoom > 1.5
    assert (made.to_plane(QPointF(150, 150)) - fixed).manhattanLength() < 1e-6
    assert asked == []
    made.fit()
    assert made.zoom == 1.0


def test_a_right_click_asks_for_the_menu(qtbot: QtBot) -> None:
    made = view(qtbot)
    with qtbot.waitSignal(made.menu_asked):
        qtbot.mouseClick(made, RIGHT)
    assert made.zoom == 1.0


def test_the_wheel_scrolls_and_with_ctrl_zooms(qtbot: QtBot) -> None:
    made = view(qtbot, scene=replace(PLAIN, cursor_lps=CENTRE))
    points: list[tuple[float, float, float]] = []
    made.cursor_moved.connect(points.append)
    number = made.number
    wheel(made, -120)
    assert made.frame is not None
    assert made.frame.position(points[-1])[0] == number + 1
    assert points[-1][:2] == pytest.approx(CENTRE[:2])
    wheel(made, 40)
    assert len(points) == 1
    wheel(made, 80)  # parts of a step add up
    assert made.frame.position(points[-1])[0] == number - 1
    wheel(made, 120, Qt.KeyboardModifier.ControlModifier)
    assert made.zoom > 1.0
    assert len(points) == 2


def test_scrolling_stops_at_the_ends(qtbot: QtBot) -> None:
    made = view(qtbot, scene=replace(PLAIN, cursor_lps=(24.0, 29.0, 0.0)))
    with qtbot.assertNotEmitted(made.cursor_moved):
        made.step(-3)
    assert made.number == 0


def test_shift_or_the_crosshair_tool_moves_the_crosshair(qtbot: QtBot) -> None:
    made = view(qtbot, scene=replace(PLAIN, cursor_lps=CENTRE))
    points: list[tuple[float, float, float]] = []
    made.cursor_moved.connect(points.append)
    mouse(made, QEvent.Type.MouseMove, (120, 140))
    assert points == []
    mouse(made, QEvent.Type.MouseMove, (120, 140), modifier=Qt.KeyboardModifier.ShiftModifier)
    assert spot(made, points[-1]) == (120, 140)
    made.set_tool(Tool.CROSSHAIR)
    drag(made, LEFT, (150, 150), (180, 190))
    assert spot(made, points[-1]) == (180, 190)
    mouse(made, QEvent.Type.MouseMove, (2, 2), modifier=Qt.KeyboardModifier.ShiftModifier)
    assert spot(made, points[-1]) == (180, 190)  # outside the picture nothing is pointed at


def test_a_double_click_asks_for_the_whole_room(qtbot: QtBot) -> None:
    made = view(qtbot)
    with qtbot.waitSignal(made.maximise_asked):
        qtbot.mouseDClick(made, LEFT)


def test_how_it_is_looked_at_stays_whatever_is_shown(qtbot: QtBot) -> None:
    made = view(qtbot)
    made.zoom_by(3.0)
    made.show_scene(replace(PLAIN, style=Style(Window(10.0, 5.0))))
    assert made.zoom == pytest.approx(3.0)
    other = Geometry.from_axes((8, 8, 8), (1, 1, 1), np.eye(3), (0, 0, 0))
    made.show_scene(replace(PLAIN, layers=Layers(Volume(other, np.zeros((8, 8, 8), np.int16)))))
    assert made.zoom == pytest.approx(3.0)
    assert made.look().pan == pytest.approx((0.0, 0.0))


def test_every_wish_for_another_look_is_told_once_and_what_is_shown_is_not(qtbot: QtBot) -> None:
    made = view(qtbot)
    told: list[Look] = []
    made.look_changed.connect(told.append)
    made.show_look(Look(zoom=2.0, rotation=90))
    assert told == []
    assert made.zoom == 2.0
    made.change_look(inverted=True)
    made.change_look(smooth=False)
    made.set_colours("hot")
    made.flip()
    assert told[-1] == Look(2.0, (0.0, 0.0), 90, True, True, False, "hot")
    made.fit()
    made.fit()
    assert len(told) == 5
    assert told[-1].zoom == 1.0


@pytest.mark.parametrize("flipped", [False, True])
def test_turning_is_clockwise_on_the_screen(qtbot: QtBot, flipped: bool) -> None:
    made = view(qtbot)
    made.show_look(Look(flipped=flipped))
    above = made.to_plane(QPointF(200, 100))
    made.turn(90)
    assert (made.to_pixel(above) - QPointF(299.0, 200.0)).manhattanLength() < 2.0


def test_letters_and_markers_turn_together(qtbot: QtBot) -> None:
    made = view(qtbot)
    middle_slice(made)
    assert made.frame_around().letters == ("R", "L", "A", "P")
    made.turn(90)
    assert made.frame_around().letters == ("P", "A", "R", "L")
    rows, _ = np.nonzero((picture(made).min(axis=-1) > 240)[40:360, 40:360])
    assert rows.max() > 160 + 100  # what is on the patient's left stands at the bottom
    made.flip()
    assert made.frame_around().letters == ("A", "P", "R", "L")
    made.flip_down()
    assert made.frame_around().letters == ("A", "P", "L", "R")


def test_nothing_open_is_black_and_answers_no_hand(qtbot: QtBot) -> None:
    made = view(qtbot, scene=Scene())
    drag(made, LEFT, (100, 100), (200, 200))
    wheel(made, 120)
    assert made.point_at(QPointF(50, 50)) is None
    assert (picture(made)[10:-10, 10:-10] == 0).all()


def test_corner_text_is_written_and_leaves_small_viewports(qtbot: QtBot) -> None:
    made = view(qtbot, scene=replace(PLAIN, cursor_lps=CENTRE), corners=Corners.FULL)
    made.resize(600, 500)
    assert picture(made)[480:495, 8:100].max() > 200
    made.set_corners(Corners.NONE)
    assert picture(made)[480:495, 8:100].max() == 0
    made.set_corners(Corners.FULL)
    made.resize(160, 120)
    assert picture(made)[100:112, 8:60].max() == 0


def test_warnings_are_seen(qtbot: QtBot) -> None:
    made = view(qtbot)
    assert not like(picture(made), (255, 176, 32)).any()
    made.show_scene(replace(PLAIN, warnings=("AI result, not reviewed",)))
    assert like(picture(made), (255, 176, 32)).sum() > 50


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_bands_cover_the_area_once_and_stay_low(ratio: float) -> None:
    area = QRect(0, 0, 33, 401)
    found = bands(area, ratio)
    assert max(band.height() for band in found) * ratio < 96
    assert [band.top() for band in found[1:]] == [band.bottom() + 1 for band in found[:-1]]
    assert found[0].top() == 0
    assert found[-1].bottom() >= area.bottom()
