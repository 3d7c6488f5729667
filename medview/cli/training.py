"""``medview evaluate``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from medview.cli.analyse import check_writable
from medview.cli.desk import Desk, stopping
from medview.cli.exits import Exit
from medview.core.text import tr

ModelArgument = Annotated[str, typer.Argument(metavar="MODEL", help="The model's identifier.")]
DataOption = Annotated[
    Path, typer.Option("--data", metavar="PATH", help="Data folder laid out like the one the model was trained from.")
]
SplitOption = Annotated[
    str | None,
    typer.Option("--split", metavar="NAME", help="Which cases of the folder's split.csv: val, else test, else all."),
]
CsvOption = Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Every case and structure as a table.")]

_MEASURES: tuple[tuple[str, str], ...] = (
    ("Dice", "dice"),
    ("HD95 (mm)", "hd95_mm"),
    ("Volume error (mL)", "error_ml"),
    ("Absolute volume error (mL)", "absolute_error_ml"),
    ("Coverage of the volume interval", "coverage"),
)
"""Names and the fields of a summary, each a mean with its interval."""


def evaluate(
    context: typer.Context, model: ModelArgument, data: DataOption, split: SplitOption = None, csv: CsvOption = None
) -> None:
    """Measure a model on labelled cases: Dice, HD95 and volume error, with 95 % bootstrap intervals."""
    desk: Desk = context.obj
    package = desk.usable(model)
    if csv is not None:
        with stopping(Exit.WRITE):
            check_writable(csv.absolute().parent)
    with desk.work() as work:
        evaluation: dict[str, Any] = work.run(
            tr("Evaluating"),
            Exit.INPUT,
            "training",
            "evaluate",
            model_folder=str(package.folder),
            data=str(data.absolute()),
            split=split,
            csv=None if csv is None else str(csv.absolute()),
        )
    desk.output.result({"evaluation": evaluation, "csv": None if csv is None else str(csv)}, _summaries(evaluation))


def _summaries(evaluation: dict[str, Any]) -> Table:
    title = "{model} {version}, {split}".format(**evaluation)
    names = (tr("Structure"), tr("Measured"), tr("Mean"), tr("95 % interval"), tr("Cases"))
    table = Table(*names, title=title, box=None, pad_edge=False)
    for summary in evaluation["summaries"]:
        for name, field in _MEASURES:
            table.add_row(summary["label"], tr(name), *_mean(summary[field]))
    return table


def _mean(mean: dict[str, Any]) -> tuple[str, str, str]:
    if mean["value"] is None:
        return "–", "", str(mean["cases"])
    return f"{mean['value']:.3f}", f"{mean['low']:.3f} – {mean['high']:.3f}", str(mean["cases"])
