"""A task's context without a process around it: for tests, benchmarks and tasks that call tasks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from medview.jobs.protocol import JobCancelled


class LocalContext:
    """Runs a task in this process.

    Args:
        folder: The job's folder; it must exist.
        on_progress: Called with (fraction, note) at every checkpoint.
    """

    def __init__(self, folder: Path, on_progress: Callable[[float, str], None] | None = None) -> None:
        self._folder = folder
        self._on_progress = on_progress
        self._cancelled = False
        self.partials: list[Any] = []
        self.stages: list[str] = []
        """Names of the stages it went through."""

    @property
    def folder(self) -> Path:
        """The job's folder."""
        return self._folder

    def cancel(self) -> None:
        """Let the next checkpoint raise."""
        self._cancelled = True

    def checkpoint(self, fraction: float, note: str = "", stage: str = "") -> None:
        """Report progress.

        Raises:
            JobCancelled: ``cancel`` was called.
        """
        if self._cancelled:
            raise JobCancelled
        if stage and stage not in self.stages:
            self.stages.append(stage)
        if self._on_progress is not None:
            self._on_progress(fraction, note)

    def partial(self, value: Any) -> None:
        """Keep an unfinished result in ``partials``."""
        self.partials.append(value)
