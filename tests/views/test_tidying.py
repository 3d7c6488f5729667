from __future__ import annotations

import gc
import weakref
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medview.session.changes import LayoutChanged
from medview.session.layout import EMPTY
from medview.session.paths import user_paths
from medview.views.drawing.label import set_words
from medview.views.jobs import Then
from medview.views.tidying import Tidying
from medview.views.viewport.lettering import text
from tests.views.driving import driven
from tests.views.heads import session
from tests.views.making import make_head


class Asked(QObject):
    """Writes down what is asked."""

    def __init__(self, used: set[str]) -> None:
        super().__init__()
        self.used = used
        self.told: list[tuple[str, str, tuple[str, ...]]] = []
        self.released: list[tuple[str, int]] = []

    def submit(self, pool: str, task: str, _title: str, then: Then, **arguments: Any) -> int:
        self.told.append((pool, task, arguments["paths"]))
        assert then.done is not None
        self._done = then.done
        return len(self.told)

    def finish(self) -> None:
        self._done(None)

    def release(self, pool: str, serial: int) -> None:
        self.released.append((pool, serial))


@pytest.mark.parametrize("used", [{"drawing"}, {"drawing", "refining", "files"}, {"files"}])
def test_processes_that_drew_hear_of_a_volume_that_was_closed(tmp_path: Path, qtbot: QtBot, used: set[str]) -> None:
    shown, jobs = session(tmp_path), Asked(used)
    tidying = Tidying(shown, jobs)  # type: ignore[arg-type]
    shown.apply(LayoutChanged(shown.state.layout, 0))
    shown.apply(LayoutChanged(EMPTY, 0))
    qtbot.waitUntil(lambda: not tidying.waiting)
    assert sorted(jobs.told) == [(pool, "tidy", ()) for pool in sorted(used & {"drawing", "refining"})]
    if jobs.told:
        jobs.finish()
        assert jobs.released == [(jobs.told[-1][0], len(jobs.told))]
    tidying.close()


def test_words_of_a_patient_who_was_closed_are_not_kept(tmp_path: Path, qtbot: QtBot) -> None:
    shown = session(tmp_path)
    tidying = Tidying(shown, Asked(set()))  # type: ignore[arg-type]
    picture = QPixmap(200, 100)
    painter = QPainter(picture)
    text(painter, QRectF(0.0, 0.0, 200.0, 20.0), Qt.AlignmentFlag.AlignLeft, "Doe^Jane", QColor("white"))
    painter.end()
    label = weakref.ref(set_words(("12 mm",), "#ffffff", 400, 1.0))
    written = [found for found in gc.get_objects() if type(found) is QPixmap and found is not picture]
    gone = [weakref.ref(one) for one in written]
    del written
    assert label() is not None
    shown.apply(LayoutChanged(EMPTY, 0))
    qtbot.waitUntil(lambda: not tidying.waiting)
    assert label() is None
    assert any(one() is None for one in gone)
    tidying.close()


@pytest.mark.slow
def test_what_is_left_to_let_go_when_the_window_closes_is_left(
    private_home: Path, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with driven(qtbot, user_paths(), tmp_path) as hands:
        hands.drop(make_head(tmp_path / "head.nii.gz", (12, 20, 16)))
        hands.until(lambda: hands.state.volume is not None)
        [tidying] = hands.window.findChildren(Tidying)
        hands.window.parts.session.apply(LayoutChanged(EMPTY, 0))
        assert tidying.waiting
        hands.window.close()
        assert not tidying.waiting
