"""Classes of a picture in the list: ranked bars, thresholds, prediction sets, and what a model does not know."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from medview.core.code import Code
from medview.core.figures import COUNT, SQUARE_MILLIMETRE
from medview.core.finding import (
    Analysis,
    Decision,
    Finding,
    GateAnswer,
    Picture,
    Probability,
    Provenance,
    Quantity,
    Span,
)
from medview.session.changes import AnalysisFinished, FrameShown, ReviewerNamed
from medview.session.session import Session
from medview.views import words
from medview.views.pictures.scene import image_warnings
from medview.views.review import probability_bar
from medview.views.review.finding_list import ROW
from medview.views.review.findings_panel import FindingsPanel
from medview.views.settings.theme import load_theme
from tests.views import stacks
from tests.views.heads import pixels

SOURCE = Provenance("tb", "1", "ab", "1.2", (), "", (("device", "cpu"),), "0", "2026-01-01T00:00:00+00:00")
INVERTED = GateAnswer("polarity", 0.9, 0.5, False, "The film looks inverted.", 0)


def chance(name: str, value: Probability, frame: int = 0) -> Finding:
    return Finding(f"{name}{frame}", Code(name.upper(), "99MEDVIEW", name), Picture(frame), value, SOURCE)


SICK = chance("Sick", Probability(0.8, 0.7, 0.9, 0.9, 0.5, True))
WELL = chance("Well", Probability(0.2, threshold=0.5, possible=False))
LATER = chance("Sick", Probability(0.1, threshold=0.5, possible=False), 1)


def panel(
    qtbot: QtBot, folder: Path, *findings: Finding, gate: tuple[GateAnswer, ...] = ()
) -> tuple[FindingsPanel, Session]:
    kept = stacks.session(stacks.stored(folder, [stacks.ramp(number=n) for n in range(2)]))
    warnings = tuple(f"Outside: {one.sentence}" for one in gate)
    kept.apply(AnalysisFinished(Analysis("a", "Chest", "1.2", findings, warnings=warnings, gate=gate)))
    made = FindingsPanel(kept, load_theme("dark"))
    qtbot.addWidget(made)
    made.resize(340, 500)
    made.show()
    kept.listen(made.update_state)
    return made, kept


def names(made: FindingsPanel) -> list[str]:
    return [row.finding.id for row in made._rows.rows]


def test_classes_are_ranked_and_each_is_decided_on(qtbot: QtBot, tmp_path: Path) -> None:
    made, kept = panel(qtbot, tmp_path, WELL, SICK)
    assert names(made) == ["Sick0", "Well0"]
    kept.apply(ReviewerNamed("Dr A"))
    made.reviewing.show(SICK)
    qtbot.mouseClick(made.accept_button, Qt.MouseButton.LeftButton)
    assert kept.state.decisions["Sick0"].decision is Decision.ACCEPTED
    assert kept.state.selected == "Well0", "on to the next"
    assert not made.class_button.isVisible(), "a class of a picture is no box"


def test_a_screen_reader_hears_value_interval_threshold_and_decision(qtbot: QtBot, tmp_path: Path) -> None:
    made, _ = panel(qtbot, tmp_path, SICK, WELL)
    first, second = (made._rows.index(n).data() for n in range(2))
    assert first == "Sick, 80 % (70–90 %), at or above the threshold of 50 %, not reviewed"
    assert "below the threshold of 50 %" in second


def test_the_prediction_set_is_that_of_the_shown_picture(qtbot: QtBot, tmp_path: Path) -> None:
    made, kept = panel(qtbot, tmp_path, SICK, WELL, LATER)
    assert made.verdict.possible.text() == "Prediction set: Sick"
    kept.apply(FrameShown(1))
    assert "none of the classes" in made.verdict.possible.text()


def test_the_coverage_of_the_prediction_set_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    source = replace(SICK.source, plan=(*SICK.source.plan, ("prediction_set", "90 %")))
    made, kept = panel(qtbot, tmp_path, replace(SICK, source=source), WELL, replace(LATER, source=source))
    assert made.verdict.possible.text() == "Prediction set (90 %): Sick"
    kept.apply(FrameShown(1))
    assert made.verdict.possible.text().startswith("Prediction set (90 %): none of the classes")


def test_unlikely_classes_of_a_record_ask_for_no_decision(qtbot: QtBot, tmp_path: Path) -> None:
    made, kept = panel(qtbot, tmp_path, *(replace(one, where=Span(0, "P1", 0, 60)) for one in (SICK, WELL)))
    told = [made._rows.index(n).data().split(", ")[-1] for n in range(2)]
    assert told == ["not reviewed", "unlikely"]
    assert made.summary.text() == "0 of 1 reviewed"
    kept.apply(ReviewerNamed("Dr A"))
    made.reviewing.show(SICK)
    qtbot.mouseClick(made.accept_button, Qt.MouseButton.LeftButton)
    assert kept.state.selected == "Sick0", "there is nothing to go on to"
    assert made.summary.text() == "1 of 1 reviewed"
    assert not made.rest_button.isEnabled()
    made.reviewing.show(kept.state.findings[1])
    qtbot.mouseClick(made.accept_button, Qt.MouseButton.LeftButton)
    assert made._rows.index(1).data().endswith("accepted")
    assert made.summary.text() == "2 of 2 reviewed"


def test_what_the_model_does_not_know_is_said_first(qtbot: QtBot, tmp_path: Path) -> None:
    made, kept = panel(qtbot, tmp_path, SICK, WELL, LATER, gate=(INVERTED,))
    assert made.verdict.outside.isVisible()
    assert "The film looks inverted." in made.verdict.outside.text()
    assert not made.verdict.possible.isVisible(), "a prediction set says nothing of what is not known"
    assert [row.known for row in made._rows.rows] == [False, False, True]
    assert "Outside what this model knows" in image_warnings(kept.state)
    kept.apply(FrameShown(1))
    assert not made.verdict.outside.isVisible(), "the second picture passed"
    assert "Outside what this model knows" not in image_warnings(kept.state)


@pytest.mark.parametrize("known", [True, False])
def test_a_bar_is_as_long_as_its_probability_with_a_mark_at_the_threshold(qtbot: QtBot, known: bool) -> None:
    theme, image = load_theme("dark"), QImage(400, 20, QImage.Format.Format_RGB32)
    image.fill(theme.colour("panel"))
    painter = QPainter(image)
    value = Probability(0.75, threshold=0.25)
    probability_bar.draw(painter, image.rect().toRectF(), value, theme, QColor(255, 0, 0), known)
    painter.end()
    shown = pixels(image).astype(int)
    red = (shown[:, :, 0] > 200) & (shown[:, :, 1] < 60)
    assert abs(int(np.nonzero(red.any(axis=0))[0].max()) - 300) < 4
    assert bool(red[10, 120:280].mean() > 0.95) is known, "hatched where the model does not know the picture"
    mark = np.nonzero((shown[3] > 200).all(axis=1))[0]
    assert abs(float(mark.mean()) - 100.0) < 3


def test_of_several_pictures_each_finding_says_which_one_it_is_on(qtbot: QtBot, tmp_path: Path) -> None:
    made, kept = panel(qtbot, tmp_path, SICK, LATER)
    assert [made._rows.index(n).data(ROW).place for n in range(2)] == ["picture 1", "picture 2"]
    made.reviewing.show(LATER)
    assert kept.state.frame == 1


def test_areas_and_counts_read_as_people_write_them() -> None:
    area, count = Quantity(1234.5, SQUARE_MILLIMETRE, 1200.0, 1300.0), Quantity(7.0, COUNT, 5.0, 9.0)
    assert words.value_text(area) == "1235 mm²" or words.value_text(area) == "1,235 mm²"
    assert words.value_text(count) == "7"
    assert words.interval_text(count) == "5–9"
    assert words.interval_text(replace(SICK.value, low=None)) == ""  # type: ignore[type-var]
