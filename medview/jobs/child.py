"""The inside of a pool's process: runs one task at a time, reports, and ends when its parent does."""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import gc
import importlib
import json
import logging
import os
import queue
import runpy
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TextIO

from medview.core.heap import give_back, keep_small
from medview.core.language import speak_as_told
from medview.jobs.failures import failure, where_it_happened
from medview.jobs.protocol import Cancelled, Done, Ending, JobCancelled, Partial, Progress
from medview.jobs.wire import Cancel, Channel, Logged, Run, dumps, loads

FLAG = "--medview-worker"
"""In a frozen build the program itself is started with this to become a worker."""
MODULE_FLAG = "--medview-module"
"""In a frozen build the program itself is started with this and a module's name to run one of ``RUNNABLE``."""
RUNNABLE = ("torch.distributed.run", "medview.tasks.trainer")
"""Modules a frozen program runs: torch's launcher, and one of the processes it starts."""
_RESTING_S = 0.5
"""A process that was not asked for so long gives back the memory it does not use."""
PROGRESS_EVERY_S = 0.05
"""Progress is sent no more often than the eye follows."""
_PR_SET_PDEATHSIG = 1
"""prctl(2): the signal a process gets when its parent dies."""

_log = logging.getLogger(__name__)
Task = Callable[..., Any]


def freeze_support() -> None:
    """Become a worker if this process was started as one; the first call of a frozen program."""
    if sys.argv[1:2] == [FLAG]:
        main()
        sys.exit(0)
    if sys.argv[1:2] == [MODULE_FLAG] and sys.argv[2:3] and sys.argv[2] in RUNNABLE:
        name = sys.argv[2]
        del sys.argv[1:3]
        runpy.run_module(name, run_name="__main__", alter_sys=True)
        sys.exit(0)


def main() -> None:
    """Serve the pool that started this process; its last argument says how."""
    keep_small()
    setup = json.loads(sys.argv[-1])
    faulthandler.enable()
    die_with(setup["parent"])
    _stand_back(setup["niceness"])
    channel = Channel(_connection(setup["channel"]))
    _send_records(channel)
    speak_as_told()
    worker = Worker(channel)
    worker.listen()
    table = TaskTable(setup["tasks"])
    gc.freeze()  # what the imports made stays: collecting after a job then looks at that job only
    worker.serve(table)


class Worker:
    """Runs what the pool asks for.

    Args:
        channel: The way to the pool.
    """

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._jobs: queue.SimpleQueue[_JobContext | None] = queue.SimpleQueue()
        self._current: _JobContext | None = None

    def listen(self) -> None:
        """Begin to take commands, on a thread of their own."""
        threading.Thread(target=self._listen, name="commands", daemon=True).start()

    def serve(self, table: TaskTable) -> None:
        """Run the tasks of a table until the pool closes its end."""
        while (job := self._next()) is not None:
            ending = _ending(job, table)
            self._current = None
            with contextlib.suppress(OSError):  # a pool that is gone ends the listening too
                self._channel.send(ending)
            del job, ending
            gc.collect()

    def _next(self) -> _JobContext | None:
        try:
            return self._jobs.get(timeout=_RESTING_S)
        except queue.Empty:
            give_back()
            return self._jobs.get()

    def _listen(self) -> None:
        try:
            while True:
                self._obey(self._channel.receive())
        except (EOFError, OSError):
            if self._current is not None:
                os._exit(0)
            self._jobs.put(None)

    def _obey(self, command: Any) -> None:
        match command:
            case Run():
                self._current = _JobContext(self._channel, command)
                self._jobs.put(self._current)
            case Cancel(serial) if self._current is not None and self._current.serial == serial:
                self._current.cancelled = True


