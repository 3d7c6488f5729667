"""A pool under test with a record of what it delivered."""

from __future__ import annotations

import contextlib
import itertools
import queue
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from medview.jobs.pool import Pool
from medview.jobs.protocol import Cancelled, Done, Failed, Message
from medview.jobs.table import PoolSpec

WAIT_S = 120.0
"""Nobody waits this long unless something is broken."""
TASKS = "tests.jobs.sample_tasks:TASKS"


class Recorder:
    """Collects messages; waiting for one takes the place of sleeping."""

    def __init__(self) -> None:
        self.messages: dict[int, list[Message]] = defaultdict(list)
        self._new: queue.SimpleQueue[Message] = queue.SimpleQueue()

    def __call__(self, message: Message) -> None:
        self._new.put(message)

    def until(self, wanted: Callable[[Message], bool]) -> Message:
        while True:
            message = self._new.get(timeout=WAIT_S)
            self.messages[message.serial].append(message)
            if wanted(message):
                return message

    def first(self, serial: int, kind: type[Any]) -> Any:
        return self.until(lambda message: message.serial == serial and isinstance(message, kind))

    def ending(self, serial: int) -> Any:
        known = self.endings(serial)
        return known[0] if known else self.first(serial, Done | Failed | Cancelled)

    def endings(self, serial: int) -> list[Message]:
        return [message for message in self.messages[serial] if isinstance(message, Done | Failed | Cancelled)]

    def drain(self) -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                message = self._new.get_nowait()
                self.messages[message.serial].append(message)


class Bench:
    """A pool, its recorder and its workspace."""

    def __init__(self, workspace: Path, spec: PoolSpec, serials: Iterator[int] | None = None) -> None:
        self.heard = Recorder()
        self.workspace = workspace
        self.pool = Pool(spec, workspace, self.heard, serials)

    def submit(self, task: str, **arguments: Any) -> int:
        return self.pool.submit(task, **arguments)

    def run(self, task: str, **arguments: Any) -> Any:
        return self.heard.ending(self.submit(task, **arguments))


@pytest.fixture
def make_bench(tmp_path: Path) -> Iterator[Callable[..., Bench]]:
    benches: list[Bench] = []
    serials = itertools.count(1)

    def make(**row: Any) -> Bench:
        row = {"name": "sample", "tasks": TASKS, **row}
        benches.append(Bench(tmp_path, PoolSpec(**row), serials))
        return benches[-1]

    yield make
    for bench in benches:
        bench.pool.close()


@pytest.fixture
def bench(make_bench: Callable[..., Bench]) -> Bench:
    return make_bench()


linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's own help against orphans is Linux's")
