from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from medview.jobs.protocol import Cancelled, Done, Failed, Partial
from medview.jobs.table import PoolSpec
from medview.session.changes import Change, JobChanged
from medview.session.state import Job, JobStatus
from medview.views.jobs import JobBridge, Then

TABLE = {"sample": PoolSpec("sample", "tests.jobs.sample_tasks:TASKS", grace_s=0.2)}
WAIT_MS = 120_000


class Heard:
    """The changes and reactions, each with the thread it came on."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self.reactions: list[tuple[str, Any]] = []
        self.threads: set[threading.Thread] = set()

    def apply(self, change: Change) -> None:
        assert isinstance(change, JobChanged)
        self.jobs.append(change.job)
        self.threads.add(threading.current_thread())

    def then(self) -> Then:
        return Then(
            done=lambda value: self._react("done", value),
            partial=lambda value: self._react("partial", value),
            failed=lambda failure: self._react("failed", failure.kind),
            cancelled=lambda: self._react("cancelled", None),
        )

    def _react(self, name: str, value: Any) -> None:
        self.reactions.append((name, value))
        self.threads.add(threading.current_thread())


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def bridge(qtbot: QtBot, heard: Heard, tmp_path: Path) -> Iterator[JobBridge]:
    bridge = JobBridge(heard.apply, tmp_path, TABLE)
    yield bridge
    bridge.close()


def run(qtbot: QtBot, bridge: JobBridge, task: str, title: str, then: Then | None = None, **arguments: Any) -> Any:
    with qtbot.waitSignal(bridge.finished, timeout=WAIT_MS) as blocker:
        bridge.submit("sample", task, title, then, **arguments)
    return blocker.args[0]


def test_a_job_is_shown_from_the_queue_to_its_end(qtbot: QtBot, bridge: JobBridge, heard: Heard) -> None:
    ending = run(qtbot, bridge, "count", "Counting", heard.then(), steps=3)
    assert isinstance(ending, Done)
    statuses = [job.status for job in heard.jobs]
    assert statuses[:2] == [JobStatus.QUEUED, JobStatus.RUNNING]
    assert statuses[-1] is JobStatus.DONE
    assert heard.jobs[-1].fraction == 1.0
    assert [job.note for job in heard.jobs if job.note][:2] == ["step 0", "step 1"]
    assert heard.reactions == [("done", 3)]
    assert heard.threads == {threading.main_thread()}


def test_partial_results_come_before_the_value(qtbot: QtBot, bridge: JobBridge, heard: Heard, tmp_path: Path) -> None:
    partials: list[Partial] = []
    bridge.partial.connect(partials.append)
    done = run(qtbot, bridge, "write_file", "Writing", heard.then(), text="x")
    assert heard.reactions == [("partial", done.value), ("done", done.value)]
    assert [partial.value for partial in partials] == [done.value]
    assert Path(done.value).exists()
    bridge.release("sample", done.serial)
    run(qtbot, bridge, "pid", "")
    assert not Path(done.value).exists()


def test_a_failure_is_shown_with_its_next_step_and_its_files_go(
    qtbot: QtBot, bridge: JobBridge, heard: Heard, tmp_path: Path
) -> None:
    failed = run(qtbot, bridge, "expected", "Failing", heard.then())
    assert isinstance(failed, Failed)
    last = heard.jobs[-1]
    assert (last.status, last.note, last.hint) == (JobStatus.FAILED, failed.message, failed.hint)
    assert heard.reactions == [("failed", "error")]
    run(qtbot, bridge, "pid", "")
    assert not (tmp_path / str(failed.serial)).exists()


@pytest.mark.logs
def test_a_killed_worker_fails_the_job_and_the_next_one_works(qtbot: QtBot, bridge: JobBridge, heard: Heard) -> None:
    assert run(qtbot, bridge, "die", "Dying", heard.then(), by=9).kind == "crashed"
    assert heard.jobs[-1].status is JobStatus.FAILED
    assert run(qtbot, bridge, "add", "Adding", a=1, b=2).value == 3


@pytest.mark.logs
def test_cancel_is_shown(qtbot: QtBot, bridge: JobBridge, heard: Heard) -> None:
    with qtbot.waitSignal(bridge.progress, timeout=WAIT_MS):
        serial = bridge.submit("sample", "stuck", "Hanging", heard.then())
    assert bridge.running("stuck") == (serial,)
    assert bridge.busy(but=("other",))
    assert not bridge.busy(but=("stuck",))
    with qtbot.waitSignal(bridge.finished, timeout=WAIT_MS) as blocker:
        bridge.cancel(serial)
        bridge.cancel(serial)
    assert blocker.args == [Cancelled(serial)]
    assert heard.jobs[-1].status is JobStatus.CANCELLED
    assert heard.reactions[-1] == ("cancelled", None)
    assert bridge.running("stuck") == ()
    assert not bridge.busy(but=())
    bridge.cancel(serial)


def test_a_job_without_a_title_is_not_listed(qtbot: QtBot, bridge: JobBridge, heard: Heard) -> None:
    started: list[int] = []
    bridge.started.connect(started.append)
    done = run(qtbot, bridge, "add", "", a=1, b=2)
    assert heard.jobs == []
    assert started == [done.serial]


def test_a_warm_pool_answers(qtbot: QtBot, bridge: JobBridge) -> None:
    bridge.warm("sample")
    assert run(qtbot, bridge, "add", "", a=1, b=2).value == 3


def test_nothing_is_told_after_closing(qtbot: QtBot, heard: Heard, tmp_path: Path) -> None:
    bridge = JobBridge(heard.apply, tmp_path, TABLE)
    with qtbot.waitSignal(bridge.progress, timeout=WAIT_MS):
        bridge.submit("sample", "swallows_exceptions", "Running", heard.then())
    bridge.close()
    before = len(heard.jobs)
    qtbot.wait(1)
    assert (len(heard.jobs), heard.reactions) == (before, [])
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("pool ")]
