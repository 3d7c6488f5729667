"""Every way a job can fail, told in plain words with a next step."""

from __future__ import annotations

import traceback
from pathlib import Path

from medview.core.errors import MedViewError
from medview.core.memory import ran_out_of_memory
from medview.core.text import tr
from medview.jobs.protocol import Failed

_KERNEL_COUNTERS = Path("/proc/vmstat")


def failure(serial: int, task: str, error: BaseException) -> Failed:
    """What the reader is told of an exception that ended a task."""
    if isinstance(error, MedViewError):
        return Failed(serial, error.message, error.hint, "error")
    if ran_out_of_memory(error):
        return out_of_memory(serial)
    return bug(serial, task, type(error).__name__)


def bug(serial: int, task: str, what: str) -> Failed:
    """A mistake in MedView."""
    return Failed(
        serial,
        tr("MedView made a mistake and could not finish this ({task}: {what}).").format(task=task, what=what),
        tr("Nothing was changed. Please report it with the log file, which says where it happened."),
        "bug",
    )


def out_of_memory(serial: int) -> Failed:
    """The computer's or the graphics card's memory ran out."""
    return Failed(
        serial,
        tr("There was not enough memory to finish this."),
        tr("Close other programs or use a smaller series, then try again."),
        "memory",
    )


def crashed(serial: int, task: str) -> Failed:
    """The process died."""
    return Failed(
        serial,
        tr("The part of MedView that was working on this ({task}) stopped unexpectedly.").format(task=task),
        tr("It starts again by itself: try once more. If it stops again, the log file says where."),
        "crashed",
    )


def kernel_kills(counters: Path = _KERNEL_COUNTERS) -> int:
    """How many processes Linux has killed for memory since it started; 0 where it does not say.

    Source: ``oom_kill`` in /proc/vmstat, Linux 4.13 (commit 8e675f7af507).
    """
    try:
        lines = counters.read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("oom_kill ")), 0)


def where_it_happened(error: BaseException) -> str:
    """The traceback's places and the errors' types; never their messages, which may name a patient or a file."""
    lines = [type(error).__name__]
    lines += [
        f"  {place.filename}:{place.lineno} in {place.name}" for place in traceback.extract_tb(error.__traceback__)
    ]
    cause = error.__cause__ or error.__context__
    return "\n".join([*lines, f"caused by {where_it_happened(cause)}"] if cause else lines)
