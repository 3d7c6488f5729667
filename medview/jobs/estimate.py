"""Remaining time, from the progress so far."""

from __future__ import annotations

_EARLIEST_S = 0.5
"""Before this much time has passed a guess would jump about."""
_EARLIEST_FRACTION = 0.02


class Estimate:
    """Extrapolates the mean speed since the job's start.

    Args:
        start_s: Monotonic time of the start.
    """

    def __init__(self, start_s: float) -> None:
        self._start_s = start_s

    def remaining_s(self, fraction: float, now_s: float) -> float | None:
        """Seconds left at ``now_s`` with ``fraction`` done, or None while it is too early to say."""
        elapsed = now_s - self._start_s
        if elapsed < _EARLIEST_S or fraction < _EARLIEST_FRACTION:
            return None
        return elapsed * max(0.0, 1.0 - fraction) / fraction
