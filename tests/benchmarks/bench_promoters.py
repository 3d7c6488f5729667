"""Promoters, each answered for by what learned from all the others: networks by the shipped recipe, beside simple ways.

Leave-one-out, as the data have been judged by since Towell, Shavlik and Noordewier 1990 (AAAI-90:861).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from medview.catalog.package import load_package
from medview.core.resources import resource
from medview.training.data.sequence_reading import read_sequences
from medview.training.kinds import load_recipe
from medview.training.measuring.sequence_baselines import evaluate_sequence_baselines
from medview.training.measuring.sequences import shipped
from medview.training.sequences.recipe import SequenceRecipe
from medview.training.sequences.train import train
from tests.benchmarks.film_kinds import SHARED
from tests.benchmarks.row import Row

DATA = SHARED / "promoters"
TARGET = 0.93


def run() -> list[Row]:
    """Errors, 1 less the accuracy, of all sequences."""
    recipe = load_recipe("dna-promoters")
    assert isinstance(recipe, SequenceRecipe)
    count = len(read_sequences(DATA, "label", None).sequences)
    with TemporaryDirectory() as folder:
        package = load_package(train(replace(recipe, networks=count), DATA, Path(folder), _silent))
    found = next(one for one in package.card.metrics if one.name == "Accuracy")
    rows = [_row("networks", found.value, found.low, found.high, count, 1 - TARGET)]
    system = shipped(load_package(resource("models", "dna-promoters")))
    for outcome in evaluate_sequence_baselines(system, DATA, None, _silent, parts=count):
        one = next(one for one in outcome.figures if one.name == "Accuracy" and one.subset == "all").estimate
        rows.append(_row(outcome.model, one.value, one.low, one.high, count))
    return rows


def _row(name: str, value: float, low: float | None, high: float | None, count: int, most: float | None = None) -> Row:
    note = f"accuracy {value:.3f} ({low:.3f}-{high:.3f}), leave-one-out over {count}"
    return Row(f"promoters, {name}, 1 - accuracy", 1 - value, "", at_most=most, note=note)


def _silent(fraction: float, note: str) -> None:
    """Nobody is told."""
