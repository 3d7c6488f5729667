"""Figures with their 95 % bootstrap intervals, drawn by groups: a patient with several pictures counts once."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]

Statistics = Callable[[Float, bool], Mapping[str, float]]
"""From how often each case counts, (cases,), and whether that is a resample, to figures by name; NaN for none."""

RESAMPLES = 1000
"""The ends of an interval then vary in the third digit."""

_LEAST_KNOWN = 0.5
"""Least part of the resamples that must have a figure for an interval to be stated."""


@dataclass(frozen=True)
class Estimate:
    """A figure with its interval.

    Args:
        value: Over all cases.
        low: Lower end of the 95 % interval; NaN where there is none.
        high: Upper end of it.
        cases: Cases it was taken over.
        groups: Groups these belong to.
    """

    value: float
    low: float
    high: float
    cases: int
    groups: int


def estimates(statistics: Statistics, groups: Sequence[str], resamples: int = 0, seed: int = 0) -> dict[str, Estimate]:
    """Figures and their percentile bootstrap intervals (Efron and Tibshirani 1993, chapter 13).

    Args:
        statistics: The figures as functions of how often each case counts.
        groups: Of each case; groups are drawn, never single cases of one.
        resamples: How many are drawn; 0: ``RESAMPLES``.
        seed: Of the drawing.
    """
    names, place = np.unique(np.asarray(groups, dtype=str), return_inverse=True)
    values = statistics(np.ones(len(groups)), False)
    again = (resamples or RESAMPLES) if len(names) > 1 else 0
    found = [statistics(times[place], True) for times in draws(len(names), again, seed)]
    return {
        name: Estimate(value, *interval(np.array([one[name] for one in found]), value), len(groups), len(names))
        for name, value in values.items()
    }


def draws(groups: int, resamples: int, seed: int) -> Iterator[Float]:
    """How often each group is drawn, (groups,), for each resample."""
    random = np.random.default_rng(seed)
    for _ in range(resamples):
        yield np.bincount(random.integers(0, groups, groups), minlength=groups).astype(np.float64)


def interval(found: Float, value: float) -> tuple[float, float]:
    """The 95 % percentile interval; NaN where the figure itself, or too many of the resamples, have none."""
    known = found[~np.isnan(found)]
    if math.isnan(value) or len(known) < max(1, _LEAST_KNOWN * len(found)):
        return math.nan, math.nan
    low, high = np.percentile(known, [2.5, 97.5])
    return float(low), float(high)


def means(values: Mapping[str, Sequence[float]], groups: Sequence[str], seed: int = 0) -> dict[str, Estimate]:
    """Means over cases; of each figure the cases without a value are left out."""
    found: dict[str, Estimate] = {}
    for name, numbers in values.items():
        kept = [place for place, number in enumerate(numbers) if not math.isnan(number)]
        known = np.array([numbers[place] for place in kept], np.float64)
        found |= estimates(_mean(name, known), [groups[place] for place in kept], seed=seed)
    return found


def _mean(name: str, known: Float) -> Statistics:
    def statistics(times: Float, _: bool) -> dict[str, float]:
        total = float(times.sum())
        return {name: float(known @ times / total) if total else math.nan}

    return statistics
