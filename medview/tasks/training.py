"""Tasks of the training pool: train a model from a recipe, and measure one on cases whose truth is known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from medview.io.atomic import atomic
from medview.jobs.protocol import Context
from medview.training.evaluation import evaluate as evaluate_package
from medview.training.recipe import load_recipe
from medview.training.train import train as train_recipe


def train(context: Context, recipe: str, data: str, out: str) -> str:
    """Train a model; a run that was stopped goes on where it was.

    Args:
        context: The job.
        recipe: Name of a shipped recipe, or a recipe file.
        data: Data folder.
        out: Where the package's folder goes.

    Returns:
        The package's folder.
    """
    return str(train_recipe(load_recipe(recipe), Path(data), Path(out), context.checkpoint))


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
