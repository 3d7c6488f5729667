"""Networks run by MedView and by plain PyTorch or MONAI: the same weights, image and windows, a process for each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.benchmarks.row import Row
from tests.benchmarks.trained import RECIPES, brainchop, trained

LEAST_DICE = 0.995
_ABSENT = "the public data folder is absent; set MEDVIEW_SHARED_DATA to its place"


@dataclass(frozen=True, eq=False)
class Run:
    """What one side gave and took.

    Args:
        labels: The label map.
        seconds: Of the wall clock.
        processor_s: Of all threads.
        windows: How many windows the network was asked for.
        peak: Most memory of the process, bytes.
    """

    labels: np.ndarray
    seconds: float
    processor_s: float
    windows: int
    peak: int


def side(what: str) -> Run:
    """Run one side of ``engine_runs`` in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.benchmarks.engine_runs", what, folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        figures = json.loads((Path(folder) / "figures.json").read_text())
        labels = np.load(Path(folder) / "labels.npy")
    return Run(labels, figures["seconds"], figures["processor_s"], figures["windows"], figures["peak"])


def worst_loss(first: np.ndarray, second: np.ndarray) -> float:
    """1 - Dice of the label on which both agree least."""
    dice = [2 * np.sum((first == n) & (second == n)) / np.sum((first == n) * 1 + (second == n)) for n in _seen(second)]
    return float(1 - min(dice))


def _seen(labels: np.ndarray) -> np.ndarray:
    return np.unique(labels)


def run() -> list[Row]:
    """MeshNet on a whole head, then U-Nets in windows."""
    if not brainchop().is_dir():
        return [Row("inference engines", None, "", note=_ABSENT)]
    for name in RECIPES:
        trained(name)
    return [*_meshnet(), *(row for name in _TARGETS for row in _windows(name))]


def _meshnet() -> list[Row]:
    peer, ours = side("meshnet-peer"), side("meshnet-ours")
    name, who = "MeshNet, 18 structures, 256³", "plain PyTorch"
    return [
        Row(f"{name}, seconds", ours.seconds, "s", peer.seconds, who, at_least_ratio=4.0, note=_busy(ours, peer)),
        Row(f"{name}, processor", ours.processor_s, "s", peer.processor_s, who),
        Row(f"{name}, peak memory", ours.peak / 1e9, "GB", peer.peak / 1e9, who, at_most=2.5),
        _dice_row(name, ours, peer),
    ]


_TARGETS = {"unet-batch": 4.0, "unet-instance": None, "basic-unet": 2.3}
"""How many times faster than MONAI's inferer in float32."""

_FLOAT32_TARGET = 1.2


def _windows(name: str) -> list[Row]:
    peer = side(f"{name}-peer")
    rows = []
    for precision, target in (("bfloat16", _TARGETS[name]), ("float32", _FLOAT32_TARGET)):
        ours, what = side(f"{name}-{precision}"), f"{name}, 320×320×256, {precision}"
        note = f"{ours.windows} windows computed of {peer.windows}; {_busy(ours, peer)}"
        each = ours.seconds / ours.windows * 1e3, peer.seconds / peer.windows * 1e3
        rows += [
            Row(what, ours.seconds, "s", peer.seconds, "MONAI, float32", at_least_ratio=target, note=note),
            Row(f"{what}, a window", each[0], "ms", each[1], "MONAI, float32"),
            Row(f"{what}, peak memory", ours.peak / 1e9, "GB", peer.peak / 1e9, "MONAI, float32"),
            _dice_row(what, ours, peer),
        ]
    return rows


def _dice_row(name: str, ours: Run, peer: Run) -> Row:
    loss = worst_loss(ours.labels, peer.labels)
    return Row(f"{name}, worst 1 - Dice", loss, "", at_most=round(1 - LEAST_DICE, 6))


def _busy(ours: Run, peer: Run) -> str:
    spent = f"processor {ours.processor_s:.0f} s and {peer.processor_s:.0f} s"
    return f"{spent}; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
