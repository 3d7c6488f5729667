"""The window and its dialogs without a mouse and without eyes, in small windows and with large text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QToolButton, QWidget
from pytestqt.exceptions import TimeoutError as TooLong
from pytestqt.qtbot import QtBot

from medview.core.language import VARIABLE
from medview.session.paths import Paths, user_paths
from medview.session.settings import Settings, save_settings
from medview.views.assistance.help_pages import START
from medview.views.assistance.help_places import page_of_class
from medview.views.columns import VIEWERS
from medview.views.settings.fonts import set_text_size
from medview.views.settings.language import speak_in
from medview.views.tiles.volume_pane import VolumePane
from medview.views.toolbar import ICONS, WITH_TEXT
from medview.views.window import Window
from tests.views.accessibility import clipped, nameless, unexplained, unreached, untold
from tests.views.driving import Driven, driven
from tests.views.making import make_head, make_package

DIALOGS = ("settings", "keys", "about", "palette", "help_contents", "model_card", "models", "trail", "report", "tags")
LABELLED = ("save_picture", "save_film", "print", "protocols", "key_images")
"""Actions that open a dialog; most controls of the latter have labels that say all a tooltip would."""
SOLID = ("show_panel", "edit_transfer", "ask_snapshot", "ask_surfaces")
"""What opens the dialogs of a 3D view."""


@pytest.fixture
def paths(private_home: Path) -> Paths:
    return user_paths()


@pytest.fixture
def hands(qtbot: QtBot, qapp: QApplication, paths: Paths, tmp_path: Path) -> Iterator[Driven]:
    with driven(qtbot, paths, make_package(paths.models)) as opened:
        opened.window.resize(1024, 700)
        yield opened
    set_text_size(qapp, 100)


def read(hands: Driven, tmp_path: Path) -> None:
    """Have a study open, with findings and a decision."""
    hands.open(make_head(tmp_path / "head.nii.gz"))
    hands.analyse()
    hands.click_finding(0)
    hands.key(Qt.Key.Key_Return)
    hands.answer("Dr Reader")


def cut(window: QWidget, qtbot: QtBot) -> str:
    """What is cut once the window has found its layout."""
    with suppress(TooLong):
        qtbot.waitUntil(lambda: not clipped(window), timeout=3000)
    return "\n".join(clipped(window))


def check(window: QWidget, qtbot: QtBot) -> None:
    assert "\n".join(nameless(window)) == ""
    assert "\n".join(untold(window)) == ""
    assert cut(window, qtbot) == ""
    assert "\n".join(unreached(window, qtbot)) == ""


def test_the_empty_window(hands: Driven, qtbot: QtBot) -> None:
    hands.window.actions_["jobs"].setChecked(True)
    hands.until(hands.window.jobs.isVisible)
    check(hands.window, qtbot)


def test_the_window_with_findings(hands: Driven, qtbot: QtBot, tmp_path: Path) -> None:
    read(hands, tmp_path)
    check(hands.window, qtbot)
    has_room(hands.window)
    seen: set[object] = set()
    for _ in range(8):
        hands.key(Qt.Key.Key_F6)
        seen.add(QApplication.focusWidget())
    window = hands.window
    assert {window.browser.tree, window.findings.list} <= seen
    assert len(seen) >= 4


def has_room(window: Window) -> None:
    """What is needed is there in a small window, and the viewers have their part of it."""
    assert (window.width(), window.height()) == (1024, 700)
    assert not pushed_out(window)
    sizes = window._columns.sizes()
    assert sizes[1] >= VIEWERS * sum(sizes) - 2


def pushed_out(window: Window) -> list[str]:
    """Actions the toolbar has no room for."""
    names = [name for name in (*WITH_TEXT, *ICONS) if name != "|"]
    return [name for name in names if not window.toolbar.widgetForAction(window.actions_[name]).isVisible()]


@pytest.mark.logs  # a job of a dialog that was closed may have to be ended by force
def test_every_dialog(hands: Driven, qtbot: QtBot, tmp_path: Path) -> None:
    """One window for all of them: each is opened by its action, walked with Tab, and closed with Esc."""
    read(hands, tmp_path)
    solid = next(pane for pane in hands.grid.panes().values() if isinstance(pane, VolumePane)).view
    opening = {name: hands.window.actions_[name].trigger for name in (*DIALOGS, *LABELLED)}
    for name, ask in (opening | {name: getattr(solid, name) for name in SOLID}).items():
        before = set(dialogs(hands))
        ask()
        hands.until(lambda before=before: [one for one in dialogs(hands) if one not in before])
        dialog = next(one for one in dialogs(hands) if one not in before)
        dialog.activateWindow()
        hands.until(lambda dialog=dialog: QApplication.focusWidget() and QApplication.focusWidget().window() is dialog)
        told = f"{name}: "
        assert "\n".join(told + line for line in nameless(dialog)) == ""
        assert "\n".join(told + line for line in (untold if name in DIALOGS else unexplained)(dialog)) == ""
        assert "\n".join(told + line for line in unreached(dialog, qtbot)) == ""
        assert page_of_class(type(dialog)), "a page of the help"
        qtbot.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Escape)
        hands.until(lambda before=before: set(dialogs(hands)) <= before)


def dialogs(hands: Driven) -> list[QDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]


def test_columns_of_a_wide_window_do_not_squeeze_the_viewers(qtbot: QtBot, paths: Paths, tmp_path: Path) -> None:
    package = make_package(paths.models)
    with driven(qtbot, paths, package) as wide:
        wide.window.resize(1580, 900)
        wide.window._columns.setSizes([480, 600, 500])
        kept = wide.window._layout_text()
    with driven(qtbot, paths, package) as small:
        small.window.resize(1024, 700)
        small.window.preferences.change(geometry=kept)
        small.window._restore_layout()
        small.window.resize(1024, 700)
        hint = small.window._columns.sizes()
        assert hint[1] >= VIEWERS * sum(hint) - 2


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_empty_window_with_text_twice_as_large(
    qtbot: QtBot, qapp: QApplication, paths: Paths, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv(VARIABLE, "en")
    paths.settings_file.parent.mkdir(parents=True, exist_ok=True)
    save_settings(paths.settings_file, replace(Settings(), language=language))
    with driven(qtbot, paths, make_package(paths.models)) as hands:
        hands.window.preferences.change(text_size=200)
        hands.window.resize(1024, 700)
        hands.until(lambda: hands.window.histogram.ready and hands.window.menuBar().fontMetrics().height() > 20)
        assert cut(hands.window, qtbot) == ""
        assert not pushed_out(hands.window)
        assert ("文件" in hands.window.menuBar().actions()[0].text()) == (language == "zh_CN")
        assert (hands.window.width(), hands.window.height()) == (1024, 700)
    set_text_size(qapp, 100)
    speak_in(qapp, "en")


def test_text_twice_as_large_is_not_cut(hands: Driven, qtbot: QtBot, tmp_path: Path) -> None:
    read(hands, tmp_path)
    hands.window.preferences.change(text_size=200)
    hands.until(lambda: hands.window.findings.accept_button.fontMetrics().height() > 20)
    assert cut(hands.window, qtbot) == ""
    assert not pushed_out(hands.window)
    solid = next(pane for pane in hands.grid.panes().values() if isinstance(pane, VolumePane)).view
    opening = {name: hands.window.actions_[name].trigger for name in ("settings", "keys", "about", "help_contents")}
    for action, ask in (opening | {name: getattr(solid, name) for name in SOLID}).items():
        ask()
        hands.until(lambda: dialogs(hands))
        dialog = dialogs(hands)[0]
        assert cut(dialog, qtbot) == "", action
        available = dialog.screen().availableGeometry()
        assert dialog.width() <= available.width()
        assert dialog.height() <= available.height()
        dialog.close()
        hands.until(lambda: not dialogs(hands))


def test_f1_explains_what_has_the_focus(hands: Driven, qtbot: QtBot, tmp_path: Path) -> None:
    read(hands, tmp_path)
    hands.window.findings.list.setFocus()
    hands.key(Qt.Key.Key_F1)
    hands.until(lambda: dialogs(hands))
    page = dialogs(hands)[0]
    assert page.place == "review"  # type: ignore[attr-defined]
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    hands.window.actions_["settings"].trigger()
    hands.until(lambda: dialogs(hands))
    settings = dialogs(hands)[0]
    hands.until(lambda: QApplication.focusWidget() and QApplication.focusWidget().window() is settings)
    hands.key(Qt.Key.Key_F1)
    hands.until(lambda: len(dialogs(hands)) == 2)
    page = next(one for one in dialogs(hands) if one is not settings)
    assert page.place == "settings"  # type: ignore[attr-defined]
    page.close()
    settings.close()


def test_toolbar_texts_come_back_with_the_room(hands: Driven) -> None:
    window = hands.window
    button = window.toolbar.widgetForAction(window.actions_["open_folder"])
    assert isinstance(button, QToolButton)
    window.resize(1500, 800)
    hands.until(lambda: button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    window.resize(800, 700)
    hands.until(lambda: button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly)
    assert START
