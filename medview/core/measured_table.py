"""Measurements as a table and as JSON: for spreadsheets, files and other programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from medview.core.code import Code
from medview.core.figures import Figure, Measured, figure_name
from medview.core.measured_text import shape_name
from medview.core.measurement import Measurement, OnImage
from medview.core.measurement_json import measurement_to_json
from medview.core.study import Dimension
from medview.core.text import tr

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What begins a formula in a spreadsheet: a label must not become one."""


@dataclass(frozen=True, eq=False)
class Line:
    """One drawing of a table.

    Args:
        one: The drawing.
        measured: What was measured of it.
        series: What its series is called.
        where: Its slice or picture, in words.
        position: Where along the series' dimensions it was drawn and measured, in words.
    """

    one: Measurement
    measured: Measured
    series: str = ""
    where: str = ""
    position: str = ""


def table(lines: Sequence[Line]) -> list[list[str]]:
    """A header and a row for each drawing; a column for each figure in each unit that any of them has.

    A column tells positions where any series has several.
    """
    columns = dict.fromkeys((figure.name, figure.unit) for line in lines for figure in line.measured.figures)
    header = [tr("Series"), tr("Shape"), tr("Label"), tr("Text"), tr("Place")]
    several = any(line.position for line in lines)
    header += [tr("Position")] if several else []
    header += [_heading(name, unit) for name, unit in columns]
    header += [tr("Where lengths hold"), tr("Notes"), tr("Author"), tr("Time")]
    return [header, *(_row(line, list(columns), several) for line in lines)]


def as_tsv(lines: Sequence[Line]) -> str:
    """The table for a clipboard: cells between tabs."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in table(lines)) + "\n"


def as_csv(lines: Sequence[Line]) -> str:
    """The table as comma-separated values (RFC 4180)."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(table(lines))
    return stream.getvalue()


def line_to_json(line: Line) -> dict[str, Any]:
    """A drawing with what was measured of it; units are UCUM's, codes those of the standard."""
    return {
        **measurement_to_json(line.one),
        "figures": [_figure_to_json(figure) for figure in line.measured.figures],
        "position": line.position,
        "lengths_hold": line.measured.scale,
        "notes": list(line.measured.notes),
    }


def place_words(one: Measurement) -> str:
    """Where a drawing lies, as far as it says so itself."""
    if isinstance(one.on, OnImage):
        return tr("Picture {number}").format(number=one.on.frame + 1)
    x, y, z = (f"{value:.1f}" for value in one.points[0])
    return tr("LPS {x}, {y}, {z} mm").format(x=x, y=y, z=z)


def position_words(one: Measurement, dimensions: Sequence[Dimension]) -> str:
    """The position along a series' dimensions a drawing was made at; empty where there are none."""
    told = tr("{name}: {value} ({number} of {count})")
    return "; ".join(
        told.format(name=along.name, value=_value_text(along, at), number=at + 1, count=len(along.values))
        for along, at in zip(dimensions, one.at, strict=False)
        if 0 <= at < len(along.values)
    )


def _value_text(along: Dimension, at: int) -> str:
    value = along.values[at]
    return f"{value if isinstance(value, str) else f'{value:.6g}'} {along.unit}".strip()


def _row(line: Line, columns: list[tuple[str, Code]], several: bool) -> list[str]:
    one, measured = line.one, line.measured
    values = {(figure.name, figure.unit): repr(figure.value) for figure in measured.figures}
    words = [line.series, shape_name(one.shape), one.label, one.text, line.where or place_words(one)]
    words += [line.position] if several else []
    figures = [values.get(column, "") for column in columns]
    return [
        *map(_harmless, words),
        *figures,
        *map(_harmless, (measured.scale, " ".join(measured.notes), one.author, one.time)),
    ]


def _heading(name: str, unit: Code) -> str:
    return f"{figure_name(name)} ({unit.meaning})" if unit.meaning and unit.value != "1" else figure_name(name)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _figure_to_json(figure: Figure) -> dict[str, Any]:
    code = figure.code
    return {
        "name": figure.name,
        "value": figure.value,
        "unit": figure.unit.value,
        "code": {"value": code.value, "scheme": code.scheme, "meaning": code.meaning} if code else None,
    }
