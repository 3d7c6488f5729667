"""Everything readable under the paths a person opened."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from medview.core.errors import ReadError
from medview.core.study import ScanResult
from medview.core.text import tr
from medview.io.archives import is_archive
from medview.io.dicom_header import read_header
from medview.io.dicomdir import DIRECTORY_CLASS
from medview.io.formats import FIRST_BYTES, Reader, is_named, recognise
from medview.io.header_cache import HeaderCache
from medview.io.scanned import Scanned
from medview.io.sequences.recognising import is_sequence_file
from medview.io.sources import Checkpoint, Source, find, unpack


def scan(
    paths: tuple[str, ...],
    folder: Path,
    checkpoint: Checkpoint,
    tell: Callable[[ScanResult], None] | None = None,
    cache: str = "",
    name_all: bool = False,
    sequences: bool = True,
) -> ScanResult:
    """Find studies and series in files, folders, archives and DICOMDIRs, in any mixture.

    Args:
        paths: What a person opened.
        folder: Private folder for what archives hold; it must outlive the series.
        checkpoint: Progress and cancel.
        tell: Takes what is new while the scan goes on.
        cache: File that remembers the headers of earlier scans; empty for none.
        name_all: Name every file left out, also where very many are for the same reason.
        sequences: List files of sequences too.

    Raises:
        NothingFound: Nothing readable is there.
        ReadError: A path does not exist.
    """
    sources = find(paths, checkpoint)
    scanned = Scanned(sources, tell)
    asked = {os.path.realpath(path) for path in paths}
    with HeaderCache(cache) as headers:
        for source in _each(scanned, folder, checkpoint):
            scanned.tell_in_time()
            with _telling(scanned, source):
                if not _read(source, scanned, headers, source.path in asked):
                    _read_rest(source, scanned, source.path in asked, sequences)
    _read_aside(scanned)
    scanned.tell_rest()
    result = scanned.result(name_all)
    if not result.studies:
        raise _nothing(paths, len(sources.files), result.skipped)
    return result


@contextmanager
def _telling(scanned: Scanned, source: Source) -> Iterator[None]:
    """Leave a file that cannot be read out, with its reason."""
    try:
        yield
    except ReadError as error:
        scanned.skip(source.shown, str(error))
    except OSError as error:
        why = error.strerror or type(error).__name__
        scanned.skip(source.shown, tr("It cannot be opened: {why}.").format(why=why))


def _each(scanned: Scanned, folder: Path, checkpoint: Checkpoint) -> Iterator[Source]:
    """Every file, archives unpacked when their turn comes; what only DICOMDIRs know of comes last."""
    files = scanned.sources.files
    yield from _in_turn(scanned, files, folder, checkpoint)
    for source in scanned.directories:
        with _telling(scanned, source):
            scanned.add_directory(source, files)
    yield from _in_turn(scanned, scanned.listed, folder / "listed", checkpoint)


def _in_turn(scanned: Scanned, files: list[Source], folder: Path, checkpoint: Checkpoint) -> Iterator[Source]:
    for number, source in enumerate(files):
        fraction = number / len(files)
        checkpoint(fraction, tr("Reading headers"))
        if is_archive(source.path) and not source.unpacked:
            inside = folder / f"archive{number}"
            for member in unpack(source, inside, scanned.sources.skipped, checkpoint, fraction):
                yield member
                checkpoint(fraction, tr("Reading headers"))
        else:
            yield source


class NothingFound(ReadError):
    """A scan without any study.

    Args:
        message: What was looked at.
        hint: What can be opened.
        skipped: (path, reason) for each file.
    """

    def __init__(self, message: str, hint: str = "", skipped: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(message, hint)
        self.skipped = skipped


def _read(source: Source, scanned: Scanned, headers: HeaderCache, asked: bool) -> bool:
    """Read the header of an image; whether it is one."""
    if is_named(source.path) and _read_other(source, scanned, asked):
        return True
    header = read_header(source.path) if source.unpacked else headers.read(source.path)
    if header is None:
        return _read_other(source, scanned, asked)
    if header.text("SOPClassUID") == DIRECTORY_CLASS:
        scanned.directories.append(source)
    else:
        scanned.add(header, source.shown)
    return True


def _read_rest(source: Source, scanned: Scanned, asked: bool, sequences: bool) -> None:
    """List what is no image, if it holds sequences."""
    empty = os.stat(source.path).st_size == 0
    if not empty and sequences and is_sequence_file(source.path, asked):
        scanned.add_other(source, Reader("sequences", source.path))
    else:
        scanned.skip(source.shown, tr("The file is empty.") if empty else tr("It is no medical image or picture."))


def _read_other(source: Source, scanned: Scanned, asked: bool) -> bool:
    """Read a file that is not DICOM; whether it is of a known format."""
    with open(source.path, "rb") as handle:
        reader = recognise(source.path, handle.read(FIRST_BYTES))
    if reader is None:
        return False
    if asked or not reader.only_if_asked:
        scanned.add_other(source, reader)
    else:
        scanned.aside.append((source, reader))
    return True


def _read_aside(scanned: Scanned) -> None:
    """Read pictures where there is nothing else; among medical images they are logos and previews."""
    alone = scanned.is_empty
    for source, reader in scanned.aside:
        if alone:
            with _telling(scanned, source):
                scanned.add_other(source, reader)
        else:
            scanned.skip(source.shown, tr("A picture beside medical images; open it by itself to see it."))


def _nothing(paths: tuple[str, ...], count: int, skipped: tuple[tuple[str, str], ...]) -> NothingFound:
    where = ", ".join(paths)
    hint = tr(
        "Open a folder, file or zip with DICOM objects, research images (NIfTI, NRRD, MGH …), pictures or sequences."
    )
    if not skipped:
        return NothingFound(tr("There are no files in {where}.").format(where=where), hint)
    name, reason = skipped[0]
    return NothingFound(
        tr("None of the {count} files in {where} can be opened. The first, {name}: {reason}").format(
            count=max(count, len(skipped)), where=where, name=Path(name).name, reason=reason
        ),
        hint,
        skipped,
    )
