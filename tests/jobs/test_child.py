"""The inside of a pool's process, in this process."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from multiprocessing import Pipe
from pathlib import Path

import pytest

from medview.jobs import child
from medview.jobs.process import places
from medview.jobs.protocol import Cancelled, Done, Failed, Partial, Progress
from medview.jobs.wire import Cancel, Channel, Logged, Run, dumps
from tests.jobs.conftest import TASKS, WAIT_S, Bench

pytestmark = pytest.mark.logs

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def channel() -> Iterator[Channel]:
    """The pool's end of a worker that serves on a thread."""
    ours, theirs = Pipe()
    inside = Channel(theirs)
    worker = child.Worker(inside)
    worker.listen()
    thread = threading.Thread(target=worker.serve, args=(child.TaskTable(TASKS),))
    thread.start()
    outside = Channel(ours)
    yield outside
    outside.close()
    thread.join(WAIT_S)
    inside.close()
    assert not thread.is_alive()


def ask(channel: Channel, folder: Path, task: str, **arguments: object) -> list[object]:
    channel.send(Run(7, task, dumps(arguments), str(folder)))
    messages = [channel.receive()]
    while not isinstance(messages[-1], Done | Failed | Cancelled):
        messages.append(channel.receive())
    return messages


def test_a_job_from_end_to_end(channel: Channel, tmp_path: Path) -> None:
    assert ask(channel, tmp_path, "add", a=1, b=2) == [Done(7, 3)]
    path = str(tmp_path / "result.txt")
    assert ask(channel, tmp_path, "write_file", text="x") == [Partial(7, path), Done(7, path)]
    assert ask(channel, tmp_path, "count", steps=1) == [Progress(7, 1.0, "step 0"), Done(7, 1)]


def test_a_process_at_rest_gives_memory_back_once_and_goes_on(
    channel: Channel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rested = threading.Event()
    monkeypatch.setattr(child, "_RESTING_S", 0.01)
    monkeypatch.setattr(child, "give_back", rested.set)
    ask(channel, tmp_path, "add", a=1, b=2)
    assert rested.wait(WAIT_S)
    assert ask(channel, tmp_path, "add", a=2, b=2) == [Done(7, 4)]


def test_a_cancel_of_another_serial_is_not_heard(channel: Channel, tmp_path: Path) -> None:
    channel.send(Run(7, "swallows_exceptions", dumps({}), str(tmp_path)))
    assert isinstance(channel.receive(), Progress)
    channel.send(Cancel(6))
    assert isinstance(channel.receive(), Progress)
    channel.send(Cancel(7))
    while isinstance(message := channel.receive(), Progress):
        pass
    assert message == Cancelled(7)
    assert ask(channel, tmp_path, "add", a=1, b=2) == [Done(7, 3)]


def test_failures_are_endings(channel: Channel, tmp_path: Path) -> None:
    kinds = {task: ask(channel, tmp_path, task)[-1].kind for task in ("expected", "no_memory", "unpicklable", "absent")}
    assert kinds == {"expected": "error", "no_memory": "memory", "unpicklable": "bug", "absent": "bug"}


def test_records_and_warnings_are_sent_without_their_data(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = Pipe()
    root = logging.Logger("root")
    monkeypatch.setattr(logging, "root", root)
    monkeypatch.setattr(warnings, "showwarning", warnings.showwarning)
    child._send_records(Channel(theirs))
    try:
        raise ValueError("DOE^JANE")
    except ValueError as error:
        info = (ValueError, error, error.__traceback__)
    root.handle(logging.LogRecord("pydicom", logging.WARNING, "values.py", 12, "DOE^JANE", (), None))
    root.handle(logging.LogRecord("medview.io", logging.ERROR, "x.py", 1, "scan failed", (), info))
    received = [Channel(ours).receive() for _ in range(2)]
    assert received[0] == Logged("pydicom", logging.WARNING, "values.py:12")
    assert received[1].text.startswith("scan failed: ValueError")
    assert "DOE" not in received[1].text
    ours.close()
    root.handle(logging.LogRecord("medview.io", logging.INFO, "x.py", 1, "nobody listens", (), None))
    theirs.close()


def test_a_warning_becomes_its_place(caplog: pytest.LogCaptureFixture) -> None:
    child._log_warning("DOE^JANE", UserWarning, "values.py", 3)
    assert "UserWarning at values.py:3" in caplog.text
    assert "DOE" not in caplog.text


def test_places_keep_code_and_drop_data() -> None:
    words = 'DOE^JANE\nFatal Python error: Aborted\n\n  File "a.py", line 3 in run\nmore DOE\n'
    assert places(words) == 'Fatal Python error: Aborted\n  File "a.py", line 3 in run'


def test_a_program_started_as_itself_is_not_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["medview", "open", "x"])
    child.freeze_support()


APPLICATION = """#!{python}
import sys
sys.path.insert(0, {project!r})
from medview.jobs.child import freeze_support

freeze_support()
print("a window opens")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a script with a first line stands for the frozen program")
def test_a_frozen_program_starts_itself_as_a_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_bench: Callable[..., Bench]
) -> None:
    application = tmp_path / "application"
    application.write_text(APPLICATION.format(python=sys.executable, project=str(PROJECT)))
    application.chmod(0o700)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(application))
    bench = make_bench()
    assert bench.run("add", a=1, b=2).value == 3
    assert "window" not in (tmp_path / "sample-1.txt").read_text()


def test_a_worker_whose_parent_is_gone_already_leaves() -> None:
    code = "from medview.jobs.child import die_with; die_with(1_000_000); print('alive')"
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert ("alive" in done.stdout) == (sys.platform != "linux")
