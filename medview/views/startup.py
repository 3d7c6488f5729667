"""The first moment the window is on the screen, and how long it took to get there."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget


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


def write_report(path: Path) -> None:
    """Write how long this process has lived and what it imported, and end the application.

    Args:
        path: A JSON file: ``seconds`` since the process started, ``torch_imported``, ``modules``.
    """
    now = time.time()
    modules = sorted(sys.modules)
    from psutil import Process

    seconds = now - Process().create_time()
    report = {"seconds": round(seconds, 3), "torch_imported": "torch" in modules, "modules": modules}
    path.write_text(json.dumps(report, indent=1), encoding="utf-8")
    QApplication.quit()
