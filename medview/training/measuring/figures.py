"""A measured figure, and which cases it was measured on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from medview.core.refusals import LEFT_OUT, Refusals
from medview.training.data.nouns import Sample
from medview.training.measuring.bootstrap import Estimate

ALL = "all"
"""The subset of all cases."""

LEAST_CASES = 5
"""A subset of fewer cases is not measured by itself."""

_MOST_VALUES = 12
"""A column with more values than this is no way to divide the cases, unless they are ages."""

_AGES = ((18, "under 18"), (40, "18 to 39"), (65, "40 to 64"), (math.inf, "65 and over"))


@dataclass(frozen=True)
class Figure:
    """One figure.

    Args:
        name: The metric's usual name.
        label: Class or structure it is of.
        subset: Which cases: ``all``, or a column and its value.
        estimate: The figure with its interval.
        refusals: ``LEFT_OUT``: over the cases the input gate let pass, as a reader would see them. ``IGNORED``: over
            all cases, with what the network says of those it refused. ``MISSES``: over all cases, as if nothing was
            found where a result was withheld.
    """

    name: str
    label: str
    subset: str
    estimate: Estimate
    refusals: Refusals = LEFT_OUT

    def to_json(self) -> dict[str, Any]:
        """The JSON form; a number that is not there is null."""
        found = self.estimate
        return {
            "name": self.name,
            "label": self.label,
            "subset": self.subset,
            "refusals": self.refusals,
            "value": number(found.value),
            "low": number(found.low),
            "high": number(found.high),
            "cases": found.cases,
            "groups": found.groups,
        }


def number(value: float) -> float | None:
    """A number as JSON can say it."""
    return float(value) if math.isfinite(value) else None


def subsets(samples: Sequence[Sample]) -> dict[str, tuple[int, ...]]:
    """Which cases are measured by themselves: all, and those of each value of each column the data folder states.

    Args:
        samples: The cases.

    Returns:
        Places in ``samples`` by name, such as ``site: Montgomery``.
    """
    found = {ALL: tuple(range(len(samples)))}
    columns = dict.fromkeys(name for sample in samples for name, _ in sample.traits)
    for column in columns:
        values = [dict(sample.traits).get(column, "") for sample in samples]
        if column == "age":
            values = [_age(value) for value in values]
        known = sorted(set(values) - {""})
        if 2 <= len(known) <= _MOST_VALUES:
            places = {value: tuple(n for n, other in enumerate(values) if other == value) for value in known}
            found |= {f"{column}: {value}": some for value, some in places.items() if len(some) >= LEAST_CASES}
    return found


def _age(text: str) -> str:
    try:
        years = float(text.lower().rstrip("y"))
    except ValueError:
        return ""
    return next((name for limit, name in _AGES if years < limit), "")
