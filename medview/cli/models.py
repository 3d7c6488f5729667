"""``medview models``: what is installed, what a model is for, and whether it is intact."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.console import Group, RenderableType
from rich.table import Table

from medview.catalog.package import Package
from medview.cli.desk import Desk
from medview.cli.exits import Exit
from medview.core.card import Metric, ModelCard
from medview.core.text import tr

MODELS = typer.Typer(help="List, show and verify models.", no_args_is_help=False)

ModelArgument = Annotated[str, typer.Argument(metavar="ID", help="The model's identifier.")]
OptionalModel = Annotated[str | None, typer.Argument(metavar="[ID]", help="One model; all of them without.")]


@MODELS.callback(invoke_without_command=True)
def _start(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        list_models(context)


@MODELS.command("list")
def list_models(context: typer.Context) -> None:
    """List the installed models."""
    desk: Desk = context.obj
    packages = desk.catalog.packages
    for folder, error in desk.catalog.unreadable:
        desk.output.note(f"{folder.name}: {error}")
    table = Table(tr("Model"), tr("Version"), tr("Name"), tr("What it does"), box=None, pad_edge=False)
    for package in packages:
        table.add_row(package.card.id, package.card.version, package.card.name, package.card.summary)
    shown: RenderableType = table if packages else tr("No model is installed.")
    desk.output.result({"models": [_brief(package) for package in packages]}, shown)


@MODELS.command("show")
def show(context: typer.Context, model: ModelArgument) -> None:
    """Show a model's card: use, input, training data, measured figures, known failures."""
    desk: Desk = context.obj
    package = desk.model(model)
    document = asdict(package.card) | {"folder": str(package.folder), "weights_sha256": package.weights_sha256()}
    desk.output.result({"model": document}, Group(_card(package), _metrics(package.card)))


@MODELS.command("verify")
def verify(context: typer.Context, model: OptionalModel = None) -> None:
    """Compare a model's files with their recorded hashes, run it on its golden input and compare the result."""
    desk: Desk = context.obj
    packages = (desk.model(model),) if model else desk.catalog.packages
    with desk.work() as work:
        results = [
            asdict(
                work.run(
                    tr("Verifying {model}").format(model=package.card.id),
                    Exit.MODEL,
                    "analysis",
                    "verify",
                    model_folder=str(package.folder),
                )
            )
            for package in packages
        ]
    verified = [package.card.id for package in packages]
    desk.output.result(
        {"verified": [{"id": name, **result} for name, result in zip(verified, results, strict=True)]},
        "\n".join(tr("{model}: intact").format(model=name) for name in verified) or tr("No model is installed."),
    )


def _brief(package: Package) -> dict[str, Any]:
    card = package.card
    return {"id": card.id, "version": card.version, "name": card.name, "summary": card.summary, "family": card.family}


def _card(package: Package) -> Table:
    card = package.card
    rows = (
        (tr("Model"), f"{card.name} ({card.id}), {tr('version')} {card.version}"),
        (tr("Intended use"), card.intended_use),
        (tr("Input"), card.input.description),
        (tr("Says"), ", ".join(label.name for label in card.labels)),
        (tr("Known failures"), "\n".join(card.known_failures)),
        (tr("Training data"), "\n".join(f"{data.name}, {data.licence}; {data.attribution}" for data in card.data)),
        (tr("Weights"), f"{card.weights_licence}; sha256 {package.weights_sha256()}"),
        (tr("Authors"), card.authors),
        (tr("Folder"), str(package.folder)),
    )
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table


def _metrics(card: ModelCard) -> Table:
    names = (tr("Measured"), tr("Of"), tr("Mean"), tr("95 % interval"), tr("Cases"), tr("Split"), tr("System"))
    table = Table(*names, box=None, pad_edge=False)
    for metric in card.metrics:
        cases = "" if metric.cases is None else str(metric.cases)
        table.add_row(
            metric.name, metric.label, f"{metric.value:.3f}", _interval(metric), cases, metric.split, metric.system
        )
    return table


def _interval(metric: Metric) -> str:
    return "" if metric.low is None or metric.high is None else f"{metric.low:.3f}–{metric.high:.3f}"
