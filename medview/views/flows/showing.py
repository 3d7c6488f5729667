"""What was read is shown: with its window, and with what is stored of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from medview.core.content import Content, SequenceContent
from medview.core.errors import MedViewError
from medview.core.images import StoredImages
from medview.core.study import Series
from medview.core.volume import StoredVolume
from medview.session.changes import ContentOpened, CursorMoved, ImagesOpened, VolumeOpened
from medview.session.linking import shares
from medview.views.flows.awaited import Reading, key_of
from medview.views.flows.eligibility import tell
from medview.views.known import (
    Known,
    Look,
    Results,
    drawn_of,
    first_look,
    known_of,
    results_of,
    sequence_results,
    slice_centre,
)
from medview.views.parts import Parts

Opened = StoredVolume | StoredImages | Content


_LONG = 80
"""Letters of a note that a viewport may have to shorten."""


class Showing(QObject):
    """Shows series that were read.

    Args:
        parts: What flows work with.
        wanted: Whether a reading is still that of a wish.
        over: A reading has ended.
        refused: What was read cannot be shown.
        parent: Who reads.
    """

    failed = Signal(object)
    """A ``MedViewError``."""
    told = Signal(str, str)
    """A message that is no failure, and its hint."""

    def __init__(
        self,
        parts: Parts,
        wanted: Callable[[Reading], bool],
        over: Callable[[Reading], None],
        refused: Callable[[Reading, MedViewError], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._parts = parts
        self._wanted = wanted
        self._over = over
        self._refused = refused
        self._notices = 0

    def show(self, reading: Reading, opened: Opened) -> None:
        """Look up what is stored of a series, then show it, if it is still wanted."""
        store, run = self._parts.store, self._parts.background.run
        failed = partial(self._refused, reading)
        match opened:
            case StoredVolume():
                work = partial(known_of, store, reading.series, opened)
                run(work, partial(self._show_volume, reading, opened), failed)
            case StoredImages():
                look = partial(first_look, store, reading.series, opened, self._begin_at(reading.series))
                run(look, partial(self._show_images, reading, opened), failed)
            case SequenceContent():
                known = partial(sequence_results, store, reading.series, opened)
                run(known, partial(self._show_sequences, reading, opened), failed)
            case _ if self._wanted(reading):
                self._over(reading)
                self._parts.session.apply(ContentOpened(reading.series, opened, reading.tile))

    def _show_sequences(self, reading: Reading, content: SequenceContent, known: Results) -> None:
        if not self._wanted(reading):
            return
        self._over(reading)
        self._parts.session.apply(ContentOpened(reading.series, content, reading.tile, *known))
        self._ask_models(reading.series)

    def images(self, series: Series) -> StoredImages | None:
        """The pictures of a series that are shown already."""
        one = self._parts.session.state.opened.get(series.uid)
        return one.images if one is not None and key_of(one.series) == key_of(series) else None

    def _show_images(self, reading: Reading, images: StoredImages, look: Look) -> None:
        if not self._wanted(reading):
            return
        series, known = reading.series, self.images(reading.series)
        if not reading.incomplete:
            self._over(reading)
        if known is not None and known.path == images.path:
            return
        one = self._parts.session.state.opened.get(series.uid) if known is not None else None
        window, frame = (one.window, one.frame) if one is not None else (look.window, look.frame)
        drawn = look.drawn if one is None else drawn_of(one)
        results = (look.analyses, look.reviews) if one is None else results_of(one)
        self._parts.session.apply(ImagesOpened(series, images, window, frame, *drawn, reading.tile, *results))
        if one is None:
            self._tell_whole(images.note or series.irregular)
        self._ask_models(series)

    def _show_volume(self, reading: Reading, volume: StoredVolume, known: Known) -> None:
        if not self._wanted(reading):
            return
        self._over(reading)
        series, session = reading.series, self._parts.session
        at = self._begin_at(series)
        window = session.state.opened[series.uid].window if at >= 0 else known.window
        session.apply(
            VolumeOpened(series, volume, window, known.analyses, known.reviews, *known.drawn, tile=reading.tile)
        )
        if at >= 0 and series.geometry is not None and not shares(session.state, series):
            session.apply(CursorMoved(slice_centre(series, volume, at), series.uid))
        for notice in self._parts.store.notices[self._notices :]:
            self.told.emit(notice, "")
        self._notices = len(self._parts.store.notices)
        self._tell_whole(volume.note or series.irregular)
        if volume.geometry.shape == (series.geometry.shape if series.geometry else None):
            self._ask_models(series)

    def _ask_models(self, series: Series) -> None:
        """Ask which models read a series."""
        one = self._parts.session.state.opened.get(series.uid)
        if one is not None:
            tell(self._parts, one, self.failed.emit)

    def _tell_whole(self, note: str) -> None:
        """What may be too long for a viewport, in full."""
        if len(note) > _LONG:
            self.told.emit(note, "")

    def _begin_at(self, series: Series) -> int:
        """The picture shown already, of this series, or the one wanted first."""
        one = self._parts.session.state.opened.get(series.uid)
        return one.frame if one is not None and one.images is not None else -1
