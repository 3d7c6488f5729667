"""Workers for tests in a fraction of their time: forked from a process that has imported their tasks already.

A worker imports for up to four seconds before it begins, and the tests start hundreds. Here one process for each table
of tasks, a stem, imports it once and forks whenever a pool starts a process; what a worker is told, its environment,
its pipe and its end are as ever. Tests of the pools themselves, and those marked ``spawned``, start real ones.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from medview.jobs.child import main as work
from medview.jobs.table import PoolSpec

_LONGEST = 1 << 17
"""Bytes of what a stem is told at once."""

_LOOK_S = 0.02
"""How often a stem looks whether one of its workers has ended."""


class Forked:
    """A forked worker, with what ``medview.jobs.process`` asks of a ``subprocess.Popen``.

    Args:
        pid: The process.
        status: Where its stem writes how it ended.
    """

    def __init__(self, pid: int, status: int) -> None:
        self.pid = pid
        self._status = status
        self._code: int | None = None
        self._reading = threading.Lock()

    def wait(self, timeout: float) -> int:
        """Its exit status, negative for a signal.

        Raises:
            subprocess.TimeoutExpired: It goes on.
        """
        with self._reading:
            if self._code is None:
                if not select.select([self._status], [], [], timeout)[0]:
                    raise subprocess.TimeoutExpired("worker", timeout)
                told = os.read(self._status, 4)
                os.close(self._status)
                self._code = struct.unpack("i", told)[0] if told else -signal.SIGKILL
            return self._code


class Stem:
    """A process that has imported a table of tasks and forks workers.

    Args:
        tasks: ``"module:TABLE"``.
    """

    def __init__(self, tasks: str) -> None:
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._asking = threading.Lock()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.stems", str(theirs.fileno()), tasks.partition(":")[0]],
                pass_fds=[theirs.fileno()],
                cwd=Path(__file__).parent.parent,
                start_new_session=True,
            )

    def fork(self, setup: dict[str, Any], channel: int, output: int) -> Forked:
        """A worker with this end of a pipe and this file for what it prints."""
        told = {"setup": setup, "environment": dict(os.environ), "folder": str(Path.cwd())}
        ours, theirs = os.pipe()
        try:
            with self._asking:
                socket.send_fds(self._socket, [json.dumps(told).encode()], [channel, output, theirs])
                answer = self._socket.recv(4)
        finally:
            os.close(theirs)
        if not answer:
            raise OSError("The stem of these workers has ended.")
        return Forked(struct.unpack("i", answer)[0], ours)

    def close(self) -> None:
        """End it; its workers end with it."""
        self._socket.close()
        self._process.wait()


class Stems:
    """The stems of a test run, each started when its first worker is asked for."""

    def __init__(self) -> None:
        self._stems: dict[str, Stem] = {}
        self._starting = threading.Lock()

    def start(self, spec: PoolSpec, handle: int, output: Any) -> Forked:
        """As ``medview.jobs.process`` starts a worker."""
        with self._starting:
            if spec.tasks not in self._stems:
                self._stems[spec.tasks] = Stem(spec.tasks)
        setup = {"path": sys.path, "tasks": spec.tasks, "niceness": spec.niceness}
        return self._stems[spec.tasks].fork(setup, handle, output.fileno())

    def close(self) -> None:
        """End them all."""
        for stem in self._stems.values():
            stem.close()


def _serve(asked: socket.socket, module: str) -> None:
    """Fork a worker for each request until the other end is closed."""
    importlib.import_module(module)
    gc.freeze()
    running: dict[int, int] = {}
    while True:
        ready, _, _ = select.select([asked], [], [], _LOOK_S if running else None)
        _tell_ended(running)
        if not ready:
            continue
        told, (*handles,), _, _ = socket.recv_fds(asked, _LONGEST, 3)
        if not told:
            return
        pid = os.fork()
        if pid == 0:
            asked.close()
            for status in (*running.values(), handles.pop()):
                os.close(status)
            _become(json.loads(told), *handles)
        running[pid] = handles.pop()
        for handle in handles:
            os.close(handle)
        asked.send(struct.pack("i", pid))


def _tell_ended(running: dict[int, int]) -> None:
    for pid in list(running):
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            handle = running.pop(pid)
            os.write(handle, struct.pack("i", os.waitstatus_to_exitcode(status)))
            os.close(handle)


def _become(told: dict[str, Any], channel: int, output: int) -> None:
    """Be a worker, and never return."""
    code = 1
    try:
        os.setsid()
        os.environ.clear()
        os.environ.update(told["environment"])
        os.chdir(told["folder"])
        for number, handle in enumerate((os.open(os.devnull, os.O_RDONLY), output, output)):
            os.dup2(handle, number)
        setup = told["setup"] | {"channel": channel, "parent": os.getppid()}
        sys.path[:] = setup["path"]
        sys.argv = ["-c", json.dumps(setup)]
        work()
        code = 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])), sys.argv[2])
