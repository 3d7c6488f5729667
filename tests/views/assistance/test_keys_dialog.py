"""The key editor, worked with keys alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medview.core.errors import MedViewError
from medview.views.actions.table import ACTIONS
from medview.views.assistance.key_ask import KeyAsk
from medview.views.assistance.keys_dialog import KeysDialog, keys_from_json

KEY, NONE, CTRL = Qt.Key, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


class Hands:
    def __init__(self, qtbot: QtBot, keys: dict[str, str]) -> None:
        self.qtbot = qtbot
        self.dialog = KeysDialog(ACTIONS, keys)
        qtbot.addWidget(self.dialog)
        self.dialog.show()
        self.dialog.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        self.qtbot.keyClick(QApplication.focusWidget(), key, modifier)

    def choose(self, words: str) -> None:
        self.dialog.field.setFocus()
        self.qtbot.waitUntil(self.dialog.field.hasFocus)
        self.dialog.field.selectAll()
        self.qtbot.keyClicks(self.dialog.field, words)
        self.press(KEY.Key_Tab)
        self.qtbot.waitUntil(self.dialog.table.hasFocus)

    def ask(self) -> KeyAsk:
        self.press(KEY.Key_Return)
        self.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), KeyAsk))
        found = QApplication.activeModalWidget()
        assert isinstance(found, KeyAsk)
        self.qtbot.waitUntil(found.field.hasFocus)
        return found


@pytest.fixture
def hands(qtbot: QtBot) -> Iterator[Hands]:
    return Hands(qtbot, {})


def test_a_key_is_changed_by_pressing_it(hands: Hands) -> None:
    hands.choose("histogram")
    asking = hands.ask()
    hands.press(KEY.Key_F20)
    assert asking.told.text() == "This key is free."
    hands.press(KEY.Key_Return)
    assert hands.dialog.keys == {"histogram": "F20"}


def test_a_key_that_opens_a_menu_is_told(hands: Hands) -> None:
    hands.choose("histogram")
    asking = hands.ask()
    hands.press(KEY.Key_F, Qt.KeyboardModifier.AltModifier)
    assert "Alt+F opens the menu “File” already" in asking.told.text()
    assert "free" not in asking.told.text()
    assert not hands.dialog.clash.isVisible()
    hands.press(KEY.Key_Return)
    assert hands.dialog.keys == {"histogram": "Alt+F"}
    assert "“File”" in hands.dialog.clash.text()
    assert hands.dialog.clash.isVisible()


def test_esc_leaves_the_key_and_tab_leaves_the_field(hands: Hands) -> None:
    hands.choose("histogram")
    asking = hands.ask()
    hands.press(KEY.Key_Tab)
    assert not asking.field.hasFocus()
    hands.press(KEY.Key_Escape)
    hands.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert hands.dialog.keys == {}
    assert hands.dialog.isVisible()


def test_a_taken_key_is_told_and_swapped(hands: Hands) -> None:
    hands.choose("report and export")
    asking = hands.ask()
    hands.press(KEY.Key_O, CTRL)
    assert "Open files" in asking.told.text()
    assert asking.swap.isVisible()
    assert not asking.use.isVisible()
    hands.press(KEY.Key_Return)
    assert hands.dialog.keys == {"report": "Ctrl+O", "open_files": "Ctrl+P"}
    assert not hands.dialog.clash.isVisible()


def test_a_taken_key_is_taken_away(hands: Hands) -> None:
    hands.choose("report and export")
    asking = hands.ask()
    hands.press(KEY.Key_O, CTRL)
    asking.steal.setFocus()
    hands.press(KEY.Key_Space)
    assert hands.dialog.keys == {"report": "Ctrl+O", "open_files": ""}


def test_reset_gives_one_or_all_keys_back(qtbot: QtBot) -> None:
    hands = Hands(qtbot, {"analyse": "F20", "report": "F6", "panel_next": "Ctrl+P"})
    dialog = hands.dialog
    hands.choose("analyse")
    dialog.reset()
    assert dialog.keys == {"report": "F6", "panel_next": "Ctrl+P"}
    hands.choose("report and export")
    dialog.reset()
    assert "Next panel" in dialog.messages.text, "who has the standard key now"
    dialog.reset_all()
    assert dialog.keys == {}


def test_keys_of_a_settings_file_that_clash_cannot_be_stored(qtbot: QtBot) -> None:
    dialog = Hands(qtbot, {"report": "Ctrl+O"}).dialog
    assert dialog.clash.isVisible()
    assert not dialog.buttons.button(dialog.buttons.StandardButton.Ok).isEnabled()


def test_keys_go_into_a_file_and_come_back(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    Hands(qtbot, {"analyse": "F20", "report": ""}).dialog.export(path)
    other = Hands(qtbot, {"tags": "F21"}).dialog
    other.take(path)
    assert other.keys == {"analyse": "F20", "report": ""}


@pytest.mark.parametrize("text", ["", "[]", '{"keys": {}}', '{"medview_keys": 1, "keys": {"a": 1}}', "\x00"])
def test_another_file_is_refused(text: str) -> None:
    with pytest.raises(MedViewError):
        keys_from_json(text)


def test_a_file_with_clashing_keys_changes_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    path.write_text(json.dumps({"medview_keys": 1, "keys": {"report": "Ctrl+O"}}))
    dialog = Hands(qtbot, {"tags": "F21"}).dialog
    dialog.take(path)
    assert "share a key" in dialog.messages.text
    assert dialog.keys == {"tags": "F21"}
    dialog.take(tmp_path / "absent.json")
    assert "absent.json" in dialog.messages.text


def test_a_file_of_another_version_is_taken_as_far_as_known(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    path.write_text(json.dumps({"medview_keys": 1, "keys": {"analyse": "F20", "teleport": "F22"}}))
    dialog = Hands(qtbot, {}).dialog
    dialog.take(path)
    assert dialog.keys == {"analyse": "F20"}
    assert "teleport" in dialog.messages.text


def test_the_list_is_printed_as_a_pdf(qtbot: QtBot, tmp_path: Path) -> None:
    import pypdfium2

    path = tmp_path / "keys.pdf"
    Hands(qtbot, {"analyse": "F20"}).dialog.print_list(path)
    with pypdfium2.PdfDocument(path) as document:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    assert "Analyse" in text
    assert "F20" in text
