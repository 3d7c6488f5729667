"""The list of key images goes quietly, however it goes."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from medview.session.session import Session
from medview.session.state import State
from medview.views.reading.key_images_dialog import KeyImagesDialog


def test_a_list_that_goes_with_its_window_hears_no_more(qtbot: QtBot) -> None:
    session, window = Session(lambda _: None, State(reviewer="R")), QWidget()
    dialog = KeyImagesDialog(session, window)
    assert len(session._listeners) == 1
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not session._listeners
    window.deleteLater()
