from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QStyle, QStyleOptionViewItem, QTableView
from pytestqt.qtbot import QtBot

from medview.core.volume import Window
from medview.session.hanging_json import protocols_to_text, read_protocols, shipped
from medview.session.layout import Links, Projection, Slab, View
from medview.session.protocols import Match, Over, Protocol, Rule
from medview.views.hanging.columns import PROTOCOL_COLUMNS, RULE_COLUMNS, Column
from medview.views.hanging.dialog import HangingDialog
from medview.views.hanging.words import SHIPPED_NAMES
from medview.views.settings.fonts import set_text_size
from tests.views.accessibility import clipped, nameless, untold

PLAIN = Protocol("Plain", Match("CT"), "1x2", (Rule("CT"), Rule("CT", prior=1)))


def nothing(_name: str) -> Protocol | None:
    return None


Make = Callable[..., HangingDialog]


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    def made(
        protocols: tuple[Protocol, ...] = shipped(), example: Callable[[str], Protocol | None] = nothing
    ) -> HangingDialog:
        dialog = HangingDialog(protocols, example)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        for model in (dialog.model, dialog.rules):
            QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, dialog)
        return dialog

    return made


def number(columns: tuple[Column, ...], title: str) -> int:
    return next(n for n, column in enumerate(columns) if column.title == title)


def cell(dialog: HangingDialog, row: int, title: str) -> QModelIndex:
    return dialog.model.index(row, number(PROTOCOL_COLUMNS, title))


def rule(dialog: HangingDialog, row: int, title: str) -> QModelIndex:
    return dialog.rules.index(row, number(RULE_COLUMNS, title))


def click(qtbot: QtBot, table: QTableView, index: QModelIndex) -> None:
    table.scrollTo(index)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center())


def type_into(qtbot: QtBot, table: QTableView, index: QModelIndex, text: str) -> None:
    """Choose a cell by mouse, open its editor by F2, write, and end with Enter."""
    click(qtbot, table, index)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.findChild(QLineEdit) is None)


def choose(qtbot: QtBot, table: QTableView, index: QModelIndex, value: str) -> None:
    click(qtbot, table, index)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    box = table.findChild(QComboBox)
    assert box is not None
    assert box.accessibleName()
    wanted = box.findData(value)
    assert wanted >= 0
    box.setCurrentIndex(wanted)
    box.activated.emit(wanted)
    qtbot.waitUntil(lambda: table.findChild(QComboBox) is None)


def tick(qtbot: QtBot, table: QTableView, index: QModelIndex) -> None:
    table.scrollTo(index)
    option = QStyleOptionViewItem()
    table.initViewItemOption(option)
    option.rect = table.visualRect(index)
    option.features |= QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
    box = QApplication.style().subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, table)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.center()))


def press(qtbot: QtBot, dialog: HangingDialog, name: str) -> None:
    qtbot.mouseClick(dialog.buttons[name], Qt.MouseButton.LeftButton)


def names(dialog: HangingDialog) -> list[str]:
    return [protocol.name for protocol in dialog.protocols]


def test_nothing_changes_unless_it_is_changed(make: Make) -> None:
    assert make().protocols == shipped()


def test_every_shipped_name_can_be_translated() -> None:
    assert {protocol.name for protocol in shipped()} == set(SHIPPED_NAMES)


def test_a_cell_is_edited_by_keys(qtbot: QtBot, make: Make) -> None:
    dialog = make((PLAIN,))
    type_into(qtbot, dialog.table, cell(dialog, 0, "Body part"), "CHEST|LUNG*")
    type_into(qtbot, dialog.table, cell(dialog, 0, "Needs"), "1")
    tick(qtbot, dialog.table, cell(dialog, 0, "Has a prior"))
    tick(qtbot, dialog.table, cell(dialog, 0, "On"))
    wanted = replace(PLAIN, match=Match("CT", "CHEST|LUNG*", prior=True), least=1, enabled=False)
    assert dialog.protocols == (wanted,)
    assert dialog.failure.isHidden()


