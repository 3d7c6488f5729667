"""A pool's process, seen from outside: start, talk, kill, and why it ended."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

from medview.jobs.child import FLAG
from medview.jobs.table import PoolSpec
from medview.jobs.wire import Channel

_START = "import json, sys; sys.path[:] = json.loads(sys.argv[-1])['path']; from medview.jobs.child import main; main()"
"""The child imports this package and its task table: neither the parent's main module nor Qt."""
_REAP_S = 2.0
"""How long a killed process may take to be gone."""
_LAST_WORDS_BYTES = 1 << 16
_PLACES = re.compile(r'^(Fatal Python error|Windows fatal|Current thread|Thread 0x|  File ").*$', re.MULTILINE)
"""The lines of faulthandler's output: code, never data."""


class Child:
    """One isolated process of a pool.

    Args:
        spec: The pool.
        output: Where its stdout and stderr go.

    Raises:
        OSError: It cannot be started.
    """

    def __init__(self, spec: PoolSpec, output: Path) -> None:
        ours, theirs = Pipe(duplex=True)
        self.channel = Channel(ours)
        self._output = output
        try:
            with output.open("wb") as file:
                self._process = _start(spec, theirs.fileno(), file)
        except OSError:
            ours.close()
            raise
        finally:
            theirs.close()

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    def kill(self) -> None:
        """End it and everything it started, now; ``reap`` waits until the system has cleared it away."""
        self.channel.close()
        _kill(self._process)

    def reap(self) -> None:
        """Wait for the end of a killed process."""
        self.wait(_REAP_S)

    def leave(self) -> None:
        """Tell it that it is no longer needed; ``kill`` makes sure of it."""
        self.channel.close()

    def wait(self, timeout_s: float) -> int | None:
        """Its exit status once it has ended (negative: the signal), or None if it goes on."""
        try:
            return self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            return None

    def last_words(self) -> str:
        """The end of what it and its libraries printed."""
        try:
            return self._output.read_bytes()[-_LAST_WORDS_BYTES:].decode(errors="replace")
        except OSError:
            return ""


def places(last_words: str) -> str:
    """Where a crash happened, without the data it happened on."""
    return "\n".join(match.group(0) for match in _PLACES.finditer(last_words))


def _start(spec: PoolSpec, handle: int, output: Any) -> subprocess.Popen[bytes]:
    setup = {
        "path": sys.path,
        "channel": handle,
        "parent": os.getpid(),
        "tasks": spec.tasks,
        "niceness": spec.niceness,
    }
    frozen = getattr(sys, "frozen", False)
    program = [sys.executable, FLAG] if frozen else [sys.executable, "-c", _START]
    return subprocess.Popen(
        [*program, json.dumps(setup)],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        **_inheritance(handle),
    )


def _inheritance(handle: int) -> dict[str, Any]:
    """The child gets one end of the pipe, and a session of its own: Ctrl+C reaches only the program, which cancels."""
    if sys.platform == "win32":
        os.set_handle_inheritable(handle, True)
        startup = subprocess.STARTUPINFO()
        startup.lpAttributeList = {"handle_list": [handle]}
        flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
        return {"startupinfo": startup, "creationflags": flags}
    return {"pass_fds": (handle,), "start_new_session": True}


def _kill(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
