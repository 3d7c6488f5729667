from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from medview.core.errors import MedViewError
from medview.views.solid.transfer_editor import TransferEditor
from medview.views.solid.transfer_shelf import MOST_OWN, NAMES, OWN, TransferShelf, shipped, title
from medview.views.solid.volume_view import VolumeView
from tests.views.heads import HandJobs, drag, mouse, session
from tests.views.solid.test_volume_view import scene

WAIT_MS = 60_000


@pytest.fixture
def view(qtbot: QtBot, tmp_path: Path) -> Iterator[VolumeView]:
    made = VolumeView(HandJobs(tmp_path))
    qtbot.addWidget(made)
    made.resize(300, 300)
    made.show_scene(scene(session(tmp_path).state))
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.small is not None, timeout=WAIT_MS)
    yield made
    made.shut()


@pytest.fixture
def editor(view: VolumeView, qtbot: QtBot) -> TransferEditor:
    view.edit_transfer()
    (made,) = view._dialogs.values()
    assert isinstance(made, TransferEditor)
    qtbot.waitExposed(made)
    return made


def values(editor: TransferEditor) -> list[float]:
    assert editor.curve.transfer is not None
    return [point.value for point in editor.curve.transfer.points]


def at(editor: TransferEditor, number: int) -> tuple[float, float]:
    assert editor.curve.transfer is not None
    point = editor.curve.transfer.points[number]
    place = editor.curve._place(point.value, point.opacity)
    return place.x(), place.y()


def test_it_opens_beside_its_view(editor: TransferEditor, view: VolumeView) -> None:
    seen = QRect(view.mapToGlobal(QPoint(0, 0)), view.size())
    assert not editor.frameGeometry().intersects(seen)
    assert editor.screen().availableGeometry().contains(editor.geometry())


def test_a_point_is_dragged_and_the_view_follows_at_once_in_one_step(
    editor: TransferEditor, view: VolumeView, qtbot: QtBot
) -> None:
    x, y = at(editor, 2)
    with qtbot.waitSignal(view.step_made) as told:
        drag(editor.curve, Qt.MouseButton.LeftButton, (x, y), (x, y - 40))
    transfer = view.solid.transfer
    assert transfer is not None
    assert transfer.points[2].opacity > 0.2
    assert told.args[1].solid.transfer is None
    view.show_look(told.args[1])
    assert editor.curve.transfer == view.transfer()
    assert editor.curve.transfer.points[2].opacity == pytest.approx(0.09)


def test_a_point_dragged_past_others_stays_in_hand(editor: TransferEditor) -> None:
    (x, y), (right, _) = at(editor, 0), at(editor, 2)
    drag(editor.curve, Qt.MouseButton.LeftButton, (x, y), (right + 15, y))
    assert editor.curve.chosen == 2
    assert values(editor) == sorted(values(editor))


def test_a_double_click_adds_a_point_and_delete_removes_it(editor: TransferEditor, qtbot: QtBot) -> None:
    before = values(editor)
    area = editor.curve._area()
    place = (area.left() + area.width() * 0.37, area.top() + 8)
    mouse(editor.curve, QEvent.Type.MouseButtonDblClick, place, Qt.MouseButton.LeftButton)
    assert len(values(editor)) == len(before) + 1
    assert editor.curve.transfer is not None
    assert editor.curve.transfer.points[editor.curve.chosen].opacity > 0.9
    qtbot.keyClick(editor.curve, Qt.Key.Key_Delete)
    assert values(editor) == pytest.approx(before)


def test_dragging_the_paper_shifts_all_points_and_with_shift_stretches_them(editor: TransferEditor) -> None:
    before = values(editor)
    bottom = editor.curve._area().bottom()
    start = (at(editor, 3)[0] - 30, bottom - 130)
    drag(editor.curve, Qt.MouseButton.LeftButton, start, (start[0] + 25, start[1]))
    shifted = values(editor)
    steps = [b - a for a, b in zip(before, shifted, strict=True)]
    assert steps == pytest.approx([steps[0]] * 4)
    assert steps[0] > 0
    shift = Qt.KeyboardModifier.ShiftModifier
    mouse(editor.curve, QEvent.Type.MouseButtonPress, start, Qt.MouseButton.LeftButton, shift)
    mouse(editor.curve, QEvent.Type.MouseMove, (start[0] + 40, start[1]), Qt.MouseButton.NoButton, shift)
    mouse(editor.curve, QEvent.Type.MouseButtonRelease, (start[0] + 40, start[1]), Qt.MouseButton.LeftButton, shift)
    after = values(editor)
    assert after[-1] - after[0] > shifted[-1] - shifted[0]
    assert after[-1] + after[0] == pytest.approx(shifted[-1] + shifted[0])


