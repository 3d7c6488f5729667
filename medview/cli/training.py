"""``medview train`` and ``medview evaluate``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from medview.cli.desk import Desk, stopping
from medview.cli.exits import Exit
from medview.core.text import tr
from medview.io.atomic import atomic

RecipeArgument = Annotated[str, typer.Argument(metavar="RECIPE", help="Name of a shipped recipe, or a recipe file.")]
ModelArgument = Annotated[str, typer.Argument(metavar="MODEL", help="The model's identifier.")]
DataOption = Annotated[
    Path, typer.Option("--data", metavar="PATH", help="Data folder laid out like the one the model was trained from.")
]
OutOption = Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the model package goes.")]
SplitOption = Annotated[str, typer.Option("--split", metavar="NAME", help="Which cases of the folder's split.csv.")]
CsvOption = Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Every case and structure as a table.")]

_COLUMNS: tuple[tuple[str, str], ...] = (
    ("Dice", "dice"),
    ("HD95 (mm)", "hd95_mm"),
    ("Volume error (mL)", "error_ml"),
    ("Absolute error (mL)", "absolute_error_ml"),
    ("Interval coverage", "coverage"),
)
"""Headings and the fields of a summary, each a mean with its interval."""


def train(context: typer.Context, recipe: RecipeArgument, data: DataOption, out: OutOption) -> None:
    """Train a model from a recipe; a run that was stopped goes on where it was."""
    desk: Desk = context.obj
    with desk.work() as work:
        folder = work.run(
            tr("Training"),
            Exit.INPUT,
            "training",
            "train",
            recipe=recipe,
            data=str(data.absolute()),
            out=str(out.absolute()),
        )
    desk.output.result({"package": str(folder)}, str(folder))


def evaluate(
    context: typer.Context, model: ModelArgument, data: DataOption, split: SplitOption = "val", csv: CsvOption = None
) -> None:
    """Measure a model on labelled cases: Dice, HD95 and volume error, with 95 % bootstrap intervals."""
    desk: Desk = context.obj
    package = desk.model(model)
    with desk.work() as work:
        evaluation = work.run(
            tr("Evaluating"),
            Exit.INPUT,
            "training",
            "evaluate",
            model_folder=str(package.folder),
            data=str(data.absolute()),
            split=split,
        )
    if csv is not None:
        with stopping(Exit.WRITE), atomic(csv.absolute()) as file:
            evaluation.write_csv(file)
    document: dict[str, Any] = evaluation.to_json()
    desk.output.result({"evaluation": document, "csv": None if csv is None else str(csv)}, _summaries(document))


def _summaries(evaluation: dict[str, Any]) -> Table:
    cases = len({score["case"] for score in evaluation["scores"]})
    title = tr("{model} {version}, {cases} cases of {split}: mean and 95 % bootstrap interval").format(
        cases=cases, **{name: evaluation[name] for name in ("model", "version", "split")}
    )
    table = Table(tr("Structure"), *(tr(name) for name, _ in _COLUMNS), title=title, box=None, pad_edge=False)
    for summary in evaluation["summaries"]:
        table.add_row(summary["label"], *(_mean(summary[field]) for _, field in _COLUMNS))
    return table


def _mean(mean: dict[str, Any]) -> str:
    if mean["value"] is None:
        return "–"
    return f"{mean['value']:.3f} ({mean['low']:.3f}–{mean['high']:.3f})"
