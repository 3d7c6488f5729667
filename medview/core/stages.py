"""The stages of a run, each said once, and the time each of them took."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter
from typing import Protocol

from medview.core.text import tr

STAGES: Mapping[str, Callable[[], str]] = {
    "read": lambda: tr("Reading"),
    "prepare": lambda: tr("Preparing"),
    "infer": lambda: tr("Segmenting"),
    "restore": lambda: tr("Drawing onto the image"),
    "post-process": lambda: tr("Cleaning up"),
}
"""Stages by name, in their order, with the reader's words."""


class Checkpoint(Protocol):
    """Reports progress; may raise to stop."""

    def __call__(self, fraction: float, note: str = "", stage: str = "") -> None:
        """Report the done part (0..1), what is done in words, and the stage's name."""
        ...


class Stages:
    """The stages of one run, one at a time; a stage within another stops the other's clock.

    Args:
        checkpoint: Told every step.
        clock: Seconds that pass.
    """

    def __init__(self, checkpoint: Checkpoint, clock: Callable[[], float] = perf_counter) -> None:
        self._checkpoint = checkpoint
        self._clock = clock
        self._open: list[str] = []
        self._since = clock()
        self._fraction = 0.0
        self.seconds: dict[str, float] = {}
        """How long each stage took so far."""

    @contextmanager
    def stage(self, name: str, low: float, high: float, note: str = "") -> Iterator[Callable[[float], None]]:
        """A stage between two done parts; what it yields is called with the stage's own done part.

        Args:
            name: One of ``STAGES``.
            low: Done part of the run at its beginning.
            high: Done part at its end.
            note: What it does in words; empty: the stage's.
        """
        words = note or STAGES[name]()
        self._turn()
        self._open.append(name)
        try:
            self._report(low, words, name)
            yield lambda part: self._report(low + (high - low) * part, words, name)
        finally:
            self._turn()
            self._open.pop()

    @contextmanager
    def within(self, name: str) -> Iterator[None]:
        """A stage in the middle of another, of which only the time is told apart."""
        self._turn()
        self._open.append(name)
        try:
            yield
        finally:
            self._turn()
            self._open.pop()

    def tell(self, note: str) -> None:
        """Say something at once, wherever the run stands."""
        self._checkpoint(self._fraction, note, self._open[-1] if self._open else "")

    def entries(self) -> tuple[tuple[str, str], ...]:
        """The time of each stage as entries of a finding's provenance."""
        return tuple((f"seconds_{name.replace('-', '_')}", f"{took:.2f}") for name, took in self.seconds.items())

    def words(self) -> str:
        """One line for the log."""
        return ", ".join(f"{name} {took:.2f} s" for name, took in self.seconds.items())

    def _report(self, fraction: float, words: str, name: str) -> None:
        self._fraction = max(self._fraction, fraction)
        self._checkpoint(self._fraction, words, name)

    def _turn(self) -> None:
        """Give the time that passed to the stage that ran."""
        now = self._clock()
        if self._open:
            self.seconds[self._open[-1]] = self.seconds.get(self._open[-1], 0.0) + now - self._since
        self._since = now
