"""Tasks of the preparing pool: what data hold, told before anything is trained, and data made ready to train from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from medview.core.training import FoundData, ReviewedCase, Wish
from medview.jobs.protocol import Context
from medview.training.preparing.planning import looked_at
from medview.training.preparing.reviewed import collect


def inspect_data(context: Context, data: str, wish: Wish) -> FoundData:
    """Look at a data folder.

    Args:
        context: The job.
        data: The folder.
        wish: What is to be trained.

    Raises:
        MedViewError: It is laid out in no way MedView knows.
    """
    return looked_at(wish, Path(data), context.folder, context.checkpoint)


def collect_reviewed(
    context: Context, cases: tuple[ReviewedCase, ...], models: str, folder: str
) -> tuple[tuple[str, str], ...]:
    """Lay out what a person accepted or corrected as a data folder.

    Args:
        context: The job.
        cases: Series with a result and the decisions on it.
        models: The user's own packages.
        folder: Where.

    Returns:
        (case, reason) for what was left out.

    Raises:
        MedViewError: Nothing was decided on in whole.
    """
    return collect(cases, Path(models), Path(folder), context.checkpoint)


TASKS: dict[str, Callable[..., Any]] = {task.__name__: task for task in (inspect_data, collect_reviewed)}
"""What the preparing pool runs."""
