"""What is offered beside a finding: asking why, its curve, and the way out of a question."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from medview.core.code import MILLILITRE, Code
from medview.core.figures import UNITS
from medview.core.finding import Curve, Finding, Line
from medview.core.volume import Quantity
from medview.session.changes import FindingSelected, JobChanged
from medview.session.state import Job, JobStatus
from medview.views.background import Background
from medview.views.review.curve_dialog import CurveDialog
from medview.views.review.findings_panel import FindingsPanel
from medview.views.review.why_bar import WhyBar
from medview.views.settings.theme import load_theme
from tests import sequence_findings
from tests.views.heads import analysis, session

CURVE = Curve(
    Code("CT-DENSITY", "99MEDVIEW", "Density"),
    UNITS[Quantity.HU],
    MILLILITRE,
    (-1000.0, -950.0, -900.0),
    (Line("Both lungs", (0.0, 12.5, 100.0)), Line("Left lung", (0.0, 5.0, 60.0))),
)


def _curved(folder: Path) -> Finding:
    first = analysis(folder).findings[0]
    return replace(first, id="curve", what=Code("C", "99MEDVIEW", "Volume below"), value=CURVE)


@pytest.fixture
def panel(qtbot: QtBot, tmp_path: Path) -> Any:
    found = analysis(tmp_path)
    classical = replace(found.findings[1], source=replace(found.findings[1].source, plan=(("method", "ct-lungs"),)))
    known = session(tmp_path, replace(found, findings=(found.findings[0], classical, _curved(tmp_path))))
    made = FindingsPanel(known, load_theme("dark"))
    qtbot.addWidget(made)
    known.listen(made.update_state)
    return made, known


def test_only_a_network_can_be_asked_why(panel: Any) -> None:
    made, known = panel
    assert not made.why.why.isEnabled()
    for finding, asked, curve in (("f1", True, False), ("f2", False, False), ("curve", False, True)):
        known.apply(FindingSelected(finding))
        assert made.why.why.isEnabled() is asked
        assert made.why.curve.isHidden() is not curve


def test_each_method_can_be_chosen_and_has_words(qtbot: QtBot) -> None:
    bar = WhyBar()
    qtbot.addWidget(bar)
    asked: list[str] = []
    bar.asked.connect(asked.append)
    for action in bar.menu.actions():
        assert action.text()
        action.trigger()
    assert asked == ["", "grad-cam", "integrated-gradients", "occlusion"]


def test_of_letters_only_methods_that_tell_them_apart_are_offered(qtbot: QtBot, tmp_path: Path) -> None:
    bar = WhyBar()
    qtbot.addWidget(bar)
    for finding, offered in (
        (sequence_findings.whole().findings[0], ["", "integrated-gradients"]),
        (analysis(tmp_path).findings[0], ["", "grad-cam", "integrated-gradients", "occlusion"]),
    ):
        bar.show_finding(finding)
        assert bar.why.isEnabled()
        assert [action.data() for action in bar.menu.actions() if action.isVisible()] == offered
    bar.show_finding(sequence_findings.explained(sequence_findings.whole(), tmp_path).findings[-1])
    assert not bar.why.isEnabled()


def test_the_question_that_is_answered_shows_how_far_it_is(qtbot: QtBot, panel: Any) -> None:
    made, known = panel
    known.apply(JobChanged(Job(7, "analysis", "explain", "Why?", JobStatus.RUNNING, 0.4, "Asking why")))
    assert not made.why.bar.parentWidget().isHidden()
    assert made.why.bar.value() == 400
    with qtbot.waitSignal(made.why.cancel_asked) as told:
        made.why.cancel.click()
    assert told.args == [7]
    known.apply(JobChanged(Job(7, "analysis", "explain", "Why?", JobStatus.DONE, 1.0)))
    assert made.why.bar.parentWidget().isHidden()


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> Any:
    saved: list[str] = []
    background = Background()
    made = CurveDialog(_curved(tmp_path), saved.append, background, load_theme("dark"))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.present is not None)
    yield made, saved
    background.close()


def test_a_curve_tells_its_values_where_the_line_is(dialog: Any) -> None:
    made, _ = dialog
    made.present.setValue(-948.0)
    assert "-950" in made.told.text().replace("−", "-")
    assert "Both lungs 12.5" in made.told.text()
    assert "Left lung 5.00" in made.told.text()


def test_a_curve_is_copied_as_a_table(dialog: Any) -> None:
    made, _ = dialog
    made.copy.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "Density (HU)\tBoth lungs (mL)\tLeft lung (mL)"
    assert lines[2] == "-950\t12.5\t5"


def test_a_curve_is_saved_where_a_person_says(dialog: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made, saved = dialog
    answers = iter([("", ""), ("c.csv", "")])
    monkeypatch.setattr("medview.views.review.curve_dialog.QFileDialog.getSaveFileName", lambda *_: next(answers))
    made.save.click()
    assert saved == []
    made.save.click()
    assert saved == ["c.csv"]
