"""The pool's thread: hands jobs to processes, passes on what they say, and ends those that do not answer."""

from __future__ import annotations

import contextlib
import logging
import shutil
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from medview.core.memory import says_out_of_memory
from medview.core.text import tr
from medview.jobs import failures
from medview.jobs.estimate import Estimate
from medview.jobs.process import Child, places
from medview.jobs.protocol import Cancelled, Done, Ending, Failed, Message, Partial, Progress, Started
from medview.jobs.table import PoolSpec
from medview.jobs.wire import Cancel, Logged, Run

_log = logging.getLogger(__name__)
_LEAVE_S = 0.5
"""How long an idle process may take to end by itself."""
_CLOSING_S = 0.8
"""How long a cancelled job may take to stop once the pool closes, whatever its grace."""


@dataclass(frozen=True)
class Job:
    """A job as it waits; its arguments are already small bytes."""

    serial: int
    task: str
    arguments: bytes


@dataclass(eq=False)
class _Worker:
    """A process and the one job it has.

    Args:
        child: The process.
        job: What it works on.
        estimate: When that started.
        deadline_s: Monotonic time at which a cancelled job's process is killed.
        kernel_kills: The kernel's count of processes killed for memory when the job started.
        told: Whether the job's ending was told although the process is still on its way to a checkpoint.
        released: Whether nobody needs the job's files any more.
    """

    child: Child
    job: Job | None = None
    estimate: Estimate = field(default_factory=lambda: Estimate(time.monotonic()))
    deadline_s: float | None = None
    kernel_kills: int = 0
    told: bool = False
    released: bool = False


