"""The settings dialog: every field it shows is read back as it was chosen."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSlider, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from medview.session.paths import Paths, user_paths
from medview.session.settings import Settings, settings_from_json, settings_to_json
from medview.views.settings.dialog import SettingsDialog

KEPT_ELSEWHERE = {
    "keys", "presets", "last_folder", "geometry", "recent_actions", "picture", "film", "last_saved", "page",
    "transfers", "second_window",
}  # fmt: skip
"""Fields other dialogs set, or the program by itself."""


@pytest.fixture
def paths(private_home: Path) -> Paths:
    return user_paths()


def control(dialog: SettingsDialog, name: str) -> QWidget:
    found = dialog.findChild(QWidget, name)
    assert found is not None, name
    return found


def test_nothing_changes_unless_it_is_changed(qtbot: QtBot, paths: Paths) -> None:
    changed = Settings(reviewer="Dr A", theme="contrast", text_size=150, fill=0.4, memory_mb=3000, language="zh_CN")
    for settings in (Settings(), changed):
        dialog = SettingsDialog(settings, paths)
        qtbot.addWidget(dialog)
        assert dialog.value == settings


def test_every_field_that_people_set_is_shown(qtbot: QtBot, paths: Paths) -> None:
    dialog = SettingsDialog(Settings(), paths)
    qtbot.addWidget(dialog)
    shown = {name for page in dialog.pages.values() for name in page.values}
    assert shown == {field.name for field in fields(Settings)} - KEPT_ELSEWHERE


def test_what_is_chosen_is_read_and_stored(qtbot: QtBot, paths: Paths) -> None:
    dialog = SettingsDialog(Settings(), paths)
    qtbot.addWidget(dialog)
    for page in dialog.pages.values():
        for name in page.values:
            change(control(dialog, name))
    value = dialog.value
    same = [field.name for field in fields(Settings) if getattr(value, field.name) == getattr(Settings(), field.name)]
    assert set(same) == KEPT_ELSEWHERE
    assert settings_from_json(settings_to_json(value)) == value
    assert replace(value, reviewer="") != Settings()


def change(widget: QWidget) -> None:
    match widget:
        case QLineEdit():
            widget.setText("/changed")
        case QComboBox():
            widget.setCurrentIndex((widget.currentIndex() + 1) % widget.count())
        case QCheckBox():
            widget.toggle()
        case QSpinBox() | QSlider():
            widget.setValue(widget.value() + widget.singleStep())
        case _:
            inner = next(one for one in widget.findChildren(QWidget) if isinstance(one, QLineEdit | QSlider))
            change(inner)


def test_pages_are_turned_with_keys(qtbot: QtBot, paths: Paths) -> None:
    dialog = SettingsDialog(Settings(), paths)
    qtbot.addWidget(dialog)
    dialog.show()
    for number, page in enumerate(dialog.pages.values()):
        dialog.contents.setCurrentRow(number)
        assert page.isVisible()
