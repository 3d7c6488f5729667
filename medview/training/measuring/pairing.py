"""How much one model is better than another on the same cases, case by case: a difference surer than that of two means.

Both intervals of two models hold how much cases differ from each other; a paired difference does not.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from medview.training.measuring.bootstrap import means
from medview.training.measuring.figures import ALL, Figure
from medview.training.measuring.outcome import Outcome, Row

COLUMNS: Mapping[str, str] = {
    "dice": "Dice",
    "nsd": "NSD",
    "hd95_mm": "HD95 (mm)",
    "hd95": "HD95 (px)",
    "accuracy": "Accuracy",
    "sum_of_pairs": "Sum of pairs",
}
"""What is compared, by its column in the rows of an outcome."""

_Key = tuple[str, str]


def paired(own: Outcome, other: Outcome) -> tuple[Figure, ...]:
    """Mean differences of the scores both state of the same case and structure, with intervals drawn by groups.

    Args:
        own: Above nothing, a difference is in its favour (of distances: below).
        other: What it is compared with.
    """
    theirs = {_key(row): row for row in other.rows}
    pairs = [(row, theirs[_key(row)]) for row in own.rows if _key(row) in theirs]
    found = list[Figure]()
    for label in dict.fromkeys(_structure(row) for row, _ in pairs):
        of = [(mine, their) for mine, their in pairs if _structure(mine) == label]
        groups = [str(mine.get("group", "")) or str(mine["case"]) for mine, _ in of]
        for column, name in COLUMNS.items():
            values = [_number(mine, column) - _number(their, column) for mine, their in of]
            if not all(math.isnan(value) for value in values):
                told = f"{name}, less that of {other.model} {other.version}".rstrip()
                found.append(Figure(told, label, ALL, means({told: values}, groups)[told]))
    return tuple(found)


def _key(row: Row) -> _Key:
    return str(row["case"]), _structure(row)


def _structure(row: Row) -> str:
    return str(row.get("label") or row.get("structure") or "")


def _number(row: Row, column: str) -> float:
    value = row.get(column)
    return float(value) if isinstance(value, int | float) else math.nan
