"""One line of the benchmark table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A measured figure beside a peer's and a target.

    Args:
        name: What was measured.
        ours: MedView's figure; less is better.
        unit: Its unit.
        peer: The same done another way, in the same unit and run.
        peer_name: Which way.
        at_most: Target for ``ours``.
        at_least_ratio: Target for ``ratio``.
        note: How it was measured, or why there is no figure.
    """

    name: str
    ours: float | None
    unit: str
    peer: float | None = None
    peer_name: str = ""
    at_most: float | None = None
    at_least_ratio: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times less than the peer."""
        return self.peer / self.ours if self.peer is not None and self.ours else None

    @property
    def target(self) -> str:
        """The target in words; empty without one."""
        if self.at_most is not None:
            return f"≤ {self.at_most:g} {self.unit}".rstrip()
        return f"≥ {self.at_least_ratio:g}×" if self.at_least_ratio is not None else ""

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None without one. A figure that could not be measured does not meet it."""
        if self.at_most is not None:
            return self.ours is not None and self.ours <= self.at_most
        if self.at_least_ratio is not None:
            return self.ratio is not None and self.ratio >= self.at_least_ratio
        return None
