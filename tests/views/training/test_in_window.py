"""Training in the window: looking, pausing, going on, giving up, failing, the model in the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from medview.core.finding import Decision
from medview.jobs.table import PoolSpec
from medview.session.changes import ReviewerNamed
from medview.session.paths import Paths, user_paths
from medview.session.state import JobStatus
from medview.views.flows.training import Training
from medview.views.training.dialog import TrainDialog
from tests.views import driving
from tests.views.driving import Driven, driven
from tests.views.making import make_head, make_package

TABLE = {
    **driving.TABLE,
    "preparing": PoolSpec("preparing", "tests.views.training.sample_tasks:PREPARING"),
    "training": PoolSpec("training", "tests.views.training.sample_tasks:TRAINING"),
}


@pytest.fixture
def paths(private_home: Path) -> Paths:
    return user_paths()


@pytest.fixture
def hands(qtbot: QtBot, paths: Paths, monkeypatch: pytest.MonkeyPatch) -> Iterator[Driven]:
    monkeypatch.setattr(driving, "TABLE", TABLE)
    with driven(qtbot, paths, make_package(paths.models)) as opened:
        yield opened


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "films"
    folder.mkdir()
    return folder


def form(hands: Driven) -> tuple[TrainDialog, Training]:
    hands.window.actions_["train"].trigger()
    commands = hands.commands.open_training()
    assert commands.dialog is not None
    return commands.dialog, commands.flow


def looked(hands: Driven, data: Path) -> tuple[TrainDialog, Training]:
    dialog, flow = form(hands)
    dialog.choose(str(data))
    hands.until(lambda: flow.status.phase == "looked")
    return dialog, flow


def press(hands: Driven, button: QPushButton) -> None:
    hands.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_run_pauses_goes_on_and_becomes_a_model_that_is_shown_and_run(
    hands: Driven, data: Path, tmp_path: Path
) -> None:
    hands.open(make_head(tmp_path / "head.nii.gz"))
    (data / "wait").touch()
    dialog, flow = looked(hands, data)
    assert "It has no mask." in dialog.found.text()
    press(hands, dialog.train)
    hands.until(lambda: flow.status.curves is not None and len(flow.status.curves.points) == 5)
    assert dialog.plot.isVisible()
    press(hands, dialog.pause)
    hands.until(lambda: flow.status.phase == "paused")
    assert hands.job("train") is not None
    hands.until_job("train", JobStatus.CANCELLED)
    hands.until(lambda: len(flow.offer.unfinished) == 1)
    (data / "wait").unlink()
    press(hands, dialog.resume)
    hands.until(lambda: flow.status.phase == "done")
    assert flow.status.curves is not None
    assert len(flow.status.curves.points) == 10
    assert (hands.window.parts.models / "films@1.0.0").is_dir()
    hands.until(lambda: not [one for one in flow._runs.iterdir() if one.is_dir()])
    hands.until(lambda: dialog.run.isEnabled())
    press(hands, dialog.run)
    hands.until(lambda: bool(hands.state.analyses))
    job = hands.job("analyse")
    assert job is not None
    assert "films" in job.title
    press(hands, dialog.card)
    catalogue = hands.commands.open_models().dialog
    assert catalogue is not None
    hands.until(lambda: catalogue.details.entry is not None and catalogue.details.entry.key == "films@1.0.0")
    entry = catalogue.details.entry
    assert entry is not None
    assert not entry.to_confirm, "who trained it answers for it"


def test_cancelling_keeps_nothing_of_a_run_and_everything_of_the_data(hands: Driven, data: Path) -> None:
    (data / "wait").touch()
    dialog, flow = looked(hands, data)
    press(hands, dialog.train)
    hands.until(lambda: flow.status.curves is not None and len(flow.status.curves.points) == 5)
    press(hands, dialog.cancel)
    hands.until(lambda: flow.status.phase == "looked")
    hands.until(lambda: not [one for one in flow._runs.iterdir() if one.is_dir()])
    assert dialog.fields.isVisible()
    assert data.is_dir()


def test_what_goes_wrong_is_told_in_the_form_and_can_go_on(hands: Driven, data: Path, tmp_path: Path) -> None:
    dialog, flow = form(hands)
    dialog.choose(str(tmp_path / "nothing"))
    hands.until(lambda: "no such folder" in dialog.failure.text())
    (data / "bad").touch()
    dialog.choose(str(data))
    hands.until(lambda: "One class." in dialog.failure.text())
    assert not dialog.train.isEnabled()
    (data / "bad").unlink()
    (data / "fail").touch()
    dialog.choose(str(data))
    hands.until(lambda: dialog.train.isEnabled())
    press(hands, dialog.train)
    hands.until(lambda: "graphics memory" in dialog.failure.text())
    (data / "fail").unlink()
    press(hands, dialog.resume)
    hands.until(lambda: flow.status.phase == "done")


def test_the_form_may_be_closed_meanwhile_and_a_run_of_another_sitting_goes_on(hands: Driven, data: Path) -> None:
    (data / "wait").touch()
    dialog, flow = looked(hands, data)
    press(hands, dialog.train)
    hands.until(lambda: flow.status.curves is not None)
    press(hands, dialog.shut)
    hands.until(lambda: hands.commands._training is not None and hands.commands._training.dialog is None)
    assert flow.status.phase == "training"
    dialog, _ = form(hands)
    assert dialog.pause.isVisible()
    press(hands, dialog.pause)
    hands.until(lambda: flow.status.phase == "paused")
    later = Training(hands.window.parts, flow._runs)
    later.refresh()
    hands.until(lambda: bool(later.offer.unfinished))
    (data / "wait").unlink()
    later.go_on(later.offer.unfinished[0])
    hands.until(lambda: later.status.phase == "done")
    later.close()


def test_reviewed_findings_become_a_folder_that_is_looked_at(hands: Driven, tmp_path: Path) -> None:
    dialog, flow = form(hands)
    press(hands, dialog.reviews)
    assert "No study was opened lately." in dialog.failure.text()
    hands.open(make_head(tmp_path / "head.nii.gz"))
    hands.analyse()
    session = hands.window.parts.session
    session.apply(ReviewerNamed("A. Reader"))
    session.decide(hands.analysis.findings[0].id, Decision.ACCEPTED)
    press(hands, dialog.reviews)
    hands.until(lambda: flow.status.phase == "looked")
    assert flow.status.data.endswith("my-findings")
    assert flow.status.found is not None
    assert ("head.nii.gz", "1 cases") in flow.status.found.left_out
