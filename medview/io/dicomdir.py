"""The DICOMDIR of a file-set (PS3.10 8, PS3.3 F): which files a disc says it holds."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable
from dataclasses import dataclass

import pydicom
from pydicom.dataset import Dataset
from pydicom.uid import MediaStorageDirectoryStorage

from medview.core.errors import ReadError
from medview.core.text import tr

DIRECTORY_CLASS = str(MediaStorageDirectoryStorage)
"""SOP class of a DICOMDIR."""
NAMED = 5
"""So many missing files are named, the others counted."""
RECORDS = 1_000_000
"""More records than this are not looked at."""


@dataclass(frozen=True)
class Directory:
    """What a DICOMDIR lists.

    Args:
        files: The files that are there, in its order.
        missing: The names of those that are not.
    """

    files: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def note(self) -> str:
        """What is missing, for the reader; empty when nothing is."""
        if not self.missing:
            return "" if self.files else tr("This DICOMDIR lists no files.")
        named = ", ".join(self.missing[:NAMED]) + (" …" if len(self.missing) > NAMED else "")
        return tr("{missing} of the {count} files that this DICOMDIR lists are not there: {names}").format(
            missing=len(self.missing), count=len(self.missing) + len(self.files), names=named
        )


def read_directory(path: str) -> Directory:
    """Read a DICOMDIR and look for its files; names are compared without regard to case, as discs have them.

    Raises:
        ReadError: It is damaged.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what matters is whether the files are there
        try:
            records = pydicom.dcmread(path, force=True).get("DirectoryRecordSequence") or ()
            names = [parts for record in records[:RECORDS] if (parts := _parts(record))]
        except Exception as error:
            raise ReadError(
                tr("The DICOMDIR is damaged ({kind}).").format(kind=type(error).__name__),
                tr("The files beside it are found without it."),
            ) from error
    folders = _Folders(os.path.dirname(path))
    files: dict[str, None] = {}
    missing: dict[str, None] = {}
    for parts in names:
        found = folders.find(parts)
        if found:
            files[found] = None
        else:
            missing["/".join(parts)] = None
    return Directory(tuple(files), tuple(missing))


def _parts(record: Dataset) -> tuple[str, ...]:
    """Referenced File ID: the folders and the name; some writers put a whole path into one component."""
    stated = record.get("ReferencedFileID") or ()
    components: Iterable[str] = [stated] if isinstance(stated, str) else stated
    return tuple(part for component in components for part in str(component).replace("\\", "/").split("/") if part)


class _Folders:
    """Finds files below a folder; each folder is listed once.

    Args:
        top: Where the DICOMDIR lies.
    """

    def __init__(self, top: str) -> None:
        self._top = top
        self._listed: dict[str, dict[str, str]] = {}

    def find(self, parts: tuple[str, ...]) -> str:
        """The file's path; empty when it is not there, or not below the folder."""
        path = self._top
        for part in parts:
            name = self._names(path).get(_plain(part))
            if name is None:
                return ""
            path = os.path.join(path, name)
        return path if os.path.isfile(path) else ""

    def _names(self, folder: str) -> dict[str, str]:
        if folder not in self._listed:
            try:
                self._listed[folder] = {_plain(name): name for name in os.listdir(folder)}
            except OSError:
                self._listed[folder] = {}
        return self._listed[folder]


def _plain(name: str) -> str:
    """A name as ISO 9660 compares it: no case, no version, no empty extension."""
    return name.upper().partition(";")[0].rstrip(". ")
