"""Tasks that bring model packages in and pack them up; nothing of a package is run."""

from __future__ import annotations

from pathlib import Path

from medview.catalog.archive import Step, pack
from medview.catalog.fetching import drop, fetched, is_address
from medview.catalog.installing import Installation, install
from medview.catalog.package import load_package
from medview.core.text import tr
from medview.io.atomic import atomic
from medview.jobs.protocol import Context

_FETCHED = 0.8
"""Done part once a package is downloaded."""


def install_model(
    context: Context,
    source: str,
    models: str,
    downloads: str = "",
    hosts: tuple[str, ...] = (),
    accept_unsigned: bool = False,
    sha256: str = "",
    newer_than: str = "",
) -> Installation:
    """Install a package from a folder, a zip or an https address on an allowed host.

    Args:
        context: The job.
        source: Folder, zip or address.
        models: The user's models folder.
        downloads: Folder of downloads; one that breaks off, or waits to be confirmed, is kept there.
        hosts: Hosts addresses may be of.
        accept_unsigned: A person answers for it, should no trusted publisher have signed it.
        sha256: The download's hash, where one was given.
        newer_than: Identifier of the model it must be a newer version of.

    Raises:
        ModelError: It is refused; the message says why, and nothing is left behind.
        WriteError: There is no room.
    """

    def told(low: float, high: float, note: str) -> Step:
        context.checkpoint(low, note)
        return lambda done: context.checkpoint(low + (high - low) * done, note)

    if not is_address(source):
        step = told(0.0, 1.0, tr("Checking the package"))
        return install(Path(source), Path(models), accept_unsigned, newer_than=newer_than, step=step)
    with fetched(source, Path(downloads), hosts, sha256, told(0.0, _FETCHED, tr("Downloading"))) as file:
        step = told(_FETCHED, 1.0, tr("Checking the package"))
        found = install(file, Path(models), accept_unsigned, source, newer_than, step)
    if found.outcome != "unconfirmed":
        drop(source, Path(downloads))
    return found


def pack_model(context: Context, model_folder: str, path: str) -> str:
    """Write a package, whose files are as they were published, as one zip.

    Raises:
        ModelError: A file was changed.
        WriteError: The zip cannot be written.
    """
    context.checkpoint(0.0, tr("Comparing the files"))
    package = load_package(Path(model_folder))
    package.verify()
    with atomic(Path(path)) as file:
        pack(package, file, lambda done: context.checkpoint(done, tr("Packing")))
    return path
