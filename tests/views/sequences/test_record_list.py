from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from medview.core.alphabet import Alphabet
from medview.core.sequence import SequenceRecord
from medview.views.sequences.record_list import RecordList
from medview.views.sequences.record_model import PAGE, Line, RecordModel
from tests.views.accessibility import nameless, untold
from tests.views.sequences.making import shown

MANY = 1_000_000


class Names:
    """A file of a million records that counts what is asked of it."""

    def __init__(self, late: bool = False) -> None:
        self.asked: list[tuple[int, int]] = []
        self.filtered: list[str] = []
        self.late = late
        self.waiting: list[Callable[[], None]] = []

    def fetch(self, first: int, count: int, take: Callable[[Sequence[Line]], None]) -> None:
        self.asked.append((first, count))
        lines = [Line(f"read{n}", 100 + n % 7, Alphabet.DNA, "simulated") for n in range(first, first + count)]
        if self.late:
            self.waiting.append(lambda: take(lines))
        else:
            take(lines)

    def filter(self, text: str, take: Callable[[np.ndarray], None]) -> None:
        self.filtered.append(text)
        take(np.arange(0, MANY, 1000))


@pytest.fixture
def listed(qtbot: QtBot) -> RecordList:
    made = RecordList()
    shown(qtbot, made, 500, 600)
    return made


def text(made: RecordList, row: int, column: int = 0) -> object:
    return made.model.data(made.model.index(row, column))


def test_a_million_records_are_listed_without_touching_them(listed: RecordList, qtbot: QtBot) -> None:
    names = Names()
    listed.show_records(MANY, names.fetch, names.filter, 103 * MANY)
    listed.grab()
    assert listed.model.rowCount() == MANY
    assert listed.told.text() == "1,000,000 records"
    assert len(names.asked) <= 2
    listed.list.scrollToBottom()
    listed.grab()
    assert max(first for first, _ in names.asked) >= MANY - 2 * PAGE
    assert sum(count for _, count in names.asked) <= 5 * PAGE
    assert text(listed, MANY - 1) == f"read{MANY - 1}"
    assert text(listed, 3, 1) == "103 bp"


def test_only_some_pages_are_kept() -> None:
    names, model = Names(), RecordModel()
    model.show_records(MANY, names.fetch)
    for page in range(100):
        model.data(model.index(page * PAGE, 0))
    assert len(names.asked) == 100
    assert len(model._pages) == 64
    model.data(model.index(99 * PAGE, 0))
    assert len(names.asked) == 100
    model.data(model.index(0, 0))
    assert len(names.asked) == 101


def test_pages_that_come_late_fill_in(listed: RecordList) -> None:
    names = Names(late=True)
    listed.show_records(1000, names.fetch, names.filter, 103 * MANY)
    changed: list[tuple[int, int]] = []
    listed.model.dataChanged.connect(lambda a, b: changed.append((a.row(), b.row())))
    assert text(listed, 700) == "…"
    assert text(listed, 701) == "…"
    assert names.asked.count((512, 256)) == 1
    names.waiting[-1]()
    assert text(listed, 700) == "read700"
    assert changed == [(512, 767)]
    listed.show_records(10, names.fetch, names.filter, 103 * MANY)
    names.waiting[-1]()  # of the former file
    assert text(listed, 5) == "…"


def test_typing_filters_after_a_pause(listed: RecordList, qtbot: QtBot) -> None:
    names = Names()
    listed.show_records(MANY, names.fetch, names.filter, 103 * MANY)
    qtbot.keyClicks(listed.filter, "read")
    assert names.filtered == []
    qtbot.waitUntil(lambda: names.filtered == ["read"])
    assert listed.told.text() == "1,000 of 1,000,000 records"
    assert text(listed, 3) == "read3000"
    listed.filter.clear()
    qtbot.keyClick(listed.filter, Qt.Key.Key_Return)
    assert listed.model.rowCount() == MANY


def test_records_at_hand_are_chosen_by_mouse_keys_and_number(listed: RecordList, qtbot: QtBot) -> None:
    records = [SequenceRecord(n, f"id{n}", "", "odd" if n % 2 else "even", Alphabet.DNA, n) for n in range(50)]
    chosen: list[int] = []
    listed.chosen.connect(chosen.append)
    listed.show_held(records)
    qtbot.mouseClick(
        listed.list.viewport(), Qt.MouseButton.LeftButton, pos=listed.list.visualRect(listed.model.index(3, 0)).center()
    )
    qtbot.keyClick(listed.list, Qt.Key.Key_Down)
    assert chosen == [3, 4]
    qtbot.keyClicks(listed.filter, "ODD")
    qtbot.keyClick(listed.filter, Qt.Key.Key_Return)
    assert listed.model.rowCount() == 25
    listed.choose(7)
    listed.choose(8)  # it is filtered out
    assert chosen[-1] == 7
    assert listed.model.row_of(7) == 3


@pytest.mark.parametrize("points", [9, 15])
@pytest.mark.parametrize("length", [330, 248_956_422])
def test_lengths_are_seen_whole_whatever_the_letters(listed: RecordList, points: int, length: int) -> None:
    records = [
        SequenceRecord(0, "p", "", "", Alphabet.PROTEIN, length),
        SequenceRecord(1, "q", "", "", Alphabet.DNA, 8),
    ]
    listed.show_held(records)
    font = listed.font()
    font.setPointSize(points)
    listed.setFont(font)
    wanted = listed.list.sizeHintForIndex(listed.model.index(0, 1)).width()
    head = listed.list.horizontalHeader().sectionSizeHint(1)
    assert max(wanted, head) <= listed.list.columnWidth(1) < max(wanted, head) + 20, (
        "and take no room from descriptions"
    )


def test_the_list_says_what_it_is(listed: RecordList) -> None:
    listed.show_held([SequenceRecord(0, "id", "", "first record", None, 12)])
    assert nameless(listed) == []
    assert untold(listed) == []
    heads = [listed.model.headerData(n, Qt.Orientation.Horizontal) for n in range(3)]
    assert heads == ["Name", "Length", "Description"]
    tip = listed.model.data(listed.model.index(0, 0), Qt.ItemDataRole.ToolTipRole)
    assert tip == "id · 12 letters · first record"
