"""Restoring: what is open is kept on the disk as it changes, and put back at the next start, also after a crash."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from medview.core.errors import MedViewError
from medview.core.study import ScanResult, Series
from medview.session.changes import MeasurementSelected
from medview.session.paths import Paths
from medview.session.reduce import Parts as Changed
from medview.session.sitting import Sitting, as_opened, changes_of, first_changes, gone, sitting_of, uids_of
from medview.session.sitting_file import TRIES, Tries, load_sitting, save_sitting
from medview.session.state import Opened, Part, State
from medview.views.flows.opening import Opening
from medview.views.flows.overlaying import Overlaying
from medview.views.parts import Parts

DELAY_MS = 1000
"""The file is never older than this."""
SETTLED_MS = 2000
"""So long everything must have been back before the start counts as a good one."""
_NAMED = 3
"""Series that are gone and are named one by one."""
_IDLE = frozenset({Part.JOBS, Part.THUMBNAILS, Part.REVIEWER, Part.ELIGIBLE, Part.PARTIAL, Part.HISTORY})
"""What is not kept here."""


class Restoring(QObject):
    """Keeps what is open, and puts it back.

    Args:
        parts: What flows work with.
        opening: Opens paths and series.
        overlaying: Lays derived objects over them.
        paths: The user's folders.
        parent: The window.
    """

    failed = Signal(object)
    """A ``MedViewError``."""
    told = Signal(str, str)
    """A message that is no failure, and its hint."""
    plain_offered = Signal()
    """The last starts ended while everything was put back: answer with ``restore`` or ``give_up``."""
    panels_restored = Signal(object)
    """The window's switches by name: whether they were on."""
    ended = Signal()
    """Everything that could be put back is."""

    def __init__(
        self,
        parts: Parts,
        opening: Opening,
        overlaying: Overlaying,
        paths: Paths,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._parts = parts
        self._opening = opening
        self._overlaying = overlaying
        self.panels: Callable[[], Mapping[str, bool]] = dict
        """The window's switches by name: whether they are on."""
        self._file = _File(paths.sitting_file)
        self._tries = Tries(paths.tries_file)
        self._paths: tuple[str, ...] = ()
        self._former = Sitting()
        self._scanned: tuple[str, ...] | None = None
        self._waiting: set[str] = set()
        self._enabled, self._begun = True, False
        self._timer = _single(DELAY_MS, self._save, self)
        self._settle = _single(SETTLED_MS, self._settled, self)
        opening.found.connect(self._found)
        opening.failed.connect(self._scan_failed)
        self._stop_listening = parts.session.listen(self._changed)

    @property
    def enabled(self) -> bool:
        """Whether anything is kept."""
        return self._enabled

    @enabled.setter
    def enabled(self, enabled: bool) -> None:
        """Keep what is open, or nothing: then what was kept is removed."""
        self._enabled = enabled
        if not enabled:
            self._timer.stop()
            self._file.remove()
            self._tries.end()

    def start(self, reopen: bool = True) -> None:
        """Keep what is open from now on.

        Args:
            reopen: Put back what was open, or offer a plain start where that went wrong before.
        """
        self._begun = True
        if not self._enabled or not reopen:
            return
        sitting, notice = load_sitting(self._file.path)
        if notice:
            self.told.emit(notice, "")
        if sitting is None:
            return
        self._former = sitting
        if self._tries.count >= TRIES:
            self.plain_offered.emit()
        else:
            self.restore()

    def restore(self) -> None:
        """Put back what was open."""
        self.panels_restored.emit(self._former.panels)
        there = tuple(path for path in self._former.paths if Path(path).exists())
        missing = [path for path in self._former.paths if path not in there]
        if not there:
            if missing:
                self._tell_missing(missing, ())
            self.ended.emit()
            return
        self._tries.begin()
        self._scanned = self._paths = there
        self._opening.open_paths(there, first=False)

    def give_up(self) -> None:
        """Start plainly."""
        self._former = Sitting()
        self._tries.end()

    def close(self) -> None:
        """The window closes: keep what is open now."""
        self._stop_listening()
        pending = self._timer.isActive()
        self._timer.stop()
        if self._settle.isActive() or self._waiting or self._scanned is not None:
            self._tries.end()
        self._settle.stop()
        if self._enabled and (pending or self._file.written):
            self._write(self._now())

    # putting back

    def _found(self, paths: tuple[str, ...], result: ScanResult) -> None:
        """A scan ended: the one asked for here, or another one."""
        if paths != self._scanned:
            self._give_up_scan()
            if result.studies:
                self._paths = (*(path for path in self._paths if path not in paths), *paths)
                self._touch()
            return
        self._scanned = None
        listed = self._listed()
        lost = gone(self._former, listed)
        missing = [path for path in self._former.paths if path not in paths]
        if lost or missing:
            self._tell_missing(missing, lost)
        self._waiting = {uid for uid in self._former.shown if uid in listed}
        for uid in self._waiting:
            self._prepare(uid, listed)
        for change in first_changes(self._former, listed):
            self._parts.session.apply(change)
        self._check()

    def _prepare(self, uid: str, listed: Mapping[str, Series]) -> None:
        """A series opens the way it was opened, with what was laid over it."""
        held = self._former.held.get(uid)
        if held is None:
            return
        series = as_opened(held, listed[uid])
        if series is not listed[uid] or held.half:
            self._opening.open_as(series, held.half)
        for derived in held.overlaid:
            if derived in listed:
                self._overlaying.want(listed[derived], series)

    def _scan_failed(self, _error: MedViewError) -> None:
        self._give_up_scan()

    def _look_after_scan(self) -> None:
        if not self._parts.jobs.running("scan"):
            self._give_up_scan()

    def _give_up_scan(self) -> None:
        """A person opens something else, or ended the search, or it failed: nothing is put back."""
        if self._scanned is not None:
            self._scanned, self._paths, self._former = None, (), Sitting()
            self._tries.end()
            self.ended.emit()

    def _changed(self, state: State, parts: Changed) -> None:
        if self._waiting and parts & {Part.OPENED, Part.LAYOUT}:
            QTimer.singleShot(0, self, self._check)
        if self._scanned is not None and Part.JOBS in parts:
            QTimer.singleShot(0, self, self._look_after_scan)
        if not parts <= _IDLE and self._scanned is None:
            self._touch()

    def _check(self) -> None:
        """Set what has been opened meanwhile as it was."""
        state = self._parts.session.state
        shown = {uid for tile in state.layout.tiles for uid in uids_of(tile)}
        for uid in tuple(self._waiting):
            one = state.opened.get(uid)
            if uid in state.failures or uid not in shown:
                self._waiting.discard(uid)
            elif one is not None and _whole(one):
                self._waiting.discard(uid)
                for change in changes_of(self._former, one):
                    self._parts.session.apply(change)
        if not self._waiting and self._tries.count and not self._settle.isActive() and self._scanned is None:
            self._parts.session.apply(MeasurementSelected(self._former.measurement))
            self._settle.start()

    def _settled(self) -> None:
        self._tries.end()
        self.ended.emit()

    def _tell_missing(self, paths: list[str], series: tuple[str, ...]) -> None:
        names = [*(Path(path).name for path in paths), *series]
        some = ", ".join(f"“{name}”" for name in names[:_NAMED]) + ("…" if len(names) > _NAMED else "")
        told = self.tr("Not everything that was open is still there: {names}.").format(names=some)
        self.told.emit(told, self.tr("It was moved, deleted, or lies on a drive that is not connected."))

    def _listed(self) -> dict[str, Series]:
        studies = self._parts.session.state.studies
        return {series.uid: series for study in studies for series in study.series}

    # keeping

    def _touch(self) -> None:
        if self._begun and self._enabled and not self._timer.isActive():
            self._timer.start()

    def _save(self) -> None:
        work = self._writer(self._now())
        self._parts.background.run(work, lambda _: None, self.failed.emit)

    def _now(self) -> Sitting:
        former = self._former if self._waiting else Sitting()
        return sitting_of(self._parts.session.state, self._paths, self.panels(), former)

    def _writer(self, sitting: Sitting) -> Callable[[], None]:
        number = self._file.next()
        return lambda: self._file.write(number, sitting)

    def _write(self, sitting: Sitting) -> None:
        try:
            self._writer(sitting)()
        except MedViewError as error:
            self.failed.emit(error)


class _File:
    """Writes from several threads, of which the newest stays."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._asked = 0
        self.written = 0

    def next(self) -> int:
        self._asked += 1
        return self._asked

    def write(self, number: int, sitting: Sitting) -> None:
        with self._lock:
            if number > self.written:
                save_sitting(self.path, sitting)
                self.written = number

    def remove(self) -> None:
        with self._lock:
            self.written = self._asked
            self.path.unlink(missing_ok=True)


def _whole(one: Opened) -> bool:
    """Whether a series is what it will be: the first pictures of a volume are not."""
    return one.volume is not None or one.series.geometry is None


def _single(milliseconds: int, act: Callable[[], None], parent: QObject) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(act)
    return timer
