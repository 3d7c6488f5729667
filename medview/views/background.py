"""Small work of this process beside the window's thread: reading model cards, sampling voxels, copying files."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.jobs.failures import where_it_happened

T = TypeVar("T")
_THREADS = 2
_log = logging.getLogger(__name__)


class Background(QObject):
    """Runs functions in threads and hands their values back on the window's thread."""

    _ended = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._closed = False
        self._waiting = 0
        self._threads = ThreadPoolExecutor(_THREADS, "background")
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether anything asked for has not been handed back."""
        return self._waiting > 0

    def run(self, work: Callable[[], T], done: Callable[[T], object], failed: Callable[[MedViewError], object]) -> None:
        """Call ``work`` in a thread, then ``done`` with its value or ``failed`` with its error, here."""

        def act() -> None:
            try:
                value = work()
            except MedViewError as error:
                self._ended.emit(failed, error)
            except Exception as error:  # noqa: BLE001 (told, logged, and the window goes on)
                place = where_it_happened(error)
                _log.error("Work in the background failed: %s", place)
                self._ended.emit(failed, _mistake(place))
            else:
                self._ended.emit(done, value)

        self._waiting += 1
        self._threads.submit(act)

    def close(self) -> None:
        """Wait until everything asked for is done; the values are dropped."""
        self._closed = True
        self._threads.shutdown()

    @Slot(object, object)
    def _deliver(self, call: Callable[[object], object], value: object) -> None:
        self._waiting -= 1
        if not self._closed:
            call(value)


def _mistake(place: str) -> MedViewError:
    return MedViewError(
        tr("A mistake in MedView kept this from being done ({place}).").format(place=place.splitlines()[0]),
        tr("Try again; if it happens again, report it with the log file."),
    )
