"""The program in Chinese: its window, Qt's own words, its workers and its commands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from medview.core.language import VARIABLE, speak
from medview.session.paths import user_paths
from medview.session.settings import Settings, save_settings
from medview.views.actions.table import plain
from medview.views.app import application
from medview.views.settings.language import speak_in
from tests.views.driving import driven
from tests.views.making import make_package

CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(autouse=True)
def english_again(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(VARIABLE, "en")
    yield
    speak_in(application(), "en")


def test_the_window_speaks_chinese(qtbot: QtBot, private_home: Path, tmp_path: Path) -> None:
    paths = user_paths()
    paths.settings_file.parent.mkdir(parents=True, exist_ok=True)
    save_settings(paths.settings_file, replace(Settings(), language="zh_CN"))
    with driven(qtbot, paths, make_package(paths.models)) as hands:
        menus = [action.text() for action in hands.window.menuBar().actions()]
        assert "文件(&F)" in menus
        assert all(CHINESE.search(text) for text in menus)
        assert hands.window.actions_["save_picture"].text() == "保存图片(&U)…"
        assert plain("Save pict&ure…") == "保存图片…"
        assert CHINESE.search(hands.window.findings.list.accessibleName())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        qtbot.addWidget(buttons)
        assert CHINESE.search(buttons.buttons()[0].text())
        (tmp_path / "notes.txt").write_text("nothing")
        hands.drop(tmp_path / "notes.txt")
        hands.until(lambda: hands.window.messages.text)
        assert CHINESE.search(hands.window.messages.text)


def test_another_language_again(qtbot: QtBot) -> None:
    app = application()
    speak_in(app, "zh_CN")
    assert app.translate("actions", "&File") == "文件(&F)"
    speak_in(app, "en")
    assert app.translate("actions", "&File") == "&File"


@pytest.mark.parametrize(("said", "chinese"), [("zh_CN", True), ("en", False)])
def test_commands_speak_the_systems_language(said: str, chinese: bool, private_home: Path) -> None:
    speak("en")
    environment = {**os.environ, "LANGUAGE": said, "MEDVIEW_HOME": str(private_home), "PYTHONIOENCODING": "utf-8"}
    told = subprocess.run(
        [sys.executable, "-m", "medview", "film", "nowhere", "--out", "x.mp4"],
        env=environment, capture_output=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip
    assert told.returncode != 0
    assert bool(CHINESE.search(told.stderr)) == chinese
