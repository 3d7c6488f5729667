"""A GenBank file by mouse and keys: opened, a gene gone to, letters found and copied, another record read, closed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from medview.session.paths import user_paths
from medview.views.app import desktop
from medview.views.contents.sequence_view import SequenceView
from medview.views.tiles.content_pane import ContentPane
from medview.views.window import Window
from tests.io.sequences.samples import GENBANK, LETTERS, SITE

pytestmark = pytest.mark.logs

WAIT_MS = 60_000
NONE = Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(focused(), key, modifier)


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def shown(window: Window) -> SequenceView | None:
    pane = window.grid.active if window.grid is not None else None
    return pane.content.sequences if isinstance(pane, ContentPane) else None


def test_a_gene_is_read_without_a_menu(qtbot: QtBot, private_home: Path, tmp_path: Path) -> None:
    path = tmp_path / "made.gb"
    path.write_text(GENBANK)

    def until(condition: Callable[[], object]) -> None:
        qtbot.waitUntil(lambda: bool(condition()), timeout=WAIT_MS)

    with desktop(user_paths()) as running:
        window = running.window
        qtbot.waitExposed(window)
        window.activateWindow()
        until(lambda: window.grid is not None)
        running.commands.begin((str(path),))
        until(lambda: (one := shown(window)) is not None and one.record.shown is not None)
        view = shown(window)
        assert view is not None
        qtbot.mouseClick(view.record.canvas.viewport(), Qt.MouseButton.LeftButton)
        until(lambda: view.isAncestorOf(focused()))

        press(Qt.Key.Key_E, CONTROL)  # to a gene
        assert focused() is view.record.place
        QTest.keyClicks(focused(), "alpha")
        press(Qt.Key.Key_Return)
        assert view.record.canvas.selection == (120, 240)
        assert view.record.told.text().startswith("Selected 121–240 · 120 bp")

        press(Qt.Key.Key_F, CONTROL)  # search
        assert focused() is view.search.text
        QTest.keyClicks(focused(), SITE)
        press(Qt.Key.Key_Return)
        until(lambda: view.search.told.text().startswith("Match 1"))
        count = len(view.search.hits)
        press(Qt.Key.Key_G, CONTROL)
        assert view.search.told.text() == f"Match {min(2, count)} of {count}"
        at = (LETTERS[:300] + SITE + LETTERS[306:]).index(SITE)
        for _ in range(count):
            if view.record.canvas.selection == (at, at + 6):
                break
            press(Qt.Key.Key_G, CONTROL)
        assert view.record.canvas.selection == (at, at + 6)

        view.record.canvas.setFocus()  # copy, and the other strand
        press(Qt.Key.Key_C, CONTROL)
        title, letters = QGuiApplication.clipboard().text().split("\n", 1)
        assert (title.split()[0], letters.strip().lower()) == (f">MADE1.1:{at + 1}-{at + 6}", SITE)
        press(Qt.Key.Key_C, CONTROL | SHIFT)
        assert QGuiApplication.clipboard().text().startswith(f">MADE1.1:c{at + 6}-{at + 1}")

        press(Qt.Key.Key_PageDown, CONTROL | SHIFT)  # the other record
        until(lambda: view.record.name == "MADE2.1")
        assert view.records.list.currentIndex().row() == 1
        assert view.search.told.text() == ""

        press(Qt.Key.Key_W, CONTROL)  # close
        until(lambda: window.parts.session.state.content is None)
        assert shown(window) is None
