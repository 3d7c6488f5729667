"""A pool: one thread that owns isolated processes and gives every job exactly one ending."""

from __future__ import annotations

import itertools
import threading
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from medview.jobs.dispatch import Dispatcher, Job
from medview.jobs.protocol import Message
from medview.jobs.table import PoolSpec
from medview.jobs.wire import dumps


class Pool:
    """Runs the tasks of one table outside this process. Every method may be called from any thread and returns at once.

    Args:
        spec: The pool's row in the table.
        workspace: Private folder in which each job gets its own.
        deliver: Takes every message, on the pool's thread.
        serials: Where serial numbers come from; pools that share a listener share it.
    """

    def __init__(
        self,
        spec: PoolSpec,
        workspace: Path,
        deliver: Callable[[Message], None],
        serials: Iterator[int] | None = None,
    ) -> None:
        self._serials = serials if serials is not None else itertools.count(1)
        self._dispatcher = Dispatcher(spec, workspace, deliver)
        self._commands: deque[Callable[[], None]] = deque()
        self._wakened, self._waker = Pipe(duplex=False)
        self._posting = threading.Lock()
        self._closed = False
        self._closing = False
        self._thread = threading.Thread(target=self._serve, name=f"pool {spec.name}", daemon=True)
        self._thread.start()

    def submit(self, task: str, /, **arguments: Any) -> int:
        """Queue a job and return its serial number.

        Raises:
            TooBig: An argument holds an array that belongs into a file.
            RuntimeError: The pool is closed.
        """
        serial = next(self._serials)
        self.enqueue(serial, task, arguments)
        return serial

    def enqueue(self, serial: int, task: str, arguments: dict[str, Any]) -> None:
        """Queue a job under a serial number taken beforehand; else like ``submit``."""
        job = Job(serial, task, dumps(arguments))
        if not self._post(partial(self._dispatcher.submit, job)):
            raise RuntimeError("The pool is closed.")

    def cancel(self, serial: int) -> None:
        """End a job: at once if it waits, at its next checkpoint if it runs, after the grace time in any case."""
        self._post(partial(self._dispatcher.cancel, serial))

    def warm(self) -> None:
        """Have a process ready before the first job, and after a crash."""
        self._post(self._dispatcher.warm)

    def release(self, serial: int) -> None:
        """Remove the files of an ended job."""
        self._post(partial(self._dispatcher.release, serial))

    def shut(self) -> None:
        """Begin to close: cancel what is left. ``close`` waits for the end."""
        self._post(self._shut, last=True)

    def close(self) -> None:
        """Cancel what is left, end the processes and the thread; nothing is delivered afterwards."""
        self.shut()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _shut(self) -> None:
        self._closing = True
        self._dispatcher.cancel_all()

    def _post(self, command: Callable[[], None], *, last: bool = False) -> bool:
        """Hand a command to the thread; False once the last one was posted."""
        with self._posting:
            if self._closed:
                return False
            self._closed = last
            self._commands.append(command)
            if len(self._commands) == 1:
                self._waker.send_bytes(b"!")
            return True

    def _serve(self) -> None:
        dispatcher = self._dispatcher
        while not (self._closing and not dispatcher.busy):
            for connection in wait([self._wakened, *dispatcher.connections], dispatcher.timeout_s()):
                if connection is self._wakened:
                    self._obey()
                elif connection in dispatcher.connections:
                    dispatcher.receive(connection)
            dispatcher.expire()
        dispatcher.stop()
        self._wakened.close()
        self._waker.close()

    def _obey(self) -> None:
        with self._posting:
            self._wakened.recv_bytes()
            commands = tuple(self._commands)
            self._commands.clear()
        for command in commands:
            command()
