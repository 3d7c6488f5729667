"""Early stopping: a run ends when the held-out score has not risen for a while."""

from __future__ import annotations

from collections.abc import Sequence


def exhausted(scores: Sequence[float], patience: int) -> bool:
    """Whether the last ``patience`` checks all fell short of the best before them; a patience of 0 waits for ever."""
    if patience <= 0 or len(scores) <= patience:
        return False
    return max(scores[-patience:]) <= max(scores[:-patience])
