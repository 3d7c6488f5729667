"""Write two aligned sequences: FASTA, Clustal, Stockholm, CSV and JSON; all say whether and how a person decided."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from medview.core.finding import Review
from medview.core.pair_alignment import PairAlignment, Row
from medview.io.atomic import atomic

_UNREVIEWED = "UNREVIEWED: no person has checked this alignment"

_LINE = 60
"""Columns of a line."""

_NAME = 16
"""Letters of a name in Clustal at most."""

KIND = "MedView pair alignment"
"""What the JSON file says first that it is, so that it is known again."""

LEAD = f'{{"format": "{KIND}"'.encode()
"""How that file begins."""

_HEADER = ("column", "first", "first_letter", "second", "second_letter", "probability", "review")


def write_fasta(alignment: PairAlignment, path: Path, review: Review | None = None) -> None:
    """Write both rows with their gaps.

    Raises:
        WriteError: It cannot be written.
    """
    lines = list[str]()
    for row in (alignment.first, alignment.second):
        lines.append(f">{row.name} {_place(row)} {_decided(review)}")
        lines += [row.letters[at : at + _LINE] for at in range(0, len(row.letters), _LINE)]
    _write(path, lines)


def write_clustal(alignment: PairAlignment, path: Path, review: Review | None = None) -> None:
    """Write blocks of columns, with ``*`` below the same letter twice.

    Raises:
        WriteError: It cannot be written.
    """
    names = _apart([row.name[:_NAME] or "-" for row in (alignment.first, alignment.second)], _NAME)
    lines = [f"CLUSTAL alignment of MedView {alignment.software_version}, {_decided(review)}", ""]
    for at in range(0, len(alignment.chances), _LINE):
        lines.append("")
        for name, row in zip(names, (alignment.first, alignment.second), strict=True):
            lines.append(f"{name:<{_NAME}} {row.letters[at : at + _LINE]}")
        block = slice(at, at + _LINE)
        columns = zip(alignment.first.letters[block], alignment.second.letters[block], strict=True)
        lines.append(f"{'':<{_NAME}} {''.join('*' if one == other else ' ' for one, other in columns)}".rstrip())
    _write(path, lines)


def write_stockholm(alignment: PairAlignment, path: Path, review: Review | None = None) -> None:
    """Write both rows with their places, and tenths of the probability of each column (``PP_cons``, as Pfam has it).

    Raises:
        WriteError: It cannot be written.
    """
    rows = (alignment.first, alignment.second)
    named = zip(_apart([row.name or "-" for row in rows]), rows, strict=True)
    names = [*(f"{name}/{row.start + 1}-{row.start + _count(row)}" for name, row in named), "#=GC PP_cons"]
    wide = max(map(len, names)) + 1
    tenths = "".join("*" if chance >= _SUREST else str(int(chance * 10 + 0.5)) for chance in alignment.chances)
    said = (alignment.first.letters, alignment.second.letters, tenths)
    lines = [f"{name:<{wide}}{letters}" for name, letters in zip(names, said, strict=True)]
    _write(
        path,
        ["# STOCKHOLM 1.0", f"#=GF CC {_decided(review)}", f"#=GF CC Scored by {alignment.scored_by}", *lines, "//"],
    )


_SUREST = 0.95
"""From here on Stockholm writes ``*``."""


def write_columns(alignment: PairAlignment, path: Path, review: Review | None = None) -> None:
    """Write a line for each column as CSV: the numbers of its letters from 1, and how probable it is to be right.

    Raises:
        WriteError: It cannot be written.
    """
    with atomic(path) as draft:
        text = io.StringIO(newline="")
        csv.writer(text).writerows([_HEADER, *_cells(alignment, _word(review))])
        draft.write_text(text.getvalue(), encoding="utf-8", newline="")


def _cells(alignment: PairAlignment, decision: str) -> Iterator[tuple[object, ...]]:
    first, second = alignment.first.start, alignment.second.start
    columns = zip(alignment.first.letters, alignment.second.letters, alignment.chances, strict=True)
    for number, (one, other, chance) in enumerate(columns, start=1):
        first, second = first + (one != "-"), second + (other != "-")
        here, there = first if one != "-" else "", second if other != "-" else ""
        yield number, here, one, there, other, f"{chance:.4f}", decision


def write_json(alignment: PairAlignment, path: Path, review: Review | None = None) -> None:
    """Write everything that is known of it.

    Raises:
        WriteError: It cannot be written.
    """
    counted = {name: getattr(alignment, name) for name in ("paired", "identical", "expected")}
    decided: dict[str, object] = {"unreviewed": review is None}
    if review is not None:
        decided |= {"review": {**asdict(review), "decision": review.decision.value}}
    told = {"format": KIND, **decided, **counted, **asdict(alignment)}
    _write(path, [json.dumps(told)])


def _decided(review: Review | None) -> str:
    """What a person decided, who, when and why."""
    if review is None:
        return _UNREVIEWED
    told = f"{_word(review).upper()} by {review.reviewer}, {review.time}"
    return f"{told}: {review.reason}" if review.reason else told


def _word(review: Review | None) -> str:
    """The decision as tables of findings have it."""
    return review.decision.value if review is not None else "unreviewed"


def _place(row: Row) -> str:
    return f"{row.start + 1}-{row.start + _count(row)} of {row.length}"


def _count(row: Row) -> int:
    return len(row.letters) - row.letters.count("-")


def _apart(names: list[str], most: int | None = None) -> list[str]:
    """Names that differ, of at most so many letters."""
    if names[0] != names[1]:
        return names
    return [f"{name[: most and most - 2]}_{number}" for number, name in enumerate(names, 1)]


def _write(path: Path, lines: list[str]) -> None:
    with atomic(path) as draft:
        draft.write_text("\n".join(lines) + "\n", encoding="utf-8")
