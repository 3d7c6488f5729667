from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medview.core.volume import Quantity, Window
from medview.session.changes import (
    AnalysisFinished,
    CursorMoved,
    OverlaidFound,
    OverlaidHidden,
    OverlayChanged,
    PartialShown,
    VolumeOpened,
)
from medview.session.session import Session
from medview.session.settings import Settings
from medview.session.state import Overlay
from medview.views.background import Background
from medview.views.corner_text import Corners
from medview.views.preferences import Preferences
from medview.views.tools import Tool
from medview.views.viewports import Viewports
from tests.views.heads import RED, WINDOW, HandJobs, analysis, drag, geometry, head, like, picture, session, wheel
from tests.views.overlays import labels, opened_session, presentation

Make = Callable[..., Viewports]


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Iterator[Make]:
    background = Background()
    made: list[Viewports] = []

    def build(kept: Session, settings: Settings = Settings()) -> Viewports:  # noqa: B008
        jobs = HandJobs(tmp_path, refuse=frozenset({"opengl", "small_volume", "surfaces"}))
        preferences = Preferences(settings, tmp_path / "settings.json", background)
        viewports = Viewports(kept, jobs, preferences)
        qtbot.addWidget(viewports)
        viewports.resize(800, 700)
        with qtbot.waitExposed(viewports):
            viewports.show()
        made.append(viewports)
        return viewports

    yield build
    for viewports in made:
        viewports.close()
    background.close()


def test_scrolling_one_viewport_moves_the_lines_of_the_others(make: Make, tmp_path: Path) -> None:
    kept = session(tmp_path)
    viewports = make(kept)
    before = (viewports.coronal.number, viewports.sagittal.number, viewports.axial.number)
    wheel(viewports.axial, -120)
    assert (viewports.coronal.number, viewports.sagittal.number, viewports.axial.number) == (
        before[0],
        before[1],
        before[2] + 1,
    )
    assert viewports.coronal.scene.cursor_lps == kept.state.cursor_lps == viewports.volume._scene.cursor_lps


def test_a_jump_from_elsewhere_shows_the_three_slices_there(make: Make, tmp_path: Path) -> None:
    kept = session(tmp_path)
    viewports = make(kept)
    kept.apply(CursorMoved((42.0, 6.0, 68.0)))
    assert (viewports.axial.number, viewports.coronal.number, viewports.sagittal.number) == (34, 6, 42)


def test_window_and_tool_hold_for_all_slices(make: Make, tmp_path: Path) -> None:
    kept = session(tmp_path)
    viewports = make(kept)
    drag(viewports.coronal, Qt.MouseButton.LeftButton, (50, 50), (120, 50))
    assert kept.state.window.width > WINDOW.width
    assert viewports.axial.scene.style.window == kept.state.window
    viewports.set_tool(Tool.PAN)
    drag(viewports.sagittal, Qt.MouseButton.LeftButton, (50, 50), (90, 90))
    assert viewports.sagittal.centre != viewports.sagittal.extent().center()
    assert viewports.axial.tool is Tool.PAN


