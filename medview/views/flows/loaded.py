"""What was loaded in this sitting: coming back to a series is instant, and the disk is not filled."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from medview.core.content import Content
from medview.core.images import StoredImages
from medview.core.volume import StoredVolume
from medview.views.jobs import JobBridge

KEPT = 3
"""Series kept; a study's localiser, the one read and one to compare with."""


class Loaded:
    """The most recently shown volumes, stacks and documents.

    Args:
        jobs: Where their files are given back.
    """

    def __init__(self, jobs: JobBridge) -> None:
        self._jobs = jobs
        self._kept: dict[Hashable, tuple[StoredVolume | StoredImages | Content, int]] = {}

    def get(self, key: Hashable) -> StoredVolume | StoredImages | Content | None:
        """What was loaded under a key, if it is still there."""
        entry = self._kept.pop(key, None)
        if entry is None:
            return None
        self._kept[key] = entry
        return entry[0]

    def keep(self, key: Hashable, opened: StoredVolume | StoredImages | Content, serial: int) -> None:
        """Keep what job ``serial`` loaded; the one not shown for longest goes when there are too many.

        While an analysis runs nothing goes: it reads one of them.
        """
        self._kept[key] = (opened, serial)
        while len(self._kept) > KEPT and not self._jobs.running("analyse"):
            oldest = next(iter(self._kept))
            self._jobs.release("files", self._kept.pop(oldest)[1])

    def drop(self, stale: Callable[[Any], bool]) -> None:
        """Let go of what is kept under keys that are not wanted any more, unless an analysis may be reading it."""
        if not self._jobs.running("analyse"):
            for key in [key for key in self._kept if stale(key)]:
                self._jobs.release("files", self._kept.pop(key)[1])
