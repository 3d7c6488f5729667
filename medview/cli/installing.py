"""``medview models install``, ``update``, ``remove``, ``enable``, ``disable``, ``use`` and ``hosts``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from medview.catalog.catalog import Installed
from medview.catalog.fetching import is_address
from medview.catalog.installing import Installation
from medview.catalog.installing import remove as remove_package
from medview.catalog.store import Change, enabled, pinned
from medview.catalog.trust import confirming
from medview.cli.cards import document
from medview.cli.desk import Desk, stopping
from medview.cli.exits import Exit, Stop
from medview.cli.models import ModelArgument, VersionOption, chosen
from medview.core.errors import MedViewError, ModelError
from medview.core.text import tr
from medview.session.settings import Settings, load_settings, save_settings

SourceArgument = Annotated[
    str, typer.Argument(metavar="SOURCE", help="A package's folder or zip, or an https address on an allowed host.")
]
OptionalSource = Annotated[
    str | None,
    typer.Argument(metavar="[SOURCE]", help="Folder, zip or address; without, where it was installed from."),
]
AcceptOption = Annotated[
    bool, typer.Option("--accept-unsigned", help="Answer for a package that no publisher you trust has signed.")
]
HashOption = Annotated[
    str, typer.Option("--sha256", metavar="HEX", help="The download's hash; compared before it is unpacked.")
]
NEWEST = "newest"


def install(
    context: typer.Context, source: SourceArgument, accept_unsigned: AcceptOption = False, sha256: HashOption = ""
) -> None:
    """Install a model: checked before it is unpacked, and put beside what is installed whole or not at all.

    A download that breaks off goes on where it stopped when the command is run again.
    """
    desk: Desk = context.obj
    _tell(desk, _installed(desk, source, accept_unsigned, sha256))


def update(
    context: typer.Context,
    model: ModelArgument,
    source: OptionalSource = None,
    accept_unsigned: AcceptOption = False,
    sha256: HashOption = "",
) -> None:
    """Install a newer version of a model; the older one stays until it is removed."""
    desk: Desk = context.obj
    wanted = source or next((one.source for one in _versions(desk, model) if one.source), "")
    if not wanted:
        raise Stop(
            Exit.USAGE,
            MedViewError(
                tr("Nobody knows where {model} is updated from.").format(model=model),
                tr("Name a folder, a zip or an address: medview models update {model} SOURCE").format(model=model),
            ),
        )
    found = _installed(desk, wanted, accept_unsigned, sha256, model)
    held = desk.catalog.state.pinned.get(model)
    if held not in (None, found.version):
        desk.output.note(
            tr("Version {held} stays in use, as you chose it. To use the newest: medview models use {model} {newest}")
            .format(held=held, model=model, newest=NEWEST)
        )  # fmt: skip
    _tell(desk, found)


def remove(context: typer.Context, model: ModelArgument, version: VersionOption = None) -> None:
    """Remove a version of a model from your folder; shipped ones can only be disabled."""
    desk: Desk = context.obj
    versions = [one for one in _versions(desk, model) if not one.shipped]
    if version is None and len(versions) > 1:
        known = ", ".join(one.package.card.version for one in versions)
        raise Stop(
            Exit.USAGE,
            MedViewError(
                tr("Several versions of {model} are installed: {known}.").format(model=model, known=known),
                tr("Choose one with --version."),
            ),
        )
    one = chosen(desk, model, version) if version or not versions else versions[0]
    with stopping(Exit.MODEL):
        remove_package(desk.catalog, one)
    told = tr("{model}, version {version}, was removed.")
    desk.output.result({"removed": document(one)}, told.format(model=model, version=one.package.card.version))


def enable(
    context: typer.Context, model: ModelArgument, version: VersionOption = None, accept_unsigned: AcceptOption = False
) -> None:
    """Use a model again; with --accept-unsigned also one that no publisher you trust has signed."""
    desk: Desk = context.obj
    one = chosen(desk, model, version)
    changes: list[Change] = [enabled(one.package.key, True)]
    if accept_unsigned:
        with stopping(Exit.MODEL):
            one.package.verify()
            changes.append(confirming(one.package))
    _decide(desk, model, one.package.card.version, *changes)


def disable(context: typer.Context, model: ModelArgument, version: VersionOption = None) -> None:
    """Use a model no more, without removing it."""
    desk: Desk = context.obj
    one = chosen(desk, model, version)
    _decide(desk, model, one.package.card.version, enabled(one.package.key, False))


def use(
    context: typer.Context,
    model: ModelArgument,
    version: Annotated[str, typer.Argument(metavar="VERSION", help='A version, or "newest".')],
) -> None:
    """Choose which version of a model is used when several are installed."""
    desk: Desk = context.obj
    if version == NEWEST:
        _decide(desk, model, None, pinned(model, None))
        return
    one = chosen(desk, model, version)
    _decide(desk, model, version, enabled(one.package.key, True), pinned(model, version))


def hosts(
    context: typer.Context,
    add: Annotated[list[str] | None, typer.Option("--add", metavar="HOST", help="Allow downloads from it.")] = None,
    remove: Annotated[list[str] | None, typer.Option("--remove", metavar="HOST", help="Allow none any more.")] = None,
) -> None:
    """Show or change the hosts models may be downloaded from; there are none until you add one."""
    desk: Desk = context.obj
    settings = _settings(desk)
    kept = [host for host in settings.model_hosts if host not in (remove or ())]
    allowed = tuple(dict.fromkeys((*kept, *(host.strip().casefold() for host in add or ()))))
    if allowed != settings.model_hosts:
        with stopping(Exit.WRITE):
            save_settings(desk.paths.settings_file, replace(settings, model_hosts=allowed))
    desk.output.result({"hosts": list(allowed)}, "\n".join(allowed) or tr("No host is allowed."))


COMMANDS = (install, update, remove, enable, disable, use, hosts)


def _installed(desk: Desk, source: str, accept: bool, sha256: str, newer_than: str = "") -> Installation:
    with desk.work() as work:
        found: Installation = work.run(
            tr("Installing"),
            Exit.MODEL,
            "files",
            "install_model",
            source=source if is_address(source) else str(Path(source).absolute()),
            models=str(desk.paths.models),
            downloads=str(desk.paths.downloads),
            hosts=_settings(desk).model_hosts,
            accept_unsigned=accept,
            sha256=sha256,
            newer_than=newer_than,
        )
    if found.outcome == "unconfirmed":
        raise Stop(
            Exit.MODEL,
            ModelError(
                tr("{model}, version {version}, was not installed. {signature}").format(
                    model=found.name, version=found.version, signature=found.signature.words
                ),
                tr("If you know where it comes from, run the command again with --accept-unsigned."),
            ),
        )
    return found


def _tell(desk: Desk, found: Installation) -> None:
    words = {
        "installed": tr("{model}, version {version}, was installed. {signature}"),
        "present": tr("{model}, version {version}, was installed already. {signature}"),
    }[found.outcome].format(model=found.id, version=found.version, signature=found.signature.words)
    one = chosen(desk, found.id, found.version)
    desk.output.result({"outcome": found.outcome, "model": document(one)}, words)


def _decide(desk: Desk, model: str, version: str | None, *changes: Change) -> None:
    store = desk.catalog.store
    with stopping(Exit.WRITE):
        if store is not None:
            store.apply(*changes)
    versions = [one for one in _versions(desk, model) if version in (None, one.package.card.version)]
    used = next((one.package.card.version for one in _versions(desk, model) if one.used), None)
    told = tr("No version of {model} is used.") if used is None else tr("Of {model}, version {version} is used.")
    desk.output.result(
        {"used": used, "versions": [document(one) for one in versions]}, told.format(model=model, version=used)
    )


def _versions(desk: Desk, model: str) -> tuple[Installed, ...]:
    with stopping(Exit.MODEL):
        return desk.catalog.versions(model)


def _settings(desk: Desk) -> Settings:
    settings, problem = load_settings(desk.paths.settings_file)
    if problem:
        desk.output.note(problem)
    return settings
