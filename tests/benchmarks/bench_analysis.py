"""A whole head from the click to the findings, in a worker as the window uses it."""

from __future__ import annotations

import os
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from medview.jobs.pools import Pools
from medview.jobs.table import POOLS
from tests.benchmarks.inputs import analysis_arguments
from tests.benchmarks.row import Row

TARGET_S = 60.0
TARGET_GB = 3.0


def run() -> list[Row]:
    """The first analysis of a process includes starting it and loading the model; the second is warm."""
    table = {**POOLS, "analysis": replace(POOLS["analysis"], tasks="tests.benchmarks.measured_tasks:TASKS")}
    with tempfile.TemporaryDirectory() as folder, Pools(Path(folder), table=table) as pools:
        arguments = analysis_arguments(pools.run)
        started = time.perf_counter()
        pools.run("analysis", "analyse", None, **arguments)
        first = time.perf_counter() - started
        analysis, second, spent, peak = pools.run("analysis", "analyse", None, **arguments)
    shape = "×".join(str(side) for side in arguments["volume"].geometry.shape)
    plan = dict(analysis.findings[0].source.plan)
    how = f"{plan.get('device')}, {plan.get('precision')}"
    note = f"ICBM152 template {shape}; {how}; load {os.getloadavg()[0]:.1f}"
    busy = f"{spent:.1f} s of processor time"
    return [
        Row("whole-head analysis, cold", first, "s", at_most=TARGET_S, note=note),
        Row("whole-head analysis, warm", second, "s", at_most=TARGET_S, note=busy),
        Row("whole-head analysis, peak memory", peak / 1e9, "GB", at_most=TARGET_GB),
    ]
