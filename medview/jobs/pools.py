"""All pools of the table behind one door."""

from __future__ import annotations

import itertools
import queue
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from medview.jobs.pool import Pool
from medview.jobs.protocol import Cancelled, Done, Failed, JobCancelled, JobFailed, Message, Partial, Progress, Started
from medview.jobs.table import POOLS, PoolSpec

_TICK_S = 0.5
"""How often a blocking wait looks up, so that Ctrl+C is seen on Windows too."""


class Pools:
    """The pools; serial numbers are unique across them.

    Args:
        workspace: Private folder in which each job gets its own.
        deliver: Takes (pool name, message), on that pool's thread.
        table: The rows.
    """

    def __init__(
        self,
        workspace: Path,
        deliver: Callable[[str, Message], None] | None = None,
        table: Mapping[str, PoolSpec] = POOLS,
    ) -> None:
        self._deliver = deliver
        self._serials = itertools.count(1)
        self._awaited: dict[int, queue.SimpleQueue[Message]] = {}
        self._pools = {name: Pool(spec, workspace, self._listener(name), self._serials) for name, spec in table.items()}

    def submit(self, pool: str, task: str, /, **arguments: Any) -> int:
        """Queue a job and return its serial number.

        Raises:
            TooBig: An argument holds an array that belongs into a file.
        """
        return self._pools[pool].submit(task, **arguments)

    def cancel(self, pool: str, serial: int) -> None:
        """End a job; one that has ended already is left alone."""
        self._pools[pool].cancel(serial)

    def warm(self, pool: str) -> None:
        """Have a process of the pool ready before its first job."""
        self._pools[pool].warm()

    def release(self, pool: str, serial: int) -> None:
        """Remove the files of an ended job."""
        self._pools[pool].release(serial)

    def run(
        self, pool: str, task: str, on_progress: Callable[[Progress], None] | None = None, /, **arguments: Any
    ) -> Any:
        """Run a job and wait for its value; Ctrl+C cancels it.

        Raises:
            JobFailed: It failed.
            JobCancelled: It was cancelled by someone else.
            KeyboardInterrupt: Ctrl+C, once the job has stopped.
        """
        serial = next(self._serials)
        messages = self._awaited[serial] = queue.SimpleQueue()
        try:
            self._pools[pool].enqueue(serial, task, arguments)
            return _value(messages, on_progress)
        except KeyboardInterrupt:
            self.cancel(pool, serial)
            _await_ending(messages)
            raise
        finally:
            del self._awaited[serial]

    def close(self) -> None:
        """Cancel everything and end all processes and threads."""
        for pool in self._pools.values():
            pool.shut()
        for pool in self._pools.values():
            pool.close()

    def __enter__(self) -> Pools:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _listener(self, name: str) -> Callable[[Message], None]:
        def take(message: Message) -> None:
            awaited = self._awaited.get(message.serial)
            if awaited is not None:
                awaited.put(message)
            elif self._deliver is not None:
                self._deliver(name, message)

        return take


def _next(messages: queue.SimpleQueue[Message]) -> Message:
    while True:
        try:
            return messages.get(timeout=_TICK_S)
        except queue.Empty:
            continue


def _value(messages: queue.SimpleQueue[Message], on_progress: Callable[[Progress], None] | None) -> Any:
    while True:
        match _next(messages):
            case Progress() as progress:
                if on_progress is not None:
                    on_progress(progress)
            case Done(value=value):
                return value
            case Failed() as failed:
                raise JobFailed(failed)
            case Cancelled():
                raise JobCancelled
            case Started() | Partial():
                pass


def _await_ending(messages: queue.SimpleQueue[Message]) -> None:
    while not isinstance(_next(messages), Done | Failed | Cancelled):
        pass
