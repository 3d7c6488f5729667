"""The window's four rooms, with real processes behind it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medview.core.finding import Decision
from medview.session.listing import listed
from medview.session.paths import Paths, user_paths
from medview.session.state import JobStatus
from medview.views.review.report_preview import ReportPreview
from medview.views.review.reviewing import place
from tests.views.driving import Driven, driven
from tests.views.making import make_head, make_package
from tests.views.sample_tasks import CENTRES


@pytest.fixture
def paths(private_home: Path) -> Paths:
    return user_paths()


@pytest.fixture
def package(paths: Paths) -> Path:
    make_package(paths.models, 0.5, "fine-model")
    return make_package(paths.models)


@pytest.fixture
def head(tmp_path: Path) -> Path:
    return make_head(tmp_path / "head.nii.gz")


@pytest.fixture
def hands(qtbot: QtBot, paths: Paths, package: Path) -> Iterator[Driven]:
    with driven(qtbot, paths, package) as opened:
        yield opened


def test_a_dropped_study_is_listed_pictured_and_shown(hands: Driven, head: Path) -> None:
    hands.open(head)
    hands.until(lambda: hands.state.thumbnails)
    assert hands.state.series is not None
    assert hands.state.series.uid in hands.state.thumbnails
    assert hands.window.browser.tree.topLevelItemCount() == 1
    assert hands.window.browser.tree.isVisible()
    assert [entry.paths for entry in hands.window.parts.store.recent_studies()] == [(str(head),)]


def test_keys_act_on_a_series_as_soon_as_it_is_there(hands: Driven, head: Path) -> None:
    actions = hands.window.actions_
    assert not actions["invert"].isEnabled()
    hands.open(head)
    assert actions["invert"].isEnabled()
    hands.window.activateWindow()
    hands.until(lambda: QApplication.focusWidget() is not None)
    hands.key(Qt.Key.Key_I)
    assert hands.slice().inverted


def test_models_that_do_not_fit_say_why(hands: Driven, head: Path) -> None:
    hands.open(head)
    panel = hands.window.analyse
    assert panel.models.findData("fine-model") < 0
    assert panel.others.isVisible()
    hands.qtbot.mouseClick(panel.others, Qt.MouseButton.LeftButton)
    assert panel.reasons.isVisible()
    assert "2.0 mm" in panel.reasons.text()


def test_an_analysis_shows_progress_a_partial_result_and_findings(hands: Driven, head: Path) -> None:
    hands.open(head)
    hands.behave("wait")
    hands.click_analyse()
    hands.until(lambda: hands.state.partial)
    panel = hands.window.analyse
    hands.until(lambda: panel.progress.bar.value() == 400)
    assert "Segmenting the left side" in panel.progress.note.text()
    (hands.package / "go").touch()
    hands.until(lambda: hands.state.analysis)
    assert hands.state.partial is None
    assert not panel.progress.isVisible()
    assert hands.window.findings.list.model().rowCount() == len(listed(hands.state)) == 7
    assert "edge of the image" in hands.window.findings.warnings.text()


def test_a_click_on_a_finding_moves_the_crosshair_there(hands: Driven, head: Path) -> None:
    hands.open(head)
    hands.analyse()
    hands.click_finding(2)
    finding = listed(hands.state)[2]
    assert hands.state.selected == finding.id
    assert hands.state.cursor_lps == place(finding) == pytest.approx(CENTRES[3])


def test_a_label_is_hidden_by_its_swatch(hands: Driven, head: Path) -> None:
    hands.open(head)
    hands.analyse()
    hands.click_finding(1, swatch=True)
    assert hands.state.overlay.hidden == {2}
    hands.click_finding(1, swatch=True)
    assert hands.state.overlay.hidden == frozenset()


def test_decisions_by_keys_ask_the_name_once_and_can_be_undone(hands: Driven, head: Path) -> None:
    hands.open(head)
    hands.analyse()
    first, second, third = (finding.id for finding in listed(hands.state)[:3])
    hands.click_finding(0)
    hands.key(Qt.Key.Key_Return)
    hands.answer("Dr Reader")
    hands.until(lambda: hands.state.selected == second)
    hands.until(hands.window.findings.list.hasFocus)
    hands.key(Qt.Key.Key_Delete)
    hands.answer("Not there")
    assert hands.state.decisions[first].decision is Decision.ACCEPTED
    assert hands.state.decisions[second].reason == "Not there"
    assert hands.state.decisions[second].reviewer == "Dr Reader"
    hands.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert second not in hands.state.decisions
    hands.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert hands.state.decisions[second].decision is Decision.REJECTED
    assert hands.state.selected == third
    assert hands.window.preferences.value.reviewer == "Dr Reader"


def test_keys_of_the_list_do_nothing_in_a_text_field(hands: Driven, head: Path) -> None:
    hands.open(head)
    hands.analyse()
    hands.click_finding(0)
    hands.key(Qt.Key.Key_Return)
    field = hands.window.findings.form.field
    hands.until(field.hasFocus)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_N, Qt.Key.Key_Delete):
        hands.qtbot.keyClick(field, key)
    assert field.text() == "n"
    assert not hands.state.decisions
    assert hands.state.selected == listed(hands.state)[0].id
    hands.qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not hands.window.findings.form.isVisible()


def test_accept_rest_asks_first(hands: Driven, head: Path) -> None:
    hands.open(head)
    hands.analyse()
    hands.qtbot.mouseClick(hands.window.findings.rest_button, Qt.MouseButton.LeftButton)
    hands.answer("Dr Reader")
    assert not hands.state.decisions
    assert "7" in hands.window.findings.form.question.text()
    hands.answer("")
    assert len(hands.state.decisions) == 7


def test_decisions_and_results_survive_a_restart(qtbot: QtBot, paths: Paths, package: Path, head: Path) -> None:
    with driven(qtbot, paths, package) as hands:
        hands.open(head)
        hands.analyse()
        hands.click_finding(0)
        hands.key(Qt.Key.Key_Return)
        hands.answer("Dr Reader")
        accepted = listed(hands.state)[0].id
        hands.until(lambda: accepted in hands.state.decisions)
    with driven(qtbot, paths, package) as again:
        again.open(head)
        assert again.state.decisions[accepted].decision is Decision.ACCEPTED
        assert again.state.reviewer == "Dr Reader"
        assert all(Path(path).exists() for path in [again.analysis.findings[0].where.mask])  # type: ignore[union-attr]
        assert "1 of 7" in again.window.findings.summary.text()


def test_cancel_ends_the_analysis_and_the_next_one_works(hands: Driven, head: Path) -> None:
    hands.open(head)
    hands.behave("wait")
    hands.click_analyse()
    hands.until(lambda: hands.state.partial)
    hands.qtbot.mouseClick(hands.window.analyse.progress.cancel, Qt.MouseButton.LeftButton)
    hands.until_job("analyse", JobStatus.CANCELLED)
    assert hands.state.partial is None
    assert not hands.window.analyse.failure.isVisible()
    hands.behave("good")
    assert hands.analyse().findings


@pytest.mark.logs
def test_a_killed_engine_leaves_the_window_alive(hands: Driven, head: Path) -> None:
    hands.open(head)
    hands.behave("die")
    hands.click_analyse()
    pid = hands.package / "pid"
    hands.until(lambda: pid.exists() and pid.read_text())
    os.kill(int(pid.read_text()), signal.SIGKILL)
    job = hands.until_job("analyse", JobStatus.FAILED)
    assert job.note
    assert job.hint
    assert job.hint in hands.window.analyse.failure.text()
    assert hands.window.analyse.failure.isVisible()
    assert hands.state.partial is None
    assert hands.state.volume is not None
    hands.behave("good")
    assert hands.analyse().findings
    assert not hands.window.analyse.failure.isVisible()


def test_a_result_not_to_be_trusted_is_told_and_not_drawn(hands: Driven, head: Path) -> None:
    hands.open(head)
    hands.behave("distrust")
    hands.click_analyse()
    hands.until_job("analyse", JobStatus.FAILED)
    assert "The head could not be found." in hands.window.analyse.failure.text()
    assert hands.state.analysis is None
    assert hands.state.partial is None


def empty_folder(folder: Path) -> Path:
    folder.mkdir()
    return folder


def text_only(folder: Path) -> Path:
    folder.mkdir()
    (folder / "notes.txt").write_text("nothing to see")
    return folder


def zero_bytes(folder: Path) -> Path:
    path = folder.with_suffix(".nii")
    path.touch()
    return path


def not_there(folder: Path) -> Path:
    return folder


@pytest.mark.parametrize("make", [empty_folder, text_only, zero_bytes, not_there])
def test_bad_input_is_told_and_the_open_study_stays(hands: Driven, head: Path, tmp_path: Path, make: object) -> None:
    hands.open(head)
    hands.analyse()
    before = hands.state
    hands.drop(make(tmp_path / "bad"))  # type: ignore[operator]
    hands.until(lambda: hands.window.messages.text)
    assert "\n" in hands.window.messages.text, "a message and what to do"
    assert hands.state.series is before.series
    assert hands.state.analyses == before.analyses
    assert hands.window.isVisible()


def test_the_report_is_previewed_and_saved(hands: Driven, head: Path, tmp_path: Path) -> None:
    hands.open(head)
    hands.analyse()
    hands.click_finding(0)
    hands.key(Qt.Key.Key_Return)
    hands.answer("Dr Reader")
    hands.qtbot.mouseClick(hands.window.findings.report_button, Qt.MouseButton.LeftButton)
    dialog = hands.dialog()
    assert isinstance(dialog, ReportPreview)
    hands.until(lambda: dialog.page_count)
    assert "6 findings are not reviewed" in dialog.undecided.text()
    out = tmp_path / "out"
    out.mkdir()
    dialog.export_asked.emit(str(out))
    names = {"report.pdf", "segmentation.nii.gz", "segmentation.json", "findings.json"}
    hands.until(lambda: dialog.messages.text)
    assert {path.name for path in out.iterdir()} == names
    assert "not DICOM SEG" in dialog.messages.text
    dialog.messages.clear()
    dialog.export_asked.emit(str(out))
    hands.until(lambda: dialog.messages.text)
    assert (out / "report-2.pdf").exists(), "what was there is left alone"
    dialog.close()


def test_a_report_that_cannot_be_written_is_told_and_nothing_is_lost(hands: Driven, head: Path, tmp_path: Path) -> None:
    hands.open(head)
    hands.analyse()
    hands.click_finding(0)
    hands.key(Qt.Key.Key_Return)
    hands.answer("Dr Reader")
    before = hands.state
    hands.commands.open_report()
    dialog = hands.dialog()
    assert isinstance(dialog, ReportPreview)
    hands.until(lambda: dialog.page_count)
    dialog.export_asked.emit(str(tmp_path / "no" / "such" / "folder"))
    hands.until(lambda: dialog.messages.text)
    assert dialog.isVisible()
    assert dialog.save.isEnabled()
    assert hands.state.decisions == before.decisions
    assert hands.state.analysis == before.analysis
    dialog.close()


def test_a_report_without_decisions_says_so(hands: Driven, head: Path) -> None:
    hands.open(head)
    hands.analyse()
    hands.commands.open_report()
    dialog = hands.dialog()
    assert isinstance(dialog, ReportPreview)
    hands.until(lambda: dialog.messages.text)
    assert dialog.page_count == 0
    assert not dialog.save.isEnabled()
    dialog.close()


def test_the_second_analysis_can_be_switched_back_to_the_first(hands: Driven, head: Path) -> None:
    hands.open(head)
    first = hands.analyse()
    second = hands.analyse()
    box = hands.window.findings.analyses
    assert box.isVisible()
    assert hands.state.shown == second.id
    box.setCurrentIndex(box.findData(first.id))
    box.activated.emit(box.currentIndex())
    assert hands.state.shown == first.id
    assert hands.window.findings.list.model().rowCount() == 7


@pytest.mark.spawned
def test_nothing_runs_on_after_the_window_is_closed(qtbot: QtBot, paths: Paths, package: Path, head: Path) -> None:
    before = set(psutil.Process().children())
    with driven(qtbot, paths, package) as hands:
        hands.open(head)
        hands.analyse()
        workspace = hands.window.parts.workspace
        assert workspace.is_dir()
        assert own_threads()
    assert not own_threads()
    assert set(psutil.Process().children()) <= before
    assert not workspace.exists()
    assert not [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]


def own_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith(("pool", "background"))]
