"""``medview substitutions``: how likely a language model of sequences holds other letters at each place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Group
from rich.table import Table
from rich.text import Text

from medview.catalog.package import Package
from medview.cli.analyse import check_writable
from medview.cli.choosing import for_model, scanned
from medview.cli.desk import Desk, stopping
from medview.cli.exits import Exit, Stop
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.tasks.results import given

_LISTED = 20
"""So many substitutions are shown, the least likely first."""

PathArgument = Annotated[str, typer.Argument(metavar="FILE", help="Sequences: FASTA, GenBank, Swiss-Prot and others.")]
ModelOption = Annotated[str, typer.Option("--model", metavar="ID", help="A language model of sequences.")]
VariantsOption = Annotated[
    str,
    typer.Option("--variants", metavar="A123T,…", help="Only these; NAME:A123T where the file has several records."),
]
OutOption = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the results; made if missing.")]


def substitutions(
    context: typer.Context, path: PathArgument, model: ModelOption, out: OutOption, variants: VariantsOption = ""
) -> None:
    """Score substitutions with a language model: ln p(other) - ln p(own) at a place it was not shown.

    Writes substitutions.csv and substitutions.json: every other letter at every place, or those that were asked for.
    What cannot be told is told why. Nobody has reviewed it, and both files say so.
    """
    desk: Desk = context.obj
    package = desk.usable(model)
    _check(package)
    asked = tuple(one.strip() for one in variants.split(",") if one.strip())
    with stopping(Exit.WRITE):
        check_writable(out)
    with desk.work() as work:
        chosen = for_model(scanned(work, (path,)), package, None)
        loaded = work.run(tr("Loading"), Exit.INPUT, "files", "load", series=chosen.series)
        analysed = {"model_folder": str(package.folder), "series": chosen.series, **given(loaded)}
        analysis = work.run(tr("Analysing"), Exit.MODEL, "analysis", "analyse", **analysed)
        told = {"study": chosen.study, "series": chosen.series, "analysis": analysis, "reviews": (), "asked": asked}
        files = {}
        for kind in ("csv", "json"):
            target = str((out / f"substitutions.{kind}").absolute())
            title = tr("Writing {name}").format(name=f"substitutions.{kind}")
            files[kind] = str(work.run(title, Exit.WRITE, "files", "export_substitutions", path=target, **told))
    document = json.loads(Path(files["json"]).read_text(encoding="utf-8"))
    desk.output.result(_document(document, files, analysis.warnings), _shown(document, files, analysis.warnings))
    if document["left_out"]:
        raise typer.Exit(Exit.INCOMPLETE if document["substitutions"] else Exit.INPUT)


def _check(package: Package) -> None:
    """
    Raises:
        Stop: The model says nothing of other letters.
    """
    letters = package.configuration.letters
    if letters is None or letters.answers != "letters":
        told = tr("{model} says nothing of substitutions.").format(model=package.card.name)
        raise Stop(Exit.MODEL, ModelError(told, tr("Choose a language model of sequences; see: medview models list.")))


def _document(document: dict[str, Any], files: dict[str, str], warnings: tuple[str, ...]) -> dict[str, Any]:
    return {
        "model": document["model"],
        "unreviewed": True,
        "scored": len(document["substitutions"]),
        "left_out": document["left_out"],
        "warnings": list(warnings),
        "files": files,
    }


def _shown(document: dict[str, Any], files: dict[str, str], warnings: tuple[str, ...]) -> Group:
    table = Table(tr("AI suggestion, unreviewed"), tr("Log odds"), box=None, pad_edge=False)
    for one in sorted(document["substitutions"], key=lambda one: one["log_odds"])[:_LISTED]:
        table.add_row(Text(f"{one['record']}:{one['variant']}"), f"{one['log_odds']:+.2f}")
    left_out = [Text(f"{one['variant']}: {one['why']}", style="yellow") for one in document["left_out"]]
    told = [Text(warning, style="yellow") for warning in warnings]
    counted = tr("{scored} substitutions scored, {left_out} left out.").format(
        scored=len(document["substitutions"]), left_out=len(document["left_out"])
    )
    written = [Text(f"{name}: {place}") for name, place in files.items()]
    return Group(
        table, *left_out, *told, Text(counted), *written, Text(tr("Not a medical device. For research and education."))
    )
