from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medview.core.finding import Decision
from medview.core.volume import Quantity, Window
from medview.session.changes import (
    AnalysisFinished,
    CursorMoved,
    LookChanged,
    OverlaidFound,
    OverlaidHidden,
    OverlayChanged,
    PartialShown,
    ReviewerNamed,
    VolumeOpened,
)
from medview.session.layout import Look, View
from medview.session.settings import Settings
from medview.session.state import Overlay
from medview.views.viewport.corner_text import Corners
from medview.views.viewport.tools import Tool
from tests.views.heads import RED, WINDOW, analysis, drag, geometry, head, like, mouse, picture, session, wheel
from tests.views.overlays import labels, opened_session, presentation
from tests.views.tiles.grids import MakeGrid, grids, slice_of, slices_of, volume_of


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Iterator[MakeGrid]:
    with grids(qtbot, tmp_path) as build:
        yield build


def test_scrolling_one_viewport_moves_the_lines_of_the_others(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    grid = make(kept)
    axial, coronal, sagittal = slices_of(grid)
    before = (axial.number, coronal.number, sagittal.number)
    wheel(axial, -120)
    assert (axial.number, coronal.number, sagittal.number) == (before[0] + 1, *before[1:])
    assert coronal.scene.cursor_lps == kept.state.cursor_lps == volume_of(grid).view._scene.cursor_lps


def test_a_jump_from_elsewhere_shows_the_three_slices_there(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    grid = make(kept)
    kept.apply(CursorMoved((42.0, 6.0, 68.0)))
    assert [view.number for view in slices_of(grid)] == [34, 6, 42]


def test_window_and_tool_hold_for_all_slices(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    grid = make(kept)
    axial, coronal, sagittal = slices_of(grid)
    drag(coronal, Qt.MouseButton.LeftButton, (50, 50), (120, 50))
    assert kept.state.window.width > WINDOW.width
    assert axial.scene.style.window == kept.state.window
    grid.act("tool_pan")
    drag(sagittal, Qt.MouseButton.LeftButton, (50, 50), (90, 90))
    assert kept.state.layout.tiles[3].look.pan != (0.0, 0.0)
    assert kept.state.layout.tiles[0].look == Look()
    assert axial.tool is Tool.PAN


def test_a_viewport_with_a_window_of_its_own_changes_that(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    grid = make(kept)
    kept.apply(LookChanged(2, Look(window=Window(10.0, 20.0))))
    drag(slice_of(grid, View.CORONAL), Qt.MouseButton.LeftButton, (50, 50), (120, 50))
    own = kept.state.layout.tiles[2].look.window
    assert own is not None
    assert own.width > 20.0
    assert kept.state.window == WINDOW


def test_how_a_viewport_looks_is_kept_and_given_back(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    grid = make(kept)
    axial = slice_of(grid)
    axial.zoom_by(2.0)
    assert kept.state.layout.tiles[0].look.zoom == pytest.approx(2.0)
    look = Look(zoom=3.0, pan=(4.0, -2.0), rotation=90, flipped=True, inverted=True, smooth=False)
    kept.apply(LookChanged(0, look))
    assert axial.look() == look
    grid.act("rotate_right")
    assert kept.state.layout.tiles[0].look.rotation == 0  # mirrored: clockwise on the screen


def test_keys_act_in_the_viewport_last_touched(make: MakeGrid, tmp_path: Path, qtbot: QtBot) -> None:
    kept = session(tmp_path)
    grid = make(kept)
    sagittal = slice_of(grid, View.SAGITTAL)
    qtbot.mouseClick(sagittal, Qt.MouseButton.LeftButton)
    assert kept.state.active == 3
    assert [view.highlighted for view in slices_of(grid)] == [False, False, True]
    start, handlers = sagittal.number, grid.handlers()
    for name, expected in (
        ("slice_next", start + 1),
        ("slice_previous", start),
        ("slice_next_ten", start + 10),
        ("slice_previous_ten", start),
        ("slice_last", 49),
        ("slice_first", 0),
    ):
        handlers[name]()
        assert sagittal.number == expected, name
    axial = slice_of(grid).number
    handlers["invert"]()
    assert slice_of(grid).inverted
    handlers["reset"]()
    assert not slice_of(grid).inverted
    assert slice_of(grid).number == axial


def test_presets_come_from_the_reader_the_quantity_and_the_file(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    mine = Window(1.0, 2.0, "Mine")
    grid = make(kept, Settings(presets=(mine,)))
    assert grid.presets() == (mine,)
    grid.act("preset_1")
    assert kept.state.window == mine
    grid.act("preset_8")
    assert kept.state.window == mine
    state = kept.state
    assert state.series is not None
    assert state.volume is not None
    ct = replace(state.volume, quantity=Quantity.HU)
    kept.apply(VolumeOpened(replace(state.series, windows=(Window(7.0, 8.0),)), ct, WINDOW))
    assert [window.name for window in grid.presets()][:3] == ["Mine", "Brain", "Subdural"]
    assert len(grid.presets()) == 9


def test_automatic_window_spans_the_slices_values(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    make(kept).act("auto_window")
    assert kept.state.window.low == pytest.approx(0.0, abs=1.0)
    assert kept.state.window.high >= 300.0


def test_a_finished_analysis_appears_and_says_it_is_not_reviewed(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    axial = slice_of(make(kept))
    kept.apply(CursorMoved((24.5, 29.5, 39.0)))
    assert not like(picture(axial), RED, 40).any()
    kept.apply(AnalysisFinished(analysis(tmp_path)))
    assert like(picture(axial), RED, 40).any()
    assert axial.scene.warnings == ("AI result, not reviewed",)
    for finding in kept.state.findings:
        kept.decide(finding.id, Decision.ACCEPTED)
    assert axial.scene.warnings == ()


def test_partial_results_are_drawn_as_they_come(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    axial = slice_of(make(kept))
    part = np.zeros(head().array.shape, np.uint8)
    part[:, 20:40, 20:30] = 1
    np.save(tmp_path / "part.npy", part)
    kept.apply(PartialShown(str(tmp_path / "part.npy")))
    assert axial.scene.warnings == ("AI result, not finished",)
    assert like(picture(axial), (230, 159, 0), 40).any()
    kept.apply(PartialShown(None))
    assert not like(picture(axial), (230, 159, 0), 40).any()


@pytest.mark.parametrize("content", [b"", b"not an array", None])
def test_a_label_map_that_cannot_be_read_is_left_out(make: MakeGrid, tmp_path: Path, content: bytes | None) -> None:
    kept = session(tmp_path)
    axial = slice_of(make(kept))
    path = tmp_path / "broken.npy"
    if content is None:
        np.save(path, np.ones((2, 2, 2), np.uint8))
    else:
        path.write_bytes(content)
    kept.apply(PartialShown(str(path)))
    assert axial.scene.layers.labels is None
    assert axial.scene.layers.volume is not None


def test_settings_change_corners_and_drag_direction(make: MakeGrid, tmp_path: Path) -> None:
    grid = make(session(tmp_path), Settings(corner_text="minimal", up_is_brighter=False))
    axial, coronal, _ = slices_of(grid)
    assert axial.corners is Corners.MINIMAL
    assert not axial.up_is_brighter
    grid.act("corners")
    assert coronal.corners is Corners.NONE


def test_the_menu_offers_fit_windows_and_copying(make: MakeGrid, tmp_path: Path) -> None:
    grid = make(session(tmp_path), Settings(presets=(Window(1.0, 2.0, "Mine"),)))
    pane = grid.active
    assert pane is not None
    menu = pane.menu()
    assert menu is not None
    texts = [action.text() for action in menu.actions()]
    assert texts[0] == "Fit"
    assert "Copy picture" in texts
    asked: list[object] = []
    grid.copy_asked.connect(asked.append)
    grid.act("copy_picture")
    assert asked == [pane]


def test_changes_that_are_not_shown_draw_nothing(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    axial = slice_of(make(kept))
    scene = axial.scene
    kept.apply(ReviewerNamed("X"))
    assert axial.scene is scene
    kept.apply(OverlayChanged(Overlay(fill=0.9)))
    assert axial.scene.layers is scene.layers


def test_tiles_of_one_series_share_its_arrays_and_scene(make: MakeGrid, tmp_path: Path) -> None:
    axial, coronal, sagittal = slices_of(make(session(tmp_path)))
    assert axial.scene is coronal.scene is sagittal.scene


def test_a_closed_grid_listens_no_more_and_leaves_nothing(make: MakeGrid, tmp_path: Path) -> None:
    kept = session(tmp_path)
    threads = set(threading.enumerate())
    grid = make(kept)
    axial = slice_of(grid)
    grid.shut()
    kept.apply(CursorMoved((1.0, 2.0, 3.0)))
    assert axial.scene.layers.volume is None
    assert not kept._listeners
    assert set(threading.enumerate()) <= threads | {t for t in threading.enumerate() if t.daemon}
    assert not [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    assert geometry().contains(kept.state.cursor_lps or (0, 0, 0))


def test_an_inverting_presentation_state_turns_white_and_black_around(make: MakeGrid, tmp_path: Path) -> None:
    kept = opened_session(tmp_path)
    grid = make(kept)
    axial = slice_of(grid)
    kept.apply(OverlaidFound(presentation()))
    assert axial.shown_inverted()
    grid.act("invert")
    kept.apply(OverlaidFound(labels(tmp_path)))
    assert not axial.shown_inverted()
    grid.act("invert")
    kept.apply(OverlaidHidden(frozenset({"pr"})))
    assert not axial.shown_inverted()


def test_what_stands_under_the_pointer_is_told_on(make: MakeGrid, tmp_path: Path) -> None:
    grid = make(session(tmp_path))
    told: list[str] = []
    grid.probed.connect(told.append)
    view = slice_of(grid)
    mouse(view, QEvent.Type.MouseMove, view.rect().center().toPointF().toTuple())
    reading = view.probe()
    assert reading is not None
    assert told == [f"{reading.value}   {reading.place}"]
