"""``medview models``: what is installed, what a model is for, and whether it is intact."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.console import Group, RenderableType

from medview.catalog.catalog import Installed
from medview.catalog.package import Package
from medview.catalog.verification import VerifyResult
from medview.cli.cards import card_table, document, listed, metrics_table
from medview.cli.desk import Desk, Work, stopping
from medview.cli.exits import Exit, Stop
from medview.core.errors import MedViewError
from medview.core.text import tr

MODELS = typer.Typer(help="Install, list, show, verify, sign, import and run models.", no_args_is_help=False)

ModelArgument = Annotated[str, typer.Argument(metavar="ID", help="The model's identifier.")]
OptionalModel = Annotated[str | None, typer.Argument(metavar="[ID]", help="One model; all of them without.")]
VersionOption = Annotated[
    str | None, typer.Option("--version", metavar="VERSION", help="This version, instead of the one in use.")
]


@MODELS.callback(invoke_without_command=True)
def _start(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        list_models(context)


@MODELS.command("list")
def list_models(context: typer.Context) -> None:
    """List the installed models, every version of them."""
    desk: Desk = context.obj
    for folder, error in desk.catalog.unreadable:
        desk.output.note(f"{folder.name}: {error}")
    _show_list(desk, desk.catalog.installed)


@MODELS.command("search")
def search(
    context: typer.Context,
    text: Annotated[list[str], typer.Argument(metavar="TEXT...", help="Words of the card; all must be there.")],
) -> None:
    """List the installed models whose cards have some words: a structure, a modality, a body part."""
    desk: Desk = context.obj
    _show_list(desk, desk.catalog.search(" ".join(text)))


@MODELS.command("show")
def show(context: typer.Context, model: ModelArgument, version: VersionOption = None) -> None:
    """Show a model's card: use, input, training data, measured figures, known failures."""
    desk: Desk = context.obj
    one = chosen(desk, model, version)
    package = one.package
    told = asdict(package.card) | document(one) | {"weights_sha256": package.weights_sha256()}
    desk.output.result({"model": told}, Group(card_table(one), metrics_table(package.card)))


@MODELS.command("verify")
def verify(context: typer.Context, model: OptionalModel = None, version: VersionOption = None) -> None:
    """Compare a model's files with their recorded hashes, run it on its golden input and compare the result."""
    desk: Desk = context.obj
    packages = (chosen(desk, model, version).package,) if model else desk.catalog.packages
    with desk.work() as work:
        results = [_verified(desk, work, package) for package in packages]
    verified = [package.card.id for package in packages]
    desk.output.result(
        {"verified": [{"id": name, **asdict(result)} for name, result in zip(verified, results, strict=True)]},
        "\n".join(tr("{model}: intact").format(model=name) for name in verified) or tr("No model is installed."),
    )


def chosen(desk: Desk, model: str, version: str | None) -> Installed:
    """A version of a model: the named one, or the one in use, or the newest where all are disabled.

    Raises:
        Stop: It is not installed.
    """
    with stopping(Exit.MODEL):
        versions = desk.catalog.versions(model)
    if version is None:
        return next((one for one in versions if one.used), versions[0])
    found = next((one for one in versions if one.package.card.version == version), None)
    if found is None:
        known = ", ".join(one.package.card.version for one in versions)
        raise Stop(
            Exit.MODEL,
            MedViewError(
                tr("Version {version} of {model} is not installed.").format(version=version, model=model),
                tr("Installed versions: {known}.").format(known=known),
            ),
        )
    return found


def _verified(desk: Desk, work: Work, package: Package) -> VerifyResult:
    title = tr("Verifying {model}").format(model=package.card.id)
    try:
        result: VerifyResult = work.run(title, Exit.MODEL, "analysis", "verify", model_folder=str(package.folder))
    except Stop as stop:
        if stop.code is Exit.MODEL:
            desk.catalog.note_failed(package)
        raise
    with stopping(Exit.WRITE):
        desk.catalog.note_verified(package, result)
    return result


def _show_list(desk: Desk, models: tuple[Installed, ...]) -> None:
    documents: list[dict[str, Any]] = [document(one) for one in models]
    shown: RenderableType = listed(models) if models else tr("No model is installed.")
    desk.output.result({"models": documents}, shown)
