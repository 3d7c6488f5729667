"""Tasks of the training pool: train a model, and measure one on cases whose truth is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from medview.catalog.package import load_package
from medview.core.training import Trained, Wish
from medview.io.atomic import atomic
from medview.jobs.protocol import Context
from medview.tasks.launching import launched, processes_for
from medview.tasks.watching import Watch
from medview.training.evaluated import evaluated
from medview.training.kinds import train_by
from medview.training.measuring.document import document
from medview.training.measuring.writing import write_plots
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
    context: Context,
    model_folder: str,
    data: str,
    split: str | None = None,
    csv: str | None = None,
    plots: str | None = None,
    pdf: str | None = None,
    baselines: bool = False,
    beside: Sequence[str] = (),
    evidence: bool = False,
) -> dict[str, Any]:
    """Measure a package as it ships.

    Args:
        context: The job.
        model_folder: The package's folder.
        data: Data folder laid out like the one the model was trained from.
        split: Which cases of its ``split.csv``; None: all.
        csv: Where one row per case (and structure) goes, if anywhere.
        plots: Folder for the diagrams, and for every figure as a table, if anywhere.
        pdf: Where all of it goes as one document, if anywhere.
        baselines: Whether simple baselines are fitted and measured on the same cases.
        beside: Folders of other packages, measured on the same cases.
        evidence: Whether the maps of evidence are measured too.

    Returns:
        The evaluation's JSON form; the class itself would bring torch into the process that asked.

    Raises:
        MedViewError: The package or the data cannot be used.
        WriteError: Something cannot be written.
    """
    others = [Path(other) for other in beside]
    found = evaluated(
        Path(model_folder), Path(data), context.checkpoint, split, baselines, others, evidence, context.folder
    )
    if csv is not None:
        with atomic(Path(csv)) as file:
            found.outcome.write_csv(file)
    if plots is not None:
        write_plots(found.outcomes, Path(plots))
    if pdf is not None:
        with atomic(Path(pdf)) as file:
            file.write_bytes(document(found.outcomes))
    return found.to_json()


TASKS: dict[str, Callable[..., Any]] = {"train": train, "evaluate": evaluate}
"""What the training pool runs."""
