"""What a frame of a chromosome of 250 million letters costs at any zoom, beside counting its letters for each frame."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.bench_slices import measured
from tests.benchmarks.row import Row

FRAME_MS, BUSY_MS, RATIO = 16.0, 100.0, 20.0


def run() -> list[Row]:
    """Measure both on the same letters."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.benchmarks.sequence_steps"]
        found = measured(command, Path(folder), "sequence")
    medians, clock = (
        {zoom: statistics.median(both[n] for both in times) for zoom, times in found["frames_ms"].items()}
        for n in (0, 1)
    )
    modelled = {zoom: statistics.median(work for work, _ in times) for zoom, times in found["model_ms"].items()}
    slowest_modelled = max(modelled, key=lambda zoom: modelled[zoom])
    slowest = max(medians, key=lambda zoom: medians[zoom])
    whole, naive = next(iter(medians.values())), statistics.median(found["naive_ms"])
    listed = ", ".join(f"{zoom}: {time:.1f} ({clock[zoom]:.1f})" for zoom, time in medians.items())
    note = f"letters to a pixel: ms of work (on the clock): {listed}; load {os.getloadavg()[0]:.1f}"
    what = "250 Mb chromosome, 25,000 genes"
    return [
        Row(
            f"{what}: work of a frame at the slowest zoom ({slowest})",
            medians[slowest],
            "ms",
            at_most=FRAME_MS,
            note=note,
        ),
        Row(
            f"{what}: work of a frame of the whole",
            whole,
            "ms",
            naive,
            "every letter counted anew",
            at_least_ratio=RATIO,
        ),
        Row(
            f"{what}: work of a frame with a model's lines and 20,000 findings ({slowest_modelled})",
            modelled[slowest_modelled],
            "ms",
            at_most=FRAME_MS,
            note=", ".join(f"{zoom}: {time:.1f}" for zoom, time in modelled.items()),
        ),
        Row(f"{what}: window busy while it is counted", found["longest_ms"], "ms", at_most=BUSY_MS),
    ]
