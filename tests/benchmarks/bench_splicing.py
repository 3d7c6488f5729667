"""Splice sites of a million letters: MedView beside plain PyTorch on the same weights, a process for each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from medview.jobs.local import LocalContext
from tests.benchmarks.row import Row

_ABSENT = "the public data folder is absent; set MEDVIEW_SHARED_DATA to its place"
_TOLERANCE = 1e-5


def run() -> list[Row]:
    """The network that sees 10,000 letters and the five that see 80."""
    weights = _data() / "third_party_weights/openspliceai_mane"
    if not weights.is_dir():
        return [Row("splice sites", None, "", note=_ABSENT)]
    return [row for name in ("10000nt", "80nt") for row in _rows(name, weights / name)]


def _data() -> Path:
    beside = Path(__file__).resolve().parents[2].parent / "shared" / "data"
    return Path(os.environ.get("MEDVIEW_SHARED_DATA", beside))


def _rows(name: str, weights: Path) -> list[Row]:
    from medview.tasks.importing import import_model  # imports torch, whose settings are each side's own

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        import_model(LocalContext(folder), str(weights), str(folder / "packages"))
        peer = _side(f"{name}-peer", folder)
        return [row for way in ("float32", "planned") for row in _compared(name, way, folder, peer)]


def _side(what: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.benchmarks.splice_runs", what, str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    figures: dict[str, Any] = json.loads((folder / f"figures-{what.split('-')[1]}.json").read_text())
    return figures


def _compared(name: str, way: str, folder: Path, peer: dict[str, Any]) -> list[Row]:
    ours = _side(f"{name}-{way}", folder)
    found, expected = (np.load(folder / f"chances-{one}.npy") for one in (way, "peer"))
    differ = float(np.abs(found - expected).max())
    what, who = f"{name}, 1 Mb, {ours['precision']}", "plain PyTorch"
    if way == "planned":
        what += " as planned"
    note = f"load {ours['load']:.1f} beside {peer['load']:.1f}; float32 of the peer"
    most = _TOLERANCE if ours["precision"] == "float32" else None
    return [
        Row(f"{what}, processor", ours["processor_s"], "s", peer["processor_s"], who, at_least_ratio=2.0, note=note),
        Row(f"{what}, seconds", ours["seconds"], "s", peer["seconds"], who, note=note),
        Row(f"{what}, peak memory", ours["peak"] / 1e9, "GB", peer["peak"] / 1e9, who),
        Row(f"{what}, greatest difference", differ, "", at_most=most),
    ]
