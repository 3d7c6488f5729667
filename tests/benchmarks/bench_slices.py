"""From a key press to the painted picture: 512² slices with overlays and drawings, 2048² radiographs; napari.

napari runs by its own interpreter: that of this program where it can be imported, or the one ``MEDVIEW_NAPARI_PYTHON``
names. Both get a virtual screen of their own where ``xvfb-run`` is installed.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.benchmarks.row import Row

NAPARI_PYTHON = "MEDVIEW_NAPARI_PYTHON"
MEDIAN_MS, P95_MS, RADIOGRAPH_MS = 8.0, 16.0, 25.0
_PROJECT = Path(__file__).resolve().parents[2]
_LIMIT_S = 300.0
_SCREEN = ("xvfb-run", "-a", "-s", "-screen 0 1600x1000x24 +extension GLX")


def run() -> list[Row]:
    """Measure MedView, then napari, on the same values."""
    with tempfile.TemporaryDirectory() as folder:
        ours = measured([sys.executable, "-m", "tests.benchmarks.slice_steps"], Path(folder), "ours")
        python, why_not = _napari_python()
        napari: dict[str, Any] | None = None
        if python:
            napari, why_not = _tried([python, str(_PROJECT / "tests" / "benchmarks" / "napari_steps.py")], Path(folder))
    assert ours is not None
    steps, radiographs = ours["volume"]["ms"], ours["radiographs"]["ms"]
    peer = statistics.median(napari["ms"]) if napari else None
    slow = _p95(napari["ms"]) if napari else None
    name = f"napari {napari['version']}, 2 label layers" if napari else ""
    beside = f"; napari's canvas {_size(napari)}" if napari else f"; {why_not}"
    note = f"{len(steps)} steps, viewport {_size(ours['volume'])}, load {os.getloadavg()[0]:.1f}{beside}"
    what = "512² slice, 2 label overlays, 20 drawings: key to painted"
    return [
        Row(what, statistics.median(steps), "ms", peer, name, at_most=MEDIAN_MS, note=note),
        Row(f"{what}, 95th percentile", _p95(steps), "ms", slow, name, at_most=P95_MS),
        Row("2048² radiograph: key to painted", statistics.median(radiographs), "ms", at_most=RADIOGRAPH_MS),
    ]


def measured(command: list[str], folder: Path, name: str) -> dict[str, Any]:
    """What a command wrote into the file it was told, with a virtual screen of its own where there is one."""
    out = folder / f"{name}.json"
    home = {**os.environ, "MEDVIEW_HOME": str(folder / "home")}
    home.pop("QT_QPA_PLATFORM", None)  # the one without a screen has no shortcuts
    screen = list(_SCREEN) if shutil.which(_SCREEN[0]) else []
    subprocess.run(
        [*screen, *command, str(out)], cwd=_PROJECT, env=home, check=True, capture_output=True, timeout=_LIMIT_S
    )
    found: dict[str, Any] = json.loads(out.read_text())
    return found


def _tried(command: list[str], folder: Path) -> tuple[dict[str, Any] | None, str]:
    try:
        return measured(command, folder, "napari"), ""
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        return None, f"napari could not be measured: {type(error).__name__}"


def _napari_python() -> tuple[str, str]:
    """The interpreter that has napari; why there is none."""
    named = os.environ.get(NAPARI_PYTHON, "")
    if named:
        return named, ""
    if find_spec("napari") is not None:
        return sys.executable, ""
    return "", f"no napari was found; {NAPARI_PYTHON} may name a Python that has it"


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def _size(figures: dict[str, Any]) -> str:
    width, height = figures["size"]
    return f"{width} × {height}"
