from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from medview.session.changes import LayoutChanged
from medview.session.layout import EMPTY
from medview.views.jobs import Then
from medview.views.solid.tidying import Tidying
from tests.views.heads import session


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
