"""A network of a hundred classes in windows: what is held at once, beside MONAI's inferer, and where MONAI cannot."""

from __future__ import annotations

import os

import psutil

from tests.benchmarks.bench_engine import side, worst_loss
from tests.benchmarks.engine_runs import MANY
from tests.benchmarks.row import Row

LEANER = 1 / 0.35
LARGE_GB = 8.0


def run() -> list[Row]:
    """256³ on both sides, then 384³ on ours alone: its logits are 22.6 GB."""
    name, who = f"{MANY} classes, 256³", "MONAI"
    ours = side("classes-256-ours")
    rows = []
    if psutil.virtual_memory().total > 10e9:
        peer = side("classes-256-peer")
        note = f"worst 1 - Dice {worst_loss(ours.labels, peer.labels):.4f}; load {os.getloadavg()[0]:.1f}"
        rows = [
            Row(f"{name}, peak memory", ours.peak / 1e9, "GB", peer.peak / 1e9, who, None, LEANER, note),
            Row(f"{name}, seconds", ours.seconds, "s", peer.seconds, who),
        ]
    large = side("classes-384-ours")
    return [
        *rows,
        Row(f"{MANY} classes, 384³, peak memory", large.peak / 1e9, "GB", at_most=LARGE_GB),
        Row(f"{MANY} classes, 384³, seconds", large.seconds, "s"),
    ]
