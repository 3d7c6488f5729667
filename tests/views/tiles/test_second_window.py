"""Viewports in a second window, driven in the real one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medview.session.changes import LayoutChanged
from medview.session.layout import EMPTY, Layout, Place, Tile, View, grid, without_window
from medview.session.paths import Paths, user_paths
from medview.views.tiles.second_window import SecondWindow
from medview.views.tiles.slice_pane import SlicePane
from tests.views.driving import Driven, driven
from tests.views.making import make_head

pytestmark = pytest.mark.logs  # a cancelled 3D job may find its folder gone, and says so in the log


@pytest.fixture
def paths(private_home: Path) -> Paths:
    return user_paths()


@pytest.fixture
def hands(qtbot: QtBot, paths: Paths, tmp_path: Path) -> Iterator[Driven]:
    with driven(qtbot, paths, tmp_path) as opened:
        opened.open(make_head(tmp_path / "head.nii.gz"))
        yield opened


def spread(hands: Driven) -> SecondWindow:
    """The open series in one viewport of each window."""
    layout, uid = hands.state.layout, hands.state.tile.series
    places = (Place(0, 0), Place(0, 0, window=1))
    tiles = (Tile(uid), Tile(uid, View.CORONAL))
    hands.window.parts.session.apply(LayoutChanged(replace(layout, places=places, tiles=tiles, chosen=True), 0))
    second = hands.grid.second
    assert second is not None
    hands.qtbot.waitExposed(second)
    return second


def to_front(hands: Driven, second: SecondWindow) -> SlicePane:
    second.activateWindow()
    pane = hands.grid.panes()[1]
    assert isinstance(pane, SlicePane)
    pane.view.setFocus()
    hands.until(lambda: QApplication.focusWidget() is pane.view)
    return pane


def test_keys_act_in_the_second_window_and_both_share_the_crosshair(hands: Driven) -> None:
    second = spread(hands)
    pane = to_front(hands, second)
    assert hands.state.active == 1
    before = pane.view.number
    hands.key(Qt.Key.Key_Down)
    assert pane.view.number == before + 1
    assert hands.slice().scene.cursor_lps == pane.view.scene.cursor_lps
    hands.key(Qt.Key.Key_I)
    assert pane.view.inverted
    assert hands.slice().inverted


def test_closing_it_takes_its_tiles_out_of_the_layout_and_nothing_else(hands: Driven) -> None:
    second = spread(hands)
    listed = hands.state.studies
    second.close()
    assert hands.grid.second is None
    assert [tile.view for tile in hands.state.layout.tiles] == [View.AXIAL]
    assert hands.state.volume is not None
    assert hands.state.studies == listed
    assert not second.isVisible()
    assert hands.window.isVisible()
    spread(hands)
    assert len(hands.grid.panes()) == 2


def test_it_is_full_screen_alone_while_it_has_the_focus(hands: Driven) -> None:
    second = spread(hands)
    to_front(hands, second)
    action = hands.window.actions_["full_screen"]
    hands.key(Qt.Key.Key_F11)
    hands.until(second.isFullScreen)
    assert not hands.window.isFullScreen()
    hands.window.activateWindow()
    hands.slice().setFocus()
    hands.until(lambda: not action.isChecked())
    assert second.isFullScreen(), "the other window's state is only shown"
    to_front(hands, second)
    hands.until(action.isChecked)
    hands.key(Qt.Key.Key_F11)
    hands.until(lambda: not second.isFullScreen())


def test_each_window_maximises_its_own_viewports(hands: Driven) -> None:
    second = spread(hands)
    to_front(hands, second)
    hands.key(Qt.Key.Key_M)
    assert hands.state.layout.maximised == 1
    assert all(pane.isVisible() for pane in hands.grid.panes().values())


def test_it_remembers_its_place_and_comes_back_to_a_screen_that_exists(hands: Driven) -> None:
    second = spread(hands)
    second.setGeometry(200, 150, 640, 480)
    second.close()
    assert hands.window.preferences.value.second_window
    again = spread(hands)
    hands.until(lambda: again.width() == 640)
    again.move(QPoint(50_000, 50_000))
    hands.until(lambda: again.x() > 10_000 or again.screen().availableGeometry().intersects(again.geometry()))
    again.come_back()
    hands.until(lambda: again.screen().availableGeometry().contains(again.geometry().center()))


def test_closing_the_main_window_closes_both_and_keeps_the_layout(hands: Driven) -> None:
    second = spread(hands)
    layout = hands.state.layout
    hands.window.close()
    assert not second.isVisible()
    assert hands.state.layout is layout
    assert not [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]


def test_a_layout_without_a_window() -> None:
    both = Layout((*grid(1, 2), Place(0, 0, window=1)), (Tile("a"), Tile("b"), Tile("c")), chosen=True, maximised=1)
    main = without_window(both, 1)
    assert [tile.series for tile in main.tiles] == ["a", "b"]
    assert (main.maximised, main.chosen) == (1, True)
    assert [tile.series for tile in without_window(both, 0).tiles] == ["c"]
    assert without_window(both, 0).maximised is None
    assert without_window(without_window(both, 0), 1) is EMPTY
