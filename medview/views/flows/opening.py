"""Opening: paths are scanned, studies listed, a first series loaded and shown with what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from medview.core.card import Eligibility
from medview.core.errors import MedViewError
from medview.core.finding import Analysis, Review
from medview.core.study import ScanResult, Series, Study
from medview.core.volume import Quantity, StoredVolume, Window
from medview.imaging.windowing import percentile_window, presets
from medview.session.changes import EligibilityKnown, StudiesFound, ThumbnailMade, VolumeOpened
from medview.session.store import Store
from medview.views import words
from medview.views.flows import models
from medview.views.flows.latest import Latest
from medview.views.flows.loaded import Loaded
from medview.views.flows.parts import Parts
from medview.views.jobs import Then

FIRST_SLICES = 16
"""A series with fewer slices than this is rarely the one to look at first: localisers have three to fifteen."""
_DRAWN_AT_ONCE = 2
"""Thumbnails asked for at a time: one is drawn, one waits; a job more could not be given up."""

Key = tuple[str, str]
"""Series UID and fingerprint: what was changed on disk is another series."""


class Opening(QObject):
    """Opens paths and series.

    Args:
        parts: What flows work with.
        parent: The window.
    """

    failed = Signal(object)
    """A ``MedViewError``."""
    told = Signal(str, str)
    """A message that is no failure, and its hint."""
    recent_changed = Signal()

    def __init__(self, parts: Parts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._loaded = Loaded(parts.jobs)
        self._scan = Latest(parts.jobs, "files", "scan")
        self._load = Latest(parts.jobs, "files", "load")
        self._wanted: Key | None = None
        self._notices = 0
        self._undrawn: list[Series] = []
        self._growing: dict[str, Series] = {}
        self._before: Key | None = None

    def open_paths(self, paths: tuple[str, ...]) -> None:
        """Look for studies in files, folders and zips; what is still being read is given up."""
        self.cancel()
        names = ", ".join(Path(path).name for path in paths[:2]) + ("…" if len(paths) > 2 else "")
        title = self.tr("Read {names}").format(names=names)
        self._growing, self._before = {}, self._wanted
        found = partial(self._found, paths)
        self._scan.submit(title, found, self.failed.emit, self._found_so_far, paths=paths, cache=self._parts.headers)

    def open_series(self, uid: str) -> None:
        """Load a listed series and show it; the one shown stays until then."""
        series = self._series(uid)
        if series is None or _key(series) == self._wanted:
            return
        if series.geometry is None:
            self.failed.emit(irregular(series))
            return
        self._load.cancel()
        self._wanted = _key(series)
        volume = self._loaded.get(series)
        if volume is not None:
            self._prepare(series, volume)
            return
        title = self.tr("Load {series}").format(series=words.series_title(series))
        self._load.submit(title, partial(self._read, series), self._load_failed, series=series)

    def cancel(self) -> None:
        """Give up what is being read; what was shown stays."""
        self._scan.cancel()
        self._load.cancel()
        self._want_shown()

    def _found_so_far(self, result: ScanResult) -> None:
        """List what was found; draw and open what has stopped growing."""
        self._parts.session.apply(StudiesFound(result))
        now = {series.uid: series for study in result.studies for series in study.series}
        settled = [series for uid, series in self._growing.items() if uid not in now]
        self._growing = now
        self._draw_thumbnails(settled)
        first = next(filter(_deep, settled), None)
        if first is not None and self._wanted == self._before:
            self.open_series(first.uid)

    def _found(self, paths: tuple[str, ...], result: ScanResult, serial: int) -> None:
        self._parts.session.apply(StudiesFound(result))
        if not result.studies:
            self._parts.jobs.release("files", serial)
            self.failed.emit(nothing_found(paths, result.skipped))
            return
        remember = partial(remember_studies, self._parts.store, result.studies, paths)
        self._parts.background.run(remember, lambda _: self.recent_changed.emit(), self.failed.emit)
        self._draw_thumbnails([series for study in result.studies for series in study.series])
        if self._wanted is not None and self._wanted != self._before:
            self.open_series(self._wanted[0])  # it may have grown since it was opened
            return
        first = first_series(result.studies)
        if first is None:
            self.failed.emit(irregular(result.studies[0].series[0]))
        else:
            self.open_series(first.uid)

    def _load_failed(self, error: MedViewError) -> None:
        self._want_shown()
        self.failed.emit(error)

    def _want_shown(self) -> None:
        shown = self._parts.session.state.series
        self._wanted = _key(shown) if shown is not None else None

    def _read(self, series: Series, volume: StoredVolume, serial: int) -> None:
        self._loaded.keep(series, volume, serial)
        self._prepare(series, volume)

    def _prepare(self, series: Series, volume: StoredVolume) -> None:
        work = partial(known_of, self._parts.store, series, volume)
        self._parts.background.run(work, partial(self._show, series, volume), self.failed.emit)

    def _show(self, series: Series, volume: StoredVolume, known: Known) -> None:
        if self._wanted != _key(series):
            return
        self._parts.session.apply(VolumeOpened(series, volume, known.window, known.analyses, known.reviews))
        for notice in self._parts.store.notices[self._notices :]:
            self.told.emit(notice, "")
        self._notices = len(self._parts.store.notices)
        work = partial(models.eligible, self._parts.models, series)
        self._parts.background.run(work, partial(self._know_models, series), self.failed.emit)

    def _know_models(self, series: Series, answers: tuple[Eligibility, ...]) -> None:
        shown = self._parts.session.state.series
        if shown is not None and shown.uid == series.uid:
            self._parts.session.apply(EligibilityKnown(answers))

    def _series(self, uid: str) -> Series | None:
        studies = self._parts.session.state.studies
        return next((series for study in studies for series in study.series if series.uid == uid), None)

    def _draw_thumbnails(self, found: list[Series]) -> None:
        known = self._parts.session.state.thumbnails
        self._undrawn += [series for series in found if series.uid not in known]
        for _ in range(_DRAWN_AT_ONCE):
            self._draw_next()

    def _draw_next(self) -> None:
        if not self._undrawn:
            return
        series = self._undrawn.pop(0)
        then = Then(partial(self._drawn, series.uid), failed=lambda _: self._draw_next(), cancelled=self._draw_next)
        self._parts.jobs.submit("thumbnails", "thumbnail", "", then, series=series)

    def _drawn(self, uid: str, path: str) -> None:
        self._parts.session.apply(ThumbnailMade(uid, path))
        self._draw_next()


def _key(series: Series) -> Key:
    return series.uid, series.fingerprint


def first_series(studies: tuple[Study, ...]) -> Series | None:
    """The series to show first: regular, and no localiser where there is anything else."""
    regular = [series for study in studies for series in study.series if series.geometry is not None]
    return next(iter((*filter(_deep, regular), *regular)), None)


def _deep(series: Series) -> bool:
    return series.geometry is not None and min(series.geometry.shape) >= FIRST_SLICES


@dataclass(frozen=True, eq=False)
class Known:
    """What is known of a series beside its voxels.

    Args:
        window: The window to begin with.
        analyses: Its stored analyses, oldest first.
        reviews: All decisions on their findings.
    """

    window: Window
    analyses: tuple[Analysis, ...]
    reviews: tuple[Review, ...]


def known_of(store: Store, series: Series, volume: StoredVolume) -> Known:
    """Look up what is stored of a series, and sample its voxels for a window."""
    analyses = store.analyses(series.fingerprint)
    findings = (finding.id for analysis in analyses for finding in analysis.findings)
    return Known(first_window(series, volume), analyses, store.reviews(findings))


def remember_studies(store: Store, studies: tuple[Study, ...], paths: tuple[str, ...]) -> None:
    """Put studies on the list of recent ones, the first one found on top."""
    for study in reversed(studies):
        store.remember_study(study, paths)


def first_window(series: Series, volume: StoredVolume) -> Window:
    """The file's own first window; else soft tissue for CT, or a percentile range."""
    if series.windows:
        return series.windows[0]
    if volume.quantity is not Quantity.ARBITRARY:
        return next(window for window in presets(volume.quantity) if volume.quantity is Quantity.SUV or _soft(window))
    return percentile_window(volume.open().array)


def _soft(window: Window) -> bool:
    return window.name.lower() == "abdomen"


def nothing_found(paths: tuple[str, ...], skipped: tuple[tuple[str, str], ...]) -> MedViewError:
    """What to tell when no study was found."""
    names = ", ".join(Path(path).name or path for path in paths[:3])
    told = words.tr("No DICOM or NIfTI images were found in {names}.").format(names=names)
    if not skipped:
        return MedViewError(told, words.tr("It is empty. Choose a folder, file or zip with DICOM or NIfTI files."))
    path, reason = skipped[0]
    looked = words.counted(
        len(skipped), words.tr("One file was looked at"), words.tr("{count} files were looked at, first")
    )
    return MedViewError(told, f"{looked}: {Path(path).name}: {reason} {words.tr('What is open stays as it was.')}")


def irregular(series: Series) -> MedViewError:
    """Why a series cannot be shown as a volume."""
    told = words.tr("“{series}” cannot be shown as a volume: {why}")
    why = series.irregular or words.tr("its slices do not form a regular grid.")
    return MedViewError(
        told.format(series=words.series_title(series), why=why), words.tr("Choose another series of the study.")
    )