def test_another_layout_brings_viewports(qtbot: QtBot, make: Make) -> None:
    dialog = make((PLAIN,))
    choose(qtbot, dialog.table, cell(dialog, 0, "Layout"), "2x2")
    assert dialog.rules.rowCount() == 4
    assert dialog.protocols[0].viewports == (*PLAIN.viewports, Rule(empty=True), Rule(empty=True))
    choose(qtbot, dialog.table, cell(dialog, 0, "Layout"), "1x1")
    assert dialog.protocols[0].viewports == PLAIN.viewports[:1]


def test_viewports_are_edited(qtbot: QtBot, make: Make) -> None:
    dialog = make((PLAIN,))
    type_into(qtbot, dialog.viewports, rule(dialog, 0, "Window"), "1500 / -600 Lung")
    type_into(qtbot, dialog.viewports, rule(dialog, 0, "Slab"), "maximum 10")
    type_into(qtbot, dialog.viewports, rule(dialog, 0, "Which"), "2")
    type_into(qtbot, dialog.viewports, rule(dialog, 0, "Drawn over it"), "PT")
    choose(qtbot, dialog.viewports, rule(dialog, 0, "View"), "coronal")
    choose(qtbot, dialog.viewports, rule(dialog, 0, "Contrast"), "without")
    choose(qtbot, dialog.viewports, rule(dialog, 0, "Stands"), "right")
    tick(qtbot, dialog.viewports, rule(dialog, 1, "Empty"))
    window = Window(-600.0, 1500.0, "Lung")
    slab = Slab(Projection.MAXIMUM, 10.0)
    wanted = Rule(
        "CT",
        number=1,
        view=View.CORONAL,
        contrast=False,
        window=window,
        slab=slab,
        justified="right",
        over=Over("PT"),
    )
    assert dialog.protocols[0].viewports == (wanted, replace(PLAIN.viewports[1], empty=True))


@pytest.mark.parametrize(
    ("title", "text", "told"),
    [("Window", "wide", "Width / level"), ("Slab", "thick", "thickness in mm"), ("Prior", "x", "whole number from 0")],
)
def test_what_cannot_be_is_told_and_not_taken(qtbot: QtBot, make: Make, title: str, text: str, told: str) -> None:
    dialog = make((PLAIN,))
    type_into(qtbot, dialog.viewports, rule(dialog, 0, title), text)
    assert told in dialog.failure.text()
    assert dialog.failure.isVisible()
    assert dialog.protocols == (PLAIN,)


def test_a_name_is_there_and_given_once(qtbot: QtBot, make: Make) -> None:
    other = replace(PLAIN, name="Other")
    dialog = make((PLAIN, other))
    type_into(qtbot, dialog.table, cell(dialog, 1, "Name"), "Plain")
    assert "named “Plain” already" in dialog.failure.text()
    type_into(qtbot, dialog.table, cell(dialog, 1, "Name"), " ")
    assert "needs a name" in dialog.failure.text()
    assert dialog.protocols == (PLAIN, other)


def test_protocols_are_ordered_copied_and_removed(qtbot: QtBot, make: Make) -> None:
    one, two = PLAIN, replace(PLAIN, name="Two")
    dialog = make((one, two))
    assert not dialog.buttons["up"].isEnabled()
    press(qtbot, dialog, "down")
    assert names(dialog) == ["Two", "Plain"]
    assert dialog.row == 1
    assert not dialog.buttons["down"].isEnabled()
    press(qtbot, dialog, "duplicate")
    assert names(dialog) == ["Two", "Plain", "Plain (2)"]
    press(qtbot, dialog, "up")
    press(qtbot, dialog, "up")
    press(qtbot, dialog, "remove")
    press(qtbot, dialog, "remove")
    assert names(dialog) == ["Plain"]
    press(qtbot, dialog, "remove")
    assert dialog.protocols == ()
    assert not dialog.buttons["remove"].isEnabled()
    assert dialog.rules.rowCount() == 0


def test_a_new_one_is_named_at_once(qtbot: QtBot, make: Make) -> None:
    dialog = make((PLAIN,))
    press(qtbot, dialog, "add")
    editor = dialog.table.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "Mine")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(dialog) == ["Plain", "Mine"])


