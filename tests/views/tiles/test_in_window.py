"""Filling viewports in the real window: out of the browser, by drags and keys, with real jobs behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from medview.session.changes import LayoutChanged
from medview.session.layout import ARRANGEMENTS, View, arranged
from medview.session.paths import Paths, user_paths
from medview.views.dropping import dropped_series
from medview.views.tiles.empty_pane import EmptyPane
from tests.views.driving import Driven, driven
from tests.views.making import make_head
from tests.views.tiles.grids import drop_on

pytestmark = pytest.mark.logs  # a cancelled 3D job may find its folder gone, and says so in the log


@pytest.fixture
def paths(private_home: Path) -> Paths:
    return user_paths()


@pytest.fixture
def hands(qtbot: QtBot, paths: Paths, tmp_path: Path) -> Iterator[Driven]:
    with driven(qtbot, paths, tmp_path) as opened:
        (tmp_path / "heads").mkdir()
        for name, shape in (("one", (90, 100, 90)), ("two", (40, 44, 42))):
            make_head(tmp_path / "heads" / f"{name}.nii.gz", shape)
        opened.open(tmp_path / "heads")
        opened.until(lambda: len(listed(opened)) == 2)
        yield opened


def listed(hands: Driven) -> dict[str, str]:
    """Series descriptions to UIDs."""
    return {series.description: series.uid for study in hands.state.studies for series in study.series}


def another(hands: Driven) -> str:
    """The series that is not open."""
    return next(uid for uid in listed(hands).values() if uid not in hands.state.opened)


def lay_out(hands: Driven, name: str, active: int = 0) -> None:
    session = hands.window.parts.session
    session.apply(LayoutChanged(arranged(hands.state.layout, ARRANGEMENTS[name], 0), active))


def test_a_series_dragged_out_of_the_browser_loads_into_one_viewport(hands: Driven) -> None:
    uid, first = another(hands), hands.state.tile.series
    item = hands.window.browser.item(uid)
    assert item is not None
    data = hands.window.browser.tree.mimeData([item])
    assert dropped_series(data) == uid
    assert drop_on(hands.grid, 2, data)
    assert hands.state.active == 2
    pane = hands.grid.panes()[2]
    assert isinstance(pane, EmptyPane)
    assert pane.words.text().startswith("Loading")
    hands.until(lambda: uid in hands.state.opened)
    assert [tile.series for tile in hands.state.layout.tiles] == [first, first, uid, first]
    assert hands.state.series is not None
    assert hands.state.series.uid == uid
    assert hands.slice(View.CORONAL).scene.series is hands.state.series
    assert hands.slice(View.AXIAL).scene.series is hands.state.opened[first].series


def test_enter_fills_an_empty_viewport_with_the_chosen_series(hands: Driven) -> None:
    uid = another(hands)
    lay_out(hands, "2x3", 4)
    item = hands.window.browser.item(uid)
    hands.window.browser.tree.setCurrentItem(item)
    pane = hands.grid.panes()[4]
    pane.setFocus()
    hands.until(lambda: QApplication.focusWidget() is pane)
    hands.key(Qt.Key.Key_Return)
    hands.until(lambda: uid in hands.state.opened)
    assert hands.state.layout.tiles[4].series == uid
    assert len(hands.state.opened) == 2


def test_files_dropped_onto_a_viewport_are_opened(hands: Driven, tmp_path: Path) -> None:
    from PySide6.QtCore import QMimeData, QUrl

    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(make_head(tmp_path / "three.nii.gz", (30, 32, 34))))])
    assert drop_on(hands.grid, 1, data)
    hands.until(lambda: len(listed(hands)) == 3)


def test_a_volume_that_does_not_fit_beside_the_others_asks_and_opens_at_half(hands: Driven) -> None:
    uid = another(hands)
    hands.window.preferences.change(memory_mb=1)
    lay_out(hands, "1x2")
    hands.commands._open_in(uid, 1)
    box = hands.dialog()
    assert isinstance(box, QMessageBox)
    pane = hands.grid.panes()[1]
    assert isinstance(pane, EmptyPane)
    assert "memory" in pane.words.text()
    wanted = next(one for one in box.findChildren(QPushButton) if "half" in one.text().lower())
    hands.qtbot.mouseClick(wanted, Qt.MouseButton.LeftButton)
    hands.until(lambda: uid in hands.state.opened)
    volume = hands.state.opened[uid].volume
    assert volume is not None
    assert volume.note.startswith("Half resolution")


def test_a_file_that_is_gone_is_told_where_it_was_to_be_seen_and_tried_again(hands: Driven, tmp_path: Path) -> None:
    uid = another(hands)
    path = next(p for p in (tmp_path / "heads").iterdir() if p.stem.partition(".")[0] in _name(hands, uid))
    aside = path.rename(tmp_path / "aside.gz")
    lay_out(hands, "1x2")
    hands.commands._open_in(uid, 1)
    hands.until(lambda: uid in hands.state.failures)
    pane = hands.grid.panes()[1]
    assert isinstance(pane, EmptyPane)
    assert hands.state.failures[uid] in pane.accessibleName()
    aside.rename(path)
    pane.setFocus()
    hands.until(lambda: QApplication.focusWidget() is pane)
    hands.key(Qt.Key.Key_Return)
    hands.until(lambda: uid in hands.state.opened)


def _name(hands: Driven, uid: str) -> str:
    found = (series for study in hands.state.studies for series in study.series if series.uid == uid)
    return Path(next(found).instances[0].path).name


def test_links_act_by_their_keys_and_menus_follow(hands: Driven) -> None:
    uid = another(hands)
    lay_out(hands, "1x2")
    actions = hands.window.actions_
    assert not actions["link_by_hand"].isEnabled()
    hands.commands._open_in(uid, 1)
    hands.until(lambda: uid in hands.state.opened)
    assert actions["link_by_hand"].isEnabled()
    ctrl_alt = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    hands.key(Qt.Key.Key_H, ctrl_alt)
    assert hands.state.alignments
    assert actions["unlink_by_hand"].isEnabled()
    hands.key(Qt.Key.Key_Z, ctrl_alt)
    assert hands.state.links.zoom
    assert actions["link_zoom"].isChecked()
    before = hands.state.active
    hands.key(Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert hands.state.active == 1 - before
    hands.key(Qt.Key.Key_U, ctrl_alt)
    assert not hands.state.alignments
