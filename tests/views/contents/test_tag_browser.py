from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from medview.core.errors import ReadError
from medview.core.study import Instance, Series
from medview.jobs.protocol import Failed
from medview.views.background import Background
from medview.views.contents.tag_browser import TagBrowser
from medview.views.contents.tag_model import TagModel
from medview.views.contents.tag_table import TOP, TagTable, dump, hex_of, line_of, read_table, text_of
from medview.views.jobs import Then
from medview.views.parts import Parts
from medview.views.settings.theme import load_theme
from tests.views.overlays import series

ROWS: list[dict[str, Any]] = [
    {"tag": "(0002,0010)", "name": "Transfer Syntax", "keyword": "TransferSyntaxUID", "vr": "UI", "value": "1.2.840"},
    {"tag": "(0010,0010)", "name": "Patient's Name", "keyword": "PatientName", "vr": "PN", "length": 8, "offset": 4,
     "value": "Doe^Jane"},
    {"tag": "(0029,0010)", "name": "Private Creator", "vr": "LO", "length": 4, "value": "ACME"},
    {"tag": "(0029,1010)", "vr": "OB", "length": 4, "offset": 0, "creator": "ACME", "hex": "0000  00 01",
     "value": "4 bytes"},
    {"tag": "(5200,9230)", "name": "Per-frame Functional Groups Sequence", "vr": "SQ", "length": -1, "value": "2 items",
     "children": [
         {"tag": f"Item {n}", "children": [
             {"tag": "(0018,0050)", "name": "Slice Thickness", "keyword": "SliceThickness", "vr": "DS", "length": 2,
              "value": f"{n}.0", "note": "Odd length." if n == 2 else ""}]}
         for n in (1, 2)]},
    {"tag": "(0040,A160)", "name": "Text Value", "vr": "UT", "length": 600, "value": "a…", "full": "a" * 600},
]  # fmt: skip


def stored(folder: Path, rows: list[dict[str, Any]] = ROWS, *notes: str) -> str:
    path = folder / "tags.json"
    path.write_text(json.dumps({"format": "medview-tags", "version": 1, "kind": "dicom", "notes": notes, "rows": rows}))
    return str(path)


def table(folder: Path, rows: list[dict[str, Any]] = ROWS) -> TagTable:
    (folder / "file.dcm").write_bytes(b"\x00\x01\xfeTDoe^Jane")
    return read_table(stored(folder, rows), str(folder / "file.dcm"))


