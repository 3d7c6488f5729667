"""The first moment the window is on the screen, and how long it took to get there."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

_START_TICKS = 19
"""Where proc(5)'s starttime (field 22) is among what follows the program's name."""


class FirstExposure(QObject):
    """Calls a function once, after the window's first frame.

    Args:
        window: A shown window.
        act: What to do then.
    """

    def __init__(self, window: QWidget, act: Callable[[], None]) -> None:
        super().__init__(window)
        self._act = act
        self._handle = window.windowHandle()
        self._handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the expose event; it draws, so what follows it comes after the frame."""
        if event.type() == QEvent.Type.Expose and self._handle.isExposed():
            self._handle.removeEventFilter(self)
            QTimer.singleShot(0, self._act)
        return False


def process_age_s() -> float:
    """Seconds since this process was started, the interpreter's own start included."""
    stat = Path("/proc/self/stat")
    if stat.exists():  # to the hundredth, while the time of boot that psutil adds is in whole seconds
        fields = stat.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        uptime_s = float(Path("/proc/uptime").read_text(encoding="ascii").split()[0])
        return uptime_s - int(fields[_START_TICKS]) / os.sysconf("SC_CLK_TCK")
    from psutil import Process

    return time.time() - float(Process().create_time())


def write_report(path: Path) -> None:
    """Write how long this process has lived and what it imported, and end the application.

    Args:
        path: A JSON file: ``seconds`` since the process started, ``torch_imported``, ``modules``.
    """
    seconds = process_age_s()
    modules = sorted(sys.modules)
    report = {"seconds": round(seconds, 3), "torch_imported": "torch" in modules, "modules": modules}
    path.write_text(json.dumps(report, indent=1), encoding="utf-8")
    QApplication.quit()
