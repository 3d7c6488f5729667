"""``medview train`` and ``medview evaluate``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from medview.cli.desk import Desk
from medview.cli.exits import Exit
from medview.core.text import tr

RecipeArgument = Annotated[str, typer.Argument(metavar="RECIPE", help="Name of a shipped recipe, or a recipe file.")]
DataOption = Annotated[
    Path, typer.Option("--data", metavar="PATH", help="Data folder laid out like the one the model was trained from.")
]
OutOption = Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the model package goes.")]


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
