"""Several processes that train one network together: started by torch's launcher, watched and ended from here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import torch

from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.core.training import Wish
from medview.jobs.child import MODULE_FLAG
from medview.tasks.watching import Watch
from medview.training.preparing.planning import Planned

LAUNCHER, TRAINER = "torch.distributed.run", "medview.tasks.trainer"
"""The modules that are run: torch's launcher, and what each of its processes does."""

PROGRESS, FAILURE, RESULT, STOP = "progress.json", "failure.json", "result.json", "stop"
"""Files by which the first process says how it goes, and is asked to stop."""

_LOOK_S = 0.2
_LEAVE_S = 15.0
"""How long the processes may take to save and end."""


def processes_for(wish: Wish) -> int:
    """Processes that train together: as asked for, else one for each graphics processor."""
    return wish.processes or max(1, torch.cuda.device_count())


def launched(plan: Planned, out: Path, count: int, watch: Watch) -> Path:
    """Train in several processes.

    Args:
        plan: What is trained.
        out: Where the package goes.
        count: How many processes.
        watch: Told the progress; raises to stop, and the state is saved first.

    Returns:
        The package's folder.

    Raises:
        MedViewError: It failed.
    """
    with tempfile.TemporaryDirectory(prefix="medview-team-") as temporary:
        folder = Path(temporary)
        request = {"plan": str(plan.folder / "plan.json"), "data": str(plan.data), "out": str(out), "told": temporary}
        (folder / "request.json").write_text(json.dumps(request), encoding="utf-8")
        with (folder / "output.txt").open("wb") as output:
            process = _start(count, folder / "request.json", output)
            try:
                _follow(process, folder, watch)
            finally:
                _end(process, folder)
        return _result(folder)


def _module(name: str) -> list[str]:
    """How a module is run: of a frozen program by the program itself."""
    flag = MODULE_FLAG if getattr(sys, "frozen", False) else "-m"
    return [sys.executable, flag, name]


def _start(count: int, request: Path, output: Any) -> subprocess.Popen[bytes]:
    options = ["--standalone", "--nnodes=1", f"--nproc-per-node={count}", "--no-python"]
    threads = str(max(1, (os.cpu_count() or 1) // count))
    return subprocess.Popen(
        [*_module(LAUNCHER), *options, *_module(TRAINER), str(request)],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        env={"OMP_NUM_THREADS": threads, **os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )


def _follow(process: subprocess.Popen[bytes], folder: Path, watch: Watch) -> None:
    """Report until the processes have ended."""
    fraction, note = 0.0, tr("Starting the processes")
    while process.poll() is None:
        told = _told(folder / PROGRESS)
        if told:
            fraction, note = told["fraction"], told["note"]
        watch.checkpoint(fraction, note)
        time.sleep(_LOOK_S)


def _end(process: subprocess.Popen[bytes], folder: Path) -> None:
    """Let the processes save, then end them."""
    (folder / STOP).touch()
    try:
        process.wait(_LEAVE_S)
    except subprocess.TimeoutExpired:
        process.terminate()  # the launcher ends its processes
        try:
            process.wait(_LEAVE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _result(folder: Path) -> Path:
    result, failure = _told(folder / RESULT), _told(folder / FAILURE)
    if result:
        return Path(result["folder"])
    if failure:
        raise MedViewError(failure["message"], failure["hint"])
    raise MedViewError(
        tr("One of the processes that train together has ended."),
        tr("Let the run go on: nothing but the last minute is lost. If it happens again, train in one process."),
    )


def _told(path: Path) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told
