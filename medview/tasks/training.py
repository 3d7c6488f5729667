"""Tasks of the training pool: train a model, and measure one on cases whose truth is known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from medview.catalog.package import load_package
from medview.core.training import Trained, Wish
from medview.io.atomic import atomic
from medview.jobs.protocol import Context
from medview.tasks.launching import launched, processes_for
from medview.tasks.watching import Watch
from medview.training.evaluation import evaluate as evaluate_package
from medview.training.kinds import train_by
from medview.training.preparing.planning import planned

LOOKED = 0.05
"""Done part once the data were looked at."""


def train(context: Context, wish: Wish, data: str, out: str) -> Trained:
    """Train a model; a run that was stopped, however, goes on where it was.

    While it runs it shows ``Curves``.

    Args:
        context: The job.
        wish: What is to be trained.
        data: Data folder.
        out: Where the package's folder and the run's state go.

    Raises:
        MedViewError: The data or the recipe cannot be used.
    """
    start = perf_counter()
    plan = planned(wish, Path(data), Path(out), lambda done, note: context.checkpoint(LOOKED * done, note))
    watch = Watch(context, plan.folder, LOOKED)
    count = processes_for(wish)
    if count > 1:
        folder = launched(plan, Path(out), count, watch)
    else:
        folder = train_by(plan.recipe, plan.data, Path(out), watch.checkpoint)
    watch.look()
    card = load_package(folder).card
    return Trained(str(folder), card.id, card.version, card.name, perf_counter() - start)


def evaluate(
    context: Context, model_folder: str, data: str, split: str | None = None, csv: str | None = None
) -> dict[str, Any]:
    """Measure a package as it ships.

    Args:
        context: The job.
        model_folder: The package's folder.
        data: Data folder laid out like the one the model was trained from.
        split: Which cases of its ``split.csv``; by default ``val``, else ``test``, else all.
        csv: Where one row per case and structure goes, if anywhere.

    Returns:
        The evaluation's JSON form; the class itself would bring torch into the process that asked.

    Raises:
        MedViewError: The package or the data cannot be used.
        WriteError: The table cannot be written.
    """
    evaluation = evaluate_package(Path(model_folder), Path(data), context.checkpoint, split)
    if csv is not None:
        with atomic(Path(csv)) as file:
            evaluation.write_csv(file)
    return evaluation.to_json()


TASKS: dict[str, Callable[..., Any]] = {"train": train, "evaluate": evaluate}
"""What the training pool runs."""
