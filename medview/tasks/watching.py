"""Shows how a training run goes: its progress, and its live figures whenever there are new ones."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from time import monotonic

from medview.core.curves import CurvePoint, Curves
from medview.jobs.protocol import Context
from medview.training.running.curves import FILE, read_curves

EVERY_S = 0.5
"""How often new figures are looked for."""


class Watch:
    """Reports for a run.

    Args:
        context: The job.
        folder: The run's folder.
        first: Done part when the loop begins.
    """

    def __init__(self, context: Context, folder: Path, first: float = 0.0) -> None:
        self._context = context
        self._folder = folder
        self._first = first
        self._looked_s = 0.0
        self._shown: Curves | None = None

    def checkpoint(self, fraction: float, note: str = "") -> None:
        """Report progress of the loop.

        Raises:
            JobCancelled: The job was cancelled.
        """
        if monotonic() - self._looked_s >= EVERY_S:
            self.look()
        self._context.checkpoint(self._first + (1 - self._first) * fraction, note)

    def look(self) -> None:
        """Show the figures if there are new ones."""
        self._looked_s = monotonic()
        found = curves_of(self._folder)
        if found is not None and found != self._shown:
            self._shown = found
            self._context.partial(found)


def curves_of(folder: Path) -> Curves | None:
    """The figures of all networks of a run, one part each; None before any was trained."""
    read = [curves for path in sorted(folder.rglob(FILE)) if (curves := read_curves(path.parent)) is not None]
    points: list[CurvePoint] = []
    for curves in read:
        first = 1 + max((point.part for point in points), default=-1)
        points += [replace(point, part=first + point.part) for point in curves.points]
    if not read:
        return None
    measure = next((curves.measure for curves in read if curves.measure), "")
    return Curves(measure, max(curves.steps for curves in read), tuple(points))
