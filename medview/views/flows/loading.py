"""Loading one series of any kind and showing it, the first pictures of a large one before the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from PySide6.QtCore import QObject, Signal

from medview.core.card import Eligibility
from medview.core.content import Content
from medview.core.errors import MedViewError
from medview.core.finding import Analysis, Review
from medview.core.images import StoredImages
from medview.core.study import Kind, Series, Study, volume_bytes
from medview.core.volume import Quantity, StoredVolume, Window
from medview.imaging import windowing
from medview.imaging.windowing import fitting_window, percentile_window, presets
from medview.session.changes import ContentOpened, CursorMoved, EligibilityKnown, ImagesOpened, VolumeOpened
from medview.session.store import Store
from medview.views import words
from medview.views.flows import models
from medview.views.flows.latest import Latest
from medview.views.flows.loaded import Loaded
from medview.views.flows.parts import Parts
from medview.views.flows.refilling import Refill

Key = tuple[str, str, str, str]
"""Series UID, fingerprint, stamp (what was changed on disk is another series) and the way it is opened."""
Opened = StoredVolume | StoredImages | Content

_LONG = 80
"""Letters of a note that a viewport may have to shorten."""
_SLICES_LOOKED_AT = 24
"""Slices sampled for a window: all of a large volume would have to come from the disk."""
COLOUR = Window(127.5, 255.0)
"""The window that leaves colours as they are."""


@dataclass(frozen=True, eq=False)
class TooLarge:
    """A volume beyond the memory it may take.

    Args:
        series: What was to be opened.
        needed: Bytes it takes.
        budget: Bytes it may take.
    """

    series: Series
    needed: int
    budget: int


class Loading(QObject):
    """Loads and shows series; a new wish replaces the one before, and what is shown stays until it is fulfilled.

    Args:
        parts: What flows work with.
        budget: Bytes a volume or stack may take now.
        parent: The window.
    """

    failed = Signal(object)
    """A ``MedViewError``."""
    began = Signal()
    """Another series is being opened: what was told of the one before is over."""
    told = Signal(str, str)
    """A message that is no failure, and its hint."""
    too_large = Signal(object)
    """A ``TooLarge``: nothing is loaded until ``open`` is told how."""

    def __init__(self, parts: Parts, budget: Callable[[], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._budget = budget
        self._loaded = Loaded(parts.jobs)
        self._load = Latest(parts.jobs, "files", "load")
        self._refill = Refill(parts.jobs, self)
        self._refill.failed.connect(self.failed)
        self._wanted: Key | None = None
        self._incomplete: Key | None = None
        self._notices = 0

    @property
    def wanted(self) -> Key | None:
        """What is shown, or will be."""
        return self._wanted

    def open(self, series: Series, half: bool | None = None) -> None:
        """Load a series and show it.

        Args:
            series: What to open; a tilted stack as it is to be shown (``corrected``, ``uncorrected``).
            half: A volume beyond the budget is opened at half resolution; None asks first.
        """
        key = key_of(series)
        if key == self._wanted:
            return
        self._load.cancel()
        self._refill.cancel()
        kept = self._loaded.get(key)
        budget, needed = self._budget(), volume_bytes(series)
        if kept is None and half is None and series.kind is Kind.VOLUME and needed > budget:
            self.want_shown()
            self.too_large.emit(TooLarge(series, needed, budget))
            return
        self._wanted, self._incomplete = key, None
        self.began.emit()
        if kept is not None:
            self._prepare(series, key, kept)
            return
        title = self.tr("Load {series}").format(series=words.series_title(series))
        done, failed = partial(self._read, series, key), self._load_failed
        self._load.submit(title, done, failed, partial(self._begin, series, key), series=series, budget=budget)

    def cancel(self) -> None:
        """Give up what is being read; what was shown stays, a stack with the pictures it has."""
        self._load.cancel()
        self._refill.cancel()
        state = self._parts.session.state
        if self._incomplete is not None and state.series is not None and state.images is not None:
            note = self.tr("Reading was cancelled: pictures that were not read stay empty")
            images = replace(state.images, note=note)
            self._incomplete = None
            self._parts.session.apply(ImagesOpened(state.series, images, state.window, state.frame))
            self._wanted = None
        else:
            self.want_shown()

    def want_shown(self) -> None:
        """Go back to what is shown."""
        shown = self._parts.session.state.series
        self._wanted = key_of(shown) if shown is not None else None

    def forget_replaced(self, studies: tuple[Study, ...]) -> None:
        """Give back what was loaded from files that are others now, except what is on screen."""
        shown = self._parts.session.state.series
        key = key_of(shown) if shown is not None else None
        stamps = {series.uid: series.stamp for study in studies for series in study.series}
        self._loaded.drop(lambda kept: kept != key and stamps.get(kept[0], kept[2]) != kept[2])

    def want_frame(self, _number: int) -> None:
        """A picture of the open stack is not in the file: read around it, unless that is under way."""
        state = self._parts.session.state
        if state.images is None or not state.images.wanted or self._incomplete is not None or self._refill.running:
            return
        if self._parts.jobs.running("load"):  # a cancelled one may still be filling this stack
            return
        if state.series is None or key_of(state.series) != self._wanted:
            return
        self._refill.start(state.series, state.images)

    def _load_failed(self, error: MedViewError) -> None:
        self._incomplete = None
        self.want_shown()
        self.failed.emit(error)

    def _begin(self, series: Series, key: Key, images: StoredImages) -> None:
        """The first pictures are there; a stack that began again in another file goes on where the first one was."""
        self._incomplete = key
        self._prepare(series, key, images)

    def _read(self, series: Series, key: Key, opened: Opened, serial: int) -> None:
        self._loaded.keep(key, opened, serial)
        self._incomplete = None
        shown = self._parts.session.state
        if isinstance(opened, StoredImages) and shown.images is not None and shown.images.path == opened.path:
            if opened.note != shown.images.note:
                self.told.emit(opened.note, "")
            return
        self._prepare(series, key, opened)

    def _prepare(self, series: Series, key: Key, opened: Opened) -> None:
        match opened:
            case StoredVolume():
                work: Callable[[], Known] = partial(known_of, self._parts.store, series, opened)
                self._parts.background.run(work, partial(self._show_volume, series, key, opened), self.failed.emit)
            case StoredImages():
                look = partial(first_look, opened, self._begin_at(series))
                self._parts.background.run(look, partial(self._show_images, series, key, opened), self.failed.emit)
            case _ if self._wanted == key:
                self._parts.session.apply(ContentOpened(series, opened))

    def _begin_at(self, series: Series) -> int:
        """The picture shown already, of this series, or the one wanted first."""
        state = self._parts.session.state
        same = state.images is not None and state.series is not None and state.series.uid == series.uid
        return state.frame if same else -1

    def _show_images(self, series: Series, key: Key, images: StoredImages, look: Look) -> None:
        if self._wanted != key:
            return
        state = self._parts.session.state
        again = self._begin_at(series) >= 0
        window, frame = (state.window, state.frame) if again else (look.window, look.frame)
        if again and state.images is not None and state.images.path == images.path:
            return
        self._parts.session.apply(ImagesOpened(series, images, window, frame))
        if not again:
            self._tell_whole(images.note or series.irregular)

    def _show_volume(self, series: Series, key: Key, volume: StoredVolume, known: Known) -> None:
        if self._wanted != key:
            return
        state = self._parts.session.state
        at = self._begin_at(series)
        window = state.window if at >= 0 else known.window
        self._parts.session.apply(VolumeOpened(series, volume, window, known.analyses, known.reviews))
        if at >= 0 and series.geometry is not None:
            self._parts.session.apply(CursorMoved(slice_centre(series, volume, at)))
        for notice in self._parts.store.notices[self._notices :]:
            self.told.emit(notice, "")
        self._notices = len(self._parts.store.notices)
        self._tell_whole(volume.note or series.irregular)
        if volume.geometry.shape == (series.geometry.shape if series.geometry else None):
            work = partial(models.eligible, self._parts.models, series)
            self._parts.background.run(work, partial(self._know_models, series), self.failed.emit)

    def _tell_whole(self, note: str) -> None:
        """What may be too long for a viewport, in full."""
        if len(note) > _LONG:
            self.told.emit(note, "")

    def _know_models(self, series: Series, answers: tuple[Eligibility, ...]) -> None:
        shown = self._parts.session.state.series
        if shown is not None and shown.uid == series.uid:
            self._parts.session.apply(EligibilityKnown(answers))


def key_of(series: Series) -> Key:
    """What makes two wishes the same."""
    return series.uid, series.fingerprint, series.stamp, f"{series.kind.value} {series.resampled}"


def slice_centre(series: Series, volume: StoredVolume, number: int) -> tuple[float, float, float]:
    """The middle of a stored slice, LPS mm; of its half where the volume has fewer."""
    stored = series.geometry.shape[0] if series.geometry is not None else volume.geometry.shape[0]
    k, j, i = volume.geometry.shape
    x, y, z = volume.geometry.to_lps((min(number * k // stored, k - 1), (j - 1) / 2.0, (i - 1) / 2.0))
    return (float(x), float(y), float(z))


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


@dataclass(frozen=True)
class Look:
    """How a stack is looked at first.

    Args:
        window: The window to begin with.
        frame: The picture to begin with.
    """

    window: Window
    frame: int


def known_of(store: Store, series: Series, volume: StoredVolume) -> Known:
    """Look up what is stored of a series, and sample its voxels for a window."""
    analyses = store.analyses(series.fingerprint)
    findings = (finding.id for analysis in analyses for finding in analysis.findings)
    return Known(first_window(series, volume), analyses, store.reviews(findings))


def first_window(series: Series, volume: StoredVolume) -> Window:
    """The file's first window, unless it hides nearly everything; else soft tissue for CT, or a percentile range."""
    stored = series.windows[0] if series.windows else None
    if stored is None and volume.quantity is not Quantity.ARBITRARY:
        return next(window for window in presets(volume.quantity) if volume.quantity is Quantity.SUV or _soft(window))
    array = volume.open().array
    array = array[:: max(1, len(array) // _SLICES_LOOKED_AT)]
    return fitting_window(array, stored) or stored or percentile_window(array)


def first_look(images: StoredImages, frame: int = -1) -> Look:
    """The picture to begin with, the wanted one of a stack being read, and its window."""
    if frame < 0:
        frame = int(np.load(images.wanted, mmap_mode="r")[0]) if images.wanted else 0
    slot = int(np.load(images.ready, mmap_mode="r")[frame]) if images.ready else frame
    if slot < 0:
        return Look(percentile_window(np.zeros(1)), frame)
    values = np.load(images.path, mmap_mode="r")[slot]
    return Look(COLOUR if values.ndim == 3 else windowing.first_window(values, images.frames[frame]), frame)


def _soft(window: Window) -> bool:
    return window.name.lower() == "abdomen"
