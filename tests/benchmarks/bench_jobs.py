"""Does the window stay alive while work runs, and does the work stop when asked?"""

from __future__ import annotations

import json
import os
import queue
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from medview.jobs.pools import Pools
from medview.jobs.protocol import Cancelled, Done, Failed, Message, Progress
from medview.jobs.table import POOLS, PoolSpec
from tests.benchmarks.inputs import analysis_arguments
from tests.benchmarks.row import Row

DELAY_MS = 50.0
CANCEL_S = 1.0
ROUNDS = 200
_PROJECT = Path(__file__).resolve().parents[2]
_SAMPLE = PoolSpec("sample", "tests.jobs.sample_tasks:TASKS")
_MOMENTS = (0.0, 1.0, 2.5, 5.0, 8.0)
"""Seconds after the first progress at which an analysis is cancelled, to meet all its stages."""


def run() -> list[Row]:
    """All of it."""
    return [*_loop_rows(), *_cancel_rows(), _overhead_row()]


def _loop_rows() -> list[Row]:
    ours, thread = (_loop_delay(how) for how in ("pool", "thread"))
    names = {"alone": "event-loop delay while analysing, p99", "scrolling": "the same while scrolling, p99"}
    return [
        Row(
            name,
            ours[key]["p99"],
            "ms",
            thread[key]["p99"],
            "in a thread",
            at_most=DELAY_MS,
            note=f"worst {ours[key]['worst']:.0f} ms of {ours[key]['ticks']} ticks; "
            f"in a thread {thread[key]['worst']:.0f} ms; load {os.getloadavg()[0]:.1f}",
        )
        for key, name in names.items()
    ]


def _loop_delay(how: str) -> dict[str, dict[str, float]]:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "delay.json"
        subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.loop_delay", how, str(report)],
            cwd=_PROJECT,
            env={**os.environ, "MEDVIEW_HOME": folder},
            check=True,
            stdout=subprocess.DEVNULL,
            timeout=300,
        )
        figures: dict[str, dict[str, float]] = json.loads(report.read_text())
    return figures


class _Heard:
    """Messages with the moment they came."""

    def __init__(self) -> None:
        self._messages: queue.SimpleQueue[tuple[float, Message]] = queue.SimpleQueue()

    def __call__(self, _: str, message: Message) -> None:
        self._messages.put((time.perf_counter(), message))

    def first(self, serial: int, kind: Any) -> tuple[float, Message]:
        while True:
            moment, message = self._messages.get(timeout=120)
            if message.serial == serial and isinstance(message, kind):
                return moment, message


def _cancel_rows() -> list[Row]:
    heard = _Heard()
    with tempfile.TemporaryDirectory() as folder, Pools(Path(folder), heard, {**POOLS, "sample": _SAMPLE}) as pools:
        arguments = analysis_arguments(pools.run)
        running = [_cancel(pools, heard, "analysis", "analyse", moment, **arguments) for moment in _MOMENTS]
        stuck = _cancel(pools, heard, "sample", "stuck", 0.0)
    note = f"worst of {len(running)} moments in an analysis; median {statistics.median(running):.2f} s"
    return [
        Row("cancel answered, analysis", max(running), "s", at_most=CANCEL_S, note=note),
        Row("cancel answered, stuck job", stuck, "s", at_most=CANCEL_S),
    ]


def _cancel(pools: Pools, heard: _Heard, pool: str, task: str, after_s: float, **arguments: Any) -> float:
    serial = pools.submit(pool, task, **arguments)
    heard.first(serial, Progress)
    time.sleep(after_s)
    asked = time.perf_counter()
    pools.cancel(pool, serial)
    answered, ending = heard.first(serial, Done | Failed | Cancelled)
    if isinstance(ending, Failed):
        raise TypeError(f"{task} failed: {ending.message}")
    return max(0.0, answered - asked)


def _overhead_row() -> Row:
    heard = _Heard()
    with tempfile.TemporaryDirectory() as folder, Pools(Path(folder), heard, {"sample": _SAMPLE}) as pools:
        pools.run("sample", "pid")
        started = time.perf_counter()
        for _ in range(ROUNDS):
            heard.first(pools.submit("sample", "add", a=1, b=2), Done)
        ours = (time.perf_counter() - started) / ROUNDS * 1000
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        executor.submit(int).result()
        started = time.perf_counter()
        for _ in range(ROUNDS):
            executor.submit(int).result()
        peer = (time.perf_counter() - started) / ROUNDS * 1000
    return Row("one empty job, there and back", ours, "ms", peer, "ProcessPoolExecutor")
