"""What drawing a record needs to know of all of it, worked out beside the window's thread: counts, lanes, frames."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from medview.core.errors import MedViewError
from medview.core.sequence import Feature
from medview.imaging.sequences.codons import Orfs, find_orfs
from medview.imaging.sequences.lanes import Laid, laid
from medview.imaging.sequences.levels import levels
from medview.imaging.sequences.tally import tally
from medview.views.background import Background
from medview.views.sequences.counting import Counting
from medview.views.sequences.features_band import FeaturesBand
from medview.views.sequences.frames_band import FramesBand, Rows, framed
from medview.views.sequences.letters_band import tallied_groups
from medview.views.sequences.lines_band import LinesBand
from medview.views.sequences.plot_bands import ValuesBand
from medview.views.sequences.schemes import Scheme
from medview.views.sequences.values import Shown

AT_ONCE = 1 << 17
"""Letters of a record that is counted at once: some milliseconds."""
_FEATURES_AT_ONCE = 2000
_SHORTEST = ((5_000_000, 90), (50_000_000, 300), (1 << 62, 600))
"""Letters of a record up to which reading frames of so many letters are looked for: short ones come by chance."""


class NotWanted(MedViewError):
    """The work is for a record that is not shown any more."""


class Preparing:
    """Prepares the bands of one record and tells when one is ready.

    Args:
        shown: The record.
        background: Works beside the window's thread.
        changed: A band became ready.
        failed: Something could not be worked out.
    """

    def __init__(
        self,
        shown: Shown,
        background: Background,
        changed: Callable[[], object],
        failed: Callable[[MedViewError], object],
    ) -> None:
        self._shown = shown
        self._background = background
        self._changed = changed
        self._failed = failed
        self.wanted = True

    def stop(self) -> None:
        """Nobody waits any more."""
        self.wanted = False

    def letters(self, counting: Counting, scheme: Scheme) -> None:
        """Count letters in the classes that a scheme colours; nucleotides in their own."""
        groups = tallied_groups(scheme, self._shown.nucleic)
        work = partial(tally, self._shown.letters, groups, self._go_on)
        self._run(work, len(self._shown.letters) <= AT_ONCE, counting.take)

    def features(self, band: FeaturesBand) -> None:
        """Give features their lanes."""
        features = self._shown.features
        self._run(partial(_lanes, features), len(features) <= _FEATURES_AT_ONCE, partial(setattr, band, "lanes"))

    def frames(self, band: FramesBand) -> None:
        """Find open reading frames."""
        work = partial(_frames, self._shown, self._go_on)
        self._run(work, len(self._shown.letters) <= AT_ONCE, band.take)

    def values(self, band: ValuesBand) -> None:
        """Thin the values of a plot."""
        plot = band.plot
        rows = (plot.values, *(end for end in (plot.low, plot.high) if end is not None))
        work = partial(_all_levels, rows, self._go_on)
        self._run(work, len(plot.values) <= AT_ONCE, band.take)

    def lines(self, band: LinesBand) -> None:
        """Thin the values of several lines."""
        rows = band.rows
        work = partial(_all_levels, rows, self._go_on)
        self._run(work, sum(map(len, rows)) <= AT_ONCE, band.take)

    def _run(self, work: Callable[[], Any], at_once: bool, take: Callable[[Any], object]) -> None:
        if at_once:
            take(work())
            return
        self._background.run(work, partial(self._ready, take), self._told)

    def _ready(self, take: Callable[[Any], object], value: Any) -> None:
        if self.wanted:
            take(value)
            self._changed()

    def _told(self, error: MedViewError) -> None:
        if self.wanted and not isinstance(error, NotWanted):
            self._failed(error)

    def _go_on(self, _part: float, _note: str) -> None:
        if not self.wanted:
            raise NotWanted("")


def _all_levels(rows: tuple[Any, ...], checkpoint: Callable[[float, str], None]) -> tuple[Any, ...]:
    return tuple(levels(row, checkpoint) for row in rows)


def _lanes(features: Sequence[Feature]) -> Laid:
    return laid([one.start for one in features], [one.end for one in features])


def _frames(shown: Shown, checkpoint: Callable[[float, str], None]) -> tuple[Orfs, Rows]:
    least = next(shortest for length, shortest in _SHORTEST if len(shown.letters) <= length)
    found = find_orfs(shown.letters, shown.code, least, checkpoint=checkpoint)
    return found, framed(found)
