"""``medview models pack``, ``sign``, ``keygen`` and ``trust``: for who publishes models, and who relies on them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from medview.catalog.package import CONFIGURATION, Package, load_package
from medview.catalog.signing import Publisher, make_key, public_path, read_publisher
from medview.catalog.signing import sign as sign_package
from medview.catalog.store import distrusted, trusted
from medview.cli.desk import Desk, stopping
from medview.cli.exits import Exit, Stop
from medview.cli.models import VersionOption, chosen
from medview.core.errors import MedViewError
from medview.core.text import tr

PackageArgument = Annotated[str, typer.Argument(metavar="ID", help="The model's identifier, or its package's folder.")]
ZipOption = Annotated[Path, typer.Option("--out", metavar="FILE.zip", help="The zip; what has its name is replaced.")]
KeyOption = Annotated[Path, typer.Option("--key", metavar="KEYFILE", help="The secret key keygen wrote.")]
PublisherOption = Annotated[str, typer.Option("--publisher", metavar="NAME", help="Who signs, as readers see it.")]
KeyOutOption = Annotated[
    Path, typer.Option("--out", metavar="KEYFILE", help="The secret key; the public one is KEYFILE.pub.")
]
KeyArgument = Annotated[
    Path | None, typer.Argument(metavar="[KEYFILE]", help="A publisher's public key; without, those trusted are shown.")
]
RemoveOption = Annotated[str, typer.Option("--remove", metavar="KEY", help="Trust this key no more.")]


def pack(context: typer.Context, model: PackageArgument, out: ZipOption, version: VersionOption = None) -> None:
    """Write a model as one zip that others can install; its files are compared with their hashes before."""
    desk: Desk = context.obj
    package = _package(desk, model, version)
    with desk.work() as work:
        path = work.run(
            tr("Packing"),
            Exit.MODEL,
            "files",
            "pack_model",
            model_folder=str(package.folder),
            path=str(out.absolute()),
        )
    desk.output.result({"zip": path, "bytes": Path(path).stat().st_size}, path)


def sign(context: typer.Context, model: PackageArgument, key: KeyOption, version: VersionOption = None) -> None:
    """Sign a model with a publisher's key, so that who trusts the publisher installs it without asking."""
    desk: Desk = context.obj
    package = _package(desk, model, version)
    with stopping(Exit.MODEL):
        package.verify()
        publisher = sign_package(package.folder, key).publisher
    desk.output.result(
        {"model": package.card.id, "version": package.card.version, **_document(publisher)},
        tr("{model} is signed by {publisher}, key {key}.").format(
            model=package.card.id, publisher=publisher.name, key=publisher.key_id
        ),
    )


def keygen(context: typer.Context, publisher: PublisherOption, out: KeyOutOption) -> None:
    """Make a key to sign models with; keep the secret part to yourself, and hand out the public one."""
    desk: Desk = context.obj
    if not publisher.strip() or not publisher.isprintable():
        raise Stop(Exit.USAGE, MedViewError(tr("A publisher needs a name."), tr("Give one with --publisher.")))
    with stopping(Exit.WRITE):
        made = make_key(publisher.strip(), out)
    desk.output.result(
        {"secret": str(out), "public": str(public_path(out)), **_document(made)},
        tr("The secret key is {secret}: show it to nobody. The public key, to be handed out, is {public}.").format(
            secret=out, public=public_path(out)
        ),
    )


def trust(context: typer.Context, key: KeyArgument = None, remove: RemoveOption = "") -> None:
    """Trust what a publisher signs, trust it no more, or show who is trusted."""
    desk: Desk = context.obj
    store = desk.catalog.store
    if store is None or (key and remove):
        raise Stop(Exit.USAGE, MedViewError(tr("Add one key or remove one."), tr("See: medview models trust --help")))
    if key is not None:
        with stopping(Exit.MODEL):
            store.apply(trusted(read_publisher(key)))
    if remove:
        _remove(desk, remove)
    publishers = store.state().publishers
    table = Table(tr("Key"), tr("Publisher"), box=None, pad_edge=False)
    for name, publisher in sorted(publishers.items()):
        table.add_row(name, publisher.name)
    desk.output.result(
        {"publishers": [_document(publisher) for _, publisher in sorted(publishers.items())]},
        table if publishers else tr("No publisher is trusted."),
    )


COMMANDS = (pack, sign, keygen, trust)


def _remove(desk: Desk, key_id: str) -> None:
    store = desk.catalog.store
    if store is None or key_id not in store.state().publishers:
        raise Stop(
            Exit.USAGE,
            MedViewError(
                tr("No trusted publisher has the key {key}.").format(key=key_id),
                tr("medview models trust shows those that are trusted."),
            ),
        )
    with stopping(Exit.WRITE):
        store.apply(distrusted(key_id))


def _package(desk: Desk, model: str, version: str | None) -> Package:
    """An installed model, or the package in a folder."""
    if not (Path(model) / CONFIGURATION).is_file():
        return chosen(desk, model, version).package
    with stopping(Exit.MODEL):
        return load_package(Path(model).absolute())


def _document(publisher: Publisher) -> dict[str, str]:
    return {"publisher": publisher.name, "key": publisher.key_id, "public_key": publisher.public_key}
