"""Diagrams and figures of an evaluation as files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from medview.io.atomic import atomic, writing_errors
from medview.training.measuring.drawing import write_drawings
from medview.training.measuring.outcome import Outcome, write_figures


def write_plots(outcomes: Sequence[Outcome], folder: Path) -> None:
    """Write the diagrams of each system, and every figure as ``figures.csv``.

    Args:
        outcomes: The system's, then those of its baselines, whose diagrams go into folders of their own.
        folder: Made where there is none.

    Raises:
        WriteError: It cannot be written to.
    """
    for number, outcome in enumerate(outcomes):
        place = folder / outcome.model if number else folder
        with writing_errors(place):
            place.mkdir(parents=True, exist_ok=True)
        write_drawings(outcome, place)
        with atomic(place / "figures.csv") as file:
            write_figures(outcome.figures, file)
