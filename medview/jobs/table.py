"""The pools, one row each: a long job never makes a short one wait."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class PoolSpec:
    """How a pool works.

    Args:
        name: The pool's name.
        tasks: ``"module:TABLE"``, imported only in the pool's own processes.
        processes: How many jobs may run at once, each in its own process.
        grace_s: How long a cancelled job may take to stop before it counts as ended.
        leave_s: How much longer its process may then take to come to a checkpoint before it is killed: what it has
            loaded is kept, and the next job waits for it.
        niceness: How far its processes stand back for others (POSIX nice, 0..19).
    """

    name: str
    tasks: str
    processes: int = 1
    grace_s: float = 0.8
    leave_s: float = 0.0
    niceness: int = 0


_DECODERS = min(4, max(2, (os.cpu_count() or 2) - 1))
"""Reading decodes one file per process; more than four only wait for the disk."""

POOLS: dict[str, PoolSpec] = {
    spec.name: spec
    for spec in (
        PoolSpec("files", "medview.tasks.files:TASKS", processes=_DECODERS),
        PoolSpec("thumbnails", "medview.tasks.files:TASKS", niceness=5),
        PoolSpec("analysis", "medview.tasks.analysis:TASKS", leave_s=20.0, niceness=10),
        PoolSpec("planning", "medview.tasks.planning:TASKS", grace_s=60.0, niceness=5),
        PoolSpec("interactive", "medview.tasks.interactive:TASKS"),
        PoolSpec("drawing", "medview.tasks.drawing:TASKS", grace_s=10.0, niceness=4),
        PoolSpec("refining", "medview.tasks.drawing:TASKS", grace_s=60.0, niceness=8),
        PoolSpec("registration", "medview.tasks.registering:TASKS", niceness=5),
        PoolSpec("importing", "medview.tasks.importing:TASKS", grace_s=5.0, niceness=10),
        PoolSpec("preparing", "medview.tasks.preparing:TASKS", grace_s=5.0, niceness=10),
        PoolSpec("training", "medview.tasks.training:TASKS", grace_s=20.0, niceness=15),
    )
}

BATCH = PoolSpec("batch", "medview.tasks.batch:TASKS", niceness=10)
"""Not among the window's: a batch makes it with as many processes as the memory allows."""