def test_keys_act_in_the_viewport_last_touched(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    viewports = make(session(tmp_path))
    handlers = viewports.handlers()
    qtbot.mouseClick(viewports.sagittal, Qt.MouseButton.LeftButton)
    assert viewports.active is viewports.sagittal
    assert [view.highlighted for view in viewports.slices] == [False, False, True]
    start = viewports.sagittal.number
    for name, expected in (
        ("slice_next", start + 1),
        ("slice_previous", start),
        ("slice_next_ten", start + 10),
        ("slice_previous_ten", start),
        ("slice_last", 49),
        ("slice_first", 0),
    ):
        handlers[name]()
        assert viewports.sagittal.number == expected, name
    axial = viewports.axial.number
    handlers["invert"]()
    assert viewports.axial.inverted
    handlers["reset"]()
    assert not viewports.axial.inverted
    assert viewports.axial.number == axial


def test_presets_come_from_the_reader_the_quantity_and_the_file(make: Make, tmp_path: Path) -> None:
    kept = session(tmp_path)
    mine = Window(1.0, 2.0, "Mine")
    viewports = make(kept, Settings(presets=(mine,)))
    assert viewports.presets() == (mine,)
    viewports.preset(0)
    assert kept.state.window == mine
    viewports.preset(7)
    assert kept.state.window == mine
    state = kept.state
    assert state.series is not None
    assert state.volume is not None
    ct = replace(state.volume, quantity=Quantity.HU)
    kept.apply(VolumeOpened(replace(state.series, windows=(Window(7.0, 8.0),)), ct, WINDOW))
    assert [window.name for window in viewports.presets()][:3] == ["Mine", "Brain", "Subdural"]
    assert len(viewports.presets()) == 9


def test_automatic_window_spans_the_slices_values(make: Make, tmp_path: Path) -> None:
    kept = session(tmp_path)
    make(kept).auto_window()
    assert kept.state.window.low == pytest.approx(0.0, abs=1.0)
    assert kept.state.window.high >= 300.0


def test_maximise_and_back(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    viewports = make(session(tmp_path))
    small = viewports.coronal.width()
    qtbot.mouseDClick(viewports.coronal, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: viewports.coronal.width() > 1.8 * small)
    assert [view.isVisible() for view in (*viewports.slices, viewports.volume)] == [False, True, False, False]
    qtbot.mouseDClick(viewports.coronal, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: viewports.coronal.width() == small)
    assert all(view.isVisible() for view in (*viewports.slices, viewports.volume))


def test_a_finished_analysis_appears_and_says_it_is_not_reviewed(make: Make, tmp_path: Path) -> None:
    kept = session(tmp_path)
    viewports = make(kept)
    kept.apply(CursorMoved((24.5, 29.5, 39.0)))
    assert not like(picture(viewports.axial), RED, 40).any()
    kept.apply(AnalysisFinished(analysis(tmp_path)))
    assert like(picture(viewports.axial), RED, 40).any()
    assert viewports.axial.scene.warnings == ("AI result, not reviewed",)
    from medview.core.finding import Decision

    for finding in kept.state.findings:
        kept.decide(finding.id, Decision.ACCEPTED)
    assert viewports.axial.scene.warnings == ()


def test_partial_results_are_drawn_as_they_come(make: Make, tmp_path: Path) -> None:
    kept = session(tmp_path)
    viewports = make(kept)
    part = np.zeros(head().array.shape, np.uint8)
    part[:, 20:40, 20:30] = 1
    np.save(tmp_path / "part.npy", part)
    kept.apply(PartialShown(str(tmp_path / "part.npy")))
    assert viewports.axial.scene.warnings == ("AI result, not finished",)
    assert like(picture(viewports.axial), (230, 159, 0), 40).any()
    kept.apply(PartialShown(None))
    assert not like(picture(viewports.axial), (230, 159, 0), 40).any()


@pytest.mark.parametrize("content", [b"", b"not an array", None])
def test_a_label_map_that_cannot_be_read_is_left_out(make: Make, tmp_path: Path, content: bytes | None) -> None:
    kept = session(tmp_path)
    viewports = make(kept)
    path = tmp_path / "broken.npy"
    if content is None:
        np.save(path, np.ones((2, 2, 2), np.uint8))
    else:
        path.write_bytes(content)
    kept.apply(PartialShown(str(path)))
    assert viewports.axial.scene.layers.labels is None
    assert viewports.axial.scene.layers.volume is not None


def test_settings_change_corners_and_drag_direction(make: Make, tmp_path: Path) -> None:
    viewports = make(session(tmp_path), Settings(corner_text="minimal", up_is_brighter=False))
    assert viewports.axial.corners is Corners.MINIMAL
    assert not viewports.axial.up_is_brighter
    viewports.cycle_corners()
    assert viewports.coronal.corners is Corners.NONE


def test_the_menu_offers_fit_windows_and_copying(make: Make, tmp_path: Path) -> None:
    kept = session(tmp_path)
    viewports = make(kept, Settings(presets=(Window(1.0, 2.0, "Mine"),)))
    menu = viewports.menu()
    texts = [action.text() for action in menu.actions()]
    assert texts[0] == "Fit"
    assert "Copy picture" in texts
    viewports.copy_picture()
    assert QGuiApplication.clipboard().image().width() == viewports.axial.width()


def test_changes_that_are_not_shown_draw_nothing(make: Make, tmp_path: Path) -> None:
    kept = session(tmp_path)
    viewports = make(kept)
    scene = viewports.axial.scene
    from medview.session.changes import ReviewerNamed

    kept.apply(ReviewerNamed("X"))
    assert viewports.axial.scene is scene
    layers = scene.layers
    kept.apply(OverlayChanged(Overlay(fill=0.9)))
    assert viewports.axial.scene.layers is layers


def test_closed_viewports_listen_no_more_and_leave_nothing(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    kept = session(tmp_path)
    threads = set(threading.enumerate())
    viewports = make(kept)
    viewports.close()
    kept.apply(CursorMoved((1.0, 2.0, 3.0)))
    assert viewports.axial.scene.cursor_lps != (1.0, 2.0, 3.0)
    assert set(threading.enumerate()) <= threads | {t for t in threading.enumerate() if t.daemon}
    assert not [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    assert geometry().contains(kept.state.cursor_lps or (0, 0, 0))


def test_an_inverting_presentation_state_turns_white_and_black_around(make: Make, tmp_path: Path) -> None:
    kept = opened_session(tmp_path)
    views = make(kept)
    kept.apply(OverlaidFound(presentation()))
    assert views.axial.shown_inverted()
    views.invert()
    kept.apply(OverlaidFound(labels(tmp_path)))
    assert not views.axial.shown_inverted()
    kept.apply(OverlaidHidden(frozenset({"pr"})))
    assert views.axial.shown_inverted()  # the reader's wish stays