class Dispatcher:
    """Everything a pool's thread does; used from that thread only.

    Args:
        spec: The pool.
        workspace: Private folder in which each job gets its own.
        deliver: Takes every message.
    """

    def __init__(self, spec: PoolSpec, workspace: Path, deliver: Callable[[Message], None]) -> None:
        self._spec = spec
        self._workspace = workspace
        self._deliver = deliver
        self._queue: deque[Job] = deque()
        self._workers: list[_Worker] = []
        self._started = 0
        self._keep_warm = False
        self._closing = False

    @property
    def connections(self) -> list[Any]:
        """What to wait for."""
        return [worker.child.channel.connection for worker in self._workers]

    @property
    def busy(self) -> bool:
        """Whether any job waits or runs."""
        return bool(self._queue) or any(worker.job for worker in self._workers)

    def submit(self, job: Job) -> None:
        """Run a job as soon as a process is free."""
        self._queue.append(job)
        self._fill()

    def cancel(self, serial: int) -> None:
        """End a job; one that has ended already is left alone."""
        for job in [job for job in self._queue if job.serial == serial]:
            self._queue.remove(job)
            self._tell(Cancelled(serial))
        for worker in self._workers:
            if worker.job and worker.job.serial == serial and worker.deadline_s is None:
                worker.deadline_s = time.monotonic() + self._spec.grace_s
                with contextlib.suppress(OSError):
                    worker.child.channel.send(Cancel(serial))

    def cancel_all(self) -> None:
        """End every job: the pool closes, and nobody waits long for a process that is busy."""
        self._closing = True
        running = [worker.job.serial for worker in self._workers if worker.job]
        for serial in [*(job.serial for job in self._queue), *running]:
            self.cancel(serial)
        soon = time.monotonic() + min(self._spec.grace_s, _CLOSING_S)
        for worker in self._workers:
            if worker.deadline_s is not None:
                worker.deadline_s = min(worker.deadline_s, soon)

    def warm(self) -> None:
        """Have a process ready, its task table imported, and keep it so."""
        self._keep_warm = True
        if not self._workers:
            with contextlib.suppress(OSError):
                self._new_worker()

    def release(self, serial: int) -> None:
        """Remove the files of an ended job; one still running keeps its own, and loses them with the workspace."""
        running = next((worker for worker in self._workers if worker.job and worker.job.serial == serial), None)
        if running is None:
            shutil.rmtree(self._folder(serial), ignore_errors=True)
        elif running.told:
            running.released = True

    def receive(self, connection: Any) -> None:
        """Take one message from a process, or notice that it is gone."""
        worker = next(worker for worker in self._workers if worker.child.channel.connection is connection)
        try:
            self._take(worker, worker.child.channel.receive())
        except (EOFError, OSError):
            self._lost(worker)
        except Exception as error:  # noqa: BLE001 (whatever unpickling raises: the job fails, the pool goes on)
            _log.error("An answer could not be read: %s", failures.where_it_happened(error))
            what = type(error).__name__
            self._replace(worker, lambda job: failures.bug(job.serial, job.task, what))
        self._fill()

    def timeout_s(self) -> float | None:
        """How long to wait at most."""
        deadlines = [worker.deadline_s for worker in self._workers if worker.deadline_s is not None]
        return max(0.0, min(deadlines) - time.monotonic()) if deadlines else None

    def expire(self) -> None:
        """Tell that cancelled jobs have ended which did not stop in time; kill their processes, at once or later."""
        for worker in tuple(self._workers):
            if worker.deadline_s is not None and worker.deadline_s <= time.monotonic():
                self._overdue(worker)
        self._fill()

    def _overdue(self, worker: _Worker) -> None:
        if worker.job is not None and self._spec.leave_s and not worker.told and not self._closing:
            self._tell(Cancelled(worker.job.serial))
            worker.told, worker.deadline_s = True, time.monotonic() + self._spec.leave_s
            return
        level = logging.INFO if self._closing else logging.WARNING
        limit_s = self._spec.grace_s + self._spec.leave_s
        _log.log(level, "A cancelled job did not stop in %s s; its process is ended", limit_s)
        self._replace(worker, lambda job: Cancelled(job.serial))

    def stop(self) -> None:
        """End all processes; no job is left."""
        for worker in self._workers:
            worker.child.leave()
        for worker in self._workers:
            worker.child.wait(_LEAVE_S)
            worker.child.kill()
            worker.child.reap()
        self._workers.clear()

    def _fill(self) -> None:
        while self._queue and (worker := self._free_worker()):
            self._run(worker, self._queue.popleft())

    def _free_worker(self) -> _Worker | None:
        idle = next((worker for worker in self._workers if worker.job is None), None)
        if idle or len(self._workers) >= self._spec.processes:
            return idle
        try:
            return self._new_worker()
        except OSError as error:
            job = self._queue.popleft()
            self._tell(_no_start(job, error))
            return self._free_worker() if self._queue else None

    def _new_worker(self) -> _Worker:
        self._started += 1
        worker = _Worker(Child(self._spec, self._workspace / f"{self._spec.name}-{self._started}.txt"))
        self._workers.append(worker)
        return worker

    def _run(self, worker: _Worker, job: Job) -> None:
        folder = self._folder(job.serial)
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            self._tell(_no_start(job, error))
            return
        worker.job = job
        worker.estimate = Estimate(time.monotonic())
        worker.kernel_kills = failures.kernel_kills()
        self._tell(Started(job.serial))
        with contextlib.suppress(OSError):  # a process that is gone is noticed by its closed pipe
            worker.child.channel.send(Run(job.serial, job.task, job.arguments, str(folder)))

    def _take(self, worker: _Worker, message: Message | Logged) -> None:
        match message:
            case Logged(name, level, text):
                _log.log(level, "%s in %s: %s", name, self._spec.name, text)
            case Failed(kind="memory"):
                self._replace(worker, lambda _: message)
            case Done() | Failed() | Cancelled():
                self._ended(worker, message)
            case _ if worker.told:
                pass
            case Progress(fraction=fraction):
                self._tell(replace(message, remaining_s=worker.estimate.remaining_s(fraction, time.monotonic())))
            case Started() | Partial():
                self._tell(message)

    def _lost(self, worker: _Worker) -> None:
        """The process closed its end: it is dead or dying."""
        status = worker.child.wait(_LEAVE_S)
        words = worker.child.last_words()
        _log.error("A process of %s ended with status %s\n%s", self._spec.name, status, places(words))
        asked = worker.deadline_s is not None
        memory = failures.kernel_kills() > worker.kernel_kills or says_out_of_memory(words)

        def ending(job: Job) -> Ending:
            if asked:
                return Cancelled(job.serial)
            return failures.out_of_memory(job.serial) if memory else failures.crashed(job.serial, job.task)

        self._replace(worker, ending)

    def _replace(self, worker: _Worker, ending: Callable[[Job], Ending]) -> None:
        """Kill a process; its job gets its ending, and a pool that is kept warm gets a new process."""
        self._workers.remove(worker)
        worker.child.kill()
        worked = worker.job is not None
        if worker.job is not None:  # before the wait: clearing away gigabytes takes a loaded system a while
            self._ended(worker, ending(worker.job))
        worker.child.reap()
        if worked and self._keep_warm and not self._workers:
            self.warm()

    def _ended(self, worker: _Worker, ending: Ending) -> None:
        """Tell a job's one ending, unless that was done, and let go what it had."""
        if not worker.told:
            self._tell(ending)
        if worker.released:
            shutil.rmtree(self._folder(ending.serial), ignore_errors=True)
        worker.job, worker.deadline_s, worker.told, worker.released = None, None, False, False

    def _folder(self, serial: int) -> Path:
        return self._workspace / str(serial)

    def _tell(self, message: Message) -> None:
        try:
            self._deliver(message)
        except Exception as error:  # noqa: BLE001 (the listener's mistake must not end the pool)
            _log.error("A message was not taken: %s", failures.where_it_happened(error))


def _no_start(job: Job, error: OSError) -> Failed:
    return Failed(
        job.serial,
        tr("The work could not be started: {reason}.").format(reason=error.strerror or type(error).__name__),
        tr("Free some disk space and memory, then try again."),
        "error",
    )
