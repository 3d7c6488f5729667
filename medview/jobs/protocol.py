"""What a pool and its owner say to each other, and what a task may use."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from medview.core.errors import MedViewError

FailureKind = Literal["error", "crashed", "memory", "bug"]
"""An expected failure, the process died, memory ran out, or a mistake in MedView."""


@dataclass(frozen=True)
class Started:
    """The job left the queue."""

    serial: int


@dataclass(frozen=True)
class Progress:
    """The job moved on.

    Args:
        serial: The job.
        fraction: Done part, 0..1.
        note: What it is doing.
        remaining_s: Estimated seconds left, or None while it is too early to say.
        stage: Name of the stage it is in (``core.stages``), empty where it has none.
    """

    serial: int
    fraction: float
    note: str = ""
    remaining_s: float | None = None
    stage: str = ""


@dataclass(frozen=True)
class Partial:
    """The job has something to show already: a frozen value or a file path."""

    serial: int
    value: Any


@dataclass(frozen=True)
class Done:
    """The job ended well."""

    serial: int
    value: Any


@dataclass(frozen=True)
class Failed:
    """The job ended without a result.

    Args:
        serial: The job.
        message: What happened, in plain words.
        hint: What to do next.
        kind: Whose fault it was.
    """

    serial: int
    message: str
    hint: str
    kind: FailureKind


@dataclass(frozen=True)
class Cancelled:
    """The job ended because it was asked to."""

    serial: int


Message = Started | Progress | Partial | Done | Failed | Cancelled
Ending = Done | Failed | Cancelled
"""Every job ends with exactly one of these."""


class JobCancelled(BaseException):
    """Raised in a task by its checkpoint once the job is cancelled; no ``except Exception`` swallows it."""


class JobFailed(MedViewError):
    """A job that was waited for ended without a result.

    Args:
        failed: How it ended.
    """

    def __init__(self, failed: Failed) -> None:
        super().__init__(failed.message, failed.hint)
        self.kind = failed.kind


class Context(Protocol):
    """The first argument of every task."""

    @property
    def folder(self) -> Path:
        """The job's private folder (0700), shared with the process that asked; kept until the job is released."""
        ...

    def checkpoint(self, fraction: float, note: str = "", stage: str = "") -> None:
        """Report progress; call it at least every half second.

        Args:
            fraction: Done part, 0..1.
            note: What it is doing.
            stage: Name of the stage it is in (``core.stages``), if it has any.

        Raises:
            JobCancelled: The job was cancelled; let it pass.
        """
        ...

    def partial(self, value: Any) -> None:
        """Show an unfinished result: a frozen value or a file path, never an array."""
        ...
