"""The files under the paths a person opened: folders walked, archives unpacked into a private folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from medview.core.errors import ReadError
from medview.core.text import tr
from medview.io.archives import Budget, copy, is_archive, members, safe_path

Checkpoint = Callable[[float, str], None]
"""Reports progress (fraction, note) and raises when the job was cancelled."""

NIFTI_SUFFIXES = (".nii", ".nii.gz")
"""How NIfTI files are named; they are not looked into unless their name says so."""

_JUNK = frozenset(["__macosx", "thumbs.db", "desktop.ini", "$recycle.bin", "system volume information", "@eadir"])
"""What systems leave in folders, beside what begins with a dot."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file and the name a person knows it by.

    Args:
        path: The file.
        shown: The same for people; for what was unpacked, its place in the archive.
        unpacked: It lies in the private folder and goes with it.
    """

    path: str
    shown: str
    unpacked: bool = False


@dataclass
class Sources:
    """What was found, and (name, reason) for what could not be opened."""

    files: list[Source] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)


def is_hidden(name: str) -> bool:
    """Whether a file or folder is hidden, or left behind by a system."""
    return name.startswith(".") or name.lower() in _JUNK


def printable(path: str) -> str:
    """A path as text: bytes that are none become replacement characters."""
    return os.fsencode(path).decode("utf-8", "replace")


def collect(paths: tuple[str, ...], folder: Path, checkpoint: Checkpoint) -> Sources:
    """List every file under ``paths`` once, in order, with what archives hold, unpacked below ``folder``.

    Args:
        paths: Files, folders and archives.
        folder: Private folder for what archives hold.
        checkpoint: Progress and cancel.

    Raises:
        ReadError: A path does not exist.
    """
    listed = find(paths, checkpoint)
    every = Sources(skipped=listed.skipped)
    for number, source in enumerate(listed.files):
        if is_archive(source.path):
            fraction = number / len(listed.files)
            every.files.extend(unpack(source, folder / f"archive{number}", every.skipped, checkpoint, fraction))
        else:
            every.files.append(source)
    return every


def find(paths: tuple[str, ...], checkpoint: Checkpoint) -> Sources:
    """List every file under ``paths`` once, in order; archives are listed as files.

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
            sources.files.append(Source(name, name if name.isascii() else printable(name)))
    return sources


def _walk(path: str, sources: Sources) -> Iterator[str]:
    path = os.path.realpath(path)
    if os.path.isfile(path):
        yield path
    elif os.path.isdir(path):
        yield from _walk_folder(path, sources)
    elif os.path.exists(path):
        raise ReadError(tr("{path} is neither a file nor a folder.").format(path=printable(path)))
    else:
        raise ReadError(
            tr("There is no file or folder {path}.").format(path=printable(path)),
            tr("Check the name, or open its parent folder."),
        )


@dataclass
class _Left:
    """What a walk passed by."""

    hidden: int = 0
    linked: int = 0
    special: int = 0


def _walk_folder(top: str, sources: Sources) -> Iterator[str]:
    """Regular files in name order, subfolders after them; linked folders are not entered, so there are no loops."""
    left = _Left()
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            reason = tr("The folder cannot be opened: {why}.").format(why=error.strerror)
            sources.skipped.append((printable(folder), reason))
            continue
        folders: list[str] = []
        for entry in listed:
            if is_hidden(entry.name):
                left.hidden += 1
            elif entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            elif os.path.isfile(entry.path):  # unlike the entry's is_file, it never raises
                yield entry.path
            elif os.path.isdir(entry.path):
                left.linked += 1
            else:
                left.special += 1
        waiting.extend(reversed(folders))
    _tell_left(printable(top), left, sources)


def _tell_left(top: str, left: _Left, sources: Sources) -> None:
    told = (
        (left.hidden, tr("{count} hidden files and folders were left out.")),
        (left.linked, tr("{count} linked folders were not entered.")),
        (left.special, tr("{count} broken links, pipes and devices were left out.")),
    )
    sources.skipped.extend((top, text.format(count=count)) for count, text in told if count)


def unpack(
    archive: Source, folder: Path, skipped: list[tuple[str, str]], checkpoint: Checkpoint, fraction: float = 0.0
) -> Iterator[Source]:
    """Unpack an archive, and archives in it, file by file.

    Args:
        archive: The archive.
        folder: Where to; it is made when there is something to put there.
        skipped: Takes (name, reason) of what is not unpacked.
        checkpoint: Progress and cancel.
        fraction: What is reported meanwhile.
    """
    note = tr("Unpacking {name}").format(name=Path(archive.shown).name)
    try:
        budget = Budget(Path(archive.path), folder)
        yield from _Unpacking(skipped, budget, lambda: checkpoint(fraction, note)).run(archive, folder, nested=False)
    except OSError as error:
        skipped.append((archive.shown, _failed(error.strerror or type(error).__name__)))
    except ReadError as error:
        skipped.append((archive.shown, _failed(str(error))))


@dataclass(frozen=True)
class _Unpacking:
    """Unpacks one archive and those in it, within one budget."""

    skipped: list[tuple[str, str]]
    budget: Budget
    checkpoint: Callable[[], None]

    def run(self, archive: Source, folder: Path, *, nested: bool) -> Iterator[Source]:
        hidden = 0
        for member in members(Path(archive.path), archive.path, self.budget):
            self.checkpoint()
            path = safe_path(member.name)
            if any(map(is_hidden, path.parts)):
                hidden += 1
                continue
            target, shown = folder / path, f"{archive.shown}/{printable(member.name)}"
            reason = member.refusal or (_too_deep() if nested and is_archive(member.name) else "")
            reason = reason or copy(member, target, self.budget, self.checkpoint)
            if reason:
                self.skipped.append((shown, reason))
            elif is_archive(member.name):
                yield from self._inner(Source(str(target), shown, True))
            else:
                yield Source(str(target), shown, True)
        _tell_left(archive.shown, _Left(hidden), Sources(skipped=self.skipped))

    def _inner(self, archive: Source) -> Iterator[Source]:
        try:
            yield from self.run(archive, Path(f"{archive.path}.unpacked"), nested=True)
        except ReadError as error:
            self.skipped.append((archive.shown, _failed(str(error))))
        finally:
            os.unlink(archive.path)


def _too_deep() -> str:
    return tr("It is an archive in an archive in an archive; unpack it and open the folder.")


def _failed(why: str) -> str:
    return tr("The archive cannot be unpacked: {why}").format(why=why)
