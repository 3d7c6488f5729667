"""``medview models import`` and ``medview models run``."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from medview.catalog.imported import Imported, Ran
from medview.catalog.package import configuration_json
from medview.cli.desk import Desk
from medview.cli.exits import Exit, Stop
from medview.core.errors import ReadError
from medview.core.strict_json import NotStrict, as_object, parsed_json
from medview.core.text import tr

PathArgument = Annotated[
    Path,
    typer.Argument(metavar="PATH", help="A model's file or folder: MONAI bundle, nnU-Net, PyTorch, Keras or ONNX."),
]
IdOption = Annotated[str, typer.Option("--id", metavar="ID", help="The model's identifier; by default its file's.")]
NameOption = Annotated[str, typer.Option("--name", metavar="TEXT", help="The model's name for people.")]
NetworkOption = Annotated[
    str, typer.Option("--network", metavar="NAME", help="Its network, where nothing in the file says it.")
]
ArgumentsOption = Annotated[
    str, typer.Option("--arguments", metavar="JSON", help="The network's arguments, where nothing in the file says.")
]
CardOption = Annotated[
    Path | None, typer.Option("--card", metavar="FILE", help="JSON with entries of the model card to replace.")
]
SettingsOption = Annotated[
    Path | None, typer.Option("--settings", metavar="FILE", help="JSON with entries of the configuration to replace.")
]
FolderOption = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="Folder of packages; by default the installed models.")
]
ModelArgument = Annotated[str, typer.Argument(metavar="ID", help="The model's identifier, or its package's folder.")]
InputArgument = Annotated[
    Path, typer.Argument(metavar="INPUT", help="A .npy array, FASTA, plain text or SMILES, or a PNG or JPEG picture.")
]
OutOption = Annotated[
    Path, typer.Option("--out", metavar="FILE", help="Where the output goes: .npy, or .npz for several shapes.")
]
ActivationOption = Annotated[
    bool, typer.Option("--activation", help="Write probabilities rather than the network's plain output.")
]


def import_model(
    context: typer.Context,
    path: PathArgument,
    model_id: IdOption = "",
    name: NameOption = "",
    network: NetworkOption = "",
    arguments: ArgumentsOption = "",
    card: CardOption = None,
    settings: SettingsOption = None,
    out: FolderOption = None,
) -> None:
    """Make a package of someone else's model; nothing of it is run as code."""
    desk: Desk = context.obj
    folder = (out or desk.paths.models).absolute()
    answers: dict[str, Any] = {
        "id": model_id,
        "name": name,
        "network": network,
        "arguments": _object(arguments, "--arguments") if arguments else {},
        "card": _file(card),
        "settings": _file(settings),
    }
    with desk.work() as work:
        imported: Imported = work.run(
            tr("Importing {name}").format(name=path.name),
            Exit.MODEL,
            "importing",
            "import_model",
            path=str(path.absolute()),
            folder=str(folder),
            **answers,
        )
    desk.output.result({"imported": _document(imported)}, _shown(imported))


def run(
    context: typer.Context,
    model: ModelArgument,
    source: InputArgument,
    out: OutOption,
    activation: ActivationOption = False,
) -> None:
    """Run a model's network on an array, a text or a picture, in float32, and write what it gives."""
    desk: Desk = context.obj
    folder = Path(model).absolute() if (Path(model) / "configs").is_dir() else desk.usable(model).folder
    with desk.work() as work:
        ran: Ran = work.run(
            tr("Running {model}").format(model=folder.name),
            Exit.INPUT,
            "importing",
            "run_arrays",
            model_folder=str(folder),
            source=str(source.absolute()),
            out=str(out.absolute()),
            activation=activation,
        )
    desk.output.result({"ran": asdict(ran)}, _table(ran))


def _object(text: str, place: str) -> dict[str, Any]:
    try:
        return as_object(parsed_json(text))
    except NotStrict as error:
        raise _no_object(place) from error


def _file(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        return _object(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise Stop(
            Exit.INPUT, ReadError(tr("{path} cannot be read.").format(path=path), tr("Check the path."))
        ) from error


def _no_object(place: str) -> Stop:
    error = ReadError(
        tr("{place} is not a JSON object.").format(place=place), tr('Write it as {{"name": value}}.').format()
    )
    return Stop(Exit.USAGE, error)


def _document(imported: Imported) -> dict[str, Any]:
    configuration = imported.configuration
    return {
        "id": configuration.card.id,
        "folder": imported.folder,
        "weights_sha256": imported.weights_sha256,
        "questions": list(imported.questions),
        "configuration": json.loads(configuration_json(configuration)),
    }


def _shown(imported: Imported) -> RenderableType:
    configuration = imported.configuration
    card, network, origin = configuration.card, configuration.network, configuration.origin
    count = 1 + len(network.folds)
    rows = [
        (tr("Model"), f"{card.name} ({card.id})"),
        (tr("Read as"), origin.format if origin else ""),
        (tr("Network"), tr("{name}, {count} set(s) of weights").format(name=network.name, count=count)),
        (tr("Says"), ", ".join(label.name for label in card.labels)),
        (tr("Licence"), card.weights_licence),
        (tr("Folder"), imported.folder),
        *((tr("Not supported"), sentence) for sentence in (origin.not_supported if origin else ())),
    ]
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    for title, value in rows:
        table.add_row(title, Text(str(value)))  # brackets of other people's texts are no markup
    if not imported.questions:
        return table
    asked = tr("To be completed by a person: {entries}.").format(entries=", ".join(imported.questions))
    if not imported.guessed:
        return Group(table, asked)
    wrong = tr(
        "The usual network.arguments were taken where the weights do not tell them; if they are others, all results"
        " are wrong. Say them with --arguments."
    )
    return Group(table, asked, wrong)


def _table(ran: Ran) -> RenderableType:
    table = Table(tr("Input"), tr("What"), tr("How much"), box=None, pad_edge=False)
    for row in ran.rows:
        table.add_row(*row)
    shapes = ", ".join("×".join(map(str, shape)) for shape in dict.fromkeys(ran.shapes))
    told = tr("{path}: {shapes}, {seconds:.1f} s").format(path=ran.path, shapes=shapes, seconds=ran.seconds)
    return Group(table, told)
