"""A list of findings beside viewports that show their boxes, driven by mouse and keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medview.core.card import Kind
from medview.core.code import Code
from medview.core.finding import Analysis, Box, Finding, PictureBox, Probability, Provenance, Value, Where
from medview.session.changes import AnalysisFinished
from medview.session.session import Session
from medview.session.state import State
from medview.views.boxes.fitting import BoxFitting, Review, box_fitting
from medview.views.boxes.layer import BoxView
from medview.views.boxes.painting import Seen
from medview.views.review.findings_panel import FindingsPanel
from medview.views.settings.theme import load_theme
from medview.views.tiles.grid import Grid
from medview.views.viewport.tools import Tool
from tests.views import heads, stacks
from tests.views.heads import mouse
from tests.views.tiles.grids import grids

CELL, CLOT = Code("CELL", "99MEDVIEW", "Cell"), Code("CLOT", "99MEDVIEW", "Clot")
GREEN, BLUE = (0, 200, 0), (0, 0, 255)
SOURCE = Provenance("cells", "1", "ab", "1.2", (), "", (), "0", "2026-01-01T00:00:00+00:00")
PRESS, MOVE, RELEASE = QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease
LEFT = Qt.MouseButton.LeftButton


def finding(name: str, what: Code, where: Where, value: Value) -> Finding:
    return Finding(name, what, where, value, SOURCE)


def on_picture(name: str, low: tuple[float, float], high: tuple[float, float], score: float, frame: int = 0) -> Finding:
    return finding(name, CELL, PictureBox(frame, low, high), Probability(score, threshold=0.5))


def in_space(name: str, low: tuple[float, float, float], high: tuple[float, float, float], score: float) -> Finding:
    return finding(name, CELL, Box(low, high), Probability(score, threshold=0.5))


@dataclass(eq=False)
class Desk:
    """What a test works at."""

    qtbot: QtBot
    session: Session
    panel: FindingsPanel
    grid: Grid

    @property
    def state(self) -> State:
        return self.session.state

    def fitting(self, number: int = 0) -> BoxFitting:
        pane = self.grid.panes()[number]
        return next(one for one in pane.fittings if isinstance(one, BoxFitting))

    def view(self, number: int = 0) -> BoxView:
        return self.fitting(number).layer._view

    def seen(self, number: int = 0) -> dict[str, Seen]:
        self.view(number).grab()
        return {one.id: one for one in self.fitting(number).layer.seen()}

    def pixel(self, column: float, row: float, number: int = 0) -> QPointF:
        """The widget pixel of a (column, row) of a picture, or of mm of a slice's plane."""
        return self.fitting(number).layer.to_widget().map(QPointF(column, row))

    def move(self, at: QPointF, number: int = 0) -> None:
        mouse(self.view(number), MOVE, at.toTuple())

    def drag(self, start: QPointF, end: QPointF, number: int = 0) -> None:
        self.move(start, number)
        mouse(self.view(number), PRESS, start.toTuple(), LEFT)
        mouse(self.view(number), MOVE, end.toTuple(), LEFT)
        mouse(self.view(number), RELEASE, end.toTuple(), LEFT)

    def click(self, at: QPointF, number: int = 0) -> None:
        self.drag(at, at, number)

    def key(self, key: Qt.Key, number: int = 0) -> None:
        QTest.keyClick(self.view(number), key)

    def click_row(self, row: int) -> None:
        view = self.panel.list
        place = view.visualRect(view.model().index(row, 0)).center()
        self.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def listed(self) -> list[str]:
        return [row.finding.id for row in self.panel._rows.rows]


def with_result(kept: Session, *findings: Finding) -> Session:
    kinds = (Kind(CELL, GREEN), Kind(CLOT, BLUE))
    kept.apply(AnalysisFinished(Analysis("run", "Cells", "1.2", findings, classes=kinds)))
    return kept


def stack_session(folder: Path, *findings: Finding, count: int = 2) -> Session:
    """Pictures of 60 columns and 40 rows."""
    pictures = [stacks.ramp(number=n) for n in range(count)]
    return with_result(stacks.session(stacks.stored(folder, pictures)), *findings)


def head_session(folder: Path, *findings: Finding) -> Session:
    """A volume of 50 × 60 × 40 voxels of 1 × 1 × 2 mm, its first at 0."""
    return with_result(heads.session(folder), *findings)


MakeDesk = Callable[[Session], Desk]


@contextmanager
def desks(qtbot: QtBot, folder: Path) -> Iterator[MakeDesk]:
    with grids(qtbot, folder) as build:
        panels: list[FindingsPanel] = []

        def make(kept: Session) -> Desk:
            panel = FindingsPanel(kept, load_theme("dark"))
            qtbot.addWidget(panel)
            panel.resize(320, 600)
            panel.show()
            kept.listen(panel.update_state)
            panels.append(panel)
            one, made = panel.reviewing, list[Grid]()

            def put_away() -> None:
                made[0].set_tool(Tool.WINDOW)

            review = Review(
                one.point, one.choose, one.change_place, one.change_class, one.add_box, one.accept, one.reject,
                one.step, put_away, put_away,
            )  # fmt: skip
            made.append(build(kept, more=(partial(box_fitting, review),)))
            QApplication.processEvents()
            return Desk(qtbot, kept, panel, made[0])

        yield make


def random_boxes(count: int, frame: int = 0) -> list[Finding]:
    """Boxes all over a picture of 60 × 40."""
    rng = np.random.default_rng(4)
    found = []
    for n in range(count):
        left, top = (float(value) for value in rng.uniform((0.0, 0.0), (50.0, 34.0)))
        found.append(on_picture(f"box{n}", (left, top), (left + 6.0, top + 5.0), float(rng.uniform(0.5, 1.0)), frame))
    return found
