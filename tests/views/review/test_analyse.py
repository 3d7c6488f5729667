"""The Analyse panel: plans, stages, what waits, what had to be given up, unfinished results that grow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from medview.core.plan import Plan
from medview.core.stages import STAGES
from medview.session.paths import Paths, user_paths
from medview.views.review.plan_line import PlanLine, plan_details, plan_line
from medview.views.review.progress import stage_line
from tests.views.accessibility import clipped, nameless, unreached, untold
from tests.views.driving import Driven, driven
from tests.views.making import MODEL, make_head, make_package
from tests.views.sample_tasks import GIVEN_UP, NOTE

OTHER = "other-model"


@pytest.fixture
def paths(private_home: Path) -> Paths:
    return user_paths()


@pytest.fixture
def hands(qtbot: QtBot, paths: Paths) -> Iterator[Driven]:
    make_package(paths.models, model=OTHER)
    with driven(qtbot, paths, make_package(paths.models)) as opened:
        opened.window.resize(1024, 700)
        yield opened


def ask(hands: Driven, model: str) -> None:
    panel = hands.window.analyse
    panel.models.setCurrentIndex(panel.models.findData(model))
    hands.qtbot.mouseClick(panel.run, Qt.MouseButton.LeftButton)


def test_models_queue_and_nothing_is_lost(hands: Driven, tmp_path: Path, qtbot: QtBot) -> None:
    hands.open(make_head(tmp_path / "head.nii.gz"))
    first = hands.state.series
    assert first is not None
    panel = hands.window.analyse
    hands.until(panel.plan.isVisible)
    assert "27 windows" in panel.plan.line.text()
    hands.behave("give up")
    ask(hands, MODEL)
    hands.until(lambda: hands.state.partial)
    hands.until(panel.progress.notices.isVisible)
    assert panel.progress.notices.text() == GIVEN_UP
    assert GIVEN_UP in hands.window.messages.text
    assert "<b>Segmenting</b>" in panel.progress.stages.text()
    assert hands.slice()._scene.layers.partial
    ask(hands, MODEL)
    assert "already" in hands.window.messages.text
    ask(hands, OTHER)
    hands.until(lambda: len(panel.waiting.lines) == 1)
    assert "\n".join([*nameless(panel), *untold(panel), *clipped(hands.window)]) == ""
    assert "\n".join(unreached(hands.window, qtbot)) == ""
    line = next(iter(panel.waiting.lines.values()))
    assert "Model other-model" in line.text.text()
    qtbot.mouseClick(line.cancel, Qt.MouseButton.LeftButton)
    hands.until(lambda: not panel.waiting.lines)
    ask(hands, OTHER)
    hands.until(lambda: len(panel.waiting.lines) == 1)
    hands.open(make_head(tmp_path / "second.nii.gz", (80, 90, 80)))
    (hands.package / "go").touch()
    hands.until(lambda: not hands.commands.analysing.running)
    assert "has finished on" in hands.window.messages.text
    kept = hands.window.parts.store.analyses(first.fingerprint)
    assert len(kept) == 2
    assert not panel.progress.isVisible()


def test_an_unfinished_result_is_drawn_as_it_grows(hands: Driven, tmp_path: Path) -> None:
    import numpy as np

    hands.open(make_head(tmp_path / "head.nii.gz"))
    hands.behave("wait")
    ask(hands, MODEL)
    hands.until(lambda: hands.state.partial)
    path = hands.state.partial
    assert path is not None
    before = hands.slice()._scene.layers
    assert {2} < set(np.unique(before.labels))
    assert hands.slice()._scene.names[1] == "Left anterior hippocampus", "the labels of the model that runs"
    array = np.load(path, mmap_mode="r+")
    array[:] = 4
    array.flush()
    run = hands.commands.analysing._runs[0]
    hands.commands.analysing._show_partial(run, path)
    after = hands.slice()._scene.layers
    assert after is not before
    assert set(np.unique(after.labels)) == {4}
    hands.qtbot.mouseClick(hands.window.analyse.progress.cancel, Qt.MouseButton.LeftButton)
    hands.until(lambda: hands.state.partial is None)
    assert hands.slice()._scene.layers.labels is None


def test_a_plan_is_told_in_a_line_and_in_sentences(qtbot: QtBot) -> None:
    plan = Plan("cuda", "bfloat16", "A fast card", patch=(96, 96, 96), overlap=0.5, batch=4, windows=27, passes=8)
    assert plan_line(plan) == "A fast card · bfloat16 · 27 windows"
    told = "\n".join(plan_details(Plan("cpu", "float32", memory_mb=2345, notes=(NOTE,))))
    assert "Processor" in told
    assert "whole image" in told
    assert NOTE in told
    shown = PlanLine()
    qtbot.addWidget(shown)
    shown.show_plan(plan)
    qtbot.mouseClick(shown.more, Qt.MouseButton.LeftButton)
    assert not shown.details.isHidden()
    assert "8 times" in shown.details.text()
    shown.show_plan(None)
    assert shown.isHidden()


def test_stages_are_told_in_order() -> None:
    told = stage_line("prepare").split(" › ")
    assert len(told) == len(STAGES)
    assert [text for text in told if text.startswith("<b>")] == ["<b>Preparing</b>"]
    assert told[0] == "Reading"
    assert stage_line("") == ""
