"""A window under test: real processes, a test analysis pool, a private home; driven by mouse and keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from medview.core.finding import Analysis
from medview.jobs.table import POOLS, PoolSpec
from medview.session.layout import View
from medview.session.paths import Paths
from medview.session.state import Job, JobStatus, State
from medview.views.app import Desktop, desktop
from medview.views.commands.commands import Commands
from medview.views.pictures.slice_view import SliceView
from medview.views.tiles.grid import Grid
from medview.views.tiles.picture_pane import PicturePane
from medview.views.tiles.slice_pane import SlicePane
from medview.views.window import Window
from tests.views.making import MODEL

WAIT_MS = 60_000
"""Nobody waits this long unless something is broken."""
TABLE: Mapping[str, PoolSpec] = {
    **POOLS,
    "analysis": PoolSpec("analysis", "tests.views.sample_tasks:TASKS"),
    "planning": PoolSpec("planning", "tests.views.sample_tasks:PLANNING"),
}


class Driven:
    """A shown window and what a test does with it."""

    def __init__(self, shown: Desktop, qtbot: QtBot, package: Path) -> None:
        self.shown = shown
        self.qtbot = qtbot
        self.package = package

    @property
    def window(self) -> Window:
        return self.shown.window

    @property
    def commands(self) -> Commands:
        return self.shown.commands

    @property
    def state(self) -> State:
        return self.window.parts.session.state

    @property
    def analysis(self) -> Analysis:
        assert self.state.analysis is not None
        return self.state.analysis

    @property
    def grid(self) -> Grid:
        assert self.window.grid is not None
        return self.window.grid

    def slice(self, view: View = View.AXIAL) -> SliceView:
        pane = self.grid.pane(view)
        assert isinstance(pane, SlicePane)
        return pane.view

    def pictures(self, number: int = 0) -> PicturePane:
        pane = self.grid.panes()[number]
        assert isinstance(pane, PicturePane)
        return pane

    def until(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=WAIT_MS)

    def drop(self, *paths: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        button, modifier, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
        enter = QDragEnterEvent(QPoint(300, 300), copy, data, button, modifier)
        QApplication.sendEvent(self.window, enter)
        QApplication.sendEvent(self.window, QDropEvent(QPointF(300, 300), copy, data, button, modifier))

    def open(self, path: Path) -> None:
        before = self.state.series
        self.drop(path)
        self.until(lambda: self.state.series is not before and self.state.eligible)

    def behave(self, wish: str) -> None:
        (self.package / "behaviour").write_text(wish)

    def click_analyse(self) -> None:
        models = self.window.analyse.models
        models.setCurrentIndex(models.findData(MODEL))
        self.qtbot.mouseClick(self.window.analyse.run, Qt.MouseButton.LeftButton)

    def analyse(self) -> Analysis:
        before = len(self.state.analyses)
        self.click_analyse()
        self.until(lambda: len(self.state.analyses) > before)
        return self.analysis

    def job(self, task: str) -> Job | None:
        return next((job for job in reversed(self.state.jobs) if job.task == task), None)

    def until_job(self, task: str, status: JobStatus) -> Job:
        self.until(lambda: (job := self.job(task)) is not None and job.status is status)
        job = self.job(task)
        assert job is not None
        return job

    def click_finding(self, row: int, swatch: bool = False) -> None:
        view = self.window.findings.list
        rect = view.visualRect(view.model().index(row, 0))
        place = rect.center()
        if swatch:
            place.setX(rect.left() + 18)
        self.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        target = QApplication.focusWidget() or self.window
        self.qtbot.keyClick(target, key, modifier)

    def answer(self, text: str) -> None:
        field = self.window.findings.form.field
        self.until(field.hasFocus)
        self.qtbot.keyClicks(field, text)
        self.qtbot.keyClick(field, Qt.Key.Key_Return)

    def dialog(self) -> QDialog:
        self.until(lambda: isinstance(QApplication.activeModalWidget(), QDialog))
        found = QApplication.activeModalWidget()
        assert isinstance(found, QDialog)
        return found


@contextmanager
def driven(qtbot: QtBot, paths: Paths, package: Path) -> Iterator[Driven]:
    with desktop(paths, TABLE) as shown:
        hands = Driven(shown, qtbot, package)
        qtbot.waitExposed(shown.window)
        shown.window.activateWindow()
        hands.until(lambda: shown.window.grid is not None)
        yield hands
