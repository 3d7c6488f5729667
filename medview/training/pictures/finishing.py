"""The end of a run: measure the package on pictures it has not seen, and say so in its card."""

from __future__ import annotations

import json
from pathlib import Path

from medview.catalog.package import Package
from medview.training.data.reading import read_data
from medview.training.export import with_metrics
from medview.training.measuring.pictures import evaluate_pictures
from medview.training.measuring.systems import shipped
from medview.training.running.trainer import Checkpoint

MEASURED = ("val", "test")
"""Splits a package is measured on, the first one there is."""


def measured(package: Package, data: Path, state: Path, checkpoint: Checkpoint) -> Package:
    """Measure a package on the pictures held out by the folder's own split, and state the figures in its card.

    Args:
        package: The package.
        data: The data folder; one that names neither ``val`` nor ``test`` measures nothing.
        state: Where the figures go, case by case too.
        checkpoint: Told the progress; may raise to stop.
    """
    system = shipped(package)
    named = {sample.split for sample in read_data(data, system.task, training=False).samples}
    split = next((split for split in MEASURED if split in named), None)
    if split is None:
        return package
    outcome = evaluate_pictures(system, data, checkpoint, split)
    (state / "evaluation.json").write_text(json.dumps(outcome.to_json(), indent=1) + "\n", encoding="utf-8")
    outcome.write_csv(state / "evaluation.csv")
    return with_metrics(package, outcome.metrics(f"this model ({package.card.id} {package.card.version})"))
