"""Dialogs with a column of choices: nothing is cut, however large the text, and all fits a small screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QRect
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from medview.session.wishes import PICTURES, PRINTED, FilmWish, PageWish, PictureWish
from medview.views.output.film_dialog import FilmDialog
from medview.views.output.option_column import OptionColumn
from medview.views.output.picture_dialog import PictureDialog
from medview.views.output.print_dialog import PrintDialog
from medview.views.settings.fonts import set_text_size

SMALL = QRect(0, 0, 1024, 700)


class Screen:
    def availableGeometry(self) -> QRect:
        return SMALL


def dialogs(kind: str) -> QDialog:
    if kind == "picture":
        return PictureDialog(PictureWish(), frozenset(PICTURES), ())
    if kind == "film":
        return FilmDialog(FilmWish(), PictureWish(), (("Slices", 20, 3, 0.0),), ())
    return PrintDialog(PageWish(), PictureWish(), frozenset(PRINTED), (), QPrinter(), lambda _: None)


@pytest.fixture(params=(100, 200))
def percent(request: Any, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    for kind in (QDialog, QScrollArea):
        monkeypatch.setattr(kind, "screen", lambda _: Screen())
    set_text_size(qapp, request.param)
    yield request.param
    set_text_size(qapp, 100)


@pytest.mark.parametrize("kind", ["picture", "film", "print"])
def test_no_choice_is_cut_on_a_small_screen(kind: str, percent: int, qtbot: QtBot) -> None:
    shown = dialogs(kind)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    assert shown.width() <= SMALL.width()
    assert shown.height() <= SMALL.height()
    column = shown.findChild(OptionColumn)
    assert column is not None
    inside = column.widget()
    assert inside is not None
    qtbot.waitUntil(lambda: inside.width() <= column.viewport().width())
    for widget in inside.findChildren(QCheckBox) + inside.findChildren(QLabel):
        assert widget.width() >= widget.minimumSizeHint().width(), widget.text()
        needed = widget.heightForWidth(widget.width()) if widget.hasHeightForWidth() else 0
        assert widget.height() >= max(needed, widget.minimumSizeHint().height()), widget.text()
        assert inside.rect().contains(QRect(widget.mapTo(inside, widget.rect().topLeft()), widget.size()))
    for button in shown.findChildren(QPushButton):
        if button.isVisible():
            assert shown.rect().contains(QRect(button.mapTo(shown, button.rect().topLeft()), button.size()))
