"""Everything readable under the paths a person opened."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from medview.core.errors import ReadError
from medview.core.study import ScanResult, Study
from medview.core.text import tr
from medview.io.dicom_header import Header, read_header
from medview.io.dicom_index import Found, index, study_order
from medview.io.sources import Checkpoint, Source, collect, is_nifti

TELL_EVERY_S = 0.3
"""What was found is told about this often."""
TELL_SHARE = 5
"""Telling takes at most one part in so many of the time, however large the series grow."""


def scan(
    paths: tuple[str, ...],
    folder: Path,
    checkpoint: Checkpoint,
    tell: Callable[[ScanResult], None] | None = None,
    cache: str = "",
) -> ScanResult:
    """Find studies and series in files, folders and zips, in any mixture.

    Args:
        paths: What a person opened.
        folder: Private folder for what zips hold; it must outlive the series.
        checkpoint: Progress and cancel.
        tell: Takes what is new while the scan goes on.
        cache: File that remembers the headers of earlier scans; empty for none.

    Raises:
        NothingFound: Nothing readable is there.
        ReadError: A path does not exist.
    """
    sources = collect(paths, folder, checkpoint)
    scanned = _Scanned(tell)
    scanned.skipped = sources.skipped
    for count, source in enumerate(sources.files):
        scanned.tell_in_time()
        checkpoint(count / len(sources.files), tr("Reading headers"))
        try:
            _read(source, scanned)
        except ReadError as error:
            scanned.skipped.append((source.shown, str(error)))
        except OSError as error:
            why = error.strerror or type(error).__name__
            scanned.skipped.append((source.shown, tr("It cannot be opened: {why}.").format(why=why)))
    result = scanned.result()
    if not result.studies:
        raise _nothing(paths, len(sources.files), result.skipped)
    return result


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


class _Scanned:
    """What was found so far.

    Args:
        tell: Takes what is new.
    """

    def __init__(self, tell: Callable[[ScanResult], None] | None) -> None:
        self.skipped: list[tuple[str, str]] = []
        self._found: list[Found] = []
        self._others: dict[str, Study] = {}
        self._tell = tell
        self._series: dict[str, list[Found]] = {}
        self._grown: set[str] = set()
        self._new: list[Study] = []
        self._next_s = time.monotonic() + TELL_EVERY_S

    def add(self, header: Header, shown: str) -> None:
        """A DICOM file."""
        found = Found(header, shown)
        self._found.append(found)
        if self._tell is not None:
            uid = header.text("SeriesInstanceUID")
            self._series.setdefault(uid, []).append(found)
            self._grown.add(uid)

    def add_study(self, study: Study, shown: str) -> None:
        """A file of another format."""
        if study.uid in self._others:
            self.skipped.append((shown, tr("The same image was already found in another file.")))
            return
        self._others[study.uid] = study
        self._new.append(study)

    def tell_in_time(self) -> None:
        """Tell which series are new or have grown, unless that was done a moment ago."""
        started = time.monotonic()
        if self._tell is None or started < self._next_s or not (self._grown or self._new):
            return
        grown = index(found for uid in self._grown for found in self._series[uid]).studies
        self._tell(ScanResult((*grown, *self._new), complete=False))
        self._grown.clear()
        self._new.clear()
        now = time.monotonic()
        self._next_s = now + max(TELL_EVERY_S, TELL_SHARE * (now - started))

    def result(self) -> ScanResult:
        """All of it."""
        indexed = index(self._found)
        every = tuple(sorted((*indexed.studies, *self._others.values()), key=study_order))
        return ScanResult(every, (*self.skipped, *indexed.skipped))


def _read(source: Source, scanned: _Scanned) -> None:
    if is_nifti(source.path):
        from medview.io.nifti import scan_nifti  # nibabel takes a quarter of a second to import

        scanned.add_study(scan_nifti(source.path), source.shown)
        return
    header = read_header(source.path)
    if header is not None:
        scanned.add(header, source.shown)
        return
    empty = Path(source.path).stat().st_size == 0
    scanned.skipped.append((source.shown, tr("The file is empty.") if empty else tr("It is neither DICOM nor NIfTI.")))


def _nothing(paths: tuple[str, ...], count: int, skipped: tuple[tuple[str, str], ...]) -> NothingFound:
    where = ", ".join(paths)
    hint = tr("Open a folder, file or zip with a CT or MR series in DICOM, or a NIfTI-1 file.")
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
