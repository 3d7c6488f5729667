"""Progress of parts of a run."""

from __future__ import annotations

from collections.abc import Callable

Checkpoint = Callable[[float, str], None]


def between(checkpoint: Checkpoint, low: float, high: float) -> Checkpoint:
    """Progress of a part of a run, as progress of the whole."""
    return lambda fraction, note: checkpoint(low + (high - low) * fraction, note)
