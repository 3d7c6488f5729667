"""What drawing hands share: questions end with the series they are about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from medview.core.errors import MedViewError
from medview.core.measurement import Measurement, OnImage, Shape
from medview.session.changes import SeriesClosed
from medview.session.session import Session
from medview.session.settings import Settings
from medview.views.background import Background
from medview.views.drawing.desk import Desk
from medview.views.drawing.words_dialog import LengthDialog, WordsDialog
from medview.views.settings.preferences import Preferences
from tests.views.stacks import ramp, session, stored


@pytest.fixture
def kept(tmp_path: Path) -> Session:
    return session(stored(tmp_path, [ramp()]))


@pytest.fixture
def desk(kept: Session, tmp_path: Path) -> Iterator[Desk]:
    background = Background()
    yield Desk(kept, Preferences(Settings(), tmp_path / "settings.json", background), background)
    background.close()


@pytest.mark.parametrize(
    ("shape", "dialog"),
    [(Shape.LENGTH, WordsDialog), (Shape.ARROW, WordsDialog), (Shape.CALIBRATION, LengthDialog)],
)
def test_a_question_ends_with_its_series_and_nothing_is_drawn(
    desk: Desk, kept: Session, qtbot: QtBot, shape: Shape, dialog: type
) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    room.show()
    assert kept.state.series is not None
    one = Measurement("", kept.state.series.uid, shape, ((1.0, 1.0), (9.0, 9.0)), OnImage(0))
    failed: list[MedViewError] = []
    desk.failed.connect(failed.append)
    if shape is Shape.LENGTH:
        desk.add(one, "Length")
        desk.ask_words(one, room)
    else:
        desk.keep(one, room)
    (asked,) = room.findChildren(dialog)
    kept.apply(SeriesClosed(one.series))
    assert not asked.isVisible()
    assert not failed
    assert not kept.can_undo
