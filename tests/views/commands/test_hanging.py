"""Hanging in the real window: protocols, priors, arrangements, undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QLineEdit
from pytestqt.qtbot import QtBot

from medview.session.changes import AlignmentChanged
from medview.session.hanging_json import read_protocols, shipped
from medview.session.layout import ARRANGEMENTS, Alignment, View, first_layout
from medview.session.paths import Paths, user_paths
from medview.session.priors import BY_CENTRES, prior_text
from medview.session.state import frame_key
from medview.views.hanging.dialog import HangingDialog
from medview.views.hanging.layout_picker import LayoutPicker
from medview.views.tiles.slice_pane import SlicePane
from medview.views.viewport.looking import BORDER
from tests.views.driving import Driven, driven
from tests.views.hung_studies import chest, mammography
from tests.views.making import make_head

pytestmark = pytest.mark.logs  # a cancelled 3D job may find its folder gone, and says so in the log

LUNG = "CT chest, lung and soft tissue"
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def paths(private_home: Path) -> Paths:
    return user_paths()


@pytest.fixture
def hands(qtbot: QtBot, paths: Paths, tmp_path: Path) -> Iterator[Driven]:
    with driven(qtbot, paths, tmp_path) as opened:
        yield opened


def shown(hands: Driven) -> list[str]:
    return [tile.series for tile in hands.state.layout.tiles]


def open_hung(hands: Driven, path: Path, protocol: str) -> None:
    hands.drop(path)
    hands.until(lambda: hands.state.layout.protocol == protocol and all(u in hands.state.opened for u in shown(hands)))


def trigger(hands: Driven, name: str) -> None:
    action = hands.window.actions_[name]
    assert action.isEnabled(), name
    action.trigger()


def test_a_chest_ct_hangs_in_two_windows_as_it_opens(hands: Driven, tmp_path: Path) -> None:
    open_hung(hands, chest(tmp_path / "ct"), LUNG)
    assert hands.state.layout.places == ARRANGEMENTS["1x2"]
    assert len(set(shown(hands))) == 1
    windows = [tile.look.window for tile in hands.state.layout.tiles]
    assert [window and window.name for window in windows] == ["Lung", "Mediastinum"]
    assert hands.state.links.zoom
    assert len(hands.grid.panes()) == 2


def test_without_the_setting_it_opens_plainly(hands: Driven, tmp_path: Path) -> None:
    hands.window.preferences.change(hang=False)
    hands.open(chest(tmp_path / "ct"))
    assert hands.state.series is not None
    assert hands.state.layout == first_layout(hands.state.series.uid, hands.state.series.kind)


def test_an_arrangement_made_by_hand_stays(hands: Driven, tmp_path: Path) -> None:
    trigger(hands, "layout_1x2")
    hands.open(chest(tmp_path / "ct"))
    assert hands.state.layout.places == ARRANGEMENTS["1x2"]
    assert hands.state.layout.protocol == ""
    assert sorted(map(bool, shown(hands))) == [False, True]


def test_a_prior_hangs_aligned_beside_and_undo_takes_it_back(hands: Driven, tmp_path: Path) -> None:
    open_hung(hands, chest(tmp_path / "now"), LUNG)
    before = hands.state.layout
    assert not hands.commands.hanging.priors()
    hands.window.preferences.change(hang=False)
    hands.drop(chest(tmp_path / "old", "20200101", 1000.0))
    hands.until(lambda: len(hands.state.studies) == 2 and hands.commands.hanging.priors())
    hands.until(lambda: hands.state.study is not None and hands.state.study.date == "20200101")
    hands.commands.opening.open_series(before.tiles[0].series)
    hands.until(lambda: hands.state.study is not None and hands.state.study.date == "20240501")
    trigger(hands, "compare_prior")
    hands.until(lambda: len(hands.state.opened) == 2)
    now, old = (hands.state.opened[uid].series for uid in shown(hands))
    assert (prior_text(hands.state, now), prior_text(hands.state, old)) == ("", "Prior, 2020-01-01")
    (alignment,) = hands.state.alignments.values()
    assert alignment.how == BY_CENTRES
    assert [row[3] for row in alignment.matrix[:3]] == [-1000.0, 0.0, 0.0]
    assert "centres" in hands.window.messages.text
    assert hands.state.links.scroll
    trigger(hands, "undo")
    assert not hands.state.alignments
    assert "old" not in prior_text(hands.state, now)
    trigger(hands, "redo")
    assert [one.how for one in hands.state.alignments.values()] == [BY_CENTRES]


def test_an_alignment_made_by_a_person_stays_whichever_way_round_it_was_made(hands: Driven, tmp_path: Path) -> None:
    chest(tmp_path / "both" / "old", "20200101", 1000.0)
    chest(tmp_path / "both" / "now")
    open_hung(hands, tmp_path / "both", "CT with prior")
    now, old = (hands.state.opened[uid].series for uid in shown(hands))
    eye = tuple(tuple(float(row == column) for column in range(4)) for row in range(4))
    accepted = Alignment(frame_key(old), eye, "registration")
    hands.window.parts.session.apply(AlignmentChanged(frame_key(now), accepted))
    trigger(hands, "compare_prior")
    assert hands.state.alignments == {frame_key(now): accepted}


def test_an_open_prior_hangs_by_itself_beside_a_newer_study(hands: Driven, tmp_path: Path) -> None:
    chest(tmp_path / "both" / "old", "20200101")
    chest(tmp_path / "both" / "now")
    open_hung(hands, tmp_path / "both", "CT with prior")
    dates = [hands.state.study_of(hands.state.opened[uid].series) for uid in shown(hands)]
    assert [study and study.date for study in dates] == ["20240501", "20200101"]
    hands.commands.layouts.priors_menu.aboutToShow.emit()
    (prior,) = hands.commands.layouts.priors_menu.actions()
    assert "2020-01-01" in prior.text()


def test_the_prior_is_called_so_in_its_viewports(hands: Driven, tmp_path: Path) -> None:
    chest(tmp_path / "both" / "old", "20200101")
    chest(tmp_path / "both" / "now")
    open_hung(hands, tmp_path / "both", "CT with prior")
    hands.until(lambda: len(hands.grid.panes()) == 2)
    now, old = (pane for _, pane in sorted(hands.grid.panes().items()))
    assert isinstance(now, SlicePane)
    assert isinstance(old, SlicePane)
    assert "Prior, 2020-01-01" in old.view.scene.warnings
    assert not any("Prior" in line for line in now.view.scene.warnings)


def test_breasts_face_each_other_at_the_inner_edges(hands: Driven, tmp_path: Path) -> None:
    open_hung(hands, mammography(tmp_path / "mg"), "Mammography")
    series = [hands.state.opened[uid].series for uid in shown(hands)]
    assert [(one.laterality, one.view_position) for one in series] == [
        ("R", "CC"),
        ("L", "CC"),
        ("R", "MLO"),
        ("L", "MLO"),
    ]
    for number in range(4):
        view = hands.pictures(number).view
        extent = view.extent()
        assert extent is not None
        left, right = view.to_pixel(extent.topLeft()).x(), view.to_pixel(extent.bottomRight()).x()
        if number % 2:
            assert (left, right < view.width() / 2) == (pytest.approx(BORDER, abs=1), True)
        else:
            assert (right, left > view.width() / 2) == (pytest.approx(view.width() - BORDER, abs=1), True)


def test_chest_walls_meet_and_the_letters_follow(hands: Driven, tmp_path: Path) -> None:
    lying = {"RCC": ["A", "L"], "LCC": ["A", "R"], "RMLO": ["A", "FL"], "LMLO": ["P", "FR"]}
    open_hung(hands, mammography(tmp_path / "mg", **lying), "Mammography")
    hands.until(lambda: all(hands.pictures(number).view.pixels() is not None for number in range(4)))
    seen = [hands.pictures(number).view.frame_around().letters for number in range(4)]
    assert [(left, right) for left, right, _, _ in seen] == [("A", "P"), ("P", "A")] * 2
    assert [below for _, _, _, below in seen] == ["L", "R", "FL", "FR"]


def test_another_birth_date_is_no_prior_and_told(hands: Driven, tmp_path: Path) -> None:
    chest(tmp_path / "both" / "old", "20200101", PatientBirthDate="19700101")
    chest(tmp_path / "both" / "now", StudyInstanceUID="1.2.3.9")
    hands.drop(tmp_path / "both")
    hands.until(lambda: len(hands.state.studies) == 2 and hands.state.eligible)
    now = next(study for study in hands.state.studies if study.date == "20240501")
    hands.commands.opening.open_series(now.series[0].uid)
    hands.until(lambda: hands.state.study is not None and hands.state.study.date == "20240501")
    before = hands.state.layout
    trigger(hands, "compare_prior")
    assert "birth date" in hands.window.messages.text
    assert hands.state.layout is before


def test_protocols_are_gone_through_with_keys(hands: Driven, tmp_path: Path) -> None:
    open_hung(hands, chest(tmp_path / "ct"), LUNG)
    hands.grid.focus()
    hands.key(Qt.Key.Key_PageDown, CONTROL)
    assert hands.state.layout.protocol == "CT, three planes and 3D"
    assert hands.state.tile.view is View.AXIAL
    hands.key(Qt.Key.Key_PageUp, CONTROL)
    assert hands.state.layout.protocol == LUNG
    hands.key(Qt.Key.Key_Z, CONTROL)
    assert hands.state.layout.protocol == "CT, three planes and 3D"
    hands.key(Qt.Key.Key_H, CONTROL | SHIFT)
    assert hands.state.layout.protocol == LUNG
    menu = hands.commands.layouts.protocols_menu
    menu.aboutToShow.emit()
    assert [(action.text(), action.isChecked()) for action in menu.actions()] == [
        (LUNG, True),
        ("CT, three planes and 3D", False),
    ]
    menu.actions()[1].trigger()
    assert hands.state.layout.protocol == "CT, three planes and 3D"


def test_arrangements_keep_what_they_can_and_can_be_undone(hands: Driven, tmp_path: Path) -> None:
    open_hung(hands, chest(tmp_path / "ct"), LUNG)
    uid = shown(hands)[0]
    hands.grid.focus()
    hands.key(Qt.Key.Key_4, CONTROL)
    assert (hands.state.layout.places, shown(hands)) == (ARRANGEMENTS["2x2"], [uid, uid, "", ""])
    hands.key(Qt.Key.Key_1, CONTROL)
    assert shown(hands) == [uid]
    hands.key(Qt.Key.Key_W, CONTROL)
    assert shown(hands) == [""]
    assert not hands.window.actions_["close_tile"].isEnabled()
    for _ in range(3):
        trigger(hands, "undo")
    assert hands.state.layout.protocol == LUNG
    hands.until(lambda: uid in hands.state.opened)


def test_the_picker_arranges(hands: Driven, tmp_path: Path) -> None:
    hands.window.activateWindow()
    hands.window.setFocus()
    hands.key(Qt.Key.Key_L, CONTROL)
    picker = hands.window.findChild(LayoutPicker)
    assert picker is not None
    hands.qtbot.waitExposed(picker)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return):
        hands.qtbot.keyClick(picker.sheet, key)
    assert hands.state.layout.places == ARRANGEMENTS["2x3"]


def test_a_second_window_comes_and_goes(hands: Driven, tmp_path: Path) -> None:
    open_hung(hands, chest(tmp_path / "ct"), LUNG)
    trigger(hands, "second_window")
    assert [place.window for place in hands.state.layout.places] == [0, 0, 1]
    assert hands.window.actions_["second_window"].isChecked()
    trigger(hands, "layout_1x1")
    assert [place.window for place in hands.state.layout.places] == [0, 1]
    trigger(hands, "second_window")
    assert [place.window for place in hands.state.layout.places] == [0]
    assert not hands.window.actions_["second_window"].isChecked()


def test_the_layout_is_saved_as_a_protocol_and_hangs_the_next_study(
    hands: Driven, tmp_path: Path, paths: Paths
) -> None:
    open_hung(hands, chest(tmp_path / "ct"), LUNG)
    trigger(hands, "three_planes")
    trigger(hands, "layout_1x1")
    trigger(hands, "protocol_save")
    dialog = hands.dialog()
    assert isinstance(dialog, QInputDialog)
    field = dialog.findChild(QLineEdit)
    assert field is not None
    assert field.text() == "Chest"
    field.selectAll()
    hands.qtbot.keyClicks(field, "One large")
    hands.qtbot.keyClick(field, Qt.Key.Key_Return)
    hands.until(lambda: paths.hanging_file.exists())
    hands.until(lambda: read_protocols(paths.hanging_file)[0].name == "One large")
    trigger(hands, "hang")
    assert hands.state.layout.protocol == "One large"
    assert len(hands.state.layout.tiles) == 1


def test_the_table_is_edited_and_kept(hands: Driven, paths: Paths) -> None:
    trigger(hands, "protocols")
    dialog = hands.dialog()
    assert isinstance(dialog, HangingDialog)
    hands.qtbot.mouseClick(dialog.buttons["remove"], Qt.MouseButton.LeftButton)
    hands.qtbot.mouseClick(dialog.box.button(dialog.box.StandardButton.Ok), Qt.MouseButton.LeftButton)
    hands.until(lambda: paths.hanging_file.exists())
    hands.until(lambda: read_protocols(paths.hanging_file) == shipped()[1:])
    assert hands.commands.hanging.protocols == shipped()[1:]


def test_a_damaged_file_of_protocols_is_told_and_kept(hands: Driven, paths: Paths, tmp_path: Path) -> None:
    paths.hanging_file.write_text('{"version": 1,\n "protocols": [}')
    assert hands.commands.hanging.protocols == shipped()
    assert "Line 2 of hanging.json" in hands.window.messages.text
    (aside,) = paths.config.glob("hanging.damaged-*.json")
    assert aside.name in hands.window.messages.text


def test_what_nothing_is_made_for_is_told(hands: Driven, tmp_path: Path) -> None:
    hands.open(make_head(tmp_path / "head.nii.gz"))
    assert hands.state.layout.protocol == ""
    assert not hands.window.actions_["hang"].isEnabled()
    hands.commands.hanging.hang_best()
    assert "No hanging protocol fits" in hands.window.messages.text
    trigger(hands, "compare_prior")
    assert "No earlier study" in hands.window.messages.text