def test_everything_can_be_done_with_keys(editor: TransferEditor, view: VolumeView, qtbot: QtBot) -> None:
    curve = editor.curve
    qtbot.keyClick(curve, Qt.Key.Key_PageDown)
    assert curve.chosen == 1
    before = curve.transfer
    assert before is not None
    qtbot.keyClick(curve, Qt.Key.Key_Right)
    qtbot.keyClick(curve, Qt.Key.Key_Up)
    assert view.solid.transfer is not None
    moved = view.solid.transfer.points[1]
    assert moved.value > before.points[1].value
    assert moved.opacity == pytest.approx(before.points[1].opacity + 0.02)
    qtbot.keyClick(curve, Qt.Key.Key_Insert)
    assert len(values(editor)) == 5
    assert str(5) in curve.accessibleDescription()
    curve.colour_asked.disconnect()
    with qtbot.waitSignal(curve.colour_asked):
        qtbot.keyClick(curve, Qt.Key.Key_Return)


def test_numbers_and_colours_can_be_set(editor: TransferEditor, view: VolumeView) -> None:
    editor.curve.choose(2)
    editor.value.setValue(432.5)
    editor.opacity.setValue(37.0)
    editor.set_colour(QColor(10, 200, 30))
    assert view.solid.transfer is not None
    point = view.solid.transfer.points[editor.curve.chosen]
    assert (point.value, point.opacity, point.colour) == (432.5, pytest.approx(0.37), (10, 200, 30))
    editor.blend.setCurrentIndex(editor.blend.findData("maximum"))
    editor.blend.activated.emit(editor.blend.currentIndex())
    assert view.solid.transfer.blend == "maximum"
    assert not editor.unit.isEnabled()


def test_reset_takes_the_preset_as_it_is_kept(editor: TransferEditor, view: VolumeView) -> None:
    editor.opacity.setValue(90.0)
    assert view.solid.transfer is not None
    editor.reset()
    assert view.solid.transfer is None


def test_what_was_made_is_kept_exported_and_imported(editor: TransferEditor, view: VolumeView, tmp_path: Path) -> None:
    editor.curve.choose(3)
    editor.opacity.setValue(66.0)
    shown = view.transfer()
    editor.keep("  My  head ")
    preset = view.preset()
    assert preset is not None
    assert (preset.id, preset.scale) == (f"{OWN}My head", "body")  # so that it fits other volumes without a unit
    again = view.transfer()
    assert shown is not None
    assert again is not None
    assert [point.value for point in again.points] == pytest.approx([point.value for point in shown.points])
    assert view.solid.transfer is None
    editor.export(str(tmp_path / "mine.json"))
    editor.remove()
    assert view.shelf.own == ()
    editor.import_(str(tmp_path / "mine.json"))
    assert [one.name for one in view.shelf.own] == ["My head"]


def test_other_files_are_refused_in_plain_words(editor: TransferEditor, view: VolumeView, tmp_path: Path) -> None:
    for name, text in (("a.json", "[1, 2"), ("b.json", '{"name": "x"}'), ("c.json", "")):
        (tmp_path / name).write_text(text)
        editor.told.setText("")
        editor.import_(str(tmp_path / name))
        assert editor.told.text()
    editor.import_(str(tmp_path / "none.json"))
    assert view.shelf.own == ()
    editor.export(str(tmp_path / "a.json" / "b.json"))
    assert "b.json" in editor.told.text()


def test_shipped_presets_stay_and_names_are_needed(editor: TransferEditor, view: VolumeView) -> None:
    editor.remove()
    assert "stay" in editor.told.text()
    editor.keep("   ")
    assert "name" in editor.told.text()


def test_every_shipped_preset_has_a_name_that_can_be_translated() -> None:
    assert {one.id: one.name for one in shipped()} == NAMES


def test_the_shelf_replaces_a_preset_of_the_same_name_and_takes_so_many(qtbot: QtBot) -> None:
    shelf = TransferShelf()
    for name in ("A", "B", "A"):
        shelf.keep(shipped()[0], name)
    assert [title(one) for one in shelf.own] == ["B", "A"]
    for n in range(MOST_OWN - 2):
        shelf.keep(shipped()[0], f"P{n}")
    with pytest.raises(MedViewError, match="already"):
        shelf.keep(shipped()[0], "One more")


def test_the_pointer_shows_what_can_be_taken(editor: TransferEditor) -> None:
    place = at(editor, 1)
    mouse(editor.curve, QEvent.Type.MouseMove, place)
    assert editor.curve.cursor().shape() is Qt.CursorShape.PointingHandCursor
    assert editor.curve._under(QPointF(place[0] + 60, place[1] - 60)) is None


def test_the_editor_goes_with_its_view(editor: TransferEditor, view: VolumeView, qtbot: QtBot) -> None:
    assert editor.isVisible()
    view.shut()
    qtbot.waitUntil(lambda: view._dialogs == {})
