"""Loading series of any kind, the first pictures of a large one before the rest.

A person's wish comes first and takes the place of what is read so far. What else the layout names is read for its
viewports after that, one series at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from medview.core.errors import MedViewError
from medview.core.images import StoredImages
from medview.core.study import Series, Study
from medview.session.changes import ImagesOpened, LayoutChanged, SeriesRefused, TileActivated
from medview.session.layout import put
from medview.session.state import Part, State
from medview.views import words
from medview.views.flows.awaited import Key, Reading, awaited, key_of, listed, named
from medview.views.flows.eligibility import differs_by_record, tell
from medview.views.flows.loaded import Loaded
from medview.views.flows.refilling import Refill
from medview.views.flows.room import Room, TooLarge
from medview.views.flows.showing import Opened, Showing
from medview.views.known import drawn_of, results_of
from medview.views.latest import Latest
from medview.views.parts import Parts


class Loading(QObject):
    """Loads and shows series; a new wish replaces the one before, and what is shown stays until it is fulfilled.

    Args:
        parts: What flows work with.
        budget: Bytes all open series may take now.
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
        self._room = Room(parts.session, budget)
        self._loaded = Loaded(parts.jobs, self._open_keys, lambda: parts.background.busy)
        self._load = Latest(parts.jobs, "files", "load")
        self._fill = Latest(parts.jobs, "files", "load")
        self._refill = Refill(parts.jobs, self)
        self._refill.failed.connect(self.failed)
        self._showing = Showing(parts, self._is_wanted, self._over, self._load_failed, self)
        self._showing.failed.connect(self.failed)
        self._showing.told.connect(self.told)
        self._wish: Reading | None = None
        self._placing: Reading | None = None
        self._paused = False
        self._cut: set[Key] = set()
        self._answers: dict[str, tuple[Series, bool]] = {}
        self._stop_listening = parts.session.listen(self._changed)

    @property
    def wanted(self) -> Key | None:
        """What is shown, or will be."""
        if self._wish is not None:
            return self._wish.key
        shown = self._parts.session.state.series
        return key_of(shown) if shown is not None else None

    def close(self) -> None:
        """Hear of no change any more."""
        self._stop_listening()

    # wishes

    def open(self, series: Series, half: bool | None = None) -> None:
        """Load a series and show it in place of what is read so far; one that is shown already becomes the active one.

        Args:
            series: What to open; a tilted stack as it is to be shown (``corrected``, ``uncorrected``).
            half: A volume beyond the budget is opened at half resolution; None asks first.
        """
        key = key_of(series)
        if (key == self.wanted and key not in self._cut) or self._activated(key):
            return
        self._give_up_wish()
        kept = self._loaded.get(key)
        if kept is None and half is None and self._asked(series, placed=False):
            return
        reading = self._wish = Reading(series, key)
        self._cut.discard(key)
        self.began.emit()
        if kept is not None:
            self._showing.show(reading, kept)
            return
        self._submit(self._load, reading)

    def place(self, series: Series, tile: int) -> None:
        """Show a series in one viewport alone, once it is read."""
        layout = self._parts.session.state.layout
        self._parts.session.apply(SeriesRefused(series.uid, ""))
        self._parts.session.apply(LayoutChanged(put(layout, series.uid, series.kind, tile), tile))

    def answer(self, large: TooLarge, series: Series, half: bool) -> None:
        """Open what was too large in another way."""
        if large.placed:
            self._answers[series.uid] = series, half
            self._parts.session.apply(SeriesRefused(series.uid, ""))
        else:
            self.open(series, half or None)

    def retry(self, uid: str) -> None:
        """Try again to read a series for its viewports."""
        self._parts.session.apply(SeriesRefused(uid, ""))

    def cancel(self) -> None:
        """Give up what is being read; what was shown stays, a stack with the pictures it has."""
        for reading in (self._wish, self._placing):
            if reading is not None and reading.incomplete:
                self._cut_short(reading)
        wish = self._wish.series.uid if self._wish is not None else ""
        waiting = [uid for uid in awaited(self._parts.session.state) if uid != wish]
        self._give_up_wish()
        self._give_up_placing()
        self._paused = True
        for uid in waiting:
            self._parts.session.apply(SeriesRefused(uid, self.tr("Reading was cancelled.")))
        self._paused = False

    def forget_replaced(self, studies: tuple[Study, ...]) -> None:
        """Give back what was loaded from files that are others now, except what is on screen."""
        stamps = {series.uid: series.stamp for study in studies for series in study.series}
        self._loaded.drop(lambda kept: stamps.get(kept[0], kept[2]) != kept[2])

    def want_frame(self, uid: str, _number: int) -> None:
        """A picture of an open stack is not in the file: read around it, unless that is under way."""
        one = self._parts.session.state.opened.get(uid)
        if one is None or one.images is None or not one.images.wanted or self._refill.running:
            return
        if self._parts.jobs.running("load"):  # it reads this stack, or a cancelled one may still be filling it
            return
        if any(reading is not None and reading.incomplete for reading in (self._wish, self._placing)):
            return
        if self._wish is None or self._wish.key == key_of(one.series):
            self._refill.start(one.series, one.images)

    # what the layout names

    def _changed(self, state: State, parts: frozenset[Part]) -> None:
        one = state.current
        if Part.FRAME in parts and one is not None and differs_by_record(one):
            tell(self._parts, one, self.failed.emit)
        if parts & {Part.LAYOUT, Part.OPENED, Part.LOOK, Part.STUDIES}:
            self._place_next()

    def _place_next(self) -> None:
        """Read the next series the layout waits for, once nothing else is read."""
        state = self._parts.session.state
        if self._placing is not None and self._placing.series.uid not in named(state):
            self._give_up_placing()
        busy = self._wish is not None and not self._wish.incomplete
        if self._placing is not None or busy or self._paused:
            return
        for uid in awaited(state):
            series, half = self._answers.get(uid, (listed(state, uid), False))
            if series is None or (self._wish is not None and self._wish.series.uid == uid):
                continue
            self._place(series, half)
            return

    def _place(self, series: Series, half: bool) -> None:
        key = key_of(series)
        kept = self._loaded.get(key)
        if kept is None and not half and self._asked(series, placed=True):
            told = self.tr("it takes more memory than is left beside what else is open.")
            self._parts.session.apply(SeriesRefused(series.uid, told))
            return
        reading = self._placing = Reading(series, key, placed=True)
        if kept is not None:
            self._showing.show(reading, kept)
        else:
            self._submit(self._fill, reading)

    # reading

    def _submit(self, jobs: Latest, reading: Reading) -> None:
        title = self.tr("Load {series}").format(series=words.series_title(reading.series))
        jobs.submit(
            title,
            partial(self._read, reading),
            partial(self._load_failed, reading),
            partial(self._begin, reading),
            partial(self._cancelled, reading),
            series=reading.series,
            budget=self._room.bytes_for(reading.series, reading.placed),
        )

    def _load_failed(self, reading: Reading, error: MedViewError) -> None:
        self._over(reading)
        if reading.placed:
            self._parts.session.apply(SeriesRefused(reading.series.uid, error.message))
        else:
            self.failed.emit(error)
            self._place_next()

    def _cancelled(self, reading: Reading) -> None:
        """A person ended the job in the list of jobs."""
        self._over(reading)
        if reading.placed:
            self._parts.session.apply(SeriesRefused(reading.series.uid, self.tr("Reading was cancelled.")))
        else:
            self._place_next()

    def _begin(self, reading: Reading, images: StoredImages) -> None:
        """The first pictures are there; a stack that began again in another file goes on where the first one was."""
        reading.incomplete = True
        self._showing.show(reading, images)

    def _read(self, reading: Reading, opened: Opened, serial: int) -> None:
        self._loaded.keep(reading.key, opened, serial)
        reading.incomplete = False
        shown = self._showing.images(reading.series)
        if isinstance(opened, StoredImages) and shown is not None and shown.path == opened.path:
            if opened.note != shown.note:
                self.told.emit(opened.note, "")
            self._over(reading)
            self._place_next()
            return
        self._showing.show(reading, opened)

    # what is known of readings

    def _is_wanted(self, reading: Reading) -> bool:
        return reading is (self._placing if reading.placed else self._wish)

    def _over(self, reading: Reading) -> None:
        if reading is self._wish:
            self._wish = None
        elif reading is self._placing:
            self._placing = None
            self._answers.pop(reading.series.uid, None)

    def _give_up_wish(self) -> None:
        self._load.cancel()
        self._refill.cancel()
        self._wish = None

    def _give_up_placing(self) -> None:
        self._fill.cancel()
        self._placing = None

    def _cut_short(self, reading: Reading) -> None:
        """A stack stays with the pictures it has; a click reads on."""
        one = self._parts.session.state.opened.get(reading.series.uid)
        reading.incomplete = False
        if one is None or one.images is None:
            return
        self._cut.add(reading.key)
        note = self.tr("Reading was cancelled: pictures that were not read stay empty")
        images = replace(one.images, note=note)
        self._parts.session.apply(
            ImagesOpened(one.series, images, one.window, one.frame, *drawn_of(one), reading.tile, *results_of(one))
        )

    def _activated(self, key: Key) -> bool:
        """Whether a viewport shows the series as it is wanted: then keys act there."""
        state = self._parts.session.state
        one = state.opened.get(key[0])
        numbers = [number for number, tile in enumerate(state.layout.tiles) if tile.series == key[0]]
        if one is None or not numbers or key_of(one.series) != key or key in self._cut:
            return False
        self._give_up_wish()
        if state.layout.maximised in (None, *numbers):
            number = numbers[0] if state.layout.maximised is None else state.layout.maximised
            self._parts.session.apply(TileActivated(number))
        else:
            self._parts.session.apply(LayoutChanged(replace(state.layout, maximised=numbers[0]), numbers[0]))
        return True

    def _asked(self, series: Series, placed: bool) -> bool:
        """Whether a person is asked how to open what does not fit."""
        large = self._room.too_large(series, placed)
        if large is not None:
            self.too_large.emit(large)
        return large is not None

    def _open_keys(self) -> frozenset[Key]:
        return frozenset(key_of(one.series) for one in self._parts.session.state.opened.values())
