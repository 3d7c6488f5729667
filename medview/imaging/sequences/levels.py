"""Values along a record thinned to what a screen can show: least, mean and greatest of each stretch, at every zoom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.text import tr
from medview.imaging.sequences.strands import Checkpoint, pieces, quiet

Values = NDArray[Any]
Float = NDArray[np.float64]
Edges = NDArray[np.int64]

FACTOR = 16
"""Each level has so many times fewer stretches than the one below."""
SMALL = 1 << 16
"""Records with fewer values need no levels."""


@dataclass(frozen=True, eq=False)
class Level:
    """Stretches of equal length; the last may be shorter.

    Args:
        step: Values in each.
        least: (n,) float32; NaN where no value of the stretch is known.
        most: (n,) float32; likewise.
        total: (n,) float64 sum of the known values.
        known: (n,) int64, how many those are.
    """

    step: int
    least: NDArray[np.float32]
    most: NDArray[np.float32]
    total: Float
    known: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Thinned:
    """What a plot draws.

    Args:
        least: (n,) of each stretch; NaN where nothing is known.
        mean: (n,) likewise.
        most: (n,) likewise.
    """

    least: Float
    mean: Float
    most: Float


def levels(values: Values, checkpoint: Checkpoint = quiet) -> tuple[Level, ...]:
    """Levels of a record's values, the finest first; none for few values.

    Args:
        values: (n,), perhaps a mapped file; NaN where there is none.
        checkpoint: Told how far it is.
    """
    if len(values) < SMALL:
        return ()
    parts = []
    for start, end in pieces(len(values)):
        checkpoint(start / len(values), tr("Reading values"))
        parts.append(_first(np.asarray(values[start:end], np.float32)))
    found = [Level(FACTOR, *(np.concatenate(column) for column in zip(*parts, strict=True)))]
    while len(found[-1].least) > SMALL:
        found.append(_coarser(found[-1]))
    return tuple(found)


def thinned(values: Values, known: tuple[Level, ...], edges: Edges) -> Thinned:
    """Least, mean and greatest value between each two following edges.

    Args:
        values: The record's.
        known: Its levels.
        edges: (n,) places in growing order, within the record; stretches between are at least one value long, and are
            moved to the steps of the coarsest level that is finer than they are.
    """
    wide = (edges[-1] - edges[0]) / max(1, len(edges) - 1)
    fitting = [level for level in known if 2 * level.step <= wide]
    if not fitting:
        first = int(edges[0])
        part = np.asarray(values[first : int(edges[-1])], np.float64)
        there = np.isfinite(part)
        return _reduced(part, part, np.where(there, part, 0.0), there.astype(np.int64), edges - first)
    level = fitting[-1]
    first, last = int(edges[0]) // level.step, -(-int(edges[-1]) // level.step)
    cut = slice(first, last)
    places = np.maximum(edges // level.step - first, 0)
    return _reduced(level.least[cut], level.most[cut], level.total[cut], level.known[cut], places)


def _first(part: NDArray[np.float32]) -> tuple[NDArray[Any], ...]:
    starts = np.arange(0, len(part), FACTOR)
    there = np.isfinite(part)
    total = np.add.reduceat(np.where(there, part, 0.0), starts, dtype=np.float64)
    known = np.add.reduceat(there, starts, dtype=np.int64)
    return np.fmin.reduceat(part, starts), np.fmax.reduceat(part, starts), total, known


def _coarser(level: Level) -> Level:
    starts = np.arange(0, len(level.least), FACTOR)
    return Level(
        level.step * FACTOR,
        np.fmin.reduceat(level.least, starts),
        np.fmax.reduceat(level.most, starts),
        np.add.reduceat(level.total, starts),
        np.add.reduceat(level.known, starts),
    )


def _reduced(least: Values, most: Values, total: Float, known: NDArray[np.int64], places: Edges) -> Thinned:
    """Stretches joined between places; one that is empty takes the value that begins there."""
    if not len(least):
        nothing = np.full(len(places) - 1, np.nan)
        return Thinned(nothing, nothing, nothing)
    at = np.minimum(places[:-1], len(least) - 1)
    last = np.maximum(min(int(places[-1]), len(least)), at[-1] + 1)
    lows, highs = (op.reduceat(part[:last], at) for op, part in ((np.fmin, least), (np.fmax, most)))
    sums, counts = np.add.reduceat(total[:last], at), np.add.reduceat(known[:last], at)
    mean = np.divide(sums, counts, out=np.full(len(at), np.nan), where=counts > 0)
    return Thinned(np.asarray(lows, np.float64), mean, np.asarray(highs, np.float64))
