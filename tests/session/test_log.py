"""The log says where something went wrong, and never whom it was about."""

from __future__ import annotations

import faulthandler
import logging
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from medview.core.errors import MedViewError
from medview.jobs.pool import Pool
from medview.jobs.protocol import Done, Failed, Message
from medview.jobs.table import PoolSpec
from medview.session.log import Log
from medview.session.paths import Paths, user_paths

pytestmark = pytest.mark.logs

MARKER = "DOE^JANE^MARKER"
PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def paths() -> Paths:
    return user_paths()


@pytest.fixture
def log(paths: Paths) -> Iterator[Log]:
    was_enabled = faulthandler.is_enabled()
    log = Log(paths)
    yield log
    log.close()
    if was_enabled:
        faulthandler.enable()


def written(paths: Paths) -> str:
    return "".join(path.read_text() for path in paths.logs.iterdir())


def fail() -> None:
    raise ValueError(MARKER)


def test_our_lines_are_written_with_their_place_of_failure(log: Log, paths: Paths) -> None:
    try:
        fail()
    except ValueError:
        logging.getLogger("medview.io").exception("a scan failed")
    text = written(paths)
    assert "a scan failed" in text
    assert "ValueError" in text
    assert "test_log.py" in text
    assert MARKER not in text


def test_of_a_librarys_line_only_the_place_is_kept(log: Log, paths: Paths) -> None:
    logging.getLogger("nosy_library").warning("invalid value for PN: %s", MARKER)
    logging.getLogger("medviewer").warning(MARKER)
    text = written(paths)
    assert "nosy_library" in text
    assert "test_log.py" in text
    assert MARKER not in text


def test_warnings_and_uncaught_errors_are_placed(log: Log, paths: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning(MARKER, UserWarning, "values.py", 12)
    try:
        fail()
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
        threading.excepthook(threading.ExceptHookArgs((ValueError, error, error.__traceback__, None)))
    text = written(paths)
    assert "UserWarning at values.py:12" in text
    assert text.count("nobody caught ValueError") == 2
    assert MARKER not in text + "".join(capsys.readouterr())


def test_a_workers_mistakes_reach_the_file_without_the_patient(log: Log, paths: Paths, tmp_path: Path) -> None:
    ended = threading.Semaphore(0)

    def deliver(message: Message) -> None:
        if isinstance(message, Done | Failed):
            ended.release()

    pool = Pool(PoolSpec("sample", "tests.jobs.sample_tasks:TASKS"), tmp_path, deliver)
    for task in ("chatter", "bug"):
        pool.submit(task, words=MARKER)
        assert ended.acquire(timeout=30)
    pool.close()
    text = written(paths)
    assert "a line of our own" in text
    assert "KeyError" in text
    assert MARKER not in text


def test_closing_gives_everything_back(paths: Paths) -> None:
    before = (sys.excepthook, threading.excepthook, warnings.showwarning, logging.root.handlers[:], logging.root.level)
    was_enabled = faulthandler.is_enabled()
    Log(paths).close()
    if was_enabled:
        faulthandler.enable()
    after = (sys.excepthook, threading.excepthook, warnings.showwarning, logging.root.handlers[:], logging.root.level)
    assert before == after


CRASH = f"""
import faulthandler
from medview.session.log import Log
from medview.session.paths import user_paths

log = Log(user_paths())
patient = "{MARKER}"
faulthandler._sigsegv()
"""


def test_a_crash_leaves_its_stack_and_the_next_start_knows(paths: Paths) -> None:
    subprocess.run([sys.executable, "-c", CRASH], cwd=PROJECT, check=False, capture_output=True)
    assert "Segmentation fault" in paths.crash_file.read_text()
    was_enabled = faulthandler.is_enabled()
    log = Log(paths)
    assert log.crashed_last_time
    log.close()
    assert "Segmentation fault" in paths.crash_file.with_suffix(".previous.log").read_text()
    assert MARKER not in written(paths)
    log = Log(paths)
    assert not log.crashed_last_time
    log.close()
    if was_enabled:
        faulthandler.enable()


def test_control_c_is_not_an_accident(log: Log, paths: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    error = KeyboardInterrupt()
    sys.excepthook(KeyboardInterrupt, error, None)
    assert "KeyboardInterrupt" in capsys.readouterr().err
    assert not paths.log_file.exists() or "nobody caught" not in paths.log_file.read_text()


def test_a_log_that_cannot_be_written_says_so(paths: Paths) -> None:
    paths.crash_file.mkdir()
    (paths.crash_file / "in the way").touch()
    paths.crash_file.with_suffix(".previous.log").mkdir()
    (paths.crash_file.with_suffix(".previous.log") / "in the way").touch()
    with pytest.raises(MedViewError, match="cannot write its log"):
        Log(paths)