class _JobContext:
    """The context of a task run here; ``cancelled`` is this job's own, so a late cancel cannot hit the next one."""

    def __init__(self, channel: Channel, run: Run) -> None:
        self.serial = run.serial
        self.task = run.task
        self.arguments = run.arguments
        self.cancelled = False
        self._folder = Path(run.folder)
        self._channel = channel
        self._note = ""
        self._sent_s = 0.0

    @property
    def folder(self) -> Path:
        return self._folder

    def checkpoint(self, fraction: float, note: str = "", stage: str = "") -> None:
        if self.cancelled:
            raise JobCancelled
        now = time.monotonic()
        if note != self._note or fraction >= 1.0 or now - self._sent_s >= PROGRESS_EVERY_S:
            self._note, self._sent_s = note, now
            self._channel.send(Progress(self.serial, min(1.0, max(0.0, fraction)), note, stage=stage))

    def partial(self, value: Any) -> None:
        self._channel.send(Partial(self.serial, value))


class TaskTable:
    """The table of tasks; an error in importing it is told by every job instead of ending the process.

    Args:
        tasks: ``"module:TABLE"``.
    """

    def __init__(self, tasks: str) -> None:
        module, _, name = tasks.partition(":")
        self._error: Exception | None = None
        self._table: Mapping[str, Task] = {}
        try:
            self._table = getattr(importlib.import_module(module), name)
        except Exception as error:  # noqa: BLE001 (told by every job)
            _log.error("%s could not be imported: %s", tasks, where_it_happened(error))
            self._error = error

    def find(self, task: str) -> Task:
        """The task of that name.

        Raises:
            KeyError: There is none; or whatever importing the table raised.
        """
        if self._error is not None:
            raise self._error
        return self._table[task]


def _ending(job: _JobContext, table: TaskTable) -> Ending:
    """Run a job; whatever happens becomes its one ending."""
    try:
        value = table.find(job.task)(job, **loads(job.arguments))
        return _sendable(Done(job.serial, value))
    except JobCancelled:
        return Cancelled(job.serial)
    except BaseException as error:  # noqa: BLE001 (told, logged, and the process stays usable)
        ending = failure(job.serial, job.task, error)
        _log.log(_LEVELS[ending.kind], "%s failed (%s): %s", job.task, ending.kind, where_it_happened(error))
        return ending


_LEVELS = {"error": logging.INFO, "memory": logging.WARNING, "bug": logging.ERROR, "crashed": logging.ERROR}


def _sendable(done: Done) -> Done:
    """The ending itself, after a try at pickling it: a value that cannot cross is the task's mistake."""
    dumps(done)
    return done


def die_with(parent: int) -> None:
    """End when the parent ends, even while a library holds the interpreter (Linux; elsewhere the closed pipe tells)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(0)


def _stand_back(niceness: int) -> None:
    if not niceness:
        return
    if sys.platform == "win32":
        import psutil

        psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
    else:
        os.nice(niceness)


def _connection(handle: int) -> Any:
    if sys.platform == "win32":
        from multiprocessing.connection import PipeConnection

        return PipeConnection(handle)
    from multiprocessing.connection import Connection

    return Connection(handle)


def _send_records(channel: Channel) -> None:
    """Send log records and warnings to the pool's process, which owns the log file."""
    logging.root.handlers[:] = [_SendRecords(channel)]
    logging.root.setLevel(logging.INFO)
    warnings.showwarning = _log_warning


def _log_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    _log.warning("%s at %s:%s", category.__name__, filename, lineno)


class _SendRecords(logging.Handler):
    """Sends MedView's own lines; of a library's, whose text may quote a patient's data, only the place."""

    def __init__(self, channel: Channel) -> None:
        super().__init__()
        self._channel = channel

    def emit(self, record: logging.LogRecord) -> None:
        own = record.name.startswith("medview")
        text = record.getMessage() if own else f"{record.pathname}:{record.lineno}"
        if record.exc_info and record.exc_info[1]:
            text += f": {where_it_happened(record.exc_info[1])}"
        try:
            self._channel.send(Logged(record.name, record.levelno, text))
        except OSError:
            self.handleError(record)
