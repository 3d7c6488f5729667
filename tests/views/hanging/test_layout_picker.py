from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from medview.session.layout import ARRANGEMENTS
from medview.views.hanging.layout_picker import LayoutPicker
from medview.views.settings.theme import load_theme
from tests.views.accessibility import clipped, nameless, untold


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def picker(qtbot: QtBot, owner: QWidget) -> LayoutPicker:
    made = LayoutPicker(load_theme("dark"), owner)
    made.show_at(QPoint(40, 40))
    qtbot.waitExposed(made)
    return made


def chosen(picker: LayoutPicker) -> list[str]:
    found: list[str] = []
    picker.chosen.connect(found.append)
    return found


@pytest.mark.parametrize(("row", "column"), [(0, 0), (1, 2), (3, 3)])
def test_a_click_takes_the_cells_up_to_it(qtbot: QtBot, picker: LayoutPicker, row: int, column: int) -> None:
    found = chosen(picker)
    place = picker.sheet.cell(row, column).center()
    qtbot.mouseMove(picker.sheet, place)
    qtbot.waitUntil(lambda: picker.words.text() == f"{row + 1} × {column + 1}")
    qtbot.mouseClick(picker.sheet, Qt.MouseButton.LeftButton, pos=place)
    assert found == [f"{row + 1}x{column + 1}"]
    assert found[0] in ARRANGEMENTS


@pytest.mark.parametrize("name", ["1x1", "1x2", "3x2", "4x4"])
def test_it_begins_with_what_is_laid_out(qtbot: QtBot, owner: QWidget, name: str) -> None:
    made = LayoutPicker(load_theme("dark"), owner, ARRANGEMENTS[name])
    rows, columns = (int(part) for part in name.split("x"))
    assert made.sheet.size_ == (rows, columns)
    assert made.words.text() == f"{rows} × {columns}"
    assert not any(button.isChecked() for button in made.uneven.values())


def test_an_uneven_layout_is_marked(qtbot: QtBot, owner: QWidget) -> None:
    made = LayoutPicker(load_theme("dark"), owner, ARRANGEMENTS["1+3"])
    assert {name: button.isChecked() for name, button in made.uneven.items()} == {"1+2": False, "1+3": True}


def test_arrows_and_enter_take_a_grid(qtbot: QtBot, picker: LayoutPicker) -> None:
    found = chosen(picker)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up):
        qtbot.keyClick(picker.sheet, key)
    assert "1 rows of 2 viewports" in picker.sheet.accessibleName()
    for _ in range(9):
        qtbot.keyClick(picker.sheet, Qt.Key.Key_Down)
    qtbot.keyClick(picker.sheet, Qt.Key.Key_Return)
    assert found == ["4x2"]


def test_uneven_ones_are_reached_with_tab(qtbot: QtBot, picker: LayoutPicker) -> None:
    found = chosen(picker)
    assert picker.sheet.hasFocus()
    for name, button in picker.uneven.items():
        qtbot.keyClick(picker.focusWidget(), Qt.Key.Key_Tab)
        assert button.hasFocus(), name
        assert button.accessibleName()
    qtbot.keyClick(picker.uneven["1+3"], Qt.Key.Key_Space)
    assert found == ["1+3"]


def test_escape_takes_nothing(qtbot: QtBot, owner: QWidget, picker: LayoutPicker) -> None:
    found = chosen(picker)
    qtbot.keyClick(picker.sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not owner.findChildren(LayoutPicker))
    assert found == []


def test_it_stays_on_the_screen(qtbot: QtBot, owner: QWidget) -> None:
    made = LayoutPicker(load_theme("light"), owner)
    room = made.screen().availableGeometry()
    made.show_at(room.bottomRight())
    assert room.contains(made.geometry())
    made.close()


def test_it_is_usable_without_eyes(picker: LayoutPicker) -> None:
    assert nameless(picker) == []
    assert untold(picker) == []
    assert clipped(picker) == []
