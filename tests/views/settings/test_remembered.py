"""Headers are remembered only while the reader wants it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from pytestqt.qtbot import QtBot

from medview.session.settings import Settings
from medview.views.settings.preferences import Preferences
from medview.views.settings.remembered import Remembered


class Never:
    """Writes nothing."""

    def run(self, *_: object) -> None:
        pass


def test_the_file_goes_when_it_is_not_wanted(tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "headers.sqlite"
    file.write_bytes(b"names")
    preferences = Preferences(Settings(), tmp_path / "settings.json", cast("Any", Never()))
    remembered = Remembered(file, preferences)
    assert remembered.path() == str(file)
    preferences.change(fill=0.5)
    assert file.exists()
    preferences.change(remember_headers=False)
    assert remembered.path() == ""
    assert not file.exists()
    preferences.change(remember_headers=True)
    assert remembered.path() == str(file)


def test_nothing_is_left_from_a_time_before(tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "headers.sqlite"
    file.write_bytes(b"names")
    Remembered(file, Preferences(Settings(remember_headers=False), tmp_path / "s.json", cast("Any", Never())))
    assert not file.exists()
