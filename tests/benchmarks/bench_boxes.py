"""What 100 boxes or 100 labels on every picture cost a reader who scrolls: their time over that of bare pictures."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.bench_slices import measured
from tests.benchmarks.row import Row

AT_MOST = 1.3
_NAMES = {"slices": "512² slices", "pictures": "2048² radiographs"}


def run() -> list[Row]:
    """Measure both, on slices of a volume and on pictures."""
    with tempfile.TemporaryDirectory() as folder:
        found = measured([sys.executable, "-m", "tests.benchmarks.box_steps"], Path(folder), "boxes")
    return [_row(where, what, found[where]) for where in _NAMES for what in ("boxes", "labels")]


def _row(where: str, what: str, times: dict[str, dict[str, list[float]]]) -> Row:
    """The window's own work is compared: what else runs on the machine comes and goes, and would be most of it."""
    bare, full = (statistics.median(times[name]["own_ms"]) for name in ("bare", what))
    before, after = (statistics.median(times[name]["ms"]) for name in ("bare", what))
    steps, load = len(times[what]["ms"]), os.getloadavg()[0]
    clock = f"on the clock {after:.1f} over {before:.1f}"
    note = f"{full:.1f} ms over {bare:.1f} ms of work; {clock}, {steps} steps, load {load:.1f}"
    return Row(
        f"100 {what} on {_NAMES[where]}: work of a step over a bare one's", full / bare, "×", at_most=AT_MOST, note=note
    )
