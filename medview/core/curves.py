"""The live figures of a training run: what was measured at which step."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CurvePoint:
    """What was measured at one step.

    Args:
        step: Steps done.
        loss: Loss of the training cases, averaged over the last steps; None where it was not measured.
        score: Score of the held-out cases, the higher the better; None where it was not measured.
        part: Which of several networks it is of, from 0.
    """

    step: int
    loss: float | None = None
    score: float | None = None
    part: int = 0


@dataclass(frozen=True)
class Curves:
    """Everything measured so far.

    Args:
        measure: What the score is, such as ``"Dice"``.
        steps: Steps of the whole run.
        points: In the order in which they were measured.
    """

    measure: str
    steps: int
    points: tuple[CurvePoint, ...] = ()

    @property
    def best(self) -> CurvePoint | None:
        """The point with the best score, if any was measured."""
        scored = [point for point in self.points if point.score is not None]
        return max(scored, key=lambda point: point.score or 0.0) if scored else None
