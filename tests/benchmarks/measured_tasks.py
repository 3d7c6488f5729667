"""The analysis, run as a worker runs it, with the worker's peak memory beside the result."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from medview.core.finding import Analysis
from medview.jobs.protocol import Context

Measured = tuple[Analysis, float, float, int]
"""The analysis, its seconds, its processor seconds and the process's peak memory in bytes."""


def analyse(context: Context, **arguments: Any) -> Measured:
    from medview.tasks.analysis import TASKS as REAL

    started, spent = time.perf_counter(), time.process_time()
    analysis = REAL["analyse"](context, **arguments)
    return analysis, time.perf_counter() - started, time.process_time() - spent, peak_bytes()


def peak_bytes() -> int:
    """The most memory this process ever held.

    Linux's getrusage counts the parent's peak in, carried over exec; VmHWM starts with the program.
    """
    if sys.platform == "linux":
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))
    import psutil

    info = psutil.Process().memory_info()
    return int(getattr(info, "peak_wset", info.rss))


TASKS = {"analyse": analyse}
