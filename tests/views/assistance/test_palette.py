"""The command palette: what it finds, in which order, and how it is worked with keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from medview.views.assistance.fuzzy import fit
from medview.views.assistance.palette import Entry, Palette, matching
from medview.views.settings.theme import load_theme


def entry(title: str, key: str = "", ran: list[str] | None = None, **more: object) -> Entry:
    run = (lambda: ran.append(title)) if ran is not None else (lambda: None)
    return Entry(key or title, title, str(more.pop("kind", "View")), run, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "text", "fits"),
    [
        ("rot", "Rotate right", True),
        ("ROTATE", "Rotate right", True),
        ("right rot", "Rotate right", True),
        ("rr", "Rotate right", True),
        ("rori", "Rotate right", True),
        ("xr", "Rotate right", False),
        ("tt", "Rotate right", False),
        ("窗", "窗宽/窗位", True),
        ("", "anything", True),
    ],
)
def test_letters_fit_where_they_begin_words_or_stand_together(query: str, text: str, fits: bool) -> None:
    assert (fit(query, ((text, 10),)) is not None) is fits


def test_better_fits_come_first() -> None:
    titles = ["Reset the windows", "A window", "Window/level", "Show with no dots over words"]
    assert [one.title for one in matching([entry(t) for t in titles], "window", ())][:3] == [
        "Window/level", "A window", "Reset the windows",
    ]  # fmt: skip


def test_recent_ones_come_first_among_those_that_fit_alike() -> None:
    entries = [entry("Open a"), entry("Open b"), entry("Open c")]
    assert [one.title for one in matching(entries, "", ("Open c", "Open b"))] == ["Open c", "Open b", "Open a"]
    assert next(one.title for one in matching(entries, "open", ("Open b",))) == "Open b"


def test_other_words_and_the_menu_find_it_too() -> None:
    one = entry("旋转", also="Rotate right", kind="视图", note="Quarter turn.")
    assert matching([one], "rotate", ()) == [one]
    assert matching([one], "quarter", ()) == [one]
    assert matching([one], "zoom", ()) == []


@pytest.fixture
def ran() -> list[str]:
    return []


@pytest.fixture
def palette(qtbot: QtBot, ran: list[str]) -> Iterator[Palette]:
    entries = [
        entry("Open files", ran=ran, shortcut="Ctrl+O"),
        entry("Open folder", ran=ran),
        entry("Cancel", ran=ran, enabled=False, note="Nothing runs."),
    ]
    window = QWidget()
    window.resize(900, 700)
    qtbot.addWidget(window)
    window.show()
    made = Palette(entries, (), load_theme("dark"), lambda one: ran.append(f"remember {one.key}"), window)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.field.hasFocus)
    yield made
    window.close()


def test_typing_and_enter_run_the_first(palette: Palette, qtbot: QtBot, ran: list[str]) -> None:
    qtbot.keyClicks(palette.field, "fold")
    assert [one.title for one in palette.shown] == ["Open folder"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: ran == ["remember Open folder", "Open folder"])


def test_arrows_choose_another(palette: Palette, qtbot: QtBot, ran: list[str]) -> None:
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.chosen is not None
    assert palette.chosen.title == "Open folder"
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Open files" in ran)


def test_what_cannot_be_done_says_why_and_is_not_run(palette: Palette, qtbot: QtBot, ran: list[str]) -> None:
    qtbot.keyClicks(palette.field, "cancel")
    assert palette.note.text() == "Nothing runs."
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    assert ran == []


def test_nothing_found_is_told_and_esc_closes(palette: Palette, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.field, "zzz")
    assert palette.chosen is None
    assert "Nothing fits" in palette.note.text()
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    with qtbot.waitSignal(palette.rejected):
        qtbot.keyClick(palette.field, Qt.Key.Key_Escape)


def test_a_screen_reader_is_told_the_key_and_why_not(palette: Palette) -> None:
    model = palette.list.model()
    spoken = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert spoken[0] == "Open files, View, Ctrl+O"
    assert spoken[2] == "Cancel, View, Nothing runs."
    assert QAccessible.queryAccessibleInterface(palette.list).text(QAccessible.Text.Name) == "What fits"
