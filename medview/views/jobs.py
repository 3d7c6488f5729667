"""The one place where a worker's messages become signals: they arrive on pool threads and are told on the window's."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from medview.jobs.pools import Pools
from medview.jobs.protocol import Cancelled, Done, Failed, Message, Partial, Progress, Started
from medview.jobs.table import POOLS, PoolSpec
from medview.session.changes import Change, JobChanged
from medview.session.state import Job, JobStatus


@dataclass(frozen=True)
class Then:
    """What to do, on the window's thread, with what a job says.

    Args:
        done: Takes its value.
        partial: Takes an unfinished result.
        failed: Takes the failure.
        cancelled: Called when it was cancelled.
    """

    done: Callable[[Any], None] | None = None
    partial: Callable[[Any], None] | None = None
    failed: Callable[[Failed], None] | None = None
    cancelled: Callable[[], None] | None = None


class JobBridge(QObject):
    """Submits jobs for the window and tells what becomes of them, on the thread it was made on.

    Args:
        apply: Takes a ``JobChanged`` for every listed job that appears or moves on (``Session.apply``).
        workspace: Private folder in which each job gets its own.
        table: The pools.
        parent: Qt parent.
    """

    started = Signal(int)
    progress = Signal(object)
    """A ``Progress``."""
    partial = Signal(object)
    """A ``Partial``."""
    finished = Signal(object)
    """The job's one ending: ``Done``, ``Failed`` or ``Cancelled``."""
    _arrived = Signal(object)

    def __init__(
        self,
        apply: Callable[[Change], None],
        workspace: Path,
        table: Mapping[str, PoolSpec] = POOLS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._apply = apply
        self.used: set[str] = set()
        """Pools that were given work."""
        self._jobs: dict[int, tuple[Job, Then]] = {}
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._pools = Pools(workspace, lambda _, message: self._arrived.emit(message), table)

    def submit(self, pool: str, task: str, title: str, then: Then | None = None, /, **arguments: Any) -> int:
        """Queue a job and return its serial number.

        Args:
            pool: The pool's name.
            task: The task's name.
            title: For the list of jobs; a job with an empty title is not listed.
            then: What to do with what it says.
            arguments: For the task.

        Raises:
            TooBig: An argument holds an array that belongs into a file.
        """
        serial = self._pools.submit(pool, task, **arguments)
        self.used.add(pool)
        self._jobs[serial] = (Job(serial, pool, task, title), then or Then())
        self._show(serial)
        return serial

    def cancel(self, serial: int) -> None:
        """End a job; one that has ended already is left alone."""
        if serial in self._jobs:
            self._pools.cancel(self._jobs[serial][0].pool, serial)

    def warm(self, pool: str) -> None:
        """Have a process of the pool ready before its first job."""
        self._pools.warm(pool)

    def release(self, pool: str, serial: int) -> None:
        """Remove the files of a job that is done, once nothing shows them; others' are removed at their end."""
        self._pools.release(pool, serial)

    def running(self, task: str) -> tuple[int, ...]:
        """Serials of jobs of this task that have not ended."""
        return tuple(serial for serial, (job, _) in self._jobs.items() if job.task == task)

    def busy(self, but: Collection[str]) -> bool:
        """Whether any job of other tasks than these has not ended."""
        return any(job.task not in but for job, _ in self._jobs.values())

    def close(self) -> None:
        """Cancel everything and end all processes; nothing is told afterwards."""
        self._arrived.disconnect(self._take)
        self._pools.close()
        self._jobs.clear()

    def _take(self, message: Message) -> None:
        if message.serial not in self._jobs:  # a message on its way while the bridge was closed
            return
        job, then = self._jobs[message.serial]
        match message:
            case Started(serial):
                self._change(job, status=JobStatus.RUNNING)
                self.started.emit(serial)
            case Progress(_, fraction, note, remaining_s, stage):
                self._change(job, fraction=fraction, note=note, remaining_s=remaining_s, stage=stage)
                self.progress.emit(message)
            case Partial(_, value):
                _call(then.partial, value)
                self.partial.emit(message)
            case Done() | Failed() | Cancelled():
                self._end(job, then, message)

    def _end(self, job: Job, then: Then, ending: Done | Failed | Cancelled) -> None:
        match ending:
            case Done(_, value):
                self._change(job, status=JobStatus.DONE, fraction=1.0, remaining_s=None)
                _call(then.done, value)
            case Failed(_, message, hint):
                self._change(job, status=JobStatus.FAILED, note=message, hint=hint, remaining_s=None)
                _call(then.failed, ending)
            case Cancelled():
                self._change(job, status=JobStatus.CANCELLED, remaining_s=None)
                _call(then.cancelled)
        if not isinstance(ending, Done):
            self._pools.release(job.pool, job.id)
        self.finished.emit(ending)

    def _change(self, job: Job, **fields: Any) -> None:
        changed = replace(job, **fields)
        self._jobs[job.id] = (changed, self._jobs[job.id][1])
        self._show(job.id)
        if changed.status not in (JobStatus.QUEUED, JobStatus.RUNNING):
            del self._jobs[job.id]

    def _show(self, serial: int) -> None:
        job = self._jobs[serial][0]
        if job.title:
            self._apply(JobChanged(job))


def _call(reaction: Callable[..., None] | None, *values: Any) -> None:
    if reaction is not None:
        reaction(*values)
