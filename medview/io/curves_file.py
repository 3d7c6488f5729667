"""Curves as tables for spreadsheets."""

from __future__ import annotations

import csv
from pathlib import Path

from medview.core.code import Code
from medview.core.finding import Curve
from medview.io.atomic import writing_errors


def write_curve(curve: Curve, path: Path) -> None:
    """Write a curve as CSV: its places in the first column, then a column for each line.

    Args:
        curve: The curve.
        path: Where to.

    Raises:
        WriteError: It cannot be written.
    """
    with writing_errors(path), path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(
            (_headed(curve.along.meaning, curve.along_unit), *(_headed(line.name, curve.unit) for line in curve.lines))
        )
        for number, place in enumerate(curve.places):
            rows.writerow((f"{place:g}", *(f"{line.values[number]:.6g}" for line in curve.lines)))


def _headed(name: str, unit: Code) -> str:
    return f"{name} ({unit.meaning})"
