"""The same steps in napari: ``PYTHON tests/benchmarks/napari_steps.py OUT``, with a Python that has napari.

A 512² slice of a volume with two label layers; a step is the key to the next slice, until the canvas is drawn. It
imports nothing of MedView.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import napari  # type: ignore[import-not-found]
import numpy as np
from qtpy.QtCore import Qt  # type: ignore[import-not-found]
from qtpy.QtTest import QTest  # type: ignore[import-not-found]
from qtpy.QtWidgets import QApplication  # type: ignore[import-not-found]

SIDE, SLICES = 512, 60
STEPS, WARM = 60, 6
_BROKEN_S = 30.0


def volume_of() -> Any:
    """As MedView's: smooth bodies with noise, as values of a CT."""
    rng = np.random.default_rng(7)
    k, j, i = np.ogrid[:SLICES, :SIDE, :SIDE]
    body = ((j - 256) / 200) ** 2 + ((i - 256) / 230) ** 2 + ((k - SLICES / 2) / SLICES) ** 2 < 1
    organs = 60 * np.sin(i / 23.0) * np.cos(j / 31.0 + k / 9.0)
    noise = rng.normal(0, 18, (SLICES, SIDE, SIDE)).astype(np.float32)
    return np.where(body, 40 + organs + noise, -1000 + noise).astype(np.int16)


def labels_of(offset: int) -> Any:
    """As MedView's: six round labels."""
    k, j, i = np.ogrid[:SLICES, :SIDE, :SIDE]
    found = np.zeros((SLICES, SIDE, SIDE), np.uint8)
    for value in range(6):
        row, column = 150 + 100 * (value // 3) + offset, 130 + 110 * (value % 3) + offset
        found[(j - row) ** 2 + (i - column) ** 2 + ((k - SLICES / 2) / 3) ** 2 < 45**2 + 8 * value] = value + 1
    return found


def main() -> int:
    """Measure and write the figures."""
    viewer = napari.Viewer(show=False)
    viewer.window.resize(1600, 1000)
    viewer.show()
    viewer.add_image(volume_of(), contrast_limits=(-160, 240))
    for offset in (0, 12):
        viewer.add_labels(labels_of(offset))
    canvas = viewer.window._qt_viewer.canvas
    drawn: list[int] = []
    canvas._scene_canvas.events.draw.connect(lambda _event: drawn.append(time.perf_counter_ns()), position="last")
    native = canvas.native
    native.setFocus()
    _until(lambda: bool(drawn))
    times, key = [], Qt.Key.Key_Right
    for _ in range(WARM + STEPS):
        at = viewer.dims.current_step[0]
        key = Qt.Key.Key_Left if at >= SLICES - 12 else Qt.Key.Key_Right if at <= 12 else key
        _rest()
        drawn.clear()
        start = time.perf_counter_ns()
        QTest.keyClick(native, key)
        _until(lambda: bool(drawn))
        times.append((drawn[0] - start) / 1e6)
        if viewer.dims.current_step[0] == at:
            raise RuntimeError("the key showed no other slice")
    size = (native.width(), native.height())
    Path(sys.argv[1]).write_text(json.dumps({"ms": times[WARM:], "size": size, "version": napari.__version__}))
    viewer.close()
    return 0


def _rest() -> None:
    end = time.monotonic() + 0.03
    while time.monotonic() < end:
        QApplication.processEvents()


def _until(true: Any) -> None:
    end = time.monotonic() + _BROKEN_S
    while not true():
        QApplication.processEvents()
        if time.monotonic() > end:
            raise TimeoutError


if __name__ == "__main__":
    sys.exit(main())
