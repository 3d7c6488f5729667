"""What a scan has found so far, told in parts while it goes on."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable

from medview.core.errors import ReadError
from medview.core.study import Kind, ScanResult, Study
from medview.core.text import tr
from medview.io.dicom_header import Header
from medview.io.dicom_index import Found, Persons, index, study_order
from medview.io.dicomdir import read_directory
from medview.io.formats import Reader
from medview.io.sources import Source, Sources, printable

TELL_EVERY_S = 0.3
"""What was found is told about this often."""
TELL_SHARE = 5
"""Telling takes at most one part in so many of the time, however large the series grow."""
TELL_SERIES, TELL_FILES = 200, 2000
"""A message holds about so many series and files, more only where one series has more."""
ALIKE = 1000
"""No more files are named that were left out for the same reason; the others are counted."""


class Scanned:
    """What was found so far.

    Args:
        sources: The files to look at; what is not used is told there.
        tell: Takes what is new.
    """

    def __init__(self, sources: Sources, tell: Callable[[ScanResult], None] | None) -> None:
        self.sources = sources
        self.aside: list[tuple[Source, Reader]] = []
        self.directories: list[Source] = []
        self.listed: list[Source] = []
        self._found: list[Found] = []
        self._persons = Persons()
        self._others: dict[str, Study] = {}
        self._others_read: set[str] = set()
        self._tell = tell
        self._series: dict[str, list[Found]] = {}
        self._grown: dict[str, None] = {}
        self._new: list[Study] = []
        self._next_s = time.monotonic() + TELL_EVERY_S

    @property
    def is_empty(self) -> bool:
        """No image was found yet."""
        others = (series for study in self._others.values() for series in study.series)
        return not self._found and all(series.kind is Kind.SEQUENCES for series in others)

    def skip(self, shown: str, reason: str) -> None:
        """A file that is not used."""
        self.sources.skipped.append((shown, reason))

    def add(self, header: Header, shown: str) -> None:
        """A DICOM file."""
        found = Found(header, shown)
        self._found.append(found)
        if self._tell is not None:
            self._persons.note(header)
            uid = header.text("SeriesInstanceUID")
            self._series.setdefault(uid, []).append(found)
            self._grown[uid] = None

    def add_directory(self, source: Source, known: list[Source]) -> None:
        """A DICOMDIR: the files it lists are to be looked at too, and it is told which of them are missing.

        Args:
            source: The DICOMDIR.
            known: Files that need not be listed.

        Raises:
            ReadError: It is damaged.
        """
        listing = read_directory(source.path)
        if listing.note:
            self.skip(source.shown, listing.note)
        if source.unpacked:
            return  # all that is in its archive is found anyway
        paths = {one.path for one in (*known, *self.listed)}
        new = (path for path in map(os.path.realpath, listing.files) if path not in paths)
        self.listed.extend(Source(path, printable(path)) for path in new)

    def add_other(self, source: Source, reader: Reader) -> None:
        """A file of another format; of a pair, the header and the voxels are one.

        Raises:
            ReadError: It cannot be read.
        """
        if reader.path in self._others_read:
            return
        self._others_read.add(reader.path)
        study = reader.scan()
        if study.uid in self._others:
            raise ReadError(
                tr("The same sequences were already found in another file.")
                if reader.format == "sequences"
                else tr("The same image was already found in another file.")
            )
        self._others[study.uid] = study
        self._new.append(study)

    def tell_in_time(self) -> None:
        """Tell which series are new or have grown, unless that was done a moment ago."""
        started = time.monotonic()
        if started < self._next_s:
            return
        self.tell_now()
        now = time.monotonic()
        self._next_s = now + max(TELL_EVERY_S, TELL_SHARE * (now - started))

    def tell_rest(self) -> None:
        """Tell what is left before the whole result, unless that is quickly taken itself."""
        if len(self._grown) > TELL_SERIES or sum(len(self._series[uid]) for uid in self._grown) > TELL_FILES:
            self.tell_now()

    def tell_now(self) -> None:
        """Tell which series are new or have grown, in messages that are quickly taken."""
        if self._tell is None:
            return
        waiting: list[Found] = []
        count = 0
        for uid in self._grown:
            waiting += self._series[uid]
            count += 1
            if count >= TELL_SERIES or len(waiting) >= TELL_FILES:
                self._tell(ScanResult(index(waiting, self._persons).studies, complete=False))
                waiting, count = [], 0
        if waiting or self._new:
            self._tell(ScanResult((*index(waiting, self._persons).studies, *self._new), complete=False))
        self._grown.clear()
        self._new.clear()

    def result(self, name_all: bool = False) -> ScanResult:
        """All of it; of very many files left out for the same reason only some are named, unless all are asked for."""
        indexed = index(self._found, self._persons)
        every = tuple(sorted((*indexed.studies, *self._others.values()), key=study_order))
        skipped = (*self.sources.skipped, *indexed.skipped)
        return ScanResult(every, skipped if name_all else counted(skipped))


def counted(skipped: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Each file with its reason; where very many have the same, one line for the rest of them."""
    reasons: Counter[str] = Counter()
    named = []
    for shown, reason in skipped:
        reasons[reason] += 1
        if reasons[reason] <= ALIKE:
            named.append((shown, reason))
    more = [(reason, count - ALIKE) for reason, count in reasons.items() if count > ALIKE]
    return (*named, *((tr("{count} more files").format(count=count), reason) for reason, count in more))
