"""The 3D view with software OpenGL: frames while turning, time until sharp, how long the window's thread is held."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from medview.core.geometry import Geometry
from medview.core.volume import Quantity, Volume
from medview.jobs.local import LocalContext
from tests.benchmarks.row import Row

SHAPE = (300, 512, 512)
SIDE = 800
FRAMES_PER_S, SHARP_S, HELD_MS, SURFACES_S = 7.0, 3.0, 50.0, 3.0
LABELS = 20
_PROJECT = Path(__file__).resolve().parents[2]


def run() -> list[Row]:
    """Measure in a window of its own, and the surfaces in this process."""
    with tempfile.TemporaryDirectory() as folder:
        figures = _in_a_window(Path(folder))
        return [
            Row(
                f"3D, {SHAPE[1]}×{SHAPE[2]}×{SHAPE[0]} turning at {SIDE}², time per frame",
                figures["frame_ms"], "ms", figures["whole_ms"], "every voxel in each frame",
                at_most=1000.0 / FRAMES_PER_S,
                note=f"{1000.0 / figures['frame_ms']:.1f} frames/s, slowest {figures['slowest_ms']:.0f} ms; "
                f"{figures['presets']} presets by turns; load {os.getloadavg()[0]:.1f}",
            ),
            Row("3D, a ray for every pixel after the motion", figures["sharp_s"], "s", at_most=SHARP_S,
                note=f"worst of the presets: a first step with fewer rays after {figures['step_s']:.1f} s, the last "
                f"picture, with at least twice the samples, after {figures['best_s']:.1f} s"),
            Row("3D, a ray for every pixel, a volume's first picture", figures["first_sharp_s"], "s",
                note=f"light on every voxel is found before: a first step after {figures['first_step_s']:.1f} s, "
                f"the last picture after {figures['first_best_s']:.1f} s"),
            Row("3D, longest hold of the window's thread", figures["held_ms"], "ms", at_most=HELD_MS,
                note=f"99 % of {figures['ticks']} ticks within {figures['held_p99_ms']:.1f} ms"),
            _surfaces(Path(folder)),
        ]  # fmt: skip


def chest() -> Volume:
    """A body with lungs, ribs and a spine, with noise."""
    k, j, i = np.ogrid[: SHAPE[0], : SHAPE[1], : SHAPE[2]]
    array = np.full(SHAPE, -1000, np.int16)
    array[np.broadcast_to(((j - 256) / 180) ** 2 + ((i - 256) / 230) ** 2 < 1, SHAPE)] = 40
    for side in (-1, 1):
        lung = ((j - 240) / 110) ** 2 + ((i - 256 - side * 110) / 80) ** 2 + ((k - 150) / 130) ** 2 < 1
        array[np.broadcast_to(lung, SHAPE)] = -850
    array[np.broadcast_to(((j - 370) / 30) ** 2 + ((i - 256) / 30) ** 2 < 1, SHAPE)] = 600
    rib = np.abs(np.sqrt(((j - 256) / 165) ** 2 + ((i - 256) / 215) ** 2) - 1) < 0.03
    array[np.broadcast_to(rib & (k % 30 < 10), SHAPE)] = 700
    array += np.random.default_rng(0).integers(-20, 20, SHAPE, dtype=np.int16)
    grid = Geometry.from_axes(SHAPE, (1.0, 0.7, 0.7), np.eye(3)[:, [2, 1, 0]], (0.0, 0.0, 0.0))
    return Volume(grid, array, Quantity.HU)


def organs() -> np.ndarray:
    """A label map with balls of many sizes."""
    labels = np.zeros(SHAPE, np.uint8)
    k, j, i = np.ogrid[: SHAPE[0], : SHAPE[1], : SHAPE[2]]
    places = [(z, y, x) for z in (75, 150, 225) for y in (100, 256, 410) for x in (100, 256, 410)][:LABELS]
    for number, (z, y, x) in enumerate(places, 1):
        size = 0.6 + 0.4 * (number % 5) / 4
        ball = ((k - z) / 35) ** 2 + ((j - y) / 70) ** 2 + ((i - x) / 70) ** 2 < size**2
        labels[np.broadcast_to(ball, SHAPE)] = number
    return labels


def _surfaces(folder: Path) -> Row:
    from medview.tasks.interactive import surfaces

    np.save(folder / "labels.npy", organs())
    begun = time.perf_counter()
    found = surfaces(LocalContext(folder), str(folder / "labels.npy"), chest_grid(), tuple(range(1, LABELS + 1)))
    seconds = time.perf_counter() - begun
    return Row(f"3D, surfaces of {len(found)} labels", seconds, "s", at_most=SURFACES_S)


def chest_grid() -> Geometry:
    """The grid of both."""
    return Geometry.from_axes(SHAPE, (1.0, 0.7, 0.7), np.eye(3)[:, [2, 1, 0]], (0.0, 0.0, 0.0))


def _in_a_window(folder: Path) -> dict[str, float]:
    out = folder / "figures.json"
    environment = {**os.environ, "MEDVIEW_HOME": str(folder / "home")}
    command = [sys.executable, "-m", "tests.benchmarks.turning_body", str(folder), str(out)]
    subprocess.run(command, cwd=_PROJECT, env=environment, check=True, capture_output=True, timeout=900)
    figures: dict[str, float] = json.loads(out.read_text())
    return figures
