"""A model that comes as a folder, or as a zip of one: only what is asked for is unpacked, and nothing outside."""

from __future__ import annotations

import re
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from medview.catalog import archive as packages
from medview.catalog.installing import UNPACKED
from medview.core.errors import ModelError
from medview.core.text import tr

MOST_TEXT = 1 << 22
MOST_WEIGHTS = 1 << 33
MOST_MEMBERS = 100_000
"""Limits on what is unpacked: bytes of a text and of weights, members of an archive."""

_TEXTS = (".json", ".yaml", ".yml", ".txt", ".md", "")
_COPY = 1 << 20


def names_in(path: Path) -> list[str]:
    """Names of a zip's members; empty where it is none."""
    if not path.is_file() or not zipfile.is_zipfile(path):
        return []
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return []


@contextmanager
def opened(path: Path, wanted: re.Pattern[str]) -> Iterator[Path]:
    """The folder itself, or what is wanted of a zip in a private folder that is gone afterwards.

    Args:
        path: A folder, or a zip.
        wanted: What names of members to be unpacked have in them.

    Raises:
        ModelError: The archive is damaged, too large, or points outside itself.
    """
    if path.is_dir():
        yield path
        return
    with tempfile.TemporaryDirectory(prefix=UNPACKED) as folder:
        try:
            with zipfile.ZipFile(path) as archive:
                _unpack(archive, path.name, Path(folder), wanted)
        except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, EOFError) as error:
            raise _refused(path.name, str(error)) from error
        yield Path(folder)


def _unpack(archive: zipfile.ZipFile, name: str, folder: Path, wanted: re.Pattern[str]) -> None:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise _refused(name, tr("it has too many members"))
    for member in members:
        _check_place(member, name)
    chosen = [member for member in members if not member.is_dir() and wanted.search(member.filename)]
    _check_sizes(chosen, name)
    for member in chosen:
        _copy(archive, member, folder / member.filename, name)


def _check_sizes(members: list[zipfile.ZipInfo], name: str) -> None:
    """Refuse what would fill the disk, by one member or by many small ones."""
    size, packed = (sum(getattr(member, word) for member in members) for word in ("file_size", "compress_size"))
    sizes = [(member.filename, member.file_size, member.compress_size) for member in members]
    for shown, unpacked, stored in (*sizes, (name, size, packed)):
        if packages.is_bomb(unpacked, stored):
            raise _refused(name, packages.bomb_words(shown))
    if size > packages.MOST_BYTES:
        raise _refused(name, tr("it would take {size:.0f} GB").format(size=size / 1e9))


def _check_place(member: zipfile.ZipInfo, name: str) -> None:
    place = PurePosixPath(member.filename.replace("\\", "/"))
    outside = place.is_absolute() or ".." in place.parts or ":" in member.filename
    if outside or stat.S_ISLNK(member.external_attr >> 16):
        raise _refused(name, tr("its member {member} points outside it").format(member=member.filename))


def _copy(archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: Path, name: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    most = MOST_TEXT if place.suffix in _TEXTS else MOST_WEIGHTS
    if member.file_size > min(most, shutil.disk_usage(place.parent).free):
        raise _refused(name, tr("its member {member} is too large").format(member=member.filename))
    left = member.file_size
    with archive.open(member) as source, place.open("xb") as target:
        while block := source.read(_COPY):
            left -= len(block)
            if left < 0:
                raise _refused(name, tr("its member {member} is larger than it says").format(member=member.filename))
            target.write(block)


def _refused(name: str, why: str) -> ModelError:
    return ModelError(
        tr("{name} cannot be unpacked: {why}.").format(name=name, why=why.rstrip(".")),
        tr("Ask its maker for the archive again, or for the folder."),
    )
