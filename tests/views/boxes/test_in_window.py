"""From a picture on disk to a report, by window alone: analyse, decide by key, change and add boxes, restart."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from medview.core.card import Eligibility
from medview.core.finding import Analysis, Decision, PictureBox
from medview.session.changes import EligibilityKnown
from medview.session.listing import listed
from medview.session.paths import Paths, user_paths
from medview.views.review.report_preview import ReportPreview
from medview.views.viewport.tools import Tool
from tests.views.boxes.desks import LEFT, MOVE, PRESS, RELEASE
from tests.views.driving import Driven, driven
from tests.views.heads import mouse
from tests.views.making import MODEL, make_package


@pytest.fixture
def paths(private_home: Path) -> Paths:
    return user_paths()


@pytest.fixture
def package(paths: Paths) -> Path:
    return make_package(paths.models)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.png"
    Image.fromarray(np.tile(np.linspace(0, 255, 120), (90, 1)).astype(np.uint8)).save(path)
    return path


def analyse(hands: Driven) -> Analysis:
    """Run the test model, which says of itself that it reads volumes, on the open pictures."""
    hands.window.parts.session.apply(EligibilityKnown((Eligibility(MODEL, "Cells", "1.0.0", ""),)))
    return hands.analyse()


def test_pictures_are_analysed_reviewed_kept_and_reported(
    qtbot: QtBot, paths: Paths, package: Path, film: Path, tmp_path: Path
) -> None:
    with driven(qtbot, paths, package) as hands:
        hands.open(film)
        analyse(hands)
        probability, box = listed(hands.state)
        hands.click_finding(0)
        hands.key(Qt.Key.Key_Return)
        hands.answer("Dr Reader")
        hands.until(lambda: hands.state.selected == box.id)
        hands.window.findings.reviewing.change_place(box, PictureBox(0, (20.0, 10.0), (50.0, 40.0)))
        assert hands.state.decisions[probability.id].decision is Decision.ACCEPTED
        assert hands.window.findings.summary.text() == "2 of 2 reviewed"
    with driven(qtbot, paths, package) as again:
        again.open(film)
        again.until(lambda: again.state.analysis)
        changed = listed(again.state)[1]
        assert changed.where == PictureBox(0, (20.0, 10.0), (50.0, 40.0))
        assert again.window.findings.summary.text() == "2 of 2 reviewed"
        qtbot.mouseClick(again.window.findings.report_button, Qt.MouseButton.LeftButton)
        dialog = again.dialog()
        assert isinstance(dialog, ReportPreview)
        again.until(lambda: dialog.page_count)
        assert not dialog.undecided.isVisible()
        out = tmp_path / "out"
        out.mkdir()
        dialog.export_asked.emit(str(out))
        again.until(lambda: dialog.messages.text)
        assert (out / "report.pdf").stat().st_size > 10_000
        dialog.close()


def drag(hands: Driven, start: tuple[float, float], end: tuple[float, float]) -> None:
    """From one (column, row) of the picture to another, with the left button."""
    view = hands.pictures().view
    one, other = (view.pixels_to_widget().map(QPointF(*place)).toTuple() for place in (start, end))
    for kind, at, button in ((MOVE, one, None), (PRESS, one, LEFT), (MOVE, other, LEFT), (RELEASE, other, LEFT)):
        mouse(view, kind, at, button or Qt.MouseButton.NoButton)


def menu(hands: Driven) -> QMenu:
    hands.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def test_a_missed_box_is_added_kept_and_reported_as_the_readers_own(
    qtbot: QtBot, paths: Paths, package: Path, film: Path, tmp_path: Path
) -> None:
    with driven(qtbot, paths, package) as hands:
        hands.open(film)
        assert not hands.window.actions_["tool_box"].isEnabled()
        analyse(hands)
        panel, view = hands.window.findings, hands.pictures().view
        qtbot.mouseClick(panel.box_button, Qt.MouseButton.LeftButton)
        assert (view.tool, panel.box_button.isChecked()) == (Tool.BOX, True)
        hands.until(view.hasFocus)
        hands.key(Qt.Key.Key_Escape)
        assert (view.tool, panel.box_button.isChecked()) == (Tool.WINDOW, False)
        hands.key(Qt.Key.Key_B, Qt.KeyboardModifier.ShiftModifier)
        drag(hands, (70.0, 40.0), (100.0, 75.0))
        offered = menu(hands)
        assert [action.text() for action in offered.actions() if action.isEnabled() and action.text()] == [
            "Cell",
            "Clot",
        ]
        QTest.keyClick(offered, Qt.Key.Key_Down)
        QTest.keyClick(offered, Qt.Key.Key_Return)
        hands.answer("Dr Reader")
        added = next(one for one in listed(hands.state) if one.source.author)
        assert view.tool is Tool.WINDOW
        assert hands.state.selected == added.id
        assert panel.summary.text() == "0 of 2 reviewed, 1 added"
        drag(hands, (100.0, 75.0), (105.0, 80.0))
        hands.window.actions_["undo"].trigger()
        hands.window.actions_["undo"].trigger()
        assert panel.summary.text() == "0 of 2 reviewed"
        hands.window.actions_["redo"].trigger()
        assert panel.summary.text() == "0 of 2 reviewed, 1 added"
    with driven(qtbot, paths, package) as again:
        again.open(film)
        again.until(lambda: again.state.analysis)
        (own,) = (one for one in listed(again.state) if one.source.author)
        assert own == added
        qtbot.mouseClick(again.window.findings.report_button, Qt.MouseButton.LeftButton)
        dialog = again.dialog()
        assert isinstance(dialog, ReportPreview)
        again.until(lambda: dialog.page_count)
        out = tmp_path / "out"
        out.mkdir()
        dialog.export_asked.emit(str(out))
        again.until(lambda: dialog.messages.text)
        dialog.close()
    written = json.loads((out / "findings.json").read_text(encoding="utf-8"))
    (kept,) = (one for one in written["findings"] if one["source"]["author"])
    assert (kept["where"]["kind"], kept["value"]["kind"], kept["source"]["model"]) == ("PictureBox", "Category", "")
    assert [one["decision"] for one in written["reviews"]] == ["added", "modified", "added", "withdrawn", "added"]
    with (out / "findings.csv").open(newline="", encoding="utf-8") as stream:
        (row,) = (row for row in csv.DictReader(stream) if row["author"])
    assert (row["meaning"], row["model"], row["decision"], row["author"]) == ("Clot", "", "added", "Dr Reader")