def test_the_present_layout_becomes_one(qtbot: QtBot, make: Make) -> None:
    dialog = make((PLAIN,), lambda name: replace(PLAIN, name=name))
    press(qtbot, dialog, "present")
    assert names(dialog) == ["Plain", "New protocol"]
    empty = make((PLAIN,))
    press(qtbot, empty, "present")
    assert "Open a study first" in empty.failure.text()


def test_links_are_set_or_left(qtbot: QtBot, make: Make) -> None:
    dialog = make((PLAIN,))
    boxes = dialog.links.boxes
    assert not boxes["zoom"].isEnabled()
    qtbot.mouseClick(dialog.links.sets, Qt.MouseButton.LeftButton, pos=QPoint(8, dialog.links.sets.height() // 2))
    qtbot.mouseClick(boxes["zoom"], Qt.MouseButton.LeftButton, pos=QPoint(8, boxes["zoom"].height() // 2))
    assert dialog.protocols[0].links == Links(zoom=True)
    qtbot.mouseClick(dialog.links.sets, Qt.MouseButton.LeftButton, pos=QPoint(8, dialog.links.sets.height() // 2))
    assert dialog.protocols[0].links is None


def test_files_go_out_and_come_in(make: Make, tmp_path: Path) -> None:
    dialog = make((PLAIN,))
    dialog.export_file(tmp_path / "mine.json")
    assert read_protocols(tmp_path / "mine.json") == (PLAIN,)
    dialog.import_file(tmp_path / "mine.json")
    assert names(dialog) == ["Plain", "Plain (2)"]
    assert dialog.failure.isHidden()


def test_a_bad_file_changes_nothing_and_says_where_it_is_bad(make: Make, tmp_path: Path) -> None:
    dialog = make((PLAIN,))
    text = protocols_to_text((replace(PLAIN, name="Good"), PLAIN)).replace('"prior": 1', '"prior": "one"')
    (tmp_path / "bad.json").write_text(text)
    dialog.import_file(tmp_path / "bad.json")
    assert dialog.protocols == (PLAIN,)
    line = text[: text.index('"prior": "one"')].count("\n") + 1
    assert f"Line {line} of bad.json" in dialog.failure.text()
    dialog.export_file(tmp_path / "none" / "x.json")
    assert "could not be written" in dialog.failure.text()


def test_reset_brings_the_shipped_ones_back_and_keeps_ones_own(qtbot: QtBot, make: Make) -> None:
    changed = replace(shipped()[0], enabled=False)
    dialog = make((PLAIN, changed))
    press(qtbot, dialog, "reset")
    assert dialog.protocols == (*shipped(), PLAIN)


def test_tab_leaves_the_tables(qtbot: QtBot, make: Make) -> None:
    dialog = make((PLAIN,))
    dialog.activateWindow()
    dialog.table.setFocus()
    qtbot.waitUntil(dialog.table.hasFocus)
    seen = set()
    for _ in range(40):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.add(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert {dialog.table, dialog.viewports, dialog.links.sets, dialog.buttons["import"]} <= seen


@pytest.mark.parametrize("size", [100, 200])
def test_it_is_usable_without_eyes_or_mouse_in_little_room(
    qtbot: QtBot, qapp: QApplication, make: Make, size: int
) -> None:
    set_text_size(qapp, size)
    try:
        dialog = make((PLAIN,))
        dialog.resize(1024, 700)
        assert nameless(dialog) == []
        assert untold(dialog) == []
        assert clipped(dialog) == []
        assert dialog.width() <= 1024
        assert dialog.height() <= 700
    finally:
        set_text_size(qapp, 100)


def test_columns_say_what_they_mean(make: Make) -> None:
    dialog = make((PLAIN,))
    model: QAbstractItemModel = dialog.model
    horizontal = Qt.Orientation.Horizontal
    titles = [model.headerData(n, horizontal, Qt.ItemDataRole.DisplayRole) for n in range(model.columnCount())]
    assert len(set(titles)) == len(titles)
    told = model.data(cell(dialog, 0, "Has a prior"), Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Has a prior: off"
    assert model.data(cell(dialog, 0, "Layout"), Qt.ItemDataRole.AccessibleTextRole) == "Layout: 1 × 2"