class TagJobs:
    """Answers ``tags`` with rows a test chose, when it says so."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[tuple[str, Then]] = []
        self.cancelled: list[int] = []
        self.released: list[int] = []

    def submit(self, pool: str, task: str, title: str, then: Then, /, **arguments: Any) -> int:
        assert (pool, task) == ("files", "tags")
        self.asked.append((arguments["path"], then))
        return len(self.asked)

    def cancel(self, serial: int) -> None:
        self.cancelled.append(serial)

    def release(self, pool: str, serial: int) -> None:
        self.released.append(serial)

    def answer(self, rows: list[dict[str, Any]] = ROWS, *notes: str) -> None:
        done = self.asked[-1][1].done
        assert done
        done(stored(self.folder, rows, *notes))

    def fail(self) -> None:
        failed = self.asked[-1][1].failed
        assert failed
        failed(Failed(1, "No header.", "Choose another file.", "error"))


@pytest.fixture
def background() -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


class Hands:
    def __init__(self, qtbot: QtBot, folder: Path, background: Background, files: int = 3) -> None:
        self.qtbot = qtbot
        self.jobs = TagJobs(folder)
        (folder / "0.dcm").write_bytes(b"\x00\x01\xfeTDoe^Jane")
        listed: Series = replace(series(), instances=tuple(Instance(str(folder / f"{n}.dcm")) for n in range(files)))
        parts = cast("Parts", SimpleNamespace(jobs=self.jobs, background=background))
        self.dialog = TagBrowser(parts, load_theme("dark"), listed)
        self.dialog.show()
        qtbot.waitExposed(self.dialog)

    def load(self, rows: list[dict[str, Any]] = ROWS, *notes: str) -> None:
        before = self.dialog.table
        self.jobs.answer(rows, *notes)
        self.qtbot.waitUntil(lambda: self.dialog.table is not before)

    def current(self) -> str:
        index = self.dialog.view.currentIndex()
        return str(index.siblingAtColumn(0).data()) if index.isValid() else ""

    def shown(self) -> list[str]:
        return tags(self.dialog.model)


@pytest.fixture
def hands(qtbot: QtBot, tmp_path: Path, background: Background) -> Iterator[Hands]:
    made = Hands(qtbot, tmp_path, background)
    yield made
    made.dialog.close()


def tags(model: QAbstractItemModel, parent: QModelIndex = QModelIndex()) -> list[str]:  # noqa: B008
    found = []
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        found += [str(index.data()), *tags(model, index)]
    return found


def test_elements_stand_as_in_the_file(tmp_path: Path) -> None:
    made = table(tmp_path)
    assert len(made.elements) == 10
    assert made.place(6) == ("(5200,9230)", "Item 1", "(0018,0050)")
    assert made.find(("(5200,9230)", "Item 2", "(0018,0050)")) == 8
    assert made.find(("(5200,9230)", "Item 9")) == 4
    assert made.find(("(9999,9999)",)) == TOP


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ("slice", 2),
        ("(0010,0010)", 1),
        ("00100010", 1),
        ("doe^j", 1),
        ("acme", 2),
        ("PatientName", 1),
        ("zzz", 0),
        (" ", 0),
    ],
)
def test_tags_names_values_and_creators_are_searched(tmp_path: Path, wanted: str, count: int) -> None:
    assert len(table(tmp_path).matches(wanted)) == count


def test_elements_as_text(tmp_path: Path) -> None:
    made = table(tmp_path)
    assert line_of(made.elements[1]) == "(0010,0010)  PN  Patient's Name: Doe^Jane"
    assert line_of(made.elements[3]) == "(0029,1010)  OB  Private  [ACME]: 4 bytes"
    lines = text_of(made).splitlines()
    assert lines[6].startswith("    (0018,0050)")
    assert lines[9].endswith("a" * 600)


def test_bytes_come_from_the_list_or_from_the_file(tmp_path: Path) -> None:
    made = table(tmp_path)
    assert hex_of(made, 3) == "0000  00 01"
    assert hex_of(made, 1).startswith("0000  44 6f 65 5e 4a 61 6e 65")
    assert hex_of(made, 1).endswith("Doe^Jane")
    assert hex_of(made, 4) == ""
    assert dump(bytes(20)).splitlines()[1].startswith("0010  00 00 00 00")
    with pytest.raises(ReadError):
        hex_of(replace(made, path=str(tmp_path / "gone.dcm")), 1)


def test_offsets_of_a_deflated_file_are_not_looked_up_in_it(tmp_path: Path) -> None:
    rows = [{**ROWS[0], "value": "1.2.840.10008.1.2.1.99"}, ROWS[1]]
    made = table(tmp_path, rows)
    assert made.deflated
    assert hex_of(made, 1) == ""


def test_a_damaged_list_is_told(tmp_path: Path) -> None:
    (tmp_path / "tags.json").write_text("{")
    with pytest.raises(ReadError):
        read_table(str(tmp_path / "tags.json"), "f")


def test_the_tree_keeps_qts_rules_with_and_without_a_filter(qtbot: QtBot, tmp_path: Path) -> None:
    model = TagModel(load_theme("dark"))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made = table(tmp_path)
    model.show_table(made)
    assert len(tags(model)) == 10
    model.show_table(made, made.matches("slice"))
    assert tags(model) == ["(5200,9230)", "Item 1", "(0018,0050)", "Item 2", "(0018,0050)"]
    assert not model.index_of(1).isValid()
    assert model.index_of(8).row() == 0
    assert tester.model() is model


def test_cells_say_what_they_are(qtbot: QtBot, tmp_path: Path) -> None:
    model = TagModel(load_theme("dark"))
    model.show_table(table(tmp_path))
    assert [model.index_of(1, column).data() for column in range(5)] == [
        "(0010,0010)", "Patient's Name", "PN", "8", "Doe^Jane",
    ]  # fmt: skip
    assert model.index_of(3, 1).data() == "Private  [ACME]"
    assert model.index_of(4, 3).data() == "–"
    assert model.index_of(8).data(Qt.ItemDataRole.ForegroundRole) == load_theme("dark").colour("warning")
    assert "Odd length." in model.index_of(8).data(Qt.ItemDataRole.ToolTipRole)
    assert model.index_of(4, 1).data(Qt.ItemDataRole.FontRole).bold()
    assert model.headerData(4, Qt.Orientation.Horizontal)
    assert model.headerData(4, Qt.Orientation.Vertical) is None


def test_a_hundred_thousand_elements_are_listed(qtbot: QtBot, tmp_path: Path) -> None:
    items = [{"tag": f"Item {n}", "children": [dict(ROWS[1]), dict(ROWS[5])]} for n in range(33_333)]
    made = table(tmp_path, [{"tag": "(5200,9230)", "vr": "SQ", "children": items}])
    model = TagModel(load_theme("dark"))
    model.show_table(made)
    assert model.rowCount(model.index(0, 0)) == 33_333
    assert len(made.matches("doe")) == 33_333
    assert model.index_of(100_000 - 1).isValid()


def test_the_files_elements_are_shown_without_blocking(hands: Hands) -> None:
    assert hands.dialog.table is None
    assert not hands.dialog.isModal()
    hands.load(ROWS, "It ends early.")
    assert len(hands.shown()) == 10
    assert hands.jobs.released == [1]
    assert hands.dialog.messages.isVisible()


def test_a_search_goes_from_match_to_match(hands: Hands) -> None:
    hands.load()
    hands.qtbot.keyClicks(hands.dialog.search, "slice")
    assert (hands.current(), hands.dialog.count.text()) == ("(0018,0050)", "1 of 2")
    hands.qtbot.keyClick(hands.dialog.search, Qt.Key.Key_Return)
    assert hands.dialog.count.text() == "2 of 2"
    hands.qtbot.mouseClick(hands.dialog.next, Qt.MouseButton.LeftButton)
    assert hands.dialog.count.text() == "1 of 2"
    hands.qtbot.mouseClick(hands.dialog.previous, Qt.MouseButton.LeftButton)
    assert hands.dialog.count.text() == "2 of 2"
    hands.qtbot.keyClicks(hands.dialog.search, "zz")
    assert hands.dialog.count.text() == "0 found"
    hands.dialog.seek(1)


def test_a_filter_shows_matches_and_what_they_lie_in(hands: Hands) -> None:
    hands.load()
    hands.qtbot.mouseClick(
        hands.dialog.filter, Qt.MouseButton.LeftButton, pos=QPoint(8, hands.dialog.filter.height() // 2)
    )
    hands.qtbot.keyClicks(hands.dialog.search, "thick")
    assert hands.shown() == ["(5200,9230)", "Item 1", "(0018,0050)", "Item 2", "(0018,0050)"]
    assert hands.dialog.view.isExpanded(hands.dialog.model.index(0, 0))
    hands.qtbot.keyClick(hands.dialog.search, Qt.Key.Key_Escape)
    assert len(hands.shown()) == 10
    assert hands.dialog.isVisible()


def test_values_and_bytes_of_the_chosen_element_are_shown(hands: Hands) -> None:
    hands.load()
    hands.dialog._go_to(9)
    assert hands.dialog.value.toPlainText() == "a" * 600
    hands.dialog._go_to(1)
    hands.qtbot.waitUntil(lambda: "44 6f 65" in hands.dialog.hex.toPlainText())
    hands.dialog._go_to(8)
    assert hands.dialog.value.toPlainText() == "Odd length.\n\n2.0"


def test_value_line_and_all_are_copied(hands: Hands) -> None:
    hands.load()
    hands.dialog.view.clearSelection()
    hands.dialog.view.setCurrentIndex(QModelIndex())
    hands.dialog.copy_value()
    hands.dialog.copy_line()
    clipboard = QGuiApplication.clipboard()
    hands.dialog._go_to(1)
    hands.dialog.copy_value()
    assert clipboard.text() == "Doe^Jane"
    hands.qtbot.keyClick(hands.dialog.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == "(0010,0010)  PN  Patient's Name: Doe^Jane"
    menu = hands.dialog.menu()
    menu.actions()[2].trigger()
    assert len(clipboard.text().splitlines()) == 10
    menu.close()
    hands.dialog._show_menu(QPoint(5, 5))
    hands.qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    QApplication.activePopupWidget().close()


def test_another_file_keeps_what_was_unfolded_and_chosen(hands: Hands) -> None:
    hands.load()
    hands.dialog._go_to(8)
    hands.dialog.show_file(2)
    hands.qtbot.waitUntil(lambda: len(hands.jobs.asked) == 2)
    assert hands.jobs.asked[1][0].endswith("2.dcm")
    hands.load([ROWS[0], ROWS[4]])
    assert hands.current() == "(0018,0050)"
    assert hands.dialog.model.table.place(hands.dialog.model.number_of(hands.dialog.view.currentIndex()))[1] == "Item 2"


def test_a_slider_on_its_way_reads_the_last_file_only(hands: Hands) -> None:
    hands.load()
    for number in (2, 3, 2, 3):
        hands.dialog.slider.setValue(number)
    hands.qtbot.waitUntil(lambda: len(hands.jobs.asked) == 2)
    assert hands.jobs.asked[1][0].endswith("2.dcm")
    assert hands.dialog.number.value() == 3


def test_a_refusal_is_told(hands: Hands) -> None:
    hands.jobs.fail()
    assert hands.dialog.messages.isVisible()


def test_one_file_needs_no_slider(qtbot: QtBot, tmp_path: Path, background: Background) -> None:
    made = Hands(qtbot, tmp_path, background, 1)
    assert not made.dialog.slider.isVisible()
    made.dialog.close()


def test_what_arrives_after_it_was_closed_is_dropped(qtbot: QtBot, tmp_path: Path, background: Background) -> None:
    made = Hands(qtbot, tmp_path, background)
    with qtbot.waitSignal(made.dialog.destroyed):
        made.dialog.close()
    assert made.jobs.cancelled == [1]
    made.jobs.answer()
    made.jobs.released.clear()
    assert not [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
