"""A package as one zip: packed, and checked before a single byte of it is unpacked."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from medview.catalog.names import is_known
from medview.catalog.package import CONFIGURATION, Package
from medview.core.errors import ModelError
from medview.core.text import tr

MOST_FILES = 256
"""A package holds a handful of files; folds and pictures of its description make it some dozens."""
MOST_BYTES = 16 << 30
"""The largest weights in use are a few gigabytes."""
MOST_RATIO = 200
"""Weights hardly compress and texts five-fold; deflate itself reaches 1032."""
SMALL_BYTES = 16 << 20
"""Files up to this size may compress as they like: an image of zeros does."""
_SMALL_FILE = 1 << 20
"""A list of hashes and a signature are far smaller."""

_KINDS = (0, stat.S_IFREG, stat.S_IFDIR)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_CHUNK = 1 << 20

Step = Callable[[float], None]
"""Told the part that is done, 0..1; what it raises ends the work."""


def pack(package: Package, out: Path, step: Step = lambda _: None) -> Path:
    """Write a package as one zip.

    Args:
        package: The package; it should be verified before.
        out: The file; its folder exists, and what has its name is replaced.
        step: Told how far it is.

    Raises:
        ModelError: The package holds a file the format does not know.
        OSError: The zip cannot be written.
    """
    files = sorted(path for path in package.folder.rglob("*") if path.is_file())
    names = [path.relative_to(package.folder).as_posix() for path in files]
    check_names(package.folder.name, names)
    done, total = 0, max(1, sum(path.stat().st_size for path in files))
    with zipfile.ZipFile(out, "w") as archive:
        for path, name in zip(files, names, strict=True):
            info = zipfile.ZipInfo(f"{package.card.id}/{name}")  # no times: one package gives one zip
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, (stat.S_IFREG | 0o644) << 16
            info.file_size = path.stat().st_size
            with path.open("rb") as source, archive.open(info, "w") as target:
                done += copied(source, target, info.file_size, lambda written: step((done + written) / total))  # noqa: B023
    return out


def check_names(shown: str, names: Iterable[str]) -> None:
    """Refuse files the package format does not know.

    Raises:
        ModelError: The message names the first.
    """
    strange = next((name for name in names if not is_known(name)), None)
    if strange is not None:
        raise refused(shown, tr("it holds {file}, which no model package has").format(file=_shown(strange)))


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """A zip whose list of contents was found harmless.

    Raises:
        ModelError: It is not a zip, or something in its list is not as in a package.
    """
    try:
        with zipfile.ZipFile(path) as file:
            yield Archive(path.name, file)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise refused(path.name, tr("it is no sound zip ({why})").format(why=error)) from error


class Archive:
    """A checked zip of a package.

    Args:
        shown: Its name for people.
        file: The zip.

    Raises:
        ModelError: Something in its list is not as in a package.
    """

    def __init__(self, shown: str, file: zipfile.ZipFile) -> None:
        self._shown, self._file = shown, file
        entries = file.infolist()
        for entry in entries[: MOST_FILES + 1]:
            self._check(entry)
        files = [entry for entry in entries if not entry.is_dir()]
        if len(entries) > MOST_FILES:
            raise refused(shown, tr("it holds more than {count} files").format(count=MOST_FILES))
        self._members = self._named(files)
        check_names(shown, self._members)
        self.bytes = sum(entry.file_size for entry in files)
        if self.bytes > MOST_BYTES:
            raise refused(shown, tr("it would take {size:.0f} GB").format(size=self.bytes / 1e9))

    @property
    def names(self) -> tuple[str, ...]:
        """The files, as they are called within the package."""
        return tuple(self._members)

    def read_into(self, folder: Path, names: Iterable[str]) -> None:
        """Unpack some small files to look at before the rest; those that are absent are left out.

        Raises:
            ModelError: One is larger than such files are, or damaged.
        """
        for name in names:
            entry = self._members.get(name)
            if entry is not None and entry.file_size > _SMALL_FILE:
                raise refused(self._shown, tr("{file} is too large").format(file=name))
            if entry is not None:
                self._write(name, entry, folder, lambda _: None)

    def unpack(self, folder: Path, step: Step) -> None:
        """Unpack everything below an empty folder.

        Raises:
            ModelError: A file is longer than the list says, or damaged.
        """
        done, total = 0, max(1, self.bytes)
        for name, entry in self._members.items():
            done += self._write(name, entry, folder, lambda part: step((done + part) / total))  # noqa: B023

    def _write(self, name: str, entry: zipfile.ZipInfo, folder: Path, step: Callable[[int], None]) -> int:
        target = folder.joinpath(*PurePosixPath(name).parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open(entry) as source, target.open("wb") as out:
            written = copied(source, out, entry.file_size, step)
        if written != entry.file_size:
            raise refused(self._shown, tr("{file} is not as long as it says").format(file=_shown(name)))
        return written

    def _check(self, entry: zipfile.ZipInfo) -> None:
        problem = next((what() for is_wrong, what in _PROBLEMS if is_wrong(entry)), "")
        if problem:
            raise refused(self._shown, problem.format(file=_shown(entry.orig_filename)))

    def _named(self, files: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        """Entries by their names within the package, without the one folder around everything."""
        names = [entry.filename for entry in files]
        tops = {name.partition("/")[0] for name in names}
        around = f"{next(iter(tops))}/" if len(tops) == 1 and CONFIGURATION not in names else ""
        members: dict[str, zipfile.ZipInfo] = {}
        seen: set[str] = set()
        for entry in files:
            name = entry.filename[len(around) :]
            if name.casefold() in seen:
                raise refused(self._shown, tr("it holds {file} twice").format(file=_shown(name)))
            seen.add(name.casefold())
            members[name] = entry
        return members


def _is_outside(entry: zipfile.ZipInfo) -> bool:
    name = entry.orig_filename
    parts = name.rstrip("/").split("/")
    return "\\" in name or ":" in name or "\0" in name or not {"", ".", ".."}.isdisjoint(parts)


def is_bomb(size: int, packed: int) -> bool:
    """Whether so few packed bytes become more than those of any honest file would."""
    return size > max(SMALL_BYTES, MOST_RATIO * packed)


def bomb_words(name: str) -> str:
    """What is said of such a file."""
    return tr("{file} would grow beyond all measure when it is unpacked").format(file=_shown(name))


_PROBLEMS: tuple[tuple[Callable[[zipfile.ZipInfo], bool], Callable[[], str]], ...] = (
    (_is_outside, lambda: tr("{file} points outside the package")),
    (
        lambda entry: stat.S_IFMT(entry.external_attr >> 16) not in _KINDS,
        lambda: tr("{file} is a link or a device, not a file"),
    ),
    (lambda entry: bool(entry.flag_bits & _ENCRYPTED), lambda: tr("{file} is encrypted")),
    (lambda entry: entry.compress_type not in _METHODS, lambda: tr("{file} is compressed in an unusual way")),
    (lambda entry: is_bomb(entry.file_size, entry.compress_size), lambda: bomb_words("{file}")),
)


def refused(shown: str, why: str) -> ModelError:
    """The refusal of something that is to be installed."""
    return ModelError(
        tr("{name} is not installed: {why}.").format(name=shown, why=why),
        tr(
            "Ask its publisher for a zip made with medview models pack; bring models of other programs in by importing."
        ),
    )


def copied(source: IO[bytes], target: IO[bytes], limit: int, step: Callable[[int], None]) -> int:
    """Copy a file, of a longer one ``limit`` bytes and one more.

    Args:
        source: Read from here.
        target: Written to here.
        limit: How long the file says it is.
        step: Told how many bytes were copied.

    Returns:
        How many bytes were copied.
    """
    written = 0
    while written <= limit and (chunk := source.read(min(_CHUNK, limit + 1 - written))):
        target.write(chunk)
        written += len(chunk)
        step(written)
    return written


def _shown(name: str) -> str:
    """A name from outside, so that it cannot write over the terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in name[:120])
