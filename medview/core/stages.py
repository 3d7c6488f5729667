"""The stages of a run, each said once, and the time each of them took."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol

from medview.core.text import tr

STAGES: Mapping[str, Callable[[], str]] = {
    "read": lambda: tr("Reading"),
    "locate": lambda: tr("Finding the place"),
    "prepare": lambda: tr("Preparing"),
    "infer": lambda: tr("Segmenting"),
    "restore": lambda: tr("Drawing onto the image"),
    "post-process": lambda: tr("Cleaning up"),
}
"""Stages by name, in their order, with the reader's words."""


@dataclass(frozen=True)
class Notice:
    """Something a reader is told while a run goes on: what had to be given up.

    Args:
        text: One sentence.
    """

    text: str


class Checkpoint(Protocol):
    """Reports progress; may raise to stop."""

    def __call__(self, fraction: float, note: str = "", stage: str = "") -> None:
        """Report the done part (0..1), what is done in words, and the stage's name."""
        ...


class Watch:
    """The time that passes in stages, of which only the innermost one's clock runs.

    Args:
        clock: Seconds that pass.
    """

    def __init__(self, clock: Callable[[], float] = perf_counter) -> None:
        self._clock = clock
        self._open: list[str] = []
        self._since = clock()
        self.seconds: dict[str, float] = {}

    @property
    def current(self) -> str:
        """The stage whose clock runs; empty between stages."""
        return self._open[-1] if self._open else ""

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Let a stage's clock run."""
        self._turn()
        self._open.append(name)
        try:
            yield
        finally:
            self._turn()
            self._open.pop()

    def _turn(self) -> None:
        """Give the time that passed to the stage that ran."""
        now = self._clock()
        if self._open:
            self.seconds[self.current] = self.seconds.get(self.current, 0.0) + now - self._since
        self._since = now


class Stages:
    """The stages of a run, or of a part of it.

    Args:
        checkpoint: Told every step.
        watch: Takes the time.
        low: Done part of the run at the part's beginning.
        high: Done part at its end.
    """

    def __init__(self, checkpoint: Checkpoint, watch: Watch | None = None, low: float = 0.0, high: float = 1.0) -> None:
        self._checkpoint = checkpoint
        self._watch = watch or Watch()
        self._low, self._high = low, high
        self._fraction = low

    @property
    def seconds(self) -> Mapping[str, float]:
        """How long each stage took so far."""
        return self._watch.seconds

    def between(self, low: float, high: float) -> Stages:
        """The stages of a part of this, whose own done part runs from 0 to 1 between two of this one's."""
        return Stages(self._checkpoint, self._watch, self._at(low), self._at(high))

    @contextmanager
    def stage(self, name: str, low: float, high: float, note: str = "") -> Iterator[Callable[[float], None]]:
        """A stage between two done parts; what it yields is called with the stage's own done part.

        Args:
            name: One of ``STAGES``.
            low: Done part at its beginning.
            high: Done part at its end.
            note: What it does in words; empty: the stage's.
        """
        words = note or STAGES[name]()
        with self._watch.timed(name):
            self._report(low, words)
            yield lambda part: self._report(low + (high - low) * part, words)

    @contextmanager
    def within(self, name: str) -> Iterator[None]:
        """A stage in the middle of another, of which only the time is told apart."""
        with self._watch.timed(name):
            yield

    def tell(self, note: str) -> None:
        """Say something at once, wherever the run stands."""
        self._checkpoint(self._fraction, note, self._watch.current)

    def entries(self) -> tuple[tuple[str, str], ...]:
        """The time of each stage as entries of a finding's provenance."""
        return tuple((f"seconds_{name.replace('-', '_')}", f"{took:.2f}") for name, took in self.seconds.items())

    def words(self) -> str:
        """One line for the log."""
        return ", ".join(f"{name} {took:.2f} s" for name, took in self.seconds.items())

    def _at(self, part: float) -> float:
        return self._low + (self._high - self._low) * min(1.0, max(0.0, part))

    def _report(self, part: float, words: str) -> None:
        self._fraction = max(self._fraction, self._at(part))
        self._checkpoint(self._fraction, words, self._watch.current)
