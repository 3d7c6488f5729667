"""What was loaded in this sitting: coming back to a series is instant, and the disk is not filled."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from typing import Any

from medview.core.content import Content
from medview.core.images import StoredImages
from medview.core.volume import StoredVolume
from medview.views.jobs import JobBridge

SPARE = 1
"""Series kept beside those that are open and the newest one: coming back to the one before is instant."""


_READS_NONE = frozenset(
    {"scan", "load", "thumbnail", "tags", "write_picture", "write_film", "tidy", "train", "evaluate"}
)
"""Tasks that read other files than those of what was loaded; any other one may wait in its queue for these."""


class Loaded:
    """The most recently shown volumes, stacks and documents.

    Args:
        jobs: Where their files are given back.
        in_use: Keys of what is open: its files are never given back.
        reading: Whether something else than a job may be reading what was open.
    """

    def __init__(
        self,
        jobs: JobBridge,
        in_use: Callable[[], Collection[Hashable]] = frozenset,
        reading: Callable[[], bool] = lambda: False,
    ) -> None:
        self._jobs = jobs
        self._reading = reading
        self._in_use = in_use
        self._kept: dict[Hashable, tuple[StoredVolume | StoredImages | Content, int]] = {}

    def get(self, key: Hashable) -> StoredVolume | StoredImages | Content | None:
        """What was loaded under a key, if it is still there."""
        entry = self._kept.pop(key, None)
        if entry is None:
            return None
        self._kept[key] = entry
        return entry[0]

    def keep(self, key: Hashable, opened: StoredVolume | StoredImages | Content, serial: int) -> None:
        """Keep what job ``serial`` loaded; those not shown for longest go when there are too many beside the open ones.

        While anything may read one of them nothing goes; the next one that is kept lets them go then.
        """
        self._kept[key] = (opened, serial)
        if self._read():
            return
        open_now = self._in_use()
        spare = [known for known in self._kept if known != key and known not in open_now]
        for oldest in spare[: max(len(spare) - SPARE, 0)]:
            self._jobs.release("files", self._kept.pop(oldest)[1])

    def drop(self, stale: Callable[[Any], bool]) -> None:
        """Let go of what is kept under keys that are not wanted any more, unless something may be reading it."""
        if not self._read():
            in_use = self._in_use()
            for key in [key for key in self._kept if stale(key) and key not in in_use]:
                self._jobs.release("files", self._kept.pop(key)[1])

    def _read(self) -> bool:
        """Whether anything may read what is kept: also that of a series that was closed meanwhile."""
        return self._jobs.busy(but=_READS_NONE) or self._reading()
