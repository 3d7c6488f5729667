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


def _row(where: str, what: str, times: dict[str, list[float]]) -> Row:
    bare, full = statistics.median(times["bare"]), statistics.median(times[what])
    note = f"{full:.1f} ms over {bare:.1f} ms, {len(times[what])} steps, load {os.getloadavg()[0]:.1f}"
    return Row(
        f"100 {what} on {_NAMES[where]}: time of a step over a bare one's", full / bare, "×", at_most=AT_MOST, note=note
    )
