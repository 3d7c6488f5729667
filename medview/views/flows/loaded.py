"""Volumes loaded in this sitting: coming back to a series is instant, and the disk is not filled."""

from __future__ import annotations

from medview.core.study import Series
from medview.core.volume import StoredVolume
from medview.views.jobs import JobBridge

KEPT = 3
"""Volumes kept; a study's localiser, the series read and one to compare with."""


class Loaded:
    """The most recently shown volumes.

    Args:
        jobs: Where their files are given back.
    """

    def __init__(self, jobs: JobBridge) -> None:
        self._jobs = jobs
        self._volumes: dict[str, tuple[StoredVolume, int]] = {}

    def get(self, series: Series) -> StoredVolume | None:
        """The volume of a series, if it is still there."""
        entry = self._volumes.pop(series.fingerprint, None)
        if entry is None:
            return None
        self._volumes[series.fingerprint] = entry
        return entry[0]

    def keep(self, series: Series, volume: StoredVolume, serial: int) -> None:
        """Keep a volume loaded by job ``serial``; the one not shown for longest goes when there are too many.

        While an analysis runs nothing goes: it reads one of them.
        """
        self._volumes[series.fingerprint] = (volume, serial)
        while len(self._volumes) > KEPT and not self._jobs.running("analyse"):
            oldest = next(iter(self._volumes))
            self._jobs.release("files", self._volumes.pop(oldest)[1])
