"""Write two aligned sequences: FASTA, Clustal and JSON; every one of them says that nobody reviewed it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from medview.core.pair_alignment import PairAlignment, Row
from medview.io.atomic import atomic

_UNREVIEWED = "UNREVIEWED: no person has checked this alignment"

_LINE = 60
"""Columns of a line."""

_NAME = 16
"""Letters of a name in Clustal at most."""


def write_fasta(alignment: PairAlignment, path: Path) -> None:
    """Write both rows with their gaps.

    Raises:
        WriteError: It cannot be written.
    """
    lines = list[str]()
    for row in (alignment.first, alignment.second):
        lines.append(f">{row.name} {_place(row)} {_UNREVIEWED}")
        lines += [row.letters[at : at + _LINE] for at in range(0, len(row.letters), _LINE)]
    _write(path, lines)


def write_clustal(alignment: PairAlignment, path: Path) -> None:
    """Write blocks of columns, with ``*`` below the same letter twice.

    Raises:
        WriteError: It cannot be written.
    """
    names = [row.name[:_NAME] or "-" for row in (alignment.first, alignment.second)]
    names = names if names[0] != names[1] else [f"{name[: _NAME - 2]}_{number}" for number, name in enumerate(names, 1)]
    lines = [f"CLUSTAL alignment of MedView {alignment.software_version}, {_UNREVIEWED}", ""]
    for at in range(0, len(alignment.chances), _LINE):
        lines.append("")
        for name, row in zip(names, (alignment.first, alignment.second), strict=True):
            lines.append(f"{name:<{_NAME}} {row.letters[at : at + _LINE]}")
        block = slice(at, at + _LINE)
        columns = zip(alignment.first.letters[block], alignment.second.letters[block], strict=True)
        lines.append(f"{'':<{_NAME}} {''.join('*' if one == other else ' ' for one, other in columns)}".rstrip())
    _write(path, lines)


def write_json(alignment: PairAlignment, path: Path) -> None:
    """Write everything that is known of it.

    Raises:
        WriteError: It cannot be written.
    """
    counted = {name: getattr(alignment, name) for name in ("paired", "identical", "expected")}
    told = {"unreviewed": True, **counted, **asdict(alignment)}
    _write(path, [json.dumps(told)])


def _place(row: Row) -> str:
    letters = len(row.letters) - row.letters.count("-")
    return f"{row.start + 1}-{row.start + letters} of {row.length}"


def _write(path: Path, lines: list[str]) -> None:
    with atomic(path) as draft:
        draft.write_text("\n".join(lines) + "\n", encoding="utf-8")
