"""From the start of the process to the first frame of the window, warm, beside an empty Qt window."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.row import Row

ROUNDS = 5
TARGET_S = 1.0
_PROJECT = Path(__file__).resolve().parents[2]
_EMPTY = """
import os
from pathlib import Path
from PySide6.QtWidgets import QApplication, QWidget
from medview.views.startup import FirstExposure
app = QApplication([])
window = QWidget()
window.show()
def act():
    Path(os.environ["MEDVIEW_STARTUP_REPORT"]).write_text("{}")
    app.quit()
FirstExposure(window, act)
app.exec()
"""


def run() -> list[Row]:
    """Start both by turns, so that whatever else the machine does hits both."""
    with tempfile.TemporaryDirectory() as folder:
        ours, empty = _Program(["-m", "medview"], Path(folder)), _Program(["-c", _EMPTY], Path(folder))
        for program in (ours, empty):
            program.start()  # fills the disk cache: the target is for a warm start
        times = [(ours.start(), empty.start()) for _ in range(ROUNDS)]
        imported = ours.report["torch_imported"]
    seconds, bare = (statistics.median(column) for column in zip(*times, strict=True))
    fastest = min(first for first, _ in times)
    spent = f"{ours.cpu_s:.2f} s of processor time each (empty: {empty.cpu_s:.2f} s)"
    note = f"median of {ROUNDS} warm starts, fastest {fastest:.2f} s; {spent}; load {_load()}"
    return [
        Row("window visible after start", seconds, "s", bare, "empty Qt window", at_most=TARGET_S, note=note),
        Row("torch modules in the window's process", float(imported), "", at_most=0),
    ]


class _Program:
    """Something that shows a window, writes a report at its first frame and ends."""

    def __init__(self, arguments: list[str], home: Path) -> None:
        self._arguments = arguments
        self._home = home
        self._spent: list[float] = []
        self._report = home / f"report{len(arguments[1])}.json"

    @property
    def report(self) -> dict[str, bool]:
        report: dict[str, bool] = json.loads(self._report.read_text())
        return report

    @property
    def cpu_s(self) -> float:
        """Median processor time of a start; what the rest of the machine does hardly moves it."""
        return statistics.median(self._spent)

    def start(self) -> float:
        """Seconds from before the process started until its report was written."""
        self._report.unlink(missing_ok=True)
        environment = {
            **os.environ,
            "MEDVIEW_HOME": str(self._home / "home"),
            "MEDVIEW_STARTUP_REPORT": str(self._report),
        }
        before = os.times()
        started_ns = time.time_ns()
        subprocess.run(
            [sys.executable, *self._arguments],
            cwd=_PROJECT,
            env=environment,
            check=True,
            capture_output=True,
            timeout=60,
        )
        after = os.times()
        spent = after.children_user + after.children_system - before.children_user - before.children_system
        self._spent.append(spent)
        return (self._report.stat().st_mtime_ns - started_ns) / 1e9


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
