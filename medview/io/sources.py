"""The files under the paths a person opened: folders walked, zips unpacked into a private folder."""

from __future__ import annotations

import os
import shutil
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from medview.core.errors import ReadError
from medview.core.text import tr

Checkpoint = Callable[[float, str], None]
"""Reports progress (fraction, note) and raises when the job was cancelled."""

NIFTI_SUFFIXES = (".nii", ".nii.gz")
"""How NIfTI files are named; they are not looked into unless their name says so."""

ZIP_MEMBERS = 200_000
"""More members than this are refused: the largest known studies have some 10,000."""

ZIP_RATIO = 100
"""A zip may not grow by more than this (deflate reaches 1,000; medical images stay under 10) ..."""

ZIP_FREE_SIZE = 1 << 28
"""... unless all of it is smaller than this, in bytes."""

_ZIP_SUFFIX = ".zip"
_COPY = 1 << 20
_KEPT_FREE = 1 << 29


_UNPACKING = (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, RuntimeError, ValueError, zlib.error)
"""What Python's zipfile raises on damaged members."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file and the name a person knows it by."""

    path: str
    shown: str


@dataclass
class Sources:
    """What was found, and (name, reason) for what could not be opened."""

    files: list[Source] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)


def is_nifti(path: str) -> bool:
    """Whether a file's name says NIfTI."""
    return path.lower().endswith(NIFTI_SUFFIXES)


def collect(paths: tuple[str, ...], folder: Path, checkpoint: Checkpoint) -> Sources:
    """List every file under ``paths`` once, in order; zips are unpacked below ``folder``.

    Args:
        paths: Files, folders and zips.
        folder: Private folder for what zips hold.
        checkpoint: Progress and cancel.

    Raises:
        ReadError: A path does not exist.
    """
    sources = Sources()
    seen: set[str] = set()
    for path in paths:
        for name in _walk(path, sources):
            if name in seen:
                continue
            seen.add(name)
            if len(seen) % 256 == 0:
                checkpoint(0.0, tr("{count} files found").format(count=len(seen)))
            if name.lower().endswith(_ZIP_SUFFIX):
                _unpack(Path(name), folder / f"zip{len(seen)}", sources, checkpoint)
            else:
                sources.files.append(Source(name, name))
    return sources


def _walk(path: str, sources: Sources) -> Iterator[str]:
    path = os.path.realpath(path)
    if os.path.isfile(path):
        yield path
    elif os.path.isdir(path):
        yield from _walk_folder(path, sources)
    else:
        raise ReadError(
            tr("There is no file or folder {path}.").format(path=path), tr("Check the name, or open its parent folder.")
        )


def _walk_folder(folder: str, sources: Sources) -> Iterator[str]:
    """Regular files in name order, subfolders after them; linked folders are not entered, so there are no loops."""
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        sources.skipped.append((folder, tr("The folder cannot be opened: {why}.").format(why=error.strerror)))
        return
    yield from (entry.path for entry in listed if os.path.isfile(entry.path))  # unlike is_file, it never raises
    for entry in listed:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk_folder(entry.path, sources)


def _unpack(archive: Path, folder: Path, sources: Sources, checkpoint: Checkpoint) -> None:
    try:
        with zipfile.ZipFile(archive) as opened:
            members = [member for member in opened.infolist() if not member.is_dir()]
            _refuse_bomb(archive, members, folder)
            for count, member in enumerate(members):
                if count % 16 == 0:
                    checkpoint(count / len(members), tr("Unpacking {name}").format(name=archive.name))
                _unpack_member(opened, member, archive, folder, sources)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ReadError, ValueError) as error:
        sources.skipped.append((str(archive), tr("The zip cannot be unpacked: {why}").format(why=error)))


def _refuse_bomb(archive: Path, members: list[zipfile.ZipInfo], folder: Path) -> None:
    size, packed = sum(member.file_size for member in members), archive.stat().st_size
    if len(members) > ZIP_MEMBERS or size > max(ZIP_FREE_SIZE, ZIP_RATIO * packed):
        raise ReadError(tr("it holds {count} files of {size} MB.").format(count=len(members), size=size >> 20))
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    if size + _KEPT_FREE > free:
        raise ReadError(
            tr("it needs {size} MB and {free} MB are free.").format(size=size >> 20, free=free >> 20),
            tr("Make room on the disk, or unpack it elsewhere and open the folder."),
        )


def _unpack_member(
    opened: zipfile.ZipFile, member: zipfile.ZipInfo, archive: Path, folder: Path, sources: Sources
) -> None:
    shown = f"{archive}/{member.filename}"
    reason = _refuse_member(member)
    target = folder / safe_path(member.filename)
    if not reason and target.exists():
        reason = tr("The zip holds two files of this name.")
    if not reason:
        reason = _copy(opened, member, target)
    if reason:
        sources.skipped.append((shown, reason))
    else:
        sources.files.append(Source(str(target), shown))


def _refuse_member(member: zipfile.ZipInfo) -> str:
    if member.flag_bits & 0x1:
        return tr("It is encrypted; unpack the zip with its password and open the folder.")
    if stat.S_ISLNK(member.external_attr >> 16):
        return tr("It is a link, not a file.")
    return ""


def safe_path(name: str) -> PurePosixPath:
    """A zip member's name as a relative path that cannot leave its folder."""
    parts = [part.replace(":", "_").replace("\0", "_") for part in name.replace("\\", "/").split("/")]
    kept = [part[:200] for part in parts if part not in ("", ".", "..")]
    return PurePosixPath(*(kept or ["unnamed"]))


def _copy(opened: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> str:
    """Unpack one member, never more than it declares; why not, or empty."""
    left = member.file_size
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with opened.open(member) as source, open(target, "wb") as sink:
            while block := source.read(_COPY):
                left -= len(block)
                if left < 0:
                    break
                sink.write(block)
    except _UNPACKING as error:
        target.unlink(missing_ok=True)
        return tr("It cannot be unpacked: {why}.").format(why=error)
    if left < 0:
        target.unlink(missing_ok=True)
        return tr("It is larger than the zip says.")
    return ""
