"""Installing a package from a folder or a zip: checked beside its place, put there whole at the very end.

Nothing of what is installed is run, and nothing that is installed already is touched.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from medview.catalog.archive import MOST_BYTES, MOST_FILES, Step, check_names, copied, opened, refused
from medview.catalog.catalog import Catalog, Installed
from medview.catalog.manifest import MANIFEST, SIGNATURE, read_manifest
from medview.catalog.package import CONFIGURATION, Package, claimed_key, load_package
from medview.catalog.signing import read_signature
from medview.catalog.store import Store, forgotten, installed_from
from medview.catalog.trust import (
    Signature,
    Standing,
    confirming,
    is_confirmed,
    manifest_sha256,
    signature_of,
    wrong,
)
from medview.catalog.versions import order
from medview.core.errors import ModelError, WriteError
from medview.core.text import tr

IMPORTING = ".importing-"
"""Before the names of packages on their way, among the packages."""
UNPACKED = "medview-import-"
"""Before the names of what is unpacked to be looked at, in the folder for temporary files."""
_TEMPORARY = ".installing-"
_REMOVED = ".removed-"
_STALE_S = 24 * 3600.0


@dataclass(frozen=True)
class Installation:
    """What became of installing a package.

    Args:
        id: The model.
        version: Its version.
        name: The model's name for people.
        signature: Who answers for it.
        outcome: ``installed``; ``present``: exactly these files were there already; ``unconfirmed``: nothing was
            installed, because no trusted publisher signed it and no person has confirmed it.
        folder: Where it is; empty where it was not installed.
    """

    id: str
    version: str
    name: str
    signature: Signature
    outcome: str
    folder: str = ""


def install(
    source: Path,
    models: Path,
    accept_unsigned: bool = False,
    said_source: str = "",
    newer_than: str = "",
    step: Step = lambda _: None,
) -> Installation:
    """Install a package.

    Args:
        source: A package's folder, or a zip of one.
        models: The user's models folder.
        accept_unsigned: A person answers for it, should no trusted publisher have signed it.
        said_source: Where it came from, to be remembered for updates; empty for ``source`` itself.
        newer_than: Identifier of the model it must be a newer version of; empty: it may be anything.
        step: Told the part that is done; what it raises ends the work, and nothing is left behind.

    Raises:
        ModelError: It is damaged, not in the package format, signed wrongly, or another package of the same version
            is installed.
        WriteError: There is no room, or the folder may not be written to.
    """
    store = Store(models)
    with _writing(models), _staged(source, models, step) as package:
        state = store.state()
        signature = signature_of(package.folder, state)
        present = _present(package, models)
        _check_update(package, newer_than, models)
        answered = present is not None or signature.standing is Standing.TRUSTED or is_confirmed(package, state)
        if not (answered or accept_unsigned):
            return _told(package, signature, "unconfirmed")
        changes = [installed_from(package.key, said_source or str(source.absolute()))]
        if accept_unsigned and signature.standing is not Standing.TRUSTED:
            changes.append(confirming(package))
        state = store.apply(*changes)  # before the last step: of files that are not there a confirmation says nothing
        folder = present or _placed(package, models)
        outcome = "installed" if present is None else "present"
        return _told(package, signature_of(folder, state), outcome, str(folder))


def remove(catalog: Catalog, installed: Installed) -> None:
    """Remove one version of a model from the user's folder, and forget what was decided of it.

    Raises:
        ModelError: It came with the program.
        WriteError: It cannot be removed.
    """
    package = installed.package
    if installed.shipped or catalog.store is None:
        raise ModelError(
            tr("{model} came with MedView and cannot be removed.").format(model=package.card.name),
            tr("Disable it instead: medview models disable {id}").format(id=package.card.id),
        )
    models = package.folder.parent
    with _writing(models):
        aside = Path(tempfile.mkdtemp(prefix=_REMOVED, dir=models)) / package.folder.name
        os.replace(package.folder, aside)  # at once: a half-removed package is never listed
        catalog.store.apply(forgotten(package.key))
        shutil.rmtree(aside.parent)


@contextmanager
def _staged(source: Path, models: Path, step: Step) -> Iterator[Package]:
    """The package in a temporary folder on the same disk as its place, every file compared with its hash."""
    if not source.exists():
        raise refused(source.name, tr("it is not there"))
    tidy(models)
    beside = Path(tempfile.mkdtemp(prefix=_TEMPORARY, dir=models))
    try:
        raw = beside / "unchecked"
        raw.mkdir()
        if source.is_dir():
            _copy_folder(source, raw, step)
        else:
            _unpack(source, raw, step)
        yield _checked(raw, source.name)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _unpack(source: Path, raw: Path, step: Step) -> None:
    with opened(source) as archive:
        _check_room(raw, archive.bytes)
        archive.read_into(raw, (MANIFEST, SIGNATURE))
        _check_listed(source.name, raw, archive.names)
        archive.unpack(raw, step)


def _copy_folder(source: Path, raw: Path, step: Step) -> None:
    entries = []
    for path in source.rglob("*"):
        entries.append(path)
        name = path.relative_to(source).as_posix()
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            raise refused(source.name, tr("{file} is a link or a device, not a file").format(file=name))
        if len(entries) > MOST_FILES:
            raise refused(source.name, tr("it holds more than {count} files").format(count=MOST_FILES))
    files = sorted(path for path in entries if path.is_file())
    names = tuple(path.relative_to(source).as_posix() for path in files)
    check_names(source.name, names)
    done, total = 0, sum(path.stat().st_size for path in files)
    _check_room(raw, total)
    for path, name in zip(files, names, strict=True):
        target = raw / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with path.open("rb") as read, target.open("xb") as out:
            done += copied(read, out, MOST_BYTES, lambda part: step((done + part) / max(1, total)))  # noqa: B023
    _check_listed(source.name, raw, names)


def _check_listed(shown: str, raw: Path, names: tuple[str, ...]) -> None:
    """Before anything large is unpacked: the list of hashes is whole, its signature right, and of these files."""
    if MANIFEST not in names:
        raise refused(shown, tr("it has no {file}").format(file=MANIFEST))
    listed = read_manifest(raw).keys()
    for name in sorted(listed ^ (set(names) - {MANIFEST, SIGNATURE})):
        missing = name in listed
        raise refused(shown, (tr("{file} is missing") if missing else tr("{file} is not listed")).format(file=name))
    signed = read_signature(raw)
    if signed is not None and not signed.is_right(raw):
        raise wrong(shown)


def _checked(raw: Path, shown: str) -> Package:
    """The package under the name it will have, read as a package and compared with its hashes."""
    if not (raw / CONFIGURATION).is_file():
        raise refused(shown, tr("it has no {file}").format(file=CONFIGURATION))
    folder = raw.with_name(claimed_key(raw))
    raw.rename(folder)
    package = load_package(folder)
    package.verify()
    return package


def _present(package: Package, models: Path) -> Path | None:
    """Where exactly these files are installed already.

    Raises:
        ModelError: Another package of the same model and version is.
    """
    try:
        same = (one for one in Catalog.shipped(models).versions(package.card.id) if one.package.key == package.key)
    except ModelError:
        return None
    for one in same:
        if manifest_sha256(one.package.folder) == manifest_sha256(package.folder):
            return one.package.folder
        raise ModelError(
            tr("Another package of {model}, version {version}, is installed already.").format(
                model=package.card.id, version=package.card.version
            ),
            tr("Remove it first, or ask the publisher for a package with a version of its own."),
        )
    return None


def _check_update(package: Package, model: str, models: Path) -> None:
    if not model:
        return
    if package.card.id != model:
        raise refused(package.folder.name, tr("it is no version of {model}").format(model=model))
    newest = Catalog.shipped(models).versions(model)[0].package.card.version
    if order(package.card.version) < order(newest):
        raise refused(package.folder.name, tr("version {version} is installed, which is newer").format(version=newest))


def _placed(package: Package, models: Path) -> Path:
    folder = models / package.key
    if folder.exists():
        raise ModelError(
            tr("The folder {folder} is in the way: it holds no readable package.").format(folder=folder),
            tr("Look at it, and remove it by hand."),
        )
    os.rename(package.folder, folder)
    return folder


def tidy(models: Path) -> None:
    """Remove what a killed installation, removal or import left behind, so long ago that none can be under way."""
    left = (*_begin(models, _TEMPORARY, _REMOVED, IMPORTING), *_begin(Path(tempfile.gettempdir()), UNPACKED))
    for folder in left:
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime > _STALE_S:
                shutil.rmtree(folder, ignore_errors=True)


def _begin(parent: Path, *prefixes: str) -> list[Path]:
    return [path for path in parent.iterdir() if path.name.startswith(prefixes)]


def _told(package: Package, signature: Signature, outcome: str, folder: str = "") -> Installation:
    card = package.card
    return Installation(card.id, card.version, card.name, signature, outcome, folder)


def _check_room(folder: Path, needed: int) -> None:
    if shutil.disk_usage(folder).free < needed:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@contextmanager
def _writing(models: Path) -> Iterator[None]:
    try:
        with contextlib.suppress(FileExistsError):
            models.mkdir(parents=True, mode=0o700)
        yield
    except OSError as error:
        raise WriteError(
            tr("The models folder {folder} could not be written: {reason}.").format(
                folder=models, reason=error.strerror or type(error).__name__
            ),
            tr("Free some disk space and check that the folder may be written to."),
        ) from error
