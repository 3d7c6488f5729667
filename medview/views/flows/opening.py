"""Opening: paths are scanned, studies listed, a first series loaded and shown with what is known of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from medview.core.derived import PICTURED
from medview.core.errors import MedViewError
from medview.core.study import Kind, ScanResult, Series, Study, corrected, uncorrected
from medview.session.changes import StudiesFound, ThumbnailMade
from medview.session.store import Store
from medview.views import words
from medview.views.flows.awaited import Key
from medview.views.flows.loading import Loading
from medview.views.flows.room import TooLarge
from medview.views.jobs import Then
from medview.views.latest import Latest
from medview.views.parts import Parts

FIRST_SLICES = 16
"""A series with fewer slices than this is rarely the one to look at first: localisers have three to fifteen."""
_DRAWN_AT_ONCE = 2
"""Thumbnails asked for at a time: one is drawn, one waits; a job more could not be given up."""


class Opening(QObject):
    """Opens paths and series.

    Args:
        parts: What flows work with.
        parent: The window.
        budget: Bytes a volume or stack may take now; 0 for no bound.
    """

    failed = Signal(object)
    """A ``MedViewError``."""
    began = Signal()
    """Another series is being opened."""
    told = Signal(str, str)
    """A message that is no failure, and its hint."""
    found = Signal(object, object)
    """Paths that were looked through to the end, and the ``ScanResult``."""
    recent_changed = Signal()
    too_large = Signal(object)
    """A ``TooLarge``: answer with ``open_half`` or ``open_stack``."""

    def __init__(self, parts: Parts, parent: QObject | None = None, budget: Callable[[], int] = int) -> None:
        super().__init__(parent)
        self._parts = parts
        self._loading = Loading(parts, budget, self)
        self._loading.failed.connect(self.failed)
        self._loading.told.connect(self.told)
        self._loading.began.connect(self.began)
        self._loading.too_large.connect(self.too_large)
        self._scan = Latest(parts.jobs, "files", "scan")
        self._undrawn: deque[Series] = deque()
        self._asked: set[tuple[str, str]] = set()
        self._drawing = 0
        self._growing: dict[str, Series] = {}
        self._before: Key | None = None
        self.first: Callable[[ScanResult, str], str] = lambda _result, uid: uid
        """Which series of what was found is opened first, where this one would be."""

    def open_paths(self, paths: tuple[str, ...], first: bool = True) -> None:
        """Look for studies in files, folders and archives; what is still being read is given up.

        Args:
            paths: Where to look.
            first: What is found is shown and remembered; otherwise it is listed only.
        """
        self.cancel()
        names = ", ".join(Path(path).name for path in paths[:2]) + ("…" if len(paths) > 2 else "")
        title = self.tr("Read {names}").format(names=names)
        self._growing, self._before = {}, self._loading.wanted
        self._asked.clear()
        found, so_far = partial(self._found, paths, first), partial(self._found_so_far, first)
        self._scan.submit(title, found, self.failed.emit, so_far, paths=paths, cache=self._parts.headers())

    def open_series(self, uid: str) -> None:
        """Load a listed series of any kind and show it; the one shown stays until then."""
        series = self._series(uid)
        if series is not None:
            self._loading.open(series)

    def open_in(self, uid: str, tile: int) -> None:
        """Show a listed series in one viewport alone."""
        series = self._series(uid)
        if series is not None:
            self._loading.place(series, tile)

    def open_as(self, series: Series, half: bool) -> None:
        """Read a series in this way once the layout names it."""
        self._loading.answer(TooLarge(series, 0, 0, placed=True), series, half)

    def retry(self, uid: str) -> None:
        """Try again to open a series that a viewport waits for."""
        self._loading.retry(uid)

    def show_resampled(self, on: bool) -> None:
        """Show the open series as a regular grid made of its slices, or the slices as they are stored."""
        series = self._parts.session.state.series
        if series is not None and series.correction is not None:
            self._loading.open(corrected(series) if on else uncorrected(series))

    def open_half(self, large: TooLarge) -> None:
        """Open a volume beyond the budget at half its resolution."""
        self._loading.answer(large, large.series, half=True)

    def open_stack(self, large: TooLarge) -> None:
        """Open the slices of a volume beyond the budget one by one."""
        self._loading.answer(large, replace(large.series, kind=Kind.IMAGES, geometry=None, dimensions=()), half=False)

    def want_frame(self, uid: str, number: int) -> None:
        """A picture of an open stack is to be read."""
        self._loading.want_frame(uid, number)

    def cancel(self) -> None:
        """Give up what is being read; what was shown stays."""
        self._scan.cancel()
        self._loading.cancel()

    def close(self) -> None:
        """The window closes: give up everything."""
        self._loading.close()
        self.cancel()

    def _found_so_far(self, show: bool, result: ScanResult) -> None:
        """List what was found; draw and open what has stopped growing."""
        self._parts.session.apply(StudiesFound(result))
        now = {series.uid: series for study in result.studies for series in study.series}
        settled = [series for uid, series in self._growing.items() if uid not in now]
        self._growing = now
        self._draw_thumbnails(settled)
        first = next(filter(_deep, settled), None)
        if show and first is not None and self._loading.wanted == self._before:
            self.open_series(first.uid)

    def _found(self, paths: tuple[str, ...], show: bool, result: ScanResult, serial: int) -> None:
        self._parts.session.apply(StudiesFound(result))
        if not result.studies:
            self._parts.jobs.release("files", serial)
        self._loading.forget_replaced(result.studies)
        self._draw_thumbnails([series for study in result.studies for series in study.series])
        if result.studies and show:
            remember = partial(remember_studies, self._parts.store, result.studies, paths)
            self._parts.background.run(remember, lambda _: self.recent_changed.emit(), self.failed.emit)
            self._show_first(result)
        elif show:
            self.failed.emit(nothing_found(paths, result.skipped))
        self.found.emit(paths, result)

    def _show_first(self, result: ScanResult) -> None:
        """Show the first series of what was found, unless one is being read that serves as well."""
        wanted, first = self._loading.wanted, first_series(result.studies)
        begun = wanted is not None and wanted != self._before
        uid = wanted[0] if wanted is not None and begun else first.uid if first is not None else ""
        self.open_series(self.first(result, uid))  # the one being read may have grown since it was opened

    def _series(self, uid: str) -> Series | None:
        studies = self._parts.session.state.studies
        return next((series for study in studies for series in study.series if series.uid == uid), None)

    def _draw_thumbnails(self, found: list[Series]) -> None:
        known = self._parts.session.state.thumbnails
        drawn = (series for series in found if series.kind is not Kind.SEQUENCES)
        new = [series for series in drawn if series.uid not in known and _files(series) not in self._asked]
        self._asked.update(map(_files, new))
        self._undrawn.extend(new)
        self._draw_some()

    def _draw_some(self) -> None:
        while self._undrawn and self._drawing < _DRAWN_AT_ONCE:
            series = self._undrawn.popleft()
            self._drawing += 1
            then = Then(partial(self._drawn, series), failed=lambda _: self._draw_next(), cancelled=self._draw_next)
            self._parts.jobs.submit("thumbnails", "thumbnail", "", then, series=series)

    def _draw_next(self) -> None:
        self._drawing -= 1
        self._draw_some()

    def _drawn(self, series: Series, path: str) -> None:
        listed = self._series(series.uid)
        if listed is not None and listed.stamp == series.stamp:
            self._parts.session.apply(ThumbnailMade(series.uid, path))
        self._draw_next()


def first_series(studies: tuple[Study, ...]) -> Series | None:
    """The series to show first: a volume that is no localiser, then other volumes, pictures, and whatever there is."""
    found = [series for study in studies for series in study.series]
    regular = [series for series in found if series.geometry is not None]
    pictured = [series for series in found if series.kind in PICTURED]
    return next(iter((*filter(_deep, regular), *regular, *pictured, *found)), None)


def _files(series: Series) -> tuple[str, str]:
    """What a thumbnail is drawn of."""
    return series.uid, series.stamp


def _deep(series: Series) -> bool:
    return series.geometry is not None and min(series.geometry.shape) >= FIRST_SLICES


def remember_studies(store: Store, studies: tuple[Study, ...], paths: tuple[str, ...]) -> None:
    """Put studies on the list of recent ones, the first one found on top."""
    for study in reversed(studies):
        store.remember_study(study, paths)


def nothing_found(paths: tuple[str, ...], skipped: tuple[tuple[str, str], ...]) -> MedViewError:
    """What to tell when no study was found."""
    names = ", ".join(Path(path).name or path for path in paths[:3])
    told = words.tr("No medical images were found in {names}.").format(names=names)
    if not skipped:
        return MedViewError(told, words.tr("It is empty. Choose a folder, file or archive with medical images."))
    path, reason = skipped[0]
    looked = words.counted(
        len(skipped), words.tr("One file was looked at"), words.tr("{count} files were looked at, first")
    )
    return MedViewError(told, f"{looked}: {Path(path).name}: {reason} {words.tr('What is open stays as it was.')}")
