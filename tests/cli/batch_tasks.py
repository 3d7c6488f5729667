"""What a batch's processes run in tests: as each series' description says."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

from medview.core.batch import Ran
from medview.core.errors import ModelError
from medview.core.study import Series
from medview.jobs.protocol import Context


def run_item(context: Context, series: Series, folder: str, **_: Any) -> Ran:
    out = Path(folder)
    out.mkdir(exist_ok=True)
    (out / "half.txt").write_text("half")
    match series.description:
        case "bad":
            raise ModelError("It is bad.", "Take another.")
        case "crash":
            os.kill(os.getpid(), signal.SIGKILL)
        case "bug":
            raise ZeroDivisionError
        case "wait":
            while True:
                context.checkpoint(0.5, "waiting")
                time.sleep(0.01)
    (out / "whole.txt").write_text(str(context.folder))
    return Ran(0.1, (("Ball", 1.25),), ("Look at the rim.",), (("whole", "whole.txt"),))


TASKS = {"run_item": run_item}
