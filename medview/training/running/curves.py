"""The file of a run's live figures: one JSON line each, appended as they are measured."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from medview.core.curves import CurvePoint, Curves

FILE = "curves.jsonl"


RATE = 0.05
"""Weight of the newest loss in the average that is drawn."""


class Smoothed:
    """An average of the last losses: of all of them at first, then each counts less the longer it is past.

    Args:
        value: The average so far.
        count: How many losses it is of.
    """

    def __init__(self, value: float = 0.0, count: int = 0) -> None:
        self.value = value
        self._count = count

    def add(self, loss: float) -> float:
        """One more loss; returns the average."""
        self._count += 1
        self.value += max(RATE, 1 / self._count) * (loss - self.value)
        return self.value


class CurveFile:
    """Writes the figures of a run.

    Args:
        folder: The run's folder.
        measure: What the score is, such as ``"Dice"``.
        steps: Steps of the whole run.
        part: Which of several networks is trained.
        from_step: Where the run goes on; what an earlier, killed run wrote beyond it is measured again.
        silent: Write nothing: another process of the team writes.
    """

    def __init__(
        self, folder: Path, measure: str, steps: int, part: int = 0, from_step: int = 0, silent: bool = False
    ) -> None:
        self._path = folder / FILE
        self._part = part
        self._silent = silent
        self._loss = Smoothed()
        if not silent:
            known = read_curves(folder)
            kept = [one for one in known.points if one.part != part or one.step <= from_step] if known else []
            self._rewrite({"measure": measure, "steps": steps}, kept)
            losses = [one.loss for one in kept if one.part == part and one.loss is not None]
            self._loss = Smoothed(losses[-1] if losses else 0.0, from_step if losses else 0)

    def smoothed(self) -> Smoothed:
        """The average of the losses, as it stood where the run goes on."""
        return self._loss

    def add(self, step: int, loss: float | None = None, score: float | None = None) -> None:
        """Append what was measured at a step."""
        if not self._silent:
            with self._path.open("a", encoding="utf-8") as stream:
                stream.write(_line(asdict(CurvePoint(step, loss, score, self._part))))

    def _rewrite(self, head: dict[str, Any], points: list[CurvePoint]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._path.with_suffix(".part")
        draft.write_text("".join(map(_line, (head, *map(asdict, points)))), encoding="utf-8")
        os.replace(draft, self._path)


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value) + "\n"


def read_curves(folder: Path) -> Curves | None:
    """The figures of a run so far; None before it began. A last line cut off by a kill is left out."""
    try:
        head, *rows = list(_rows((folder / FILE).read_text(encoding="utf-8")))
        return Curves(head["measure"], head["steps"], tuple(CurvePoint(**row) for row in rows))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _rows(text: str) -> Iterator[dict[str, Any]]:
    for line in text.splitlines():
        try:
            yield json.loads(line)
        except ValueError:
            return
